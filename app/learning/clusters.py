"""Groups of texts that are alike, with words to name them by.

Spherical k-means: each group is the direction its texts point to, less what all texts
have in common. The best of a few starts is taken; a text that fits no group stays out.

Source: I. Dhillon, D. Modha, "Concept decompositions for large sparse text data using
clustering", 2001; D. Arthur, S. Vassilvitskii, "k-means++", 2007.
"""

import heapq
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from app.learning.texts import Pause, Texts, Vector, length_of, mean, no_pause

MAX_TEXTS = 2_000
"""Of more than these, the first are grouped."""

LEAST_IN_CLUSTER = 3
_SEED = 1
_N_STARTS = 3
_N_ROUNDS = 8
_MOST_CLUSTERS = 14
_N_HEAVIEST = 60
_N_NEAREST = 12
_N_SMOOTHED = 60
_N_NAME_WORDS = 2
_N_WORDS = 6
_LEAST_FIT = 0.5
"""How well a text must fit its group, against the mean of the group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Texts that are alike, those in the middle first.

    `name` is made of the heaviest of `words`.
    """

    name: str
    words: tuple[str, ...]
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Grouping:
    """To which centre each vector belongs, how well it fits, and the fits' sum."""

    groups: list[int]
    fits: list[float]
    worth: float
    centres: list[Vector]


def clusters(
    texts: Texts, ids: Sequence[str], pause: Pause = no_pause
) -> tuple[Cluster, ...]:
    """Group the texts of these ids; () when they are too few or have nothing in common.

    The largest group comes first.
    """
    known = [id for id in ids if id in texts][:MAX_TEXTS]
    n_groups = min(round(math.sqrt(len(known) / 2)), _MOST_CLUSTERS)
    if n_groups < 1 or len(known) < 2 * LEAST_IN_CLUSTER:
        return ()
    common = mean((texts.vector(id) for id in known), pause)
    n_with = _n_with(texts, known)
    vectors = [_salient(texts.vector(id), common, n_with) for id in known]
    vectors = _smoothed(vectors, pause)
    chance = Random(_SEED)
    best: _Grouping | None = None
    for _ in range(_N_STARTS):
        found = _grouped(vectors, max(n_groups, 2), chance, pause)
        if best is None or found.worth > best.worth:
            best = found
    assert best is not None
    made = (
        _cluster(texts, known, best, group, n_with)
        for group in range(len(best.centres))
    )
    kept = [cluster for cluster in made if cluster is not None]
    kept.sort(key=lambda cluster: (-len(cluster.ids), cluster.name))
    return tuple(kept)


def _n_with(texts: Texts, ids: Sequence[str]) -> dict[int, int]:
    """Count in how many of the texts each term is."""
    n_with: dict[int, int] = {}
    for id in ids:
        for number in texts.vector(id):
            n_with[number] = n_with.get(number, 0) + 1
    return n_with


def _salient(vector: Vector, common: Vector, n_with: Mapping[int, int]) -> Vector:
    """Return what sets a text apart: its heaviest terms that others have too."""
    apart = {
        number: (weight - common[number]) * math.log(n_with[number])
        for number, weight in vector.items()
        if n_with[number] > 1 and weight > common[number]
    }
    kept = sorted(apart, key=apart.__getitem__, reverse=True)[:_N_HEAVIEST]
    return _unit({number: apart[number] for number in kept})


def _smoothed(vectors: Sequence[Vector], pause: Pause) -> list[Vector]:
    """Add to each text what its nearest ones say: one alone says little."""
    having: dict[int, list[tuple[int, float]]] = {}
    for at, vector in enumerate(vectors):
        for number, weight in vector.items():
            having.setdefault(number, []).append((at, weight))
    smooth = []
    for vector in vectors:
        near = [0.0] * len(vectors)
        for number, weight in vector.items():
            for other, its_weight in having[number]:
                near[other] += weight * its_weight
        added: Vector = {}
        nearest = heapq.nlargest(_N_NEAREST, range(len(near)), key=near.__getitem__)
        for other in nearest:
            for number, weight in vectors[other].items():
                added[number] = added.get(number, 0.0) + weight * near[other]
        kept = heapq.nlargest(_N_SMOOTHED, added, key=added.__getitem__)
        smooth.append(_unit({number: added[number] for number in kept}))
        pause()
    return smooth


def _unit(vector: Vector) -> Vector:
    length = length_of(vector) or 1.0
    return {number: weight / length for number, weight in vector.items()}


def _grouped(
    vectors: Sequence[Vector], n_groups: int, chance: Random, pause: Pause
) -> _Grouping:
    centres = _starts(vectors, n_groups, chance, pause)
    groups: list[int] = []
    for _ in range(_N_ROUNDS):
        before = groups
        groups, fits = _assigned(vectors, centres, pause)
        if groups == before:
            break
        centres = [
            _unit(mean(v for v, own in zip(vectors, groups, strict=True) if own == g))
            if g in groups
            else centres[g]
            for g in range(len(centres))
        ]
    return _Grouping(groups, fits, sum(fits), centres)


def _starts(
    vectors: Sequence[Vector], n_groups: int, chance: Random, pause: Pause
) -> list[Vector]:
    """Choose texts to begin with, each far from those chosen before it."""
    centres = [vectors[chance.randrange(len(vectors))]]
    nearest = [0.0] * len(vectors)
    while len(centres) < n_groups:
        for at, vector in enumerate(vectors):
            nearest[at] = max(nearest[at], _dot(vector, centres[-1]))
            pause()
        far = [max(1.0 - near, 0.0) ** 2 for near in nearest]
        if not sum(far):
            break
        centres.append(chance.choices(vectors, far)[0])
    return centres


def _assigned(
    vectors: Sequence[Vector], centres: Sequence[Vector], pause: Pause
) -> tuple[list[int], list[float]]:
    groups, fits = [], []
    for vector in vectors:
        scores = [_dot(vector, centre) for centre in centres]
        best = max(range(len(scores)), key=scores.__getitem__)
        groups.append(best)
        fits.append(scores[best])
        pause()
    return groups, fits


def _dot(one: Vector, other: Vector) -> float:
    return sum(weight * other[n] for n, weight in one.items() if n in other)


def _cluster(
    texts: Texts,
    ids: Sequence[str],
    found: _Grouping,
    group: int,
    n_with: Mapping[int, int],
) -> Cluster | None:
    own = [at for at, its_group in enumerate(found.groups) if its_group == group]
    if len(own) < LEAST_IN_CLUSTER:
        return None
    usual = sum(found.fits[at] for at in own) / len(own)
    kept = [at for at in own if found.fits[at] >= _LEAST_FIT * usual]
    kept.sort(key=lambda at: -found.fits[at])
    apart = _told_apart(texts, [ids[at] for at in kept], n_with, len(ids))
    centre = found.centres[group]
    weights = {n: weight * centre.get(n, 0.0) for n, weight in apart.items()}
    words = texts.words(weights, _N_WORDS)
    if len(kept) < LEAST_IN_CLUSTER or not words:
        return None
    return Cluster(
        name=_capital(", ".join(words[:_N_NAME_WORDS])),
        words=words,
        ids=tuple(ids[at] for at in kept),
    )


def _told_apart(
    texts: Texts, ids: Sequence[str], n_with: Mapping[int, int], n_texts: int
) -> Vector:
    """Weigh a group's terms: those that many of its texts have, and few others.

    Source: the summand of Kullback and Leibler's divergence, 1951.
    """
    weights = {}
    for number, n_own in _n_with(texts, ids).items():
        share, share_of_all = n_own / len(ids), n_with[number] / n_texts
        if n_own > 1 and share > share_of_all:
            weights[number] = share * math.log(share / share_of_all)
    return weights


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]

"""Many texts as weighted terms, and which of them are alike."""

import heapq
import math
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.learning.words import Terms

Vector = dict[int, float]
"""The weight of each term of a text, by the term's number; its length is one."""

Pause = Callable[[], None]
"""Called between two texts: it may let others run, or raise to stop."""

N_REASONS = 4
_N_ASKED = 40
_N_LOOKED_AT = 200
_COMMON_SHARE = 0.1
_COMMON_LEAST = 200
_LEAST_ALIKE = 0.05
_N_BACKGROUND = 4_000


def no_pause() -> None:
    """Go on at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """A text like another one; `score` is the cosine of the two, 0 to 1.

    `words` are the terms that both have, the heaviest first.
    """

    id: str
    score: float
    words: tuple[str, ...]


class Texts:
    """Texts by id, weighted by TF-IDF.

    `weigh` comes after the first texts were put in and before anything is asked; what
    comes later counts at once, by the weights of then. The room of a text that was
    taken out is not used again.
    """

    def __init__(self) -> None:
        self._terms = Terms()
        self._numbers: dict[str, int] = {}
        self._names: list[str] = []
        self._first: array[int] = array("I")
        self._postings: list[array[int] | None] = []
        self._n_with: array[int] = array("I")
        self._rarities: array[float] = array("f")
        self._ids: list[str | None] = []
        self._slots: dict[str, int] = {}
        self._own: list[tuple[array[int], array[float]]] = []
        self._lengths: array[float] = array("f")

    def __len__(self) -> int:
        return len(self._slots)

    def __contains__(self, id: str) -> bool:
        return id in self._slots

    def ids(self) -> Iterator[str]:
        """Go through the texts, in the order they came."""
        return iter(tuple(self._slots))

    def put(self, id: str, title: str, abstract: str) -> None:
        """Take a text in, in the place of an older one of that id."""
        self.remove(id)
        slot = len(self._ids)
        numbers, weights = array("I"), array("f")
        for term, n_times in self._terms.of(title, abstract).items():
            numbers.append(self._number(term, slot))
            weights.append(1.0 + math.log(n_times))
        self._ids.append(id)
        self._slots[id] = slot
        self._own.append((numbers, weights))
        self._lengths.append(self._length(slot))

    def remove(self, id: str) -> None:
        """Leave a text out; nothing happens when there is none of that id."""
        slot = self._slots.pop(id, None)
        if slot is None:
            return
        for number in self._own[slot][0]:
            self._n_with[number] -= 1
        self._ids[slot] = None

    def weigh(self, pause: Pause = no_pause) -> None:
        """Weigh all texts anew, after many came or went."""
        n_texts = 1 + len(self._slots)
        self._rarities = array(
            "f", (math.log(n_texts / (1 + n_with)) + 1.0 for n_with in self._n_with)
        )
        for slot in range(len(self._ids)):
            self._lengths[slot] = self._length(slot)
            pause()

    def vector(self, id: str) -> Vector:
        """Return the weights of a text's terms.

        Raises:
            KeyError: there is no text of that id.
        """
        slot = self._slots[id]
        length = self._lengths[slot] or 1.0
        numbers, weights = self._own[slot]
        rarities = self._rarities
        n_weighed = len(rarities)
        return {
            number: weight * rarities[number] / length
            for number, weight in zip(numbers, weights, strict=True)
            if number < n_weighed
        }

    def words(self, weights: Mapping[int, float], n_words: int) -> tuple[str, ...]:
        """Return the heaviest terms in words; no word stands there twice."""
        chosen: list[str] = []
        said: set[str] = set()
        for number in sorted(weights, key=lambda n: (-weights[n], self._names[n])):
            name = self._names[number]
            if not said.issuperset(name.split(" ")):
                # A pair says what its words would say.
                chosen = [c for c in chosen if c not in name.split(" ")]
                chosen.append(name)
                said.update(name.split(" "))
            if len(chosen) == n_words:
                break
        return tuple(map(self._terms.written, chosen))

    def background(self, pause: Pause = no_pause) -> Vector:
        """Return the mean of all texts, or of some thousands evenly apart."""
        ids = tuple(self._slots)
        step = max(len(ids) // _N_BACKGROUND, 1)
        return mean((self.vector(id) for id in ids[::step]), pause)

    def like(self, id: str, limit: int, pause: Pause = no_pause) -> list[Alike]:
        """Return the texts that are most like one, best first.

        Raises:
            KeyError: there is no text of that id.
        """
        asked = self.vector(id)
        own = self._slots[id]
        scores = self._rough_scores(asked, pause)
        scores.pop(own, None)
        rough = heapq.nlargest(
            max(_N_LOOKED_AT, limit), scores.items(), key=lambda item: item[1]
        )
        found = []
        for slot, _ in rough:
            other_id = self._ids[slot]
            if other_id is None:
                continue
            other = self.vector(other_id)
            shared = {n: w * other[n] for n, w in asked.items() if n in other}
            score = sum(shared.values())
            if score >= _LEAST_ALIKE:
                found.append((score, other_id, shared))
        found.sort(key=lambda item: (-item[0], item[1]))
        return [
            Alike(id=other, score=score, words=self.words(shared, N_REASONS))
            for score, other, shared in found[:limit]
        ]

    def _rough_scores(self, asked: Vector, pause: Pause) -> dict[int, float]:
        """Return by slot how alike texts are in the heaviest terms that are not common.

        Common terms cost most and say least: what they add is counted afterwards.
        """
        most = max(_COMMON_LEAST, int(len(self._slots) * _COMMON_SHARE))
        rare = [n for n in asked if 1 < self._n_with[n] <= most]
        rare.sort(key=asked.__getitem__, reverse=True)
        scores: dict[int, float] = {}
        for number in rare[:_N_ASKED]:
            factor = asked[number] * self._rarities[number]
            for slot in self._postings[number] or ():
                scores[slot] = scores.get(slot, 0.0) + factor
            pause()
        lengths = self._lengths
        return {slot: score / (lengths[slot] or 1.0) for slot, score in scores.items()}

    def _number(self, term: str, slot: int) -> int:
        """Return the number of a term that the text of that slot has."""
        number = self._numbers.get(term)
        if number is None:
            # Most terms are in one text alone: they need no list.
            number = self._numbers[term] = len(self._names)
            self._names.append(term)
            self._first.append(slot)
            self._postings.append(None)
            self._n_with.append(1)
            return number
        slots = self._postings[number]
        if slots is None:
            slots = self._postings[number] = array("I", (self._first[number],))
        slots.append(slot)
        self._n_with[number] += 1
        return number

    def _length(self, slot: int) -> float:
        numbers, weights = self._own[slot]
        rarities = self._rarities
        n_weighed = len(rarities)
        square = 0.0
        for number, weight in zip(numbers, weights, strict=True):
            if number < n_weighed:
                square += (weight * rarities[number]) ** 2
        return math.sqrt(square)


def mean(vectors: Iterable[Vector], pause: Pause = no_pause) -> Vector:
    """Return the mean of vectors; its length is not one."""
    total: Vector = {}
    n_vectors = 0
    for vector in vectors:
        n_vectors += 1
        for number, weight in vector.items():
            total[number] = total.get(number, 0.0) + weight
        pause()
    return {number: weight / n_vectors for number, weight in total.items()}


def length_of(vector: Mapping[int, float]) -> float:
    """Return the length of a vector."""
    return math.sqrt(sum(weight * weight for weight in vector.values()))

"""What a reader's topics are about, learned from what was filed under them.

One linear model a topic: the mean of its texts less the mean of all texts, of which the
positive part is kept (Rocchio's formula). How sure a model must be before it speaks is
found by leaving each filed text out in turn.

Source: J. Rocchio, "Relevance feedback in information retrieval", 1971.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.learning.texts import N_REASONS, Pause, Texts, Vector, length_of, no_pause

N_SUGGESTIONS = 3
LEAST_FILED = 3
"""A topic of fewer papers says too little of itself."""

MAX_TOPICS = 500
_BACKGROUND = 1.0
_N_TRIED = 2_000
_LEAST_RIGHT = 0.25
_DOUBT = 3.0
_N_WORDS_OF_MODEL = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A topic for a text; `score` is how often one as sure as this is right, 0 to 1.

    `words` spoke for it, the heaviest first.
    """

    topic: str
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Sum:
    """What the texts of one topic add up to."""

    total: Vector
    n_texts: int
    length: float


class TopicModels:
    """Models of topics; they speak of texts by the same term numbers."""

    def __init__(self) -> None:
        self._weights: dict[int, list[tuple[str, float]]] = {}
        self._sure: dict[str, tuple[tuple[float, float], ...]] = {}

    @property
    def n_topics(self) -> int:
        """Count the topics that may be suggested."""
        return len(self._sure)

    @classmethod
    def learn(
        cls,
        texts: Texts,
        filed: Mapping[str, Sequence[str]],
        pause: Pause = no_pause,
    ) -> "TopicModels":
        """Learn topics from the ids of the texts filed under each."""
        models = cls()
        members = _members(texts, filed)
        if not members:
            return models
        background = texts.background(pause)
        sums = {topic: _sum(texts, ids, pause) for topic, ids in members.items()}
        lengths: dict[str, float] = {}
        for topic, added in sums.items():
            model = _model(added, background)
            lengths[topic] = length_of(model) or 1.0
            for number, weight in model.items():
                one = (topic, weight / lengths[topic])
                models._weights.setdefault(number, []).append(one)
            pause()
        tried = models._try(texts, members, sums, background, lengths, pause)
        every = [is_right for answers in tried.values() for _, is_right in answers]
        usual = sum(every) / len(every) if every else 0.0
        for topic, answers in tried.items():
            if curve := _curve(answers, usual):
                models._sure[topic] = curve
        return models

    def suggest(
        self, texts: Texts, vector: Vector, without: frozenset[str] = frozenset()
    ) -> tuple[Suggestion, ...]:
        """Return up to three topics for a text, the surest first; () for none."""
        found = []
        for topic, score in self._scores(vector).items():
            if topic in without or topic not in self._sure:
                continue
            right = _right(self._sure[topic], score)
            if right >= _LEAST_RIGHT:
                found.append((right, score, topic))
        found.sort(key=lambda item: (-item[0], -item[1], item[2]))
        return tuple(
            Suggestion(
                topic=topic,
                score=right,
                words=texts.words(self._reasons(vector, topic), N_REASONS),
            )
            for right, _, topic in found[:N_SUGGESTIONS]
        )

    def _scores(self, vector: Vector) -> dict[str, float]:
        scores: dict[str, float] = {}
        for number, weight in vector.items():
            for topic, its_weight in self._weights.get(number, ()):
                scores[topic] = scores.get(topic, 0.0) + weight * its_weight
        return scores

    def _reasons(self, vector: Vector, topic: str) -> dict[int, float]:
        return {
            number: weight * its_weight
            for number, weight in vector.items()
            for its_topic, its_weight in self._weights.get(number, ())
            if its_topic == topic
        }

    def _try(
        self,
        texts: Texts,
        members: Mapping[str, Sequence[str]],
        sums: Mapping[str, _Sum],
        background: Vector,
        lengths: Mapping[str, float],
        pause: Pause,
    ) -> dict[str, list[tuple[float, bool]]]:
        """Score filed texts by models that have not seen them.

        Only a text's own topics have seen it: their weights at its terms are taken
        without it, which is exact but for the model's length.
        """
        topics_of: dict[str, set[str]] = {}
        for topic, ids in members.items():
            for id in ids:
                topics_of.setdefault(id, set()).add(topic)
        answers: dict[str, list[tuple[float, bool]]] = {t: [] for t in members}
        step = max(len(topics_of) // _N_TRIED, 1)
        for id in tuple(topics_of)[::step]:
            vector = texts.vector(id)
            scores = self._scores(vector)
            for topic in topics_of[id]:
                unseen = _without(sums[topic], vector)
                model = _weights_at(vector, unseen, background)
                seen = self._reasons(vector, topic)
                dot = sum(model.get(number, 0.0) * vector[number] for number in seen)
                scores[topic] = dot / lengths[topic]
            best = sorted(scores, key=scores.__getitem__, reverse=True)
            for topic in best[:N_SUGGESTIONS]:
                answers[topic].append((scores[topic], topic in topics_of[id]))
            pause()
        return answers


def _members(
    texts: Texts, filed: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    known = {t: tuple(id for id in ids if id in texts) for t, ids in filed.items()}
    most = sorted(known, key=lambda t: (-len(known[t]), t))[:MAX_TOPICS]
    return {topic: known[topic] for topic in most if len(known[topic]) >= LEAST_FILED}


def _sum(texts: Texts, ids: Sequence[str], pause: Pause) -> _Sum:
    total: Vector = {}
    for id in ids:
        for number, weight in texts.vector(id).items():
            total[number] = total.get(number, 0.0) + weight
        pause()
    return _Sum(total, len(ids), length_of(total))


def _model(added: _Sum, background: Vector) -> Vector:
    heavy = _weights_at(added.total, added, background)
    if len(heavy) <= _N_WORDS_OF_MODEL:
        return heavy
    kept = sorted(heavy, key=heavy.__getitem__, reverse=True)[:_N_WORDS_OF_MODEL]
    return {number: heavy[number] for number in kept}


def _weights_at(numbers: Vector, added: _Sum, background: Vector) -> Vector:
    """Return the model's weights at some terms, positive ones only."""
    if not added.n_texts:
        return {}
    weights = {}
    for number in numbers:
        weight = added.total.get(number, 0.0) / added.n_texts
        weight -= _BACKGROUND * background.get(number, 0.0)
        if weight > 0.0:
            weights[number] = weight
    return weights


def _without(added: _Sum, vector: Vector) -> _Sum:
    total = {n: max(added.total[n] - w, 0.0) for n, w in vector.items()}
    return _Sum(total, added.n_texts - 1, 0.0)


@dataclass(frozen=True, slots=True)
class _Block:
    """Answers next to each other by their scores, and how many of them were right."""

    lowest: float
    highest: float
    n_right: int
    n_answers: int

    @property
    def share(self) -> float:
        return self.n_right / self.n_answers

    def joined(self, other: "_Block") -> "_Block":
        return _Block(
            self.lowest,
            other.highest,
            self.n_right + other.n_right,
            self.n_answers + other.n_answers,
        )


def _curve(
    answers: Sequence[tuple[float, bool]], usual: float
) -> tuple[tuple[float, float], ...]:
    """Return how often answers from a score on were right, from low to high.

    The share rises with the score (isotonic regression: neighbours that fall are taken
    together). Few answers prove little: each share is drawn to the usual one.

    Source: M. Ayer et al., "An empirical distribution function for sampling with
    incomplete information", 1955.
    """
    blocks: list[_Block] = []
    for score, is_right in sorted(answers):
        blocks.append(_Block(score, score, int(is_right), 1))
        while len(blocks) > 1 and blocks[-2].share >= blocks[-1].share:
            last = blocks.pop()
            blocks[-1] = blocks[-1].joined(last)
    points: list[tuple[float, float]] = []
    before = highest = 0.0
    for block in blocks:
        share = (block.n_right + _DOUBT * usual) / (block.n_answers + _DOUBT)
        highest = max(highest, share)
        points.append(((before + block.lowest) / 2 if before else 0.0, highest))
        before = block.highest
    return tuple(points) if highest >= _LEAST_RIGHT else ()


def _right(curve: Sequence[tuple[float, float]], score: float) -> float:
    """Return how often an answer of that score was right."""
    right = 0.0
    for least, share in curve:
        if score < least:
            break
        right = share
    return right

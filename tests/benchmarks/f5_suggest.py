"""F5: how often the right topic is suggested, and how long learning takes.

Held out: of papers filed by hand four fifths are learned from, and the rest is asked
about. The papers are generated, some of them filed wrongly, and real ones where the
test data lies beside the checkout.
"""

import json
import time
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from app.learning.texts import Texts
from app.learning.topics import TopicModels
from tests.benchmarks.row import Goal, Row, at_most, median, p95
from tests.benchmarks.words import SEED, Corpus

_REPLIES = Path(__file__).parents[2] / ".." / "shared" / "data" / "api" / "arxiv.py"
_ATOM, _ARXIV = "{http://www.w3.org/2005/Atom}", "{http://arxiv.org/schemas/atom}"
_LEARNED_SHARE = 0.8
_LEAST_IN_TOPIC = 5
_MOST_TOPICS, _N_IN_TOPIC, _N_TOPIC_WORDS = 30, 12, 60
_TOPIC_WORDS = slice(300, 4_000)
_SHARE_OF_TOPIC, _SHARE_OF_OTHER, _SHARE_MISFILED = 0.06, 0.025, 0.05
_N_ASKED_ALIKE = 100
_N_ALIKE = 30
_ALIKE_MS = 200.0
_N_SHUFFLES = 5


@dataclass(frozen=True, slots=True)
class Filed:
    """A paper and the topic that it was filed under."""

    id: str
    title: str
    abstract: str
    topic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What came of asking about the papers held out."""

    n_asked: int
    n_right: int
    n_first: int
    n_silent: int
    n_shown: int


def measure(n_papers: int, place: Path) -> Iterator[Row]:
    """Ask about generated papers, then about real ones; then time papers alike."""
    papers = list(generated(n_papers))
    texts, learn_s = _read(papers)
    start = time.perf_counter()
    answers = held_out(texts, papers, SEED)
    learn_s += time.perf_counter() - start
    yield from _rows(f"{n_papers:,} papers, {n_topics_of(n_papers)} topics", answers)
    yield _timed("to read and learn them", learn_s, "s", at_most(60.0))
    times = list(_alike_ms(texts, papers))
    for name, value in (("median", median(times)), ("p95", p95(times))):
        yield _timed(f"more like this, {name}", value, "ms", at_most(_ALIKE_MS))
    if real := list(real_papers()):
        texts, _ = _read(real)
        every = [held_out(texts, real, seed) for seed in range(_N_SHUFFLES)]
        yield from _rows(f"{len(real)} real papers by field", _summed(every))


def n_topics_of(n_papers: int) -> int:
    """Return how many topics so many generated papers are filed under."""
    return max(min(_MOST_TOPICS, n_papers // _N_IN_TOPIC), 2)


def generated(n_papers: int) -> Iterator[Filed]:
    """Make papers with few words of their topic, fewer of another, some misfiled."""
    corpus, chance = Corpus(), Random(SEED)
    pool = corpus.words[_TOPIC_WORDS]
    topics = [f"Topic {n}" for n in range(n_topics_of(n_papers))]
    own = {topic: chance.sample(pool, _N_TOPIC_WORDS) for topic in topics}
    sizes = [1 / (rank + 3) for rank in range(len(topics))]

    def mixed(text: str, topic: str, other: str) -> str:
        words = []
        for word in text.split():
            drawn = chance.random()
            if drawn < _SHARE_OF_TOPIC:
                word = chance.choice(own[topic])
            elif drawn < _SHARE_OF_TOPIC + _SHARE_OF_OTHER:
                word = chance.choice(own[other])
            words.append(word)
        return " ".join(words)

    for number, paper in enumerate(corpus.papers(0, n_papers)):
        (topic,), other = chance.choices(topics, sizes), chance.choice(topics)
        is_misfiled = chance.random() < _SHARE_MISFILED
        yield Filed(
            str(number),
            mixed(paper.title, topic, other),
            mixed(paper.abstract, topic, other),
            chance.choice(topics) if is_misfiled else topic,
        )


def real_papers() -> Iterator[Filed]:
    """Read arXiv's replies; a paper's topic is its field (cs.SE), or its archive."""
    found: dict[str, Filed] = {}
    for file in sorted(_REPLIES.glob("*.json")):
        body = json.loads(file.read_text("utf-8")).get("body", "")
        entries = ET.fromstring(body).iter(f"{_ATOM}entry") if "<feed" in body else ()
        for entry in entries:
            category = entry.find(f"{_ARXIV}primary_category")
            id = entry.findtext(f"{_ATOM}id", "")
            if category is not None:
                title = entry.findtext(f"{_ATOM}title", "")
                abstract = entry.findtext(f"{_ATOM}summary", "")
                found[id] = Filed(id, title, abstract, _field(category.get("term", "")))
    sizes: dict[str, int] = defaultdict(int)
    for paper in found.values():
        sizes[paper.topic] += 1
    yield from (p for p in found.values() if sizes[p.topic] >= _LEAST_IN_TOPIC)


def held_out(texts: Texts, papers: list[Filed], seed: int) -> Answers:
    """Learn from four fifths, ask about the rest."""
    shuffled = sorted(papers, key=lambda paper: paper.id)
    Random(seed).shuffle(shuffled)
    cut = int(len(shuffled) * _LEARNED_SHARE)
    filed: dict[str, list[str]] = defaultdict(list)
    for paper in shuffled[:cut]:
        filed[paper.topic].append(paper.id)
    models = TopicModels.learn(texts, filed)
    n_right = n_first = n_silent = n_shown = 0
    for paper in shuffled[cut:]:
        said = [s.topic for s in models.suggest(texts, texts.vector(paper.id))]
        n_right += paper.topic in said
        n_first += said[:1] == [paper.topic]
        n_silent += not said
        n_shown += len(said)
    return Answers(
        n_asked=len(shuffled) - cut,
        n_right=n_right,
        n_first=n_first,
        n_silent=n_silent,
        n_shown=n_shown,
    )


def _read(papers: list[Filed]) -> tuple[Texts, float]:
    start = time.perf_counter()
    texts = Texts()
    for paper in papers:
        texts.put(paper.id, paper.title, paper.abstract)
    texts.weigh()
    return texts, time.perf_counter() - start


def _alike_ms(texts: Texts, papers: list[Filed]) -> Iterator[float]:
    for paper in papers[:: max(len(papers) // _N_ASKED_ALIKE, 1)]:
        start = time.perf_counter()
        texts.like(paper.id, _N_ALIKE)
        yield (time.perf_counter() - start) * 1000


def _field(category: str) -> str:
    """Return cs.SE as it is, and the archive of all others."""
    if category == "cs.SE":
        return category
    archive = category.partition(".")[0]
    return archive if archive in ("cs", "math", "stat") else "physics and others"


def _summed(every: list[Answers]) -> Answers:
    return Answers(
        n_asked=sum(a.n_asked for a in every),
        n_right=sum(a.n_right for a in every),
        n_first=sum(a.n_first for a in every),
        n_silent=sum(a.n_silent for a in every),
        n_shown=sum(a.n_shown for a in every),
    )


def _rows(of: str, answers: Answers) -> Iterator[Row]:
    asked = max(answers.n_asked, 1)
    n_spoken = asked - answers.n_silent
    for what, part, whole, least in (
        ("right among three", answers.n_right, asked, 70),
        ("right at first", answers.n_first, asked, 60),
        ("something suggested", n_spoken, asked, 80),
        ("right of those shown", answers.n_right, answers.n_shown, 60),
    ):
        share = 100 * part / max(whole, 1)
        goal = Goal(text=f"≥ {least}", limit=least, is_least=True)
        yield _timed(f"{of}: {what}", share, "%", goal)


def _timed(what: str, ours: float, unit: str, goal: Goal) -> Row:
    return Row(name="F5", what=what, unit=unit, ours=ours, floor=0.0, goal=goal)

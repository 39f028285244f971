"""D1: finding duplicates in a whole library, and merging the certain ones."""

import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from random import Random

from app.domain.duplicates import DuplicateGroup
from app.domain.edit import AddPapers, MergePapers, Merger
from app.domain.paper import Author, Draft, Identifier, PaperId
from app.library import Library, Reader
from tests.benchmarks.row import Goal, Row, at_most
from tests.benchmarks.words import SEED, Corpus

_N_PAPERS = 20_000
_N_FULL = 10_000  # with fewer papers, the run is only to see that it works
_EACH = 5  # percent of the papers that have a second form in the library
_GOAL_S = 10.0
_LEAST_FOUND, _LEAST_RIGHT = 98.0, 99.5  # percent


def measure(n_papers: int, place: Path) -> Iterator[Row]:
    """Time the search; count what it found, missed and took for one wrongly."""
    n_papers = _N_PAPERS if n_papers >= _N_FULL else n_papers
    library = Library.open(place / "doubled")
    planted = _plant(library, n_papers)
    reader = Reader.open(library.folder)
    start = time.perf_counter()
    groups = reader.find_duplicates(lambda _: None)
    find_s = time.perf_counter() - start
    reader.close()
    found = {frozenset(pair) for g in groups for pair in combinations(g.ids, 2)}
    yield _row(f"duplicates among {n_papers:,}", "s", find_s, at_most(_GOAL_S))
    part = 100 * len(planted & found) / max(len(planted), 1)
    least = Goal(text=f"≥ {_LEAST_FOUND:g}", limit=_LEAST_FOUND, is_least=True)
    yield _row(f"of {len(planted):,} planted pairs found", "%", part, least)
    right = 100 * len(planted & found) / max(len(found), 1)
    most = Goal(text=f"≥ {_LEAST_RIGHT:g}", limit=_LEAST_RIGHT, is_least=True)
    yield _row("of the pairs found are right", "%", right, most)
    merge_s = _merge(library, [group for group in groups if group.is_certain])
    yield _row("merging all certain ones in one act", "s", merge_s, at_most(_GOAL_S))
    library.close()


def _row(what: str, unit: str, ours: float, goal: Goal) -> Row:
    return Row(name="D1", what=what, unit=unit, ours=ours, floor=0.0, goal=goal)


def _plant(library: Library, n_papers: int) -> set[frozenset[PaperId]]:
    """Fill a library, one paper in twenty twice; return the pairs that are one."""
    corpus, chance = Corpus(), Random(SEED)
    n_doubled = n_papers * _EACH // 100
    drafts = list(corpus.papers(0, n_papers - n_doubled))
    doubled = chance.sample(range(len(drafts)), n_doubled)
    forms = [_FORMS[n % len(_FORMS)](drafts[at]) for n, at in enumerate(doubled)]
    sequels = [_sequel(drafts[at]) for at in doubled[:: len(_FORMS)]]
    edit = AddPapers(drafts=(*drafts, *forms, *sequels), label="Papers")
    ids = library.apply(edit).added
    second = ids[len(drafts) :]
    return {
        frozenset(pair)
        for pair in zip((ids[at] for at in doubled), second, strict=False)
    }


def _merge(library: Library, groups: list[DuplicateGroup]) -> float:
    mergers = tuple(Merger(group.ids[0], group.ids[1:]) for group in groups)
    start = time.perf_counter()
    if mergers:
        library.apply(MergePapers(mergers=mergers, label="Merged"))
    return time.perf_counter() - start


def _same_doi(draft: Draft) -> Draft:
    """Another record of one DOI, its title cut."""
    doi = draft.identifiers[0].value.upper()
    doi = f"https://doi.org/{doi}"
    return replace(draft, title=draft.title[:30], identifiers=(Identifier("doi", doi),))


def _preprint(draft: Draft) -> Draft:
    """The preprint of the year before, names with initials."""
    assert draft.year is not None
    number = Identifier("arxiv", f"{draft.identifiers[0].value[8:]}.1v2")
    return replace(
        draft,
        year=draft.year - 1,
        identifiers=(number,),
        authors=tuple(Author(_initialled(author.name)) for author in draft.authors),
    )


def _misspelt(draft: Draft) -> Draft:
    """A record by hand: two letters swapped in one word, no abstract."""
    words = draft.title.split()
    at = max(range(1, len(words)), key=lambda n: len(words[n]))
    word = words[at]
    middle = len(word) // 2
    words[at] = (
        word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]
    )
    return replace(draft, title=" ".join(words), abstract="", identifiers=())


def _shouted(draft: Draft) -> Draft:
    """The title in capitals without its colon, family name first."""
    given, family = draft.authors[0].name.split()
    first = Author(f"{family}, {given}")
    return replace(
        draft,
        title=draft.title.upper().replace(":", " -"),
        identifiers=(),
        authors=(first, *draft.authors[1:]),
    )


def _sequel(draft: Draft) -> Draft:
    """Another paper: the second part, by the same authors a year later."""
    return replace(draft, title=f"{draft.title} II", abstract="", identifiers=())


def _initialled(name: str) -> str:
    given, family = name.split()
    return f"{given[0]}. {family}"


_FORMS = (_same_doi, _preprint, _misspelt, _shouted)

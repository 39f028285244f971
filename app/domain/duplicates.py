"""Duplicates: papers that may be one, and which of them to keep."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.paper import Paper, PaperId, Status

STATUS_RANK = {
    Status.NEW: 0,
    Status.DISMISSED: 1,
    Status.QUEUED: 2,
    Status.READING: 3,
    Status.DONE: 4,
}
"""How much of a decision a status is; of two papers the higher one holds."""

_PARTS_OF_BOOKS = frozenset(
    (
        "article",
        "article-journal",
        "article-magazine",
        "article-newspaper",
        "chapter",
        "entry",
        "entry-dictionary",
        "entry-encyclopedia",
        "paper-conference",
        "review",
    )
)
_PREPRINT_VENUES = ("arxiv", "biorxiv", "medrxiv", "preprint", "ssrn", "corr")


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateGroup:
    """Papers that may be one, the one to keep first.

    `reasons` say why in plain words. Certain are those that a name for certain or a
    whole record speaks for; anything less is for the user to say.
    """

    ids: tuple[PaperId, ...]
    reasons: tuple[str, ...]
    is_certain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """A paper that may be one that was here `before`; certain as groups are.

    It is never certain where the user keeps the two apart.
    """

    id: PaperId
    before: PaperId
    is_certain: bool


def is_preprint_venue(venue: str) -> bool:
    """Say whether a venue is none, or names a server of preprints."""
    words = venue.strip().lower()
    return not words or words.startswith(_PREPRINT_VENUES)


def is_part_of_book(kind: str) -> bool:
    """Say whether a paper of that type of CSL is in a volume, whose ISBN it bears."""
    return kind in _PARTS_OF_BOOKS


def fullest_first(papers: Iterable[Paper]) -> list[Paper]:
    """Return the papers so that the one to keep comes first, the others as they were.

    It is the one with most of the user's own work on it, then the published one, then
    the one of which most is known.
    """
    ordered = list(papers)
    if ordered:
        best = max(ordered, key=_fullness)
        ordered.remove(best)
        ordered.insert(0, best)
    return ordered


def _fullness(paper: Paper) -> tuple[int, ...]:
    return (
        len(paper.edited),
        paper.n_marks,
        paper.note is not None,
        not is_preprint_venue(paper.venue),
        paper.has_pdf,
        STATUS_RANK[paper.status],
        len(paper.topics),
        len(paper.identifiers),
        bool(paper.authors),
        len(paper.abstract),
    )

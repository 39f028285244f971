"""Marks: what the reader highlighted in a file, anchored by text and by place."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.ids import MarkId, PaperId, Sha256

N_COLOURS = 8


class MarkKind(StrEnum):
    """How a mark is drawn."""

    HIGHLIGHT = "highlight"
    UNDERLINE = "underline"
    STRIKE = "strike"
    PAGE_NOTE = "page-note"


@dataclass(frozen=True, slots=True)
class Quad:
    """A box on a page in PDF points, origin at the page's upper left, y downwards."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One mark; `colour` is a slot from 1 to 8, `quads` one box a line, in order.

    `quote` is the marked text, `prefix` and `suffix` up to 64 characters around it.
    `tags` are names of the user's own, in the order in which they were given.
    """

    id: MarkId
    paper_id: PaperId
    file: Sha256
    kind: MarkKind
    colour: int
    page_index: int
    quads: tuple[Quad, ...]
    quote: str
    prefix: str = ""
    suffix: str = ""
    comment: str = ""
    tags: tuple[str, ...] = ()
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class FoundMark:
    """A mark that words found, and the title of its paper."""

    mark: Mark
    title: str

"""What lies in the trash beside papers: topics, notes, marks and PDFs."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.paper import PaperId


class TrashKind(StrEnum):
    """What was deleted."""

    TOPIC = "topic"
    NOTE = "note"
    MARK = "mark"
    FILE = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trashed:
    """One deleted thing, which act `act` took away; `key` is its row's.

    `words` are a topic's path, a note's or a mark's text, or a file's name; `paper` is
    None and `title` empty for a topic, and `n_papers` 0 for all others.
    """

    act: int
    kind: TrashKind
    key: int
    words: str
    at: datetime
    paper: PaperId | None = None
    title: str = ""
    n_papers: int = 0

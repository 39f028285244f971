"""Edits: what a user may do to the library, each one labelled, undoable act."""

from dataclasses import dataclass

from app.domain.mark import Mark
from app.domain.paper import (
    Author,
    Draft,
    Identifier,
    Link,
    MarkId,
    PaperId,
    Status,
    StoredFile,
    TopicId,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPapers:
    """Add drafts as one act, each filed under `topics` (paths, made where missing).

    Drafts keep their order in the list. `refile` are papers here already that the
    source named again: they are filed under `topics` too. `attach` are files that
    came for papers here already.
    """

    drafts: tuple[Draft, ...]
    label: str
    topics: tuple[str, ...] = ()
    refile: tuple[PaperId, ...] = ()
    attach: tuple[tuple[PaperId, StoredFile], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePapers:
    """Set what is given on every paper of `ids`; None leaves a value as it is.

    Topics are full paths `A/B`; those in `file_under` are made where missing.
    """

    ids: tuple[PaperId, ...]
    label: str
    status: Status | None = None
    is_starred: bool | None = None
    rating: int | None = None
    file_under: tuple[str, ...] = ()
    unfile: tuple[str, ...] = ()
    is_trashed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPaper:
    """Note that a paper was opened: New becomes Reading.

    It belongs to the opening: it is no act of its own and never stands on the undo
    stack.
    """

    id: PaperId


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteNote:
    """Set the note of a paper; empty text removes it.

    Writes with the same non-empty `session` on the same paper are one act.
    """

    paper_id: PaperId
    text: str
    session: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletePaper:
    """Add what a source knew of a paper; nothing that is there is overwritten.

    Given authors, year and venue are taken only where the paper has none; identifiers
    and links are added where missing.
    """

    paper_id: PaperId
    authors: tuple[Author, ...] = ()
    year: int | None = None
    venue: str = ""
    identifiers: tuple[Identifier, ...] = ()
    links: tuple[Link, ...] = ()
    file: StoredFile | None = None
    label: str


@dataclass(frozen=True, slots=True)
class AddMarks:
    """Add marks of one paper made in one go, as a selection over two pages is."""

    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeMark:
    """Recolour a mark or rewrite its comment; None leaves a value as it is."""

    mark_id: MarkId
    colour: int | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class DeleteMark:
    """Remove a mark."""

    mark_id: MarkId


@dataclass(frozen=True, slots=True)
class AddTopic:
    """Add a topic by its full path, with those above it where missing."""

    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTopic:
    """Rename or recolour a topic; None leaves a value as it is."""

    topic_id: TopicId
    name: str | None = None
    colour: int | None = None


@dataclass(frozen=True, slots=True)
class DeleteTopic:
    """Remove a topic and those below it; their papers stay in the library."""

    topic_id: TopicId


@dataclass(frozen=True, slots=True)
class EmptyTrash:
    """Remove the papers in the trash for good, with their history."""


Edit = (
    AddPapers
    | ChangePapers
    | OpenPaper
    | WriteNote
    | CompletePaper
    | AddMarks
    | ChangeMark
    | DeleteMark
    | AddTopic
    | ChangeTopic
    | DeleteTopic
    | EmptyTrash
)

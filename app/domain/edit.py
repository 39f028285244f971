"""Edits: what a user may do to the library, each one labelled, undoable act."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.fields import NO_FIELDS, Fields
from app.domain.mark import Mark
from app.domain.paper import (
    Author,
    Detail,
    Draft,
    Identifier,
    Link,
    MarkId,
    NamedSearch,
    PaperId,
    Status,
    StoredFile,
    TopicId,
    TopicLook,
)
from app.domain.query import SearchId
from app.domain.signal import Signal
from app.domain.trash import TrashKind


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPapers:
    """Add drafts as one act, each filed under `topics` (paths, made where missing).

    A draft's own topics come on top of them. Drafts keep their order in the list, and
    those that are to be queued get behind the queue in it. `refile` are papers here
    already that the source named again: they are filed under `topics` too. `updates`
    are what it says of papers here already, united with what the user wrote on them.
    `looks` dress the topics: one that is here keeps its colour and its digit. Of
    `searches` one whose name is another search's gets a name of its own.
    """

    drafts: tuple[Draft, ...]
    label: str
    topics: tuple[str, ...] = ()
    refile: tuple[PaperId, ...] = ()
    updates: tuple[tuple[PaperId, Draft], ...] = ()
    looks: tuple[TopicLook, ...] = ()
    searches: tuple[NamedSearch, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePapers:
    """Set what is given on every paper of `ids`; None leaves a value as it is.

    Topics are full paths `A/B`; those in `file_under` are made where missing. What is
    written in `fields` is the user's from then on: no source overwrites it.
    """

    ids: tuple[PaperId, ...]
    label: str
    status: Status | None = None
    is_starred: bool | None = None
    rating: int | None = None
    file_under: tuple[str, ...] = ()
    unfile: tuple[str, ...] = ()
    is_trashed: bool | None = None
    fields: Fields = NO_FIELDS


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePapers:
    """File papers under several topics, each with papers of its own, as one act.

    `groups` are pairs of a path, made where it is missing, and papers.
    """

    groups: tuple[tuple[str, tuple[PaperId, ...]], ...]
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SnoozePapers:
    """Put papers off: they are New again by themselves at `until`.

    None brings them back at once.
    """

    ids: tuple[PaperId, ...]
    label: str
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveInQueue:
    """Give queued papers, in the order of `ids`, their place before another one.

    None puts them at the end of the queue.
    """

    ids: tuple[PaperId, ...]
    label: str
    before: PaperId | None


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

    Given abstract, authors, year, venue and kind are taken only where the paper has
    none, the title where it has only an identifier for one ('arXiv 2103.00020');
    identifiers, links, and details of names that it has not are added. What the user
    edited stays as it is. `marks` are those of an earlier file, found again in `file`.
    """

    paper_id: PaperId
    title: str = ""
    abstract: str = ""
    authors: tuple[Author, ...] = ()
    year: int | None = None
    venue: str = ""
    kind: str = ""
    details: tuple[Detail, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    links: tuple[Link, ...] = ()
    file: StoredFile | None = None
    marks: tuple[Mark, ...] = ()
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """What a source says of one field of a paper.

    `field` is one of `Fields.names()`, and `value` gives that field; `source` is who
    says so, for people to read.
    """

    paper_id: PaperId
    field: str
    value: Fields
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshPapers:
    """Set fields of papers, any number of both, to what sources say, as one act.

    The fields that the user edited stay as they are, and those that are set stay open
    to later refreshes. Papers on which nothing changed are not in the act's Change.
    `signals` are numbers of papers; each takes the place of the earlier one.
    """

    changes: tuple[FieldChange, ...]
    label: str
    signals: tuple[tuple[PaperId, Signal], ...] = ()


@dataclass(frozen=True, slots=True)
class AddMarks:
    """Add marks of one paper made in one go, as a selection over two pages is."""

    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeMark:
    """Recolour a mark, rewrite its comment, or tag it; None leaves a value as it is.

    A tag that is there in another case is the same one, and keeps its case.
    """

    mark_id: MarkId
    colour: int | None = None
    comment: str | None = None
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()


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
    """Rename or recolour a topic, or give it a digit; None leaves a value as it is.

    A `slot` from 1 to 9 is taken from the topic that has it; 0 takes the digit away.
    """

    topic_id: TopicId
    name: str | None = None
    colour: int | None = None
    slot: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveTopic:
    """Put a topic, with those below it, under another, or on the top level (None).

    It comes before its new sibling `before`, or behind them all with `is_last`; else
    where its name belongs, or last where the siblings were put in an order.
    """

    topic_id: TopicId
    parent: TopicId | None
    before: TopicId | None = None
    is_last: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteTopicNote:
    """Set the note of a topic; writes with the same `session` are one act."""

    topic_id: TopicId
    text: str
    session: str = ""


@dataclass(frozen=True, slots=True)
class DeleteTopic:
    """Remove a topic and those below it; their papers stay in the library."""

    topic_id: TopicId


@dataclass(frozen=True, slots=True)
class Merger:
    """Papers that are one: `others` become a part of `target`."""

    target: PaperId
    others: tuple[PaperId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePapers:
    """Merge papers, any number of groups as one act.

    The target keeps what it has and gets what the others have beside it: files, notes,
    marks, topics, tags, identifiers, links, origins, and the fuller fields. What the
    user edited wins. The others leave the library; undo brings all of it back.
    """

    mergers: tuple[Merger, ...]
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepApart:
    """Remember that no two of these papers are one."""

    ids: tuple[PaperId, ...]
    label: str


@dataclass(frozen=True, slots=True)
class RefuseTopic:
    """Never suggest a topic for a paper again."""

    paper_id: PaperId
    topic_id: TopicId


@dataclass(frozen=True, slots=True)
class AllowTopics:
    """Let every topic that was refused be suggested again."""


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Take back one act of the history that no later act builds on.

    The newest act is undone, so that redo may do it again; any other is taken back by
    an act of its own.
    """

    act: int


@dataclass(frozen=True, slots=True)
class DetachFiles:
    """Put the PDFs of papers into the trash."""

    ids: tuple[PaperId, ...]
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreDeleted:
    """Bring back a topic, note, mark or file with all that hung on it.

    `act` deleted it, `key` is its row's.
    """

    act: int
    kind: TrashKind
    key: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AddSearch:
    """Save a search under a name."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSearch:
    """Rename a saved search or rewrite it; None leaves a value as it is.

    Searches that name it name it anew.
    """

    search_id: SearchId
    name: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class DeleteSearch:
    """Remove a saved search; searches that name it find nothing there."""

    search_id: SearchId


@dataclass(frozen=True, slots=True)
class EmptyTrash:
    """Remove what is in the trash for good, with its history."""


Edit = (
    AddPapers
    | ChangePapers
    | FilePapers
    | SnoozePapers
    | MoveInQueue
    | OpenPaper
    | WriteNote
    | CompletePaper
    | RefreshPapers
    | AddMarks
    | ChangeMark
    | DeleteMark
    | AddTopic
    | ChangeTopic
    | MoveTopic
    | WriteTopicNote
    | DeleteTopic
    | MergePapers
    | KeepApart
    | RefuseTopic
    | AllowTopics
    | TakeBack
    | DetachFiles
    | RestoreDeleted
    | AddSearch
    | ChangeSearch
    | DeleteSearch
    | EmptyTrash
)

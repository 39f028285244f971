"""A paper as the library keeps it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.domain.ids import MarkId as MarkId
from app.domain.ids import PaperId as PaperId
from app.domain.ids import Sha256 as Sha256
from app.domain.ids import TopicId as TopicId
from app.domain.ids import new_id as new_id
from app.domain.mark import Mark
from app.domain.signal import Signal, SignalName

MAX_RATING = 5
_INTERNAL = "octavo:"


class Status(StrEnum):
    """Where a paper stands between arriving and being read."""

    NEW = "new"
    QUEUED = "queued"
    READING = "reading"
    DONE = "done"
    DISMISSED = "dismissed"


class LinkKind(StrEnum):
    """What an address of a paper leads to."""

    CODE = "code"
    PROJECT = "project"
    PAGE = "page"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Author:
    """One author or organisation.

    `name` is how people read it ('Ludwig van Beethoven'). `family` and `given` are
    empty unless the source told the parts apart; a particle belongs to `family` ('van
    Beethoven'), a suffix to `given` ('Martin Luther, Jr.').
    """

    name: str
    family: str = ""
    given: str = ""

    @property
    def short_name(self) -> str:
        """Return the family name; unknown, it is what a comma ends or the last word."""
        if self.family:
            return self.family
        if "," in self.name:
            return self.name.split(",", 1)[0].strip()
        words = self.name.split()
        return words[-1] if words else self.name


@dataclass(frozen=True, slots=True)
class Identifier:
    """A name of the paper in a registry; `scheme` is 'arxiv', 'doi', …, lower case."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class Detail:
    """A bibliographic field that has no place of its own.

    `name` is the variable of CSL where there is one ('volume', 'issue', 'page',
    'publisher', 'editor', 'issued', 'citation-key', …); else the source's own name
    after the format's ('bibtex:howpublished', 'ris:C1').
    """

    name: str
    value: str

    @property
    def is_internal(self) -> bool:
        """Say whether it is Octavo's own bookkeeping, nothing for people to read."""
        return self.name.startswith(_INTERNAL)


@dataclass(frozen=True, slots=True)
class Link:
    """An address that belongs to the paper."""

    url: str
    kind: LinkKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a paper came from, kept word for word.

    `source` is what the user gave (a file's name, 'clipboard', an address); `kind` the
    shape it had ('saved listing', 'PDF', 'link', 'by hand'); `position` counts from 1
    within the source; `list_date` is the source's own words ('Mar 11').
    """

    source: str
    kind: str
    list_date: str = ""
    curator: str = ""
    badge: str = ""
    position: int = 0
    original: str = ""
    imported_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file of a paper in the content-addressed store; `n_pages` None when unknown.

    `version` is which version of the preprint it is, None when nobody told.
    """

    sha256: Sha256
    length_bytes: int
    name: str
    source: str = ""
    n_pages: int | None = None
    added_at: datetime | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What the reader wrote on a paper; plain Markdown source."""

    text: str
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a paper was read; page indexes count from 0.

    `top` is the part of the page above the window's upper edge, 0 to 1; `zoom` is
    'width', 'page', 'column' or a factor as text ('1.25'), and words for how the pages
    lay after it, if not as usual ('width two turn-1').
    """

    page_index: int
    top: float
    zoom: str
    furthest_page_index: int
    n_pages: int
    read_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper with what a list row and the detail need.

    `title` and `abstract` are the stored source text; `topics` are in the tree's order.
    `snoozed_until` is when it comes back to New by itself; `edited` names the fields
    that the user wrote and no source may overwrite. `kind` is a type of CSL
    ('article-journal', 'paper-conference', 'book', …), '' when unknown; names of
    `details` may repeat.
    """

    id: PaperId
    title: str
    abstract: str
    authors: tuple[Author, ...]
    year: int | None
    venue: str
    identifiers: tuple[Identifier, ...]
    links: tuple[Link, ...]
    status: Status
    is_starred: bool
    rating: int
    topics: tuple[TopicId, ...]
    tags: tuple[str, ...]
    provenance: tuple[Provenance, ...]
    files: tuple[StoredFile, ...]
    note: Note | None
    n_marks: int
    progress: Progress | None
    added_at: datetime
    is_trashed: bool
    snoozed_until: datetime | None = None
    edited: frozenset[str] = frozenset()
    kind: str = ""
    details: tuple[Detail, ...] = ()
    signals: tuple[Signal, ...] = ()

    def signal(self, name: SignalName) -> Signal | None:
        """Return what was told of a number the last time."""
        return next((s for s in self.signals if s.name is name), None)

    def link(self, kind: LinkKind) -> str:
        """Return the paper's first address of that kind, '' where there is none."""
        return next((link.url for link in self.links if link.kind is kind), "")

    def detail(self, name: str) -> str:
        """Return the paper's first detail of that name, '' where there is none."""
        return next((d.value for d in self.details if d.name == name), "")

    def is_snoozed(self, now: datetime) -> bool:
        """Say whether the paper is put off until a later time."""
        is_new, until = self.status is Status.NEW, self.snoozed_until
        return is_new and until is not None and until > now

    @property
    def has_pdf(self) -> bool:
        """Say whether a file of the paper is in the store."""
        return bool(self.files)

    def identifier(self, scheme: str) -> str | None:
        """Return the paper's first identifier of that scheme."""
        return next((i.value for i in self.identifiers if i.scheme == scheme), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A paper proposed by a source, before the library knows it.

    `kind` and `details` are as a Paper's. `attachments` are the paths or addresses of
    its files as the source writes them; whoever reads the source makes `file` and
    `other_files` of them. `topics` are full paths, made where missing; `note`, `status`
    (None: new), `is_starred` and `rating` come from another program's library, and so
    do `marks` (whatever their `paper_id`) and what follows them: earlier origins, the
    fields that the user edited, the reading, and times (None: now, or not). Drafts that
    are to be queued come by their `queue_place`, those of none (0) behind the others.
    """

    title: str
    abstract: str = ""
    authors: tuple[Author, ...] = ()
    year: int | None = None
    venue: str = ""
    identifiers: tuple[Identifier, ...] = ()
    links: tuple[Link, ...] = ()
    tags: tuple[str, ...] = ()
    file: StoredFile | None = None
    provenance: Provenance
    kind: str = ""
    details: tuple[Detail, ...] = ()
    attachments: tuple[str, ...] = ()
    other_files: tuple[StoredFile, ...] = ()
    topics: tuple[str, ...] = ()
    note: str = ""
    status: Status | None = None
    is_starred: bool = False
    rating: int = 0
    marks: tuple[Mark, ...] = ()
    origins: tuple[Provenance, ...] = ()
    edited: frozenset[str] = frozenset()
    progress: Progress | None = None
    added_at: datetime | None = None
    noted_at: datetime | None = None
    snoozed_until: datetime | None = None

    id: PaperId | None = None
    queue_place: int = 0

    @property
    def files(self) -> tuple[StoredFile, ...]:
        """Return its files, the main one first."""
        first = () if self.file is None else (self.file,)
        return (*first, *self.other_files)

    signals: tuple[Signal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLook:
    """What another library says of a topic; `path` is its full name.

    `colour` is a slot from 1 to 8 (0: not told), `slot` the digit that files under it.
    One that `is_bare` holds no paper there and is made all the same.
    """

    path: str
    colour: int = 0
    slot: int | None = None
    note: str = ""
    is_bare: bool = False


@dataclass(frozen=True, slots=True)
class NamedSearch:
    """A search that another library has saved, in the language of searches."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A part of a source that is no paper by itself.

    `where` says in words where it stood ('list.txt, line 12'); `text` is the part, so
    that the user can still add it.
    """

    where: str
    why: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """What a source gave: drafts in its order, and what was left over.

    `kind` and `encoding` are words for the preview; `furniture` holds the header and
    footer lines that became provenance. `looks` tell of its topics, in their order.
    """

    source: str
    kind: str
    encoding: str = ""
    drafts: tuple[Draft, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    furniture: tuple[str, ...] = field(default=())
    list_date: str = ""
    looks: tuple[TopicLook, ...] = ()
    searches: tuple[NamedSearch, ...] = ()

"""Read Zotero's works from a copy of its database, and count what is not taken."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from app.domain.paper import Draft, Provenance, Skipped
from app.formats.recognition.filenames import draft_from_pdf_name
from app.formats.text import one_line
from app.formats.zotero.annotations import (
    Annotation,
    AnnotationRow,
    read_annotation,
)
from app.formats.zotero.items import (
    KIND,
    Creator,
    ZoteroItem,
    read_item,
    read_stamp,
)
from app.formats.zotero.notes import read_note
from app.library.driver import Connection
from app.library.zotero import queries
from app.library.zotero.copying import opened_copy, tables
from app.library.zotero.preferences import linked_folder
from app.library.zotero.queries import text
from app.library.zotero.topics import Shelves
from app.library.zotero.works import StoredPdf, Work, ZoteroLibrary

_CHILDREN = frozenset({"attachment", "note", "annotation"})
_PDF = "application/pdf"
_BASE = "attachments:"
_STORED = "storage:"
_LINKED_URL, _EMBEDDED = 3, 4
"""Source: zotero/zotero, xpcom/attachments.js: linkMode; 0 and 1 are stored files, 2
is a file elsewhere."""
_EVERY = 200

Told = Callable[[float, str], None]
"""Takes how far the reading is, 0 to 1, and what is read; may raise to stop it."""


def count_zotero(database: Path) -> int:
    """Count the works of a Zotero database, without reading them.

    Raises:
        Busy, InvalidInput, LibraryError: as `read_zotero` does.
    """
    with opened_copy(database) as connection:
        (n_works,) = connection.execute(queries.COUNT).fetchone()
        return int(n_works)


def read_zotero(database: Path, told: Told) -> ZoteroLibrary:
    """Read all works of Zotero's libraries, those of its groups too, newest first.

    Files are named, not looked for. Takes seconds for thousands of items.

    Raises:
        Busy, InvalidInput, LibraryError: as `opened_copy` does.
    """
    told(0.0, "copying Zotero’s database")
    with opened_copy(database) as connection:
        return _Reading(connection, database).library(told)


_Children = Mapping[int | None, list[tuple[Any, ...]]]
"""Rows by the item that they hang on, None for those of their own."""


@dataclass(frozen=True, slots=True)
class _Row:
    """An item as the database has it."""

    item: int
    type_name: str
    type_id: int
    library: int
    key: str
    added: datetime | None
    changed: datetime | None


class _Reading:
    """Holds what the database tells, by item."""

    def __init__(self, connection: Connection, database: Path) -> None:
        there = tables(connection)

        def ask(table: str, query: str) -> list[tuple[Any, ...]]:
            return list(queries.rows(connection, query)) if table in there else []

        self._folder = database.parent
        self._linked = linked_folder(database.parent, Path.home()) or database.parent
        self._source = one_line(database.name)
        self._counts: Counter[str] = Counter()
        self._lone: list[Skipped] = []
        self._fields = _fields(connection, ask)
        self._creators = queries.by_item(connection, queries.CREATORS)
        self._tags = queries.by_item(connection, queries.TAGS)
        self._deleted = {item for (item,) in queries.rows(connection, queries.DELETED)}
        self._rows = {
            row[0]: _row(row) for row in queries.rows(connection, queries.ITEMS)
        }
        self._shelves = Shelves(
            libraries=queries.rows(connection, queries.LIBRARIES),
            groups=ask("groups", queries.GROUPS),
            collections=queries.rows(connection, queries.COLLECTIONS),
            deleted=ask("deletedCollections", queries.DELETED_COLLECTIONS),
            members=queries.rows(connection, queries.MEMBERS),
        )
        self._notes = _by_parent(queries.rows(connection, queries.NOTES))
        self._attachments = _by_parent(queries.rows(connection, queries.ATTACHMENTS))
        self._annotations = _by_parent(ask("itemAnnotations", queries.ANNOTATIONS))

    def library(self, told: Told) -> ZoteroLibrary:
        """Return the works, and what is left out."""
        works: list[Work] = []
        for index, row in enumerate(self._rows.values()):
            if index % _EVERY == 0:
                told(index / len(self._rows), f"{len(works):,} papers")
            if row.type_name in _CHILDREN or not self._is_taken(row):
                continue
            if (work := self._work(row)) is not None:
                works.append(self._placed(work, len(works) + 1))
        for work in self._alone():
            works.append(self._placed(work, len(works) + 1))
        return ZoteroLibrary(works=tuple(works), skipped=tuple(self._left_out()))

    def _is_taken(self, row: _Row) -> bool:
        """Say whether an item is neither in the trash nor in a feed."""
        if row.item in self._deleted:
            self._counts["items in Zotero’s trash"] += 1
            return False
        if self._shelves.is_feed(row.library):
            self._counts["items of news feeds"] += 1
            return False
        return True

    def _work(self, row: _Row) -> Work | None:
        item = ZoteroItem(
            item_type=row.type_name,
            fields=self._fields.get(row.item, {}),
            creators=tuple(
                Creator(role=text(role), last=text(last), first=_first(first, mode))
                for role, last, first, mode in self._creators.get(row.item, ())
            ),
            tags=tuple(text(name) for (name,) in self._tags.get(row.item, ())),
        )
        read = read_item(item)
        for note in self._notes_of(row.item):
            read.notes.setdefault(note)
        held = self._attachments.get(row.item, ())
        work = self._with_files(Work(draft=_NO_DRAFT), held)
        draft = read.draft(self._provenance(row))
        if draft is None and work.files:
            read.title = draft_from_pdf_name(_name_of(work.files[0].path)).title
            draft = read.draft(self._provenance(row))
        if draft is None:
            told = [f"{name}: {value}" for name, value in item.fields.items()]
            self._lone.append(
                Skipped(
                    where=f"{self._source}, item {row.key}",
                    why="the item has no title, identifier or link",
                    text="\n".join((*told, *read.notes)),
                )
            )
            return None
        return replace(work, draft=self._shelved(draft, row))

    def _alone(self) -> Iterable[Work]:
        """Make works of PDFs that no item holds, and tell of such notes."""
        for attachment in self._orphans(self._attachments):
            row = self._rows.get(attachment[0])
            if row is None or not self._is_taken(row):
                continue
            work = self._with_files(Work(draft=_NO_DRAFT), (attachment,))
            if work.files:
                yield self._file_alone(work, row)
        for item, html in self._orphans(self._notes):
            row = self._rows.get(item)
            if row is not None and self._is_taken(row):
                where = f"{self._source}, note {row.key}"
                why = "a note of its own, which belongs to no paper"
                self._lone.append(
                    Skipped(where=where, why=why, text=read_note(text(html)))
                )

    def _orphans(self, children: _Children) -> Iterable[tuple[Any, ...]]:
        """Go through children of nothing, and of what may hold none."""
        for parent, found in children.items():
            held_by = self._rows.get(parent) if parent is not None else None
            if held_by is None or held_by.type_name in _CHILDREN:
                yield from found

    def _file_alone(self, work: Work, row: _Row) -> Work:
        name = _name_of(work.files[0].path)
        title = one_line(self._fields.get(row.item, {}).get("title", ""))
        draft = replace(
            draft_from_pdf_name(name),
            tags=tuple(text(tag) for (tag,) in self._tags.get(row.item, ())),
            provenance=self._provenance(row),
        )
        is_title = title and title not in (name, "PDF", "Full Text PDF")
        if is_title and not title.lower().endswith(".pdf"):
            draft = replace(draft, title=title)
        return replace(work, draft=self._shelved(draft, row), is_file_alone=True)

    def _with_files(self, work: Work, attachments: Iterable[tuple[Any, ...]]) -> Work:
        """Give a work the PDFs and annotations of its attachments; count the others."""
        files: list[StoredPdf] = []
        unplaced: list[Annotation] = []
        for attachment, mode, content_type, path in attachments:
            row = self._rows.get(attachment)
            if row is None or attachment in self._deleted:
                self._counts["files in Zotero’s trash"] += row is not None
                self._counts["files that Zotero lost"] += row is None
                continue
            annotations = self._annotations_of(attachment)
            named = text(path)
            is_pdf = text(content_type) == _PDF or named.lower().endswith(".pdf")
            if mode in (_LINKED_URL, _EMBEDDED) or not named or not is_pdf:
                self._counts[_kind_of(mode, text(content_type), named)] += 1
                unplaced.extend(annotations)
            else:
                files.append(
                    StoredPdf(
                        path=self._path(row.key, named), annotations=tuple(annotations)
                    )
                )
        return replace(work, files=tuple(files), unplaced=tuple(unplaced))

    def _annotations_of(self, attachment: int) -> list[Annotation]:
        found = []
        for (
            item,
            number,
            quote,
            comment,
            colour,
            label,
            position,
        ) in self._annotations.get(attachment, ()):
            row = self._rows.get(item)
            if row is None or item in self._deleted:
                self._counts["annotations in Zotero’s trash"] += row is not None
                continue
            read = read_annotation(
                AnnotationRow(
                    number=number if isinstance(number, int) else 0,
                    text=text(quote),
                    comment=text(comment),
                    colour=text(colour),
                    page_label=text(label),
                    position=text(position),
                    tags=tuple(text(name) for (name,) in self._tags.get(item, ())),
                    created_at=row.added,
                    changed_at=row.changed,
                )
            )
            if read.kind is None:
                self._counts[f"{read.what}s without words, drawn on pages"] += 1
            else:
                found.append(read)
        return found

    def _notes_of(self, item: int) -> Iterable[str]:
        for note, html in self._notes.get(item, ()):
            if note in self._deleted:
                self._counts["notes in Zotero’s trash"] += 1
            elif words := read_note(text(html)):
                yield words
                self._counts["tags of notes"] += len(self._tags.get(note, ()))

    def _path(self, key: str, named: str) -> str:
        """Return where a file is; what Zotero stores is in a folder of its own."""
        if named.startswith(_STORED):
            name = _name_of(named.removeprefix(_STORED))
            return str(self._folder / "storage" / _name_of(key) / name)
        return str(self._linked / named.removeprefix(_BASE))

    def _shelved(self, draft: Draft, row: _Row) -> Draft:
        topics = self._shelves.topics_of(row.item, row.library)
        return replace(draft, topics=topics, added_at=row.added)

    def _provenance(self, row: _Row) -> Provenance:
        added = "" if row.added is None else f"{row.added:%Y-%m-%d %H:%M:%S}"
        lines = (f"zotero item {row.key}", f"added {added}" if added else "")
        original = "\n".join(filter(None, lines))
        return Provenance(
            source=self._source, kind=KIND, list_date=added[:10], original=original
        )

    def _placed(self, work: Work, position: int) -> Work:
        told = replace(work.draft.provenance, position=position)
        return replace(work, draft=replace(work.draft, provenance=told))

    def _left_out(self) -> Iterable[Skipped]:
        yield from self._lone
        where = self._source
        for attachment, found in self._annotations.items():
            if attachment not in self._rows:
                self._counts["annotations of no file"] += len(found)
        for what, n in sorted(self._counts.items()):
            if n:
                yield Skipped(where=where, why=f"{what}: {n:,}, not taken")


_NO_DRAFT = Draft(title="", provenance=Provenance(source="", kind=KIND))


def _row(row: tuple[Any, ...]) -> _Row:
    item, type_name, library, key, added, changed, type_id = row
    return _Row(
        item=item,
        type_name=text(type_name) or "unknown",
        type_id=type_id,
        library=library,
        key=one_line(text(key)),
        added=read_stamp(text(added)),
        changed=read_stamp(text(changed)),
    )


def _by_parent(found: Iterable[tuple[Any, ...]]) -> _Children:
    """Gather children by the item they hang on; the parent goes out of the row."""
    children: dict[int | None, list[tuple[Any, ...]]] = {}
    for item, parent, *rest in found:
        children.setdefault(parent, []).append((item, *rest))
    return children


def _fields(
    connection: Connection, ask: Callable[[str, str], list[tuple[Any, ...]]]
) -> dict[int, dict[str, str]]:
    """Return the fields of items, by the names of their base fields."""
    names = {**dict(ask("fieldsCombined", queries.CUSTOM_NAMES))}
    names |= dict(queries.rows(connection, queries.FIELD_NAMES))
    bases = {
        (item_type, own): base
        for item_type, own, base in ask("baseFieldMappings", queries.BASES)
    }
    types = {row[0]: row[6] for row in queries.rows(connection, queries.ITEMS)}
    found: dict[int, dict[str, str]] = {}
    for item, own, value in queries.rows(connection, queries.FIELDS):
        told = found.setdefault(item, {})
        base = names.get(bases.get((types.get(item), own)))
        name = text(base if base and base not in told else names.get(own, f"{own}"))
        if words := text(value).strip():
            told.setdefault(name, words)
    return found


def _first(first: object, mode: object) -> str:
    """Return a given name; a name in one field has none."""
    return "" if mode == 1 else text(first)


def _name_of(path: str) -> str:
    """Return the last part of a path of any system, so that it leads nowhere else."""
    name = PurePosixPath(PureWindowsPath(path).name).name
    return "" if name in (".", "..") else name


def _kind_of(mode: object, content_type: str, path: str) -> str:
    """Say in words what an attachment is that is left where it is."""
    if mode == _LINKED_URL:
        return "links kept as attachments"
    if mode == _EMBEDDED:
        return "pictures in notes"
    if not path:
        return "files without a name"
    if content_type in ("text/html", "application/xhtml+xml"):
        return "saved web pages"
    if "epub" in content_type:
        return "EPUB books"
    return f"files that are no PDF ({content_type or 'of unknown type'})"

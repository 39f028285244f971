"""Make libraries of Zotero: its tables, with items, collections, files and marks.

Source: zotero/zotero, resource/schema/userdata.sql (Zotero 5 to 7), and schema.json of
zotero/zotero-schema for the base fields.
"""

import itertools
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

_TABLES = """
    create table version (schema text primary key, version int not null);
    create table libraries (
        libraryID integer primary key, type text not null, editable int not null,
        filesEditable int not null, version int not null default 0,
        storageVersion int not null default 0, lastSync int not null default 0,
        archived int not null default 0
    );
    create table groups (
        groupID integer primary key, libraryID int not null unique, name text not null,
        description text not null, version int not null
    );
    create table feeds (
        libraryID integer primary key, name text not null, url text not null unique
    );
    create table itemTypes (
        itemTypeID integer primary key, typeName text, templateItemTypeID int,
        display int default 1
    );
    create table fields (
        fieldID integer primary key, fieldName text, fieldFormatID int
    );
    create table fieldsCombined (
        fieldID int not null primary key, fieldName text not null, label text,
        fieldFormatID int, custom int not null
    );
    create table baseFieldMappings (
        itemTypeID int, baseFieldID int, fieldID int,
        primary key (itemTypeID, baseFieldID, fieldID)
    );
    create table creatorTypes (creatorTypeID integer primary key, creatorType text);
    create table items (
        itemID integer primary key, itemTypeID int not null,
        dateAdded timestamp not null default current_timestamp,
        dateModified timestamp not null default current_timestamp,
        clientDateModified timestamp not null default current_timestamp,
        libraryID int not null, key text not null, version int not null default 0,
        synced int not null default 0, unique (libraryID, key)
    );
    create table itemDataValues (valueID integer primary key, value unique);
    create table itemData (
        itemID int, fieldID int, valueID, primary key (itemID, fieldID)
    );
    create table itemNotes (
        itemID integer primary key, parentItemID int, note text, title text
    );
    create table itemAttachments (
        itemID integer primary key, parentItemID int, linkMode int, contentType text,
        charsetID int, path text, syncState int default 0, storageModTime int,
        storageHash text
    );
    create table itemAnnotations (
        itemID integer primary key, parentItemID int not null, type integer not null,
        authorName text, text text, comment text, color text, pageLabel text,
        sortIndex text not null, position text not null, isExternal int not null
    );
    create table tags (tagID integer primary key, name text not null unique);
    create table itemTags (
        itemID int not null, tagID int not null, type int not null,
        primary key (itemID, tagID)
    );
    create table creators (
        creatorID integer primary key, firstName text, lastName text, fieldMode int,
        unique (lastName, firstName, fieldMode)
    );
    create table itemCreators (
        itemID int not null, creatorID int not null,
        creatorTypeID int not null default 1, orderIndex int not null default 0,
        primary key (itemID, creatorID, creatorTypeID, orderIndex),
        unique (itemID, orderIndex)
    );
    create table collections (
        collectionID integer primary key, collectionName text not null,
        parentCollectionID int default null,
        clientDateModified timestamp not null default current_timestamp,
        libraryID int not null, key text not null, version int not null default 0,
        synced int not null default 0, unique (libraryID, key)
    );
    create table collectionItems (
        collectionID int not null, itemID int not null,
        orderIndex int not null default 0, primary key (collectionID, itemID)
    );
    create table deletedCollections (
        collectionID integer primary key,
        dateDeleted default current_timestamp not null
    );
    create table deletedItems (
        itemID integer primary key, dateDeleted default current_timestamp not null
    );
"""
_TYPES = (
    *("annotation", "artwork", "attachment", "audioRecording", "bill", "blogPost"),
    *("book", "bookSection", "case", "computerProgram", "conferencePaper", "dataset"),
    *("dictionaryEntry", "document", "email", "encyclopediaArticle", "film"),
    *("forumPost", "hearing", "instantMessage", "interview", "journalArticle"),
    *("letter", "magazineArticle", "manuscript", "map", "newspaperArticle", "note"),
    *("patent", "podcast", "preprint", "presentation", "radioBroadcast", "report"),
    *("standard", "statute", "thesis", "tvBroadcast", "videoRecording", "webpage"),
)
_BASES = {
    ("conferencePaper", "proceedingsTitle"): "publicationTitle",
    ("bookSection", "bookTitle"): "publicationTitle",
    ("thesis", "university"): "publisher",
    ("thesis", "thesisType"): "type",
    ("report", "reportNumber"): "number",
    ("report", "institution"): "publisher",
    ("preprint", "repository"): "publisher",
    ("preprint", "archiveID"): "number",
    ("patent", "patentNumber"): "number",
    ("case", "caseName"): "title",
    ("webpage", "websiteTitle"): "publicationTitle",
}
USER, GROUP, FEED = 1, 2, 3
"""Ids of the libraries that are there from the start."""
GROUP_NAME = "Harbour group"

HIGHLIGHT, NOTE, IMAGE, INK, UNDERLINE, TEXT = range(1, 7)


class ZoteroFolder:
    """Zotero's data folder while it is being filled; leaving the block writes it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.database = folder / "zotero.sqlite"
        self.sql = sqlite3.connect(self.database)
        self._numbers = itertools.count(1)
        self._fields: dict[str, int] = {}
        self._roles: dict[str, int] = {}
        self.sql.executescript(_TABLES)
        self.sql.execute("insert into version values ('userdata', 123)")
        self.sql.executemany(
            "insert into itemTypes(itemTypeID, typeName) values (?, ?)",
            enumerate(_TYPES, start=1),
        )
        self.sql.executemany(
            "insert into libraries(libraryID, type, editable, filesEditable)"
            " values (?, ?, 1, 1)",
            [(USER, "user"), (GROUP, "group"), (FEED, "feed")],
        )
        self.sql.execute(
            "insert into groups values (77, ?, ?, '', 1)", (GROUP, GROUP_NAME)
        )
        for (item_type, own), base in _BASES.items():
            self.sql.execute(
                "insert into baseFieldMappings values (?, ?, ?)",
                (self._type(item_type), self.field(base), self.field(own)),
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.sql.commit()
        self.sql.close()

    def item(
        self,
        item_type: str,
        fields: Mapping[str, object] | None = None,
        *,
        creators: Iterable[Sequence[object]] = (),
        tags: Iterable[str] = (),
        collections: Iterable[int] = (),
        library: int = USER,
        added: str = "2024-03-01 10:00:00",
    ) -> int:
        """Add an item; creators are (role, last, first) or (role, only name)."""
        number = next(self._numbers)
        self.sql.execute(
            "insert into items(itemID, itemTypeID, libraryID, key, dateAdded,"
            " dateModified) values (?, ?, ?, ?, ?, ?)",
            (number, self._type(item_type), library, key_of(number), added, added),
        )
        for name, value in (fields or {}).items():
            self.sql.execute(
                "insert or ignore into itemDataValues(value) values (?)", (value,)
            )
            self.sql.execute(
                "insert into itemData select ?, ?, valueID from itemDataValues"
                " where value is ?",
                (number, self.field(name), value),
            )
        for order, creator in enumerate(creators):
            self._credit(number, order, creator)
        self.tag(number, *tags)
        for collection in collections:
            self.sql.execute(
                "insert into collectionItems(collectionID, itemID) values (?, ?)",
                (collection, number),
            )
        return number

    def tag(self, item: int, *tags: str) -> None:
        """Give an item tags."""
        for name in tags:
            self.sql.execute("insert or ignore into tags(name) values (?)", (name,))
            self.sql.execute(
                "insert into itemTags select ?, tagID, 0 from tags where name = ?",
                (item, name),
            )

    def collection(
        self, name: str, parent: int | None = None, *, library: int = USER
    ) -> int:
        """Add a collection."""
        number = next(self._numbers)
        self.sql.execute(
            "insert into collections(collectionID, collectionName,"
            " parentCollectionID, libraryID, key) values (?, ?, ?, ?, ?)",
            (number, name, parent, library, key_of(number)),
        )
        return number

    def note(self, parent: int | None, html: str) -> int:
        """Add a note to an item, or one of its own."""
        number = self.item("note")
        self.sql.execute(
            "insert into itemNotes values (?, ?, ?, '')", (number, parent, html)
        )
        return number

    def stored(self, parent: int | None, name: str, content: bytes) -> int:
        """Add a file that Zotero stores, with its content."""
        number = self.attached(parent, f"storage:{name}")
        folder = self.folder / "storage" / key_of(number)
        folder.mkdir(parents=True)
        (folder / name).write_bytes(content)
        return number

    def attached(
        self,
        parent: int | None,
        path: str | None,
        *,
        mode: int = 0,
        content_type: str = "application/pdf",
    ) -> int:
        """Add an attachment without making its file."""
        number = self.item("attachment", {"title": "PDF"})
        self.sql.execute(
            "insert into itemAttachments(itemID, parentItemID, linkMode, contentType,"
            " path) values (?, ?, ?, ?, ?)",
            (number, parent, mode, content_type, path),
        )
        return number

    def annotation(
        self,
        attachment: int,
        kind: int,
        *,
        text: str | None = None,
        comment: str | None = None,
        colour: str = "#ffd400",
        position: object = None,
        page_label: str = "1",
    ) -> int:
        """Add an annotation to an attachment."""
        number = self.item("annotation", added="2024-04-02 08:30:00")
        told = position if isinstance(position, str) else json.dumps(position)
        self.sql.execute(
            "insert into itemAnnotations values (?, ?, ?, null, ?, ?, ?, ?, ?, ?, 0)",
            (
                *(number, attachment, kind, text, comment, colour, page_label),
                *(f"{number:05}|000000|00000", told),
            ),
        )
        return number

    def trash(self, *items: int) -> None:
        """Put items into Zotero's trash."""
        self.sql.executemany(
            "insert into deletedItems(itemID) values (?)", [(item,) for item in items]
        )

    def field(self, name: str) -> int:
        """Return the id of a field, which is made where it is missing."""
        if name not in self._fields:
            number = self._fields[name] = len(self._fields) + 1
            self.sql.execute(
                "insert into fields(fieldID, fieldName) values (?, ?)", (number, name)
            )
            self.sql.execute(
                "insert into fieldsCombined values (?, ?, null, null, 0)",
                (number, name),
            )
        return self._fields[name]

    def _type(self, name: str) -> int:
        return _TYPES.index(name) + 1

    def _credit(self, item: int, order: int, creator: Sequence[object]) -> None:
        role, last, *given = creator
        mode = 0 if given else 1
        first = given[0] if given else ""
        if (name := str(role)) not in self._roles:
            self._roles[name] = len(self._roles) + 1
            self.sql.execute(
                "insert into creatorTypes values (?, ?)", (self._roles[name], name)
            )
        self.sql.execute(
            "insert or ignore into creators(firstName, lastName, fieldMode)"
            " values (?, ?, ?)",
            (first, last, mode),
        )
        self.sql.execute(
            "insert into itemCreators select ?, creatorID, ?, ? from creators"
            " where lastName is ? and firstName is ? and fieldMode = ?",
            (item, self._roles[name], order, last, first, mode),
        )


def key_of(number: int) -> str:
    """Return the key of an item, eight letters and digits as Zotero's are."""
    return f"K{number:07}"

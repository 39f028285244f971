"""Zotero's items as JSON: Better BibTeX's export, and what Zotero's Web API answers.

Source: retorquere/zotero-better-bibtex, translators/Better BibTeX JSON; the item types
of zotero.org/support/dev/web_api/v3.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from app.domain.paper import Harvest
from app.formats.bibliographies import reference
from app.formats.bibliographies.csl_parts import text_of
from app.formats.bibliographies.json_items import items
from app.formats.bibliographies.reference import Reference
from app.formats.text import clean, one_line
from app.formats.zotero.items import Creator, ZoteroItem, read_item, read_stamp
from app.formats.zotero.notes import read_note

KIND = "Zotero items (JSON)"

_PROBE_CHARS = 65_536
_OPENING = re.compile(r"[\s\ufeff]*(?:\[\s*)?\{\s*\"")
_SHELVES = re.compile(r'[\s\ufeff]*\{\s*"(?:collections|config)"\s*:\s*\{')
_ITEMS = re.compile(r'"items"\s*:\s*(?=\[\s*\{)')
"""Where the list of items begins: those of collections are numbers."""
_ITEM = re.compile(r'"itemType"\s*:\s*"[a-zA-Z-]{3,30}"')
_MAX_DEPTH = 50
_CHILDREN = ("attachment", "note", "annotation")

_BASES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                *("bookTitle", "proceedingsTitle", "encyclopediaTitle", "blogTitle"),
                *("dictionaryTitle", "websiteTitle", "forumTitle", "programTitle"),
            ),
            "publicationTitle",
        ),
        **dict.fromkeys(
            (
                *("university", "institution", "company", "distributor", "label"),
                *("network", "studio"),
            ),
            "publisher",
        ),
        **dict.fromkeys(
            (
                *("reportType", "thesisType", "letterType", "manuscriptType", "genre"),
                *("mapType", "postType", "presentationType", "websiteType"),
            ),
            "type",
        ),
        **dict.fromkeys(("caseName", "nameOfAct", "subject"), "title"),
        **dict.fromkeys(("dateDecided", "dateEnacted", "issueDate"), "date"),
        **dict.fromkeys(
            (
                *("reportNumber", "patentNumber", "billNumber", "docketNumber"),
                *("documentNumber", "episodeNumber", "publicLawNumber"),
            ),
            "number",
        ),
    }
)
"""The base field of a field that only some types have. Source: schema.json."""

_NO_FIELDS = frozenset(
    (
        *("itemType", "itemID", "itemKey", "key", "version", "libraryID", "uri"),
        *("select", "creators", "tags", "notes", "attachments", "collections"),
        *("relations", "seeAlso", "dateAdded", "dateModified", "parentItem", "deleted"),
        *("citekey", "autoJournalAbbreviation", "inPublications", "multi"),
    )
)
"""What stands among the fields, and is none."""


def is_zotero_json(text: str) -> bool:
    """Say whether text is JSON of Zotero's items, by its beginning."""
    head = text[:_PROBE_CHARS]
    if _SHELVES.match(head):
        return '"itemType"' in text
    return bool(_OPENING.match(head) and _ITEM.search(head))


def read_zotero_json(text: str, *, source: str) -> Harvest:
    """Read items with collections, tags, notes and files; a broken one is skipped.

    Notes and files that stand beside their items come to them.

    Raises:
        InvalidInput: the text holds no item.
    """
    found = _Export(text).entries()
    return reference.harvest(found, source=source, kind=KIND)


class _Export:
    """The items of one text, and what belongs to them from elsewhere in it."""

    def __init__(self, text: str) -> None:
        start = found.end() if (found := _ITEMS.search(text)) else 0
        n_above = text.count("\n", 0, start)
        self._items = [
            (n_above + item.line, clean(item.text), item.wrong, _inner(item.value))
            for item in items(text[start:])
        ]
        self._topics = _topics(text)
        self._children: dict[str, list[Mapping[str, object]]] = defaultdict(list)
        for _, _, _, value in self._items:
            parent = text_of(value.get("parentItem")) if value else None
            if value and parent:
                self._children[parent].append(value)

    def entries(self) -> Iterator[tuple[int, str, Reference | str]]:
        """Go through the items: a note or file of its own is no paper."""
        keys = {_key(value) for _, _, _, value in self._items if value}
        for line, text, wrong, value in self._items:
            if value is None:
                yield line, text, wrong
            elif value.get("itemType") not in _CHILDREN:
                yield line, text, self._read(value)
            elif text_of(value.get("parentItem")) not in keys:
                kind = one_line(text_of(value.get("itemType")) or "")
                yield line, text, f"{kind} of no item, not taken"

    def _read(self, value: Mapping[str, object]) -> Reference:
        read = read_item(item_of(value))
        key = _key(value)
        for note in [*_list(value.get("notes")), *self._children.get(key, ())]:
            told = note.get("note") if isinstance(note, Mapping) else note
            if isinstance(told, str) and (shown := read_note(told).strip()):
                read.notes.setdefault(shown)
        for file in [*_list(value.get("attachments")), *self._children.get(key, ())]:
            if isinstance(file, Mapping):
                take_file(file, read)
        if topics := self._topics.get(text_of(value.get("itemID")) or "", ()):
            read.rest = {"topics": list(topics)}
        read.added_at = read_stamp(text_of(value.get("dateAdded")) or "")
        return read


def _inner(value: dict[str, object] | None) -> dict[str, object] | None:
    """Return an item itself; the Web API wraps it in what it tells of it."""
    data = value.get("data") if value else None
    return data if isinstance(data, dict) else value


def _key(value: Mapping[str, object]) -> str:
    return text_of(value.get("itemKey")) or text_of(value.get("key")) or ""


def item_of(value: Mapping[str, object]) -> ZoteroItem:
    """Return an item of its values as they stand in JSON."""
    fields: dict[str, str] = {}
    for name, told in value.items():
        if name in _NO_FIELDS:
            continue
        if name == "extra" and isinstance(told, list):
            told = "\n".join(each for each in told if isinstance(each, str))
        text = text_of(told)
        if text:
            fields.setdefault(_BASES.get(name, name), text)
    if key := text_of(value.get("citekey")):
        fields.setdefault("citationKey", key)
    return ZoteroItem(
        item_type=text_of(value.get("itemType")) or "",
        fields=fields,
        creators=[
            _creator(each)
            for each in _list(value.get("creators"))
            if isinstance(each, dict)
        ],
        tags=[tag for each in _list(value.get("tags")) if (tag := _tag(each))],
    )


def _tag(value: object) -> str:
    return text_of(value.get("tag") if isinstance(value, dict) else value) or ""


def _creator(value: Mapping[str, object]) -> Creator:
    told = {name: text_of(value.get(name)) or "" for name in value}
    return Creator(
        role=told.get("creatorType", ""),
        last=told.get("lastName", "") or told.get("name", ""),
        first=told.get("firstName", ""),
    )


def take_file(file: Mapping[str, object], read: Reference) -> None:
    """Take the path of a PDF, or the address of one that is only linked."""
    path = text_of(file.get("path")) or text_of(file.get("localPath")) or ""
    kind = text_of(file.get("contentType")) or text_of(file.get("mimeType")) or ""
    if path and (path.lower().endswith(".pdf") or "pdf" in kind):
        path = path.removeprefix("storage:")
        read.attachments.setdefault(path)
    elif not path and (url := text_of(file.get("url"))):
        read.add_link(url)


def _topics(text: str) -> Mapping[str, tuple[str, ...]]:
    """Return the paths of the collections of each item, by the item's id."""
    try:
        whole = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return {}
    told = whole.get("collections") if isinstance(whole, dict) else None
    if not isinstance(told, dict):
        return {}
    filed: dict[str, list[str]] = defaultdict(list)
    for key, each in told.items():
        if isinstance(each, dict):
            path = _path(key, told)
            for item in _list(each.get("items")):
                filed[text_of(item) or ""].append(path)
    return {item: tuple(dict.fromkeys(paths)) for item, paths in filed.items()}


def _path(key: str, told: Mapping[str, object]) -> str:
    """Return the names of a collection and those above it, '/' between them."""
    names: list[str] = []
    at: object = key
    while isinstance(at, str) and len(names) < _MAX_DEPTH:
        each = told.get(at)
        if not isinstance(each, dict):
            break
        name = one_line(text_of(each.get("name")) or "").replace("/", "-")
        names.append(name or "Collection")
        at = each.get("parent")
    return "/".join(reversed(names))


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []

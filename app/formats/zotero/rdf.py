"""Zotero's RDF: items with their notes, tags, collections and exported files.

Source: zotero/translators, 'Zotero RDF.js'.
"""

import html
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from app.domain.errors import InvalidInput
from app.domain.paper import Harvest
from app.formats.bibliographies import reference
from app.formats.bibliographies.reference import Reference
from app.formats.text import clean, one_line
from app.formats.zotero.exported import item_of, take_file
from app.formats.zotero.items import read_item
from app.formats.zotero.notes import read_note

KIND = "Zotero RDF"

_START = re.compile(
    r"[\s\ufeff]{0,200}(?:<\?xml[^>]{0,200}\?>\s{0,200})?(?:<!--[^>]{0,2000}-->\s{0,200})?"
    r"<rdf:RDF\b[^>]{0,4000}zotero\.org/namespaces/export#"
)
_PROLOG = re.compile(r"\A[\s\ufeff]*<\?xml[^>]{0,200}\?>")
_ABOUT = re.compile(r'<[^<>]{1,200}\srdf:about="([^"]{0,2000})"')
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "abstract": "abstractNote",
        "dateSubmitted": "accessDate",
        "alternative": "journalAbbreviation",
        "description": "extra",
        "source": "archive",
        "coverage": "archiveLocation",
    }
)
"""Zotero's fields by what RDF calls them; the others have their own names."""
_REGISTERED = re.compile(r"(DOI|ISBN|ISSN)\s+(\S.*)")
_NUMBERED = ("Journal", "Periodical", "Newspaper", "Magazine")
"""Containers whose 'number' is an issue."""
_NO_ITEMS = ("attachment", "note", "annotation")
_MAX_DEPTH = 50
_MIN_REPEATED = 5_000_000
"""Characters of journals, notes and files that many items may point to anew."""


def is_zotero_rdf(text: str) -> bool:
    """Say whether text begins as Zotero's RDF."""
    return bool(_START.match(text))


def read_zotero_rdf(text: str, *, source: str) -> Harvest:
    """Read items with collections, tags, notes and the files beside the text.

    Raises:
        InvalidInput: the XML is damaged or declares a document type, or no item is in
            it, or what many items share would be read for ever.
    """
    text = clean(text)
    try:
        root = fromstring(_PROLOG.sub("", text), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise InvalidInput(
            f"“{source}” is damaged Zotero RDF: {error}.", "Export it again."
        ) from error
    export = _Export(root, source, max(_MIN_REPEATED, len(text)))
    return reference.harvest(export.entries(text), source=source, kind=KIND)


@dataclass(slots=True)
class _Item:
    """What an item's elements tell, in Zotero's own names."""

    fields: dict[str, object] = field(default_factory=dict)
    creators: list[dict[str, str]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)

    def add(self, name: str, text: str) -> None:
        """Take a field, the first of its name."""
        if text := text.strip():
            self.fields.setdefault(name, text)


class _Export:
    """The resources of one text, by their names.

    Items may point to so many characters that others point to as well: a small text
    could tell of a long note in each of its items.
    """

    def __init__(self, root: Element, source: str, most_repeated: int) -> None:
        self._source = source
        self._n_left = most_repeated
        self._lengths: dict[str, int] = {}
        self._resources = list(root)
        self._by_name = {_about(each): each for each in root if _about(each)}
        self._topics = self._filed()

    def entries(self, text: str) -> Iterator[tuple[int, str, Reference | str]]:
        """Go through the items: a note or file of its own is no paper."""
        places = _places(text)
        of_items = {
            _resource(child)
            for each in self._resources
            if _kind(each) not in _NO_ITEMS
            for child in each
            if _name(child) in ("link", "isReferencedBy")
        }
        for each in self._resources:
            kind, name = _kind(each), _about(each)
            line, source = places.get(name, (1, ""))
            if kind and kind not in _NO_ITEMS:
                yield line, source, self._read(each)
            elif _is_alone(each) and name not in of_items:
                what = "note" if _name(each) == "Memo" else "attachment"
                yield line, source, f"{what} of no item, not taken"

    def _read(self, element: Element) -> Reference:
        item = _Item()
        self._gather(element, item)
        value = {**item.fields, "itemType": _kind(element)}
        read = read_item(item_of(value | {"creators": item.creators} | _tags(item)))
        for child in _once(element):
            other = self._pointed(_resource(child))
            if other is None:
                continue
            if _name(child) == "isReferencedBy":
                if shown := read_note(_value(other)).strip():
                    read.notes.setdefault(shown)
            elif _name(child) == "link":
                take_file(_file(other), read)
        if topics := self._topics.get(_about(element)):
            read.rest = {"topics": list(topics)}
        return read

    def _gather(self, element: Element, item: _Item) -> None:
        """Take the fields of an item, and of what it is a part of."""
        for child in _once(element):
            name = _name(child)
            match name:
                case "isPartOf":
                    for whole in self._meant(child):
                        _gather_whole(whole, item)
                case "presentedAt":
                    for whole in self._meant(child):
                        item.add("conferenceName", _own(whole, "title"))
                case "publisher":
                    item.add("publisher", _told(child, "name") or _text(child))
                    item.add("place", _told(child, "locality"))
                case "identifier":
                    _take_identifier(child, item)
                case "subject":
                    _take_subject(child, item)
                case _ if child.find(f"{_RDF}Seq") is not None:
                    item.creators += _people(child, name)
                case _ if len(child) == 0 and not _resource(child):
                    item.add(_FIELDS.get(name, name), _text(child))

    def _meant(self, element: Element) -> list[Element]:
        """Return what stands in an element, or what it points to."""
        other = self._pointed(_resource(element))
        return list(element) if other is None else [other]

    def _pointed(self, name: str) -> Element | None:
        """Return what has a name.

        Raises:
            InvalidInput: too much was pointed to again.
        """
        found = self._by_name.get(name)
        if found is None:
            return None
        if name in self._lengths:
            self._n_left -= self._lengths[name]
        else:
            self._lengths[name] = sum(len(each.text or "") for each in found.iter())
        if self._n_left < 0:
            raise InvalidInput(
                f"“{self._source}” tells the same at length of very many items.",
                "Export a part of the library.",
            )
        return found

    def _filed(self) -> Mapping[str, tuple[str, ...]]:
        """Return the paths of the collections of each item, by the item's name."""
        shelves = {
            _about(each): each
            for each in self._resources
            if _name(each) == "Collection" and _about(each)
        }
        above: dict[str, str] = {}
        parts: dict[str, list[str]] = {}
        for name, shelf in shelves.items():
            parts[name] = [_resource(p) for p in shelf if _name(p) == "hasPart"]
            for part in parts[name]:
                if part in shelves:
                    above.setdefault(part, name)
        filed: dict[str, dict[str, None]] = defaultdict(dict)
        for name in shelves:
            path = _path(name, shelves, above)
            for part in parts[name]:
                if part not in shelves:
                    filed[part].setdefault(path)
        return {item: tuple(paths) for item, paths in filed.items()}


def _once(element: Element) -> Iterator[Element]:
    """Go through what is in an element, of all that points to one thing the first."""
    seen: set[tuple[str, str]] = set()
    for child in element:
        pointed = (_name(child), _resource(child))
        if not pointed[1] or pointed not in seen:
            seen.add(pointed)
            yield child


def _gather_whole(whole: Element, item: _Item) -> None:
    """Take what is told of the journal, book or series that an item is in."""
    kind = _name(whole)
    if kind == "Series":
        item.add("series", _own(whole, "title"))
        item.add("seriesNumber", _own(whole, "identifier"))
        return
    for child in whole:
        name = _name(child)
        if name == "identifier":
            _take_identifier(child, item)
        elif name == "title":
            item.add("publicationTitle", _text(child))
        elif name == "number":
            item.add("issue" if kind in _NUMBERED else "number", _text(child))
        elif len(child) == 0:
            item.add(_FIELDS.get(name, name), _text(child))


def _take_identifier(element: Element, item: _Item) -> None:
    if found := _REGISTERED.match(one_line(_text(element))):
        item.add(found[1], found[2])
    for child in element:
        if _name(child) == "URI":
            item.add("url", _value(child))


def _take_subject(element: Element, item: _Item) -> None:
    for child in element:
        if _name(child) == "LCC":
            item.add("callNumber", _value(child))
        else:
            item.tags.append(_value(child))
    item.tags.append((element.text or "").strip())


def _people(element: Element, name: str) -> Iterator[dict[str, str]]:
    role = name.removesuffix("s")
    for person in element.iterfind(f"{_RDF}Seq/{_RDF}li/*"):
        last = _told(person, "surname") or _told(person, "name")
        first = _told(person, "givenName") or _told(person, "givenname")
        if last or first:
            yield {"creatorType": role, "lastName": last, "firstName": first}


def _file(element: Element) -> dict[str, object]:
    """Return a file as Zotero's JSON tells it."""
    item = _Item()
    for child in element:
        if _name(child) == "identifier":
            _take_identifier(child, item)
    paths = (_resource(child) for child in element if child.tag == f"{_RDF}resource")
    told = {"path": next(paths, ""), "contentType": _own(element, "type")}
    return {**told, "url": item.fields.get("url", "")}


def _tags(item: _Item) -> dict[str, object]:
    return {"tags": [tag for tag in item.tags if tag]}


def _path(name: str, shelves: Mapping[str, Element], above: Mapping[str, str]) -> str:
    """Return the names of a collection and those above it, '/' between them."""
    names: list[str] = []
    at: str | None = name
    while at is not None and len(names) < _MAX_DEPTH:
        title = one_line(_own(shelves[at], "title")).replace("/", "-")
        names.append(title or "Collection")
        at = above.get(at)
    return "/".join(reversed(names))


def _is_alone(element: Element) -> bool:
    return _name(element) in ("Memo", "Attachment")


def _places(text: str) -> dict[str, tuple[int, str]]:
    """Return the line and the source of each resource, by its name."""
    starts = list(_ABOUT.finditer(text))
    ends = [found.start() for found in starts[1:]] + [len(text)]
    places: dict[str, tuple[int, str]] = {}
    line, at = 1, 0
    for found, end in zip(starts, ends, strict=True):
        line += text.count("\n", at, found.start())
        at = found.start()
        name = html.unescape(found[1])
        places.setdefault(name, (line, text[at:end].strip()))
    return places


def _kind(element: Element) -> str:
    """Return Zotero's type of an item, '' for what is none."""
    return one_line(_own(element, "itemType"))


def _own(element: Element, name: str) -> str:
    """Return the text of an element's first child of that name."""
    return next((_text(child) for child in element if _name(child) == name), "")


def _told(element: Element, name: str) -> str:
    """Return the text of the first element of that name inside, however deep."""
    found = (each for each in element.iter() if _name(each) == name)
    first = next(found, None)
    return "" if first is None or first is element else _text(first)


def _value(element: Element) -> str:
    value = element.find(f"{_RDF}value")
    return _text(element if value is None else value)


def _text(element: Element) -> str:
    return (element.text or "").strip()


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _about(element: Element) -> str:
    return element.get(f"{_RDF}about", "")


def _resource(element: Element) -> str:
    return element.get(f"{_RDF}resource", "")

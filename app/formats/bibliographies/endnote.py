"""EndNote: its XML, and its tagged text ('%0 Journal Article').

Source: the XML that EndNote X1 to 21 write ('RSXML.dtd'), and 'EndNote Import' in the
EndNote manual.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree
from defusedxml import DefusedXmlException

from app.domain.errors import InvalidInput
from app.domain.paper import Harvest
from app.formats.bibliographies import reference
from app.formats.bibliographies.endnote_fields import Field, read_fields
from app.formats.bibliographies.reference import Reference
from app.formats.text import clean, lines_of

KIND = "EndNote XML"
TAGGED_KIND = "EndNote text"

_PROBE_CHARS = 65_536
_ROOT = re.compile(r"<(?:xml|records)\b[^<>]{0,500}>")
_PROLOG = re.compile(r"\s{0,200}(?:<\?xml|<!|<(?:xml|records)\b)", re.IGNORECASE)
_RECORD = re.compile(r"<record\b[^<>]{0,500}>")
_OWN = re.compile(r"<(?:ref-type|rec-number|source-app|contributors|titles)\b")
_END = "</record>"
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_TAGGED = re.compile(
    r"\s{0,99}%0 ?[A-Z][A-Za-z -]{2,40}\s{0,9}(?:\n%[^\n]|\Z)"
    r"|\s{0,99}%[A-Z] [^\n]{1,5000}(?:\n%[A-Z0-9@] [^\n]{1,5000}){2}"
)
_TAGGED_LINE = re.compile(r"%([A-Z0-9@!?&$()*+\[\]~^:<>=#|])(?: (.*)|)")

_TAGS: Mapping[str, str] = MappingProxyType(
    {
        "0": "ref-type",
        "A": "authors",
        "B": "secondary-title",
        "C": "pub-location",
        "D": "year",
        "E": "secondary-authors",
        "F": "label",
        "G": "language",
        "H": "translated-authors",
        "I": "publisher",
        "J": "full-title",
        "K": "keywords",
        "L": "call-num",
        "M": "accession-num",
        "N": "number",
        "P": "pages",
        "Q": "translated-title",
        "R": "electronic-resource-num",
        "S": "tertiary-title",
        "T": "title",
        "U": "url",
        "V": "volume",
        "W": "remote-database-provider",
        "X": "abstract",
        "Y": "tertiary-authors",
        "Z": "notes",
        "7": "edition",
        "8": "date",
        "9": "work-type",
        "@": "isbn",
        ">": "file",
        "!": "short-title",
        "&": "section",
        "[": "access-date",
        "~": "remote-database-name",
        "+": "auth-address",
    }
)
"""The fields of EndNote's XML by the tags of its text."""


def is_endnote_xml(text: str) -> bool:
    """Say whether text is EndNote's XML, by its root and its first record."""
    head = text[:_PROBE_CHARS].lstrip("\ufeff")
    if not _PROLOG.match(head):
        return False
    root = _ROOT.search(head)
    record = _RECORD.search(head, root.end()) if root else None
    return record is not None and bool(_OWN.search(head, record.end()))


def read_endnote_xml(text: str, *, source: str) -> Harvest:
    """Read the records in their order; each is parsed alone, a broken one skipped.

    Raises:
        InvalidInput: the text declares entities, or holds no record.
    """
    text = clean(text)
    first = _RECORD.search(text)
    if _ENTITY.search(text, 0, first.start() if first else len(text)):
        message = f"“{source}” declares XML entities, which can do harm."
        raise InvalidInput(message, "Export it from EndNote again, or as RIS.")
    return reference.harvest(_records(text), source=source, kind=KIND)


def is_endnote_text(text: str) -> bool:
    """Say whether text begins with a tagged entry of EndNote."""
    return bool(_TAGGED.match(clean(text[:_PROBE_CHARS])))


def read_endnote_text(text: str, *, source: str) -> Harvest:
    """Read the tagged entries in their order; what is none is skipped.

    Raises:
        InvalidInput: there is no tagged line.
    """
    return reference.harvest(_tagged(clean(text)), source=source, kind=TAGGED_KIND)


def _records(text: str) -> Iterator[tuple[int, str, Reference | str]]:
    """Go through the records of XML; one that does not end goes up to the next."""
    line, counted, position, end = 1, 0, 0, 0
    while start := _RECORD.search(text, position):
        line += text.count("\n", counted, start.start())
        counted = start.start()
        if 0 <= end < start.end():
            end = text.find(_END, start.end())
        following = _RECORD.search(text, start.end(), end if end >= 0 else len(text))
        position = end + len(_END) if end >= 0 else len(text)
        if following is not None:
            position = following.start()
        record = text[start.start() : position]
        yield line, record.strip(), _record(record)


def _record(text: str) -> Reference | str:
    """Read one record, or say why it cannot be read."""
    try:
        record = defusedxml.ElementTree.fromstring(text)
    except (ParseError, DefusedXmlException, ValueError) as error:
        return f"broken XML: {error}"
    return read_fields(_fields(record))


def _fields(record: Element) -> Iterator[Field]:
    """Find the fields of a record: those that hold no others, by their group."""
    for field in record:
        if field.tag == "ref-type":
            yield "ref-type", field.get("name") or _text(field)
        elif field.tag in ("contributors", "titles", "periodical", "urls", "dates"):
            for group in field:
                members = group if _holds_fields(group) else [group]
                yield from ((group.tag, _text(each)) for each in members)
        elif field.tag == "keywords":
            members = field if len(field) else [field]
            yield from (("keywords", _text(each)) for each in members)
        else:
            yield field.tag, _text(field)


def _holds_fields(group: Element) -> bool:
    return any(member.tag != "style" for member in group)


def _text(element: Element) -> str:
    """Return all text of an element, its runs of one style joined."""
    return "".join(element.itertext()).replace("\r", "\n").strip()


def _tagged(text: str) -> Iterator[tuple[int, str, Reference | str]]:
    """Go through tagged entries: '%0', or a tag after an empty line, begins one."""
    start, lines, is_apart = 1, list[str](), False
    for number, line in enumerate(lines_of(text), start=1):
        tag = _TAGGED_LINE.match(line)
        is_new = tag is not None and (is_apart or tag[1] == "0")
        if is_new and any(each.strip() for each in lines):
            yield start, "\n".join(lines).strip("\n"), _entry(lines)
            lines = []
        if not any(each.strip() for each in lines):
            start, lines = number, []
        lines.append(line)
        is_apart = not line.strip()
    if any(each.strip() for each in lines):
        yield start, "\n".join(lines).strip("\n"), _entry(lines)


def _entry(lines: list[str]) -> Reference | str:
    """Read a tagged entry, or say why it is none."""
    fields: list[tuple[str, list[str]]] = []
    for line in lines:
        tag = _TAGGED_LINE.match(line)
        if tag is not None:
            name = _TAGS.get(tag[1], f"%{tag[1]}")
            fields.append((name, [tag[2] or ""]))
        elif fields:
            fields[-1][1].append(line)
    if not fields:
        return reference.NO_ENTRY
    return read_fields((name, "\n".join(texts).strip()) for name, texts in fields)

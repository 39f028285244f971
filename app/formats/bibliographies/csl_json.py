"""CSL-JSON: the items of citation processors, read and written.

Source: the CSL 1.0.2 specification, appendices III and IV, and its csl-data.json
schema; the oddities are those of Crossref, DataCite, Zotero and Pandoc.
"""

import json
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from app.domain.paper import Draft, Harvest, Paper, TopicId
from app.formats import remainder
from app.formats.bibliographies import csl_parts, reference
from app.formats.bibliographies.csl_text import plain
from app.formats.bibliographies.issued import year_of
from app.formats.bibliographies.json_items import items
from app.formats.bibliographies.reference import Reference
from app.formats.text import clean, one_line

KIND = "CSL-JSON"

_PROBE_CHARS = 65_536
_UNNAMED = "urn:uuid:"
_OPENING = re.compile(r"[\s\ufeff]*(?:\[\s*)?\{\s*\"")
_TELLING = re.compile(
    r'"(?:date-parts|container-title|non-dropping-particle|citation-key)"\s*:'
    r'|"(?:author|editor)"\s*:\s*\[\s*\{\s*"(?:family|given|literal)"\s*:'
    r'|"issued"\s*:\s*[{"]'
    rf'|"id"\s*:\s*"{_UNNAMED}'
)
_TYPE = re.compile(r'"type"\s*:\s*"([a-z_-]{3,30})"')
_USUAL = re.compile(r'"(?:title|DOI|id|URL|author|issued)"\s*:')
_FOREIGN = re.compile(r'"(?:itemType|creators|paper)"\s*:')
_NOTED = re.compile(
    r"^\s*(arXiv|PMID|PMCID|DOI)\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE
)
_REST = "octavo"
"""The member of `custom` that holds what CSL has no variable for."""

_TEXTS: Mapping[str, str] = MappingProxyType(
    {"title": "title", "abstract": "abstract", "container-title": "venue"}
)
_LATE = ("URL", "note", "ISBN")
"""What is read after the rest: the fields before say more."""


def is_csl_json(text: str) -> bool:
    """Say whether text is JSON of CSL items, by its beginning."""
    head = text[:_PROBE_CHARS]
    if not _OPENING.match(head) or _FOREIGN.search(head):
        return False
    n_usual = len(set(_USUAL.findall(head)))
    types = {match[1] for match in _TYPE.finditer(head)}
    is_typed = bool(types & csl_parts.TYPES)
    return bool(_TELLING.search(head) or is_typed) and n_usual + is_typed > 1


def read_csl_json(text: str, *, source: str) -> Harvest:
    """Read items in their order; one that is broken, or names nothing, is skipped.

    Raises:
        InvalidInput: the text holds no item.
    """
    found = (
        (
            item.line,
            clean(item.text),
            item.wrong if item.value is None else _read(item.value),
        )
        for item in items(text)
    )
    return reference.harvest(found, source=source, kind=KIND)


def write_csl_json(
    papers: Iterable[Paper], *, topics: Mapping[TopicId, str] = remainder.NO_TOPICS
) -> str:
    """Write papers as an array of CSL items, in order.

    `topics` are the full paths of the papers' topics. What CSL has no variable for
    (reading status, star, rating, topics, a second link, …) is in the member
    `custom: {octavo: {…}}`, which `read_csl_json` takes back.
    """
    written = [_written(paper, topics) for paper in papers]
    lines = [json.dumps(each, ensure_ascii=False, indent=1) for each in written]
    return "[\n" + ",\n".join(lines) + "\n]\n"


def _read(item: Mapping[str, object]) -> Reference:
    """Read the members of an item, none left out."""
    read = Reference(kind=csl_parts.kind_of(item.get("type")))
    names = [name for name in item if name not in _LATE]
    names += [name for name in _LATE if name in item]
    for name in names:
        _read_member(name, item[name], read)
    _read_arxiv(item, read)
    return read


def _read_member(name: str, value: object, read: Reference) -> None:
    """Read one member; what is not in its variable's form is kept as it is."""
    text = csl_parts.text_of(value)
    if name in csl_parts.NAMES:
        _read_names(name, value, read)
    elif name in csl_parts.DATES:
        _read_date(name, value, read)
    elif name in ("keyword", "categories"):
        _read_tags(name, value, read)
    elif name == "custom" and isinstance(value, dict):
        read.rest = value.get(_REST)
        if rest := {key: each for key, each in value.items() if key != _REST}:
            read.add_detail("csl:custom", csl_parts.packed(rest))
    elif name in ("ISBN", "ISSN"):
        for each in csl_parts.listed(value):
            read.add_serial(csl_parts.text_of(each) or "")
    elif text is None:
        if value not in (None, "", [], {}):
            read.add_detail(f"csl:{name}", csl_parts.packed(value))
    elif name in _TEXTS:
        _read_text(name, text, read)
    elif name == "note":
        _read_note(text, read)
    else:
        _read_string(name, text, read)


def _read_string(name: str, text: str, read: Reference) -> None:
    """Read a member that is one text or number."""
    taken = {
        "DOI": read.add_doi,
        "PMID": read.add_pmid,
        "PMCID": read.add_pmid,
        "URL": read.add_link,
    }
    if name in taken:
        if not taken[name](text):
            read.add_detail(name, text)
    elif name == "id":
        if not text.startswith(_UNNAMED):
            read.add_detail("citation-key", text)
    elif name in csl_parts.STRINGS:
        read.add_detail(name, text)
    elif name != "type" or one_line(text) != read.kind:
        read.add_detail(f"csl:{name}", text)


def _read_text(name: str, text: str, read: Reference) -> None:
    """Read a text as people see it; the source of a title's markup is kept."""
    shown = plain(text)
    setattr(read, _TEXTS[name], shown)
    if name != "abstract" and one_line(shown) != one_line(text):
        read.add_detail(f"csl:{name}", one_line(text))


def _read_names(name: str, value: object, read: Reference) -> None:
    found = [csl_parts.author_of(each) for each in csl_parts.listed(value)]
    authors = [author for author in found if author is not None]
    if name == "author":
        read.authors.extend(authors)
    else:
        for author in authors:
            read.add_detail(name, reference.inverted(author))
    if csl_parts.has_more(value):
        read.add_detail(f"csl:{name}", csl_parts.packed(value))


def _read_date(name: str, value: object, read: Reference) -> None:
    """Read a date; that of publication gives the year too."""
    told = csl_parts.read_date(value)
    if name != "issued":
        read.add_detail(name, told)
        return
    read.year = year_of(told)
    if told != str(read.year):
        read.add_detail("issued", told)


def _read_tags(name: str, value: object, read: Reference) -> None:
    text = csl_parts.text_of(value)
    if text is not None:
        read.add_tags(text.split(";" if ";" in text else ","))
    elif isinstance(value, list):
        read.add_tags(each for each in map(csl_parts.text_of, value) if each)
    elif value:
        read.add_detail(f"csl:{name}", csl_parts.packed(value))


def _read_note(text: str, read: Reference) -> None:
    """Take a note, and the identifiers that Zotero writes in lines of it."""
    if text.strip():
        read.notes.setdefault(text.strip())
    takers = {"arxiv": read.add_arxiv, "doi": read.add_doi}
    for match in _NOTED.finditer(text):
        takers.get(match[1].lower(), read.add_pmid)(match[2])


def _read_arxiv(item: Mapping[str, object], read: Reference) -> None:
    """Take an arXiv id that stands in the number of a preprint."""
    for place in ("archive", "publisher", "container-title"):
        if (csl_parts.text_of(item.get(place)) or "").casefold() == "arxiv":
            for name in ("archive_location", "number"):
                read.add_arxiv(csl_parts.text_of(item.get(name)) or "")
            return


def _written(paper: Paper, topics: Mapping[TopicId, str]) -> dict[str, object]:
    """Return a paper's item; what it would not give back is in its last member."""
    draft = remainder.told_draft_of(paper, topics)
    keys = [each.value for each in draft.details if each.name == "citation-key"]
    item: dict[str, object] = {
        "id": keys[0] if keys else f"{_UNNAMED}{paper.id}",
        "type": draft.kind or "document",
        **_members(draft),
    }
    for detail in draft.details:
        name = detail.name.removeprefix("csl:")
        is_known = name in csl_parts.STRINGS | csl_parts.DATES
        is_own = detail.name != name and name not in csl_parts.NAMES | {"custom"}
        if name not in item and (is_own or (is_known and detail.name == name)):
            item[name] = csl_parts.unpacked(name, detail.value)
    for name in sorted(csl_parts.NAMES - {"author"}):
        told = [reference.author(d.value) for d in draft.details if d.name == name]
        if told:
            item[name] = [csl_parts.name_of(each) for each in told if each is not None]
    read = _read(item).draft(draft.provenance)
    rest = remainder.rest_of(draft, read) if read else remainder.values_of(draft)
    if rest:
        item["custom"] = {_REST: rest}
    return item


def _members(draft: Draft) -> dict[str, object]:
    """Return the members of what every paper has, none empty."""
    numbers = {each.scheme: each.value for each in reversed(draft.identifiers)}
    issued = next((d.value for d in draft.details if d.name == "issued"), "")
    if not issued and draft.year is not None:
        issued = f"{draft.year:04}"
    arxiv = numbers.get("arxiv", "")
    members: dict[str, object] = {
        "title": _marked_up("title", draft.title, draft),
        "author": [csl_parts.name_of(author) for author in draft.authors],
        "issued": csl_parts.written_date(issued) if issued else None,
        "container-title": _marked_up("container-title", draft.venue, draft),
        "DOI": numbers.get("doi"),
        "PMID": numbers.get("pmid"),
        "PMCID": numbers.get("pmcid"),
        "ISBN": numbers.get("isbn"),
        "archive": "arXiv" if arxiv else None,
        "archive_location": arxiv,
        "URL": draft.links[0].url if draft.links else None,
        "keyword": "; ".join(draft.tags),
        "abstract": draft.abstract,
        "note": draft.note,
    }
    return {name: value for name, value in members.items() if value}


def _marked_up(name: str, text: str, draft: Draft) -> str:
    """Return a text with the markup it came with, where it is still the same text."""
    source = next((d.value for d in draft.details if d.name == f"csl:{name}"), "")
    return source if source and one_line(plain(source)) == text else text

"""BibTeX and BibLaTeX of papers."""

import re
from collections.abc import Callable, Iterable, Iterator

from app.domain.paper import Author, Detail, Identifier, Paper
from app.formats.bibliographies import kinds
from app.formats.bibliographies.bibtex_blocks import MONTHS
from app.formats.bibliographies.bibtex_fields import (
    ARXIV_URL,
    ENTRY_TYPE,
    FIELDS,
    FOREIGN,
    KIND_FIELD,
    NAMED,
    NUMBERED,
    OTHERS,
    OWN,
    PARTS_OF_BOOKS,
    PEOPLE,
    kind_told_by,
    plain_pages,
)
from app.formats.bibliographies.bibtex_text import escape, escape_lines, is_balanced
from app.formats.citations.keys import citation_key, free_key
from app.formats.people import family_given, read_name, suffix_of
from app.formats.text import clean, one_line

_PROCEEDINGS = re.compile(
    r"\b(?:proc|proceedings|conference|workshop)\b", re.IGNORECASE
)
_FIELD_OF = {csl: name for name, csl in reversed(tuple(FIELDS.items()))}
_NO_NAME = re.compile(r"[\s{}()=,\"#@%'~\\]")
_DAY = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")
_PAGES = re.compile(r"(?<=\d)-(?=\d)")
_NAME_MARKS = re.compile(r",|(?:\A|\s)and(?:\s|\Z)", re.IGNORECASE)
_NO_FAMILY = re.compile(r"\s|,|\A(?:and|others)\Z", re.IGNORECASE)
_SCHEMES = ("arxiv", "doi", "pmid", "isbn")


def write_bibtex(papers: Iterable[Paper], *, with_notes: bool = False) -> str:
    """Write papers as BibTeX, in order, each with a key of its own.

    Text is plain text: what TeX would take as a command is escaped, `$…$` is kept as
    maths. A key is that of `citation_key`; a repeated one gets a letter. What the
    reader wrote on a paper is left out unless `with_notes`.
    """
    return _written(papers, kinds.bibtex_type, with_notes=with_notes)


def write_biblatex(papers: Iterable[Paper], *, with_notes: bool = False) -> str:
    """Write papers as `write_bibtex` does, in the types of entries of BibLaTeX."""
    return _written(papers, kinds.biblatex_type, with_notes=with_notes)


def _written(
    papers: Iterable[Paper], type_of: Callable[[str, str], str], *, with_notes: bool
) -> str:
    taken: set[str] = set()
    entries: list[str] = []
    for paper in papers:
        key = free_key(citation_key(paper), taken)
        taken.add(key)
        entry_type = _entry_type(paper, type_of)
        fields = [*_fields(paper, entry_type), *_details(paper, entry_type)]
        if with_notes and paper.note is not None:
            fields.append(("annote", escape_lines(paper.note.text)))
        lines = [f"  {name} = {{{value}}}" for name, value in fields if value]
        entries.append(f"@{entry_type}{{{key},\n" + ",\n".join(lines) + "\n}\n")
    return "\n".join(entries)


def _entry_type(paper: Paper, type_of: Callable[[str, str], str]) -> str:
    """Return the type of the entry: its own, if the paper's kind is still that."""
    own = paper.detail(ENTRY_TYPE)
    if own and not _NO_NAME.search(own) and _told(paper, own) == paper.kind:
        return own
    if paper.kind:
        return type_of(paper.kind, paper.detail("genre"))
    if not paper.venue:
        return "misc"
    return "inproceedings" if _PROCEEDINGS.search(paper.venue) else "article"


def _told(paper: Paper, entry_type: str) -> str:
    """Return the kind that an entry of this type tells by itself."""
    is_eprint = paper.identifier("arxiv") is not None or any(
        paper.detail(f"{OWN}{name}") for name in ("eprint", "arxivid")
    )
    return kind_told_by(entry_type, paper.venue, is_eprint=is_eprint)


def _fields(paper: Paper, entry_type: str) -> Iterator[tuple[str, str]]:
    """Go through the fields that every paper has."""
    yield "title", escape(paper.title)
    yield "author", _people(paper, "author", paper.authors)
    yield from _date(paper)
    is_part = kinds.read_bibtex_type(entry_type)[0] in PARTS_OF_BOOKS
    yield "booktitle" if is_part else "journal", escape(paper.venue)
    yield from _identifiers(paper.identifiers, is_part=is_part)
    yield from _links(paper)
    yield "abstract", escape_lines(paper.abstract)
    yield "keywords", ", ".join(map(_tag, paper.tags))
    if _told(paper, entry_type) != paper.kind:
        yield KIND_FIELD, _NO_NAME.sub("", paper.kind)


def _date(paper: Paper) -> Iterator[tuple[str, str]]:
    """Go through year, month and day; a date that is none of these is whole."""
    issued = paper.detail("issued")
    year = "" if paper.year is None else str(paper.year)
    yield "year", year
    day = _DAY.fullmatch(issued)
    if day and day[1] == year and 1 <= int(day[2]) <= len(MONTHS):
        yield "month", MONTHS[int(day[2]) - 1]
        yield "day", day[3] or ""
    else:
        yield "date", escape(issued)


def _identifiers(
    identifiers: Iterable[Identifier], *, is_part: bool
) -> Iterator[tuple[str, str]]:
    """Go through the names in registries; what has no field is told with its scheme."""
    written: set[str] = set()
    for each in identifiers:
        is_plain = each.scheme in _SCHEMES and each.scheme not in written
        if not is_plain or (each.scheme == "isbn" and is_part):
            yield NAMED + _NO_NAME.sub("-", each.scheme), _verbatim(each.value)
            continue
        written.add(each.scheme)
        if each.scheme == "arxiv":
            yield "eprint", _verbatim(each.value)
            yield "archivePrefix", "arXiv"
        else:
            yield each.scheme, _verbatim(each.value)


def _links(paper: Paper) -> Iterator[tuple[str, str]]:
    """Go through the addresses: the first, and all where it does not tell them."""
    arxiv = paper.identifier("arxiv")
    urls = [link.url for link in paper.links]
    own = f"{ARXIV_URL}{arxiv}" if arxiv else ""
    first = next((u for u in urls if u.startswith(("http://", "https://"))), own)
    yield "url", _verbatim(first)
    if urls and (urls != [first] or first == own):
        yield "links", " ".join(map(_verbatim, urls))


def _details(paper: Paper, entry_type: str) -> Iterator[tuple[str, str]]:
    """Go through the details, each by its name in BibTeX, or with its own."""
    for role in PEOPLE:
        names = [d.value for d in paper.details if d.name == role]
        yield role, _people(paper, role, map(read_name, names))
    told = {*PEOPLE, OTHERS, ENTRY_TYPE, "citation-key", "issued"}
    written: set[str] = set()
    for detail in paper.details:
        if detail.name in PEOPLE or detail.name == OTHERS or detail.is_internal:
            continue
        if detail.name in told:
            told.discard(detail.name)
            continue
        name, value = _detail(detail, entry_type)
        if name in written and not detail.name.startswith(OWN):
            name, value = FOREIGN + detail.name, escape_lines(detail.value)
        written.add(name)
        yield name, value


def _detail(detail: Detail, entry_type: str) -> tuple[str, str]:
    """Return the field that a detail is written as."""
    name, value = detail.name, detail.value
    if name.startswith(OWN):
        field = _NO_NAME.sub("-", name.removeprefix(OWN))
        return field, value if is_balanced(value) else escape(value)
    if ":" in name:
        return _NO_NAME.sub("-", name), escape_lines(value)
    kind, genre = kinds.read_bibtex_type(entry_type)
    if name == "genre" and value == genre:
        return "", ""
    numbers = {("issue", False), ("number", True)}
    if name == "page" and plain_pages(value) == value:
        return "pages", _PAGES.sub("--", escape(value))
    if (name, kind in NUMBERED) in numbers:
        return "number", escape(value)
    if name == "publisher" and entry_type != "manual":
        place = {"thesis": "school", "report": "institution"}.get(kind, "publisher")
        return place, escape(value)
    is_known = name in _FIELD_OF and one_line(value) == value
    if is_known and (name != "ISBN" or kind in PARTS_OF_BOOKS):
        return _FIELD_OF[name], escape(value)
    return FOREIGN + _NO_NAME.sub("-", name), escape_lines(value)


def _people(paper: Paper, role: str, people: Iterable[Author]) -> str:
    names = [_name(person) for person in people if person.name.strip()]
    has_others = any(d.name == OTHERS and d.value == role for d in paper.details)
    return " and ".join([*names, *(("others",) if has_others else ())])


def _name(author: Author) -> str:
    """Return a name as 'Family, Suffix, Given', an organisation in braces."""
    family, given = family_given(author)
    given, suffix = suffix_of(given)
    if not (given or suffix):
        whole = escape(family)
        return f"{{{whole}}}" if _NO_FAMILY.search(whole) else whole
    parts = (family, suffix, given) if given else (family, suffix)
    kept = (escape(part) for part in parts if part)
    return ", ".join(f"{{{p}}}" if _NAME_MARKS.search(p) else p for p in kept)


def _tag(tag: str) -> str:
    escaped = escape(tag)
    return f"{{{escaped}}}" if re.search("[,;]", escaped) else escaped


def _verbatim(text: str) -> str:
    """Return an address or id as it is; what would end the field is percent-coded."""
    codes = {"{": "%7B", "}": "%7D", "\\": "%5C", "$": "\\$"}
    return "".join(codes.get(char, char) for char in "".join(clean(text).split()))

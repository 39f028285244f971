"""Tables of papers (CSV, tab-separated): a row each, columns known by their names."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from app.domain.paper import MAX_RATING, Author, Harvest, Status
from app.formats import people, remainder
from app.formats.bibliographies import reference
from app.formats.bibliographies.csl_text import plain
from app.formats.bibliographies.issued import date_of, moment_of, year_of
from app.formats.bibliographies.kinds import BIBTEX_KINDS
from app.formats.bibliographies.reference import Reference
from app.formats.spreadsheets.columns import REST, field_of, n_known
from app.formats.spreadsheets.rows import delimiter_of, rows
from app.formats.text import clean, one_line
from app.formats.zotero.items import KINDS as ZOTERO_KINDS
from app.formats.zotero.items import read_extra
from app.formats.zotero.notes import read_note

KIND = "table (CSV)"
NAMES = MappingProxyType({",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"})
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the start of a formula: an apostrophe stands before it.

Source: OWASP, 'CSV Injection'.
"""

_PROBE_CHARS = 65_536
_LEAST_KNOWN = 2
_MAX_HEADING = 60
_MOST_OF = 0.5
_N_LOOKED_AT = 20
_NOTHING = frozenset(
    ("", "undefined", "null", "nan", "n/a", "none", "-", "[no abstract available]")
)
_INITIALS = re.compile(
    r"(?P<family>[^\s,.][^,.]*?)\s(?P<given>(?:[^\W\d_]\.?[- ]?){1,4})\.?"
)
_ONLY_INITIALS = re.compile(r"(?:[^\W\d_]\.?[- ]?){1,4}")
_LISTED = re.compile(r"(?:[^,.;|]{1,60} [A-Z]{1,4}, )*+[^,.;|]{1,60} [A-Z]{1,4}\.")
_ID = re.compile(r"\s*\(\d{6,15}\)\Z")
"""Scopus writes its number of an author behind the name."""
_PAPERLIB_KINDS = ("article-journal", "paper-conference", "document", "book")
"""By Paperlib's numbers. Source: Future-Scholars/paperlib, PaperEntity.pubType."""
_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "journal": "article-journal",
        "conference paper": "paper-conference",
        "conference": "paper-conference",
        "conferences": "paper-conference",
        "proceedings paper": "paper-conference",
        "article in press": "article-journal",
        "journal article": "article-journal",
        "early access articles": "article-journal",
        "early access": "article-journal",
        "journals": "article-journal",
        "magazines": "article-magazine",
        "review": "article-journal",
        "letter": "article-journal",
        "editorial": "article-journal",
        "preprint": "article",
        "posted-content": "article",
        "book chapter": "chapter",
        "book-chapter": "chapter",
        "chapter": "chapter",
        "dissertation": "thesis",
        "standards": "standard",
        "dataset": "dataset",
        "data set": "dataset",
        "paratext": "document",
    }
)
_STATUSES: Mapping[str, Status] = MappingProxyType(
    {
        "read": Status.DONE,
        "done": Status.DONE,
        "reading": Status.READING,
        "in progress": Status.READING,
        "to read": Status.QUEUED,
        "queued": Status.QUEUED,
        "dismissed": Status.DISMISSED,
    }
)
_YES = frozenset(("yes", "true", "1", "x", "y"))

_Cells = Sequence[tuple[str, str, str]]
"""Of each cell that holds something: what it is ('' unknown), its heading, its text."""


def is_csv(text: str) -> bool:
    """Say whether text is a table whose heading tells which papers its rows are."""
    head = clean(text[:_PROBE_CHARS]).lstrip("\ufeff \n")
    delimiter = delimiter_of(head, n_known)
    if not delimiter:
        return False
    heading = next(rows(head, delimiter), None)
    if heading is None or n_known(heading.cells) < _LEAST_KNOWN:
        return False
    if any(len(name) > _MAX_HEADING or ":" in name for name in heading.cells):
        return False
    found = rows(clean(text).lstrip("\ufeff \n"), delimiter)
    next(found, None)
    looked = [
        len(row.cells) for row, _ in zip(found, range(_N_LOOKED_AT), strict=False)
    ]
    wide = sum(n > 1 for n in looked)
    return bool(looked) and wide > _MOST_OF * len(looked)


def read_csv(text: str, *, source: str) -> Harvest:
    """Read a table's rows in their order; one that names no paper is skipped.

    A column that nobody knows is kept as a detail under its heading ('csv:Cited by').

    Raises:
        InvalidInput: there is no row.
    """
    text = clean(text).lstrip("\ufeff \n")
    delimiter = delimiter_of(text[:_PROBE_CHARS], n_known)
    kind = f"{KIND}, parted by {NAMES.get(delimiter, delimiter)}"
    return reference.harvest(_found(text, delimiter), source=source, kind=kind)


def read_row(headings: Sequence[str], cells: Sequence[str]) -> Reference:
    """Read one row; of a table of our own, nothing but what it was written for."""
    fields = {heading: field_of(heading) for heading in headings}
    return _read(_told(headings, fields, cells), is_own=REST in headings)


def _found(text: str, delimiter: str) -> Iterator[tuple[int, str, Reference | str]]:
    found = rows(text, delimiter)
    heading = next(found, None)
    if heading is None:
        return
    names = [one_line(name) for name in heading.cells]
    fields = {name: field_of(name) for name in names}
    is_own = REST in names
    for row in found:
        yield row.line, row.text, _read(_told(names, fields, row.cells), is_own=is_own)


def _told(
    names: Sequence[str], fields: Mapping[str, str], cells: Sequence[str]
) -> _Cells:
    """Return the cells that hold something, the apostrophe before a formula gone."""
    told: list[tuple[str, str, str]] = []
    for at, cell in enumerate(cells):
        text = cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA) else cell
        if text.strip().casefold() not in _NOTHING:
            name = names[at] if at < len(names) else f"column {at + 1}"
            told.append((fields.get(name, ""), name, text))
    return told


def _read(cells: _Cells, *, is_own: bool) -> Reference:
    """Read the cells of a row, none left out."""
    read = Reference()
    by_field: dict[str, str] = {}
    late: list[tuple[str, str, str]] = []
    for field, name, text in cells:
        if field in _TAKERS and field not in by_field:
            by_field[field] = text
        else:
            late.append((field, name, text))
    rest: dict[str, object] = {}
    for field, take in _TAKERS.items():
        if field in by_field:
            take(by_field[field], read, rest)
    if is_own:
        told = {name: text for _, name, text in cells}
        rest["signals"] = remainder.counted(told)
    _read_pages(by_field, read)
    read.rest = rest
    for field, name, text in late:
        if name == REST:
            packed = remainder.unpacked(text)
            read.rest = rest | (packed if isinstance(packed, dict) else {})
        elif field in _MANY:
            _MANY[field](text, read)
        elif field not in _TAKERS and field:
            read.add_detail(field, one_line(text))
        elif not is_own:
            read.add_detail(f"csv:{name}", clean(text))
    return read


_Rest = dict[str, object]
"""What `remainder.complete` lays over a draft: what a Reference has no place for."""


def _take_title(text: str, read: Reference, _rest: _Rest) -> None:
    if not read.title:
        read.title = one_line(plain(text))


def _take_full_authors(text: str, read: Reference, _rest: _Rest) -> None:
    read.authors.extend(authors_of(text))


def _take_authors(text: str, read: Reference, _rest: _Rest) -> None:
    if not read.authors:
        read.authors.extend(authors_of(text))


def _take_year(text: str, read: Reference, _rest: _Rest) -> None:
    read.year = year_of(text)


def _take_date(text: str, read: Reference, _rest: _Rest) -> None:
    date = date_of(one_line(text)[:10]) or date_of(one_line(text))
    read.year = read.year or year_of(date or text)
    if (date or one_line(text)) != str(read.year):
        read.add_detail("issued" if date else "csv:date", date or one_line(text))


def _take_venue(text: str, read: Reference, _rest: _Rest) -> None:
    read.venue = one_line(plain(text))


def _take_abstract(text: str, read: Reference, _rest: _Rest) -> None:
    read.abstract = plain(clean(text))


def _take_kind(text: str, read: Reference, _rest: _Rest) -> None:
    told = one_line(text)
    name = told.casefold()
    kind = ZOTERO_KINDS.get(told) or _KINDS.get(name) or BIBTEX_KINDS.get(name)
    if not kind and name.isdigit() and int(name[:3]) < len(_PAPERLIB_KINDS):
        kind = _PAPERLIB_KINDS[int(name[:3])]
    read.kind = kind or told


def _take_note(text: str, read: Reference, _rest: _Rest) -> None:
    is_html = "</" in text and "<" in text
    read.notes.setdefault(read_note(text) if is_html else clean(text).strip("\n"))


def _take_status(text: str, read: Reference, rest: _Rest) -> None:
    status = _STATUSES.get(one_line(text).casefold())
    if status is not None:
        rest["status"] = status.value
    elif one_line(text).casefold() not in ("new", "unread"):
        read.add_detail("csv:status", one_line(text))


def _take_star(text: str, _read: Reference, rest: _Rest) -> None:
    rest["starred"] = one_line(text).casefold() in _YES


def _take_rating(text: str, read: Reference, rest: _Rest) -> None:
    told = one_line(text)
    if told.isascii() and told.isdigit() and int(told[:3]) <= MAX_RATING:
        rest["rating"] = int(told)
    else:
        read.add_detail("csv:rating", told)


def _take_added(text: str, read: Reference, _rest: _Rest) -> None:
    read.added_at = moment_of(one_line(text))
    if read.added_at is None:
        read.add_detail("csv:added", one_line(text))


def _take_topics(text: str, _read: Reference, rest: _Rest) -> None:
    rest["topics"] = [one_line(each) for each in text.split(";") if each.strip()]


_TAKERS: Mapping[str, Callable[[str, Reference, _Rest], None]] = MappingProxyType(
    {
        "kind": _take_kind,
        "title": _take_title,
        "named": _take_title,
        "full authors": _take_full_authors,
        "authors": _take_authors,
        "year": _take_year,
        "date": _take_date,
        "venue": _take_venue,
        "abstract": _take_abstract,
        "note": _take_note,
        "status": _take_status,
        "starred": _take_star,
        "rating": _take_rating,
        "topics": _take_topics,
        "added": _take_added,
        "first page": lambda _text, _read, _rest: None,
        "last page": lambda _text, _read, _rest: None,
    }
)
"""The fields that one column tells, in the order in which they are read."""


def _read_pages(told: Mapping[str, str], read: Reference) -> None:
    pages = [one_line(told.get(f"{each} page", "")) for each in ("first", "last")]
    read.add_detail("page", "-".join(dict.fromkeys(page for page in pages if page)))


def _take_doi(text: str, read: Reference) -> None:
    if not read.add_doi(text):
        read.add_detail("DOI", one_line(text))


def _take_arxiv(text: str, read: Reference) -> None:
    if not read.add_arxiv(text):
        read.add_detail("csv:arXiv", one_line(text))


def _take_number(text: str, read: Reference) -> None:
    number = one_line(text).rsplit("/", 1)[-1]
    if not (read.add_pmid(number) or read.add_pmid(f"PMC{number}")):
        read.add_detail("csv:PMID", one_line(text))


def _take_serial(text: str, read: Reference) -> None:
    for each in re.split(r"[;|,]", text):
        read.add_serial(each)


def _take_url(text: str, read: Reference) -> None:
    for each in re.split(r"\s*[;|]\s+|\s+|\|", text.strip()):
        if not read.add_link(each):
            read.add_detail("URL", one_line(each))


def _take_tags(text: str, read: Reference) -> None:
    mark = next((each for each in (";", "|", "\n") if each in text), ",")
    read.add_tags(text.split(mark))


def _take_extra(text: str, read: Reference) -> None:
    rest = [line for line in text.splitlines() if not read_extra(line, read)]
    read.add_detail("zotero:extra", clean("\n".join(rest)))


def _take_files(text: str, read: Reference) -> None:
    for path in text.split(";"):
        if path.strip():
            read.attachments.setdefault(path.strip())


_MANY: Mapping[str, Callable[[str, Reference], None]] = MappingProxyType(
    {
        "doi": _take_doi,
        "arxiv": _take_arxiv,
        "pmid": _take_number,
        "pmcid": _take_number,
        "serial": _take_serial,
        "url": _take_url,
        "tags": _take_tags,
        "files": _take_files,
        "extra": _take_extra,
    }
)
"""The fields that several columns may tell."""


def authors_of(text: str) -> Iterator[Author]:
    """Go through the names of a cell: parted by ';', '|', line ends, 'and' or ','.

    'Smith J.' is a family name and initials where all are written so; one with neither
    comma nor initials is not taken apart.
    """
    text = text.strip()
    mark = next((each for each in (";", "|", "\n") if each in text), "")
    if not mark and " and " in text:
        yield from people.read_names(text)
        return
    names = text.split(mark) if mark else _parted_by_commas(text)
    names = [name for each in names if (name := one_line(_ID.sub("", each)))]
    if _LISTED.fullmatch(text):  # PubMed ends a list with a full stop
        names[-1] = names[-1].removesuffix(".")
    matches = [_INITIALS.fullmatch(name) for name in names]
    if all(matches):
        for match in matches:
            if match is not None:
                yield people.author_of(match["family"], match["given"].strip())
        return
    for name in names:
        if (author := reference.author(name)) is not None:
            yield author


def _parted_by_commas(text: str) -> list[str]:
    """Return names that commas part, or that have commas in them."""
    parts = [one_line(part) for part in text.split(",") if part.strip()]
    pairs = [parts[at : at + 2] for at in range(0, len(parts), 2)]
    if len(parts) % 2 == 0 and all(_ONLY_INITIALS.fullmatch(b) for _, b in pairs):
        return [", ".join(pair) for pair in pairs]
    is_one = len(parts) == 2 and " " not in parts[0]
    return [", ".join(parts)] if is_one else parts

"""The `metadata.json` that zoro keeps in the folder of each of its papers.

Source: ruihanglix/zoro, zoro-core, models.rs (PaperMetadata); `paper.pdf` lies beside
it, other files below `attachments`.
"""

import re
from collections.abc import Iterator, Mapping

from app.domain.paper import MAX_RATING, Harvest, Status
from app.formats import people
from app.formats.bibliographies import csl_parts, reference
from app.formats.bibliographies.issued import date_of, moment_of, year_of
from app.formats.bibliographies.json_items import items
from app.formats.bibliographies.kinds import BIBTEX_KINDS
from app.formats.bibliographies.reference import Reference
from app.formats.text import clean, one_line

KIND = "zoro paper"
FILE, NOTES = "metadata.json", "notes"
"""The file of a paper, and the folder of notes beside it."""

PROBE_CHARS = 200_000
"""Characters of the beginning by which it is known."""
_OPENING = re.compile(r"[\s\ufeff]*(?:\[\s*)?\{\s*\"")
_TELLING = tuple(
    re.compile(rf'"{name}"\s*:') for name in ("slug", "read_status", "added_date")
)
_STATUSES = {"reading": Status.READING, "read": Status.DONE}
_DETAILS = {
    "volume": "volume",
    "issue": "issue",
    "pages": "page",
    "publisher": "publisher",
    "short_title": "title-short",
    "issn": "ISSN",
}
_LINKS = ("url", "html_url", "pdf_url")
_PDF = "paper.pdf"


def is_zoro(text: str) -> bool:
    """Say whether text is what zoro keeps of a paper."""
    head = text[:PROBE_CHARS]
    return bool(_OPENING.match(head)) and all(each.search(head) for each in _TELLING)


def read_zoro(text: str, *, source: str) -> Harvest:
    """Read papers with collections, tags, reading status, rating, notes and files.

    What was marked in a PDF becomes part of the note, with its page.

    Raises:
        InvalidInput: the text holds no paper.
    """
    return reference.harvest(_found(text), source=source, kind=KIND)


def _found(text: str) -> Iterator[tuple[int, str, Reference | str]]:
    for item in items(text):
        read = item.wrong if item.value is None else _read(item.value)
        yield item.line, clean(item.text), read


def _read(told: Mapping[str, object]) -> Reference:
    entry_type = _text(told, "entry_type")
    read = Reference(kind=BIBTEX_KINDS.get(entry_type.lower(), entry_type))
    read.title, read.abstract = _text(told, "title"), _text(told, "abstract")
    read.venue = _text(told, "journal")
    for each in _list(told, "authors"):
        name = _text(each, "name") if isinstance(each, dict) else ""
        if name:
            read.authors.append(people.read_name(name))
    _read_names(told, read)
    published = _text(told, "published_date")
    date = date_of(published[:10])
    read.year = year_of(date or published)
    if (date or published) != str(read.year or ""):
        read.add_detail("issued" if date else "zoro:published_date", date or published)
    for name, variable in _DETAILS.items():
        read.add_detail(variable, one_line(_text(told, name)))
    read.add_tags(each for each in _list(told, "tags") if isinstance(each, str))
    for note in (*_list(told, "notes"), *map(_marked, _list(told, "annotations"))):
        if isinstance(note, str) and note.strip():
            read.notes.setdefault(clean(note).strip())
    for file in _list(told, "attachments"):
        if isinstance(file, dict) and (name := _text(file, "filename")):
            read.attachments.setdefault(f"attachments/{name}")
    if _text(told, "pdf_url") or told.get("annotations"):
        read.attachments.setdefault(_PDF)
    read.added_at = moment_of(_text(told, "added_date"))
    read.rest = _rest(told)
    return read


def _read_names(told: Mapping[str, object], read: Reference) -> None:
    """Take the names of the work and its addresses."""
    if (doi := _text(told, "doi")) and not read.add_doi(doi):
        read.add_detail("DOI", one_line(doi))
    if (arxiv := _text(told, "arxiv_id")) and not read.add_arxiv(arxiv):
        read.add_detail("zoro:arxiv_id", one_line(arxiv))
    if isbn := _text(told, "isbn"):
        read.add_serial(isbn)
    for name in _LINKS:
        if url := _text(told, name):
            read.add_link(url)


def _rest(told: Mapping[str, object]) -> dict[str, object]:
    rest: dict[str, object] = {
        "topics": [
            one_line(name).replace("/", "-")
            for name in _list(told, "collections")
            if isinstance(name, str) and name.strip()
        ]
    }
    if status := _STATUSES.get(_text(told, "read_status")):
        rest["status"] = status.value
    rating = told.get("rating")
    if isinstance(rating, int) and 0 < rating <= MAX_RATING:
        rest["rating"] = rating
    return rest


def _marked(annotation: object) -> str:
    """Return what was marked as a quotation, with its page and what was said of it."""
    if not isinstance(annotation, dict):
        return ""
    words = one_line(_text(annotation, "selected_text"))
    comment = _text(annotation, "comment").strip()
    page = _text(annotation, "page_number")
    quoted = f"> {words}" + (f" (p. {page})" if page else "") if words else ""
    return "\n".join(each for each in (quoted, comment) if each)


def _text(told: Mapping[str, object], name: str) -> str:
    return csl_parts.text_of(told.get(name)) or ""


def _list(told: Mapping[str, object], name: str) -> list[object]:
    value = told.get(name)
    return value if isinstance(value, list) else []

"""What was dropped, pasted or named: which format it is, and its papers."""

import codecs
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from app.domain.errors import InvalidInput
from app.domain.paper import Draft, Harvest, Skipped
from app.formats import (
    addresses,
    foreign,
    links,
    references,
    tables,
    titled_links,
)
from app.formats.bibliographies import (
    bibtex_reading,
    csl_json,
    endnote,
    nbib,
    ris,
    web_of_science,
    zoro,
)
from app.formats.collecting import without_collecting
from app.formats.listings import (
    alerts,
    clipping,
    envelopes,
    exports,
    hub,
    listed_json,
    listing,
    opml,
    slack,
    title_list,
    webpage,
)
from app.formats.listings.envelopes import Envelope, Part
from app.formats.listings.segments import MIN_ABSTRACT
from app.formats.spreadsheets import sheet
from app.formats.text import decode, lines_of, one_line
from app.formats.zotero import exported, rdf

MAX_BYTES = 160 * 1024 * 1024
MAX_REPLACED_SHARE = 0.02
"""More characters that no encoding explains make a file no text."""

_PDF_HEAD_BYTES = 1024
"""Source: ISO 32000-1, annex H.3.4.1: the header within the first 1024 bytes."""
_PDF_HEADER = re.compile(rb"%PDF-\d\.\d")
_PDF_BODY = re.compile(rb"\d \d{1,5} obj\b|[\r\n]%[\x80-\xff]{4}")
"""An object, or the comment that marks a file as binary. Source: ISO 32000-1, 7.5.2."""
_PROBE_CHARS = 65_536
_MIN_LINK_SHARE = 0.5
_MIN_BARE_SHARE = 0.2
"""Lines that are a link and nothing else in a list of links with words between."""
_LEAST_OF_LISTING = 3
"""Papers that a list in a letter has at least; fewer are its paragraphs."""
_MAX_LINK_TITLE = 300
_MANY_LINES = 5_000
_LEAST_LENGTH = 12
"""Characters that the lines of a long listing have at least, one with another."""

_HINT = "Drop a saved list of papers, a bibliography, a list of links or ids, or PDFs."
_MAGICS = (
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"%!PS", "a PostScript file"),
    (b"{\\rtf", "a rich text document"),
)
_REALM_AT, _REALM = 16, b"T-DB"
"""Source: realm-core, alloc_slab.hpp: two references of 8 bytes, then this."""
_REALM_HINT = "If it is Paperlib's, export the papers there as BibTeX, then drop that."
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_JSON_START = re.compile(r"\s{0,200}(?:\{\s{0,200}[\"}]|\[\s{0,200}[\"{\]\d\[])")
_WORD = re.compile(r"[^\W\d_]{2}")


class Reader(Protocol):
    """What reads the papers of a text; `source` is what the user gave.

    Raises InvalidInput where nothing at all can be read.
    """

    def __call__(self, text: str, *, source: str) -> Harvest:
        """Read the papers of a text."""


@dataclass(frozen=True, slots=True)
class Format:
    """A way in which papers are written down.

    `name` is for people ('BibTeX'); `is_it` says by content alone whether a text is in
    it, quickly for 64 MB, and never of a saved listing or of prose.
    """

    name: str
    is_it: Callable[[str], bool]
    read: Reader


def _read_page(text: str, *, source: str) -> Harvest:
    """Read a web page; what reads as a listing of whole references is one of those."""
    try:
        harvest = webpage.read_page(text, source=source)
    except InvalidInput:
        found = references.read_references(webpage.text_of(text), source=source)
        if len(found.drafts) <= len(found.skipped):
            raise
        return found
    titles = [draft.title for draft in harvest.drafts]
    if harvest.kind != listing.KIND or not references.are_entries(titles):
        return harvest
    return references.read_references(webpage.text_of(text), source=source)


FORMATS = (
    Format("Hugging Face papers", hub.is_hub_json, hub.read_hub_json),
    Format(tables.JSON_KIND, tables.is_json, tables.read_json),
    Format(listed_json.KIND, listed_json.is_listed_json, listed_json.read_listed_json),
    Format(exported.KIND, exported.is_zotero_json, exported.read_zotero_json),
    Format(rdf.KIND, rdf.is_zotero_rdf, rdf.read_zotero_rdf),
    Format(slack.KIND, slack.is_slack, slack.read_slack),
    Format(zoro.KIND, zoro.is_zoro, zoro.read_zoro),
    Format(csl_json.KIND, csl_json.is_csl_json, csl_json.read_csl_json),
    Format(bibtex_reading.KIND, bibtex_reading.is_bibtex, bibtex_reading.read_bibtex),
    Format(ris.KIND, ris.is_ris, ris.read_ris),
    Format(nbib.KIND, nbib.is_nbib, nbib.read_nbib),
    Format(endnote.KIND, endnote.is_endnote_xml, endnote.read_endnote_xml),
    Format(endnote.TAGGED_KIND, endnote.is_endnote_text, endnote.read_endnote_text),
    Format(web_of_science.KIND, web_of_science.is_wos, web_of_science.read_wos),
    Format("outline (OPML)", opml.is_opml, opml.read_opml),
    Format("arXiv alert", alerts.is_alert, alerts.read_alert),
    Format("web page", webpage.is_page, _read_page),
    Format("clipped listing", clipping.is_clipping, clipping.read_clipping),
    Format("export with links", exports.is_export, exports.read_export),
    Format(sheet.KIND, sheet.is_csv, sheet.read_csv),
    Format("references", references.is_reference_list, references.read_references),
)
"""What is known by its content, the first to ask first.

A text in none of these formats is a saved listing or a list of links.
"""


def looks_like_pdf(data: bytes) -> bool:
    """Say whether data is a PDF by its header, whatever its name.

    Junk may come before the header. Then a version is in it, and it is all of its line,
    is the last there is, or comes before what a PDF is made of: text that only tells
    of '%PDF-' is no PDF.
    """
    if data.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"%PDF-"):
        return True
    for header in _PDF_HEADER.finditer(data[:_PDF_HEAD_BYTES]):
        before, after = data[: header.start()], data[header.end() :]
        is_line = before.endswith((b"\r", b"\n")) and after.startswith((b"\r", b"\n"))
        if is_line or not after.strip() or _PDF_BODY.search(after):
            return True
    return False


def read_bytes(data: bytes, *, name: str) -> Harvest:
    """Read the papers of what a user gave, deciding by content what it is.

    `name` is the file's name, 'clipboard' or the like. A PDF is not for this function:
    see `looks_like_pdf`.

    Raises:
        InvalidInput: the data is empty, too long, no text, or holds no paper.
    """
    refuse_long(len(data), name)
    if not data.strip():
        raise InvalidInput(f"“{name}” is empty.", _HINT)
    for magic, what in _MAGICS:
        if data.startswith(magic):
            raise InvalidInput(f"“{name}” is {what}, not a list of papers.", _HINT)
    if data[_REALM_AT:].startswith(_REALM):
        raise InvalidInput(f"“{name}” is a database of Realm.", _REALM_HINT)
    if envelopes.is_web_archive(data):
        return _read_envelope(envelopes.open_web_archive(data, name=name), name)
    if envelopes.is_message(data):
        return _read_envelope(envelopes.open_message(data, name=name), name)
    text, encoding = decode(data)
    if not encoding.startswith(("UTF-16", "UTF-32")) and _is_binary(data, text):
        raise InvalidInput(f"“{name}” is not text.", _HINT)
    return replace(read_text(text, name=name), encoding=encoding)


def refuse_long(length: int, name: str) -> None:
    """Refuse what is longer than any list; `length` is in bytes or characters.

    Raises:
        InvalidInput: it is.
    """
    if length > MAX_BYTES:
        size = f"{length / 1024 / 1024:,.0f} MB"
        raise InvalidInput(f"“{name}” is too long ({size}) to be a list.", _HINT)


def read_text(text: str, *, name: str) -> Harvest:
    """Read the papers of text a user gave: a saved listing, links or a web page.

    Titles alone, or abstracts alone, give no draft: they are in `skipped`.

    Raises:
        InvalidInput: the text holds no paper, and no part of one, or is in a format
            that is not read (see `foreign`).
    """
    if not text.strip():
        raise InvalidInput(f"“{name}” is empty.", _HINT)
    head = text[:_PROBE_CHARS].encode("utf-8", "replace")
    if envelopes.is_message(head):
        data = text.encode("utf-8", "replace")
        return _read_envelope(envelopes.open_message(data, name=name), name)
    return _read_content(text, name)


def _read_content(text: str, name: str) -> Harvest:
    """Read text that wraps nothing."""
    for each in FORMATS:
        if each.is_it(text):
            with without_collecting():
                return each.read(text, source=name)
    if what := "JSON" if _is_json(text) else foreign.name_of(text):
        raise InvalidInput(f"“{name}” is {what}, which Octavo does not read.", _HINT)
    return _read_plain(text, name)


def _read_plain(text: str, name: str) -> Harvest:
    """Read a saved listing or a list of links."""
    lines = [
        line for part in lines_of(text) for line in part.splitlines() if line.strip()
    ]
    named = [line for line in lines if _is_short(line) and addresses.has_address(line)]
    n_links = len(named)
    may_be_titled = n_links >= titled_links.LEAST_SHARE * len(lines)
    if may_be_titled and (read := titled_links.read_titled_links(text, source=name)):
        return read
    if n_links >= _MIN_LINK_SHARE * len(lines) or _are_links(lines, named):
        return links.read_links(text, source=name)
    is_long = len(lines) > _MANY_LINES
    if is_long and sum(map(len, lines)) < _LEAST_LENGTH * len(lines):
        if n_links:
            return links.read_links(text, source=name)
        raise InvalidInput(f"No paper was found in “{name}”.", _HINT)
    if titles := title_list.read_title_list(text, source=name):
        return titles
    harvest = listing.read_listing(text, source=name)
    if harvest.drafts or harvest.furniture:
        return harvest
    if n_links and not _is_abstracts(harvest, text):
        return links.read_links(text, source=name)
    if any(_is_part(each) for each in harvest.skipped):
        return harvest
    if len(lines) == 1:
        message = f"“{one_line(lines[0])[:60]}” is no link and no identifier."
        raise InvalidInput(message, _HINT)
    raise InvalidInput(f"No paper was found in “{name}”.", _HINT)


def _read_envelope(envelope: Envelope, name: str) -> Harvest:
    """Read all that was wrapped; of what tells the same, the part with most papers.

    Raises:
        InvalidInput: nothing of it holds a paper.
    """
    read = _read_letter if envelope.kind == "e-mail" else _read_content
    found = [best for each in envelope.choices if (best := _best(each, name, read))]
    drafts = [_sent(draft, envelope) for each in found for draft in each.drafts]
    skipped = [each for harvest in found for each in harvest.skipped]
    if not drafts:
        raise InvalidInput(
            f"No paper was found in the {envelope.kind} “{name}”.", _HINT
        )
    why = "an attachment that is not read"
    skipped += [Skipped(where=f"{name}, {each}", why=why) for each in envelope.left_out]
    kinds = dict.fromkeys(each.kind for each in found)
    encodings = dict.fromkeys(each.encoding for each in found)
    return Harvest(
        source=name,
        kind=", ".join(kinds) if envelope.kind == "saved page" else envelope.kind,
        encoding=", ".join(encodings),
        drafts=tuple(
            replace(draft, provenance=replace(draft.provenance, position=position))
            for position, draft in enumerate(drafts, start=1)
        ),
        skipped=tuple(skipped),
        furniture=tuple(line for each in found for line in each.furniture),
        list_date=next((h.list_date for h in found if h.list_date), envelope.date),
    )


def _read_letter(text: str, name: str) -> Harvest:
    """Read a letter: a few paragraphs are prose, and the papers are its links."""
    harvest = _read_content(text, name)
    is_prose = harvest.kind == listing.KIND and len(harvest.drafts) < _LEAST_OF_LISTING
    return links.read_links(text, source=name) if is_prose else harvest


def _best(
    parts: tuple[Part, ...], name: str, read: Callable[[str, str], Harvest]
) -> Harvest | None:
    """Return the harvest of the part with most papers, the fullest of those."""
    best: Harvest | None = None
    for part in parts:
        text, encoding = decode(part.data, declared=part.charset)
        if not text.strip():
            continue
        try:
            harvest = replace(read(text, name), encoding=encoding)
        except InvalidInput:
            continue
        if best is None or _worth(harvest) > _worth(best):
            best = harvest
    return best


def _worth(harvest: Harvest) -> tuple[int, int, int]:
    """Return how much a harvest tells."""
    n_named = sum(bool(draft.identifiers) for draft in harvest.drafts)
    n_told = sum(bool(draft.abstract) for draft in harvest.drafts)
    return (len(harvest.drafts), n_named, n_told)


def _sent(draft: Draft, envelope: Envelope) -> Draft:
    """Say of a paper when it was sent, and by whom, where its list does not."""
    told = draft.provenance
    provenance = replace(
        told,
        list_date=told.list_date or envelope.date,
        curator=told.curator or envelope.sender,
    )
    return replace(draft, provenance=provenance)


def _are_links(lines: Sequence[str], named: Sequence[str]) -> bool:
    """Say whether lines are links with some words between, and no abstract."""
    n_bare = sum(map(links.is_bare_line, named))
    longest = max(map(len, lines), default=0)
    return n_bare >= _MIN_BARE_SHARE * len(lines) and longest < MIN_ABSTRACT


def _is_part(skipped: Skipped) -> bool:
    """Say whether what was skipped is a paper's title or abstract, in words."""
    return skipped.why in listing.LONE_PARTS and bool(_WORD.search(skipped.text))


def _is_abstracts(harvest: Harvest, text: str) -> bool:
    """Say whether links are those in abstracts, rather than names of papers."""
    has_abstract = any(each.why == listing.LONE_ABSTRACT for each in harvest.skipped)
    return has_abstract and not addresses.identifiers_in(text)


def _is_json(text: str) -> bool:
    """Say whether text is an object or array of JSON, however deep."""
    if not _JSON_START.match(text):
        return False
    try:
        json.loads(text)
    except RecursionError:
        return True
    except ValueError:
        return False
    return True


def _is_short(line: str) -> bool:
    """Say whether a line may be a link with a title, rather than an abstract."""
    return len(line) <= _MAX_LINK_TITLE + addresses.MAX_URL_LENGTH and not (
        len(line) > _MAX_LINK_TITLE and " " in line
    )


def _is_binary(data: bytes, text: str) -> bool:
    """Say whether data in a one-byte encoding has too many bytes no text has."""
    head = data[:_PROBE_CHARS]
    n_odd = len(_CONTROLS.findall(head)) + text[:_PROBE_CHARS].count("\ufffd")
    return n_odd > MAX_REPLACED_SHARE * len(head)

"""What was dropped, pasted or named: which format it is, and its papers."""

import codecs
import html
import json
import re
from dataclasses import replace

from app.domain.errors import InvalidInput
from app.domain.paper import Draft, Harvest, Identifier, Provenance, Skipped
from app.formats import addresses, clipping, foreign, listing
from app.formats.text import decode, one_line

MAX_BYTES = 64 * 1024 * 1024
MAX_REPLACED_SHARE = 0.02
"""More characters that no encoding explains make a file no text."""

_PDF_HEAD_BYTES = 1024
"""Source: ISO 32000-1, annex H.3.4.1: the header within the first 1024 bytes."""
_PDF_HEADER = re.compile(rb"%PDF-\d\.\d")
_PDF_BODY = re.compile(rb"\d \d{1,5} obj\b|[\r\n]%[\x80-\xff]{4}")
"""An object, or the comment that marks a file as binary. Source: ISO 32000-1, 7.5.2."""
_PROBE_CHARS = 65_536
_MIN_LINK_SHARE = 0.5
_MAX_LINK_TITLE = 300
_NO_TITLE = re.compile(
    r"\A.{0,11}\Z|://|\A(?:view|download|read|see|open)\b", re.IGNORECASE
)
"""What a link is called that does not tell a title: short words, 'View PDF', …"""

_HINT = "Drop a saved list of papers as text, a list of links or arXiv ids, or PDFs."
_READ_SO_FAR = "Octavo reads saved listings, PDFs and links so far."
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
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HTML = re.compile(
    r"\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,200})?<(?:!doctype\s+html|html|head|body|meta"
    r"|div|p|ul|ol|table|article|section|main|span|script|style|h[1-6])\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_JSON_START = re.compile(r"\s{0,200}(?:\{\s{0,200}[\"}]|\[\s{0,200}[\"{\]\d\[])")
_ANCHOR = re.compile(
    r"<a\s[^<>]{0,2000}?href\s?=\s?[\"']([^\"'<>]{1,2048})[\"'][^<>]{0,2000}>"
    r"((?:[^<]|<(?!/a|a\s)){0,600})",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2}")
_TAG = re.compile(r"<[^<>]*>")


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
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 1024 / 1024:,.0f} MB"
        raise InvalidInput(f"“{name}” is too long ({size}) to be a list.", _HINT)
    if not data.strip():
        raise InvalidInput(f"“{name}” is empty.", _HINT)
    for magic, what in _MAGICS:
        if data.startswith(magic):
            raise InvalidInput(f"“{name}” is {what}, not a list of papers.", _HINT)
    text, encoding = decode(data)
    if encoding in ("UTF-8", "Windows-1252") and _is_binary(data, text):
        raise InvalidInput(f"“{name}” is not text.", _HINT)
    return replace(read_text(text, name=name), encoding=encoding)


def read_text(text: str, *, name: str) -> Harvest:
    """Read the papers of text a user gave: a saved listing, links or a web page.

    Titles alone, or abstracts alone, give no draft: they are in `skipped`.

    Raises:
        InvalidInput: the text holds no paper, and no part of one, or is in a format
            that is not read (see `foreign`).
    """
    if not text.strip():
        raise InvalidInput(f"“{name}” is empty.", _HINT)
    if _HTML.match(text):
        return _read_page(text, name)
    if clipping.is_clipping(text):
        return clipping.read_clipping(text, source=name)
    if what := "JSON" if _is_json(text) else foreign.name_of(text):
        raise InvalidInput(f"“{name}” is {what}. {_READ_SO_FAR}", _HINT)
    lines = [line for line in text.splitlines() if line.strip()]
    n_links = sum(addresses.has_address(line) for line in lines if _is_short(line))
    if n_links >= _MIN_LINK_SHARE * len(lines):
        return addresses.read_links(text, source=name)
    harvest = listing.read_listing(text, source=name)
    if harvest.drafts or harvest.furniture:
        return harvest
    if n_links and not _is_abstracts(harvest, text):
        return addresses.read_links(text, source=name)
    if any(_is_part(each) for each in harvest.skipped):
        return harvest
    if len(lines) == 1:
        message = f"“{one_line(lines[0])[:60]}” is no link and no identifier."
        raise InvalidInput(message, _HINT)
    raise InvalidInput(f"No paper was found in “{name}”.", _HINT)


def _is_part(skipped: Skipped) -> bool:
    """Say whether what was skipped is a paper's title or abstract, in words."""
    return skipped.why in listing.LONE_PARTS and bool(_WORD.search(skipped.text))


def _is_abstracts(harvest: Harvest, text: str) -> bool:
    """Say whether links are those in abstracts, rather than names of papers."""
    has_abstract = any(each.why == listing.LONE_ABSTRACT for each in harvest.skipped)
    return has_abstract and not addresses.identifiers_in(text)


def _is_json(text: str) -> bool:
    """Say whether text is an object or array of JSON."""
    if not _JSON_START.match(text):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
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


def _read_page(text: str, name: str) -> Harvest:
    """Read the links of a web page that name papers, each paper once."""
    found: dict[Identifier, tuple[str, str]] = {}
    for match in _ANCHOR.finditer(text):
        url = html.unescape(match[1]).strip()
        if url.startswith("/papers/"):
            url = f"https://huggingface.co{url}"
        identifiers = addresses.identifiers_in(url)
        if not identifiers or not url.startswith(("http://", "https://")):
            continue
        words = one_line(html.unescape(_TAG.sub(" ", match[2])))[:_MAX_LINK_TITLE]
        title = "" if _NO_TITLE.search(words) else words
        if not found.get(identifiers[0], ("", ""))[1]:
            found[identifiers[0]] = (url, title)
    if not found:
        raise InvalidInput(
            f"“{name}” is a web page without links to papers.",
            "Save the page as text, or drop its address.",
        )
    drafts = tuple(
        Draft(
            title=title or addresses.stub_title((identifier,)),
            identifiers=(identifier,),
            links=(addresses.link_of(url),),
            provenance=Provenance(
                source=name, kind="link", position=position, original=url
            ),
        )
        for position, (identifier, (url, title)) in enumerate(found.items(), start=1)
    )
    return Harvest(source=name, kind="web page", drafts=drafts)

"""An address of a document before it is opened: whole, and with what it hides."""

import contextlib
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

_WEB = ("http", "https")
_REFUSALS = {
    "file": "it leads to a file of this computer",
    "javascript": "it is a script",
    "vbscript": "it is a script",
    "data": "it holds data in place of an address",
    "launch": "it would start a program",
    "submit": "it would send what a form holds",
    "": "it names no kind of address",
}
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*(?=:)")
_DOI = re.compile(r"(?:doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_MAIL_FIELDS = ("subject", "body", "cc")
_MAX_LENGTH = 8_000
_HIDING = re.compile("[\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_BLANKS = re.compile(r"[\x00-\x20\x7f-\xa0]+")


@dataclass(frozen=True, slots=True)
class ShownAddress:
    """An address to open, and the lines to show before that.

    With a `refusal`, a reason in plain words, it is never opened.
    """

    url: str
    lines: tuple[str, ...]
    refusal: str = ""


def shown_address(raw: str) -> ShownAddress:
    """Tell what an address of a document is: only web, mail and DOIs are opened."""
    text = _BLANKS.sub("", raw)
    visible = _HIDING.sub(lambda match: quote(match[0]), text)
    if len(text) > _MAX_LENGTH:
        cut = f"{visible[:200]}…"
        return ShownAddress("", (cut,), f"it is {len(text):,} characters long")
    if doi := _DOI.fullmatch(text):
        url = f"https://doi.org/{quote(unquote(doi[1]), safe='/.:;()-_<>')}"
        return ShownAddress(url, (url,))
    if text.lower().startswith("www."):
        visible = f"http://{visible}"
    match = _SCHEME.match(visible)
    scheme = match[0].lower() if match else ""
    if scheme in _WEB:
        return _web(visible)
    if scheme == "mailto":
        return _mail(visible)
    kind = f"it is an address of the kind “{scheme}”"
    return ShownAddress("", (visible,), _REFUSALS.get(scheme, kind))


def _web(url: str) -> ShownAddress:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
        ascii_host = host.encode("idna").decode() if not host.isascii() else host
    except (ValueError, UnicodeError):
        return ShownAddress("", (url,), "its site's name cannot be read")
    if not host or "\\" in url.partition("?")[0]:
        return ShownAddress("", (url,), "its site's name cannot be read")
    lines = [url]
    if parts.username is not None:
        user = unquote(parts.netloc.rpartition("@")[0])
        lines.append(f"What stands before the @ (“{user}”) is no part of the site.")
    decoded = _decoded(ascii_host)
    if decoded != ascii_host:
        lines.append(f"The site is {ascii_host}, “{decoded}” in letters beyond a to z.")
    elif parts.username is not None:
        lines.append(f"The site is {host}.")
    return ShownAddress(url, tuple(lines))


def _mail(url: str) -> ShownAddress:
    """Keep addressee, subject and words: other fields could attach a file."""
    address, _, query = url.partition("?")
    fields = [
        (name, value)
        for name, value in parse_qsl(query)
        if name.lower() in _MAIL_FIELDS
    ]
    safe = f"{address}?{urlencode(fields, quote_via=quote)}" if fields else address
    return ShownAddress(safe, (safe,))


def _decoded(host: str) -> str:
    labels = []
    for label in host.split("."):
        if label.lower().startswith("xn--"):
            with contextlib.suppress(UnicodeError):
                label = label.lower().encode("ascii").decode("idna")
        labels.append(label)
    return ".".join(labels)

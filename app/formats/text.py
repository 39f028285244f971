"""Bytes of unknown encoding as clean text."""

import codecs
import contextlib
import re
import unicodedata
from collections.abc import Iterator

from app.formats import charsets

TURN_CHARS = 1 << 18
"""Characters that one regular expression goes through at once: a few milliseconds."""

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_PROBE_BYTES = 4096

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufffe]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe]")
"""All that the three above may find: most texts have none of it."""
_BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def decode(data: bytes, *, declared: str = "") -> tuple[str, str]:
    """Decode bytes to clean text; the second value names the encoding for people.

    A byte order mark decides; without one UTF-16 and UTF-32 are known by their zeros,
    then UTF-8 is tried, what the data says of itself or `declared` says of it, what it
    looks like (UTF-8 with some bytes of Windows-1252, GBK, Shift-JIS, EUC-JP), and at
    last Windows-1252. A character cut off at the end of the data is dropped.
    """
    for mark, codec, name in _BOMS:
        if data.startswith(mark):
            return clean(_decode_cut(data[len(mark) :], codec)), name
    wide = charsets.wide_codec(data[:_PROBE_BYTES])
    if wide is not None:
        return clean(_decode_cut(data, wide)), wide[:6].upper()
    told = charsets.codec_of(declared) or charsets.declared_in(data)
    if (escaped := charsets.escaped_codec(data, told)) is not None:
        return clean(_decode_cut(data, escaped)), charsets.name_of(escaped)
    try:
        return clean(_decode_cut(data, "utf-8", errors="strict")), "UTF-8"
    except UnicodeDecodeError:
        return _decode_old(data, told)


def _decode_old(data: bytes, told: str | None) -> tuple[str, str]:
    """Decode what is no Unicode, as told if that is possible."""
    if (mostly := charsets.mostly_utf8(data)) is not None:
        return clean(mostly), charsets.MOSTLY_UTF8
    for codec in (told, charsets.guess(data)):
        with contextlib.suppress(UnicodeDecodeError):
            if codec is not None:
                text = _decode_cut(data, codec, errors="strict")
                return clean(text), charsets.name_of(codec)
    return clean(data.decode("cp1252", errors="replace")), "Windows-1252"


def clean(text: str) -> str:
    """Return text with every line end as a line feed, and no control characters.

    Tabs stay. Lone surrogates become U+FFFD, byte order marks go wherever they are.
    """
    if len(text) <= TURN_CHARS:
        return text if text.isprintable() else _clean(text)
    if all(_ODD.search(turn) is None for turn in _turns(text)):
        return text
    return "".join(_clean(turn) for turn in _turns(text))


def _turns(text: str) -> Iterator[str]:
    """Part a text, but no line end, into what one regular expression takes at once.

    Else a long text would keep every other thread waiting for it.
    """
    start = 0
    while start < len(text):
        end = start + TURN_CHARS
        if text[end - 1 : end + 1] == "\r\n":
            end += 1
        yield text[start:end]
        start = end


def _clean(text: str) -> str:
    if _ODD.search(text) is None:
        return text
    text = _LINE_ENDS.sub("\n", text)
    text = _UNWANTED.sub("", text)
    return _SURROGATES.sub("\ufffd", text)


def lines_of(text: str) -> Iterator[str]:
    """Give what is between the line feeds of a text, which is parted bit by bit.

    Parted at once, a long text would keep every other thread waiting, as in `clean`.
    """
    start = 0
    while (end := text.find("\n", start + TURN_CHARS)) >= 0:
        yield from text[start:end].split("\n")
        start = end + 1
    yield from text[start:].split("\n")


def one_line(text: str) -> str:
    """Return text fit for one line: no control or direction characters, NFC."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = _BIDI.sub("", clean(text)).replace("\ufffd", "")
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _decode_cut(data: bytes, codec: str, *, errors: str = "replace") -> str:
    """Decode all but an unfinished character at the end."""
    decoder = codecs.getincrementaldecoder(codec)(errors)
    starts = range(0, len(data), TURN_CHARS)
    return "".join(decoder.decode(data[at : at + TURN_CHARS]) for at in starts)

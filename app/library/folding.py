"""Fold text so that what looks alike is found alike."""

import re
import unicodedata
from urllib.parse import unquote

_ASCII_GAPS = str.maketrans(
    {chr(code): " " for code in range(128) if not chr(code).isalnum()}
)
_VOICING = "\u3099\u309a"  # the marks that tell Japanese ga from ka
_WORD = re.compile(r"[^\W_]+")
_CJK = re.compile(
    "[\u1100-\u11ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\U00020000-\U0003ffff]"
)
_ARXIV = re.compile(r"(?:https?://(?:[\w-]+\.)?arxiv\.org/[a-z]+/|arxiv:\s*)(.*)")
_ARXIV_TAIL = re.compile(r"(?:v\d+)?(?:\.pdf)?(?:\s*\[.*)?$")
_ARXIV_SUBJECT = re.compile(r"^([a-z-]+)\.[a-z]{2}/(?=\d)")  # math.gt/0309136
_DOI_ADDRESS = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:)\s*")
_DOI = re.compile(
    r"^(?:(?:https?://|www\.|doi|urn:|info:).*?)?(10\.\d{4,9}(?:\.\d+)*/.*)"
)
_NO_DOI = re.compile(
    r"10\.1145/(?:[nx]{5,}|[0-9]x{5,}|0{5,})(?:\.(?:[nx]+|[0-9]x+|0+))?"
    r"|10\.1145/(?:1122445(?:\.1122456)?|1234567\.(?:1234567|890))"
    r"|10\.\d{4,9}/(?:[nx]{4,}(?:[./-][nx]{3,})*|[x./-]{4,}|\W*|.*\.doi(?: |%20)number)"
    r"|10\.475/123_4"
)
"""What templates of publishers hold until the DOI is known.

Source: acmart and IEEEtran templates, their samples of `\acmDOI` and the footer.
"""
_PMID = re.compile(r"^(?:\D*|https?://\S*/)0*([1-9]\d{0,8})/?$")
_ISBN = re.compile(r"(?<![0-9x])(?:97[89][ -]?)?(?:[0-9][ -]?){9}[0-9x](?![0-9x])")
_OLD_ISBN = re.compile(r"[0-9]{9}[0-9x]")
_NO_ISBN_LETTER = re.compile(r"[^0-9x]")
_OPENREVIEW = re.compile(r"openreview\.net/\w+\?(?:.*&)?id=([\w-]+)")
_ACL = re.compile(r"^(?:https?://)?(?:www\.)?acl(?:anthology\.org|web\.org/anthology)/")
_ACL_TAIL = re.compile(r"(?:v\d+)?(?:\.pdf|\.bib)?/?$")
_SURROGATE = re.compile("[\ud800-\udfff]")


def fold(text: str) -> str:
    """Return the words of `text`, without case and accents, one blank between them.

    A Chinese, Japanese or Korean character is a word by itself, so that a part of a run
    is found as a phrase.
    """
    if text.isascii():
        return " ".join(text.lower().translate(_ASCII_GAPS).split())
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in decomposed if c in _VOICING or not _is_accent(c))
    whole = unicodedata.normalize("NFC", bare).casefold()
    return " ".join(_WORD.findall(_CJK.sub(r" \g<0> ", whole)))


def _is_accent(character: str) -> bool:
    return unicodedata.combining(character) != 0


def title_key(title: str) -> str:
    """Return the letters and digits of a title, by which two titles are compared."""
    return fold(title).replace(" ", "")


def identifier_key(scheme: str, value: str) -> str:
    """Return what identifiers of one work share: no version, case or address.

    A DOI that a publisher's template holds names no work: its key is ''.
    """
    key = value.strip().lower()
    match scheme:
        case "arxiv":
            return _arxiv_key(key)
        case "doi":
            return _doi_key(key)
        case "pmid":
            found = _PMID.match(key)
            return found[1] if found else key
        case "isbn":
            return _isbn_key(key)
        case "openreview":
            found = _OPENREVIEW.search(key)
            return found[1] if found else key
        case "acl":
            return _ACL_TAIL.sub("", _ACL.sub("", key))
        case _:
            return key


def _arxiv_key(key: str) -> str:
    found = _ARXIV.fullmatch(key)
    bare = _ARXIV_TAIL.sub("", found[1] if found else key)
    return _ARXIV_SUBJECT.sub(r"\1/", bare)


def _doi_key(key: str) -> str:
    found = _DOI.match(unquote(key) if "%2f" in key else key)
    bare = found[1] if found else _DOI_ADDRESS.sub("", key)
    return "" if _NO_DOI.fullmatch(bare) else bare


def _isbn_key(key: str) -> str:
    """Return the 13 digits of a book's number, which may be one of 10."""
    found = _ISBN.search(key)
    digits = _NO_ISBN_LETTER.sub("", found[0] if found else key)
    if not _OLD_ISBN.fullmatch(digits):
        return digits
    first = f"978{digits[:-1]}"
    total = sum(int(digit) * (3 if n % 2 else 1) for n, digit in enumerate(first))
    return f"{first}{-total % 10}"


def storable(text: str) -> str:
    """Replace halves of surrogate pairs, which UTF-8 cannot hold, by U+FFFD."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)

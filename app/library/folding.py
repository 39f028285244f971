"""Fold text so that what looks alike is found alike."""

import re
import unicodedata

_ASCII_GAPS = str.maketrans(
    {chr(code): " " for code in range(128) if not chr(code).isalnum()}
)
_VOICING = "\u3099\u309a"  # the marks that tell Japanese ga from ka
_WORD = re.compile(r"[^\W_]+")
_CJK = re.compile(
    "[\u1100-\u11ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\U00020000-\U0003ffff]"
)
_ARXIV_VERSION = re.compile(r"v\d+$")
_DOI_ADDRESS = re.compile(r"^(https?://(dx\.)?doi\.org/|doi:)\s*")
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
    """Return what identifiers of one work share: no version, case or address."""
    key = value.strip().lower()
    if scheme == "arxiv":
        return _ARXIV_VERSION.sub("", key.removeprefix("arxiv:"))
    if scheme == "doi":
        return _DOI_ADDRESS.sub("", key)
    return key


def storable(text: str) -> str:
    """Replace halves of surrogate pairs, which UTF-8 cannot hold, by U+FFFD."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)

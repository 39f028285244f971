"""Titles and abstracts with the markup of CSL, JATS or HTML, as plain text."""

import html
import re

from app.formats.symbols import SUBSCRIPTS, SUPERSCRIPTS
from app.formats.text import clean

_SCRIPT = re.compile(r"<(sup|sub|jats:sup|jats:sub)>([^<]{0,40})</\1>", re.IGNORECASE)
_BREAK = re.compile(r"<(?:br\s?/?|/p|/jats:p|/jats:title|/li|/div)>\s*", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:i|b|em|strong|sc|sup|sub|span|p|div|ul|ol|li|a|inf|scp|title|ext-link"
    r"|(?:jats|mml):[a-z-]{1,30})(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,6}|#x[0-9a-f]{1,5});", re.I)
_HEADING = re.compile(r"\s*(?:Abstract|Summary)\n", re.IGNORECASE)


def plain(text: str) -> str:
    """Return text without markup; what is no known tag stays.

    >>> plain("H<sub>2</sub>O in <i>E. coli</i> where a < b")
    'H₂O in E. coli where a < b'
    """
    if "<" not in text and "&" not in text:
        return text
    text = _SCRIPT.sub(_script, text)
    text = _TAG.sub("", _BREAK.sub("\n", text))
    text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    return clean(_HEADING.sub("", text, count=1)).strip()


def _script(match: re.Match[str]) -> str:
    """Return a raised or lowered text, in Unicode where all of it is there."""
    signs = SUPERSCRIPTS if match[1].lower().endswith("sup") else SUBSCRIPTS
    return "".join(signs.get(char, char) for char in match[2])

"""Scripts without small letters: what tells that their text goes on past a line."""

import re

_LETTER = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_KOREAN = "\uac00-\ud7a3"
_SIGN = "\u3001-\u301f\uff01-\uff60"
_OPEN_END = re.compile(rf"[{_LETTER}{_KOREAN}\u3001\uff0c\uff1b]\s*\Z")
_START = re.compile(rf"\s*[{_LETTER}{_KOREAN}]")
_CLOSE = re.compile(rf"[{_LETTER}{_SIGN}]\Z")
_FOLLOWS_CLOSE = re.compile(rf"[{_LETTER}{_SIGN}]")


def may_go_on(before: str, after: str) -> bool:
    """Say whether a sentence of Chinese, Japanese or Korean may run over two lines."""
    return bool(_OPEN_END.search(before) and _START.match(after))


def is_unspaced(before: str, after: str) -> bool:
    """Say whether lines of Chinese or Japanese join with no space between them."""
    return bool(_CLOSE.search(before) and _FOLLOWS_CLOSE.match(after))

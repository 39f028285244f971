"""What a PDF calls its pages: 'iv', '12', 'A-3'."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_MOST_ROMAN = 5_000
_MOST_LETTERS = 50
_PREFIX_CHARS = 50

Rule = Mapping[str, Any]
"""As MuPDF gives it: startpage from 0, style D, r, R, a, A or '', prefix, firstpagenum.
"""


def page_labels(rules: Sequence[Rule], n_pages: int) -> tuple[str, ...]:
    """Return the label of each page; () where they are but the numbers from 1.

    Source: PDF 2.0 (ISO 32000-2), 12.4.2 Page labels.
    """
    labels = [str(number) for number in range(1, n_pages + 1)]
    plain = tuple(labels)
    starts = sorted(rules, key=lambda rule: int(rule["startpage"]))
    for index, rule in enumerate(starts):
        start = int(rule["startpage"])
        following = starts[index + 1 :]
        stop = int(following[0]["startpage"]) if following else n_pages
        write = _STYLES.get(str(rule.get("style") or ""), _nothing)
        prefix = str(rule.get("prefix") or "")[:_PREFIX_CHARS]
        first = int(rule.get("firstpagenum") or 1)
        for page_index in range(max(0, start), min(stop, n_pages)):
            labels[page_index] = prefix + write(first + page_index - start)
    return () if tuple(labels) == plain else tuple(labels)


def _roman(number: int) -> str:
    if not 0 < number < _MOST_ROMAN:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _letters(number: int) -> str:
    times, letter = divmod(max(number, 1) - 1, 26)
    return chr(ord("a") + letter) * min(times + 1, _MOST_LETTERS)


def _nothing(_number: int) -> str:
    return ""


_STYLES: Mapping[str, Callable[[int], str]] = {
    "D": str,
    "r": _roman,
    "R": lambda number: _roman(number).upper(),
    "a": _letters,
    "A": lambda number: _letters(number).upper(),
}

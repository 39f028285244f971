"""The text of a page as it stands there, and the rows that people see.

Places are in points, origin upper left, y downwards, on the page as it is shown.
"""

import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

_WIDE_GAP = re.compile(r"\t| {3,}")
_MERGE_GAP = 1.2
_RAISED_SHARE = 0.8
_SMALL_CAPS = (0.55, 0.93)
_FEW_ROWS = 4
_ACCENTS = {
    "´": "\u0301",
    "`": "\u0300",
    "¨": "\u0308",
    "ˆ": "\u0302",
    "˜": "\u0303",
    "ˇ": "\u030c",
    "˘": "\u0306",
    "˙": "\u0307",
    "˚": "\u030a",
    "˝": "\u030b",
    "¯": "\u0304",
}
_BEFORE = re.compile(f"([{''.join(_ACCENTS)}]) ?([^\\W\\d_])")
_CEDILLA = re.compile(r"([^\W\d_])[¸]")
_NO_LETTERS = re.compile(r"[\W\d_]+")


class Span(NamedTuple):
    """A run of text in one font; sizes and places in points."""

    text: str
    size: float
    is_bold: bool
    left: float
    top: float
    right: float
    bottom: float
    is_math: bool = False


class Line(NamedTuple):
    """Spans on one baseline; `is_level` where the text runs from left to right."""

    spans: tuple[Span, ...]
    is_level: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A page and its lines in the order of the file."""

    width: float
    height: float
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Row:
    """What reads as one row: `text` without raised marks, `full` with them.

    `apart` is the text with a tab for each wide gap, '' where there is none; `math`
    the part of it, up to 1, that is set in letters of mathematics.
    """

    text: str
    full: str
    size: float
    is_bold: bool
    left: float
    top: float
    right: float
    bottom: float
    apart: str = ""
    math: float = 0.0

    @cached_property
    def n_letters(self) -> int:
        """Count the letters."""
        return len(_NO_LETTERS.sub("", self.text))

    @cached_property
    def bare(self) -> str:
        """Return the text in lower case with nothing but letters and digits."""
        return bare(self.text)


def bare(text: str) -> str:
    """Return text in lower case with nothing but letters and digits, for comparing."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(filter(str.isalnum, folded))


def rows_of(page: Page) -> list[Row]:
    """Return the level lines of a page as rows, from top to bottom."""
    return sorted(rows_in_order(page), key=lambda r: (round(r.top / 3), r.left))


def rows_in_order(page: Page) -> list[Row]:
    """Return the level lines of a page as rows, in the order of the file."""
    rows: list[Row] = []
    group: list[Span] = []
    for line in page.lines:
        if not line.is_level or not line.spans:
            continue
        if group and not _goes_on(group, line.spans):
            rows.append(_row(group))
            group = []
        group.extend(line.spans)
    if group:
        rows.append(_row(group))
    return [row for row in rows if row.full]


def turned_texts(page: Page) -> list[str]:
    """Return the lines that do not run from left to right (stamps at the side)."""
    lines = ("".join(s.text for s in x.spans) for x in page.lines if not x.is_level)
    return [" ".join(text.split()) for text in lines]


def body_size(rows: Sequence[Row]) -> float:
    """Return the size in points in which most of the text is set; 0 without text.

    A few large rows on a page with little text are not its text.
    """
    letters: Counter[float] = Counter()
    n_rows: Counter[float] = Counter()
    for row in rows:
        if row.n_letters:
            size = round(row.size * 4) / 4
            letters[size] += row.n_letters
            n_rows[size] += 1
    if not letters:
        return 0.0
    ranked = sorted(letters, key=lambda size: (-letters[size], size))
    body = ranked[0]
    if len(ranked) > 1 and body == max(letters) and n_rows[body] <= _FEW_ROWS:
        return ranked[1]
    return body


def mended(text: str) -> str:
    """Set accents that stand beside their letters on them; make spaces single."""
    if not text.isascii():
        text = _BEFORE.sub(_accented, text)
        text = _CEDILLA.sub(lambda m: _composed(m[1], "\u0327") or m[0], text)
        text = unicodedata.normalize("NFC", text).replace("\u00ad", "")
    return " ".join(text.split())


def _accented(match: re.Match[str]) -> str:
    return _composed(match[2], _ACCENTS[match[1]]) or match[0]


def _composed(letter: str, mark: str) -> str:
    """Return the letter with its accent; '' where there is no such letter."""
    both = unicodedata.normalize("NFC", letter.replace("ı", "i") + mark)
    return both if len(both) == 1 else ""


def _goes_on(before: Sequence[Span], after: Sequence[Span]) -> bool:
    """Say whether a line stands on the row that another began."""
    last, first = before[-1], after[0]
    high = min(last.bottom - last.top, first.bottom - first.top)
    shared = min(last.bottom, first.bottom) - max(last.top, first.top)
    size = max(last.size, first.size)
    gap = first.left - last.right
    return (
        high > 0
        and shared > 0.5 * high
        and -0.3 * size <= gap <= _MERGE_GAP * size
        and 0.6 * size <= min(last.size, first.size)
    )


def _row(spans: Sequence[Span]) -> Row:
    size = spans[0].size
    if any(span.size != size for span in spans):
        size = _size(spans)
        plain, full = _texts(spans, size)
    else:
        plain = _spaced(spans, size, [span.text for span in spans])
        full = mended(plain)
    apart = [mended(part) for part in _WIDE_GAP.split(plain)]
    high = [s for s in spans if s.size >= 0.9 * size] or spans
    n_bold = sum(len(span.text) for span in spans if span.is_bold)
    return Row(
        text=mended(plain),
        full=full,
        apart="\t".join(apart) if len(apart) > 1 else "",
        size=size,
        is_bold=2 * n_bold > sum(len(span.text) for span in spans),
        left=spans[0].left,
        top=min(s.top for s in high),
        right=spans[-1].right,
        bottom=max(s.bottom for s in high),
        math=_math_part(spans),
    )


def _math_part(spans: Sequence[Span]) -> float:
    lengths = [(len(span.text.strip()), span.is_math) for span in spans]
    n_math = sum(length for length, is_math in lengths if is_math)
    return n_math / max(sum(length for length, _ in lengths), 1)


def _texts(spans: Sequence[Span], size: float) -> tuple[str, str]:
    """Return a row's text without raised marks, gaps kept, and that with them."""
    words = [span.text for span in spans]
    if _is_small_caps(spans, size):
        limit = size * _SMALL_CAPS[1]
        words = [s.text.lower() if s.size < limit else s.text for s in spans]
    full = mended(_spaced(spans, size, words))
    normal = [s.bottom for s in spans if s.size >= 0.9 * size]
    line = statistics.median(normal) if normal else 0.0
    kept = [
        " " if _is_raised(span, size, line) else word
        for span, word in zip(spans, words, strict=True)
    ]
    return _spaced(spans, size, kept), full


def _spaced(spans: Sequence[Span], size: float, words: Sequence[str]) -> str:
    """Join the words of spans, with a space where a gap is, a tab where it is wide."""
    parts = [words[0]]
    for before, span, word in zip(spans, spans[1:], words[1:], strict=False):
        gap = span.left - before.right
        parts.append("\t" if gap > size else " " if gap > 0.15 * size else "")
        parts.append(word)
    return "".join(parts)


def _size(spans: Sequence[Span]) -> float:
    """Return the size of most letters, or of the large ones of small capitals."""
    letters: Counter[float] = Counter()
    for span in spans:
        letters[span.size] += len(span.text) - span.text.count(" ")
    if not any(letters.values()):
        return max(span.size for span in spans)
    size = max(letters, key=lambda s: letters[s])
    largest = max(s for s in letters if letters[s])
    return largest if _is_small_caps(spans, largest) else size


def _is_small_caps(spans: Sequence[Span], size: float) -> bool:
    """Say whether smaller capitals follow larger ones within the words."""
    small = [s for s in spans if s.size < size * _SMALL_CAPS[1]]
    if not small or any(s.size < size * _SMALL_CAPS[0] for s in small):
        return False
    letters = [c for span in spans for c in span.text if c.isalpha()]
    n_small = sum(sum(map(str.isalpha, s.text)) for s in small)
    return 4 <= n_small < len(letters) and all(c.isupper() for c in letters)


def _is_raised(span: Span, size: float, line: float) -> bool:
    """Say whether a span is a mark set smaller and higher than its row's `line`."""
    is_small = span.size <= _RAISED_SHARE * size and len(span.text.strip()) <= 12
    return is_small and span.bottom < line - 0.08 * size

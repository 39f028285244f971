"""Where small raised numbers after a word cite: 'shown before¹²', 'others.3–5'."""

import re
import statistics
from collections.abc import Iterator, Sequence
from typing import Protocol

from app.formats.mentions.finding import Mention, MentionKind

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN = str.maketrans(_RAISED, "0123456789")
_DIGIT = rf"[\d{_RAISED}]"
_CITED = re.compile(
    rf"(?<!\w)(?:[a-z]+-)*[a-z]{{3,}}[.,;:)”’\"]?(?P<list>{_DIGIT}{{1,3}}(?:[,–—-]{_DIGIT}{{1,3}})*)"
    rf"(?![\w%°{_RAISED}])"
)
_NUMBER = re.compile(rf"({_DIGIT}{{1,3}})(?:[–—-]({_DIGIT}{{1,3}}))?")
_MOST_OF_RANGE = 30
_SMALL = 0.9
"""A digit is as wide as a letter and more; a raised one is narrower than this part."""


class EdgedLine(Protocol):
    """A line of text; character i lies between `edges[i]` and `edges[i + 1]`."""

    @property
    def text(self) -> str:
        """The characters."""

    @property
    def edges(self) -> tuple[float, ...]:
        """Where they begin and end, one more than there are characters."""

    @property
    def is_horizontal(self) -> bool:
        """Whether it runs along x."""


def raised_mentions(lines: Sequence[EdgedLine]) -> tuple[Mention, ...]:
    """Find numbers set small behind words; only their target tells that they cite.

    Lines have no heights of single letters: a small digit is known by its width.
    """
    found: list[Mention] = []
    for number, line in enumerate(lines):
        if line.is_horizontal and any(map(str.isdecimal, line.text.translate(_PLAIN))):
            found += _in_line(number, line)
    return tuple(found)


def _in_line(line_number: int, line: EdgedLine) -> Iterator[Mention]:
    for match in _CITED.finditer(line.text):
        start = match.start("list")
        if not _is_small(line, start, match.end("list")):
            continue
        for part in _NUMBER.finditer(match["list"]):
            low = int(part[1].translate(_PLAIN))
            high = int((part[2] or part[1]).translate(_PLAIN))
            if not low <= high <= low + _MOST_OF_RANGE:
                high = low
            piece = (line_number, start + part.start(), start + part.end())
            for label in range(low, high + 1):
                yield Mention(
                    kind=MentionKind.REFERENCE,
                    label=str(label),
                    pieces=(piece,),
                    is_sure=False,
                )


def _is_small(line: EdgedLine, start: int, end: int) -> bool:
    """Say whether digits are raised signs, or narrower than the line's letters."""
    if line.text[start] in _RAISED:
        return True
    letters = [_width(line, n) for n, c in enumerate(line.text) if c.islower()]
    digits = [_width(line, n) for n in range(start, end) if line.text[n].isdigit()]
    return statistics.median(digits) < _SMALL * statistics.fmean(letters)


def _width(line: EdgedLine, number: int) -> float:
    return abs(line.edges[number + 1] - line.edges[number])

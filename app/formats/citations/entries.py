"""A list of references as it is copied from a page: lines to entries."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.formats.compounds import is_compound
from app.formats.recognition.layout import mended

Opens = Callable[[str], bool]
"""Says whether text begins with the names and the year or title of a reference."""

_MAX_LINES = 40
_MOST_AHEAD = 8
"""Lines in which a reference has told its names and what follows them."""
_MAX_LINE = 500
_NEAR = 6
"""Lines between which empty ones may stand at the end of a page."""
_MARK = re.compile(r"\s{0,20}(?:\[\d{1,4}\]|\(\d{1,4}\)|\d{1,3}[.)])\s+(?=\S)")
_MARK_BRACKET = re.compile(r"\s{0,20}\[[A-Z][\w+&., -]{1,30}\d{2}[a-z]?\]\s+(?=\S)")
"""[Vas17], [Vaswani et al., 2017]."""
_NUMBER = re.compile(r"\s{0,20}\[(\d{1,4})\]\s")
_DOTTED = re.compile(r"\s{0,20}(\d{1,3})\.\s")
_WIDEST_STEP = 20
"""The numbers of entries may leave some out, but not more."""
_HEADING = re.compile(
    r"\W*(?:\d\W+)?(?:references|bibliography|literature(?: cited)?|works cited)\W*",
    re.IGNORECASE,
)
_LONGEST_HEADING = 40
_PAGE_NUMBER = re.compile(r"\s*\d{1,4}\.?\s*")
_YEAR = re.compile(r"(?<![\d.:/-])(?:19|20)\d\d(?![\d/:])")
_END = re.compile(r"(?:[.)\]”’\"]|\d|(?:https?://|www\.)\S+)\s*\Z")
_INITIAL_END = re.compile(r"(?:\A|[\s.,-])[^\W\d_]\.\s*\Z")
_CUT = ("-", "\u00ad")
_OPEN_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[/_=?&%-]\Z")
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list: its words on one line, and the first line's number from 1.

    `is_furniture` says that it is a heading or a page's number.
    """

    text: str
    line: int
    is_furniture: bool = False


def entries_of(
    lines: Sequence[str], first_line: int = 1, *, opens: Opens = lambda _text: False
) -> Iterator[Entry]:
    """Part lines into entries: at marks ([1], 2., [Vas17]), else at each line.

    The lines behind a marked one belong to it up to an empty line or the next mark.
    Where lines without marks are a list by names all the same, which `opens` tells,
    the lines behind the names belong to them.
    """
    at, has_marks = 0, False
    while at < len(lines):
        if not lines[at].strip():
            at += 1
        elif _is_furniture(lines, at, has_marks=has_marks):
            yield Entry(lines[at].strip(), first_line + at, is_furniture=True)
            at += 1
        elif is_marked_line(lines[at]):
            end, has_marks = _end_of_marked(lines, at), True
            yield _entry(lines, range(at, end), first_line)
            at = end
        else:
            end = _end_of_plain(lines, at, has_marks=has_marks)
            yield from _by_names(lines, at, end, first_line, opens)
            at = end


def is_marked_line(line: str) -> bool:
    """Say whether a line opens a numbered entry."""
    return bool(_MARK.match(line) or _MARK_BRACKET.match(line))


def unmarked(text: str) -> str:
    """Return an entry without its mark."""
    for mark in (_MARK, _MARK_BRACKET):
        if found := mark.match(text):
            return text[found.end() :].strip()
    return text.strip()


def are_numbered(entries: Sequence[Entry]) -> bool:
    """Say whether entries are references by their numbers: [1], [2], … with years."""
    told = [each for each in entries if not each.is_furniture]
    found = [(number, each) for each in told if (number := _NUMBER.match(each.text))]
    numbers = [int(number[1]) for number, _ in found]
    n_dated = sum(_YEAR.search(each.text) is not None for _, each in found)
    return (
        len(numbers) > 1
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        and _NUMBER.match(told[0].text) is not None
        and 2 * n_dated > len(numbers)
    )


def is_heading(line: str) -> bool:
    """Say whether a line is the heading of a list of references."""
    line = line.strip()
    return len(line) <= _LONGEST_HEADING and _HEADING.fullmatch(line) is not None


def _is_furniture(lines: Sequence[str], at: int, *, has_marks: bool) -> bool:
    """Say whether a line is a heading, or the number of a page or of a heading."""
    if is_heading(lines[at]):
        return True
    if not _PAGE_NUMBER.fullmatch(lines[at]):
        return False
    below = next(filter(str.strip, lines[at + 1 : at + _NEAR]), None)
    if below is None:
        return has_marks and at + _NEAR >= len(lines)
    above = next(filter(str.strip, reversed(lines[max(0, at - _NEAR) : at])), "")
    is_between = is_marked_line(below) and _END.search(above[-200:]) is not None
    return is_between or is_heading(below)


def _end_of_marked(lines: Sequence[str], start: int) -> int:
    end = start + 1
    most = min(len(lines), start + _MAX_LINES)
    while end < most and lines[end].strip() and not _is_next(lines[start], lines[end]):
        if _PAGE_NUMBER.fullmatch(lines[end]) and _is_furniture(
            lines, end, has_marks=True
        ):
            break
        end += 1
    return end


def _is_next(opening: str, line: str) -> bool:
    """Say whether a line has the mark of another entry.

    '300. ACM Press' goes on in what [14] or 14. opened.
    """
    if not is_marked_line(line):
        return False
    dotted, before = _DOTTED.match(line), _DOTTED.match(opening)
    if dotted is None or int(dotted[1]) == 1:
        return True
    return before is not None and int(dotted[1]) <= int(before[1]) + _WIDEST_STEP


def _end_of_plain(lines: Sequence[str], start: int, *, has_marks: bool) -> int:
    end = start + 1
    while end < len(lines) and lines[end].strip() and not is_marked_line(lines[end]):
        if _is_furniture(lines, end, has_marks=has_marks):
            break
        end += 1
    return end


def _by_names(
    lines: Sequence[str], start: int, end: int, first_line: int, opens: Opens
) -> Iterator[Entry]:
    """Part lines at those that open a reference; each line before them is alone."""
    starts: list[int] = []
    for at in range(start, end):
        if _opens(lines, starts[-1] if starts else start, at, end, opens):
            starts.append(at)
    starts.append(end)
    for at in range(start, starts[0]):
        yield _entry(lines, range(at, at + 1), first_line)
    for at, after in pairwise(starts):
        most = after if after - at <= _MAX_LINES else at + 1
        yield _entry(lines, range(at, most), first_line)
        for alone in range(most, after):
            yield _entry(lines, range(alone, alone + 1), first_line)


def _opens(lines: Sequence[str], last: int, at: int, end: int, opens: Opens) -> bool:
    """Say whether a line opens a reference, where the one before began at `last`."""
    if at > last:
        before = lines[at - 1][-200:]
        if not _END.search(before):
            return False
        near = lines[max(last, at - _MAX_LINES) : at]
        has_year = any(_YEAR.search(line[:_MAX_LINE]) for line in near)
        if _INITIAL_END.search(before) and not has_year:
            return False  # a name that goes on
    ahead = (
        line[:_MAX_LINE].strip() for line in lines[at : min(end, at + _MOST_AHEAD)]
    )
    return opens(joined(list(ahead)))


def _entry(lines: Sequence[str], which: range, first_line: int) -> Entry:
    text = joined([lines[at].strip() for at in which])
    return Entry(text, first_line + which.start)


def joined(lines: Sequence[str]) -> str:
    """Join wrapped lines; a hyphen that parts a word goes, accents and letters meet."""
    text = lines[0]
    for line in lines[1:]:
        is_word_cut = text[-1:] in _CUT and text[-2:-1].isalpha()
        if is_word_cut and line[:1].islower():
            text = (text if is_compound(text, line) else text[:-1]) + line
        elif is_word_cut or _OPEN_ADDRESS.search(text[-200:]):
            text = text + line
        else:
            text = f"{text} {line}"
    return text if text.isascii() else mended(text.translate(_LIGATURES))

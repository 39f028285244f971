"""How a needle is found in the lines of a page, across breaks, cases and hyphens."""

import re
import unicodedata
import warnings
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from app.domain.mark import Quad
from app.pdf.contents import Hit
from app.pdf.page_ends import PageJoint

_CONTEXT_CHARS = 48
HITS_MAX = 1_000
# That they begin with a set of letters has most of a text passed over in C.
_JOINT, _BREAK = (
    re.compile(
        "[-\u00ad\u2010\u2011](?:(?<=\u00ad)"
        rf"|(?<=[^\W\d_].)(?:[ \t]*\n[ \t]*){often}(?=[^\W\d_]))"
    )
    for often in ("?", "")
)
_PIECE, _PIECE_OF_PATTERN = (
    re.compile(
        rf"(?P<plain>(?:[!-,.-~]+[ \n])*[!-,.-~]+)|(?P<joint>{joint.pattern})"
        r"|(?P<space>\s+)|(?P<other>.)",
        re.DOTALL,
    )
    for joint in (_JOINT, _BREAK)
)
_CUT_BEFORE = re.compile(r"[^\W\d_][-\u2010\u2011]\s*\n\s*$")
_CUT_AFTER = re.compile(r"[-\u2010\u2011]\s*\n\s*[^\W\d_]")
_NEAR_CHARS = 8

Box = Callable[[int, int, int], Quad]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a needle is meant: its case, whole words only, or as a regular expression."""

    is_case_kept: bool = False
    is_word: bool = False
    is_pattern: bool = False


class Places:
    """Where the letters of a folded text stand in the text, kept run by run."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._shifts: list[int] = []
        self._length = 0

    def add(self, start: int, length: int) -> None:
        """Add letters that stand one after the other, the first at `start`."""
        self._starts.append(self._length)
        self._shifts.append(start - self._length)
        self._length += length

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, number: int) -> int:
        if not 0 <= number < self._length:
            raise IndexError(number)
        return number + self._shifts[bisect_right(self._starts, number) - 1]


def fault_of(pattern: str) -> str:
    """Say what is wrong with a regular expression, '' for a sound one."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(pattern)
    except re.error as error:
        return error.msg
    except (OverflowError, RecursionError, MemoryError):
        return "too large"
    return ""


def fold(
    text: str, *, is_case_kept: bool = False, is_hyphen_kept: bool = False
) -> tuple[str, Places]:
    """Fold a text to a searchable one, with the index in `text` of each letter.

    White space and line ends become one space; ligatures, accents and (unless kept)
    case are undone; a hyphen between two letters is dropped, also at a line's end, so
    that `pre-training`, `pretraining` and a word cut in two are the same. A hyphen that
    is kept is dropped at a line's end alone.
    """
    pieces = _PIECE_OF_PATTERN if is_hyphen_kept else _PIECE
    letters: list[str] = []
    places = Places()
    for piece in pieces.finditer(text):
        start, end = piece.span()
        match piece.lastgroup:
            case "plain":
                run = piece[0].replace("\n", " ")
                letters.append(run if is_case_kept else run.lower())
                places.add(start, end - start)
            case "space" if letters and letters[-1] != " ":
                letters.append(" ")
                places.add(start, 1)
            case "other":
                if simple := _simplify(piece[0], is_case_kept=is_case_kept):
                    letters.append(simple)
                    for _ in simple:
                        places.add(start, 1)
    return "".join(letters), places


def fold_fast(
    text: str, *, is_case_kept: bool = False, is_hyphen_kept: bool = False
) -> str:
    """Fold a text as `fold` does, ten times faster, without places and outer space."""
    joined = (_BREAK if is_hyphen_kept else _JOINT).sub("", text)
    if not joined.isascii():
        table = {
            ord(char): _simplify(char, is_case_kept=is_case_kept)
            for char in set(joined)
            if not char.isspace()
        }
        joined = joined.translate(table)
    elif not is_case_kept:
        joined = joined.lower()
    return " ".join(joined.split())


def find(
    lines: Sequence[str], needle: str, page_index: int, box: Box, how: Manner
) -> list[Hit]:
    """Find all places of the needle in a page's lines, in order, at most 1,000.

    `box(line, start, end)` gives the box of characters of one line; it is asked only
    for lines with hits.

    Raises:
        re.error: the needle is to be a pattern, and is none.
    """
    joined = "\n".join(lines)
    spans: list[tuple[int, int]] = []
    for start, end in _spans(joined, needle, how):
        if len(spans) >= HITS_MAX:
            break
        if not how.is_word or _is_whole(joined, start, end):
            spans.append((start, end))
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    return [
        _hit(joined, span, page_index, tuple(_quads(lines, starts, span, box)))
        for span in spans
    ]


def find_over(
    joint: PageJoint, needle: str, page_index: int, box: Box, how: Manner
) -> list[Hit]:
    """Find the needle where it begins on one page and ends on the next.

    `page_index` is the next page; the boxes are those of the part that stands there,
    by the lines of that page.
    """
    n_above = len(joint.tail)
    lines = (*joint.tail, *joint.head)
    joined = "\n".join(lines)
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    turn = starts[n_above]

    def box_below(line: int, start: int, end: int) -> Quad:
        return box(line - n_above + joint.n_left_out, start, end)

    return [
        _hit(
            joined,
            (start, end),
            page_index,
            tuple(_quads(lines, starts, (turn, end), box_below)),
        )
        for start, end in _spans(joined, needle, how)
        if start < turn - 1
        and end > turn
        and (not how.is_word or _is_whole(joined, start, end))
    ]


def is_over(joint: PageJoint, needle: str, how: Manner) -> bool:
    """Say whether the needle may be where two pages meet; quick where it is not."""
    joined = "\n".join((*joint.tail, *joint.head))
    if how.is_pattern:
        folded = fold_fast(joined, is_case_kept=True, is_hyphen_kept=True)
        return compile_pattern(needle, how).search(folded) is not None
    wanted = fold_fast(needle, is_case_kept=how.is_case_kept)
    above, below, whole = (
        fold_fast(text, is_case_kept=how.is_case_kept).count(wanted)
        for text in ("\n".join(joint.tail), "\n".join(joint.head), joined)
    )
    return bool(wanted) and whole > above + below


def compile_pattern(needle: str, how: Manner) -> re.Pattern[str]:
    """Compile a regular expression that is matched against a folded text.

    Raises:
        re.error: it is none.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return re.compile(needle, 0 if how.is_case_kept else re.IGNORECASE)


def _spans(joined: str, needle: str, how: Manner) -> Iterator[tuple[int, int]]:
    """Give where a needle stands in a text."""
    if how.is_pattern:
        folded, places = fold(joined, is_case_kept=True, is_hyphen_kept=True)
        for match in compile_pattern(needle, how).finditer(folded):
            start, end = match.span()
            if match[0].strip():
                yield places[start], places[end - 1] + 1
        return
    wanted = fold_fast(needle, is_case_kept=how.is_case_kept)
    folded, places = fold(joined, is_case_kept=how.is_case_kept)
    at = folded.find(wanted) if wanted else -1
    while at >= 0:
        end = at + len(wanted)
        yield places[at], places[end - 1] + 1
        at = folded.find(wanted, end)


def _is_whole(joined: str, start: int, end: int) -> bool:
    """Say whether no word goes on before or after a part of a text."""
    before = joined[max(start - _NEAR_CHARS, 0) : start].rstrip("\u00ad")
    after = joined[end : end + _NEAR_CHARS].lstrip("\u00ad")
    if _CUT_BEFORE.search(before) and joined[start].isalpha():
        return False
    if _CUT_AFTER.match(after) and joined[end - 1].isalpha():
        return False
    is_begun = before != "" and _is_of_word(before[-1]) and _is_of_word(joined[start])
    is_going_on = after != "" and _is_of_word(after[0]) and _is_of_word(joined[end - 1])
    return not (is_begun or is_going_on)


def _is_of_word(char: str) -> bool:
    return char.isalnum() or char == "_" or unicodedata.combining(char) > 0


def _simplify(char: str, *, is_case_kept: bool) -> str:
    if not char.isascii():
        char = "".join(
            part
            for part in unicodedata.normalize("NFKD", char)
            if not unicodedata.combining(part) and not part.isspace()
        )
    return char if is_case_kept else char.casefold()


def _quads(
    lines: Sequence[str], starts: Sequence[int], span: tuple[int, int], box: Box
) -> Iterator[Quad]:
    """Give a box for each line that a span of the joined lines touches."""
    start, end = span
    number = bisect_right(starts, start) - 1
    while starts[number] < end:
        low = max(start - starts[number], 0)
        high = min(end - starts[number], len(lines[number]))
        if low < high:
            yield box(number, low, high)
        number += 1


def _hit(
    joined: str, span: tuple[int, int], page_index: int, quads: tuple[Quad, ...]
) -> Hit:
    start, end = span
    low = max(start - _CONTEXT_CHARS, 0)
    before = joined[low:start].replace("\n", " ").lstrip()
    match = joined[start:end].replace("\n", " ")
    after = joined[end : end + _CONTEXT_CHARS].replace("\n", " ").rstrip()
    return Hit(
        page_index=page_index,
        quads=quads,
        context=before + match + after,
        start=len(before),
        end=len(before) + len(match),
    )

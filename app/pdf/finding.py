"""How a needle is found in the lines of a page, across breaks, cases and hyphens."""

import re
import unicodedata
from collections.abc import Sequence

from app.domain.mark import Quad
from app.pdf.contents import Hit, PageText

_CONTEXT_CHARS = 48
_HITS_MAX = 1_000
_JOINT = re.compile(
    "\u00ad|(?<=[^\\W\\d_])[-\u2010\u2011](?:[ \\t]*\\n[ \\t]*)?(?=[^\\W\\d_])"
)


def fold(text: str, *, is_case_kept: bool = False) -> tuple[str, list[int]]:
    """Fold a text to a searchable one, with the index in `text` of each letter.

    White space and line ends become one space; ligatures, accents and (unless kept)
    case are undone; a hyphen between two letters is dropped, also at a line's end, so
    that `pre-training`, `pretraining` and a word cut in two are the same.
    """
    letters: list[str] = []
    places: list[int] = []
    dropped: set[int] = set()
    for joint in _JOINT.finditer(text):
        dropped.update(range(*joint.span()))
    for index, char in enumerate(text):
        if index in dropped:
            continue
        if char.isspace():
            simple = " " if letters and letters[-1] != " " else ""
        else:
            simple = _simplify(char, is_case_kept=is_case_kept)
        letters += simple
        places += [index] * len(simple)
    return "".join(letters), places


def find(
    text: PageText, needle: str, page_index: int, *, is_case_kept: bool
) -> list[Hit]:
    """Find all places of the needle on a page, in reading order, at most 1,000."""
    joined = "\n".join(line.text for line in text.lines)
    wanted = fold(needle, is_case_kept=is_case_kept)[0].strip()
    folded, places = fold(joined, is_case_kept=is_case_kept)
    spans: list[tuple[int, int]] = []
    at = folded.find(wanted) if wanted else -1
    while at >= 0 and len(spans) < _HITS_MAX:
        end = at + len(wanted)
        spans.append((places[at], places[end - 1] + 1))
        at = folded.find(wanted, end)
    return [
        _hit(joined, start, end, page_index, quads)
        for (start, end), quads in zip(spans, _quads(text, spans), strict=True)
    ]


def _simplify(char: str, *, is_case_kept: bool) -> str:
    if not char.isascii():
        char = "".join(
            part
            for part in unicodedata.normalize("NFKD", char)
            if not unicodedata.combining(part) and not part.isspace()
        )
    return char if is_case_kept else char.casefold()


def _quads(text: PageText, spans: Sequence[tuple[int, int]]) -> list[tuple[Quad, ...]]:
    """Give the boxes of each span of the joined lines; spans stand in order."""
    found: list[list[Quad]] = [[] for _ in spans]
    line_start = first = 0
    for line in text.lines:
        line_end = line_start + len(line.text)
        while first < len(spans) and spans[first][1] <= line_start:
            first += 1
        for number in range(first, len(spans)):
            start, end = spans[number]
            if start >= line_end:
                break
            low, high = max(start - line_start, 0), min(end, line_end) - line_start
            if low < high:
                found[number].append(line.quad(low, high))
        line_start = line_end + 1
    return [tuple(quads) for quads in found]


def _hit(
    joined: str, start: int, end: int, page_index: int, quads: tuple[Quad, ...]
) -> Hit:
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

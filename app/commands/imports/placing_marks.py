"""Placing another program's annotation on a page: by its words, else by its boxes.

Their boxes are in the PDF's own space, which a cut or turned page shows elsewhere; so
the words decide where they are found, the boxes say which of several places is meant.
"""

import itertools
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from app.domain.mark import Mark, MarkKind, Quad
from app.domain.paper import MarkId, PaperId, Sha256, new_id
from app.formats.zotero.annotations import Annotation, Box
from app.pdf.contents import PageText

_AROUND_CHARS = 64
_LEAST_LETTERS = 3
"""Fewer letters than this say nothing about a place."""
_TELLING_LETTERS = 20
"""So many letters, of the words or around them, are seldom the same by chance."""
_MOST_PLACES = 200
_NOTE_PT = 20.0
_UNKNOWN = PaperId("")


@dataclass(frozen=True, slots=True)
class _Letters:
    """The letters of a page, folded, each with its line and its place there."""

    text: str
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is shown: its size in points, its text where it can be read."""

    width: float
    height: float
    text: PageText = field(default_factory=lambda: PageText(()))
    letters: _Letters = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "letters", _letters_of(self.text))


def mark_of(
    annotation: Annotation,
    page_index: int,
    boxes: Sequence[Box],
    page: Page,
    *,
    file: Sha256,
    is_first: bool,
) -> Mark | None:
    """Return the mark on a page, None where it has no place there.

    An annotation that goes on over the end of a page has its words in the first mark.
    """
    if annotation.kind is None or page.height <= 0:
        return None
    quads = tuple(quad for box in boxes if (quad := _shown(box, page)))
    prefix = suffix = ""
    if annotation.kind is MarkKind.PAGE_NOTE:
        quads = quads[:1] or (_corner(page),)
    else:
        found = _found(annotation.quote, quads, page)
        if found is not None:
            quads, prefix, suffix = found
    if not quads:
        return None
    created = annotation.created_at or datetime.now(UTC)
    return Mark(
        id=MarkId(new_id()),
        paper_id=_UNKNOWN,
        file=file,
        kind=annotation.kind,
        colour=annotation.colour,
        page_index=page_index,
        quads=quads,
        quote=annotation.quote if is_first else "",
        prefix=prefix,
        suffix=suffix,
        comment=annotation.comment if is_first else "",
        tags=annotation.tags if is_first else (),
        created_at=created,
        changed_at=annotation.changed_at or created,
    )


def found_again(mark: Mark, page: Page) -> tuple[Mark, int] | None:
    """Return a mark of another file as this page has it, its index apart.

    The number says how many letters around it are the same; the most tells where it
    went. None where the page has not the words, or where they are too few to be sure.
    """
    needle = _folded(mark.quote)
    before, behind = _folded(mark.prefix), _folded(mark.suffix)
    best: tuple[Mark, int] | None = None
    for start in _starts(needle, page) if len(needle) >= _LEAST_LETTERS else ():
        text, end = page.letters.text, start + len(needle)
        ahead = text[max(0, start - len(before)) : start]
        same = _n_same(reversed(before), reversed(ahead))
        same += _n_same(behind, text[end : end + len(behind)])
        is_telling = len(needle) >= _TELLING_LETTERS or same >= _TELLING_LETTERS
        if is_telling and (best is None or same > best[1]):
            run = _lines(page.letters.places[start:end])
            quads, prefix, suffix = _placed(run, mark.quote, page)
            best = replace(mark, quads=quads, prefix=prefix, suffix=suffix), same
    return best


def _n_same(one: Iterable[str], other: Iterable[str]) -> int:
    """Count the letters with which two texts begin alike."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))


def _shown(box: Box, page: Page) -> Quad | None:
    """Return a box as the page shows it, None where it lies outside."""
    top, bottom = page.height - box.top, page.height - box.bottom
    is_seen = box.right > 0 and box.left < page.width and bottom > 0
    if not is_seen or top >= page.height:
        return None
    return Quad(
        max(box.left, 0.0),
        max(top, 0.0),
        min(box.right, page.width),
        min(bottom, page.height),
    )


def _corner(page: Page) -> Quad:
    left = max(0.0, page.width - 2 * _NOTE_PT)
    return Quad(left, _NOTE_PT, left + _NOTE_PT, 2 * _NOTE_PT)


def _found(
    quote: str, near: Sequence[Quad], page: Page
) -> tuple[tuple[Quad, ...], str, str] | None:
    """Find words on the page: a box a line, and the text before and behind."""
    needle = _folded(quote)
    if len(needle) < _LEAST_LETTERS:
        return None
    letters = page.letters
    starts = _starts(needle, page)
    if not starts:
        return None
    runs = [_lines(letters.places[s : s + len(needle)]) for s in starts]
    boxes = [tuple(page.text.lines[n].quad(a, b) for n, a, b in run) for run in runs]
    best = min(range(len(runs)), key=lambda index: _distance(boxes[index], near))
    return _placed(runs[best], quote, page)


def _starts(needle: str, page: Page) -> list[int]:
    """Return where letters stand in those of a page."""
    starts: list[int] = []
    at = page.letters.text.find(needle)
    while at >= 0 and len(starts) < _MOST_PLACES:
        starts.append(at)
        at = page.letters.text.find(needle, at + 1)
    return starts


def _placed(
    lines: Sequence[tuple[int, int, int]], quote: str, page: Page
) -> tuple[tuple[Quad, ...], str, str]:
    """Return the boxes of a quote's lines, and the text before and behind."""
    run = _with_signs(lines, quote, page)
    first, last = run[0], run[-1]
    before = " ".join(line.text for line in page.text.lines[: first[0]])
    after = " ".join(line.text for line in page.text.lines[last[0] + 1 :])
    prefix = f"{before} {page.text.lines[first[0]].text[: first[1]]}".lstrip()
    suffix = f"{page.text.lines[last[0]].text[last[2] :]} {after}".rstrip()
    quads = tuple(page.text.lines[n].quad(a, b) for n, a, b in run)
    return quads, prefix[-_AROUND_CHARS:], suffix[:_AROUND_CHARS]


def _with_signs(
    run: Sequence[tuple[int, int, int]], quote: str, page: Page
) -> list[tuple[int, int, int]]:
    """Take in the signs within a quote's lines, and those at its ends: '(', '.'."""
    texts = [page.text.lines[number].text for number, _, _ in run]
    wide = [
        (
            number,
            len(text) - len(text.lstrip()) if index else start,
            len(text.rstrip()) if index < len(run) - 1 else end,
        )
        for index, ((number, start, end), text) in enumerate(
            zip(run, texts, strict=True)
        )
    ]
    letters = [index for index, char in enumerate(quote) if _folded(char)]
    before, behind = quote[: letters[0]].lstrip(), quote[letters[-1] + 1 :].rstrip()
    number, start, end = wide[0]
    if page.text.lines[number].text[:start].endswith(before):
        wide[0] = (number, start - len(before), end)
    number, start, end = wide[-1]
    if page.text.lines[number].text[end:].startswith(behind):
        wide[-1] = (number, start, end + len(behind))
    return wide


def _lines(places: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Return the lines that letters stand in, with the first and behind the last."""
    spans: dict[int, tuple[int, int]] = {}
    for line, index in places:
        low, high = spans.get(line, (index, index + 1))
        spans[line] = (min(low, index), max(high, index + 1))
    return [(line, low, high) for line, (low, high) in spans.items()]


def _distance(boxes: Sequence[Quad], near: Sequence[Quad]) -> float:
    if not near or not boxes:
        return 0.0
    one, other = boxes[0], near[0]
    across = (one.left - other.left) ** 2
    return across + (one.top + one.bottom - other.top - other.bottom) ** 2 / 4


def _letters_of(text: PageText) -> _Letters:
    chars: list[str] = []
    places: list[tuple[int, int]] = []
    for number, line in enumerate(text.lines):
        for index, char in enumerate(line.text):
            folded = _folded(char)
            chars.append(folded)
            places.extend([(number, index)] * len(folded))
    return _Letters("".join(chars), tuple(places))


def _folded(text: str) -> str:
    """Return the letters and digits of a text alone, in one case and form."""
    if len(text) == 1 and text.isascii():
        return text.lower() if text.isalnum() else ""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, plain))

"""Annotations of Zotero: what they are as marks, and in words where they have no place.

Source: zotero/reader, the position of PDF annotations: {"pageIndex": n, "rects":
[[left, bottom, right, top], …], "nextPageRects": …} or {"pageIndex": n, "paths": …},
in points of the PDF's own space, origin at the page's lower left, y upwards.
"""

import colorsys
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from types import MappingProxyType

from app.domain.mark import MarkKind
from app.domain.mark_tag import united_tags
from app.formats.text import clean, one_line

_MAX_RECTS = 2_000
_MAX_PAGE = 1_000_000
_GREY = 0.15
_SLOTS = MappingProxyType(
    {
        0.14: 1,
        0.083: 2,
        0.0: 3,
        1.0: 3,
        0.92: 3,
        0.71: 4,
        0.83: 4,
        0.56: 5,
        0.5: 6,
        0.3: 7,
    }
)
"""Slots by hues of 0 to 1: straw, apricot, rose, iris, sky, lagoon, leaf."""
_STONE = 8


class AnnotationType(IntEnum):
    """Source: zotero/zotero, chrome/content/zotero/xpcom/annotations.js."""

    HIGHLIGHT = 1
    NOTE = 2
    IMAGE = 3
    INK = 4
    UNDERLINE = 5
    TEXT = 6


_WORDS = MappingProxyType(
    {
        AnnotationType.HIGHLIGHT: "highlight",
        AnnotationType.NOTE: "note",
        AnnotationType.IMAGE: "picture",
        AnnotationType.INK: "drawing",
        AnnotationType.UNDERLINE: "underline",
        AnnotationType.TEXT: "text on a page",
    }
)
_LINES = MappingProxyType(
    {
        AnnotationType.HIGHLIGHT: MarkKind.HIGHLIGHT,
        AnnotationType.UNDERLINE: MarkKind.UNDERLINE,
    }
)


@dataclass(frozen=True, slots=True)
class Box:
    """A box in the PDF's own space, y upwards."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """An annotation; `places` are page indexes with boxes, none where it has no page.

    `tags` are as a mark has them.
    `kind` is None for what no mark can be: a drawing or picture without words.
    """

    kind: MarkKind | None
    what: str
    colour: int
    places: tuple[tuple[int, tuple[Box, ...]], ...]
    quote: str
    comment: str
    page_label: str
    created_at: datetime | None
    changed_at: datetime | None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotationRow:
    """An annotation as the database has it."""

    number: int
    text: str
    comment: str
    colour: str
    page_label: str
    position: str
    tags: Sequence[str] = ()
    created_at: datetime | None = None
    changed_at: datetime | None = None


def read_annotation(row: AnnotationRow) -> Annotation:
    """Read an annotation, a broken one as far as it goes."""
    known = row.number in frozenset(AnnotationType)
    number = AnnotationType(row.number) if known else None
    comment = clean(row.comment).strip()
    quote, tags = one_line(row.text), united_tags(row.tags)
    kind = _LINES.get(number) if number is not None else None
    has_words = comment or quote or tags
    if kind is None and (number is AnnotationType.NOTE or has_words):
        kind = MarkKind.PAGE_NOTE
        comment, quote = f"{quote}\n\n{comment}".strip(), ""
    return Annotation(
        kind=kind,
        what="annotation" if number is None else _WORDS[number],
        colour=slot_of(row.colour),
        places=_places(row.position),
        quote=quote,
        comment=comment,
        page_label=one_line(row.page_label),
        created_at=row.created_at,
        changed_at=row.changed_at,
        tags=tags,
    )


def as_text(annotation: Annotation) -> str:
    """Return an annotation's words as Markdown; '' where it has none."""
    page = f" (page {annotation.page_label})" if annotation.page_label else ""
    quote = f"> {annotation.quote}{page}" if annotation.quote else ""
    comment = f"{annotation.comment}\n\n{_hashed(annotation.tags)}".strip()
    if comment and not quote and page:
        comment = f"{comment}{page}"
    return "\n\n".join(filter(None, (quote, comment)))


def slot_of(colour: str) -> int:
    """Return the slot from 1 to 8 whose colour is nearest to one like '#ffd400'.

    What is no colour is the first.
    """
    digits = colour.strip().removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    try:
        value = int(digits, 16)
    except ValueError:
        return 1
    if len(digits) != 6 or not 0 <= value <= 0xFFFFFF:
        return 1
    red, green, blue = value >> 16, value >> 8 & 0xFF, value & 0xFF
    hue, saturation, _ = colorsys.rgb_to_hsv(red / 255, green / 255, blue / 255)
    if saturation < _GREY:
        return _STONE
    return _SLOTS[min(_SLOTS, key=lambda known: abs(known - hue))]


def _hashed(tags: Iterable[str]) -> str:
    return " ".join(f"#{tag.replace(' ', '-')}" for tag in tags)


def _places(position: str) -> tuple[tuple[int, tuple[Box, ...]], ...]:
    """Return the boxes by page; none for a place that is not in a PDF, or broken."""
    try:
        told = json.loads(position)
    except (ValueError, RecursionError):
        return ()
    if not isinstance(told, dict):
        return ()
    page = told.get("pageIndex")
    if isinstance(page, bool) or not isinstance(page, int) or not 0 <= page < _MAX_PAGE:
        return ()
    places = [(page, _boxes(told.get("rects")) or _drawn(told.get("paths")))]
    if following := _boxes(told.get("nextPageRects")):
        places.append((page + 1, following))
    return tuple(places)


def _boxes(rects: object) -> tuple[Box, ...]:
    if not isinstance(rects, list):
        return ()
    return tuple(
        Box(min(a, c), min(b, d), max(a, c), max(b, d))
        for a, b, c, d in filter(
            None, (_numbers(rect, 4) for rect in rects[:_MAX_RECTS])
        )
    )


def _drawn(paths: object) -> tuple[Box, ...]:
    """Return the one box round drawn lines."""
    if not isinstance(paths, list):
        return ()
    points = [n for path in paths[:_MAX_RECTS] for n in _numbers(path)]
    xs, ys = points[::2], points[1::2]
    return (Box(min(xs), min(ys), max(xs), max(ys)),) if xs and ys else ()


def _numbers(values: object, length: int | None = None) -> list[float]:
    """Return finite numbers, none at all where one is not, or their count is wrong."""
    if not isinstance(values, list) or length not in (None, len(values)):
        return []
    numbers = [
        float(value)
        for value in values
        if isinstance(value, int | float) and not isinstance(value, bool)
    ]
    is_sound = len(numbers) == len(values) and all(map(math.isfinite, numbers))
    return numbers if is_sound else []

"""Selecting by mouse: what a press, a drag and repeated clicks select."""

from collections.abc import Callable
from enum import Enum

from app.domain.mark import Quad
from app.ui.panels.reader.selection import Caret, Span, TextMap, span_between


class Unit(Enum):
    """What one more click selects."""

    CHARACTER = 1
    WORD = 2
    LINE = 3


class TextSelecting:
    """Holds the selection; `text_of` gives the text of a page, None while not read."""

    def __init__(self, text_of: Callable[[int], TextMap | None]) -> None:
        self._text_of = text_of
        self._unit = Unit.CHARACTER
        self._anchor: Span | None = None
        self._span: Span | None = None

    @property
    def span(self) -> Span | None:
        """Return what is selected; None when nothing is."""
        return self._span

    def clear(self) -> None:
        """Select nothing."""
        self._anchor = self._span = None

    def select(self, one: Caret, other: Caret) -> None:
        """Select what lies between two carets, whichever comes first."""
        span = span_between(one, other)
        self._anchor = span
        self._span = None if span.is_empty else span

    def press(self, page_index: int, x: float, y: float, unit: Unit) -> None:
        """Begin at a point of a page; a word or a line is selected at once."""
        self._unit = unit
        self._anchor = self._unit_at(page_index, x, y)
        is_shown = self._anchor is not None and not self._anchor.is_empty
        self._span = self._anchor if is_shown else None

    def drag(self, page_index: int, x: float, y: float) -> None:
        """Extend to a point of a page."""
        head = self._unit_at(page_index, x, y)
        if self._anchor is None or head is None:
            return
        span = Span(
            min(self._anchor.start, head.start), max(self._anchor.end, head.end)
        )
        self._span = None if span.is_empty else span

    def quads(self, page_index: int) -> tuple[Quad, ...]:
        """Return the boxes of the selection on a page."""
        text = self._text_of(page_index)
        if self._span is None or text is None or page_index not in self._span.pages:
            return ()
        return text.quads(page_index, self._span)

    def _unit_at(self, page_index: int, x: float, y: float) -> Span | None:
        text = self._text_of(page_index)
        found = text.caret_at(x, y) if text is not None else None
        if text is None or found is None:
            return None
        line, character = found
        start = end = character
        if self._unit is Unit.WORD:
            start, end = text.word_at(line, text.character_under(line, x, y))
        elif self._unit is Unit.LINE:
            start, end = 0, len(text.lines[line].text)
        return span_between(
            Caret(page_index, line, start), Caret(page_index, line, end)
        )

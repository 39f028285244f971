"""The topics of a row: as many chips as fit, then how many more, or dots alone."""

from collections.abc import Callable, Sequence

from PySide6 import QtCore, QtGui

from app.domain.paper import TopicId
from app.domain.topic import Topic
from app.ui.appearance.look import Look
from app.ui.panels.list.row_layout import Span, TopicsShown
from app.ui.panels.list.texts import Texts
from app.ui.widgets.chip import (
    chip_font,
    chip_height,
    chip_width,
    paint_chip,
    paint_dot,
)

_GAP = 6
_DOT = 7
_CHIP = "chip"


class TopicCell:
    """Paints the topics of a row."""

    def __init__(
        self, look: Look, topic: Callable[[TopicId], Topic | None], texts: Texts
    ) -> None:
        self._look = look
        self._topic = topic
        self._texts = texts

    def renew(self) -> None:
        """Take the fonts of a new theme."""
        self._texts.add_font(_CHIP, chip_font(self._look.theme))

    def paint(
        self,
        painter: QtGui.QPainter,
        span: Span,
        shown: TopicsShown,
        height: int,
        ids: tuple[TopicId, ...],
        fill: QtGui.QColor,
    ) -> None:
        """Paint the topics in their stretch of the row."""
        topics = [t for t in map(self._topic, ids) if t is not None]
        if not topics:
            return
        if shown is TopicsShown.DOTS:
            self._paint_dots(painter, span, height, topics)
        else:
            is_one = shown is TopicsShown.ONE_CHIP
            chips = [(t.name, self._look.theme.mark(t.colour).line) for t in topics]
            self._paint_chips(painter, span, height, chips, fill, is_one=is_one)

    def paint_tags(
        self,
        painter: QtGui.QPainter,
        span: Span,
        height: int,
        tags: tuple[str, ...],
        fill: QtGui.QColor,
    ) -> None:
        """Paint tags as chips, as many as fit."""
        chips = [(tag, self._look.theme.colours.text3) for tag in tags]
        self._paint_chips(painter, span, height, chips, fill, is_one=False)

    def width(self, names: Sequence[str]) -> int:
        """Return how much room the chips of these names want."""
        metrics, theme = self._texts.metrics(_CHIP), self._look.theme
        widths = [chip_width(theme, metrics, name) for name in names]
        return sum(widths) + theme.px(_GAP) * max(len(widths) - 1, 0)

    def names(self, ids: tuple[TopicId, ...]) -> list[str]:
        """Return the names of topics."""
        return [t.name for t in map(self._topic, ids) if t is not None]

    def _paint_dots(
        self,
        painter: QtGui.QPainter,
        span: Span,
        height: int,
        topics: list[Topic],
    ) -> None:
        theme = self._look.theme
        dot, gap = theme.px(_DOT), theme.px(_GAP) - 1
        x = float(span.left)
        for topic in topics:
            if x + dot > span.right:
                return
            centre = QtCore.QPointF(x + dot / 2, height / 2)
            paint_dot(painter, centre, theme.mark(topic.colour).line, dot)
            x += dot + gap

    def _paint_chips(
        self,
        painter: QtGui.QPainter,
        span: Span,
        height: int,
        chips: list[tuple[str, QtGui.QColor]],
        fill: QtGui.QColor,
        *,
        is_one: bool,
    ) -> None:
        theme, metrics = self._look.theme, self._texts.metrics(_CHIP)
        gap, tall = theme.px(_GAP), chip_height(theme)
        more_width = metrics.horizontalAdvance("+9") + gap
        x, right = span.left, span.right
        for n, (name, colour) in enumerate(chips):
            is_last = n + 1 == len(chips)
            room = right - x - (0 if is_last else more_width)
            width = chip_width(theme, metrics, name)
            if n and (width > room or is_one):
                self._paint_more(painter, x, height, len(chips) - n)
                return
            box = QtCore.QRectF(x, (height - tall) // 2, min(width, room), tall)
            paint_chip(painter, theme, box, name, colour, fill)
            x += int(box.width()) + gap

    def _paint_more(self, painter: QtGui.QPainter, x: int, height: int, n: int) -> None:
        metrics = self._texts.metrics(_CHIP)
        laid = self._texts.lay(f"+{n}", _CHIP, metrics.horizontalAdvance("+999"))
        painter.setFont(self._texts.font(_CHIP))
        painter.setPen(self._look.theme.colours.text2)
        painter.drawStaticText(x, (height - metrics.height()) // 2, laid.static)

"""The topics of a row: as many chips as fit, then how many more, or dots alone."""

from collections.abc import Callable

from PySide6 import QtCore, QtGui

from app.domain.paper import TopicId
from app.domain.topic import Topic
from app.ui.look import Look
from app.ui.panels.list.row_layout import RowLayout, TopicsShown
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
        layout: RowLayout,
        height: int,
        ids: tuple[TopicId, ...],
        fill: QtGui.QColor,
    ) -> None:
        """Paint the topics in their stretch of the row."""
        topics = [t for t in map(self._topic, ids) if t is not None]
        if not topics:
            return
        if layout.topics_shown is TopicsShown.DOTS:
            self._paint_dots(painter, layout, height, topics)
        else:
            self._paint_chips(painter, layout, height, topics, fill)

    def _paint_dots(
        self,
        painter: QtGui.QPainter,
        layout: RowLayout,
        height: int,
        topics: list[Topic],
    ) -> None:
        theme = self._look.theme
        dot, gap = theme.px(_DOT), theme.px(_GAP) - 1
        x = float(layout.topics.left)
        for topic in topics:
            if x + dot > layout.topics.right:
                return
            centre = QtCore.QPointF(x + dot / 2, height / 2)
            paint_dot(painter, centre, theme.mark(topic.colour).line, dot)
            x += dot + gap

    def _paint_chips(
        self,
        painter: QtGui.QPainter,
        layout: RowLayout,
        height: int,
        topics: list[Topic],
        fill: QtGui.QColor,
    ) -> None:
        theme, metrics = self._look.theme, self._texts.metrics(_CHIP)
        gap, tall = theme.px(_GAP), chip_height(theme)
        more_width = metrics.horizontalAdvance("+9") + gap
        x, right = layout.topics.left, layout.topics.right
        for n, topic in enumerate(topics):
            is_last = n + 1 == len(topics)
            room = right - x - (0 if is_last else more_width)
            width = chip_width(theme, metrics, topic.name)
            if n and (width > room or layout.topics_shown is TopicsShown.ONE_CHIP):
                self._paint_more(painter, x, height, len(topics) - n)
                return
            box = QtCore.QRectF(x, (height - tall) // 2, min(width, room), tall)
            colour = theme.mark(topic.colour).line
            paint_chip(painter, theme, box, topic.name, colour, fill)
            x += int(box.width()) + gap

    def _paint_more(self, painter: QtGui.QPainter, x: int, height: int, n: int) -> None:
        metrics = self._texts.metrics(_CHIP)
        laid = self._texts.lay(f"+{n}", _CHIP, metrics.horizontalAdvance("+999"))
        painter.setFont(self._texts.font(_CHIP))
        painter.setPen(self._look.theme.colours.text2)
        painter.drawStaticText(x, (height - metrics.height()) // 2, laid.static)

"""The strip of ticks: one a paper, whose height and colour tell what became of it."""

from collections.abc import Callable
from enum import Enum

from PySide6 import QtCore, QtGui, QtWidgets

from app.ui.appearance.look import Look
from app.ui.appearance.theme import Colours

_WIDEST, _NARROWEST = 9, 3
_GAP_SHARE = 0.45
_TALL, _MIDDLE, _LOW, _FLAT = 16, 10, 4, 2
_HEIGHT = 20


class Tick(Enum):
    """What a tick tells, with its height in the design grid."""

    OPEN = _FLAT
    QUEUED = _TALL
    STARRED = _TALL + 0.5
    DONE = _MIDDLE
    DISMISSED = _LOW
    POSTPONED = _LOW + 0.5


class TallyStrip(QtWidgets.QWidget):
    """Ticks of the papers round the current one, as many as fit.

    `tick_of` tells of a row what its tick is; it is asked at every painting.
    """

    def __init__(
        self, look: Look, tick_of: Callable[[int], Tick], parent: QtWidgets.QWidget
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._tick_of = tick_of
        self._row, self._n_rows = 0, 0
        policy = QtWidgets.QSizePolicy.Policy
        self.setSizePolicy(policy.Expanding, policy.Fixed)
        look.changed.connect(self._on_look_changed)

    def show_row(self, row: int, n_rows: int) -> None:
        """Show which of how many papers is the current one; -1 when none is."""
        self._row, self._n_rows = row, n_rows
        self.update()

    def sizeHint(self) -> QtCore.QSize:
        px = self._look.theme.px
        return QtCore.QSize(px(51 * _WIDEST * (1 + _GAP_SHARE)), px(_HEIGHT))

    def minimumSizeHint(self) -> QtCore.QSize:
        return QtCore.QSize(0, self._look.theme.px(_HEIGHT))

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        if not self._n_rows:
            return
        theme = self._look.theme
        widest, narrowest = theme.px(_WIDEST), theme.px(_NARROWEST)
        step = self.width() / self._n_rows
        step = min(max(step, narrowest * 1.5), widest * (1 + _GAP_SHARE))
        n_shown = min(self._n_rows, max(1, int(self.width() / step)))
        middle = max(self._row, 0) if self._row >= 0 else self._n_rows - 1
        first = min(max(middle - n_shown // 2, 0), self._n_rows - n_shown)
        left = (self.width() - step * n_shown) / 2
        width = max(step / (1 + _GAP_SHARE), 2.0)
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        for n in range(n_shown):
            self._paint_tick(painter, left + n * step, width, first + n)

    def _paint_tick(
        self, painter: QtGui.QPainter, left: float, width: float, row: int
    ) -> None:
        theme = self._look.theme
        foot = self.height() - theme.px(2)
        tick = self._tick_of(row)
        if row == self._row:
            height = theme.px(_TALL)
            box = QtCore.QRectF(left, foot - height, width, height)
            painter.setPen(QtGui.QPen(theme.colours.accent, 1.5))
            fill = QtCore.Qt.BrushStyle.NoBrush
            colour = None if tick is Tick.OPEN else _colour(tick, theme.colours)
            painter.setBrush(fill if colour is None else colour)
            painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), 2, 2)
            return
        height = max(theme.px(tick.value), 2)
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        painter.setBrush(_colour(tick, theme.colours))
        box = QtCore.QRectF(left, foot - height, width, height)
        radius = min(2.0, height / 2)
        painter.drawRoundedRect(box, radius, radius)

    def _on_look_changed(self) -> None:
        self.updateGeometry()
        self.update()


def _colour(tick: Tick, colours: Colours) -> QtGui.QColor:
    match tick:
        case Tick.QUEUED:
            return colours.accent
        case Tick.STARRED:
            return colours.star
        case Tick.DONE:
            return colours.good
        case Tick.DISMISSED:
            return colours.edge
        case Tick.POSTPONED:
            return colours.warn
        case Tick.OPEN:
            return colours.line

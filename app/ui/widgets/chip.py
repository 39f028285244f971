"""Chips: a topic's name with its colour, and the dashed one that adds."""

from PySide6 import QtCore, QtGui, QtWidgets

from app.commands.command import Command
from app.ui.appearance.look import Look
from app.ui.appearance.theme import Theme
from app.ui.widgets.buttons import tip
from app.ui.widgets.focus_ring import RING, inset, paint_ring
from app.ui.widgets.keycap import keys_width, paint_keys

MOST_CHIPS = 40
"""So many topics of one paper are shown as chips; thousands would stop the window."""

_HEIGHT = 22
_DOT = 6
_PADDING = 8
_GAP = 5
_STEP = 0.85
_LONGEST = 240


def chip_font(theme: Theme) -> QtGui.QFont:
    """Return the font of chips."""
    return theme.ui_font(_STEP, 500)


def chip_width(theme: Theme, metrics: QtGui.QFontMetrics, text: str) -> int:
    """Return the width of a topic's chip in device-independent pixels."""
    around = theme.px(2 * _PADDING + _DOT + _GAP)
    return metrics.horizontalAdvance(text) + around


def chip_height(theme: Theme) -> int:
    """Return the height of a chip in device-independent pixels."""
    return theme.px(_HEIGHT)


def paint_chip(
    painter: QtGui.QPainter,
    theme: Theme,
    rect: QtCore.QRectF,
    text: str,
    colour: QtGui.QColor,
    fill: QtGui.QColor,
) -> None:
    """Paint a topic's chip into `rect`; the text is cut where the room ends."""
    painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
    painter.setPen(QtGui.QPen(theme.colours.line, 1))
    painter.setBrush(fill)
    outline = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(outline, outline.height() / 2, outline.height() / 2)
    dot = theme.px(_DOT)
    left = rect.x() + theme.px(_PADDING)
    paint_dot(painter, QtCore.QPointF(left + dot / 2, rect.center().y()), colour, dot)
    left += dot + theme.px(_GAP)
    room = rect.right() - theme.px(_PADDING) - left + 1
    painter.setFont(chip_font(theme))
    painter.setPen(theme.colours.text2)
    shown = painter.fontMetrics().elidedText(
        text, QtCore.Qt.TextElideMode.ElideRight, int(room)
    )
    place = QtCore.QRectF(left, rect.y(), room + theme.px(2), rect.height())
    painter.drawText(place, QtCore.Qt.AlignmentFlag.AlignVCenter, shown)


def paint_dot(
    painter: QtGui.QPainter,
    centre: QtCore.QPointF,
    colour: QtGui.QColor,
    size_px: float,
) -> None:
    """Paint a topic's dot."""
    painter.setPen(QtCore.Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(centre, size_px / 2, size_px / 2)


class TopicChip(QtWidgets.QAbstractButton):
    """A topic of a paper; a click asks for the topic's papers."""

    def __init__(
        self, look: Look, text: str, slot: int, parent: QtWidgets.QWidget
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._slot = slot
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.TabFocus)
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_Hover)
        look.changed.connect(self._on_look_changed)

    def sizeHint(self) -> QtCore.QSize:
        theme = self._look.theme
        metrics = QtGui.QFontMetrics(chip_font(theme))
        width = min(chip_width(theme, metrics, self.text()), theme.px(_LONGEST))
        room = 2 * theme.px(RING)
        return QtCore.QSize(width + room, chip_height(theme) + room)

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        theme = self._look.theme
        c = theme.colours
        painter = QtGui.QPainter(self)
        fill = c.hover if self.underMouse() else c.raised
        colour = theme.mark(self._slot).line
        body = inset(theme, self.rect())
        paint_chip(painter, theme, body, self.text(), colour, fill)
        if self.hasFocus():
            paint_ring(painter, theme, self.rect(), chip_height(theme) / 2)

    def _on_look_changed(self) -> None:
        self.updateGeometry()
        self.update()


class AddChip(QtWidgets.QAbstractButton):
    """The dashed chip that adds one more, with its key."""

    def __init__(
        self, look: Look, text: str, command: Command, parent: QtWidgets.QWidget
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._command = command
        self.setText(text)
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.TabFocus)
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_Hover)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def sizeHint(self) -> QtCore.QSize:
        theme = self._look.theme
        text = QtGui.QFontMetrics(chip_font(theme)).horizontalAdvance(self.text())
        width = text + theme.px(2 * _PADDING + 2 * _GAP)
        width += keys_width(theme, self._command.key)
        room = 2 * theme.px(RING)
        return QtCore.QSize(width + room, chip_height(theme) + room)

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        theme = self._look.theme
        c = theme.colours
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        body = inset(theme, self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QtGui.QPen(c.edge, 1, QtCore.Qt.PenStyle.DashLine))
        painter.setBrush(c.hover if self.underMouse() else c.window)
        painter.drawRoundedRect(body, body.height() / 2, body.height() / 2)
        padding = theme.px(_PADDING)
        inner = body.toRect().adjusted(padding, 0, -padding, 0)
        painter.setFont(chip_font(theme))
        painter.setPen(c.text2)
        painter.drawText(inner, QtCore.Qt.AlignmentFlag.AlignVCenter, self.text())
        paint_keys(painter, theme, inner, self._command.key, align_right=True)
        if self.hasFocus():
            paint_ring(painter, theme, self.rect(), chip_height(theme) / 2)

    def _on_look_changed(self) -> None:
        self._command = self._look.now(self._command)
        self.setToolTip(tip(self._command))
        self.updateGeometry()
        self.update()

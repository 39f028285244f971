"""Controls of sheets that paint more than a style sheet can: buttons, chips, combos."""

from PySide6 import QtCore, QtGui, QtWidgets

from app.ui.appearance.look import Look
from app.ui.widgets.focus_ring import RING, inset, paint_ring
from app.ui.widgets.keycap import keys_width, paint_keys

_GAP = 8
_SIDE = 12
_CHIP_HEIGHT = 32


class ActButton(QtWidgets.QAbstractButton):
    """A button of a sheet, with its key drawn in it; Enter presses it.

    The key is `keys`, or the one that the command of `command_id` has now.
    `kind` is 'primary', 'link' or '' for a plain one. With `space_passes` the space
    bar goes to the sheet instead.
    """

    def __init__(
        self,
        look: Look,
        text: str,
        parent: QtWidgets.QWidget,
        *,
        keys: str = "",
        command_id: str = "",
        kind: str = "",
        space_passes: bool = False,
    ) -> None:
        super().__init__(parent)
        self._look, self._fixed_keys, self._kind = look, keys, kind
        self._command_id = command_id
        self._space_passes = space_passes
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.StrongFocus)
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(
            QtWidgets.QSizePolicy.Policy.Fixed, QtWidgets.QSizePolicy.Policy.Fixed
        )
        self.set_words(text)
        look.changed.connect(self.updateGeometry)

    def set_words(self, text: str) -> None:
        """Show another text."""
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def sizeHint(self) -> QtCore.QSize:
        theme, px = self._look.theme, self._look.theme.px
        room = 2 * px(RING)
        side = 0 if self._kind == "link" else 2 * px(_SIDE)
        height = px(theme.sizes.button) + room
        return QtCore.QSize(self._content_width() + side + room, height)

    def minimumSizeHint(self) -> QtCore.QSize:
        return self.sizeHint()

    def changeEvent(self, event: QtCore.QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QtCore.QEvent.Type.EnabledChange:
            self.updateGeometry()  # its key is drawn, or is not

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        keys = QtCore.Qt.Key
        if event.key() in (keys.Key_Return, keys.Key_Enter):
            self.click()
        elif event.key() == keys.Key_Space and not self._space_passes:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        theme, px = self._look.theme, self._look.theme.px
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        fill, edge, ink = self._paints()
        radius = px(theme.sizes.radius_row)
        body = inset(theme, self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QtGui.QPen(edge, 1) if edge else QtCore.Qt.PenStyle.NoPen)
        painter.setBrush(fill if fill else QtCore.Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(body, radius, radius)
        left = (self.width() - self._content_width()) // 2
        painter.setFont(self._font())
        painter.setPen(ink)
        words = self.rect().adjusted(left, 0, 0, 0)
        painter.drawText(words, QtCore.Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._keys and self.isEnabled():
            caps = self.rect().adjusted(left, 0, -left, 0)
            is_primary = self._kind == "primary"
            paint_keys(
                painter,
                theme,
                caps,
                self._keys,
                align_right=True,
                on_accent=is_primary,
            )
        if self.hasFocus():
            paint_ring(painter, theme, self.rect(), radius)

    @property
    def _keys(self) -> str:
        now = self._look.key(self._command_id) if self._command_id else ""
        return now or self._fixed_keys

    def _font(self) -> QtGui.QFont:
        return self._look.theme.ui_font(1.0, 500 if self._kind == "" else 600)

    def _content_width(self) -> int:
        theme = self._look.theme
        width = QtGui.QFontMetrics(self._font()).horizontalAdvance(self.text()) + 1
        if self._keys and self.isEnabled():
            width += theme.px(_GAP) + keys_width(theme, self._keys)
        return width

    def _paints(
        self,
    ) -> tuple[QtGui.QColor | None, QtGui.QColor | None, QtGui.QColor]:
        c = self._look.theme.colours
        is_lit = self.isDown() or self.underMouse()
        if not self.isEnabled():
            return None, c.line, c.text3
        if self._kind == "primary":
            return (c.accenthover if is_lit else c.accent), None, c.onaccent
        if self._kind == "link":
            return (c.hover if is_lit else None), None, c.accenttext
        return (c.hover if is_lit else c.raised), c.line, c.text


class Field(QtWidgets.QLineEdit):
    """A line edit that keeps Enter to itself: `returnPressed` says it."""

    def __init__(self, name: str, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        super().keyPressEvent(event)
        keys = QtCore.Qt.Key
        if event.key() in (keys.Key_Return, keys.Key_Enter):
            event.accept()


class Check(QtWidgets.QCheckBox):
    """A check box drawn in the colours of the theme."""

    def __init__(self, look: Look, name: str, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setAccessibleName(name)

    def sizeHint(self) -> QtCore.QSize:
        side = self._look.theme.px(24)
        return QtCore.QSize(side, side)

    def hitButton(self, pos: QtCore.QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        px = self._look.theme.px
        painter = QtGui.QPainter(self)
        box = QtCore.QRect(px(3), (self.height() - px(16)) // 2, px(16), px(16))
        paint_box(painter, self._look, box, is_on=self.isChecked())
        if self.hasFocus():
            painter.setPen(QtGui.QPen(self._look.theme.colours.accent, 1.5))
            painter.setBrush(QtCore.Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), px(5), px(5))


def paint_box(
    painter: QtGui.QPainter, look: Look, box: QtCore.QRect, *, is_on: bool
) -> None:
    """Paint a check box into a square."""
    theme, px = look.theme, look.theme.px
    no_pen = QtCore.Qt.PenStyle.NoPen
    painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
    painter.setPen(no_pen if is_on else QtGui.QPen(theme.colours.edge, 1.2))
    painter.setBrush(theme.colours.accent if is_on else theme.colours.raised)
    frame = QtCore.QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(frame, px(4), px(4))
    if is_on:
        tick = box.adjusted(px(1), px(1), -px(1), -px(1))
        look.icons.paint(painter, tick, "check", theme.colours.onaccent)


class Chip(QtWidgets.QAbstractButton):
    """One of several views to choose from: a pill with icon, name and count."""

    def __init__(
        self, look: Look, text: str, icon: str, role: str, parent: QtWidgets.QWidget
    ) -> None:
        super().__init__(parent)
        self._look, self._icon, self._role = look, icon, role
        self._count = ""
        self.setText(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.TabFocus)
        look.changed.connect(self.updateGeometry)

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def set_count(self, count: str) -> None:
        """Show how many there are."""
        self._count = count
        self.setAccessibleName(f"{self.text()} {count}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QtCore.QSize:
        px = self._look.theme.px
        metrics = QtGui.QFontMetrics(self._look.theme.ui_font(1.0, 500))
        words = metrics.horizontalAdvance(self.text())
        count = metrics.horizontalAdvance(self._count)
        icon = px(16) + px(6) if self._icon else 0
        width = px(13) + icon + words + px(6) + count + px(11) + 2 * px(RING)
        return QtCore.QSize(width, px(_CHIP_HEIGHT) + 2 * px(RING))

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        theme, px = self._look.theme, self._look.theme.px
        colours = theme.colours
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        is_on = self.isChecked()
        edge = colours.accent if is_on else colours.line
        painter.setPen(QtGui.QPen(edge, 1.5 if is_on else 1))
        fill = colours.hover if self.underMouse() else colours.raised
        painter.setBrush(colours.accentsoft if is_on else fill)
        box = inset(theme, self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        if self.hasFocus():
            paint_ring(painter, theme, self.rect(), box.height() / 2)
        left = px(RING) + px(13)
        if self._icon:
            top = (self.height() - px(16)) // 2
            place = QtCore.QRect(left, top, px(16), px(16))
            colour = getattr(colours, self._role)
            self._look.icons.paint(painter, place, self._icon, colour)
            left += px(16) + px(6)
        font = theme.ui_font(1.0, 600 if is_on else 500)
        painter.setFont(font)
        painter.setPen(colours.text)
        middle = QtCore.Qt.AlignmentFlag.AlignVCenter
        painter.drawText(
            QtCore.QRect(left, 0, self.width(), self.height()), middle, self.text()
        )
        left += QtGui.QFontMetrics(font).horizontalAdvance(self.text()) + px(6)
        painter.setFont(theme.ui_font())
        painter.setPen(colours.text3)
        painter.drawText(
            QtCore.QRect(left, 0, self.width(), self.height()), middle, self._count
        )


class Combo(QtWidgets.QComboBox):
    """A combo box with the theme's own chevron."""

    def __init__(self, look: Look, name: str, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setAccessibleName(name)

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        super().paintEvent(event)
        px = self._look.theme.px
        painter = QtGui.QPainter(self)
        top = (self.height() - px(16)) // 2
        place = QtCore.QRect(self.width() - px(24), top, px(16), px(16))
        colour = self._look.theme.colours.text2
        self._look.icons.paint(painter, place, "chevron-down", colour)

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() == QtCore.Qt.Key.Key_Escape:
            event.ignore()

"""Buttons of commands: title, keys and icon come from the command itself."""

from collections.abc import Callable
from enum import StrEnum

from PySide6 import QtCore, QtGui, QtWidgets

from app.commands.command import Command
from app.ui.appearance.look import Look
from app.ui.widgets.focus_ring import RING, inset, paint_ring
from app.ui.widgets.keycap import keys_width, paint_keys

Run = Callable[..., object]
"""Runs a command by its id, with its arguments by name."""

_GAP = 8
_PADDING = 11
_ICON = 18
_ICON_BUTTON = 32


class Kind(StrEnum):
    """How loud a button is."""

    PRIMARY = "primary"
    PLAIN = "plain"
    QUIET = "quiet"


def tip(command: Command) -> str:
    """Return the tooltip of a command: its title with its key."""
    return f"{command.title} ({command.key})" if command.keys else command.title


def described(command: Command) -> str:
    """Return what a command does, with its key."""
    return ", ".join((command.help, *command.keys[:1]))


class CommandButton(QtWidgets.QAbstractButton):
    """A button that runs one command, with the command's key on it."""

    def __init__(
        self,
        look: Look,
        run: Run,
        command: Command,
        parent: QtWidgets.QWidget,
        *,
        text: str = "",
        icon: str = "",
        kind: Kind = Kind.PLAIN,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._run = run
        self._kind = kind
        self._has_text = self._has_icon = self._has_key = True
        self.set_command(command, text=text, icon=icon)
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.TabFocus)
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(
            QtWidgets.QSizePolicy.Policy.Fixed, QtWidgets.QSizePolicy.Policy.Fixed
        )
        self.clicked.connect(self._on_clicked)
        look.changed.connect(self._on_look_changed)

    @property
    def command_id(self) -> str:
        """Which command a click runs."""
        return self._command.id

    def set_command(self, command: Command, *, text: str = "", icon: str = "") -> None:
        """Become the button of another command; `text` is shorter than its title."""
        self._icon = icon
        self.setText(text or command.title)
        self.setAccessibleName(text or command.title)
        self._take_keys(command)
        self.updateGeometry()
        self.update()

    def set_parts(
        self, *, has_text: bool = True, has_icon: bool = True, has_key: bool = True
    ) -> None:
        """Show these parts alone; without its text it has its command's icon."""
        parts = (has_text, has_icon, has_key)
        if parts != (self._has_text, self._has_icon, self._has_key):
            self._has_text, self._has_icon, self._has_key = parts
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QtCore.QSize:
        theme = self._look.theme
        widths = []
        if self._shown_icon():
            widths.append(theme.px(_ICON))
        if self._has_text:
            metrics = QtGui.QFontMetrics(theme.ui_font(1.0, 500))
            widths.append(metrics.horizontalAdvance(self.text()))
        if keys := self._keys():
            widths.append(keys_width(theme, keys))
        width = sum(widths) + theme.px(_GAP) * (len(widths) - 1)
        width += 2 * theme.px(_PADDING)
        room = 2 * theme.px(RING)
        return QtCore.QSize(width + room, theme.px(theme.sizes.button) + room)

    def minimumSizeHint(self) -> QtCore.QSize:
        return self.sizeHint()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        theme = self._look.theme
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        body = inset(theme, self.rect())
        radius = theme.px(theme.sizes.radius_row)
        fill, edge, ink = self._paints()
        painter.setPen(QtGui.QPen(edge, 1) if edge else QtCore.Qt.PenStyle.NoPen)
        painter.setBrush(fill if fill else QtCore.Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(body.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        inner = body.toRect().adjusted(theme.px(_PADDING), 0, -theme.px(_PADDING), 0)
        if name := self._shown_icon():
            size = theme.px(_ICON)
            icon = QtCore.QRect(inner.x(), inner.y(), size, inner.height())
            self._look.icons.paint(painter, icon, name, ink)
            inner.setLeft(inner.left() + size + theme.px(_GAP))
        if self._has_text:
            painter.setFont(theme.ui_font(1.0, 500))
            painter.setPen(ink)
            painter.drawText(inner, QtCore.Qt.AlignmentFlag.AlignVCenter, self.text())
        if keys := self._keys():
            is_primary = self._kind is Kind.PRIMARY
            paint_keys(
                painter, theme, inner, keys, align_right=True, on_accent=is_primary
            )
        if self.hasFocus():
            paint_ring(painter, theme, self.rect(), radius)

    def _shown_icon(self) -> str:
        if not self._has_text:
            return self._icon or self._command.icon
        return self._icon if self._has_icon else ""

    def _keys(self) -> str:
        return self._command.key if self._has_key and self.isEnabled() else ""

    def _take_keys(self, command: Command) -> None:
        self._command = self._look.now(command)
        self.setToolTip(tip(self._command))
        self.setAccessibleDescription(described(self._command))

    def _paints(
        self,
    ) -> tuple[QtGui.QColor | None, QtGui.QColor | None, QtGui.QColor]:
        c = self._look.theme.colours
        is_down, is_under = self.isDown(), self.underMouse()
        if not self.isEnabled():
            return None, None if self._kind is Kind.QUIET else c.line, c.text3
        match self._kind:
            case Kind.PRIMARY:
                fill = c.accenthover if is_down or is_under else c.accent
                return fill, None, c.onaccent
            case Kind.PLAIN:
                fill = c.idle if is_down else c.hover if is_under else c.raised
                return fill, c.line, c.text
            case Kind.QUIET:
                return c.idle if is_down or is_under else None, None, c.text

    def _on_clicked(self) -> None:
        self._run(self._command.id)

    def _on_look_changed(self) -> None:
        self._take_keys(self._command)
        self.updateGeometry()
        self.update()


class IconButton(QtWidgets.QAbstractButton):
    """A quiet square button with one icon; checked it is filled with its colour."""

    def __init__(
        self, look: Look, icon: str, name: str, parent: QtWidgets.QWidget
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._icon = icon
        self._role = "text2"
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.TabFocus)
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(
            QtWidgets.QSizePolicy.Policy.Fixed, QtWidgets.QSizePolicy.Policy.Fixed
        )
        look.changed.connect(self._on_look_changed)

    def set_icon(self, icon: str, role: str = "text2") -> None:
        """Show an icon in the colour of a role of the theme."""
        self._icon, self._role = icon, role
        self.update()

    def sizeHint(self) -> QtCore.QSize:
        side = self._look.theme.px(_ICON_BUTTON)
        return QtCore.QSize(side, side)

    def minimumSizeHint(self) -> QtCore.QSize:
        return self.sizeHint()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        theme = self._look.theme
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            radius = theme.px(theme.sizes.radius_row)
            painter.setPen(QtCore.Qt.PenStyle.NoPen)
            painter.setBrush(theme.colours.idle)
            painter.drawRoundedRect(inset(theme, self.rect()), radius, radius)
        role = self._role if self.isEnabled() else "text3"
        gap = (self.width() - theme.px(theme.sizes.icon)) // 2
        icon = self.rect().adjusted(gap, gap, -gap, -gap)
        colour = getattr(theme.colours, role)
        self._look.icons.paint(painter, icon, self._icon, colour)
        if self.hasFocus():
            paint_ring(painter, theme, self.rect(), theme.px(theme.sizes.radius_key))

    def _on_look_changed(self) -> None:
        self.updateGeometry()
        self.update()


class CommandIcon(IconButton):
    """An icon button that runs one command."""

    def __init__(
        self, look: Look, run: Run, command: Command, parent: QtWidgets.QWidget
    ) -> None:
        super().__init__(look, command.icon, command.title, parent)
        self._run = run
        self._command = command
        self.setToolTip(tip(command))
        self.setAccessibleDescription(described(command))
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self._run(self._command.id)

    def _on_look_changed(self) -> None:
        before, self._command = self._command, self._look.now(self._command)
        if self.toolTip() == tip(before):  # else it was given another one
            self.setToolTip(tip(self._command))
        self.setAccessibleDescription(described(self._command))
        super()._on_look_changed()

"""Key caps: the keys of a command, drawn as the keys they are."""

from collections.abc import Sequence

from PySide6 import QtCore, QtGui, QtWidgets

from app.ui.appearance.look import Look
from app.ui.appearance.theme import Theme

_HEIGHT = 19
_PADDING = 5
_GAP = 4
_STEP = 0.85
_WEIGHT = 500
_FILL_OF_ACCENT = 0.16


def key_parts(keys: str) -> tuple[str, ...]:
    """Split keys as a command writes them into one part a cap.

    'Ctrl+K' gives ('Ctrl', 'K'), 'g i' gives ('g', 'i'), 'Ctrl++' gives ('Ctrl', '+').
    Keys have the names printed on them: 'Return' gives ('Enter',).
    """
    parts = (part for chord in keys.split() for part in _chord_parts(chord))
    return tuple("Enter" if part == "Return" else part for part in parts)


def keys_width(theme: Theme, keys: str) -> int:
    """Return the width in device-independent pixels that `paint_keys` needs."""
    return _widths(theme, key_parts(keys))[1]


def paint_keys(
    painter: QtGui.QPainter,
    theme: Theme,
    rect: QtCore.QRect,
    keys: str,
    *,
    align_right: bool = False,
    on_accent: bool = False,
    ink: QtGui.QColor | None = None,
) -> int:
    """Paint the caps of `keys` in the middle of `rect`'s height; return their width.

    They begin at its left, or end at its right. `on_accent` is for a primary button.
    """
    parts = key_parts(keys)
    widths, total = _widths(theme, parts)
    left = rect.right() + 1 - total if align_right else rect.left()
    height = theme.px(_HEIGHT)
    top = rect.top() + (rect.height() - height) // 2
    painter.save()
    painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
    painter.setFont(theme.ui_font(_STEP, _WEIGHT))
    for part, width in zip(parts, widths, strict=True):
        cap = QtCore.QRectF(left, top, width, height).adjusted(0.5, 0.5, -0.5, -0.5)
        _paint_cap(painter, theme, cap, part, on_accent=on_accent, ink=ink)
        left += width + theme.px(_GAP)
    painter.restore()
    return total


class KeyCaps(QtWidgets.QWidget):
    """The caps of one command; the mouse goes through to what lies under it.

    With `command_id` they are of the key that the command has now.
    """

    def __init__(
        self,
        look: Look,
        keys: str = "",
        parent: QtWidgets.QWidget | None = None,
        *,
        command_id: str = "",
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._keys = look.key(command_id) if command_id else keys
        self._command_id = command_id
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(
            QtWidgets.QSizePolicy.Policy.Fixed, QtWidgets.QSizePolicy.Policy.Fixed
        )
        look.changed.connect(self._on_look_changed)

    def keys(self) -> str:
        """Return the keys shown, as a command writes them."""
        return self._keys

    def set_keys(self, keys: str) -> None:
        """Show other keys; '' shows none."""
        self._keys = keys
        self._on_look_changed()

    def set_command(self, command_id: str) -> None:
        """Show the key that a command has, now and after a change."""
        self._command_id = command_id
        self._on_look_changed()

    def sizeHint(self) -> QtCore.QSize:
        theme = self._look.theme
        return QtCore.QSize(keys_width(theme, self._keys), theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QtCore.QSize:
        return self.sizeHint()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        painter = QtGui.QPainter(self)
        paint_keys(painter, self._look.theme, self.rect(), self._keys)

    def _on_look_changed(self) -> None:
        if self._command_id:
            self._keys = self._look.key(self._command_id)
        self.updateGeometry()
        self.update()


def _chord_parts(chord: str) -> Sequence[str]:
    if chord == "+":
        return (chord,)
    if chord.endswith("++"):
        return (*chord[:-2].split("+"), "+")
    return chord.split("+")


def _widths(theme: Theme, parts: Sequence[str]) -> tuple[list[int], int]:
    metrics = QtGui.QFontMetrics(theme.ui_font(_STEP, _WEIGHT))
    padding, height = 2 * theme.px(_PADDING), theme.px(_HEIGHT)
    widths = [max(height, metrics.horizontalAdvance(p) + padding) for p in parts]
    return widths, sum(widths) + theme.px(_GAP) * max(0, len(widths) - 1)


def _paint_cap(
    painter: QtGui.QPainter,
    theme: Theme,
    cap: QtCore.QRectF,
    part: str,
    *,
    on_accent: bool,
    ink: QtGui.QColor | None,
) -> None:
    colours = theme.colours
    fill, edge, text = colours.sunken, colours.line, ink or colours.text2
    if on_accent:
        text = ink or colours.onaccent
        fill = QtGui.QColor(text)
        fill.setAlphaF(_FILL_OF_ACCENT)
        edge = fill
    radius = theme.px(theme.sizes.radius_key)
    painter.setPen(QtGui.QPen(edge, 1))
    painter.setBrush(fill)
    painter.drawRoundedRect(cap, radius, radius)
    painter.setPen(text)
    painter.drawText(cap, QtCore.Qt.AlignmentFlag.AlignCenter, part)

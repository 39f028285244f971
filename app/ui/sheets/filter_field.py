"""A field above a list: letters filter, arrows move the list, Enter chooses."""

from PySide6 import QtCore, QtGui, QtWidgets

from app.ui.appearance.look import Look
from app.ui.widgets.labels import label

_PAGE = 8
_FIELD_STEP = 1.15


class FilterField(QtWidgets.QLineEdit):
    """A line edit that hands the keys of a list on; the frame is its parent's."""

    stepped = QtCore.Signal(int)
    chosen = QtCore.Signal()

    def __init__(self, look: Look, hint: str, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setProperty("kind", "bare")
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        keys, modifiers = QtCore.Qt.Key, QtCore.Qt.KeyboardModifier
        held = event.modifiers() & ~modifiers.KeypadModifier
        has_control = held == modifiers.ControlModifier
        key = event.key()
        steps = {
            keys.Key_Down: 1,
            keys.Key_Up: -1,
            keys.Key_PageDown: _PAGE,
            keys.Key_PageUp: -_PAGE,
        }
        if has_control and key in (keys.Key_N, keys.Key_P):
            self.stepped.emit(1 if key == keys.Key_N else -1)
        elif not held and key in steps:
            self.stepped.emit(steps[keys(key)])
        elif key in (keys.Key_Return, keys.Key_Enter):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _on_look_changed(self) -> None:
        self.setFont(self._look.theme.ui_font(_FIELD_STEP))


def field_row(
    look: Look, field: QtWidgets.QLineEdit, parent: QtWidgets.QWidget
) -> tuple[QtWidgets.QHBoxLayout, QtWidgets.QLabel]:
    """Lay a search icon, the field and a count in a row; return it and the count."""
    px = look.theme.px
    icon = QtWidgets.QLabel(parent)
    icon.setPixmap(look.icon("search", "text2", 18).pixmap(px(18), px(18)))
    count = label(parent, kind="hint")
    row = QtWidgets.QHBoxLayout()
    row.setContentsMargins(px(20), px(16), px(18), px(16))
    row.setSpacing(px(12))
    row.addWidget(icon)
    row.addWidget(field, 1)
    row.addWidget(count)
    return row, count

"""From key presses to commands: one filter over the whole application."""

from collections.abc import Callable
from typing import Any

from PySide6 import QtCore, QtGui, QtWidgets

from app.commands.command import Command, Mode
from app.commands.keymap import Keymap, Pending

_NAMES = {
    QtCore.Qt.Key.Key_Up: "Up",
    QtCore.Qt.Key.Key_Down: "Down",
    QtCore.Qt.Key.Key_Left: "Left",
    QtCore.Qt.Key.Key_Right: "Right",
    QtCore.Qt.Key.Key_PageUp: "PgUp",
    QtCore.Qt.Key.Key_PageDown: "PgDown",
    QtCore.Qt.Key.Key_Home: "Home",
    QtCore.Qt.Key.Key_End: "End",
    QtCore.Qt.Key.Key_Return: "Return",
    QtCore.Qt.Key.Key_Enter: "Return",
    QtCore.Qt.Key.Key_Escape: "Esc",
    QtCore.Qt.Key.Key_Backspace: "Backspace",
    QtCore.Qt.Key.Key_Delete: "Delete",
    QtCore.Qt.Key.Key_Space: "Space",
    **{getattr(QtCore.Qt.Key, f"Key_F{n}"): f"F{n}" for n in range(1, 13)},
}
_PURE_MODIFIERS = (
    QtCore.Qt.Key.Key_Shift,
    QtCore.Qt.Key.Key_Control,
    QtCore.Qt.Key.Key_Alt,
    QtCore.Qt.Key.Key_Meta,
    QtCore.Qt.Key.Key_AltGr,
    QtCore.Qt.Key.Key_CapsLock,
    QtCore.Qt.Key.Key_NumLock,
)
_TEXT_FIELDS = (
    QtWidgets.QLineEdit,
    QtWidgets.QAbstractSpinBox,
    QtWidgets.QComboBox,
)
_WORKS_WHILE_TYPING = frozenset(
    ("palette.open", "settings.show", "window.quit", "window.full-screen", "pane.next")
)
_LATIN_KEYS = {
    **dict(zip(range(24, 34), "qwertyuiop", strict=True)),
    **dict(zip(range(38, 47), "asdfghjkl", strict=True)),
    **dict(zip(range(52, 59), "zxcvbnm", strict=True)),
}
"""X11 key codes of the letter keys of a Latin keyboard. Source: evdev keycodes, XKB."""


def key_name(event: QtGui.QKeyEvent) -> str:
    """Return the key as the command table writes it, '' for a bare modifier."""
    key = QtCore.Qt.Key(event.key())
    if key in _PURE_MODIFIERS:
        return ""
    modifiers = event.modifiers()
    has_ctrl = bool(modifiers & QtCore.Qt.KeyboardModifier.ControlModifier)
    has_shift = bool(modifiers & QtCore.Qt.KeyboardModifier.ShiftModifier)
    has_alt = bool(modifiers & QtCore.Qt.KeyboardModifier.AltModifier)
    name = _NAMES.get(key)
    if name is None:
        name = _printed(event, has_ctrl or has_alt)
        if not name:
            return ""
        is_letter = name.isalpha()
        has_shift = has_shift and is_letter and (has_ctrl or has_alt)
    parts = [
        label
        for label, held in (("Ctrl", has_ctrl), ("Shift", has_shift), ("Alt", has_alt))
        if held
    ]
    return "+".join([*parts, name])


def _printed(event: QtGui.QKeyEvent, has_chord: bool) -> str:
    if has_chord:
        code = event.key()
        return chr(code) if 0x20 < code < 0x7F else ""
    text = event.text()
    if len(text) == 1 and text.isprintable() and text.isascii():
        return text
    letter = _LATIN_KEYS.get(event.nativeScanCode(), "")
    shifted = event.modifiers() & QtCore.Qt.KeyboardModifier.ShiftModifier
    return letter.upper() if shifted else letter


class KeyFilter(QtCore.QObject):
    """Turns key presses of the main window into commands.

    `prefix_changed` tells the keys pressed so far and the commands that may follow,
    empty when there is no prefix. Single keys are left alone in text fields; while
    `is_blocked` says so (a sheet is open) everything is.
    """

    prefix_changed = QtCore.Signal(str, object)

    def __init__(
        self,
        window: QtWidgets.QWidget,
        keymap: Keymap,
        *,
        mode: Callable[[], Mode],
        run: Callable[[str], Any],
        is_blocked: Callable[[], bool],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._keymap = keymap
        self._mode = mode
        self._run = run
        self._is_blocked = is_blocked
        self._pressed: tuple[str, ...] = ()
        application = QtWidgets.QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        """Take the keys that are commands; leave every other event alone."""
        kind = event.type()
        if kind not in (
            QtCore.QEvent.Type.KeyPress,
            QtCore.QEvent.Type.ShortcutOverride,
        ):
            return False
        if not isinstance(event, QtGui.QKeyEvent) or not self._is_ours(watched):
            return False
        found = self._find(event)
        if found is None:
            return self._give_up(kind)
        if kind is QtCore.QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        self._take(event, found)
        return True

    def _is_ours(self, watched: QtCore.QObject) -> bool:
        if not isinstance(watched, QtWidgets.QWidget):
            return False
        if QtWidgets.QApplication.activePopupWidget() is not None:
            return False
        if watched.window() is not self._window or self._is_blocked():
            return False
        focus = QtWidgets.QApplication.focusWidget()
        return focus is None or focus is watched

    def _find(self, event: QtGui.QKeyEvent) -> Command | Pending | None:
        name = key_name(event)
        if not name:
            return Pending({}) if self._pressed else None
        found = self._keymap.find(self._mode(), (*self._pressed, name))
        if not self._is_typing():
            return found
        if isinstance(found, Command) and found.id in _WORKS_WHILE_TYPING:
            return found if len(name) > 1 else None
        return None

    def _is_typing(self) -> bool:
        focus = QtWidgets.QApplication.focusWidget()
        if isinstance(focus, QtWidgets.QPlainTextEdit | QtWidgets.QTextEdit):
            return not focus.isReadOnly()
        return isinstance(focus, _TEXT_FIELDS)

    def _give_up(self, kind: QtCore.QEvent.Type) -> bool:
        if not self._pressed or kind is not QtCore.QEvent.Type.KeyPress:
            return False
        self._set_prefix((), {})
        return True

    def _take(self, event: QtGui.QKeyEvent, found: Command | Pending) -> None:
        name = key_name(event)
        if not name:
            return
        if isinstance(found, Pending):
            self._set_prefix((*self._pressed, name), found.followers)
            return
        self._set_prefix((), {})
        self._run(found.id)

    def _set_prefix(
        self, pressed: tuple[str, ...], followers: dict[str, Command]
    ) -> None:
        if pressed or self._pressed:
            self._pressed = pressed
            self.prefix_changed.emit(" ".join(pressed), followers)

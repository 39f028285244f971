"""From key presses to commands: one filter over the whole application."""

import sys
from collections.abc import Callable
from typing import Any

from PySide6 import QtCore, QtGui, QtWidgets

from app.commands.command import Command, Mode
from app.commands.keys.key_counts import MOST, TO_A_PLACE, n_times
from app.commands.keys.keymap import Keymap, Pending

_Modifier = QtCore.Qt.KeyboardModifier
_KEY_EVENTS = (QtCore.QEvent.Type.KeyPress, QtCore.QEvent.Type.ShortcutOverride)
_Release = tuple[int, int]
"""The scan code of a key and the time, in milliseconds, at which it went up."""

_TAB = "Tab"
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
    QtCore.Qt.Key.Key_Tab: _TAB,
    QtCore.Qt.Key.Key_Backtab: _TAB,
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
_PRESSES = ("Space", "Return")
"""The keys that press a button which has the focus."""

_TEXT_FIELDS = (
    QtWidgets.QLineEdit,
    QtWidgets.QAbstractSpinBox,
    QtWidgets.QComboBox,
)
_WORKS_WHILE_TYPING = frozenset(
    (
        "palette.open",
        "guide.show",
        "settings.show",
        "window.quit",
        "window.full-screen",
        "pane.next",
        "reader.next-tab",
        "reader.previous-tab",
        "reader.find-case",
        "reader.find-word",
        "reader.find-pattern",
    )
)
_ON_A_SELECTION = frozenset(("reader.copy",))
_LEAVES = "window.quit"
_LEAVES_COUNT = "view.escape"
_N_HELD = 50
"""So many keys are held at most: a cat on the keyboard is not typing ahead."""

_LATIN_KEYS = {
    **dict(zip(range(24, 34), "qwertyuiop", strict=True)),
    **dict(zip(range(38, 47), "asdfghjkl", strict=True)),
    **dict(zip(range(52, 59), "zxcvbnm", strict=True)),
}
"""X11 key codes of the letter keys of a Latin keyboard. Source: evdev keycodes, XKB."""


def key_name(event: QtGui.QKeyEvent) -> str:
    """Return the key as the command table writes it, '' for one it cannot name."""
    modifiers = event.modifiers()
    if modifiers & _Modifier.MetaModifier:
        return ""
    has_ctrl = bool(modifiers & _Modifier.ControlModifier)
    has_shift = bool(modifiers & _Modifier.ShiftModifier)
    has_alt = bool(modifiers & _Modifier.AltModifier)
    text = event.text()
    if has_ctrl and has_alt and len(text) == 1 and text.isprintable():
        has_ctrl = has_alt = False  # AltGr, as Windows tells it
    name = _NAMES.get(QtCore.Qt.Key(event.key()))
    if name is None:
        name = _printed(event, has_ctrl or has_alt)
        if not name:
            return ""
        has_shift = has_shift and name.isalpha() and (has_ctrl or has_alt)
    if name == _TAB and not has_ctrl:
        return ""  # it goes from one control to the next
    parts = [
        label
        for label, held in (("Ctrl", has_ctrl), ("Shift", has_shift), ("Alt", has_alt))
        if held
    ]
    return "+".join([*parts, name])


def _printed(event: QtGui.QKeyEvent, has_chord: bool) -> str:
    letter = _LATIN_KEYS.get(event.nativeScanCode(), "")
    if has_chord:
        code = event.key()
        return chr(code) if 0x20 < code < 0x7F else letter.upper()
    text = event.text()
    if len(text) == 1 and text.isprintable() and text.isascii():
        return text
    shifted = event.modifiers() & _Modifier.ShiftModifier
    return letter.upper() if shifted else letter


def _copy(event: QtGui.QKeyEvent, *, is_repeated: bool) -> QtGui.QKeyEvent:
    return QtGui.QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        is_repeated,
        event.count(),
    )


def _moment(event: QtGui.QKeyEvent) -> _Release:
    """Return which key it is and when, (0, 0) for one that no keyboard sent.

    Windows tells the time by its ticks, in which a key may go up and down, and which
    keys are held it tells by itself.
    """
    scan_code = 0 if sys.platform == "win32" else event.nativeScanCode()
    return (scan_code, event.timestamp()) if scan_code else (0, 0)


class KeyFilter(QtCore.QObject):
    """Turns key presses of the main window into commands.

    `prefix_changed` tells the keys pressed so far and the commands that may follow,
    empty when there is no prefix; a key that means nothing after it, Esc or a click
    ends the prefix. Single keys are left alone in text fields; while `is_blocked` says
    so (a sheet is open) everything is. While `is_waiting` says so (a list is on its
    way) keys are held, and pressed once `go_on` is called: they are meant for what will
    be there. While `has_selection` says so, `y` does what `y y` does and
    begins nothing. A keymap with counts takes digits for how often a motion is done.
    `begun` tells what was typed and waits for more: a number, the keys of a prefix.
    """

    prefix_changed = QtCore.Signal(str, object)
    begun = QtCore.Signal(str)

    def __init__(
        self,
        window: QtWidgets.QWidget,
        keymap: Keymap,
        *,
        mode: Callable[[], Mode],
        run: Callable[..., Any],
        is_blocked: Callable[[], bool],
        is_waiting: Callable[[], bool],
        has_selection: Callable[[], bool],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._keymap = keymap
        self._mode = mode
        self._run = run
        self._is_blocked = is_blocked
        self._is_waiting = is_waiting
        self._has_selection = has_selection
        self._held: list[QtGui.QKeyEvent] = []
        self._pressed: tuple[str, ...] = ()
        self._count = 0
        self._released: _Release = (0, 0)
        self._is_going_on = False
        application = QtWidgets.QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def follow(self, keymap: Keymap) -> None:
        """Obey other keys from now on."""
        self._set_prefix((), {})
        self._set_count(0)
        self._keymap = keymap

    def go_on(self) -> None:
        """Press the keys that were held, until there is something to wait for again."""
        while self._held and not self._is_going_on and not self._is_waiting():
            event = self._held.pop(0)
            target = QtWidgets.QApplication.focusWidget() or self._window
            self._is_going_on = True
            try:
                QtCore.QCoreApplication.sendEvent(target, event)
            finally:
                self._is_going_on = False

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        """Take the keys that are commands; leave every other event alone."""
        kind = event.type()
        if kind is QtCore.QEvent.Type.MouseButtonPress:
            self._set_prefix((), {})
            self._set_count(0)
            return False
        if not isinstance(event, QtGui.QKeyEvent):
            return False
        if kind is QtCore.QEvent.Type.KeyRelease:
            self._released = _moment(event)
        if kind not in _KEY_EVENTS or not self._is_ours(watched):
            return False
        if event.key() in _PURE_MODIFIERS:
            return False
        self.go_on()  # what was pressed before comes before
        name = key_name(event)
        if self._must_wait(name):
            return self._hold(event)
        if self._is_count(name):
            return self._take_digit(event, name)
        found = self._find(name)
        if found is None:
            return self._give_up(kind)
        if kind is QtCore.QEvent.Type.ShortcutOverride:
            event.accept()
        else:
            self._take(name, found, is_repeated=self._is_repeated(event))
        return True

    def _is_repeated(self, event: QtGui.QKeyEvent) -> bool:
        """Say whether a key is held down rather than pressed.

        X11 tells it by a release and a press at one time; Qt sees that only if both
        have arrived when it looks at the first.
        """
        return event.isAutoRepeat() or _moment(event) == self._released != (0, 0)

    def _is_ours(self, watched: QtCore.QObject) -> bool:
        if not isinstance(watched, QtWidgets.QWidget):
            return False
        if QtWidgets.QApplication.activePopupWidget() is not None:
            return False
        if watched.window() is not self._window:
            return False
        if self._is_blocked():
            self._held.clear()  # who answers a sheet thinks of something else by now
            return False
        focus = QtWidgets.QApplication.focusWidget()
        return focus is None or focus is watched

    def _must_wait(self, name: str) -> bool:
        if self._is_typing() or not self._is_waiting():
            return False
        found = self._find(name)
        leaves = isinstance(found, Command) and found.id == _LEAVES
        return not leaves or bool(self._held)

    def _hold(self, event: QtGui.QKeyEvent) -> bool:
        if event.type() is QtCore.QEvent.Type.ShortcutOverride:
            event.accept()
        elif len(self._held) < _N_HELD:
            self._held.append(_copy(event, is_repeated=self._is_repeated(event)))
        return True

    def _is_count(self, name: str) -> bool:
        """Say whether a digit belongs to a number before a key."""
        if not self._keymap.has_counts or len(name) != 1 or not name.isdecimal():
            return False
        if self._pressed or self._is_typing():
            return False
        return bool(self._count) or name != "0"

    def _take_digit(self, event: QtGui.QKeyEvent, name: str) -> bool:
        if event.type() is QtCore.QEvent.Type.ShortcutOverride:
            event.accept()
        else:
            self._set_count(min(self._count * 10 + int(name), MOST))
        return True

    def _find(self, name: str) -> Command | Pending | None:
        if not name or (name in _PRESSES and self._is_on_button()):
            return None
        if name == "Return" and self._takes_return():
            return None
        found = self._keymap.find(self._mode(), (*self._pressed, name))
        is_first = isinstance(found, Pending) and not self._pressed
        if is_first and not self._is_typing() and self._has_selection():
            doubled = self._keymap.find(self._mode(), (name, name))
            if isinstance(doubled, Command) and doubled.id in _ON_A_SELECTION:
                found = doubled
        if not self._is_typing():
            return found
        works = isinstance(found, Command) and found.id in _WORKS_WHILE_TYPING
        return found if works and len(name) > 1 else None

    def _is_on_button(self) -> bool:
        focus = QtWidgets.QApplication.focusWidget()
        return isinstance(focus, QtWidgets.QAbstractButton)

    def _takes_return(self) -> bool:
        focus = QtWidgets.QApplication.focusWidget()
        return focus is not None and bool(focus.property("takesReturn"))

    def _is_typing(self) -> bool:
        focus = QtWidgets.QApplication.focusWidget()
        if isinstance(focus, QtWidgets.QPlainTextEdit | QtWidgets.QTextEdit):
            return not focus.isReadOnly()
        return isinstance(focus, _TEXT_FIELDS)

    def _give_up(self, kind: QtCore.QEvent.Type) -> bool:
        if kind is QtCore.QEvent.Type.KeyPress:
            self._set_count(0)
        if not self._pressed or kind is not QtCore.QEvent.Type.KeyPress:
            return False
        self._set_prefix((), {})
        return True

    def _take(self, name: str, found: Command | Pending, *, is_repeated: bool) -> None:
        if isinstance(found, Pending):
            self._set_prefix((*self._pressed, name), found.followers)
            return
        self._set_prefix((), {})
        count = self._count
        self._set_count(0)
        if count and found.id == _LEAVES_COUNT:
            return
        is_act = found.handler is not None
        if is_act and is_repeated:  # a key held down moves on, and acts once
            return
        if count and found.id in TO_A_PLACE:
            self._run(found.id, count)
            return
        for _ in range(n_times(found, count)):
            self._run(found.id)

    def _set_prefix(
        self, pressed: tuple[str, ...], followers: dict[str, Command]
    ) -> None:
        if pressed or self._pressed:
            self._pressed = pressed
            self.prefix_changed.emit(" ".join(pressed), followers)
            self._tell_begun()

    def _set_count(self, count: int) -> None:
        if count != self._count:
            self._count = count
            self._tell_begun()

    def _tell_begun(self) -> None:
        number = (str(self._count),) if self._count else ()
        self.begun.emit(" ".join((*number, *self._pressed)))

"""From key presses to commands: names, text fields, prefixes, buttons, keys held."""

import sys
from collections.abc import Callable
from typing import Any

import pytest
from PySide6 import QtCore, QtGui, QtTest, QtWidgets
from pytestqt.qtbot import QtBot

from app.commands.command import Mode
from app.commands.keys.keymap import Keymap
from app.commands.table import all_commands
from app.ui.keys.keys import KeyFilter, key_name

pytestmark = pytest.mark.ui
Key = QtCore.Qt.Key
Modifier = QtCore.Qt.KeyboardModifier
NONE, SHIFT = Modifier.NoModifier, Modifier.ShiftModifier
CTRL, ALT = Modifier.ControlModifier, Modifier.AltModifier
PRESS = QtCore.QEvent.Type.KeyPress

NAMED = {
    "Up": Key.Key_Up,
    "Down": Key.Key_Down,
    "Left": Key.Key_Left,
    "Right": Key.Key_Right,
    "PgUp": Key.Key_PageUp,
    "PgDown": Key.Key_PageDown,
    "Home": Key.Key_Home,
    "End": Key.Key_End,
    "Return": Key.Key_Return,
    "Esc": Key.Key_Escape,
    "Backspace": Key.Key_Backspace,
    "Delete": Key.Key_Delete,
    "Space": Key.Key_Space,
    "Tab": Key.Key_Tab,
    **{f"F{n}": getattr(Key, f"Key_F{n}") for n in range(1, 13)},
}
STROKES = sorted({s for c in all_commands().all() for k in c.keys for s in k.split()})
HELD = {"Ctrl": CTRL, "Shift": SHIFT, "Alt": ALT}


def event_of(stroke: str) -> QtGui.QKeyEvent:
    """Make the event that Qt makes of a stroke on a US keyboard."""
    *held, name = ("Ctrl", "+") if stroke == "Ctrl++" else stroke.rsplit("+", 3)
    if stroke in ("+", "-"):
        held, name = [], stroke
    modifiers = NONE
    for label in held:
        modifiers |= HELD[label]
    if stroke == "Ctrl+Shift+Tab":
        return QtGui.QKeyEvent(PRESS, Key.Key_Backtab, modifiers)
    if name in NAMED:
        return QtGui.QKeyEvent(PRESS, NAMED[name], modifiers)
    if (name.isupper() and not held) or name in '?{}~:+"':
        modifiers |= SHIFT
    text = "" if held else name
    return QtGui.QKeyEvent(PRESS, ord(name.upper()), modifiers, text)


@pytest.mark.parametrize("stroke", STROKES)
def test_every_stroke_of_the_table_is_named_as_it_is_written(stroke: str) -> None:
    assert key_name(event_of(stroke)) == stroke


@pytest.mark.parametrize(
    ("key", "modifiers", "text", "name"),
    [
        (Key.Key_Enter, Modifier.KeypadModifier, "\r", "Return"),
        (Key.Key_5, Modifier.KeypadModifier, "5", "5"),
        (Key.Key_S, Modifier.MetaModifier, "s", ""),
        (Key.Key_Shift, SHIFT, "", ""),
        (Key.Key_BraceLeft, CTRL | ALT, "{", "{"),
        (Key.Key_Tab, NONE, "\t", ""),
        (Key.Key_F3, SHIFT, "", "Shift+F3"),
        (Key.Key_Z, CTRL | SHIFT, "\x1a", "Ctrl+Shift+Z"),
        (Key.Key_Space, SHIFT, " ", "Shift+Space"),
        (Key.Key_VolumeUp, NONE, "", ""),
        (0x042B, NONE, "ы", ""),
    ],
)
def test_other_strokes_are_named_or_not(
    key: int, modifiers: QtCore.Qt.KeyboardModifier, text: str, name: str
) -> None:
    assert key_name(QtGui.QKeyEvent(PRESS, key, modifiers, text)) == name


@pytest.mark.parametrize(
    ("modifiers", "name"), [(NONE, "s"), (SHIFT, "S"), (CTRL, "Ctrl+S")]
)
def test_letter_of_another_script_is_the_latin_one_of_its_place(
    modifiers: QtCore.Qt.KeyboardModifier, name: str
) -> None:
    event = QtGui.QKeyEvent(PRESS, 0x042B, modifiers, 39, 0, 0, "ы")

    assert key_name(event) == name


class Bench:
    """A window with a field, a text to read and a button, and what its keys ran."""

    def __init__(self, qtbot: QtBot) -> None:
        self.mode = Mode.LIST
        self.is_blocked = False
        self.is_waiting = False
        self.has_selection = False
        self.ran: list[str] = []
        self.run: Callable[[str], object] = self.ran.append
        self.prefixes: list[tuple[str, frozenset[str]]] = []
        self._qtbot = qtbot
        self.window = QtWidgets.QWidget()
        qtbot.addWidget(self.window)
        self.rows = QtWidgets.QListView(self.window)
        self.field = QtWidgets.QLineEdit(self.window)
        self.text = QtWidgets.QTextEdit(self.window)
        self.text.setReadOnly(True)
        self.text.setPlainText("An abstract to read.")
        self.note = QtWidgets.QPlainTextEdit(self.window)
        self.number = QtWidgets.QSpinBox(self.window)
        self.choice = QtWidgets.QComboBox(self.window)
        self.button = QtWidgets.QPushButton("Do", self.window)
        self.filter = KeyFilter(
            self.window,
            Keymap(all_commands()),
            mode=lambda: self.mode,
            run=lambda command_id: self.run(command_id),
            is_blocked=lambda: self.is_blocked,
            is_waiting=lambda: self.is_waiting,
            has_selection=lambda: self.has_selection,
        )
        self.filter.prefix_changed.connect(self._on_prefix_changed)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self.focus(self.rows)

    def focus(self, widget: QtWidgets.QWidget) -> None:
        """Give a widget the keys."""
        widget.setFocus()
        self._qtbot.waitUntil(widget.hasFocus)

    def press(
        self, key: Key | str, modifiers: QtCore.Qt.KeyboardModifier = NONE
    ) -> None:
        """Press and release a key where the keys go."""
        focus = QtWidgets.QApplication.focusWidget()
        assert focus is not None
        QtTest.QTest.keyClick(focus, key, modifiers)

    def _on_prefix_changed(self, prefix: str, followers: dict[str, Any]) -> None:
        self.prefixes.append((prefix, frozenset(followers)))


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    return Bench(qtbot)


def test_key_runs_the_command_of_the_mode(bench: Bench) -> None:
    bench.press("j")
    bench.mode = Mode.READER
    bench.press("j")
    bench.press(Key.Key_K, CTRL)

    assert bench.ran == ["list.next-row", "reader.scroll-down", "palette.open"]


@pytest.mark.parametrize("name", ["field", "note", "number", "choice"])
def test_letters_stay_in_what_one_types_in(bench: Bench, name: str) -> None:
    bench.focus(getattr(bench, name))

    for key in ("s", "j", ":", "?", " ", "5"):
        bench.press(key)
    bench.press(Key.Key_A, CTRL)
    bench.press(Key.Key_Delete)

    assert bench.ran == []


def test_typed_letters_arrive(bench: Bench) -> None:
    bench.focus(bench.field)

    for letter in "gist:":
        bench.press(letter)

    assert bench.field.text() == "gist:"
    assert bench.prefixes == []


def test_palette_and_quit_work_while_typing(bench: Bench) -> None:
    bench.focus(bench.field)

    bench.press(Key.Key_K, CTRL)
    bench.press(Key.Key_F6)
    bench.press(Key.Key_F1)
    bench.press(Key.Key_Q, CTRL)

    assert bench.ran == ["palette.open", "pane.next", "guide.show", "window.quit"]


def test_tabs_are_changed_from_a_field(bench: Bench) -> None:
    bench.mode = Mode.READER
    bench.focus(bench.field)

    bench.press(Key.Key_Tab, CTRL)

    assert bench.ran == ["reader.next-tab"]


def test_single_keys_are_commands_in_a_text_to_read_and_copy_copies(
    bench: Bench,
) -> None:
    bench.focus(bench.text)
    bench.text.selectAll()

    bench.press("s")
    bench.press(Key.Key_C, CTRL)

    assert bench.ran == ["paper.star"]
    assert QtWidgets.QApplication.clipboard().text() == "An abstract to read."


def test_prefix_tells_what_may_follow_then_runs(bench: Bench) -> None:
    bench.press("g")
    bench.press("i")

    assert bench.ran == ["go.inbox"]
    assert bench.prefixes == [("g", frozenset("giqrsdatnplTcfjov")), ("", frozenset())]


@pytest.mark.parametrize("key", ["z", Key.Key_Escape, Key.Key_Tab, Key.Key_VolumeUp])
def test_key_without_meaning_after_a_prefix_ends_it(
    bench: Bench, key: Key | str
) -> None:
    bench.press("g")
    bench.press(key)
    bench.press("i")

    assert bench.ran == ["paper.edit"]
    assert bench.prefixes[-1][0] == ""


def test_modifier_alone_keeps_the_prefix(bench: Bench) -> None:
    bench.press("y")
    bench.press(Key.Key_Shift, SHIFT)
    bench.press("b")

    assert bench.ran == ["paper.copy-bibtex"]


def test_y_copies_at_once_while_something_is_selected(bench: Bench) -> None:
    bench.mode = Mode.READER
    bench.press("y")
    bench.press("y")
    bench.has_selection = True
    bench.press("y")
    bench.press("g")
    bench.press("p")

    assert bench.ran == ["reader.copy", "reader.copy", "reader.ask-page"]


def test_click_ends_the_prefix(bench: Bench) -> None:
    bench.press("g")
    QtTest.QTest.mouseClick(bench.window, QtCore.Qt.MouseButton.LeftButton)
    bench.press("i")

    assert bench.ran == ["paper.edit"]


def test_nothing_is_taken_while_a_sheet_is_open(bench: Bench) -> None:
    bench.is_blocked = True

    bench.press("s")
    bench.press(Key.Key_K, CTRL)

    assert bench.ran == []


def test_focused_button_is_pressed_by_space(bench: Bench) -> None:
    clicked: list[str] = []
    bench.button.clicked.connect(lambda: clicked.append("do"))
    bench.focus(bench.button)

    bench.press(Key.Key_Space)
    bench.press("j")

    assert (len(clicked), bench.ran) == (1, ["list.next-row"])


def test_key_held_down_moves_on_but_acts_once(bench: Bench) -> None:
    for text, key in (("j", Key.Key_J), ("s", Key.Key_S)):
        for is_repeated in (False, True, True):
            event = QtGui.QKeyEvent(PRESS, key, NONE, text, is_repeated)
            QtWidgets.QApplication.sendEvent(bench.rows, event)

    assert bench.ran == ["list.next-row"] * 3 + ["paper.star"]


def x11_event(
    kind: QtCore.QEvent.Type, key: Key, text: str, at: int
) -> QtGui.QKeyEvent:
    """Make an event as X11 sends it: a key held down goes up and down at one time."""
    event = QtGui.QKeyEvent(kind, key, NONE, ord(text), 0, 0, text)
    event.setTimestamp(at)
    return event


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells it by itself")
def test_key_held_down_acts_once_even_where_qt_takes_it_for_many(bench: Bench) -> None:
    up = QtCore.QEvent.Type.KeyRelease
    for held in (False, True):
        bench.is_waiting = held
        for kind, at in ((PRESS, 1), (up, 700), (PRESS, 700), (up, 730), (PRESS, 730)):
            event = x11_event(kind, Key.Key_S, "s", at)
            QtWidgets.QApplication.sendEvent(bench.rows, event)
        event = x11_event(up, Key.Key_S, "s", 760)
        QtWidgets.QApplication.sendEvent(bench.rows, event)
    bench.is_waiting = False
    bench.filter.go_on()

    assert bench.ran == ["paper.star"] * 2


def test_number_and_prefix_are_told_until_they_are_obeyed(bench: Bench) -> None:
    begun: list[str] = []
    bench.filter.begun.connect(begun.append)
    bench.filter.follow(Keymap(all_commands(), has_counts=True))
    for key in ("1", "2", "g", "i", "3", Key.Key_Escape):
        bench.press(key)

    assert begun == ["1", "12", "12 g", "12", "", "3", ""]
    assert bench.ran == ["go.inbox"]


def test_command_key_overrides_shortcuts_and_others_do_not(bench: Bench) -> None:
    def is_overridden(key: Key, text: str) -> bool:
        kind = QtCore.QEvent.Type.ShortcutOverride
        event = QtGui.QKeyEvent(kind, key, NONE, text)
        event.ignore()
        QtWidgets.QApplication.sendEvent(bench.rows, event)
        return event.isAccepted()

    assert is_overridden(Key.Key_S, "s")
    assert not is_overridden(Key.Key_B, "b")
    assert bench.ran == []


def test_keys_of_another_window_are_left_alone(bench: Bench, qtbot: QtBot) -> None:
    other = QtWidgets.QWidget()
    qtbot.addWidget(other)
    other.show()

    QtTest.QTest.keyClick(other, "s")

    assert bench.ran == []


def test_keys_wait_for_the_list_and_come_in_their_order(bench: Bench) -> None:
    bench.is_waiting = True
    for key in ("j", "g", "i", "s"):
        bench.press(key)
    assert bench.ran == []

    bench.filter.go_on()
    assert bench.ran == []

    bench.is_waiting = False
    bench.filter.go_on()
    bench.filter.go_on()

    assert bench.ran == ["list.next-row", "go.inbox", "paper.star"]


def test_key_comes_behind_those_held_though_nobody_said_to_go_on(bench: Bench) -> None:
    bench.is_waiting = True
    bench.press("g")
    bench.is_waiting = False
    bench.press("q")

    assert bench.ran == ["go.queue"]


def test_key_held_back_may_bring_the_next_list_for_which_the_rest_waits(
    bench: Bench,
) -> None:
    bench.is_waiting = True
    for key in ("g", "i", "s", "j"):
        bench.press(key)

    def run(command_id: str) -> None:
        bench.ran.append(command_id)
        bench.is_waiting = command_id == "go.inbox"

    bench.run = run
    bench.is_waiting = False
    bench.filter.go_on()
    bench.press("d")
    assert bench.ran == ["go.inbox"]

    bench.is_waiting = False
    bench.filter.go_on()

    assert bench.ran == ["go.inbox", "paper.star", "list.next-row", "paper.dismiss"]


def test_typing_does_not_wait_for_the_list(bench: Bench) -> None:
    bench.is_waiting = True
    bench.focus(bench.field)

    for letter in "gist":
        bench.press(letter)

    assert bench.field.text() == "gist"


def test_leaving_waits_only_behind_other_keys(bench: Bench) -> None:
    bench.is_waiting = True
    bench.press(Key.Key_Q, CTRL)
    assert bench.ran == ["window.quit"]

    bench.press("s")
    bench.press(Key.Key_Q, CTRL)
    assert bench.ran == ["window.quit"]

    bench.is_waiting = False
    bench.filter.go_on()

    assert bench.ran == ["window.quit", "paper.star", "window.quit"]


def test_a_sheet_forgets_the_keys_held(bench: Bench) -> None:
    bench.is_waiting = True
    bench.press("s")
    bench.is_blocked = True
    bench.press("j")

    bench.is_waiting = bench.is_blocked = False
    bench.filter.go_on()

    assert bench.ran == []

"""The keys sheet: every key of a mode by what it is for."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6 import QtCore, QtGui, QtWidgets

from app.commands.command import Command, Group, Mode, Registry
from app.ui.keys import key_name
from app.ui.look import Look
from app.ui.sheets import fuzzy
from app.ui.sheets.row_painting import paint_current, paint_matched, paint_text
from app.ui.sheets.sheet import MARGIN, Sheet
from app.ui.widgets.keycap import keys_width, paint_keys
from app.ui.widgets.labels import hairline

_N_COLUMNS = 3
_ROW, _HEADING, _BETWEEN = 30, 34, 14
_KEYS_ROOM = 104
_HEIGHT = 640
_LEAST_HIT = 2.0
_FIELD_WIDTH = 300


@dataclass(frozen=True, slots=True)
class _Line:
    """A command in a column with its place; a heading has no command."""

    column: int
    top_px: int
    group: Group
    command: Command | None


class KeysSheet(Sheet):
    """Lists the keys of a mode; typing filters, pressing a chord lights its row."""

    def __init__(self, look: Look, *, registry: Registry, mode: Mode) -> None:
        super().__init__(
            look,
            "Keys",
            width_px=look.theme.sizes.keys_sheet,
            height_px=_HEIGHT,
        )
        where = (
            self.tr("in the list") if mode is Mode.LIST else self.tr("in the reader")
        )
        self.set_title(self.tr("Keys"), where)
        self._field = _KeysField(self)
        self._field.setPlaceholderText(self.tr("Type a word or press a key"))
        self._field.setAccessibleName(self.tr("Type a word or press a key"))
        self._field.setFixedWidth(look.theme.px(_FIELD_WIDTH))
        self.header.insertWidget(1, self._field)
        self.body.addWidget(hairline(self))
        self.body.setContentsMargins(0, 0, 0, look.theme.px(16))
        commands = [c for c in registry.listed(mode) if c.keys]
        self._table = _KeysTable(look, commands, self)
        self._scroll = QtWidgets.QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        self._scroll.setFrameShape(QtWidgets.QFrame.Shape.NoFrame)
        self._scroll.setWidget(self._table)
        self._scroll.viewport().setAutoFillBackground(False)
        self._table.setAutoFillBackground(False)
        self.body.addWidget(self._scroll, 1)
        self._field.textChanged.connect(self._table.filter)
        self._field.chord_pressed.connect(self._on_chord_pressed)
        self._field.scrolled.connect(self._on_scrolled)

    def first_focus(self) -> QtWidgets.QWidget:
        return self._field

    def shown(self) -> tuple[str, ...]:
        """Return the ids of the commands that pass the filter."""
        return self._table.shown()

    def lit(self) -> str:
        """Return the id of the command that the last chord lit, '' for none."""
        return self._table.lit()

    def _on_chord_pressed(self, chord: str) -> None:
        top = self._table.light(chord)
        if top is not None:
            self._scroll.ensureVisible(0, top)

    def _on_scrolled(self, rows: int) -> None:
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.value() + rows * self.look.theme.px(_ROW))


class _KeysField(QtWidgets.QLineEdit):
    """Takes letters as a filter, and chords as keys to look up."""

    chord_pressed = QtCore.Signal(str)
    scrolled = QtCore.Signal(int)

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        keys = QtCore.Qt.Key
        steps = {
            keys.Key_Down: 1,
            keys.Key_Up: -1,
            keys.Key_PageDown: 10,
            keys.Key_PageUp: -10,
        }
        chord = _chord(event)
        if not event.modifiers() and event.key() in steps:
            self.scrolled.emit(steps[keys(event.key())])
        elif chord:
            self.chord_pressed.emit(chord)
        else:
            super().keyPressEvent(event)
            return
        event.accept()


class _KeysTable(QtWidgets.QWidget):
    """Paints the columns."""

    def __init__(
        self, look: Look, commands: Sequence[Command], parent: QtWidgets.QWidget
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._commands = tuple(commands)
        self._typed = ""
        self._lit = ""
        self._lines: tuple[_Line, ...] = ()
        self.setAccessibleName(self.tr("Keys"))
        look.changed.connect(self._arrange)
        self._arrange()

    def filter(self, typed: str) -> None:
        """Show only what holds the words typed, or has the key typed."""
        self._typed, self._lit = typed.strip(), ""
        self._arrange()

    def light(self, chord: str) -> int | None:
        """Light the command of a chord; return its place from the top in pixels."""
        self._lit = ""
        for line in self._lines:
            if line.command is not None and chord in line.command.keys:
                self._lit = line.command.id
                self.update()
                return line.top_px
        self.update()
        return None

    def lit(self) -> str:
        """Return the id of the lit command."""
        return self._lit

    def shown(self) -> tuple[str, ...]:
        """Return the ids of the commands shown, column by column."""
        return tuple(line.command.id for line in self._lines if line.command)

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        theme, px = self._look.theme, self._look.theme.px
        painter = QtGui.QPainter(self)
        width = (self.width() - 2 * px(MARGIN)) // _N_COLUMNS
        for line in self._lines:
            left = px(MARGIN) + line.column * width
            rect = QtCore.QRect(left, line.top_px, width - px(20), px(_ROW))
            if not rect.intersects(event.rect()):
                continue
            if line.command is None:
                font = theme.ui_font(0.92, 600)
                paint_text(
                    painter, rect, line.group.value, font, theme.colours.accenttext
                )
            else:
                self._paint_command(painter, rect, line.command)

    def _paint_command(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, command: Command
    ) -> None:
        theme, px = self._look.theme, self._look.theme.px
        if command.id == self._lit:
            paint_current(painter, theme, rect.adjusted(-px(8), 0, px(8), 0))
        keys = command.keys[0]
        paint_keys(painter, theme, rect, keys)
        taken = max(px(_KEYS_ROOM), keys_width(theme, keys) + px(12))
        hit = fuzzy.match(self._typed, command.title)
        is_hit = hit is not None and hit.score >= _LEAST_HIT
        positions = hit.positions if hit and is_hit else frozenset()
        words = rect.adjusted(taken, 0, 0, 0)
        paint_matched(painter, theme, words, command.title, positions)

    def _arrange(self) -> None:
        px = self._look.theme.px
        groups = [
            (group, [c for c in self._commands if c.group is group and self._fits(c)])
            for group in Group
        ]
        blocks = [(group, found) for group, found in groups if found]
        total = sum(self._height(found) for _, found in blocks)
        lines: list[_Line] = []
        column, top, lowest = 0, px(12), 0
        for number, (group, found) in enumerate(blocks):
            height = self._height(found)
            is_full = top + height / 2 > px(12) + total / _N_COLUMNS
            if number and is_full and column < _N_COLUMNS - 1:
                column, top = column + 1, px(12)
            lines.append(_Line(column, top, group, None))
            top += px(_HEADING)
            for command in found:
                lines.append(_Line(column, top, group, command))
                top += px(_ROW)
            top += px(_BETWEEN)
            lowest = max(lowest, top)
        self._lines = tuple(lines)
        self.setMinimumHeight(lowest)
        self.update()

    def _height(self, commands: Sequence[Command]) -> int:
        px = self._look.theme.px
        return px(_HEADING) + len(commands) * px(_ROW) + px(_BETWEEN)

    def _fits(self, command: Command) -> bool:
        if not self._typed or self._typed in command.keys:
            return True
        texts = (command.title, command.help, command.group.value)
        hits = (fuzzy.match(self._typed, text) for text in texts)
        return any(hit is not None and hit.score >= _LEAST_HIT for hit in hits)


def _chord(event: QtGui.QKeyEvent) -> str:
    """Return a chord as commands write it; '' for what belongs to a text."""
    held = event.modifiers()
    modifiers = QtCore.Qt.KeyboardModifier
    has_modifier = held & (modifiers.ControlModifier | modifiers.AltModifier)
    is_function = QtCore.Qt.Key.Key_F1 <= event.key() <= QtCore.Qt.Key.Key_F35
    return key_name(event) if has_modifier or is_function else ""

"""The table of the keys sheet: commands by what they are for, in columns."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6 import QtCore, QtGui, QtWidgets

from app.commands.command import Command, Group
from app.ui.appearance.look import Look
from app.ui.sheets import fuzzy
from app.ui.sheets.row_painting import paint_current, paint_matched, paint_text
from app.ui.sheets.sheet import MARGIN
from app.ui.widgets.keycap import key_parts, keys_width, paint_keys

ROW = 30
"""The height of a line on the design grid."""

_HEADING, _BETWEEN, _TOP = 34, 14, 12
_MORE = 18
_MOST_COLUMNS, _LEAST_COLUMN = 3, 250
_KEYS_ROOM = 104
_GAP = 20
_META_STEP = 0.92
_LEAST_HIT = 2.0
_LEAST_OF_A_KEY = 2
_TO = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """Commands that share a line with its place; a heading has none.

    `words` is the title in as many lines as it takes. `others` are the other keys;
    they stand behind the title, or on a line of their own.
    """

    column: int
    top_px: int
    height_px: int
    group: Group
    commands: tuple[Command, ...] = ()
    words: tuple[str, ...] = ()
    others: str = ""
    has_others_below: bool = False


class KeysTable(QtWidgets.QWidget):
    """Paints the columns, as many as there is room for."""

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
            for command in line.commands:
                if chord in command.keys:
                    self._lit = command.id
                    self.update()
                    return line.top_px
        self.update()
        return None

    def lit(self) -> str:
        """Return the id of the lit command."""
        return self._lit

    def shown(self) -> tuple[str, ...]:
        """Return the ids of the commands shown, column by column."""
        return tuple(command.id for line in self._lines for command in line.commands)

    def words(self) -> tuple[str, ...]:
        """Return the lines in words: keys, title and other keys."""
        return tuple(
            " ".join(filter(None, (_TO.join(_ends(line)), *line.words, line.others)))
            for line in self._lines
            if line.commands
        )

    def overflowing(self) -> tuple[str, ...]:
        """Return the titles that do not fit into their column."""
        room = self._column_width() - self._look.theme.px(_GAP)
        return tuple(
            words
            for line in self._lines
            for words in line.words
            if self._keys_room(line) + self._metrics().horizontalAdvance(words) > room
        )

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        theme, px = self._look.theme, self._look.theme.px
        painter = QtGui.QPainter(self)
        width = self._column_width()
        for line in self._lines:
            left = px(MARGIN) + line.column * width
            rect = QtCore.QRect(left, line.top_px, width - px(_GAP), line.height_px)
            if not rect.intersects(event.rect()):
                continue
            if line.commands:
                self._paint_line(painter, rect, line)
            else:
                font = theme.ui_font(_META_STEP, 600)
                name, ink = line.group.value, theme.colours.accenttext
                paint_text(painter, rect, name, font, ink)

    def _paint_line(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, line: _Line
    ) -> None:
        theme, px = self._look.theme, self._look.theme.px
        if any(command.id == self._lit for command in line.commands):
            paint_current(painter, theme, rect.adjusted(-px(8), 0, px(8), 0))
        first = QtCore.QRect(rect.left(), rect.top(), rect.width(), px(ROW))
        self._paint_keys(painter, first, line)
        row = first.adjusted(self._keys_room(line), 0, 0, 0)
        hit = fuzzy.match(self._typed, " ".join(line.words))
        is_hit = hit is not None and hit.score >= _LEAST_HIT
        positions = hit.positions if hit and is_hit else frozenset()
        start = 0
        for words in line.words:
            here = frozenset(at - start for at in positions)
            paint_matched(painter, theme, row, words, here)
            start += len(words) + 1
            row = row.translated(0, px(_MORE))
        if line.others:
            font, ink = theme.ui_font(_META_STEP), theme.colours.text3
            if not line.has_others_below:
                row = row.translated(0, -px(_MORE))
                taken = self._metrics().horizontalAdvance(line.words[-1])
                row = row.adjusted(taken + px(8), 0, 0, 0)
            paint_text(painter, row, line.others, font, ink)

    def _paint_keys(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, line: _Line
    ) -> None:
        theme, px = self._look.theme, self._look.theme.px
        keys, *last = _ends(line)
        left = paint_keys(painter, theme, rect, keys)
        for key in last:
            font, ink = theme.ui_font(_META_STEP), theme.colours.text3
            room = rect.adjusted(left + px(4), 0, 0, 0)
            left += px(4) + paint_text(painter, room, _TO, font, ink) + px(4)
            paint_keys(painter, theme, rect.adjusted(left, 0, 0, 0), key)

    def _keys_room(self, line: _Line) -> int:
        px = self._look.theme.px
        ends = _ends(line)
        taken = sum(keys_width(self._look.theme, keys) for keys in ends)
        return max(px(_KEYS_ROOM), taken + px(12) + (len(ends) - 1) * px(18))

    def _metrics(self, step: float = 1.0) -> QtGui.QFontMetrics:
        return QtGui.QFontMetrics(self._look.theme.ui_font(step))

    def _n_columns(self) -> int:
        px = self._look.theme.px
        fitting = (self.width() - 2 * px(MARGIN)) // px(_LEAST_COLUMN)
        return min(max(fitting, 1), _MOST_COLUMNS)

    def _column_width(self) -> int:
        return (self.width() - 2 * self._look.theme.px(MARGIN)) // self._n_columns()

    def _arrange(self) -> None:
        px = self._look.theme.px
        blocks = [
            (group, [self._line(group, run) for run in _runs(found)])
            for group in Group
            if (
                found := [
                    c for c in self._commands if c.group is group and self._fits(c)
                ]
            )
        ]
        total = sum(self._height(block) for _, block in blocks)
        n_columns = self._n_columns()
        lines: list[_Line] = []
        column, top, lowest = 0, px(_TOP), 0
        for number, (group, block) in enumerate(blocks):
            is_full = top + self._height(block) / 2 > px(_TOP) + total / n_columns
            if number and is_full and column < n_columns - 1:
                column, top = column + 1, px(_TOP)
            heading = _Line(column=column, top_px=top, height_px=px(ROW), group=group)
            lines.append(heading)
            top += px(_HEADING)
            for line in block:
                lines.append(replace(line, column=column, top_px=top))
                top += line.height_px
            top += px(_BETWEEN)
            lowest = max(lowest, top)
        self._lines = tuple(lines)
        self.setMinimumHeight(lowest)
        self.update()

    def _line(self, group: Group, commands: tuple[Command, ...]) -> _Line:
        """Lay out one line; its place is given later."""
        px = self._look.theme.px
        first = commands[0]
        bare = _Line(column=0, top_px=0, height_px=0, group=group, commands=commands)
        room = self._column_width() - px(_GAP) - self._keys_room(bare)
        metrics = self._metrics()
        title = first.series if len(commands) > 1 else first.title
        words = _wrapped(title, metrics, room)
        others = "" if len(commands) > 1 else _others(first)
        taken = metrics.horizontalAdvance(words[-1]) + px(8)
        taken += self._metrics(_META_STEP).horizontalAdvance(others)
        is_below = bool(others) and taken > room
        height = px(ROW) + (len(words) - 1 + is_below) * px(_MORE)
        return replace(
            bare,
            height_px=height,
            words=words,
            others=others,
            has_others_below=is_below,
        )

    def _height(self, lines: Sequence[_Line]) -> int:
        px = self._look.theme.px
        return px(_HEADING) + sum(line.height_px for line in lines) + px(_BETWEEN)

    def _fits(self, command: Command) -> bool:
        if not self._typed or self._typed in command.keys:
            return True
        texts = [command.title, command.series, command.help, command.group.value]
        if len(self._typed) >= _LEAST_OF_A_KEY:
            texts += command.keys
        hits = (fuzzy.match(self._typed, text) for text in texts)
        return any(hit is not None and hit.score >= _LEAST_HIT for hit in hits)


def _runs(commands: Sequence[Command]) -> list[tuple[Command, ...]]:
    """Put commands of one series on one line; the others have a line each."""
    runs: list[tuple[Command, ...]] = []
    for command in commands:
        if runs and command.series and runs[-1][0].series == command.series:
            runs[-1] = (*runs[-1], command)
        else:
            runs.append((command,))
    return runs


def _ends(line: _Line) -> tuple[str, ...]:
    """Return the keys of a line: of a series the first, and the digit of the last."""
    first, last = line.commands[0].keys[0], line.commands[-1].keys[0]
    return (first,) if first == last else (first, key_parts(last)[-1])


def _others(command: Command) -> str:
    """Return the other keys of a command in words."""
    return ", ".join(f"or {keys}" for keys in command.keys[1:])


def _wrapped(title: str, metrics: QtGui.QFontMetrics, width: int) -> tuple[str, ...]:
    """Break a title between words into lines of a width."""
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and metrics.horizontalAdvance(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return tuple(lines)

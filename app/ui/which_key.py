"""Which-key: after a prefix, a strip that lists what may follow."""

from collections.abc import Callable

from PySide6 import QtCore, QtGui, QtWidgets

from app.commands.command import Command
from app.ui.appearance.look import Look
from app.ui.sheets.row_painting import paint_text
from app.ui.widgets.keycap import keys_width, paint_keys
from app.ui.widgets.shadow import paint_shadow

_ROW, _COLUMN, _MARGIN, _ROOM = 30, 180, 16, 28
_GAP, _BETWEEN = 10, 12


class WhichKey(QtWidgets.QWidget):
    """Lies at the foot of what it is given to, and lets the mouse through.

    `find_row` tells where the current row is in the parent, empty for none: the strip
    goes to the head rather than over it.
    """

    def __init__(
        self,
        look: Look,
        parent: QtWidgets.QWidget,
        find_row: Callable[[], QtCore.QRect] = QtCore.QRect,
    ) -> None:
        super().__init__(parent)
        self._find_row = find_row
        self._is_at_head = False
        self._look = look
        self._over = parent
        self._prefix = ""
        self._followers: dict[str, Command] = {}
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Keys that may follow"))
        parent.installEventFilter(self)
        look.changed.connect(self._place)
        self.hide()

    def show_followers(self, prefix: str, followers: dict[str, Command]) -> None:
        """List what may follow the keys pressed so far; nothing to list hides it."""
        self._prefix, self._followers = prefix, dict(followers)
        if not followers:
            self.hide()
            return
        words = (f"{key} {command.title}" for key, command in followers.items())
        self.setAccessibleDescription(", ".join(words))
        self._place()
        self.show()
        self.raise_()
        self.update()

    def clear(self) -> None:
        """Hide the strip."""
        self._followers = {}
        self.hide()

    def overflowing(self) -> tuple[str, ...]:
        """Return the titles that do not fit into their column."""
        metrics = QtGui.QFontMetrics(self._look.theme.ui_font())
        _columns, column = self._columns()
        return tuple(
            command.title
            for key, command in self._followers.items()
            if self._room_before(key) + metrics.horizontalAdvance(command.title)
            > column - self._look.theme.px(_BETWEEN)
        )

    def _room_before(self, key: str) -> int:
        """Return the room of the keys and the gap behind them, in pixels."""
        theme = self._look.theme
        return keys_width(theme, f"{self._prefix} {key}") + theme.px(_GAP)

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        if event.type() == QtCore.QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        theme, px = self._look.theme, self._look.theme.px
        painter = QtGui.QPainter(self)
        room = px(_ROOM)
        above, below = (0, -room) if self._is_at_head else (room, 0)
        box = self.rect().adjusted(0, above, 0, below)
        paint_shadow(painter, theme, box, 0)
        painter.fillRect(box, theme.colours.raised)
        edge = box.bottom() if self._is_at_head else box.top()
        painter.fillRect(0, edge, self.width(), 1, theme.colours.line)
        columns, column = self._columns()
        for number, (key, command) in enumerate(self._followers.items()):
            left = px(_MARGIN) + (number % columns) * column
            top = box.top() + px(8) + (number // columns) * px(_ROW)
            row = QtCore.QRect(left, top, column - px(_BETWEEN), px(_ROW))
            self._paint_follower(painter, row, key, command)

    def _paint_follower(
        self, painter: QtGui.QPainter, row: QtCore.QRect, key: str, command: Command
    ) -> None:
        theme, px = self._look.theme, self._look.theme.px
        keys = f"{self._prefix} {key}"
        paint_keys(painter, theme, row, keys)
        words = row.adjusted(keys_width(theme, keys) + px(_GAP), 0, 0, 0)
        paint_text(painter, words, command.title, theme.ui_font(), theme.colours.text)

    def _columns(self) -> tuple[int, int]:
        """Return how many columns there are, and how wide each is for its longest."""
        px = self._look.theme.px
        metrics = QtGui.QFontMetrics(self._look.theme.ui_font())
        widths = (
            self._room_before(key)
            + px(_BETWEEN + 2)
            + metrics.horizontalAdvance(command.title)
            for key, command in self._followers.items()
        )
        room = max(self._over.width() - 2 * px(_MARGIN), 1)
        column = min(max([px(_COLUMN), *widths]), room)
        return room // column, column

    def _place(self) -> None:
        px = self._look.theme.px
        columns, _column = self._columns()
        rows = -(-max(1, len(self._followers)) // columns)
        height = px(_ROOM) + rows * px(_ROW) + px(16)
        at_foot = QtCore.QRect(0, 0, self._over.width(), height)
        at_foot.moveBottom(self._over.height() - 1)
        self._is_at_head = at_foot.intersects(self._find_row())
        if self._is_at_head:
            at_foot.moveTop(0)
        self.setGeometry(at_foot)

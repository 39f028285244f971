"""What the list shows where there are no papers."""

from PySide6 import QtCore, QtGui, QtWidgets

from app.commands.command import Command, Registry
from app.domain.query import Query
from app.ui.appearance.look import Look
from app.ui.panels.list.absence import absence
from app.ui.widgets.buttons import CommandButton, Kind, Run
from app.ui.widgets.keycap import keys_width, paint_keys
from app.ui.widgets.labels import hairline, label
from app.ui.widgets.pane_ring import PaneRing

_BUTTON_GAP = 4
_KEYS_SHOWN = (
    (("list.next-row", "list.previous-row"), "move"),
    (("paper.view",), "read"),
    (("paper.star",), "star"),
    (("paper.queue",), "queue"),
    (("topics.pick",), "topics"),
    (("palette.open",), "anything"),
    (("keys.show",), "all keys"),
)


class EmptyLibrary(QtWidgets.QWidget):
    """The first thing a new reader sees: what to drop, and three other ways."""

    def __init__(
        self, look: Look, run: Run, registry: Registry, parent: QtWidgets.QWidget
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._heading = label(self, self.tr("Drop papers here"), kind="hero")
        self._words = label(
            self,
            self.tr(
                "A saved list of papers, PDF files or links.\n"
                "Read here, on this computer. Your files are copied, never moved."
            ),
            kind="lead",
        )
        self._buttons = [
            CommandButton(look, run, registry[command], self, text=text, kind=kind)
            for command, text, kind in (
                ("import.choose-files", self.tr("Open a file"), Kind.PRIMARY),
                ("import.paste", self.tr("Paste anything"), Kind.PLAIN),
                ("import.type", self.tr("Add by id"), Kind.PLAIN),
            )
        ]
        self._sheets = FoldedSheets(look, self)
        self._legend = KeyLegend(look, registry, self)
        self._line = hairline(self)
        self._lay_out()
        # While it is not shown it must not keep the list wide.
        policy = QtWidgets.QSizePolicy.Policy
        self.setSizePolicy(policy.Ignored, policy.Preferred)

    def take_commands(self, registry: Registry) -> None:
        """Show the keys of commands that were not known at first."""
        self._legend.take_commands(registry)

    def _lay_out(self) -> None:
        px = self._look.theme.px
        middle = QtCore.Qt.AlignmentFlag.AlignHCenter
        self._heading.setAlignment(middle)
        self._words.setAlignment(middle)
        buttons = QtWidgets.QHBoxLayout()
        buttons.setSpacing(px(_BUTTON_GAP))
        buttons.addStretch()
        for button in self._buttons:
            buttons.addWidget(button)
        buttons.addStretch()
        column = QtWidgets.QVBoxLayout(self)
        column.setContentsMargins(px(20), px(20), px(20), px(40))
        column.setSpacing(0)
        column.addStretch(3)
        column.addWidget(self._sheets, 0, middle)
        column.addSpacing(px(12))
        column.addWidget(self._heading)
        column.addSpacing(px(8))
        column.addWidget(self._words)
        column.addSpacing(px(28))
        column.addLayout(buttons)
        column.addSpacing(px(56))
        column.addWidget(self._line)
        column.addSpacing(px(12))
        column.addWidget(self._legend, 0, middle)
        column.addStretch(4)

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        super().resizeEvent(event)
        px = self._look.theme.px
        self._sheets.setVisible(self.height() > px(420) and self.width() > px(540))
        self._line.setMaximumWidth(self._legend.sizeHint().width())
        column = self.layout()
        assert column is not None
        column.setAlignment(self._line, QtCore.Qt.AlignmentFlag.AlignHCenter)
        self._line.setFixedWidth(
            min(self._legend.sizeHint().width(), max(0, self.width() - px(40)))
        )


class FoldedSheets(QtWidgets.QWidget):
    """A sheet folded three times: folio, quarto, octavo."""

    _SIZE = (560, 190)
    _SHEETS = ((14, 128, 163), (186, 128, 81), (358, 63, 81))
    _BASE = 172
    _LAST = (466, 64, 41)

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look = look
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QtCore.QSize:
        px = self._look.theme.px
        return QtCore.QSize(px(self._SIZE[0]), px(self._SIZE[1]))

    def minimumSizeHint(self) -> QtCore.QSize:
        return self.sizeHint()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        theme = self._look.theme
        c, px = theme.colours, theme.px
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        base = px(self._BASE)
        for n, (left, width, height) in enumerate(self._SHEETS):
            box = QtCore.QRectF(px(left), base - px(height), px(width), px(height))
            self._paint_shade(painter, box)
            painter.setPen(QtGui.QPen(c.edge, 1.2))
            painter.setBrush(c.raised)
            painter.drawRoundedRect(box, px(4), px(4))
            painter.setPen(QtGui.QPen(c.edge, 1.2, QtCore.Qt.PenStyle.DashLine))
            middle, gap = box.center(), px(5)
            if n == 1:
                top, bottom = box.top() + gap, box.bottom() - gap
                painter.drawLine(
                    QtCore.QPointF(middle.x(), top), QtCore.QPointF(middle.x(), bottom)
                )
            else:
                left_end, right_end = box.left() + gap, box.right() - gap
                painter.drawLine(
                    QtCore.QPointF(left_end, middle.y()),
                    QtCore.QPointF(right_end, middle.y()),
                )
            arrow = QtCore.QRect(
                round(box.right()) + px(12), base - px(24), px(18), px(18)
            )
            self._look.icons.paint(painter, arrow, "chevron-right", c.text2)
        self._paint_octavo(painter, base)

    def _paint_octavo(self, painter: QtGui.QPainter, base: int) -> None:
        theme = self._look.theme
        c, px = theme.colours, theme.px
        left, width, height = self._LAST
        box = QtCore.QRectF(px(left), base - px(height), px(width), px(height))
        self._paint_shade(painter, box)
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        painter.setBrush(c.accent)
        painter.drawRoundedRect(box, px(4), px(4))
        pen = QtGui.QPen(c.onaccent, px(2))
        pen.setCapStyle(QtCore.Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        for n, length in enumerate((38, 38, 22)):
            y = box.top() + px(12 + 8 * n)
            start = box.left() + px(13)
            painter.drawLine(
                QtCore.QPointF(start, y), QtCore.QPointF(start + px(length), y)
            )

    def _paint_shade(self, painter: QtGui.QPainter, box: QtCore.QRectF) -> None:
        px = self._look.theme.px
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        shade = QtGui.QColor(self._look.theme.colours.scrim)
        for grow in range(px(10), 0, -1):
            shade.setAlphaF(0.012)
            painter.setBrush(shade)
            soft = box.adjusted(-grow, -grow, grow, grow).translated(0, px(3))
            painter.drawRoundedRect(soft, px(4) + grow, px(4) + grow)


class KeyLegend(QtWidgets.QWidget):
    """The first keys to know, in one line; those that have no room are left out."""

    _GAP = 18
    _NEAR = 7
    _HEIGHT = 28

    def __init__(
        self, look: Look, registry: Registry, parent: QtWidgets.QWidget
    ) -> None:
        super().__init__(parent)
        self._look = look
        self.take_commands(registry)
        look.changed.connect(self._on_look_changed)

    def take_commands(self, registry: Registry) -> None:
        """Show the keys of the commands that there are."""
        self._registry = registry
        self._on_look_changed()

    def _on_look_changed(self) -> None:
        registry = self._registry
        self._parts = [
            (_first_keys([registry[command] for command in commands]), word)
            for commands, word in _KEYS_SHOWN
            if all(command in registry for command in commands)
        ]
        self.updateGeometry()

    def sizeHint(self) -> QtCore.QSize:
        px = self._look.theme.px
        width = sum(self._part_width(keys, word) for keys, word in self._parts)
        width += px(self._GAP) * (len(self._parts) - 1)
        return QtCore.QSize(width, px(self._HEIGHT))

    def minimumSizeHint(self) -> QtCore.QSize:
        return QtCore.QSize(0, self._look.theme.px(self._HEIGHT))

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        theme = self._look.theme
        painter = QtGui.QPainter(self)
        x = 0
        for keys, word in self._parts:
            width = self._part_width(keys, word)
            if x + width > self.width():
                return
            rect = QtCore.QRect(x, 0, width, self.height())
            taken = paint_keys(painter, theme, rect, keys)
            painter.setFont(theme.ui_font())
            painter.setPen(theme.colours.text2)
            rect.setLeft(x + taken + theme.px(self._NEAR))
            painter.drawText(rect, QtCore.Qt.AlignmentFlag.AlignVCenter, self.tr(word))
            x += width + theme.px(self._GAP)

    def _part_width(self, keys: str, word: str) -> int:
        theme = self._look.theme
        metrics = QtGui.QFontMetrics(theme.ui_font())
        text = metrics.horizontalAdvance(self.tr(word))
        return keys_width(theme, keys) + theme.px(self._NEAR) + text + 1


class NothingHere(QtWidgets.QWidget):
    """One sentence and one act, for a place without papers."""

    def __init__(
        self, look: Look, run: Run, registry: Registry, parent: QtWidgets.QWidget
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._registry = registry
        self._told: tuple[Query, int] | None = None
        self._sentence = label(self, kind="lead", wraps=True)
        self._sentence.setAlignment(QtCore.Qt.AlignmentFlag.AlignHCenter)
        self._act = CommandButton(look, run, registry["go.all"], self)
        column = QtWidgets.QVBoxLayout(self)
        px = look.theme.px
        column.setContentsMargins(px(40), px(20), px(40), px(20))
        column.setSpacing(px(16))
        column.addStretch(2)
        column.addWidget(self._sentence)
        column.addWidget(self._act, 0, QtCore.Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self._ring = PaneRing(look, self)
        look.keys_followed.connect(self._on_keys_followed)

    def tell(self, query: Query, *, n_queued: int) -> None:
        """Say that a query has no papers."""
        said = absence(self, query, n_queued=n_queued, key=self._look.key)
        self.say(said.sentence, said.command_id, said.text)
        self._told = (query, n_queued)

    def say(self, sentence: str, command_id: str = "", text: str = "") -> None:
        """Show a sentence and the button of a command; '' for no button."""
        self._told = None
        self._sentence.setText(sentence)
        self._act.setVisible(bool(command_id))
        if command_id:
            self._act.set_command(self._registry[command_id], text=text)

    def _on_keys_followed(self) -> None:
        if self._told is not None:
            query, n_queued = self._told
            self.tell(query, n_queued=n_queued)


def _first_keys(commands: list[Command]) -> str:
    return " ".join(command.key for command in commands if command.keys)

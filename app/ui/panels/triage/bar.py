"""The bar of triage: what is gone through, the ticks, and how much is left."""

from collections.abc import Callable

from PySide6 import QtGui, QtWidgets

from app.commands.command import Registry
from app.ui.appearance.look import Look
from app.ui.panels.triage.strip import TallyStrip, Tick
from app.ui.widgets.buttons import CommandIcon, Run
from app.ui.widgets.labels import label

_ROOMY, _NARROW = 1100, 760
_STRIP_WIDTH = 668


class TriageBar(QtWidgets.QWidget):
    """Says where one is; the words at the right are told to screen readers."""

    def __init__(
        self,
        look: Look,
        run: Run,
        registry: Registry,
        tick_of: Callable[[int], Tick],
        parent: QtWidgets.QWidget,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._back = CommandIcon(look, run, registry["triage.toggle"], self)
        self._back.set_icon("back")
        self._back.setAccessibleName(self.tr("Back to the list"))
        self._name = label(self, self.tr("Triage"), kind="view-title")
        self._place = label(self, kind="hint")
        self.strip = TallyStrip(look, tick_of, self)
        self._tally = label(self, kind="hint")
        self._pace = label(self, kind="hint")
        self._left = label(self, kind="view-title")
        self._row = QtWidgets.QHBoxLayout(self)
        for widget in (self._back, self._name, self._place):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._row.addWidget(self.strip, 8)
        self._row.addStretch(1)
        for widget in (self._tally, self._pace, self._left):
            self._row.addWidget(widget)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def show_place(self, name: str) -> None:
        """Show what is gone through."""
        self._place.setText(name)

    def show_words(self, *, left: str, tally: str, pace: str) -> None:
        """Show how much is left, what was decided, and how long the rest may take."""
        if (left, tally, pace) == self.words():
            return
        self._left.setText(left)
        self._tally.setText(tally)
        self._pace.setText(pace)
        event = QtGui.QAccessibleAnnouncementEvent(self, left)
        QtGui.QAccessible.updateAccessibility(event)

    def words(self) -> tuple[str, str, str]:
        """Return what is shown of what is left, was decided, and the pace."""
        return self._left.text(), self._tally.text(), self._pace.text()

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        super().resizeEvent(event)
        px = self._look.theme.px
        self._pace.setVisible(self.width() >= px(_ROOMY))
        self._place.setVisible(self.width() >= px(_NARROW))
        self.strip.setVisible(self.width() >= px(_NARROW))

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        c = self._look.theme.colours
        painter = QtGui.QPainter(self)
        painter.fillRect(self.rect(), c.sidebar)
        painter.fillRect(0, self.height() - 1, self.width(), 1, c.line)

    def _on_look_changed(self) -> None:
        theme = self._look.theme
        px = theme.px
        self._row.setContentsMargins(px(16), 0, px(24), 1)
        self._row.setSpacing(px(12))
        self.strip.setMaximumWidth(px(_STRIP_WIDTH))
        self.setFixedHeight(px(theme.sizes.toolbar))
        self.update()

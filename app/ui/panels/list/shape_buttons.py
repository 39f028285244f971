"""How the list is gone through: its sections, rows or cards, or one by one."""

from PySide6 import QtCore, QtWidgets

from app.commands.command import Registry
from app.domain.view import View
from app.ui.appearance.look import Look
from app.ui.widgets.buttons import CommandButton, CommandIcon, Kind, Run

_LEAST, _LEAST_FOR_TRIAGE, _LEAST_FOR_WORDS = 430, 520, 620


class ShapeButtons(QtWidgets.QWidget):
    """Shows the shape of the list; each button changes a side of it, or leaves it."""

    def __init__(
        self, look: Look, run: Run, registry: Registry, parent: QtWidgets.QWidget
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._command = registry["view.section"]
        self._words = ""
        self._width = 0
        self._is_offered = True
        self._section = CommandButton(look, run, self._command, self, kind=Kind.QUIET)
        self._cards = CommandIcon(look, run, registry["view.cards"], self)
        triage = registry["triage.toggle"]
        self._triage = CommandButton(look, run, triage, self, text=self.tr("Triage"))
        row = QtWidgets.QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._section)
        row.addWidget(self._cards)
        row.addSpacing(look.theme.px(8))
        row.addWidget(self._triage)
        self._renew()

    def minimumSizeHint(self) -> QtCore.QSize:
        """Ask for the room of two icons: the words go before a pane gets narrower."""
        icon = self._cards.minimumSizeHint()
        return QtCore.QSize(2 * icon.width(), icon.height())

    def show_view(self, view: View, parted_by: str) -> None:
        """Show how a view looks at the list; `parted_by` says it in words."""
        self._words = parted_by[:1].upper() + parted_by[1:]
        self._cards.set_icon("table" if view.is_cards else "cards")
        self._section.set_command(self._command, text=self._words)
        self._renew()

    def set_width(self, width: int) -> None:
        """Take less room where the list has little."""
        self._width = width
        self._renew()

    def offer(self, *, is_offered: bool) -> None:
        """Be there, or not: a library without papers has no shape."""
        self._is_offered = is_offered
        self._renew()

    def _renew(self) -> None:
        px = self._look.theme.px
        self.setVisible(self._is_offered and self._width > px(_LEAST))
        has_words = bool(self._words) and self._width > px(_LEAST_FOR_WORDS)
        self._section.set_parts(has_text=has_words, has_key=False)
        self._triage.setVisible(self._width > px(_LEAST_FOR_TRIAGE))

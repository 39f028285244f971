"""What stands in the detail while several papers are selected."""

from PySide6 import QtCore, QtWidgets

from app.commands.command import Registry
from app.ui.look import Look
from app.ui.panels.detail.acts import Acts
from app.ui.widgets.buttons import Run
from app.ui.widgets.focus_ring import RING
from app.ui.widgets.labels import label


class SeveralPapers(QtWidgets.QWidget):
    """Says how many papers are selected, over the acts that take them all."""

    def __init__(
        self, look: Look, run: Run, registry: Registry, parent: QtWidgets.QWidget
    ) -> None:
        super().__init__(parent)
        px = look.theme.px
        self._number = label(self, kind="sheet-title")
        self._acts = Acts(look, run, registry, self)
        column = QtWidgets.QVBoxLayout(self)
        column.setContentsMargins(px(24 - RING), px(24), px(24), px(24))
        column.setSpacing(px(16))
        self._number.setIndent(px(RING))
        column.addWidget(self._number)
        column.addWidget(self._acts)
        column.addStretch()

    def show_number(self, n_papers: int) -> None:
        """Show how many."""
        n = QtCore.QLocale().toString(n_papers)
        one = n_papers == 1
        text = self.tr("1 paper") if one else self.tr("%1 papers").replace("%1", n)
        self._number.setText(text)
        self._acts.show_many()

"""The strip over a paper that is shown and not in the library."""

from PySide6 import QtCore, QtWidgets

from app.ui.appearance.look import Look
from app.ui.sheets.controls import ActButton
from app.ui.widgets.labels import label


class GuestStrip(QtWidgets.QFrame):
    """Says that a paper is not kept, and offers it; `kept` is the answer."""

    kept = QtCore.Signal()

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        px = look.theme.px
        self.setProperty("kind", "warn-band")
        row = QtWidgets.QHBoxLayout(self)
        row.setContentsMargins(px(16), px(6), px(16), px(6))
        row.setSpacing(px(12))
        words = self.tr("Not in your library: it is only shown. A mark keeps it, too.")
        row.addWidget(label(self, words), 1)
        words = self.tr("Keep in library")
        keep = ActButton(look, words, self, command_id="paper.keep")
        keep.setFocusPolicy(QtCore.Qt.FocusPolicy.TabFocus)
        keep.clicked.connect(self.kept)
        row.addWidget(keep)
        self.hide()

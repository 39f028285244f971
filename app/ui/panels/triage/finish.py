"""What triage shows at the end of the list."""

from PySide6 import QtCore, QtWidgets

from app.commands.command import Registry
from app.ui.appearance.look import Look
from app.ui.widgets.buttons import CommandButton, Kind, Run
from app.ui.widgets.labels import label


class TriageEnd(QtWidgets.QWidget):
    """Says what was decided, and offers the ways on: the queue, back, the list."""

    def __init__(
        self, look: Look, run: Run, registry: Registry, parent: QtWidgets.QWidget
    ) -> None:
        super().__init__(parent)
        self._heading = label(self, kind="hero", wraps=True)
        self._words = label(self, kind="lead", wraps=True)
        self._queue = CommandButton(
            look,
            run,
            registry["go.queue"],
            self,
            text=self.tr("Open Queue"),
            kind=Kind.PRIMARY,
        )
        self._undo = CommandButton(look, run, registry["edit.undo"], self)
        self._back = CommandButton(
            look, run, registry["view.escape"], self, text=self.tr("Back to the list")
        )
        middle = QtCore.Qt.AlignmentFlag.AlignHCenter
        column = QtWidgets.QVBoxLayout(self)
        column.setSpacing(look.theme.px(12))
        column.addStretch(2)
        for text in (self._heading, self._words):
            text.setAlignment(middle)
            column.addWidget(text)
        row = QtWidgets.QHBoxLayout()
        row.addStretch(1)
        for button in (self._queue, self._undo, self._back):
            row.addWidget(button)
        row.addStretch(1)
        column.addSpacing(look.theme.px(12))
        column.addLayout(row)
        column.addStretch(3)

    def show_end(self, *, place: str, n_left: int, tally: str) -> None:
        """Show the end of a place, with what was decided there."""
        done = self.tr("%1 done").replace("%1", place)
        end = self.tr("The end of %1").replace("%1", place)
        self._heading.setText(end if n_left else done)
        left = ""
        if n_left:
            waits = self.tr("1 paper is not decided on yet; k goes back to it.")
            wait = self.tr("%1 papers are not decided on yet; k goes back to them.")
            left = waits if n_left == 1 else wait.replace("%1", str(n_left))
        nothing = self.tr("Every paper here is decided on.")
        self._words.setText(
            "\n".join(part for part in (tally, left) if part) or nothing
        )

    def words(self) -> tuple[str, str]:
        """Return heading and words."""
        return self._heading.text(), self._words.text()

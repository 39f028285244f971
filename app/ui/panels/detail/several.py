"""What stands in the detail while several papers are selected."""

from PySide6 import QtCore, QtWidgets

from app.commands.command import Registry
from app.ui.appearance.look import Look
from app.ui.widgets.buttons import CommandButton, Kind, Run
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.focus_ring import RING
from app.ui.widgets.labels import label

_GAP = 2


class SeveralPapers(QtWidgets.QWidget):
    """Says how many papers are selected, over the acts that take them all."""

    def __init__(
        self, look: Look, run: Run, registry: Registry, parent: QtWidgets.QWidget
    ) -> None:
        super().__init__(parent)
        px = look.theme.px
        self._number = label(self, kind="sheet-title")
        self._hint = label(self, self.tr("Esc clears the selection."), kind="hint")
        self._acts = QtWidgets.QWidget(self)
        flow = FlowLayout(self._acts)
        flow.set_gap(px(_GAP))

        def button(command_id: str, text: str, kind: Kind = Kind.PLAIN) -> None:
            command = registry[command_id]
            made = CommandButton(
                look, run, command, self._acts, text=text, icon=command.icon, kind=kind
            )
            flow.addWidget(made)
            self._buttons[command_id] = made

        self._buttons: dict[str, CommandButton] = {}
        button("paper.queue", self.tr("Queue"))
        button("paper.done", self.tr("Done"))
        button("paper.dismiss", self.tr("Dismiss"))
        button("paper.star", self.tr("Star"))
        button("topics.pick", self.tr("Topics"))
        button("paper.edit", self.tr("Edit"))
        button("paper.fetch", self.tr("Fetch"))
        button("export.choose", self.tr("Export"))
        button("paper.merge", self.tr("Merge"))
        button("paper.trash", self.tr("Trash"))
        button("paper.restore", self.tr("Restore"), Kind.PRIMARY)
        column = QtWidgets.QVBoxLayout(self)
        column.setContentsMargins(px(24 - RING), px(24), px(24), px(24))
        column.setSpacing(px(16))
        for text in (self._number, self._hint):
            text.setIndent(px(RING))
        column.addWidget(self._number)
        column.addWidget(self._acts)
        column.addWidget(self._hint)
        column.addStretch()

    def show_number(self, n_papers: int, *, is_trashed: bool) -> None:
        """Show how many, with what fits papers in the trash or elsewhere."""
        n = QtCore.QLocale().toString(n_papers)
        one = n_papers == 1
        text = self.tr("1 paper") if one else self.tr("%1 papers").replace("%1", n)
        self._number.setText(text)
        for command_id, button in self._buttons.items():
            button.setVisible((command_id == "paper.restore") == is_trashed)

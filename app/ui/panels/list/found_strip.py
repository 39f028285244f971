"""The strip above the list that offers PDFs found in watched folders."""

from collections.abc import Sequence
from pathlib import Path

from PySide6 import QtWidgets

from app.commands.command import Command
from app.ui.appearance.look import Look
from app.ui.sheets.controls import ActButton
from app.ui.status_line import ElidedLabel
from app.ui.widgets.buttons import IconButton, Run
from app.ui.widgets.labels import hairline

_HEIGHT, _SIDE = 40, 20


class FoundStrip(QtWidgets.QWidget):
    """Tells how many PDFs were found and where; nothing while there are none."""

    def __init__(
        self,
        look: Look,
        run: Run,
        *,
        command: Command,
        refusal: Command,
        parent: QtWidgets.QWidget,
    ) -> None:
        super().__init__(parent)
        self._look, self._run = look, run
        self._command, self._refusal = command, refusal
        self._words = ElidedLabel(self)
        self._act = ActButton(
            look, self.tr("Look"), self, command_id=command.id, kind="link"
        )
        self._act.setAccessibleDescription(command.help)
        self._act.clicked.connect(self._on_act)
        self._close = IconButton(look, "close", refusal.title, self)
        self._close.clicked.connect(self._on_close)
        self._row = QtWidgets.QHBoxLayout()
        self._row.addWidget(self._words)
        self._row.addWidget(self._act)
        self._row.addStretch(1)
        self._row.addWidget(self._close)
        column = QtWidgets.QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._row)
        column.addWidget(hairline(self))
        self.setProperty("kind", "sidebar")
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()
        self.hide()

    def offer(self, paths: Sequence[Path]) -> None:
        """Tell of PDFs, or of none."""
        names = list(dict.fromkeys(path.parent.name for path in paths))
        n = len(paths)
        what = self.tr("1 new PDF") if n == 1 else self.tr("{n} new PDFs").format(n=n)
        where = ", ".join(names)
        said = self.tr("Found {what} in {where}").format(what=what, where=where)
        self._words.set_words(said if paths else "", "meta")
        self.setVisible(bool(paths))

    def words(self) -> str:
        """Return what is told."""
        return self._words.words()

    def _on_act(self) -> None:
        self._run(self._command.id)

    def _on_close(self) -> None:
        self._run(self._refusal.id)

    def _on_look_changed(self) -> None:
        px = self._look.theme.px
        self._row.setContentsMargins(px(_SIDE), 0, px(8), 0)
        self._row.setSpacing(px(12))
        self.setFixedHeight(px(_HEIGHT))

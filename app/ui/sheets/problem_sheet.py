"""The problem sheet: a mistake of ours, with a report to copy."""

import platform
from collections.abc import Callable
from pathlib import Path

from PySide6 import QtCore, QtWidgets

from app import __version__
from app.ui.appearance.look import Look
from app.ui.sheets.controls import ActButton
from app.ui.sheets.sheet import Sheet
from app.ui.widgets.labels import label

_WIDTH, _HEIGHT = 640, 420


class ProblemSheet(Sheet):
    """Says that something went wrong inside Octavo; the details can be copied.

    `log` is the file that has them as well, None for none.
    """

    def __init__(
        self,
        look: Look,
        *,
        text: str,
        details: str,
        copy: Callable[[str], None],
        log: Path | None = None,
    ) -> None:
        super().__init__(look, "Problem", width_px=_WIDTH, height_px=_HEIGHT)
        self.set_title(self.tr("That should not have happened"))
        self._copy = copy
        self._report = (
            f"Octavo {__version__}, Python {platform.python_version()}, "
            f"Qt {QtCore.qVersion()}, {platform.platform()}\n\n{details}"
        )
        self.body.addWidget(label(self, text, wraps=True))
        view = QtWidgets.QPlainTextEdit(self._report, self)
        view.setReadOnly(True)
        view.setTabChangesFocus(True)
        view.setFont(look.theme.mono_font())
        view.setLineWrapMode(QtWidgets.QPlainTextEdit.LineWrapMode.NoWrap)
        view.setAccessibleName(self.tr("Details"))
        self.body.addWidget(view, 1)
        if log is not None:
            words = self.tr("Where it happened is noted in {file}")
            where = label(self, words.format(file=log), kind="hint", wraps=True)
            where.setTextInteractionFlags(
                QtCore.Qt.TextInteractionFlag.TextSelectableByMouse
            )
            self.body.addWidget(where)
        self._copied = label(self, kind="hint")
        self._act = ActButton(look, self.tr("Copy report"), self, kind="primary")
        close = ActButton(look, self.tr("Close"), self, keys="Esc")
        row = QtWidgets.QHBoxLayout()
        row.addWidget(self._copied, 1)
        row.addWidget(close)
        row.addWidget(self._act)
        self.body.addLayout(row)
        self._act.clicked.connect(self._on_copy)
        close.clicked.connect(self.dismiss)

    def first_focus(self) -> QtWidgets.QWidget:
        return self._act

    def _on_copy(self) -> None:
        self._copy(self._report)
        self._copied.setText(self.tr("Copied."))

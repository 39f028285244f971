"""The export sheet: which papers go out, and in which format."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6 import QtCore, QtGui, QtWidgets

from app.formats.format_names import BUNDLE
from app.formats.outgoing import BUNDLE_TITLE, WRITERS
from app.ui.appearance.look import Look
from app.ui.sheets.controls import ActButton, Check, Combo
from app.ui.sheets.sheet import Sheet
from app.ui.widgets.labels import label

_WIDTH, _LABEL_WIDTH = 480, 96


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Papers that may go out: `words` name them, `name` is for a file of them.

    `arguments` say to the command which they are.
    """

    words: str
    name: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the user chose to export, and as what."""

    scope: Scope
    format: str
    with_files: bool


class ExportSheet(Sheet):
    """Enter goes on to the file; `go_on` gets the choice."""

    def __init__(
        self,
        look: Look,
        *,
        scopes: Sequence[Scope],
        format: str,
        go_on: Callable[[Choice], object],
    ) -> None:
        super().__init__(look, "Export", width_px=_WIDTH)
        self.set_title(self.tr("Export"))
        self.scopes, self._go_on = tuple(scopes), go_on
        self.format = Combo(look, self.tr("Format"), self)
        for each in WRITERS:
            self.format.addItem(each.title, each.name)
        self.format.addItem(BUNDLE_TITLE, BUNDLE)
        self.format.setCurrentIndex(max(0, self.format.findData(format)))
        self.scope = Combo(look, self.tr("Papers"), self)
        for scope in scopes:
            self.scope.addItem(scope.words)
        self.with_files = Check(look, self.tr("With their PDFs"), self)
        self.with_files.setChecked(True)
        self._files = QtWidgets.QWidget(self)
        self.body.addLayout(self._row(self.tr("Format"), self.format))
        self.body.addLayout(self._row(self.tr("Papers"), self.scope))
        self.body.addWidget(self._make_files())
        self.body.addSpacing(look.theme.px(12))
        self.body.addLayout(self._make_foot())
        self.format.currentIndexChanged.connect(self._on_format_changed)
        self._on_format_changed()

    def first_focus(self) -> QtWidgets.QWidget:
        return self.format

    def accept(self) -> None:
        """Go on with what is chosen."""
        choice = Choice(
            scope=self.scopes[self.scope.currentIndex()],
            format=str(self.format.currentData()),
            with_files=self._is_bundle() and self.with_files.isChecked(),
        )
        self.dismiss()
        self._go_on(choice)

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        keys = QtCore.Qt.Key
        if event.key() in (keys.Key_Return, keys.Key_Enter):
            self.accept()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _row(self, name: str, control: QtWidgets.QWidget) -> QtWidgets.QHBoxLayout:
        row = QtWidgets.QHBoxLayout()
        row.setSpacing(self.look.theme.px(12))
        words = label(self, name)
        words.setFixedWidth(self.look.theme.px(_LABEL_WIDTH))
        row.addWidget(words)
        row.addWidget(control, 1)
        return row

    def _make_files(self) -> QtWidgets.QWidget:
        px = self.look.theme.px
        policy = self._files.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # so that the sheet stays as it is
        self._files.setSizePolicy(policy)
        row = QtWidgets.QHBoxLayout(self._files)
        row.setContentsMargins(px(_LABEL_WIDTH + 12), 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(self.with_files)
        row.addWidget(label(self, self.tr("With their PDFs")), 1)
        return self._files

    def _make_foot(self) -> QtWidgets.QHBoxLayout:
        row = QtWidgets.QHBoxLayout()
        row.addStretch(1)
        act = ActButton(
            self.look, self.tr("Choose a file…"), self, keys="Enter", kind="primary"
        )
        act.clicked.connect(self.accept)
        row.addWidget(act)
        return row

    def _is_bundle(self) -> bool:
        return bool(self.format.currentData() == BUNDLE)

    def _on_format_changed(self) -> None:
        self._files.setVisible(self._is_bundle())

"""A setting that names folders: they are added in a dialog, and taken out again."""

from functools import partial
from pathlib import Path

from PySide6 import QtCore, QtWidgets

from app.ui.appearance.look import Look
from app.ui.sheets.controls import ActButton
from app.ui.widgets.labels import label


class FolderList(QtWidgets.QWidget):
    """Lists folders; `given` carries the text of the setting, a folder a line."""

    given = QtCore.Signal(str)

    def __init__(self, look: Look, name: str, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look, self._name = look, name
        self._text = ""
        self._rows: list[QtWidgets.QWidget] = []
        self.setAccessibleName(name)
        self._column = QtWidgets.QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.theme.px(4))
        self._add = ActButton(look, self.tr("Add folder…"), self)
        self._add.clicked.connect(self._on_add)
        self._column.addWidget(self._add)
        self.setFocusProxy(self._add)

    def show_text(self, text: str) -> None:
        """Show the folders of a text."""
        self._text = text
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        for number, folder in enumerate(self.folders()):
            row = self._make_row(folder)
            self._column.insertWidget(number, row)
            self._rows.append(row)

    def folders(self) -> list[str]:
        """Return the folders."""
        return [line.strip() for line in self._text.splitlines() if line.strip()]

    def add(self, folder: str) -> None:
        """Add a folder, once."""
        if folder not in self.folders():
            self._give([*self.folders(), folder])

    def remove(self, folder: str) -> None:
        """Take a folder out."""
        self._give([kept for kept in self.folders() if kept != folder])

    def _make_row(self, folder: str) -> QtWidgets.QWidget:
        row = QtWidgets.QWidget(self)
        line = QtWidgets.QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        name = label(row, Path(folder).name or folder, kind="meta")
        name.setSizePolicy(
            QtWidgets.QSizePolicy.Policy.Ignored, QtWidgets.QSizePolicy.Policy.Fixed
        )
        name.setToolTip(folder)
        remove = ActButton(self._look, self.tr("Remove"), row, kind="link")
        remove.setAccessibleName(self.tr("Remove {folder}").format(folder=folder))
        remove.clicked.connect(partial(self.remove, folder))
        line.addWidget(name, 1)
        line.addWidget(remove)
        return row

    def _give(self, folders: list[str]) -> None:
        text = "\n".join(folders)
        self.show_text(text)
        self.given.emit(text)

    def _on_add(self) -> None:
        dialog = QtWidgets.QFileDialog(self.window(), self._name)
        dialog.setFileMode(QtWidgets.QFileDialog.FileMode.Directory)
        dialog.setOption(QtWidgets.QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.add)
        dialog.open()

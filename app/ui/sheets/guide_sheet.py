"""The guide: how Octavo works, read inside the window."""

from pathlib import Path
from typing import Any

from PySide6 import QtCore, QtGui, QtWidgets

from app.ui.appearance.look import Look
from app.ui.sheets.row_painting import RowDelegate, paint_text
from app.ui.sheets.rows import Index, RowList, RowsModel
from app.ui.sheets.sheet import Sheet
from app.ui.widgets.labels import hairline

_WIDTH, _HEIGHT, _LIST_WIDTH, _ROW = 900, 680, 200, 32

_IMAGE = QtGui.QTextDocument.ResourceType.ImageResource.value


class GuideSheet(Sheet):
    """Shows the chapters of a folder of Markdown files, in the order of their names."""

    def __init__(self, look: Look, folder: Path) -> None:
        super().__init__(look, "Guide", width_px=_WIDTH, height_px=_HEIGHT)
        self.set_title(self.tr("Guide"))
        self._texts = [
            file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.md"))
        ]
        titles = [_title(text) for text in self._texts]
        self._model: RowsModel[str] = RowsModel(str, bool, self)
        self._model.set_rows(titles)
        self._chapters = RowList(self.tr("Chapters"), self)
        self._chapters.setModel(self._model)
        self._chapters.setItemDelegate(
            _ChapterDelegate(look, _ROW, self, holder=self._chapters)
        )
        self._chapters.setFixedWidth(look.theme.px(_LIST_WIDTH))
        self._page = GuidePage(self)
        self._page.setAccessibleName(self.tr("Guide"))
        px = look.theme.px
        self.body.setContentsMargins(0, 0, 0, px(16))
        self.body.addWidget(hairline(self))
        row = QtWidgets.QHBoxLayout()
        row.setContentsMargins(px(24), px(8), px(16), 0)
        row.setSpacing(px(16))
        row.addWidget(self._chapters)
        row.addWidget(self._page, 1)
        self.body.addLayout(row, 1)
        self._chapters.selectionModel().currentChanged.connect(self._on_changed)
        self._chapters.go_to_first()

    def first_focus(self) -> QtWidgets.QWidget:
        return self._page

    def text(self) -> str:
        """Return the chapter shown as plain text."""
        return self._page.toPlainText()

    def restyle(self) -> None:
        super().restyle()
        self._show(self._chapters.currentIndex().row())

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        keys = QtCore.Qt.Key
        steps = {
            keys.Key_Right: 1,
            keys.Key_BracketRight: 1,
            keys.Key_Left: -1,
            keys.Key_BracketLeft: -1,
        }
        if event.key() in steps:
            self._chapters.step(steps[keys(event.key())])
            event.accept()
        else:
            super().keyPressEvent(event)

    def _on_changed(self, current: QtCore.QModelIndex) -> None:
        self._show(current.row())

    def _show(self, number: int) -> None:
        if 0 <= number < len(self._texts):
            self._page.setFont(self.look.theme.reading_font())
            self._page.setMarkdown(self._texts[number])


class GuidePage(QtWidgets.QTextBrowser):
    """Shows Markdown; it loads nothing and opens nothing."""

    def __init__(self, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "reading")
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.viewport().setAutoFillBackground(False)

    def loadResource(self, kind: int, name: QtCore.QUrl | str) -> Any:
        # An image that is nothing: given none at all, Qt reads the file by itself.
        nothing = QtGui.QImage(1, 1, QtGui.QImage.Format.Format_ARGB32)
        nothing.fill(QtCore.Qt.GlobalColor.transparent)
        return nothing if kind == _IMAGE else None


class _ChapterDelegate(RowDelegate):
    """Paints the name of a chapter."""

    def paint_row(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, index: Index
    ) -> None:
        theme = self.look.theme
        words: str = index.model().row_at(index)  # type: ignore[attr-defined]  # ours
        inner = rect.adjusted(theme.px(12), 0, -theme.px(4), 0)
        paint_text(painter, inner, words, theme.ui_font(), theme.colours.text)


def _title(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return first.lstrip("# ").strip()

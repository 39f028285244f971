"""Text set for reading: plain, wide-leaded, as high as it needs to be."""

from typing import Any

from PySide6 import QtCore, QtGui, QtWidgets

from app.ui.look import Look

_LEADING = 1.6
_N_WIDEST = 75
"""Characters in the widest line."""


class ReadingText(QtWidgets.QTextEdit):
    """A read-only text in the reading font that scrolls with what it stands in."""

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._heights: dict[int, int] = {}
        self.setProperty("kind", "reading")
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QtWidgets.QFrame.Shape.NoFrame)
        off = QtCore.Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(off)
        self.setHorizontalScrollBarPolicy(off)
        self.setContextMenuPolicy(QtCore.Qt.ContextMenuPolicy.NoContextMenu)
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.ClickFocus)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self._on_look_changed()
        look.changed.connect(self._on_look_changed)

    def set_text(self, text: str) -> None:
        """Show a plain text."""
        if text == self.toPlainText():
            return
        self.setPlainText(text)
        self._set_leading()
        self._renew()

    def loadResource(self, type: int, name: QtCore.QUrl | str) -> Any:
        """Load nothing, whatever the text names."""
        return None

    def wheelEvent(self, event: QtGui.QWheelEvent) -> None:
        event.ignore()

    def _on_look_changed(self) -> None:
        font = self._look.theme.reading_font(1.08)
        self.setFont(font)
        self.document().setDefaultFont(font)
        metrics = QtGui.QFontMetrics(font)
        self.setMaximumWidth(round(metrics.averageCharWidth() * _N_WIDEST * 1.02))
        self._set_leading()
        self._renew()

    def _set_leading(self) -> None:
        metrics = QtGui.QFontMetricsF(self.font())
        size_px = self.fontInfo().pixelSize()
        percent = 100 * _LEADING * size_px / metrics.height()
        block = QtGui.QTextBlockFormat()
        proportional = QtGui.QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        block.setLineHeight(percent, proportional)
        cursor = QtGui.QTextCursor(self.document())
        cursor.select(QtGui.QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(block)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            # A trial must not leave the shown text set to another width.
            document, shown = self.document(), self.viewport().width()
            document.setTextWidth(width)
            self._heights[width] = int(document.size().height()) + 1
            document.setTextWidth(shown)
        return self._heights[width]

    def _renew(self) -> None:
        self._heights.clear()
        self.updateGeometry()

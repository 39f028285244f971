"""Text set for reading: plain, wide-leaded, as high as it needs to be."""

import re
from typing import Any

from PySide6 import QtCore, QtGui, QtWidgets

from app.ui.appearance.look import Look

_STEP, _LEADING = 1.08, 1.6
_N_WIDEST = 75
"""Characters in the widest line."""

_ADDRESS = re.compile(r"(?:https?://|www\.|github\.com/|huggingface\.co/)[^\s<>\"`|]+")
_AFTER = ".,;:!?'\u2019\u201d*"
_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"))


def find_addresses(text: str) -> list[tuple[int, str]]:
    """Return where web addresses begin in a text, and the addresses as written there.

    Marks that end a sentence are no part of an address, nor is a bracket round it.
    """
    found = []
    for match in _ADDRESS.finditer(text):
        shown = match[0].rstrip(_AFTER)
        for opening, closing in _PAIRS:
            while shown.endswith(closing) and opening not in shown:
                shown = shown[:-1].rstrip(_AFTER)
        found.append((match.start(), shown))
    return found


class ReadingText(QtWidgets.QTextEdit):
    """A read-only text in the reading font that scrolls with what it stands in.

    `step` is that of the scale of fonts, `leading` times the size is a line's height.
    `address_chosen` tells a web address of the text that was clicked.
    """

    address_chosen = QtCore.Signal(str)

    def __init__(
        self,
        look: Look,
        parent: QtWidgets.QWidget,
        *,
        step: float = _STEP,
        leading: float = _LEADING,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._step, self._leading = step, leading
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
        self.setMouseTracking(True)
        self._pressed = ""
        self._on_look_changed()
        look.changed.connect(self._on_look_changed)

    def set_text(self, text: str) -> None:
        """Show a plain text."""
        if text == self.toPlainText():
            return
        self.setCurrentCharFormat(QtGui.QTextCharFormat())
        self.setPlainText(text)
        self._set_leading()
        self._set_addresses()
        self._renew()

    def loadResource(self, type: int, name: QtCore.QUrl | str) -> Any:
        """Load nothing, whatever the text names."""
        return None

    def mousePressEvent(self, event: QtGui.QMouseEvent) -> None:
        self._pressed = self.anchorAt(event.position().toPoint())
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QtGui.QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        is_over = bool(self.anchorAt(event.position().toPoint()))
        shape = QtCore.Qt.CursorShape
        self.viewport().setCursor(
            shape.PointingHandCursor if is_over else shape.IBeamCursor
        )

    def mouseReleaseEvent(self, event: QtGui.QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        address = self.anchorAt(event.position().toPoint())
        is_click = (
            event.button() is QtCore.Qt.MouseButton.LeftButton
            and address == self._pressed
            and not self.textCursor().hasSelection()
        )
        if is_click and address:
            self.address_chosen.emit(address)

    def wheelEvent(self, event: QtGui.QWheelEvent) -> None:
        event.ignore()

    def _on_look_changed(self) -> None:
        font = self._look.theme.reading_font(self._step)
        self.setFont(font)
        self.document().setDefaultFont(font)
        metrics = QtGui.QFontMetrics(font)
        self.setMaximumWidth(round(metrics.averageCharWidth() * _N_WIDEST * 1.02))
        self._set_leading()
        self._set_addresses()
        self._renew()

    def _set_addresses(self) -> None:
        """Make the addresses look like links, in the colour of the theme."""
        face = QtGui.QTextCharFormat()
        face.setAnchor(True)
        face.setForeground(self._look.theme.colours.accenttext)
        cursor = QtGui.QTextCursor(self.document())
        text = self.toPlainText()
        for start, shown in find_addresses(text):
            first = len(text[:start].encode("utf-16-le")) // 2
            length = len(shown.encode("utf-16-le")) // 2
            cursor.setPosition(first)
            cursor.setPosition(first + length, QtGui.QTextCursor.MoveMode.KeepAnchor)
            scheme = "" if shown.startswith("http") else "https://"
            face.setAnchorHref(scheme + shown)
            cursor.mergeCharFormat(face)

    def _set_leading(self) -> None:
        metrics = QtGui.QFontMetricsF(self.font())
        size_px = self.fontInfo().pixelSize()
        percent = 100 * self._leading * size_px / metrics.height()
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
            document, shown = self.document(), self.document().textWidth()
            if width != shown:  # each time it is set, the whole text is laid out
                document.setTextWidth(width)
            self._heights[width] = int(document.size().height()) + 1
            if width != shown:
                document.setTextWidth(shown)
        return self._heights[width]

    def _renew(self) -> None:
        self._heights.clear()
        self.updateGeometry()

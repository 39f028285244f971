"""The line of the search field: typed text over chips of what was understood."""

from html import escape

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.wanted import PATTERN_KEYS
from app.formats.queries.language import KEYS, Piece, Sort, parse
from app.formats.queries.matching import fault_of
from app.formats.queries.values import CHOICES
from app.ui.appearance.look import Look

_Key = QtCore.Qt.Key
_CURSOR_MARGIN = 5
"""How far Qt's rectangle of the cursor reaches to its left; the same in every Qt 6."""

_CHIPS = (Sort.FILTER, Sort.OPERATOR, Sort.MINUS, Sort.OPEN, Sort.CLOSE)


class SearchLine(QtWidgets.QLineEdit):
    """Lays a chip under each filter and operator, dots under what is no such thing.

    `left` tells that the keys leave it, and whether the user goes on into the list.
    """

    left = QtCore.Signal(bool)
    focus_changed = QtCore.Signal()

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._pieces: tuple[Piece, ...] = ()
        self.setProperty("kind", "bare")
        self.setFrame(False)
        self.setAcceptDrops(False)  # a drop is the window's, a file no text
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_MacShowFocusRect, False)
        self.textChanged.connect(self._on_text_changed)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Return what each stretch of the text is understood as."""
        return self._pieces

    def finished(self) -> str:
        """Return the text without a filter at its end that waits for its value."""
        text, end = self.text(), len(self.text())
        for piece in reversed(self._pieces):
            is_minus = end < len(text) and piece.sort is Sort.MINUS
            if piece.end != end or not (is_minus or self._is_waiting(piece)):
                break
            end = piece.start
        return text[:end]

    def _is_waiting(self, piece: Piece) -> bool:
        """Say whether a stretch is a filter's key and nothing behind it yet."""
        name, _, value = self.text()[piece.start : piece.end].partition(":")
        key = KEYS.get(name.lower())
        if piece.sort is not Sort.LOST or key is None:
            return False
        return not value or (value == "~" and key in PATTERN_KEYS)

    def x_of(self, place: int) -> int:
        """Return where the character at a place begins, in pixels of this widget."""
        metrics = self.fontMetrics()
        text = self.text()
        before = metrics.horizontalAdvance(text[: self.cursorPosition()])
        start = self.cursorRect().left() + _CURSOR_MARGIN - before
        return start + metrics.horizontalAdvance(text[:place])

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        for piece in self._pieces:
            if piece.sort in _CHIPS:
                self._paint_chip(painter, piece)
        painter.end()
        super().paintEvent(event)
        painter = QtGui.QPainter(self)
        for piece in self._pieces:
            if piece.sort is Sort.LOST:
                self._paint_dots(painter, piece)
        painter.end()

    def event(self, event: QtCore.QEvent) -> bool:
        if isinstance(event, QtGui.QHelpEvent):
            said = self.explanation(self.cursorPositionAt(event.pos()))
            QtWidgets.QToolTip.showText(event.globalPos(), escape(said), self)
            return True
        return super().event(event)

    def explanation(self, place: int) -> str:
        """Return why the text at a place was not understood, '' where it was."""
        text = self.text()
        for n, piece in enumerate(self._pieces):
            if piece.sort is Sort.LOST and piece.start <= place <= piece.end:
                after = self._pieces[n + 1 : n + 2]
                is_joined = after and after[0].start == piece.end
                rest = text[piece.end : after[0].end] if is_joined else ""
                return self._why(text[piece.start : piece.end], rest)
        return ""

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        leaving = (_Key.Key_Down, _Key.Key_Return, _Key.Key_Enter, _Key.Key_Escape)
        if event.key() in leaving:
            self.left.emit(event.key() != _Key.Key_Escape)
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        if next:
            self.left.emit(True)
            return True
        return super().focusNextPrevChild(next)

    def focusInEvent(self, event: QtGui.QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QtGui.QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit()

    def _on_text_changed(self, text: str) -> None:
        self._pieces = parse(text).pieces
        self.update()

    def _why(self, text: str, rest: str) -> str:
        """Say why a text is lost; `rest` is what follows it at once."""
        if text in "()":
            return self.tr("This parenthesis has no other. It is passed over.")
        name, _, value = text.partition(":")
        key = KEYS.get(name.lower())
        if key is None:
            return self.tr("“%1:” is no filter. These are words.").replace("%1", name)
        if key in PATTERN_KEYS and value.startswith("~"):
            return self._why_no_pattern((value[1:] + rest).strip('"'))
        if not value:
            return self.tr("“%1:” waits for a value.").replace("%1", name)
        if key in CHOICES:
            known = ", ".join(CHOICES[key])
            words = self.tr("“%1:” knows %2. These are words.")
            return words.replace("%1", name).replace("%2", known)
        words = self.tr("“%2” is nothing that “%1:” knows. These are words.")
        return words.replace("%1", name).replace("%2", value)

    def _why_no_pattern(self, pattern: str) -> str:
        if not pattern.strip():
            return self.tr("“~” waits for a regular expression.")
        words = self.tr("“%1” is no regular expression: %2. These are words.")
        return words.replace("%2", fault_of(pattern)).replace("%1", pattern)

    def _box(self, piece: Piece) -> QtCore.QRectF:
        left, right = self.x_of(piece.start), self.x_of(piece.end)
        tall = self.fontMetrics().height() + 2 * self._look.theme.px(1)
        return QtCore.QRectF(left, (self.height() - tall) / 2, right - left, tall)

    def _paint_chip(self, painter: QtGui.QPainter, piece: Piece) -> None:
        theme = self._look.theme
        is_filter = piece.sort is Sort.FILTER
        c = theme.colours
        painter.setPen(QtGui.QPen(c.accent if is_filter else c.edge, 0.5))
        painter.setBrush(c.accentsoft if is_filter else c.idle)
        radius = theme.px(theme.sizes.radius_key)
        side = theme.px(2)
        painter.drawRoundedRect(
            self._box(piece).adjusted(-side, 0, side, 0), radius, radius
        )

    def _paint_dots(self, painter: QtGui.QPainter, piece: Piece) -> None:
        theme = self._look.theme
        box = self._box(piece)
        pen = QtGui.QPen(theme.colours.warn, theme.px(1.5))
        pen.setStyle(QtCore.Qt.PenStyle.DotLine)
        painter.setPen(pen)
        y = round(box.bottom()) - theme.px(1)
        painter.drawLine(round(box.left()), y, round(box.right()), y)

"""Topics suggested for a paper, as chips: a click accepts one, its cross refuses it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.paper import TopicId
from app.ui.appearance.look import Look
from app.ui.widgets.chip import chip_font, chip_height, paint_dot
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.focus_ring import RING, inset, paint_ring
from app.ui.widgets.keycap import keys_width, paint_keys
from app.ui.widgets.labels import label

_PADDING, _GAP, _DOT, _CROSS = 8, 6, 6, 12
_LONGEST = 260
_LONGEST_WITH_WORDS = 420


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedTopic:
    """A topic to offer; `words` are those that spoke for it."""

    id: TopicId
    path: str
    colour: int
    words: tuple[str, ...] = ()


class SuggestionRow(QtWidgets.QWidget):
    """Shows suggestions after a quiet word, and nothing at all when there are none.

    With `digits` each has its digit on it, 0 for none; who has the keys calls `accept`.
    With `shows_words` the words stand in the chip, else in its tooltip.
    """

    accepted = QtCore.Signal(object)
    refused = QtCore.Signal(object)

    def __init__(
        self,
        look: Look,
        parent: QtWidgets.QWidget,
        *,
        digits: Sequence[int] = (),
        shows_words: bool = False,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._digits, self._shows_words = tuple(digits), shows_words
        self._chips: list[SuggestionChip] = []
        self._flow = FlowLayout(self)
        self._lead = label(self, self.tr("Suggested:"), kind="hint")
        self._flow.addWidget(self._lead)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()
        self.hide()

    def suggestions(self) -> tuple[SuggestedTopic, ...]:
        """Return what is offered, the surest first."""
        return tuple(chip.suggestion for chip in self._chips)

    def show_suggestions(self, suggestions: Sequence[SuggestedTopic]) -> None:
        """Offer these, the surest first."""
        if tuple(suggestions) != self.suggestions():
            self._replace(suggestions)

    def set_digits(self, digits: Sequence[int]) -> None:
        """Give the suggestions other digits, the first to the surest."""
        if tuple(digits) != self._digits:
            self._digits = tuple(digits)
            self._replace(self.suggestions())

    def accept(self, digit: int) -> bool:
        """Accept the suggestion of a digit; False when there is none."""
        for own, chip in zip(self._digits, self._chips, strict=False):
            if own == digit:
                self.accepted.emit(chip.suggestion)
                return True
        return False

    def _replace(self, suggestions: Sequence[SuggestedTopic]) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [self._chip(n, s) for n, s in enumerate(suggestions)]
        for chip in self._chips:
            self._flow.addWidget(chip)
            chip.show()
        self.setVisible(bool(self._chips))
        self.updateGeometry()

    def _chip(self, number: int, suggestion: SuggestedTopic) -> "SuggestionChip":
        digit = self._digits[number] if number < len(self._digits) else 0
        chip = SuggestionChip(
            self._look,
            suggestion,
            self,
            digit=str(digit) if digit else "",
            shows_words=self._shows_words,
        )
        chip.clicked.connect(partial(self._on_clicked, suggestion))
        chip.refused.connect(self.refused)
        return chip

    def _on_clicked(
        self, suggestion: SuggestedTopic, _is_checked: bool = False
    ) -> None:
        self.accepted.emit(suggestion)

    def _on_look_changed(self) -> None:
        self._flow.set_gap(self._look.theme.px(_GAP))


class SuggestionChip(QtWidgets.QAbstractButton):
    """One suggestion: its digit, colour, path, words and the cross that refuses it."""

    refused = QtCore.Signal(object)

    def __init__(
        self,
        look: Look,
        suggestion: SuggestedTopic,
        parent: QtWidgets.QWidget,
        *,
        digit: str,
        shows_words: bool,
    ) -> None:
        super().__init__(parent)
        self._look, self._digit = look, digit
        self.suggestion = suggestion
        words = ", ".join(suggestion.words)
        self._words = words if shows_words else ""
        self._longest = _LONGEST_WITH_WORDS if shows_words else _LONGEST
        self.setText(suggestion.path)
        self.setAccessibleName(self.tr("File under {path}").format(path=self.text()))
        self.setAccessibleDescription(words)
        self.setToolTip(self._tip(words))
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.TabFocus)
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_Hover)
        look.changed.connect(self._on_look_changed)

    def sizeHint(self) -> QtCore.QSize:
        theme = self._look.theme
        metrics = QtGui.QFontMetrics(chip_font(theme))
        px = theme.px
        width = px(2 * _PADDING + _DOT + 2 * _GAP + _CROSS)
        width += metrics.horizontalAdvance(self.text()) + 1
        if self._digit:
            width += keys_width(theme, self._digit) + px(_GAP)
        if self._words:
            width += metrics.horizontalAdvance(self._words) + px(_GAP)
        room = 2 * px(RING)
        return QtCore.QSize(
            min(width, px(self._longest)) + room, chip_height(theme) + room
        )

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        keys = QtCore.Qt.Key
        if event.key() in (keys.Key_Delete, keys.Key_Backspace):
            self.refused.emit(self.suggestion)
        elif event.key() in (keys.Key_Return, keys.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def mouseReleaseEvent(self, event: QtGui.QMouseEvent) -> None:
        place = event.position().toPoint()
        if self.isDown() and self._cross().contains(place):
            self.setDown(False)
            self.refused.emit(self.suggestion)
            event.accept()
            return
        super().mouseReleaseEvent(event)

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        theme, px = self._look.theme, self._look.theme.px
        c = theme.colours
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        body = inset(theme, self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QtGui.QPen(c.edge, 1, QtCore.Qt.PenStyle.DashLine))
        painter.setBrush(c.hover if self.underMouse() else c.window)
        painter.drawRoundedRect(body, body.height() / 2, body.height() / 2)
        inner = body.toRect().adjusted(px(_PADDING), 0, -px(_PADDING), 0)
        left = inner.left()
        if self._digit:
            left += paint_keys(painter, theme, inner, self._digit) + px(_GAP)
        middle = QtCore.QPointF(left + px(_DOT) / 2, body.center().y())
        paint_dot(painter, middle, theme.mark(self.suggestion.colour).line, px(_DOT))
        left += px(_DOT) + px(_GAP)
        right = self._cross().left() - px(_GAP) // 2
        left = self._paint_words(painter, left, right, self.text(), c.text2)
        if self._words:
            self._paint_words(painter, left + px(_GAP), right, self._words, c.text3)
        self._look.icons.paint(painter, self._cross(), "close", c.text3)
        if self.hasFocus():
            paint_ring(painter, theme, self.rect(), chip_height(theme) / 2)

    def _paint_words(
        self,
        painter: QtGui.QPainter,
        left: int,
        right: int,
        text: str,
        colour: QtGui.QColor,
    ) -> int:
        """Paint text on the one line, cut where the room ends; return its end."""
        painter.setFont(chip_font(self._look.theme))
        painter.setPen(colour)
        metrics = painter.fontMetrics()
        room = max(right - left, 0)
        shown = metrics.elidedText(text, QtCore.Qt.TextElideMode.ElideRight, room)
        place = QtCore.QRect(left, 0, room, self.height())
        painter.drawText(place, QtCore.Qt.AlignmentFlag.AlignVCenter, shown)
        return left + metrics.horizontalAdvance(shown)

    def _cross(self) -> QtCore.QRect:
        px = self._look.theme.px
        left = self.width() - px(RING) - px(_PADDING) - px(_CROSS) + px(2)
        top = (self.height() - px(_CROSS)) // 2
        return QtCore.QRect(left, top, px(_CROSS), px(_CROSS))

    def _tip(self, words: str) -> str:
        if not words:
            return self.text()
        return self.tr("{path}: because of {words}").format(
            path=self.text(), words=words
        )

    def _on_look_changed(self) -> None:
        self.updateGeometry()
        self.update()

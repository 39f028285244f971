"""The toast: the last message, where the status line is not shown."""

from dataclasses import replace

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.change import Change
from app.runtime.feed import ChangeFeed
from app.runtime.reporter import Message, Reporter, Tone
from app.ui.appearance.look import Look
from app.ui.widgets.buttons import Run
from app.ui.widgets.keycap import key_parts

_WIDTH, _PADDING, _GAP = 344, 14, 8
_STAYS_MS = 6_000
_UNDO = "edit.undo"


class Toast(QtWidgets.QAbstractButton):
    """A card with the last message; a click takes back what can be taken back.

    It goes after six seconds, and stays under the pointer. What it offers to take back
    it offers until anything else is done. `resized` tells that its
    text asks for another size.
    """

    resized = QtCore.Signal()

    def __init__(
        self,
        look: Look,
        *,
        reporter: Reporter,
        feed: ChangeFeed,
        run: Run,
        parent: QtWidgets.QWidget,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._run = run
        self._message = Message(tone=Tone.NOTICE, text="")
        self._timer = QtCore.QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_due)
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        self.hide()
        self.clicked.connect(self._on_clicked)
        reporter.subscribe(self.show_message)
        feed.subscribe(self._on_change)

    def show_message(self, message: Message) -> None:
        """Show a message; it is seen while the panel is."""
        self._message = message
        self.setText(message.text)
        self.setAccessibleName(message.text)
        self.setVisible(bool(message.text))
        self.raise_()
        self._timer.start(_STAYS_MS)
        self.resized.emit()
        self.update()

    @property
    def can_undo(self) -> bool:
        """Say whether a click takes something back."""
        return self._message.can_undo

    def height_for(self, width: int) -> int:
        """Return how high the card is at a width."""
        room = self._text_rect(width).width()
        metrics = QtGui.QFontMetrics(self._look.theme.ui_font())
        flags = QtCore.Qt.TextFlag.TextWordWrap.value
        box = metrics.boundingRect(QtCore.QRect(0, 0, room, 9_999), flags, self.text())
        lines = min(box.height(), 3 * metrics.lineSpacing())
        return lines + 2 * self._look.theme.px(_PADDING)

    def sizeHint(self) -> QtCore.QSize:
        width = self._look.theme.px(_WIDTH)
        return QtCore.QSize(width, self.height_for(width))

    def enterEvent(self, event: QtGui.QEnterEvent) -> None:
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QtCore.QEvent) -> None:
        super().leaveEvent(event)
        self._timer.start(_STAYS_MS)

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        theme, c = self._look.theme, self._look.theme.colours
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        painter.setBrush(c.tip)
        radius = theme.px(theme.sizes.radius_popover)
        painter.drawRoundedRect(self.rect(), radius, radius)
        painter.setFont(theme.ui_font())
        is_problem = self._message.tone in (Tone.PROBLEM, Tone.BUG)
        painter.setPen(c.danger if is_problem and c.tip == c.raised else c.ontip)
        box = self._text_rect(self.width())
        box.setHeight(self.height() - 2 * box.top())
        wrap = QtCore.Qt.TextFlag.TextWordWrap | QtCore.Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, int(wrap), self.text())
        if words := self._way_back():
            painter.setFont(theme.ui_font(1.0, 600))
            painter.setPen(c.tiplink)
            right = self.rect().adjusted(0, 0, -theme.px(_PADDING), 0)
            side = QtCore.Qt.AlignmentFlag
            painter.drawText(right, side.AlignRight | side.AlignVCenter, words)

    def _on_change(self, change: Change) -> None:
        """Offer no longer what another act stands before by now."""
        if change.act is not None and self._message.can_undo:
            self._message = replace(self._message, can_undo=False)
            self.resized.emit()
            self.update()

    def _way_back(self) -> str:
        if not self._message.can_undo:
            return ""
        return f"{self.tr('Undo')}  {'+'.join(key_parts(self._look.key(_UNDO)))}"

    def _text_rect(self, width: int) -> QtCore.QRect:
        theme = self._look.theme
        padding = theme.px(_PADDING)
        right = padding
        if words := self._way_back():
            metrics = QtGui.QFontMetrics(theme.ui_font(1.0, 600))
            right += metrics.horizontalAdvance(words) + theme.px(_GAP)
        return QtCore.QRect(padding, padding, width - padding - right, 0)

    def _on_due(self) -> None:
        self.hide()

    def _on_clicked(self) -> None:
        can_undo = self._message.can_undo
        self.hide()
        if can_undo:
            self._run("edit.undo")

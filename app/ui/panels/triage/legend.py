"""The legend of triage: the keys that decide, as large buttons."""

from collections.abc import Callable
from functools import partial

from PySide6 import QtCore, QtGui, QtWidgets

from app.commands.command import Command, Registry
from app.ui.appearance.look import Look
from app.ui.widgets.buttons import Run, described, tip
from app.ui.widgets.focus_ring import RING, inset, paint_ring

_WIDTH, _NARROWEST, _HEIGHT, _GAP = 96, 52, 60, 10
_KEY_STEP, _WORD_STEP = 1.3, 0.92
_SIDE = 16


class KeyButton(QtWidgets.QAbstractButton):
    """One key with its word under it."""

    def __init__(
        self,
        look: Look,
        command: Command,
        word: str,
        parent: QtWidgets.QWidget,
        *,
        is_first: bool,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._command = command
        self._is_first = is_first
        self.setText(word)
        self.setAccessibleName(command.title)
        self._take_keys()
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.TabFocus)
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_Hover)
        policy = QtWidgets.QSizePolicy.Policy
        self.setSizePolicy(policy.Preferred, policy.Fixed)
        look.changed.connect(self._on_look_changed)

    def sizeHint(self) -> QtCore.QSize:
        px, room = self._look.theme.px, 2 * self._look.theme.px(RING)
        return QtCore.QSize(px(_WIDTH) + room, px(_HEIGHT) + room)

    def minimumSizeHint(self) -> QtCore.QSize:
        return QtCore.QSize(self._look.theme.px(_NARROWEST), self.sizeHint().height())

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        theme, c = self._look.theme, self._look.theme.colours
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        body = inset(theme, self.rect())
        radius = theme.px(theme.sizes.radius_popover)
        fill = c.idle if self.isDown() else c.hover if self.underMouse() else c.raised
        painter.setPen(QtGui.QPen(c.line, 1))
        painter.setBrush(fill)
        painter.drawRoundedRect(body.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        centre = QtCore.Qt.AlignmentFlag.AlignCenter
        upper = QtCore.QRectF(body)
        upper.setHeight(body.height() * 0.62)
        painter.setFont(theme.ui_font(_KEY_STEP, 600))
        painter.setPen(c.accenttext if self._is_first else c.text)
        painter.drawText(upper, centre, self._command.key)
        lower = QtCore.QRectF(body)
        lower.setTop(body.top() + body.height() * 0.5)
        font = theme.ui_font(_WORD_STEP)
        words = QtGui.QFontMetrics(font).elidedText(
            self.text(), QtCore.Qt.TextElideMode.ElideRight, round(lower.width())
        )
        painter.setFont(font)
        painter.setPen(c.text2)
        painter.drawText(lower, centre, words)
        if self.hasFocus():
            paint_ring(painter, theme, self.rect(), radius)

    def _take_keys(self) -> None:
        self._command = self._look.now(self._command)
        self.setAccessibleDescription(described(self._command))
        self.setToolTip(tip(self._command))

    def _on_look_changed(self) -> None:
        self._take_keys()
        self.updateGeometry()
        self.update()


class Legend(QtWidgets.QWidget):
    """The keys at the foot, in the order of the hand."""

    def __init__(
        self,
        look: Look,
        run: Run,
        registry: Registry,
        parent: QtWidgets.QWidget,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._run = run
        words = (
            ("paper.queue", self.tr("Queue")),
            ("paper.dismiss", self.tr("Dismiss")),
            ("paper.done", self.tr("Done")),
            ("paper.star", self.tr("Star")),
            ("topics.pick", self.tr("Topic")),
            ("paper.view", self.tr("View PDF")),
            ("snooze.pick", self.tr("Postpone")),
            ("list.previous-row", self.tr("Back")),
        )
        self._row = QtWidgets.QHBoxLayout(self)
        self._row.addStretch(1)
        for command_id, word in words:
            is_first = command_id == "paper.queue"
            command = registry[command_id]
            button = KeyButton(look, command, word, self, is_first=is_first)
            button.clicked.connect(self._pressing(command_id))
            self._row.addWidget(button, 4)
        self._row.addStretch(1)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def _pressing(self, command_id: str) -> Callable[..., None]:
        return partial(self._on_clicked, command_id)

    def _on_clicked(self, command_id: str, is_checked: bool = False) -> None:
        self._run(command_id)

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        painter = QtGui.QPainter(self)
        painter.fillRect(self.rect(), self._look.theme.colours.sidebar)
        painter.fillRect(0, 0, self.width(), 1, self._look.theme.colours.line)

    def _on_look_changed(self) -> None:
        px = self._look.theme.px
        self._row.setContentsMargins(px(_SIDE), px(12 - RING), px(_SIDE), px(12 - RING))
        self._row.setSpacing(px(_GAP - 2 * RING))
        for button in self.findChildren(KeyButton):
            button.setMaximumWidth(button.sizeHint().width())
        self.update()

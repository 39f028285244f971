"""The base of every sheet: a panel over the window that holds the keys."""

import asyncio
from functools import cmp_to_key

from PySide6 import QtCore, QtGui, QtWidgets

from app.ui.appearance.look import Look
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.labels import label

MARGIN = 32
_TITLE_STEP = 1.7
_TITLE_WEIGHT = 600


class Sheet(QtWidgets.QWidget):
    """A child of the window with a title and a body; Esc closes it.

    `width_px` is a length of the design grid. `top_px` is the distance from the
    window's upper edge, None for the middle. A light sheet closes by a click outside.
    """

    opened = QtCore.Signal()
    closed = QtCore.Signal()

    def __init__(
        self,
        look: Look,
        title: str,
        *,
        width_px: int,
        height_px: int | None = None,
        top_px: int | None = None,
        is_light: bool = True,
        has_header: bool = True,
    ) -> None:
        super().__init__()
        self.look = look
        self.is_light = is_light
        self.width_px, self.height_px, self.top_px = width_px, height_px, top_px
        self.is_closed = False
        self._waiting: list[asyncio.Future[None]] = []
        self.setAccessibleName(title)
        self.hide()
        layout = QtWidgets.QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._title = label(self, title, wraps=True)
        self._title.setFont(look.theme.reading_font(_TITLE_STEP, _TITLE_WEIGHT))
        self._subtitle = label(self, kind="hint", wraps=True)
        self._subtitle.hide()
        self._close = IconButton(look, "close", self.tr("Close"), self)
        self._close.clicked.connect(self.dismiss)
        self.header = QtWidgets.QHBoxLayout()
        self._head = self._make_head(has_header)
        layout.addWidget(self._head)
        self.body = QtWidgets.QVBoxLayout()
        self.body.setSpacing(look.theme.px(12))
        side = look.theme.px(MARGIN) if has_header else 0
        self.body.setContentsMargins(
            side, 0, side, look.theme.px(24) if has_header else 0
        )
        layout.addLayout(self.body, 1)
        look.changed.connect(self.restyle)

    def set_title(self, title: str, subtitle: str = "", *, tip: str = "") -> None:
        """Show another title, and a quieter line under it; `tip` is its tooltip."""
        self._title.setText(title)
        self.setAccessibleName(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))
        self._subtitle.setToolTip(tip)

    def first_focus(self) -> QtWidgets.QWidget:
        """Return what has the keys when the sheet opens."""
        return self

    def dismiss(self) -> None:
        """Close the sheet; nothing happens when it is closed already."""
        if self.is_closed:
            return
        self.is_closed = True
        self.hide()
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_result(None)
        self.closed.emit()

    async def until_closed(self) -> None:
        """Wait until the sheet is closed; when the waiting stops, it closes."""
        if self.is_closed:
            return
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        try:
            await future
        finally:
            self.dismiss()

    def restyle(self) -> None:
        """Take fonts and colours from the theme in force."""
        theme = self.look.theme
        self._title.setFont(theme.reading_font(_TITLE_STEP, _TITLE_WEIGHT))
        self.update()

    def focusNextPrevChild(self, is_next: bool) -> bool:
        # Not along nextInFocusChain: PySide takes what it returns for a child of the
        # one asked, and forgets the window's scroll bars when a sheet is deleted.
        widgets = self._in_order()
        start = QtWidgets.QApplication.focusWidget()
        step = 1 if is_next else -1
        at = widgets.index(start) if start in widgets else min(-step, 0)
        reason = QtCore.Qt.FocusReason
        for n in range(1, len(widgets) + 1):
            widgets[(at + n * step) % len(widgets)].setFocus(
                reason.TabFocusReason if is_next else reason.BacktabFocusReason
            )
            if QtWidgets.QApplication.focusWidget() is not start:
                break
        return True

    def showEvent(self, event: QtGui.QShowEvent) -> None:
        super().showEvent(event)
        for field in self.findChildren(QtWidgets.QLineEdit):
            # It would take a file's address as text: the window takes the file.
            field.setAcceptDrops(False)

    def _in_order(self) -> list[QtWidgets.QWidget]:
        """Return what takes Tab, line by line as it stands there."""
        widgets = [w for w in self.findChildren(QtWidgets.QWidget) if _takes_tab(w)]

        def place(widget: QtWidgets.QWidget) -> QtCore.QRect:
            return QtCore.QRect(widget.mapTo(self, QtCore.QPoint()), widget.size())

        def compare(one: QtWidgets.QWidget, other: QtWidgets.QWidget) -> int:
            first, second = place(one), place(other)
            if first.center().y() < second.top() or second.center().y() < first.top():
                return first.top() - second.top()
            return first.left() - second.left()

        return sorted(widgets, key=cmp_to_key(compare))

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        if event.key() == QtCore.Qt.Key.Key_Escape:
            self.dismiss()
        event.accept()

    def mousePressEvent(self, event: QtGui.QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        theme = self.look.theme
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        painter.setPen(QtGui.QPen(theme.colours.line, 1))
        painter.setBrush(theme.colours.raised)
        radius = theme.px(theme.sizes.radius_sheet)
        box = QtCore.QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, radius, radius)

    def _make_head(self, has_header: bool) -> QtWidgets.QWidget:
        px = self.look.theme.px
        head = QtWidgets.QWidget(self)
        head.setVisible(has_header)
        words = QtWidgets.QVBoxLayout()
        words.setSpacing(px(4))
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        self.header.setContentsMargins(px(MARGIN), px(24), px(24), px(16))
        self.header.setSpacing(px(12))
        self.header.addLayout(words, 1)
        self.header.addWidget(self._close, alignment=QtCore.Qt.AlignmentFlag.AlignTop)
        head.setLayout(self.header)
        return head


def _takes_tab(widget: QtWidgets.QWidget) -> bool:
    takes = QtCore.Qt.FocusPolicy.TabFocus.value
    return (
        widget.isVisible()
        and widget.isEnabled()
        and bool(widget.focusPolicy().value & takes)
    )

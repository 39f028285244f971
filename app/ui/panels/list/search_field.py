"""The search field: words that find papers while one types."""

from PySide6 import QtCore, QtGui, QtWidgets

from app.commands.command import Registry
from app.ui.appearance.look import Look
from app.ui.panels.list.search_line import SearchLine
from app.ui.widgets.buttons import CommandIcon, IconButton, Run
from app.ui.widgets.focus_ring import RING, inset, paint_ring
from app.ui.widgets.keycap import KeyCaps

_PADDING = 10
_GAP = 8
_ICON = 18
_CLEAR = 24
_WIDEST = 520


class SearchField(QtWidgets.QWidget):
    """A line to type in, with its icon, its key and buttons that save and clear it.

    `edited` tells each new text once the event loop is free; `left` that the keys go
    back to the list, and whether the user went on into what was found (with Return,
    Down or Tab) or turned away (with Esc).
    """

    edited = QtCore.Signal(str)
    left = QtCore.Signal(bool)

    def __init__(
        self, look: Look, run: Run, registry: Registry, parent: QtWidgets.QWidget
    ) -> None:
        super().__init__(parent)
        self._look = look
        self.line = SearchLine(look, self)
        self.line.setPlaceholderText(self.tr("Search titles, authors, abstracts"))
        self.line.setAccessibleName(self.tr("Search the library"))
        self._command = registry["search.focus"]
        self._caps = KeyCaps(look, self._command.key, self)
        self._clear = IconButton(look, "close", self.tr("Clear the search"), self)
        self._save = CommandIcon(look, run, registry["search.save"], self)
        for button in (self._save, self._clear):
            button.hide()
        self._layout = QtWidgets.QHBoxLayout(self)
        self._layout.addWidget(self.line, 1)
        self._layout.addWidget(self._caps)
        self._layout.addWidget(self._save)
        self._layout.addWidget(self._clear)
        self.setFocusProxy(self.line)
        self._timer = QtCore.QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_due)
        self.line.textEdited.connect(self._on_text_edited)
        self.line.textChanged.connect(self._on_state_changed)
        self.line.left.connect(self._on_left)
        self.line.focus_changed.connect(self._on_state_changed)
        self._clear.clicked.connect(self.clear)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def text(self) -> str:
        """Return what is typed."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Show a text without telling of it; what is being typed stays."""
        is_typed = self.line.hasFocus() and text == self.line.finished()
        if text != self.line.text() and not is_typed:
            self.line.setText(text)

    def write(self, text: str, cursor: int) -> None:
        """Write a text as if it were typed, with the cursor at a place of it."""
        self.line.setText(text)
        self.line.setCursorPosition(cursor)
        self._on_text_edited()

    def clear(self) -> None:
        """Empty the field, and tell of it."""
        if self.line.text():
            self.line.clear()
            self._timer.stop()
            self._on_due()

    def take_focus(self) -> None:
        """Put the keys into the field, with its text selected."""
        self.line.setFocus(QtCore.Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        theme = self._look.theme
        c, px = theme.colours, theme.px
        radius = px(theme.sizes.radius_field)
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        body = inset(theme, self.rect())
        painter.setPen(QtGui.QPen(c.line, 1))
        painter.setBrush(c.sunken)
        painter.drawRoundedRect(body.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        size = px(_ICON)
        x = px(RING + _PADDING)
        icon = QtCore.QRect(x, (self.height() - size) // 2, size, size)
        self._look.icons.paint(painter, icon, "search", c.text2)
        if self.line.hasFocus():
            paint_ring(painter, theme, self.rect(), radius)

    def mousePressEvent(self, event: QtGui.QMouseEvent) -> None:
        self.line.setFocus(QtCore.Qt.FocusReason.MouseFocusReason)

    def _on_text_edited(self) -> None:
        self._timer.start()

    def _on_left(self, goes_on: bool) -> None:
        if self._timer.isActive():  # keys that follow act on what is searched for
            self._timer.stop()
            self._on_due()
        self.left.emit(goes_on)

    def _on_due(self) -> None:
        self.edited.emit(self.line.finished())

    def _on_state_changed(self) -> None:
        has_text = bool(self.line.text())
        self._clear.setVisible(has_text)
        self._save.setVisible(has_text)
        self._caps.setVisible(not has_text and not self.line.hasFocus())
        self.update()

    def _on_look_changed(self) -> None:
        theme = self._look.theme
        px = theme.px
        key = self._look.now(self._command).key
        self._caps.set_keys(key)
        described = f"{self.line.placeholderText()}, {key}"
        self.line.setAccessibleDescription(described)
        left = px(RING + _PADDING + _ICON + _GAP)
        self._layout.setContentsMargins(left, 0, px(RING + _GAP - 1), 0)
        self._layout.setSpacing(px(_GAP))
        for button in (self._save, self._clear):
            button.setFixedSize(px(_CLEAR), px(_CLEAR))
        self.setFixedHeight(px(theme.sizes.field + 2 * RING))
        self.setMaximumWidth(px(_WIDEST))
        self.line.setFont(theme.ui_font())
        self.update()

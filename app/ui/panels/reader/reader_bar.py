"""The bar over the pages: back, contents, title, page, zoom, done and panes."""

from PySide6 import QtCore, QtGui, QtWidgets

from app.ui.appearance.look import Look
from app.ui.panels.reader import layout
from app.ui.widgets.keycap import KeyCaps, keys_width

_ZOOMS = ("0.5", "0.75", "1", "1.25", "1.5", "2", "3", "4")
_PAGE_FIELD_WIDTH = 48
_LONGEST_NAME = 24
_LINE_HEIGHT = 2
_SIDES, _BETWEEN = 48, 6
"""Around the controls and between them: what their rows take besides."""


class ElidedLabel(QtWidgets.QLabel):
    """One line of plain text that is cut to its room; the tooltip has all of it."""

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        painter = QtGui.QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(QtGui.QPalette.ColorRole.WindowText))
        right = QtCore.Qt.TextElideMode.ElideRight
        room = self.contentsRect()  # all that Qt paints anew for another text
        text = self.fontMetrics().elidedText(self.text(), right, room.width())
        painter.drawText(room, QtCore.Qt.AlignmentFlag.AlignVCenter, text)

    def minimumSizeHint(self) -> QtCore.QSize:
        return QtCore.QSize(0, super().minimumSizeHint().height())


class ProgressLine(QtWidgets.QWidget):
    """A thin line that is as long as the part that was read."""

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._fraction = 0.0
        self._is_active = True
        self.setFixedHeight(_LINE_HEIGHT)
        look.changed.connect(self.update)

    def show_fraction(self, fraction: float) -> None:
        """Show a part, 0 to 1."""
        if fraction != self._fraction:
            self._fraction = fraction
            self.update()

    def show_active(self, *, is_active: bool) -> None:
        """Show whether the keys go to the pages below."""
        self._is_active = is_active
        self.update()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        colours = self._look.theme.colours
        painter = QtGui.QPainter(self)
        painter.fillRect(self.rect(), colours.line)
        done = QtCore.QRectF(0, 0, self.width() * self._fraction, self.height())
        painter.fillRect(done, colours.accent if self._is_active else colours.edge)


class ReaderBar(QtWidgets.QFrame):
    """The controls of the reader; `used` gives the id of the command of a button."""

    used = QtCore.Signal(str)
    left = QtCore.Signal()
    page_text_asked = QtCore.Signal(str)
    zoom_asked = QtCore.Signal(str)
    field_left = QtCore.Signal()

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._buttons: list[tuple[QtWidgets.QToolButton, str, str]] = []
        self._n_pages = 0
        self._page_index = 0
        self._has_pages = True
        self.setProperty("kind", "toolbar")
        self._back = self._button("back", self.tr("Back to the list"), "pane.close")
        self._back.clicked.connect(self.left)
        self.contents = self._command("outline", "reader.contents")
        self._title = ElidedLabel(self)
        self._title.setTextFormat(QtCore.Qt.TextFormat.PlainText)
        self.page_field = QtWidgets.QLineEdit(self)
        self._of = QtWidgets.QLabel(self)
        self._zoom = QtWidgets.QToolButton(self)
        self._done = QtWidgets.QPushButton(self)
        self._word = QtWidgets.QLabel(self.tr("Done"), self._done)
        self._cap = KeyCaps(look, parent=self._done, command_id="paper.done")
        self._find = self._command("search", "reader.find")
        self.theme_button = self._command("night", "reader.page-theme")
        self.marks = self._command("panel-right", "reader.marks")
        self._prepare()
        self._lay_out()
        self._dress()
        look.changed.connect(self._dress)

    def show_title(self, title: str) -> None:
        """Show the paper's title."""
        self._title.setText(title)
        self._title.setToolTip("")
        self._title.setAccessibleName(title)

    def show_page(self, page_index: int, n_pages: int) -> None:
        """Show which page is read, of how many."""
        self._page_index, self._n_pages = page_index, n_pages
        self.page_field.setEnabled(n_pages > 0)
        self._of.setText(self.tr("of {0}").format(n_pages) if n_pages else "")
        if not self.page_field.hasFocus():
            self.page_field.setText(str(page_index + 1) if n_pages else "")

    def offer_pages(self, *, has_pages: bool) -> None:
        """Show the page field and the zoom, or hide them: there are no pages."""
        self._has_pages = has_pages
        self.page_field.setVisible(has_pages)
        self._fit()

    def show_zoom(self, zoom: str, factor: float) -> None:
        """Show the zoom: the fit by its name, or per cent."""
        names = {
            layout.FIT_WIDTH: self.tr("Fit width"),
            layout.FIT_PAGE: self.tr("Fit page"),
            layout.FIT_COLUMN: self.tr("Fit column"),
        }
        self._zoom.setText(names.get(zoom, f"{round(factor * 100)} %"))

    @property
    def zoom_text(self) -> str:
        """Return the zoom as it is shown."""
        return self._zoom.text()

    def ask_page(self) -> None:
        """Put the keys into the page field."""
        self.page_field.setFocus(QtCore.Qt.FocusReason.ShortcutFocusReason)
        self.page_field.selectAll()

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QtCore.QSize:
        px = self._look.theme.px
        kept = (self._back, self.contents, self.page_field, self._done, self.marks)
        width = sum(part.width() + px(_BETWEEN) for part in kept)
        return QtCore.QSize(px(_SIDES) + width, self.height())

    def _fit(self) -> None:
        """Leave out what keys and menus do as well where there is no room for it."""
        px = self._look.theme.px
        dropped = (self._zoom, self._find, self.theme_button, self._of)
        room = self.width() - self.minimumSizeHint().width()
        needed = [part.sizeHint().width() + px(_BETWEEN) for part in dropped]
        for number, part in enumerate(dropped):
            has_use = self._has_pages or part not in (self._zoom, self._of)
            part.setVisible(has_use and sum(needed[number:]) <= room)

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        kinds = QtCore.QEvent.Type
        if (
            isinstance(event, QtGui.QKeyEvent)
            and event.type() is kinds.KeyPress
            and event.key() == QtCore.Qt.Key.Key_Escape
        ):
            self.field_left.emit()
            return True
        if event.type() is kinds.FocusOut:
            self.page_field.setText(str(self._page_index + 1) if self._n_pages else "")
        return False

    def _on_page_entered(self) -> None:
        text = self.page_field.text().strip()
        if self._n_pages:
            self.page_text_asked.emit(text)
        self.field_left.emit()

    def _on_zoom_chosen(self, action: QtGui.QAction) -> None:
        if action.data() == layout.FIT_COLUMN:
            self.used.emit("reader.fit-column")
        else:
            self.zoom_asked.emit(str(action.data()))

    def _button(self, icon: str, name: str, command_id: str) -> QtWidgets.QToolButton:
        button = QtWidgets.QToolButton(self)
        button.setProperty("kind", "quiet")
        button.setAccessibleName(name)
        button.setFocusPolicy(QtCore.Qt.FocusPolicy.TabFocus)
        self._buttons.append((button, icon, command_id))
        return button

    def _command(self, icon: str, command_id: str) -> QtWidgets.QToolButton:
        names = {
            "reader.contents": self.tr("Show the contents"),
            "reader.find": self.tr("Search this paper"),
            "reader.page-theme": self.tr("Switch the page theme"),
            "reader.marks": self.tr("Show the marks"),
        }
        button = self._button(icon, names[command_id], command_id)
        button.setCheckable(command_id != "reader.find")
        button.clicked.connect(lambda: self.used.emit(command_id))
        button.toggled.connect(self._dress)
        return button

    def _prepare(self) -> None:
        self.page_field.setAlignment(QtCore.Qt.AlignmentFlag.AlignCenter)
        self.page_field.setAccessibleName(self.tr("Page"))
        self.page_field.setMaxLength(_LONGEST_NAME)
        self.page_field.setFocusPolicy(QtCore.Qt.FocusPolicy.ClickFocus)
        self.page_field.installEventFilter(self)
        self.page_field.returnPressed.connect(self._on_page_entered)
        self._of.setProperty("kind", "meta")
        self._zoom.setProperty("kind", "quiet")
        self._zoom.setAccessibleName(self.tr("Zoom"))
        self._zoom.setFocusPolicy(QtCore.Qt.FocusPolicy.TabFocus)
        self._zoom.setPopupMode(QtWidgets.QToolButton.ToolButtonPopupMode.InstantPopup)
        self._zoom.setToolButtonStyle(
            QtCore.Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        )
        self._zoom.setLayoutDirection(QtCore.Qt.LayoutDirection.RightToLeft)
        menu = QtWidgets.QMenu(self._zoom)
        menu.addAction(self.tr("Fit width")).setData(layout.FIT_WIDTH)
        menu.addAction(self.tr("Fit page")).setData(layout.FIT_PAGE)
        menu.addAction(self.tr("Fit column")).setData(layout.FIT_COLUMN)
        menu.addSeparator()
        for zoom in _ZOOMS:
            menu.addAction(f"{round(float(zoom) * 100)} %").setData(zoom)
        menu.triggered.connect(self._on_zoom_chosen)
        self._zoom.setMenu(menu)
        self._done.setAccessibleName(self.tr("Done"))
        self._word.setAttribute(QtCore.Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._done.setFocusPolicy(QtCore.Qt.FocusPolicy.TabFocus)
        self._done.clicked.connect(lambda: self.used.emit("paper.done"))

    def _lay_out(self) -> None:
        before, middle, after = (QtWidgets.QHBoxLayout() for _ in range(3))
        before.addWidget(self._back)
        before.addWidget(self.contents)
        before.addWidget(self._title, 1)
        middle.addWidget(self.page_field)
        middle.addWidget(self._of)
        middle.addWidget(self._zoom)
        after.addStretch(1)
        after.addWidget(self._done)
        after.addWidget(self._find)
        after.addWidget(self.theme_button)
        after.addWidget(self.marks)
        row = QtWidgets.QHBoxLayout(self)
        row.addLayout(before, 1)
        row.addLayout(middle)
        row.addLayout(after, 1)
        self._rows = (before, middle, after)
        inner = QtWidgets.QHBoxLayout(self._done)
        inner.addWidget(self._word, 1)
        inner.addWidget(self._cap)

    def _show_keys(self) -> None:
        for button, _, command_id in self._buttons:
            key, name = self._look.key(command_id), button.accessibleName()
            button.setAccessibleDescription(key)
            button.setToolTip(f"{name} ({key})" if key else name)
        self._done.setAccessibleDescription(self._look.key("paper.done"))
        words = self.tr("Go to a page by number, name or part: 12, iv, 50 %")
        key = self._look.key("reader.ask-page")
        self.page_field.setToolTip(f"{words} ({key})" if key else words)

    def _dress(self) -> None:
        theme = self._look.theme
        px = theme.px
        self.setFixedHeight(px(theme.sizes.reader_bar))
        for row in self._rows:
            row.setSpacing(px(6))
        outer, inner = self.layout(), self._done.layout()
        assert outer is not None
        assert inner is not None
        outer.setContentsMargins(px(12), 0, px(12), 0)
        outer.setSpacing(px(12))
        inner.setContentsMargins(px(11), 0, px(9), 0)
        inner.setSpacing(px(8))
        side = QtCore.QSize(px(20), px(20))
        self._show_keys()
        for button, icon, _ in self._buttons:
            role = "accent" if button.isChecked() else "text2"
            button.setIcon(self._look.icon(icon, role, 20))
            button.setIconSize(side)
            button.setFixedSize(px(32), px(32))
        self._title.setFont(theme.ui_font(1.0, 600))
        self._title.setContentsMargins(px(8), 0, 0, 0)
        self.page_field.setFixedSize(px(_PAGE_FIELD_WIDTH), px(30))
        self._zoom.setIcon(self._look.icon("chevron-down", "text3", 16))
        font = theme.ui_font(1.0, 500)
        self._word.setFont(font)
        word = QtGui.QFontMetrics(font).horizontalAdvance(self._word.text())
        width = word + keys_width(theme, self._look.key("paper.done")) + px(32)
        self._done.setFixedSize(width, px(32))
        self._fit()

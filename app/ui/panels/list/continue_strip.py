"""The strip above the list: the paper being read, one press from its place."""

from PySide6 import QtCore, QtGui, QtWidgets

from app.commands.command import Command
from app.domain.paper import Paper, PaperId
from app.formats.readable import shown_title
from app.ui.appearance.look import Look
from app.ui.models.paper_words import part_read
from app.ui.panels.list.cells import bar_width, paint_bar
from app.ui.widgets.buttons import IconButton, Run, described
from app.ui.widgets.focus_ring import paint_ring
from app.ui.widgets.keycap import keys_width, paint_keys
from app.ui.widgets.labels import hairline

_HEIGHT, _SIDE, _GAP, _ICON = 40, 20, 12, 18
_ROOM_FOR_WORDS, _ROOM_FOR_KEYS = 420, 520


class ContinueStrip(QtWidgets.QWidget):
    """Names a paper with how far it was read; nothing while there is none.

    `put_away` tells of the paper that is not to be offered, `left` that it goes and
    had the keys.
    """

    put_away = QtCore.Signal(object)
    left = QtCore.Signal()

    def __init__(
        self, look: Look, run: Run, command: Command, parent: QtWidgets.QWidget
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._paper: Paper | None = None
        self._is_allowed = False
        self._button = _ContinueButton(look, run, command, self)
        self._close = IconButton(look, "close", self.tr("Do not offer it"), self)
        self._close.clicked.connect(self._on_close)
        self._row = QtWidgets.QHBoxLayout()
        self._row.setSpacing(0)
        self._row.addWidget(self._button, 1)
        self._row.addWidget(self._close)
        column = QtWidgets.QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._row)
        column.addWidget(hairline(self))
        self.setProperty("kind", "sidebar")
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_StyledBackground)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()
        self.hide()

    @property
    def paper_id(self) -> PaperId | None:
        """The paper that is offered, None for none."""
        return None if self._paper is None else self._paper.id

    def offer(self, paper: Paper | None) -> None:
        """Offer a paper that was begun, or nothing."""
        self._paper = paper
        if paper is not None:
            self._button.show_paper(paper)
        self._look_whether_shown()

    def allow(self, *, is_allowed: bool) -> None:
        """Say whether the view is one to offer it in."""
        self._is_allowed = is_allowed
        self._look_whether_shown()

    def words(self) -> str:
        """Return what a screen reader says of it."""
        return self._button.accessibleName()

    def _look_whether_shown(self) -> None:
        is_shown = self._paper is not None and self._is_allowed
        had_keys = self._button.hasFocus() or self._close.hasFocus()
        if had_keys and not is_shown:
            self.left.emit()
        self.setVisible(is_shown)

    def _on_close(self) -> None:
        if self._paper is not None:
            self.put_away.emit(self._paper)

    def _on_look_changed(self) -> None:
        px = self._look.theme.px
        self._row.setContentsMargins(0, 0, px(8), 0)
        self.setFixedHeight(px(_HEIGHT))


class _ContinueButton(QtWidgets.QAbstractButton):
    """Icon, word, title, page and bar; narrow it leaves out what tells least."""

    def __init__(
        self, look: Look, run: Run, command: Command, parent: QtWidgets.QWidget
    ) -> None:
        super().__init__(parent)
        self._look, self._run, self._command = look, run, command
        self._paper: Paper | None = None
        self._page = ""
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.TabFocus)
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleDescription(described(command))
        self.clicked.connect(self._on_clicked)
        look.changed.connect(self.update)

    def show_paper(self, paper: Paper) -> None:
        """Tell of a paper that was begun."""
        self._paper = paper
        progress = paper.progress
        assert progress is not None, "only what was begun is offered"
        page = self.tr("page %1 of %2").replace("%1", str(progress.page_index + 1))
        self._page = page.replace("%2", str(progress.n_pages))
        title = shown_title(paper.title)
        self.setText(title)
        self.setToolTip(title)
        words = self.tr("Continue reading %1, %2").replace("%2", self._page)
        self.setAccessibleName(words.replace("%1", title))
        self.update()

    def sizeHint(self) -> QtCore.QSize:
        return QtCore.QSize(0, self._look.theme.px(_HEIGHT))

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        if event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        theme, paper = self._look.theme, self._paper
        if paper is None:
            return
        c, px = theme.colours, theme.px
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isDown():
            painter.fillRect(self.rect(), c.idle if self.isDown() else c.hover)
        left, right = px(_SIDE), self.width() - px(8)
        icon = QtCore.QRect(left, 0, px(_ICON), self.height())
        self._look.icons.paint(painter, icon, "reading", c.accent)
        left += px(_ICON + _GAP)
        keys = self._look.now(self._command).key
        if self.width() > px(_ROOM_FOR_KEYS) and keys:
            place = QtCore.QRect(0, 0, right, self.height())
            paint_keys(painter, theme, place, keys, align_right=True)
            right -= keys_width(theme, keys) + px(_GAP)
        right -= bar_width(self._look)
        paint_bar(painter, self._look, right, self.height(), part_read(paper))
        right -= px(_GAP)
        painter.setPen(c.text3)
        right -= self._paint_words(painter, right, self._page, ends=True) + px(_GAP)
        if self.width() > px(_ROOM_FOR_WORDS):
            word = self.tr("Continue")
            left += self._paint_words(painter, left, word, ends=False) + px(_GAP)
        font = theme.ui_font(1.0, 500)
        room = QtCore.QRect(left, 0, max(0, right - left), self.height())
        painter.setFont(font)
        painter.setPen(c.text)
        mode = QtCore.Qt.TextElideMode.ElideRight
        title = painter.fontMetrics().elidedText(self.text(), mode, room.width())
        painter.drawText(room, QtCore.Qt.AlignmentFlag.AlignVCenter, title)
        if self.hasFocus():
            paint_ring(painter, theme, self.rect(), 0)

    def _paint_words(
        self, painter: QtGui.QPainter, at: int, words: str, *, ends: bool
    ) -> int:
        """Paint small words that begin or end at `at`; return their width."""
        painter.setFont(self._look.theme.ui_font(0.92))
        width = painter.fontMetrics().horizontalAdvance(words)
        left = at - width if ends else at
        place = QtCore.QRect(left, 0, width + 1, self.height())
        painter.drawText(place, QtCore.Qt.AlignmentFlag.AlignVCenter, words)
        return width

    def _on_clicked(self) -> None:
        self._run(self._command.id)

"""The controls of the reader and where they lie: bar, panes, pages, floating bars."""

from PySide6 import QtCore, QtWidgets

from app.domain.errors import AppError
from app.runtime.supervisor import TaskSupervisor
from app.settings.store import SettingsStore
from app.ui.appearance.look import Look
from app.ui.panels.reader.bare_bar import BareBar
from app.ui.panels.reader.body import ReaderBody
from app.ui.panels.reader.contents_pane import ContentsPane
from app.ui.panels.reader.figures_pane import FiguresPane
from app.ui.panels.reader.find_bar import FindBar
from app.ui.panels.reader.hits_pane import HitsPane
from app.ui.panels.reader.mark_bar import MarkBar
from app.ui.panels.reader.marks_pane import MarksPane
from app.ui.panels.reader.message_pane import MessagePane
from app.ui.panels.reader.page_view import PageView
from app.ui.panels.reader.reader_bar import ProgressLine, ReaderBar
from app.ui.panels.reader.reflow_view import ReflowView
from app.ui.panels.reader.small_pictures import SmallPictures
from app.ui.panels.reader.thumbnails_pane import ThumbnailsPane

_FLOAT_GAP = 12


class Face(QtCore.QObject):
    """Lays the reader's controls out in a widget; knows nothing of papers."""

    def __init__(
        self,
        look: Look,
        view: PageView,
        jobs: TaskSupervisor,
        settings: SettingsStore,
        widget: QtWidgets.QWidget,
    ) -> None:
        super().__init__(widget)
        self._look = look
        self.view = view
        self.bar = ReaderBar(look, widget)
        self.line = ProgressLine(look, widget)
        self.contents = ContentsPane(look, widget)
        self.hits = HitsPane(look, widget)
        self.small_pictures = SmallPictures(jobs, self)
        self.thumbnails = ThumbnailsPane(look, self.small_pictures, widget)
        self.figures = FiguresPane(look, self.small_pictures, widget)
        self.marks = MarksPane(look, widget)
        self.message = MessagePane(look, widget)
        self.find_bar = FindBar(look, view.viewport())
        self.mark_bar = MarkBar(look, view.viewport())
        self._stack = QtWidgets.QStackedWidget(widget)
        self._stack.addWidget(view)
        self._stack.addWidget(self.message)
        self.reflow = ReflowView(look, jobs, settings, self.small_pictures, widget)
        self._stack.addWidget(self.reflow)
        left = (self.contents, self.hits, self.thumbnails, self.figures)
        self.body = ReaderBody(look, self._stack, left, self.marks, widget)
        self._near: QtCore.QRectF | None = None
        self._lay_out(widget)
        for float_ in (self.find_bar, self.mark_bar):
            float_.hide()
            view.add_float(float_)
        self.find_bar.installEventFilter(self)
        view.viewport().installEventFilter(self)
        self.reflow.viewport().installEventFilter(self)
        self.body.changed.connect(self._on_panes_changed)
        self._on_panes_changed()

    def set_bare(self, *, is_bare: bool) -> None:
        """Take the bar off the pages, or put it back."""
        self.bare_bar.set_bare(is_bare=is_bare)

    def show_pages(self) -> None:
        """Show the pages."""
        self._offer_pages(has_pages=True)
        self._stack.setCurrentWidget(self.view)

    @property
    def is_text_shown(self) -> bool:
        """Say whether the text is shown in place of the pages."""
        return self._stack.currentWidget() is self.reflow

    def show_text(self, *, is_shown: bool) -> None:
        """Show the text in place of the pages, or the pages again."""
        is_searching = not self.find_bar.isHidden()
        pages: QtWidgets.QAbstractScrollArea = self.reflow if is_shown else self.view
        self.hide_mark_bar()
        self.find_bar.setParent(pages.viewport())
        self._stack.setCurrentWidget(pages)
        if is_searching:
            self._place_find_bar()
            self.find_bar.show()
        self.focus_pages()

    def show_message(self, error: AppError, title: str, *, is_wrong: bool) -> None:
        """Show in place of the pages what is wrong with the paper of a title.

        `is_wrong` says that a password was tried.
        """
        self._offer_pages(has_pages=False)
        self._stack.setCurrentWidget(self.message)
        self.message.show_error(error, title, is_wrong=is_wrong)

    def show_contents(self, *, is_shown: bool) -> None:
        """Open or close the pane at the left."""
        self.body.show_pane(self.contents, is_shown=is_shown)

    def show_marks(self, *, is_shown: bool) -> None:
        """Open or close the pane at the right."""
        self.body.show_pane(self.marks, is_shown=is_shown)

    def uncover(self) -> bool:
        """Close the pane that lies over narrow pages; False when none does."""
        return self.body.uncover()

    def leave_panes(self) -> None:
        """Put the keys into the pages, and no pane over them."""
        self.body.uncover()
        self.focus_pages()

    def open_find_bar(self) -> None:
        """Open the search."""
        self._place_find_bar()
        self.find_bar.open()
        self.view.viewport().update()

    def close_find_bar(self) -> None:
        """Close the search."""
        self.find_bar.hide()
        self.focus_pages()
        self.view.viewport().update()

    def show_mark_bar(self, near: QtCore.QRectF | None) -> None:
        """Show the mark bar by a box of the viewport, or at the bottom."""
        self._near = near
        self._place_mark_bar()
        self.mark_bar.show()
        self.mark_bar.raise_()
        self.view.viewport().update()

    def hide_mark_bar(self) -> None:
        """Hide the mark bar."""
        if not self.mark_bar.isHidden():
            self.mark_bar.hide()
            self.view.viewport().update()

    def focus_pages(self) -> None:
        """Put the keys into the pages."""
        pages = self.reflow if self.is_text_shown else self.view
        pages.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        kinds = QtCore.QEvent.Type
        if watched is self.find_bar:
            if event.type() in (kinds.Show, kinds.Hide, kinds.Resize, kinds.Move):
                self._keep_find_bar_free()
                self._place_mark_bar()
        elif event.type() is kinds.Resize:
            self._place_find_bar()
            self._near = None
            self._place_mark_bar()
        return False

    def _offer_pages(self, *, has_pages: bool) -> None:
        self.bar.offer_pages(has_pages=has_pages)
        self.marks.offer_marking(can_mark=has_pages)

    def _on_panes_changed(self) -> None:
        self.bar.contents.setChecked(not self.contents.isHidden())
        self.bar.marks.setChecked(not self.marks.isHidden())

    def _place_find_bar(self) -> None:
        gap = self._look.theme.px(_FLOAT_GAP)
        pages = self.reflow if self.is_text_shown else self.view
        self.find_bar.fit(pages.viewport().width() - 3 * gap)
        left = pages.viewport().width() - self.find_bar.width() - 2 * gap
        self.find_bar.move(max(gap, left), gap)

    def _keep_find_bar_free(self) -> None:
        """Let no pane lie over the search."""
        bar, gap = self.find_bar, self._look.theme.px(_FLOAT_GAP)
        bottom = 0 if bar.isHidden() else bar.geometry().bottom() + gap
        self.body.keep_free(bottom)

    def _place_mark_bar(self) -> None:
        room, bar = self.view.viewport().rect(), self.mark_bar
        gap = self._look.theme.px(_FLOAT_GAP)
        bar.fit(room.width() - 2 * gap)
        left = (room.width() - bar.width()) // 2
        top = room.height() - bar.height() - gap
        near = self._near
        if near is not None and near.intersects(QtCore.QRectF(room)):
            below, above = near.bottom() + gap, near.top() - gap - bar.height()
            most_left = max(gap, room.width() - bar.width() - gap)
            if below + bar.height() + gap <= room.height():
                top = round(below)
            elif above >= gap:
                top = round(above)
            left = round(near.center().x() - bar.width() / 2)
            left = min(max(left, gap), most_left)
        place = QtCore.QRect(QtCore.QPoint(max(0, left), top), bar.size())
        if not self.find_bar.isHidden() and place.intersects(self.find_bar.geometry()):
            place.moveTop(self.find_bar.geometry().bottom() + gap)
        bar.move(place.topLeft())

    def _lay_out(self, widget: QtWidgets.QWidget) -> None:
        column = QtWidgets.QVBoxLayout(widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        self.bare_bar = BareBar(self.bar, column, self.view.viewport())
        column.addWidget(self.line)
        column.addWidget(self.body, 1)

"""The detail: one paper to read about and to decide on."""

from collections.abc import Callable, Mapping, Sequence

from PySide6 import QtCore, QtGui, QtWidgets

from app.commands.command import Registry
from app.commands.fetching.versions import newest_marks
from app.domain.change import Change, Facet
from app.domain.mark import Mark
from app.domain.paper import Paper, PaperId, TopicId
from app.domain.topic import Topic
from app.runtime.feed import ChangeFeed
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.panels.detail.bar import DetailBar
from app.ui.panels.detail.body import DetailBody
from app.ui.panels.detail.picture_strip import PictureStrip
from app.ui.panels.detail.several import SeveralPapers
from app.ui.widgets.buttons import Run
from app.ui.widgets.pane_ring import PaneRing
from app.ui.widgets.suggestion_row import SuggestionRow

_SHARE_OF_PAGE = 0.85


class DetailPanel(QtWidgets.QWidget):
    """Shows one paper, how many are selected, or nothing."""

    status_menu_requested = QtCore.Signal(QtCore.QPoint)
    menu_requested = QtCore.Signal(QtCore.QPoint)
    address_chosen = QtCore.Signal(str)
    paper_shown = QtCore.Signal(object)

    def __init__(
        self,
        look: Look,
        run: Run,
        registry: Registry,
        library: LibraryClient,
        jobs: TaskSupervisor,
        feed: ChangeFeed,
        parent: QtWidgets.QWidget,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._library = library
        self._jobs = jobs
        self._paper: Paper | None = None
        self._mark_of: Callable[[Paper], Mark | None] = _no_mark
        self._bar = DetailBar(look, run, registry, self)
        self._body = DetailBody(look, run, registry, self)
        self._scroll = QtWidgets.QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QtWidgets.QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(
            QtCore.Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        self._scroll.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._body)
        self._several = SeveralPapers(look, run, registry, self)
        self._nothing = QtWidgets.QWidget(self)
        self._stack = QtWidgets.QStackedWidget(self)
        for page in (self._scroll, self._several, self._nothing):
            self._stack.addWidget(page)
        column = QtWidgets.QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._stack, 1)
        self._ring = PaneRing(look, self)
        self.setAccessibleName(self.tr("Details of the paper"))
        # A click on an act of the paper leaves the keys with the list.
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.TabFocus)
        self._bar.status_menu_requested.connect(self.status_menu_requested)
        self._bar.menu_requested.connect(self.menu_requested)
        self._body.address_chosen.connect(self.address_chosen)
        look.changed.connect(self._on_look_changed)
        feed.subscribe(self._on_changed)
        self.show_paper(None, {})
        self._on_look_changed()

    def follow_marks(self, mark_of: Callable[[Paper], Mark | None]) -> None:
        """Show first the mark of a paper that a search found."""
        self._mark_of = mark_of

    @property
    def paper(self) -> Paper | None:
        """The paper shown, None when there is none, or several."""
        return self._paper

    @property
    def suggestions(self) -> SuggestionRow:
        """The row of topics suggested for the paper shown."""
        return self._body.suggestions

    @property
    def strip(self) -> PictureStrip:
        """The strip of pictures of the paper shown."""
        return self._body.strip

    def show_paper(self, paper: Paper | None, topics: Mapping[TopicId, Topic]) -> None:
        """Show a paper, or nothing; the same paper again keeps its place."""
        before, self._paper = self._paper, paper
        self._bar.show_paper(paper)
        self.paper_shown.emit(paper)
        if paper is None:
            self._stack.setCurrentWidget(self._nothing)
            return
        is_same = before is not None and before.id == paper.id
        self._body.setUpdatesEnabled(False)
        self._body.show_paper(paper, topics, is_same=is_same)
        if not is_same:
            self._scroll.verticalScrollBar().setValue(0)
        self._stack.setCurrentWidget(self._scroll)
        self._lay_out()
        self._body.setUpdatesEnabled(True)
        if not paper.n_marks:
            self._body.show_marks(())
        elif before is None or not is_same or before.n_marks != paper.n_marks:
            self._jobs.run(self._load_marks(paper.id), "read marks")

    def _lay_out(self) -> None:
        """Give all parts their places now, else they are painted at the old ones."""
        if (column := self._body.layout()) is not None:
            column.activate()
        request = QtCore.QEvent(QtCore.QEvent.Type.LayoutRequest)
        QtCore.QCoreApplication.sendEvent(self._scroll, request)

    def set_over(self, *, is_over: bool) -> None:
        """Offer the way back to the list while the detail lies over it."""
        self._bar.set_over(is_over=is_over)

    def show_many(self, n_papers: int, *, is_trashed: bool = False) -> None:
        """Show how many papers are selected, with what one can do to them."""
        self._paper = None
        self._bar.show_paper(None)
        self.paper_shown.emit(None)
        self._several.show_number(n_papers, is_trashed=is_trashed)
        self._stack.setCurrentWidget(self._several)

    def scroll_down(self) -> bool:
        """Scroll on; return False when the end was in view already."""
        return self._scroll_by(1)

    def scroll_up(self) -> bool:
        """Scroll back; return False when the start was in view already."""
        return self._scroll_by(-1)

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        c = self._look.theme.colours
        painter = QtGui.QPainter(self)
        painter.fillRect(self.rect(), c.window)
        painter.fillRect(0, 0, 1, self.height(), c.line)

    def _scroll_by(self, direction: int) -> bool:
        bar = self._scroll.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + round(direction * bar.pageStep() * _SHARE_OF_PAGE))
        return bar.value() != before

    async def _load_marks(self, paper_id: PaperId) -> None:
        marks: Sequence[Mark] = await self._library.read(lambda r: r.marks(paper_id))
        if self._paper is not None and self._paper.id == paper_id:
            found, newest = self._mark_of(self._paper), newest_marks(marks)
            first = [mark for mark in newest if found and mark.id == found.id]
            self._body.show_marks((*first, *(m for m in newest if m not in first)))

    def _on_changed(self, change: Change) -> None:
        paper = self._paper
        if paper is None or paper.id not in change.papers:
            return
        if Facet.MARKS in change.facets and paper.id not in change.removed:
            self._jobs.run(self._load_marks(paper.id), "read marks")

    def _on_look_changed(self) -> None:
        self.setMinimumWidth(self._look.theme.px(self._look.theme.sizes.detail_min))
        self.update()


def _no_mark(_paper: Paper) -> Mark | None:
    return None

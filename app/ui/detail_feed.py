"""What the detail and the status line show: the current paper, the counts."""

from PySide6 import QtCore

from app.commands.wording import count
from app.domain.paper import PaperId
from app.domain.query import Place, Query
from app.ui.main_window import MainWindow
from app.ui.models.paper_list import PaperListModel
from app.ui.models.topic_tree import TopicTree
from app.ui.panels.detail.panel import DetailPanel
from app.ui.panels.list.panel import ListPanel
from app.ui.status_line import StatusLine


class DetailFeed(QtCore.QObject):
    """Keeps detail and status line in step with the list.

    The detail follows once the list is painted, so that keys held down move the rows
    at their own pace. It waits while a paper is read: the page is to show first.
    """

    def __init__(
        self,
        window: MainWindow,
        *,
        model: PaperListModel,
        topics: TopicTree,
        papers: ListPanel,
        detail: DetailPanel,
        status_line: StatusLine,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._model = model
        self._topics = topics
        self._papers = papers
        self._detail = detail
        self._status_line = status_line
        self._n_shown = 0
        self._following = QtCore.QTimer(self)
        self._following.setSingleShot(True)
        self._following.setInterval(0)  # behind what is to be painted now
        self._following.timeout.connect(self._follow)
        papers.current_changed.connect(self._on_current_changed)
        papers.selection_changed.connect(self._on_selection_changed)
        model.paper_changed.connect(self._on_paper_changed)
        model.shown.connect(self._on_shown)
        model.counted.connect(self._on_counted)
        topics.reloaded.connect(self._on_topics_reloaded)
        window.stack.currentChanged.connect(self._follow)
        if topics.is_loaded:  # the list was there before
            self._n_shown = model.n_papers
            self._follow()
            self._show_counts()

    def _follow(self) -> None:
        """Show the paper that is current by now, once it is read."""
        if self._window.is_reading:
            return
        n_selected = len(self._papers.targets())
        if n_selected > 1:
            is_trashed = self._model.query.place is Place.TRASH
            self._detail.show_many(n_selected, is_trashed=is_trashed)
            return
        paper = self._papers.current_paper()
        if paper is not None or self._papers.current() is None:
            self._detail.show_paper(paper, self._topics.topics())

    def _on_current_changed(self, _paper_id: PaperId | None) -> None:
        self._following.start()

    def _on_selection_changed(self, _ids: tuple[PaperId, ...]) -> None:
        self._following.start()

    def _on_paper_changed(self, paper_id: str) -> None:
        if not self._following.isActive() and paper_id == self._papers.current():
            self._following.start()

    def _on_shown(self, _query: Query, total: int) -> None:
        self._on_counted(total)

    def _on_counted(self, total: int) -> None:
        self._n_shown = total
        self._show_counts()

    def _on_topics_reloaded(self) -> None:
        self._on_paper_changed(self._papers.current() or "")
        self._show_counts()

    def _show_counts(self) -> None:
        n_papers = self._topics.count(Place.ALL)
        n_new = self._topics.count(Place.INBOX)
        parts = []
        if n_new:
            parts.append(self.tr("{n} new").format(n=n_new))
        if self._n_shown != n_papers:
            parts.append(self.tr("{n} shown").format(n=self._n_shown))
        parts.append(count(n_papers, "paper"))
        self._status_line.set_counts("  ·  ".join(parts))

"""What is dropped on the window: where it goes, what it would add, doing it."""

import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

from PySide6 import QtCore, QtWidgets

from app.commands.importing import ImportReport
from app.commands.wording import count
from app.domain.errors import AppError
from app.domain.paper import PaperId
from app.domain.query import Place
from app.runtime.supervisor import TaskSupervisor
from app.ui.desk import WindowDesk
from app.ui.drop_overlay import DropOverlay
from app.ui.drops import Dropped, DropTarget, DropZone
from app.ui.look import Look
from app.ui.main_window import MainWindow
from app.ui.models.paper_list import PaperListModel
from app.ui.models.topic_tree import TopicTree
from app.ui.panels.detail.panel import DetailPanel
from app.ui.panels.list.panel import ListPanel
from app.ui.panels.sidebar.panel import SidebarPanel
from app.ui.paper_drag import carry
from app.ui.paper_drops import PaperDrops
from app.ui.topic_drops import TopicDrops

Run = Callable[..., Any]
Call = Callable[..., Awaitable[Any]]


class WindowDrops(QtCore.QObject):
    """Takes files, links and text from elsewhere, papers and topics from within."""

    def __init__(
        self,
        look: Look,
        window: MainWindow,
        desk: WindowDesk,
        jobs: TaskSupervisor,
        *,
        sidebar: SidebarPanel,
        papers: ListPanel,
        detail: DetailPanel,
        model: PaperListModel,
        topics: TopicTree,
        run: Run,
        call: Call,
    ) -> None:
        super().__init__(window)
        self._look = look
        self._window = window
        self._desk = desk
        self._jobs = jobs
        self._sidebar = sidebar
        self._papers = papers
        self._detail = detail
        self._model = model
        self._run = run
        self._call = call
        self._zone = DropZone(
            window,
            DropOverlay(look, window),
            find_target=self._drop_target,
            count_papers=self._count_papers,
            import_into=self._import_into,
            attach=self._attach,
        )
        self._zone.ended.connect(self._on_drag_ended)
        self._paper_drops = PaperDrops(
            window, sidebar, papers.table, run=run, shown=self._place_shown
        )
        papers.table.papers_dragged.connect(self._on_papers_dragged)
        TopicDrops(look, window, sidebar, topics, run=run)

    def _place_shown(self) -> Place:
        return self._desk.query().place

    def _on_papers_dragged(self, ids: tuple[PaperId, ...]) -> None:
        paper = self._model.paper(ids[0]) if len(ids) == 1 else None
        words = self._model.words.title(paper) if paper else count(len(ids), "paper")
        carry(self._papers.table, self._look.theme, ids, words)

    def _on_drag_ended(self) -> None:
        self._sidebar.highlight_topic(None)

    def _drop_target(self, place: QtCore.QPoint, dropped: Dropped) -> DropTarget:
        sidebar = self._sidebar
        if sidebar.isVisible() and sidebar.geometry().contains(place):
            point = sidebar.mapFrom(self._window, place)
            if topic := sidebar.topic_at(point):
                sidebar.highlight_topic(topic[0])
                return DropTarget(rect=QtCore.QRect(), name=topic[1], topic=topic[1])
        sidebar.highlight_topic(None)
        paper = self._detail.paper
        over_detail = self._detail.isVisible() and self._is_over(self._detail, place)
        if paper is not None and over_detail and _is_one_pdf(dropped):
            return DropTarget(
                rect=self._rect_of(self._detail), name=paper.title, paper=paper.id
            )
        return DropTarget(rect=self._rect_of(self._papers), name="Inbox")

    def _is_over(self, panel: QtWidgets.QWidget, place: QtCore.QPoint) -> bool:
        return self._rect_of(panel).contains(place)

    def _rect_of(self, panel: QtWidgets.QWidget) -> QtCore.QRect:
        corner = panel.mapTo(self._window, QtCore.QPoint(0, 0))
        return QtCore.QRect(corner, panel.size())

    def _count_papers(
        self, dropped: Dropped, tell: Callable[[ImportReport], None]
    ) -> Callable[[], object]:
        counting = self._jobs.run(self._tell_count(dropped, tell), "count a drag")
        return counting.cancel

    async def _tell_count(
        self, dropped: Dropped, tell: Callable[[ImportReport], None]
    ) -> None:
        # What cannot be read is told after the drop, not while the mouse moves.
        with contextlib.suppress(AppError):
            tell(
                await self._call(
                    "import.sources",
                    paths=dropped.paths,
                    urls=dropped.urls,
                    text=dropped.text,
                    is_dry_run=True,
                )
            )

    def _import_into(self, dropped: Dropped, topic: str) -> None:
        self._window.activateWindow()
        self._run(
            "import.sources",
            paths=dropped.paths,
            urls=dropped.urls,
            text=dropped.text,
            topic=topic,
        )

    def _attach(self, paper: PaperId, dropped: Dropped) -> None:
        self._run("paper.attach", ids=(paper,), paths=dropped.paths)


def _is_one_pdf(dropped: Dropped) -> bool:
    return len(dropped.paths) == 1 and dropped.paths[0].lower().endswith(".pdf")

"""What is dropped on the window: where it goes, what it would add, doing it."""

from collections.abc import Awaitable, Callable
from typing import Any

from PySide6 import QtCore

from app.commands.imports.importing import ImportReport
from app.commands.wording import count
from app.domain.errors import AppError
from app.domain.paper import Paper, PaperId
from app.domain.query import Place
from app.formats.bibliographies.bibtex import write_bibtex
from app.library import FileStore
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.desk import WindowDesk
from app.ui.drops.drag_files import DragFiles
from app.ui.drops.drag_rest import DragRest
from app.ui.drops.drop_overlay import DropOverlay
from app.ui.drops.drop_targets import DropTargets
from app.ui.drops.drops import Counted, Dropped, DropTarget, DropZone
from app.ui.drops.paper_drag import carry, papers_mime
from app.ui.drops.paper_drops import PaperDrops
from app.ui.drops.topic_drops import TopicDrops
from app.ui.main_window import MainWindow
from app.ui.models.paper_list import PaperListModel
from app.ui.models.topic_tree import TopicTree
from app.ui.panels.detail.panel import DetailPanel
from app.ui.panels.list.panel import ListPanel
from app.ui.panels.reader.readers import Readers
from app.ui.panels.sidebar.panel import SidebarPanel

_ACTS: dict[str, tuple[str, dict[str, Any]]] = {
    "queue": ("paper.queue", {}),
    "star": ("paper.star", {"is_starred": True}),
    "mark done": ("paper.done", {}),
}
"""What is done with papers here already, by the name of the act."""

_MOST_DRAGGED_OUT = 200
"""Of more papers the first are given to other programs."""

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
        reader: Readers,
        model: PaperListModel,
        topics: TopicTree,
        files: FileStore,
        run: Run,
        call: Call,
    ) -> None:
        super().__init__(window)
        self._look = look
        self._window = window
        self._desk = desk
        self._jobs = jobs
        self._papers = papers
        self._model = model
        self._drag_files = DragFiles(files)
        self._run = run
        self._call = call
        self._counted: ImportReport | None = None
        self._targets = DropTargets(
            window,
            sidebar=sidebar,
            papers=papers,
            detail=detail,
            reader=reader,
            model=model,
            topics=topics,
            query=desk.query,
        )
        self._zone = DropZone(
            window,
            DropOverlay(look, window),
            find_target=self._find_target,
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
        DragRest(window, sidebar)

    def _place_shown(self) -> Place:
        return self._desk.query().place

    def mime_of(self, ids: tuple[PaperId, ...]) -> QtCore.QMimeData:
        """Return what a drag of papers gives: to other programs PDFs and BibTeX."""
        papers = self._known(ids)
        return papers_mime(ids, self._drag_files.of(papers), write_bibtex(papers))

    def _known(self, ids: tuple[PaperId, ...]) -> list[Paper]:
        known = (self._model.paper(paper_id) for paper_id in ids[:_MOST_DRAGGED_OUT])
        return [paper for paper in known if paper is not None]

    def _on_papers_dragged(self, ids: tuple[PaperId, ...]) -> None:
        papers = self._known(ids)
        is_one = len(ids) == 1 and bool(papers)
        words = (
            self._model.words.title(papers[0]) if is_one else count(len(ids), "paper")
        )
        carry(self._papers.table, self._look.theme, self.mime_of(ids), words)

    def _on_drag_ended(self) -> None:
        self._counted = None
        self._targets.clear()

    def _find_target(self, place: QtCore.QPoint, dropped: Dropped) -> DropTarget:
        return self._targets.find(place, dropped, self._counted)

    def _count_papers(
        self, dropped: Dropped, tell: Callable[[Counted], None]
    ) -> Callable[[], object]:
        counting = self._jobs.run(self._tell_count(dropped, tell), "count a drag")
        return counting.cancel

    async def _tell_count(
        self, dropped: Dropped, tell: Callable[[Counted], None]
    ) -> None:
        try:
            if dropped.paths:
                n = await self._call("import.estimate", paths=dropped.paths)
                if n is not None:  # to read it all takes too long for a drag
                    tell(n)
                    return
            counted = await self._call(
                "import.sources", **dropped.sources(), is_dry_run=True
            )
        except AppError as error:
            tell(error)
        else:
            self._counted = counted
            tell(counted)

    def _import_into(self, dropped: Dropped, target: DropTarget) -> None:
        self._window.activateWindow()
        if target.act:
            self._jobs.run(self._add_and_act(dropped, target), "add a drop")
        else:
            self._run("import.sources", **dropped.sources(), topic=target.topic)

    async def _add_and_act(self, dropped: Dropped, target: DropTarget) -> None:
        """Add new papers as the place is for, and do the same with those here."""
        report: ImportReport | None = await self._call(
            "import.sources", **dropped.sources(), **target.marks
        )
        if report is None:
            return
        here = dict.fromkeys(d.id for d in report.duplicates if d.id is not None)
        known = tuple(id for id in here if id not in report.added)
        if known:
            command_id, arguments = _ACTS[target.act]
            self._run(command_id, ids=known, **arguments)

    def _attach(self, paper: PaperId, dropped: Dropped) -> None:
        self._run("paper.attach", ids=(paper,), paths=dropped.paths)

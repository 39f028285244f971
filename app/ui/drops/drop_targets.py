"""Where a drop goes: the topic, place, row or paper under the pointer."""

from collections.abc import Callable
from typing import Any

from PySide6 import QtCore, QtWidgets

from app.commands.imports.importing import ImportReport
from app.domain.importing import Verdict
from app.domain.paper import Paper, PaperId
from app.domain.query import Place, Query
from app.formats.recognition.judging import is_unsure
from app.ui.drops.drops import Dropped, DropTarget
from app.ui.main_window import MainWindow
from app.ui.models.paper_list import PaperListModel
from app.ui.models.place_list import RowKind, SidebarRow
from app.ui.models.topic_tree import TopicTree
from app.ui.panels.detail.panel import DetailPanel
from app.ui.panels.list.panel import ListPanel
from app.ui.panels.reader.readers import Readers
from app.ui.panels.sidebar.panel import SidebarPanel

_MARKS: dict[Place, tuple[str, dict[str, Any]]] = {
    Place.QUEUE: ("queue", {"status": "queued"}),
    Place.STARRED: ("star", {"is_starred": True}),
    Place.DONE: ("mark done", {"status": "done"}),
}
"""What new papers get at a place, and what that is called."""


class DropTargets(QtCore.QObject):
    """Finds the target under the pointer, and lights it where it is in the sidebar.

    `query` tells what the list shows: a drop on the list goes there.
    """

    def __init__(
        self,
        window: MainWindow,
        *,
        sidebar: SidebarPanel,
        papers: ListPanel,
        detail: DetailPanel,
        reader: Readers,
        model: PaperListModel,
        topics: TopicTree,
        query: Callable[[], Query],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._sidebar = sidebar
        self._papers = papers
        self._detail = detail
        self._reader = reader
        self._model = model
        self._topics = topics
        self._query = query

    def find(
        self, place: QtCore.QPoint, dropped: Dropped, counted: ImportReport | None
    ) -> DropTarget:
        """Return the target under a point of the window.

        A PDF is for the paper whose detail or page it is let go on; for a row of the
        list only where `counted` does not tell that it is another paper.
        """
        sidebar = self._sidebar
        if sidebar.isVisible() and self._rect_of(sidebar).contains(place):
            row = sidebar.row_at(sidebar.mapFrom(self._window, place))
            on_row = self._of_row(row)
            sidebar.highlight(None if row is None or on_row.refusal else row.query)
            return on_row
        sidebar.highlight(None)
        if _is_one_pdf(dropped) and (target := self._paper_at(place, counted)):
            return target
        return self._of_view()

    def clear(self) -> None:
        """Light nothing up any more."""
        self._sidebar.highlight(None)

    def _of_row(self, row: SidebarRow | None) -> DropTarget:
        """Return what a row of the sidebar takes."""
        clear = self._rect_of(self._sidebar)
        rect = QtCore.QRect()
        if row is None or row.query is None:
            return DropTarget(rect=rect, name=self.tr("Inbox"), clear=clear)
        if row.query.topic is not None:
            return DropTarget(rect=rect, name=row.path, topic=row.path, clear=clear)
        place = row.query.place
        refusal = ""
        if place is Place.TRASH:
            refusal = self.tr("Papers are added to Inbox, a topic or a place.")
        elif row.kind is RowKind.SEARCH:
            refusal = self.tr("A search finds papers by itself. Drop on a topic.")
        elif place is Place.READING:
            refusal = self.tr("A paper is in Reading once it is opened.")
        elif place is Place.SNOOZED:
            refusal = self.tr("A paper is postponed to a day, by its menu.")
        act, marks = _MARKS.get(place, ("", {}))
        return DropTarget(
            rect=rect,
            name=self.tr("Inbox"),
            act=act,
            marks=marks,
            refusal=refusal,
            clear=clear,
        )

    def _of_view(self) -> DropTarget:
        """Return what the list takes: its topic, its place, else the inbox."""
        shown = self._papers if self._papers.isVisible() else self._window.stack
        rect, query = self._rect_of(shown), self._query()
        topic = None if query.topic is None else self._topics.topic(query.topic)
        if topic is not None and not query.text:
            return DropTarget(rect=rect, name=topic.path, topic=topic.path)
        act, marks = ("", {}) if query.text else _MARKS.get(query.place, ("", {}))
        return DropTarget(rect=rect, name=self.tr("Inbox"), act=act, marks=marks)

    def _paper_at(
        self, place: QtCore.QPoint, counted: ImportReport | None
    ) -> DropTarget | None:
        """Return the paper that a PDF let go at a point is for, None for none."""
        for panel in (self._detail, self._reader):
            paper: Paper | None = panel.paper
            if paper and panel.isVisible() and self._rect_of(panel).contains(place):
                return DropTarget(
                    rect=self._rect_of(panel), name=paper.title, paper=paper.id
                )
        table = self._papers.table
        rows = self._rect_of(table.viewport())
        if not table.isVisible() or not rows.contains(place):
            return None
        row = table.row_at(table.viewport().mapFrom(self._window, place).y())
        paper = self._model.paper_at(row) if row >= 0 else None
        if paper is None or counted is None or not _may_be(counted, paper.id):
            return None
        top = rows.top() + table.rowViewportPosition(row)
        rect = QtCore.QRect(rows.left(), top, rows.width(), table.rowHeight(row))
        return DropTarget(rect=rect & rows, name=paper.title, paper=paper.id)

    def _rect_of(self, panel: QtWidgets.QWidget) -> QtCore.QRect:
        corner = panel.mapTo(self._window, QtCore.QPoint(0, 0))
        return QtCore.QRect(corner, panel.size())


def _may_be(counted: ImportReport, paper: PaperId) -> bool:
    """Say whether a PDF may be a paper's: it is told to be, or does not tell."""
    if counted.plan is None or len(counted.plan.papers) != 1:
        return False
    [planned] = counted.plan.papers
    if planned.known is not None:
        return planned.known == paper
    return planned.verdict is Verdict.NEW and is_unsure(planned.draft)


def _is_one_pdf(dropped: Dropped) -> bool:
    return len(dropped.paths) == 1 and dropped.paths[0].lower().endswith(".pdf")

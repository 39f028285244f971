"""Dropping papers of the list on places and topics, or elsewhere in the queue."""

from collections.abc import Callable
from typing import Any

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.paper import PaperId
from app.domain.query import Place
from app.ui.drops.paper_drag import dragged_papers
from app.ui.models.place_list import SidebarRow
from app.ui.panels.list.table import PaperTable
from app.ui.panels.sidebar.panel import SidebarPanel

Act = tuple[str, dict[str, Any]]
"""A command's id and its arguments, the papers apart."""

_ON_PLACES: dict[Place, Act] = {
    Place.QUEUE: ("paper.queue", {}),
    Place.STARRED: ("paper.star", {"is_starred": True}),
    Place.DONE: ("paper.done", {}),
    Place.TRASH: ("paper.trash", {}),
}
_OUT_OF_TRASH: dict[Place, Act] = {
    Place.INBOX: ("paper.restore", {}),
    Place.ALL: ("paper.restore", {}),
}


def act_of_drop(row: SidebarRow | None, shown: Place) -> Act | None:
    """Return what dropping papers of the place `shown` on a row does; None: refused."""
    if row is None or row.query is None:
        return None
    if shown is Place.TRASH:
        return _OUT_OF_TRASH.get(row.query.place)
    if row.query.topic is not None:
        return "topic.file", {"topic": row.path}
    return _ON_PLACES.get(row.query.place)


class PaperDrops(QtCore.QObject):
    """Takes the list's own drags over the whole window; other drags it leaves alone.

    `shown` tells which place the list shows; in the queue its own rows are a target.
    """

    def __init__(
        self,
        window: QtWidgets.QWidget,
        sidebar: SidebarPanel,
        table: PaperTable,
        *,
        run: Callable[..., Any],
        shown: Callable[[], Place],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._sidebar = sidebar
        self._table = table
        self._run = run
        self._shown = shown
        self._ids: tuple[PaperId, ...] = ()
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        """Handle the four events of a drag of ours."""
        if isinstance(event, QtGui.QDragEnterEvent):
            self._ids = dragged_papers(event.mimeData())
        if not self._ids:
            return False
        if isinstance(event, QtGui.QDragEnterEvent):
            event.acceptProposedAction()
        elif isinstance(event, QtGui.QDragMoveEvent):
            self._move(event)
        elif isinstance(event, QtGui.QDropEvent):
            self._drop(event)
        elif isinstance(event, QtGui.QDragLeaveEvent):
            self._end()
        else:
            return False
        return True

    def _move(self, event: QtGui.QDragMoveEvent) -> None:
        gap = self._gap_under(event)
        self._table.gap.show(gap)
        row = self._row_under(event)
        if gap >= 0:
            event.acceptProposedAction()
        elif row is None or act_of_drop(row, self._shown()) is None:
            self._sidebar.highlight(None)
            event.ignore()
        else:
            self._sidebar.highlight(row.query)
            event.acceptProposedAction()

    def _drop(self, event: QtGui.QDropEvent) -> None:
        act = self._act_in_queue(self._gap_under(event))
        act = act or act_of_drop(self._row_under(event), self._shown())
        ids = self._ids
        self._end()
        if act is None:
            event.ignore()
            return
        event.acceptProposedAction()
        command_id, arguments = act
        self._run(command_id, ids=ids, **arguments)

    def _gap_under(self, event: QtGui.QDropEvent) -> int:
        """Return before which row of the queue a drop would go, -1 elsewhere."""
        if self._shown() is not Place.QUEUE or not self._table.isVisible():
            return -1
        rows = self._table.viewport()
        place = rows.mapFrom(self._window, event.position().toPoint())
        return self._table.gap.at(place) if rows.rect().contains(place) else -1

    def _act_in_queue(self, gap: int) -> Act | None:
        """Return what dropping papers before a row of the queue does."""
        if gap < 0:
            return None
        before = self._table.gap.first_from(gap, without=self._ids)
        return "queue.move", {"before": before}

    def _row_under(self, event: QtGui.QDropEvent) -> SidebarRow | None:
        place = event.position().toPoint()
        if not self._sidebar.isVisible():
            return None
        return self._sidebar.row_at(self._sidebar.mapFrom(self._window, place))

    def _end(self) -> None:
        self._ids = ()
        self._table.gap.show(-1)
        self._sidebar.highlight(None)

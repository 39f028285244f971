"""Dropping a topic of the sidebar into another one, or on the top level."""

from collections.abc import Callable
from typing import Any

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.paper import TopicId
from app.domain.topic import Topic
from app.ui.appearance.look import Look
from app.ui.drops.paper_drag import carry_topic, dragged_topic
from app.ui.models.place_list import RowKind, SidebarRow
from app.ui.models.topic_tree import TopicTree
from app.ui.panels.sidebar.panel import SidebarPanel


class TopicDrops(QtCore.QObject):
    """Takes the sidebar's own drags of topics; other drags it leaves alone.

    The heading of the topics stands for the top level; the upper edge of a topic for
    the place before it. A topic dropped into one below itself is refused by the
    library, in words.
    """

    def __init__(
        self,
        look: Look,
        window: QtWidgets.QWidget,
        sidebar: SidebarPanel,
        topics: TopicTree,
        *,
        run: Callable[..., Any],
    ) -> None:
        super().__init__(window)
        self._look = look
        self._window = window
        self._sidebar = sidebar
        self._topics = topics
        self._run = run
        self._topic: TopicId | None = None
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        sidebar.topic_dragged.connect(self._on_topic_dragged)

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        """Handle the four events of a drag of ours."""
        if isinstance(event, QtGui.QDragEnterEvent):
            self._topic = dragged_topic(event.mimeData())
        if self._topic is None:
            return False
        if isinstance(event, QtGui.QDragEnterEvent):
            event.acceptProposedAction()
        elif isinstance(event, QtGui.QDragMoveEvent):
            self._move(event)
        elif isinstance(event, QtGui.QDropEvent):
            self._drop(event, self._topic)
        elif isinstance(event, QtGui.QDragLeaveEvent):
            self._end()
        else:
            return False
        return True

    def _on_topic_dragged(self, row: SidebarRow) -> None:
        if row.query is not None and row.query.topic is not None:
            carry_topic(self._sidebar, self._look.theme, row.query.topic, row.text)

    def _move(self, event: QtGui.QDragMoveEvent) -> None:
        row, is_above = self._aim(event)
        query = None if row is None else row.query
        self._sidebar.highlight(query, is_above=is_above)
        if row is not None:
            event.acceptProposedAction()
        else:
            event.ignore()

    def _drop(self, event: QtGui.QDropEvent, topic: TopicId) -> None:
        row, is_above = self._aim(event)
        self._end()
        if row is None:
            event.ignore()
            return
        event.acceptProposedAction()
        target = None if row.query is None else row.query.topic
        neighbour = self._topics.topic(target) if target and is_above else None
        if neighbour is None:
            self._run("topic.place", topic_id=topic, parent=target)
        else:
            self._run(
                "topic.place",
                topic_id=topic,
                parent=neighbour.parent,
                before=neighbour.id,
            )

    def _aim(self, event: QtGui.QDropEvent) -> tuple[SidebarRow | None, bool]:
        """Return the row that a drop means, and whether it means to be above it."""
        if not self._sidebar.isVisible():
            return None, False
        place = event.position().toPoint()
        inside = self._sidebar.mapFrom(self._window, place)
        row = self._sidebar.row_at(inside)
        topic = None if self._topic is None else self._topics.topic(self._topic)
        if row is None or topic is None:
            return None, False
        is_above = row.kind is RowKind.TOPIC and self._sidebar.is_above_row(inside)
        is_meant = _takes(row, topic, is_above=is_above)
        return (row, is_above) if is_meant else (None, False)

    def _end(self) -> None:
        self._topic = None
        self._sidebar.highlight(None)


def _takes(row: SidebarRow, topic: Topic, *, is_above: bool) -> bool:
    """Say whether a topic may be let go on a row: it is not there already."""
    if row.kind is RowKind.SECTION:
        return row.is_of_topics and topic.parent is not None
    if row.kind is not RowKind.TOPIC or row.query is None:
        return False
    return row.query.topic not in (topic.id, None if is_above else topic.parent)

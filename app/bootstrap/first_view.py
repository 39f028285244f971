"""The first view: what was shown last, and the moment of its first picture."""

import asyncio
from collections.abc import Collection

from PySide6 import QtCore

from app.bootstrap.first_parts import FirstParts
from app.bootstrap.window_basis import wait_for_any
from app.domain.paper import PaperId, TopicId
from app.domain.query import Place, Query
from app.runtime.library_client import LibraryClient
from app.ui.session import Session


async def show_first_view(
    first: FirstParts, library: LibraryClient, session: Session
) -> None:
    """Show the list as it was left, and what is beside it."""
    navigator = first.navigator
    navigator.left_at.update({n: PaperId(id) for n, id in session.current.items()})
    navigator.left_rows.update(session.rows)
    first.views.restore(session.views)
    topics: frozenset[TopicId] = frozenset()
    if session.topic:
        known = await library.read(lambda reader: reader.topics())
        topics = frozenset(topic.id for topic in known)
    navigator.show(_view_left(session, topics))
    if session.text:
        navigator.search(session.text, PaperId(session.found) or None)
    first.topics.reload()
    first.searches.reload()
    first.unseen.reload()
    if not first.window.is_reading:
        first.papers.focus_rows()


class FirstPaint(QtCore.QObject):
    """Waits for the first picture of the list with what it lists."""

    def __init__(self, first: FirstParts) -> None:
        super().__init__(first.window)
        self._model = first.model
        self._panel = first.papers
        self._painted = asyncio.Event()
        self._panel.installEventFilter(self)
        self._viewport = first.papers.table.viewport()
        self._viewport.installEventFilter(self)

    async def wait(self, limit_s: float, closing: asyncio.Event) -> None:
        """Wait until it is painted, so long at most, or until the window closes."""
        try:
            await wait_for_any(self._painted, closing, limit_s=limit_s)
        finally:
            self._panel.removeEventFilter(self)
            self._viewport.removeEventFilter(self)

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        """See the paint of the rows, or of the word about their absence."""
        if event.type() is QtCore.QEvent.Type.Paint and self._is_there():
            QtCore.QTimer.singleShot(0, self._painted.set)
        return False

    def _is_there(self) -> bool:
        model = self._model
        return model.paper_at(0) is not None or (model.is_settled and not model.n_rows)


def _view_left(session: Session, topics: Collection[TopicId]) -> Query:
    """Return the view that was shown last, the inbox when it is no more."""
    if session.topic in topics:
        return Query(place=Place.TOPIC, topic=TopicId(session.topic))
    places = {place.value: place for place in Place if place is not Place.TOPIC}
    return Query(place=places.get(session.place, Place.INBOX))

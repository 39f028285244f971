"""Offering the paper that was read last, until it is done or put away."""

from collections.abc import Awaitable, Callable

from PySide6 import QtCore, QtWidgets

from app.domain.change import Change, Facet
from app.domain.paper import Paper
from app.domain.query import Place, Query
from app.domain.view import Column, Sorting
from app.library import Reader
from app.runtime.feed import ChangeFeed
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.ui.panels.list.continue_strip import ContinueStrip
from app.ui.panels.list.panel import ListPanel

_FOLLOWED = frozenset({Facet.PROGRESS, Facet.PAPERS, Facet.MEMBERSHIP, Facet.FILES})
_PLACES = (Place.INBOX, Place.READING, Place.ALL)
_N_LOOKED_AT = 20
_PAUSE_MS = 200
_BELOW_TOOLBAR = 1


class Continuing(QtCore.QObject):
    """Keeps the strip in step with what is being read and with the view.

    `put_away` has when each paper that is not offered was read last, by its id: read
    on, it is offered again.
    """

    changed = QtCore.Signal()

    def __init__(
        self,
        strip: ContinueStrip,
        papers: ListPanel,
        *,
        library: LibraryClient,
        jobs: TaskSupervisor,
        feed: ChangeFeed,
        run: Callable[..., object],
        tell: Callable[[str], None],
        kept: Callable[[], Awaitable[None]],
        parent: QtCore.QObject,
    ) -> None:
        super().__init__(parent)
        column = papers.layout()
        assert isinstance(column, QtWidgets.QBoxLayout)
        column.insertWidget(_BELOW_TOOLBAR, strip)
        strip.left.connect(papers.focus_rows)
        self._strip, self._library, self._jobs = strip, library, jobs
        self._run, self._tell, self._kept = run, tell, kept
        self.put_away: dict[str, str] = {}
        self._timer = QtCore.QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.reload)
        strip.put_away.connect(self._on_put_away)
        feed.subscribe(self._on_changed)

    def show_query(self, query: Query) -> None:
        """Follow what the list shows."""
        self._strip.allow(is_allowed=query.place in _PLACES and not query.text)

    def reload(self) -> None:
        """Read what was read last."""
        self._jobs.run(self._load(), "read what was begun")

    def go_on(self) -> None:
        """Open the paper at its place, also one that was left only now."""
        self._jobs.run(self._go_on(), "go on reading")

    async def _go_on(self) -> None:
        await self._kept()
        await self._load()
        if self._strip.paper_id is None:
            self._tell("No paper is being read.")
        else:
            self._run("paper.view", ids=(self._strip.paper_id,))

    async def _load(self) -> None:
        papers = await self._library.read(_begun)
        offered = (paper for paper in papers if not self._is_put_away(paper))
        self._strip.offer(next(offered, None))

    def _is_put_away(self, paper: Paper) -> bool:
        return self.put_away.get(paper.id) == _read_at(paper)

    def _on_put_away(self, paper: Paper) -> None:
        self.put_away[paper.id] = _read_at(paper)
        self.changed.emit()
        self.reload()

    def _on_changed(self, change: Change) -> None:
        if change.facets & _FOLLOWED:
            self._timer.start()


def _begun(reader: Reader) -> list[Paper]:
    """Return what was read last; a queued paper that is read stays in the queue."""
    last_read = (Sorting(Column.READ, is_descending=True),)
    query = Query(text="status:reading or status:queued", sorting=last_read)
    keys = reader.keys(query, limit=_N_LOOKED_AT)
    papers = reader.papers(keys)
    return [p for p in papers if p.has_pdf and p.progress and p.progress.n_pages]


def _read_at(paper: Paper) -> str:
    return paper.progress.read_at.isoformat() if paper.progress else ""

"""What the window remembers: restored when it is whole, kept while it is used."""

import asyncio
import contextlib
from collections.abc import Sequence

from PySide6 import QtCore

from app.bootstrap.window_basis import Basis
from app.bootstrap.window_parts import WindowParts
from app.domain.errors import NotFound
from app.domain.paper import PaperId
from app.library import Reader
from app.ui.panels.reader.open_papers import OpenPaper
from app.ui.session import Session, save_session

_SAVE_AFTER_MS = 1_000
_SPLITS = {"beside": "reader.split", "below": "reader.split-below"}


class WindowMemory:
    """Restores a session beyond its list, and saves what becomes of it."""

    def __init__(self, basis: Basis, parts: WindowParts) -> None:
        self.parts = parts
        self._library, self._jobs = basis.library, basis.jobs
        self._call = basis.call
        self._is_restored = False
        self._save_later = QtCore.QTimer(parts.window)
        self._save_later.setSingleShot(True)
        self._save_later.setInterval(_SAVE_AFTER_MS)

    async def restore(self, session: Session) -> None:
        """Restore places, tabs and what was read, and begin to follow changes."""
        parts = self.parts
        parts.places.restore(session.places)
        parts.readers.restore_themes(session.page_themes)
        parts.readers.restore_tabs(await self._still_there(session.tabs))
        parts.continuing.put_away = dict(session.put_away)
        parts.continuing.reload()
        parts.sheets.restore_recent(session.recent)
        self._is_restored = True
        self._save_later.timeout.connect(self._save)
        parts.navigator.moved.connect(self._on_changed)
        parts.views.changed.connect(self._on_changed)
        parts.places.changed.connect(self._on_changed)
        parts.reader.theme.changed.connect(self._on_changed)
        parts.readers.changed.connect(self._on_changed)
        parts.continuing.changed.connect(self._on_changed)
        parts.papers.current_changed.connect(self._on_changed)
        parts.window.stack.currentChanged.connect(self._on_changed)
        parts.window.splitter.splitterMoved.connect(self._on_changed)

    def read_again(self, session: Session) -> "asyncio.Task[None]":
        """Open the paper that was read, and the one in the other half."""
        return self._jobs.run(self._read_again(session), "read again")

    def close(self) -> None:
        """Save; what moves from here on is not the user's doing."""
        self._save_later.stop()
        self._save()
        self._is_restored = False

    async def _read_again(self, session: Session) -> None:
        way, _, other = session.split.partition(" ")
        papers = await self._still_there([session.reading, other])
        if not papers or papers[0].id != session.reading:
            return
        await self._call("paper.view", ids=(papers[0].id,))
        readers = self.parts.readers
        if len(papers) > 1 and readers.perform(_SPLITS.get(way, ""), {}):
            await self._call("paper.view", ids=(papers[1].id,))
            readers.swap()

    async def _still_there(self, ids: Sequence[str]) -> list[OpenPaper]:
        """Return the papers of these ids that can still be read."""

        def find(reader: Reader) -> list[OpenPaper]:
            found = []
            for paper_id in ids:
                with contextlib.suppress(NotFound):
                    paper = reader.paper(PaperId(paper_id))
                    if paper.has_pdf and not paper.is_trashed:
                        found.append(OpenPaper(paper.id, paper.title))
            return found

        return await self._library.read(find)

    def _on_changed(self, *_: object) -> None:
        self._save_later.start()

    def _save(self) -> None:
        if not self._is_restored:
            return
        parts = self.parts
        query, found = parts.navigator.query, parts.papers.current()
        origin = parts.navigator.searched_from
        reading = parts.reader.paper
        save_session(
            self._library.folder,
            Session(
                geometry=parts.window.geometry_text(),
                widths=parts.window.widths,
                is_sidebar_hidden=parts.window.is_sidebar_hidden,
                is_detail_hidden=parts.window.is_detail_hidden,
                place=origin.place.value,
                topic=origin.topic or "",
                text=query.text,
                found=found or "" if query.text else "",
                current=dict(parts.navigator.left_at),
                rows=dict(parts.navigator.left_rows),
                put_away=dict(parts.continuing.put_away),
                views=parts.views.values(),
                places=parts.places.values(),
                page_themes=parts.readers.themes(),
                recent=parts.sheets.recent,
                tabs=[tab.id for tab in parts.readers.tabs],
                split=parts.readers.split_words if parts.window.is_reading else "",
                reading=reading.id if parts.window.is_reading and reading else "",
            ),
        )

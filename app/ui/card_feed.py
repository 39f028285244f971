"""What pictures the cards of the list show: those of the papers in sight."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6 import QtCore

from app.domain.paper import Paper, Sha256
from app.runtime.supervisor import TaskSupervisor
from app.settings.store import SettingsStore
from app.ui.appearance.look import Look
from app.ui.models.paper_list import PAPER_ROLE
from app.ui.panels.list.table import PaperTable
from app.ui.pictures.mosaic import Mosaic, make_mosaic
from app.ui.pictures.mosaic_cache import MosaicCache, MosaicKey
from app.ui.pictures.paper_picture import PaperPicture
from app.ui.pictures.paper_pictures import PaperPictures

_KEY = "reading.figure_strip"
_PAUSE_MS = 20
_REST_S = 0.3
"""So long cards stay in sight before pictures are drawn that are not kept."""

_GAP = 5
_MOST_BYTES = 32 * 1024**2


class CardFeed(QtCore.QObject):
    """Has the pictures of the cards in sight read, and drawn where none are kept.

    `path_of` says where a PDF is stored. The last pictures stay in memory, up to a
    limit.
    """

    def __init__(
        self,
        look: Look,
        table: PaperTable,
        pictures: PaperPictures,
        jobs: TaskSupervisor,
        settings: SettingsStore,
        path_of: Callable[[Sha256], Path],
    ) -> None:
        super().__init__(table)
        self._look = look
        self._table = table
        self._pictures = pictures
        self._jobs = jobs
        self._settings = settings
        self._path_of = path_of
        self._is_on = settings.is_on(_KEY)
        self._size = QtCore.QSize()
        self._made = MosaicCache(_MOST_BYTES)
        self._unkept: set[Sha256] = set()
        self._reading: asyncio.Task[Any] | None = None
        self._drawing: asyncio.Task[Any] | None = None
        self._pause = QtCore.QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._begin)
        settings.subscribe(self._on_setting_changed)
        table.model().modelReset.connect(self._made.forget_empty)
        table.delegate.follow_pictures(self.mosaic_of)
        table.viewport().update()

    @property
    def held_bytes(self) -> int:
        """How much memory the pictures take."""
        return self._made.held_bytes

    @property
    def is_settled(self) -> bool:
        """Say whether every card in sight shows its pictures."""
        return all(self._key(paper) in self._made for _, paper in self._in_sight())

    def mosaic_of(self, paper: Paper, size: QtCore.QSize) -> Mosaic | None:
        """Return the pictures of a paper for a room; None while they come."""
        if not (paper.files and self._is_on):
            return ()
        self._size = size
        key = self._key(paper)
        if (found := self._made.get(key)) is not None:
            return found
        if not self._pause.isActive():
            self._pause.start()
        return None

    def _key(self, paper: Paper) -> MosaicKey:
        size, ratio = self._size, self._table.devicePixelRatioF()
        return paper.files[0].sha256, size.width(), size.height(), ratio

    def _begin(self) -> None:
        if self._reading is None or self._reading.done():
            self._reading = self._jobs.run(self._read(), "show pictures on cards")

    async def _read(self) -> None:
        """Read what is kept of the papers in sight; the rest is drawn by and by."""
        while wanted := self._missing(are_kept=True):
            pictures = await self._pictures.kept(wanted[0])
            if pictures is None:
                self._unkept.add(wanted[0])
            else:
                self._take(wanted, pictures)
        if self._unkept and (self._drawing is None or self._drawing.done()):
            self._drawing = self._jobs.run(self._draw(), "draw pictures for cards")

    async def _draw(self) -> None:
        """Draw what is not kept, one by one, of papers that stay in sight alone."""
        while wanted := self._missing(are_kept=False):
            await asyncio.sleep(_REST_S)
            if wanted == self._missing(are_kept=False):
                path = self._path_of(wanted[0])
                self._take(wanted, await self._pictures.of(path, wanted[0]))
                self._unkept.discard(wanted[0])

    def _missing(self, *, are_kept: bool) -> MosaicKey | None:
        """Return a card in sight without its pictures, which may be kept or are not."""
        keys = (self._key(paper) for _, paper in self._in_sight())
        missing = (key for key in keys if key not in self._made)
        return next((k for k in missing if (k[0] in self._unkept) != are_kept), None)

    def _in_sight(self) -> Iterator[tuple[int, Paper]]:
        """Yield the rows of cards in sight whose papers have a PDF."""
        table = self._table
        if not (self._is_on and table.isVisible() and table.delegate.is_cards):
            return
        model = table.model()
        first = max(table.rowAt(0), 0)
        last = table.rowAt(table.viewport().height() - 1)
        last = model.rowCount() - 1 if last < 0 else last
        for row in range(first, last + 1):
            paper = model.index(row, 0).data(PAPER_ROLE)
            if isinstance(paper, Paper) and paper.files:
                yield row, paper

    def _take(self, key: MosaicKey, pictures: tuple[PaperPicture, ...]) -> None:
        mosaic = make_mosaic(
            pictures,
            QtCore.QSize(key[1], key[2]),
            gap_px=self._look.theme.px(_GAP),
            device_ratio=key[3],
        )
        self._made.put(key, mosaic)
        self._repaint(key[0])

    def _repaint(self, sha256: Sha256) -> None:
        for row, paper in self._in_sight():
            if paper.files[0].sha256 == sha256:
                index = self._table.model().index(row, 0)
                self._table.viewport().update(self._table.visualRect(index))

    def _on_setting_changed(self, key: str) -> None:
        if key == _KEY:
            self._is_on = self._settings.is_on(_KEY)
            self._table.viewport().update()

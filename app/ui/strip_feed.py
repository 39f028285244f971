"""What the strip of pictures in the detail shows: those of the paper that is there."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6 import QtCore

from app.domain.paper import Paper, Sha256
from app.runtime.supervisor import TaskSupervisor
from app.settings.store import SettingsStore
from app.ui.panels.detail.panel import DetailPanel
from app.ui.pictures.paper_pictures import PaperPictures

_KEY = "reading.figure_strip"
_PAUSE_MS = 250
"""So long a paper shows before its pictures are drawn: who walks on wants none."""


class StripFeed(QtCore.QObject):
    """Has the pictures of the paper in the detail drawn, once it stays there.

    `path_of` says where a PDF is stored.
    """

    def __init__(
        self,
        detail: DetailPanel,
        pictures: PaperPictures,
        jobs: TaskSupervisor,
        settings: SettingsStore,
        path_of: Callable[[Sha256], Path],
    ) -> None:
        super().__init__(detail)
        self._detail = detail
        self._pictures = pictures
        self._jobs = jobs
        self._settings = settings
        self._path_of = path_of
        self._wanted = Sha256("")
        self._task: asyncio.Task[Any] | None = None
        self._pause = QtCore.QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._begin)
        detail.paper_shown.connect(self._on_paper_shown)
        settings.subscribe(self._on_setting_changed)

    def _on_paper_shown(self, paper: Paper | None) -> None:
        has_file = paper is not None and bool(paper.files)
        is_on = self._settings.is_on(_KEY)
        wanted = Sha256("")
        if paper is not None and has_file and is_on:
            wanted = paper.files[0].sha256
        if wanted == self._wanted:
            return
        self._wanted = wanted
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._detail.strip.show_pictures(())
        if wanted:
            self._pause.start()
        else:
            self._pause.stop()

    def _on_setting_changed(self, key: str) -> None:
        if key == _KEY:
            self._on_paper_shown(self._detail.paper)

    def _begin(self) -> None:
        work = self._load(self._wanted)
        self._task = self._jobs.run(work, "draw the pictures of a paper")

    async def _load(self, sha256: Sha256) -> None:
        pictures = await self._pictures.of(self._path_of(sha256), sha256)
        if sha256 == self._wanted:
            self._detail.strip.show_pictures(pictures)

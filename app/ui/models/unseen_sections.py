"""How many papers of each section nobody looked at yet, for its heading."""

import asyncio
from collections.abc import Mapping

from PySide6 import QtCore

from app.runtime.supervisor import TaskSupervisor
from app.ui.models.paper_list import PaperListModel
from app.ui.models.parted import Parted
from app.ui.models.unseen import UnseenPapers

_PAUSE_MS = 60
_STRETCH = 20_000
"""So many keys are looked at between two turns of the window: about a millisecond."""


class UnseenSections(QtCore.QObject):
    """Counts them anew, a stretch at a time, when sections or unseen papers change.

    `changed` tells of other numbers.
    """

    changed = QtCore.Signal()

    def __init__(
        self,
        model: PaperListModel,
        unseen: UnseenPapers,
        jobs: TaskSupervisor,
        parent: QtCore.QObject,
    ) -> None:
        super().__init__(parent)
        self._model, self._unseen, self._jobs = model, unseen, jobs
        self._counts: Mapping[str, int] = {}
        self._is_counting = self._is_stale = False
        self._timer = QtCore.QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._on_due)
        model.sections_changed.connect(self._on_changed)
        unseen.changed.connect(self._on_changed)

    def count(self, id: str) -> int:
        """Return how many papers of a section are unseen, folded ones too."""
        return self._counts.get(id, 0)

    def _on_changed(self) -> None:
        if self._model.parted.has_headings or self._counts:
            self._timer.start()

    def _on_due(self) -> None:
        if self._is_counting:
            self._is_stale = True
        else:
            self._is_counting = True
            self._jobs.run(self._count(), "count unseen papers by section")

    async def _count(self) -> None:
        try:
            while True:
                self._is_stale = False
                counts = await self._counted(self._model.parted)
                if not self._is_stale:
                    break
        finally:
            self._is_counting = False
        if counts != self._counts:
            self._counts = counts
            self.changed.emit()

    async def _counted(self, parted: Parted) -> Mapping[str, int]:
        unseen = self._unseen.keys
        if not unseen:
            return {}
        counts: dict[str, int] = {}
        for id, keys in parted.sections.items():
            for start in range(0, len(keys), _STRETCH):
                n_unseen = len(unseen & set(keys[start : start + _STRETCH]))
                counts[id] = counts.get(id, 0) + n_unseen
                if len(keys) > _STRETCH:
                    await asyncio.sleep(0)
        return {id: n for id, n in counts.items() if n}

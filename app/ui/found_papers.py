"""Offering the PDFs of watched folders: looked at in a preview, or refused for good."""

from collections.abc import Awaitable, Callable
from typing import Any

from PySide6 import QtCore, QtWidgets

from app.commands.command import Registry
from app.domain.errors import InvalidInput
from app.runtime.supervisor import TaskSupervisor
from app.runtime.watching import FolderWatch
from app.ui.appearance.look import Look
from app.ui.panels.list.found_strip import FoundStrip
from app.ui.panels.list.panel import ListPanel

_BELOW_TOOLBAR = 1


class FoundPapers(QtCore.QObject):
    """Shows what the watch found above the list, and does what the user says of it."""

    def __init__(
        self,
        look: Look,
        papers: ListPanel,
        watch: FolderWatch,
        jobs: TaskSupervisor,
        *,
        registry: Registry,
        run: Callable[..., Any],
        call: Callable[..., Awaitable[Any]],
        tell: Callable[[str], None],
    ) -> None:
        super().__init__(papers)
        self.strip = FoundStrip(
            look,
            run,
            command=registry["found.look"],
            refusal=registry["found.refuse"],
            parent=papers,
        )
        column = papers.layout()
        assert isinstance(column, QtWidgets.QBoxLayout)
        column.insertWidget(_BELOW_TOOLBAR, self.strip)
        self._watch, self._jobs, self._call, self._tell = watch, jobs, call, tell
        watch.subscribe(self._on_found)

    def actions(self) -> dict[str, Callable[..., Any]]:
        """Return what each command does."""
        return {"found.look": self._look_at, "found.refuse": self._refuse}

    def _on_found(self) -> None:
        self.strip.offer(self._watch.found)

    def _look_at(self) -> None:
        if self._watch.found:
            self._jobs.run(self._look(), "look at found PDFs")
        else:
            self._tell(self.tr("No new PDFs were found in the watched folders."))

    async def _look(self) -> None:
        """Show the PDFs in a preview; what is not taken then is not offered again."""
        offered = self._watch.found
        try:
            report = await self._call(
                "import.sources", paths=tuple(map(str, offered)), has_preview=True
            )
        except InvalidInput:
            self._watch.refuse(offered)
            raise
        if report is not None:
            self._watch.refuse(offered)

    def _refuse(self) -> None:
        self._watch.refuse(self._watch.found)

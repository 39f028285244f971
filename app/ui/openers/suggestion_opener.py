"""Opening the sheets of what the library itself suggests."""

from collections.abc import Callable
from typing import Any

from PySide6 import QtCore

from app.domain.paper import PaperId
from app.domain.query import Query
from app.library import Reader
from app.runtime.library_client import LibraryClient
from app.runtime.suggester import Suggester
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.sheets.clusters_sheet import MAX_PAPERS, ClustersSheet
from app.ui.sheets.host import Sheets
from app.ui.sheets.similar_sheet import SimilarSheet


class SuggestionOpener(QtCore.QObject):
    """Opens them; `targets` and `query` tell what the window shows."""

    def __init__(
        self,
        look: Look,
        sheets: Sheets,
        *,
        suggester: Suggester,
        library: LibraryClient,
        jobs: TaskSupervisor,
        run: Callable[..., Any],
        targets: Callable[[], tuple[PaperId, ...]],
        query: Callable[[], Query],
    ) -> None:
        super().__init__(sheets)
        self._look, self._sheets, self._suggester = look, sheets, suggester
        self._library, self._jobs, self._run = library, jobs, run
        self._targets, self._query = targets, query

    def actions(self) -> dict[str, Callable[..., Any]]:
        """Return what each command that opens one of the sheets does."""
        return {"paper.similar": self._show_similar, "topics.suggest": self._suggest}

    def _show_similar(self) -> None:
        ids = self._targets()
        if ids:
            self._sheets.open(
                SimilarSheet(
                    self._look,
                    id=ids[0],
                    suggester=self._suggester,
                    library=self._library,
                    jobs=self._jobs,
                    run=self._run,
                )
            )

    def _suggest(self) -> None:
        """Group the papers selected, or all that the list shows."""
        chosen = self._targets()
        self._jobs.run(self._open_groups(chosen), "topics.suggest")

    async def _open_groups(self, chosen: tuple[PaperId, ...]) -> None:
        query = self._query()

        def listed(reader: Reader) -> tuple[PaperId, ...]:
            keys = reader.keys(query, limit=MAX_PAPERS)
            return tuple(paper.id for paper in reader.papers(keys))

        ids = chosen if len(chosen) > 1 else await self._library.read(listed)
        self._sheets.open(
            ClustersSheet(
                self._look,
                ids=ids,
                suggester=self._suggester,
                library=self._library,
                jobs=self._jobs,
                run=self._run,
            )
        )

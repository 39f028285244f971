"""What the window suggests: rows in detail and triage, sheets for what is asked."""

from collections.abc import Callable
from typing import Any

from PySide6 import QtCore

from app.commands.command import Mode
from app.runtime.library_client import LibraryClient
from app.runtime.suggester import Suggester
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.desk import WindowDesk
from app.ui.openers.suggestion_opener import SuggestionOpener
from app.ui.panels.detail.panel import DetailPanel
from app.ui.panels.triage.panel import TriagePanel
from app.ui.sheets.host import Sheets
from app.ui.suggested_topics import SuggestedTopics

_SLOT = "topic.slot-"


class WindowSuggestions(QtCore.QObject):
    """Builds the parts that suggest, and hands the digits of triage to them."""

    def __init__(
        self,
        look: Look,
        sheets: Sheets,
        *,
        suggester: Suggester,
        library: LibraryClient,
        jobs: TaskSupervisor,
        run: Callable[..., Any],
        detail: DetailPanel,
        triage: TriagePanel,
        desk: WindowDesk,
    ) -> None:
        super().__init__(sheets)
        self._desk, self._triage = desk, triage
        self._opener = SuggestionOpener(
            look,
            sheets,
            suggester=suggester,
            library=library,
            jobs=jobs,
            run=run,
            targets=desk.targets,
            query=desk.query,
        )
        for panel in (detail, triage):
            kept = SuggestedTopics(
                panel.suggestions,
                suggester=suggester,
                library=library,
                jobs=jobs,
                run=run,
                parent=self,
                has_free_digits=panel is triage,
                is_guest=panel is detail,
            )
            panel.paper_shown.connect(kept.show_paper)

    def actions(self) -> dict[str, Callable[..., Any]]:
        """Return what each command that opens a sheet of suggestions does."""
        return self._opener.actions()

    def take_key(self, command_id: str) -> bool:
        """Accept a suggestion in triage by a digit that no topic has."""
        if self._desk.mode() is not Mode.TRIAGE or not command_id.startswith(_SLOT):
            return False
        return self._triage.suggestions.accept(int(command_id.removeprefix(_SLOT)))

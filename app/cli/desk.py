"""The terminal as commands see it: it shows nothing and asks nothing."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from app.commands.command import Mode
from app.commands.desk import Question
from app.domain.errors import Conflict
from app.domain.importing import ImportPlan
from app.domain.paper import Paper, PaperId
from app.domain.query import Query


class TerminalDesk:
    """A front end without a screen: every import is accepted, no question answered."""

    def mode(self) -> Mode:
        """Return the list, where verbs act on named papers."""
        return Mode.LIST

    def targets(self) -> tuple[PaperId, ...]:
        """Return none: the terminal names its papers."""
        return ()

    def query(self) -> Query:
        """Return the whole library."""
        return Query()

    def perform(self, command_id: str, arguments: dict[str, Any]) -> None:
        """Refuse: motions and sheets need a window.

        Raises:
            Conflict: always.
        """
        raise Conflict(f"{command_id} needs the window.", "Start `octavo` alone.")

    def advance(self, ids: Sequence[PaperId]) -> None:
        """Stay: there is no list on the screen."""

    def go_on(self, ids: Sequence[PaperId]) -> None:
        """Stay: there is no list on the screen."""

    def go_back_to(self, ids: Collection[PaperId]) -> None:
        """Stay: there is no list on the screen."""

    def is_at(self, paper_id: PaperId) -> bool:
        """Say yes: the terminal waits for each command."""
        return True

    def show_paper(self, paper: Paper, file: Path) -> None:
        """Show nothing."""

    def show_guest(self, paper: Paper, file: Path) -> None:
        """Show nothing."""

    def end_visit(self, paper_id: PaperId) -> None:
        """Show nothing."""

    def leave_papers(self, ids: Sequence[PaperId]) -> None:
        """Leave nothing."""

    def reveal(self, ids: Sequence[PaperId]) -> None:
        """Show nothing."""

    async def review(self, plan: ImportPlan) -> ImportPlan | None:
        """Accept the plan as it is."""
        return plan

    async def ask(self, question: Question) -> int | None:
        """Give no answer."""
        return None

    def copy_text(self, text: str) -> None:
        """Print what would be copied."""
        print(text)

    def copy_rich(self, text: str, html: str) -> None:
        """Print what would be copied."""
        print(text)

    def open_address(self, url: str) -> None:
        """Print what would be opened."""
        print(url)

    def show_in_folder(self, file: Path) -> None:
        """Print where the file is."""
        print(file)

    def open_elsewhere(self, file: Path) -> None:
        """Print where the file is."""
        print(file)

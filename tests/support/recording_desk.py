"""A front end for tests of commands: it answers as told and keeps what it was asked."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

from app.commands.command import Mode
from app.commands.desk import Question
from app.domain.importing import ImportPlan
from app.domain.paper import Paper, PaperId
from app.domain.query import Query


def accept(plan: ImportPlan) -> ImportPlan | None:
    """Take an import as it is."""
    return plan


class RecordingDesk:
    """Stands where the window stands.

    `chosen` are the papers acted on; `answers` are given to questions in turn, None
    when there are no more; `look` is what the user does with an import.
    """

    def __init__(self) -> None:
        self.chosen: tuple[PaperId, ...] = ()
        self.has_gone_on = False
        self.current_mode = Mode.LIST
        self.listed = Query()
        self.answers: list[int | None] = []
        self.look: Callable[[ImportPlan], ImportPlan | None] = accept
        self.calls: list[tuple[Any, ...]] = []
        self.questions: list[Question] = []
        self.plans: list[ImportPlan] = []

    def called(self, name: str) -> list[tuple[Any, ...]]:
        """Return the arguments of the calls of that name, in order."""
        return [call[1:] for call in self.calls if call[0] == name]

    def mode(self) -> Mode:
        """Return where keys go now."""
        return self.current_mode

    def targets(self) -> tuple[PaperId, ...]:
        """Return the papers a verb acts on now."""
        return self.chosen

    def query(self) -> Query:
        """Return what the list shows."""
        return self.listed

    def perform(self, command_id: str, arguments: dict[str, Any]) -> None:
        """Keep what the front end was to do."""
        self.calls.append(("perform", command_id, arguments))

    def advance(self, ids: Sequence[PaperId]) -> None:
        """Keep what was decided on."""
        self.calls.append(("advance", tuple(ids)))

    def go_on(self, ids: Sequence[PaperId]) -> None:
        """Keep what was decided on, at the key."""
        self.calls.append(("go_on", tuple(ids)))

    def go_back_to(self, ids: Collection[PaperId]) -> None:
        """Keep whose decision was taken back."""
        self.calls.append(("go_back_to", frozenset(ids)))

    def is_at(self, paper_id: PaperId) -> bool:
        """Say whether the user has not gone on since."""
        return not self.has_gone_on

    def show_paper(self, paper: Paper, file: Path) -> None:
        """Keep what was opened."""
        self.calls.append(("show_paper", paper, file))

    def show_guest(self, paper: Paper, file: Path) -> None:
        """Keep what was shown."""
        self.calls.append(("show_guest", paper, file))

    def end_visit(self, paper_id: PaperId) -> None:
        """Keep what is no guest any more."""
        self.calls.append(("end_visit", paper_id))

    def leave_papers(self, ids: Sequence[PaperId]) -> None:
        """Keep what was left."""
        self.calls.append(("leave_papers", tuple(ids)))

    def reveal(self, ids: Sequence[PaperId]) -> None:
        """Keep what was shown."""
        self.calls.append(("reveal", tuple(ids)))

    async def review(self, plan: ImportPlan) -> ImportPlan | None:
        """Look at an import as told."""
        self.plans.append(plan)
        return self.look(plan)

    async def ask(self, question: Question) -> int | None:
        """Answer as told."""
        self.questions.append(question)
        return self.answers.pop(0) if self.answers else None

    def copy_text(self, text: str) -> None:
        """Keep what was copied."""
        self.calls.append(("copy_text", text))

    def copy_rich(self, text: str, html: str) -> None:
        """Keep what was to be copied, plain and as HTML."""
        self.calls.append(("copy_rich", text, html))

    def open_address(self, url: str) -> None:
        """Keep what was opened."""
        self.calls.append(("open_address", url))

    def show_in_folder(self, file: Path) -> None:
        """Keep what was shown."""
        self.calls.append(("show_in_folder", file))

    def open_elsewhere(self, file: Path) -> None:
        """Keep what was opened."""
        self.calls.append(("open_elsewhere", file))

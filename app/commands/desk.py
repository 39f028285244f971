"""What commands may ask of the front end they run in: the window or the terminal."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from app.commands.command import Mode
from app.domain.importing import ImportPlan
from app.domain.paper import Paper, PaperId
from app.domain.query import Query


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that only the user can answer, with its answers in order.

    The answers are verbs ('Use this', 'Not this paper'); `details` may have lines.
    """

    title: str
    details: str
    answers: tuple[str, ...]


class Desk(Protocol):
    """The front end as commands see it."""

    def mode(self) -> Mode:
        """Return where keys go now."""

    def targets(self) -> tuple[PaperId, ...]:
        """Return the papers a verb acts on now: the selection, or the paper open."""

    def query(self) -> Query:
        """Return what the list shows."""

    def perform(self, command_id: str, arguments: dict[str, Any]) -> None:
        """Do a command that is the front end's own: a motion, a sheet."""

    def advance(self, ids: Sequence[PaperId]) -> None:
        """Go on to the next paper after a decision on `ids`."""

    def go_on(self, ids: Sequence[PaperId]) -> None:
        """Show the next paper at once, where one after the other is decided on."""

    def go_back_to(self, ids: Collection[PaperId]) -> None:
        """Show a paper whose decision was taken back, where one decides so."""

    def is_at(self, paper_id: PaperId) -> bool:
        """Say whether the user is still at a paper, with nothing open before it."""

    def show_paper(self, paper: Paper, file: Path) -> None:
        """Open a paper's stored PDF in the reader."""

    def show_guest(self, paper: Paper, file: Path) -> None:
        """Open a PDF in the reader that is not in the library."""

    def end_visit(self, paper_id: PaperId) -> None:
        """Show no longer that a paper is not in the library: it is."""

    def leave_papers(self, ids: Sequence[PaperId]) -> None:
        """Leave the reader if it shows one of `ids`."""

    def reveal(self, ids: Sequence[PaperId]) -> None:
        """Show papers just added, with the first of them current."""

    async def review(self, plan: ImportPlan) -> ImportPlan | None:
        """Let the user look at an import; None means do nothing."""

    async def ask(self, question: Question) -> int | None:
        """Ask, and return the index of the answer; None means no answer."""

    def copy_text(self, text: str) -> None:
        """Put text on the clipboard."""

    def copy_rich(self, text: str, html: str) -> None:
        """Put text on the clipboard, plain and as HTML."""

    def open_address(self, url: str) -> None:
        """Open a web address in the user's browser."""

    def show_in_folder(self, file: Path) -> None:
        """Show a file in the platform's file manager."""

    def open_elsewhere(self, file: Path) -> None:
        """Open a file in the platform's own program for it."""

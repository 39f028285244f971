"""The window as commands see it: who is acted on, and what is done by whom."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6 import QtCore, QtGui

from app.commands.command import Mode
from app.commands.desk import Question
from app.domain.errors import NotFound
from app.domain.importing import ImportPlan
from app.domain.paper import Paper, PaperId
from app.domain.query import Place, Query
from app.ui.main_window import MainWindow
from app.ui.navigation import Navigator
from app.ui.panels.list.panel import ListPanel
from app.ui.panels.reader.panel import ReaderPanel
from app.ui.sheet_opener import SheetOpener

Action = Callable[..., Any]

_SHOW_NEW = (Place.INBOX, Place.ALL, Place.TOPIC)
"""The places whose views hold papers that were just added."""


class WindowDesk(QtCore.QObject):
    """The front end of the window program."""

    def __init__(
        self,
        window: MainWindow,
        *,
        papers: ListPanel,
        reader: ReaderPanel,
        navigator: Navigator,
        sheets: SheetOpener,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._papers = papers
        self._reader = reader
        self._navigator = navigator
        self._sheets = sheets
        self._actions: dict[str, Action] = {}

    def bind(self, actions: dict[str, Action]) -> None:
        """Say who does the commands that are the window's own."""
        self._actions.update(actions)

    def bound(self) -> frozenset[str]:
        """Return the ids of the commands that the window can do."""
        return frozenset(self._actions)

    def mode(self) -> Mode:
        """Return where keys go now."""
        return Mode.READER if self._window.is_reading else Mode.LIST

    def targets(self) -> tuple[PaperId, ...]:
        """Return the paper being read, else the selected ones, else the current."""
        if self._window.is_reading and self._reader.paper is not None:
            return (self._reader.paper.id,)
        return self._papers.targets()

    def query(self) -> Query:
        """Return what the list shows."""
        return self._navigator.query

    def perform(self, command_id: str, arguments: dict[str, Any]) -> None:
        """Do a command that is the window's own."""
        self._actions[command_id](**arguments)

    def advance(self, ids: Sequence[PaperId]) -> None:
        """Go on to the next paper in the reader, or back to the list at the end."""
        reading = self._reader.paper
        if self._window.is_reading and reading is not None and reading.id in ids:
            self._actions["paper.next"]()

    def show_paper(self, paper: Paper, file: Path) -> None:
        """Open a paper's stored PDF in the reader."""
        stored = next(f for f in paper.files if f.sha256 in file.name)
        self._papers.select_paper(paper.id)
        self._reader.show_paper(paper, file, stored.sha256)
        self._window.show_reader()

    def leave_papers(self, ids: Sequence[PaperId]) -> None:
        """Leave the reader if it shows one of `ids`."""
        if self._reader.paper is not None and self._reader.paper.id in ids:
            self.leave_reader()

    def leave_reader(self) -> None:
        """Go back from the reader to the list."""
        self._reader.leave()
        self._window.show_list()

    def reveal(self, ids: Sequence[PaperId]) -> None:
        """Show papers just added, with the first of them current."""
        query = self._navigator.query
        if query.text or query.place not in _SHOW_NEW:
            query = Query()
        self._navigator.show(query, ids[0])

    async def review(self, plan: ImportPlan) -> ImportPlan | None:
        """Let the user look at an import."""
        return await self._sheets.review(plan)

    async def ask(self, question: Question) -> int | None:
        """Ask the user."""
        return await self._sheets.ask(question)

    def copy_text(self, text: str) -> None:
        """Put text on the clipboard."""
        QtGui.QGuiApplication.clipboard().setText(text)

    def open_address(self, url: str) -> None:
        """Open a web address in the user's browser."""
        _open(QtCore.QUrl(url))

    def show_in_folder(self, file: Path) -> None:
        """Open the folder of a file."""
        _open(QtCore.QUrl.fromLocalFile(str(file.parent)))

    def open_elsewhere(self, file: Path) -> None:
        """Open a file in the platform's own program for it."""
        _open(QtCore.QUrl.fromLocalFile(str(file)))


def _open(url: QtCore.QUrl) -> None:
    if not QtGui.QDesktopServices.openUrl(url):
        raise NotFound(
            f"No program on this computer opens {url.toDisplayString()}.",
            "Set a standard program for it in the system's settings.",
        )

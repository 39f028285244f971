"""The window as commands see it: who is acted on, and what is done by whom."""

from collections.abc import Callable, Collection, Sequence
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
from app.ui.openers.sheet_opener import SheetOpener
from app.ui.panels.list.panel import ListPanel
from app.ui.panels.reader.readers import Readers
from app.ui.panels.triage.panel import TriagePanel

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
        reader: Readers,
        triage: TriagePanel,
        navigator: Navigator,
        sheets: SheetOpener,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._papers = papers
        self._reader = reader
        self._triage = triage
        self._is_triaging = False
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
        if self._window.is_reading:
            return Mode.READER
        return Mode.TRIAGE if self._is_triaging else Mode.LIST

    def key_mode(self) -> Mode:
        """Return where keys go now, down to the text of the reader."""
        if self._window.is_reading:
            return self._reader.key_mode
        return self.mode()

    def targets(self) -> tuple[PaperId, ...]:
        """Return the paper being read, else the selected ones, else the current."""
        if self._window.is_reading and self._reader.paper is not None:
            return (self._reader.paper.id,)
        if not self._is_triaging:
            return self._papers.targets()
        current = None if self._triage.is_at_end else self._papers.current()
        return () if current is None else (current,)

    def query(self) -> Query:
        """Return what the list shows."""
        return self._navigator.query

    def perform(self, command_id: str, arguments: dict[str, Any]) -> None:
        """Do a command that is the window's own."""
        self._actions[command_id](**arguments)

    def advance(self, ids: Sequence[PaperId]) -> None:
        """Go on to the next paper in the reader, or back to the list at the end.

        A paper that was opened in triage goes back there, to the next one.
        """
        reading = self._reader.paper
        if not self._window.is_reading or reading is None or reading.id not in ids:
            return
        if self._is_triaging:
            self.leave_reader()
            self._triage.advance(ids)
        else:
            # A decision fetches nothing: the next Undo is to take that decision back.
            self._actions["paper.next"](fetches=False)

    def go_on(self, ids: Sequence[PaperId]) -> None:
        """Show the next paper of triage at once."""
        if self.mode() is Mode.TRIAGE:
            self._triage.advance(ids)

    def go_back_to(self, ids: Collection[PaperId]) -> None:
        """Show a paper of triage whose decision was taken back."""
        if self.mode() is Mode.TRIAGE:
            self._triage.go_back_to(ids)

    def toggle_triage(self) -> None:
        """Go through the list paper by paper, or leave that."""
        if self._is_triaging:
            self.leave_triage()
        else:
            self._is_triaging = True
            self._papers.clear_selected()
            self._window.show_triage()
            self._triage.begin(self._navigator.name, self._papers.table.row())

    def leave_triage(self) -> bool:
        """Go back to the list, at the same paper; False when one is there."""
        was_triaging, self._is_triaging = self._is_triaging, False
        if was_triaging:
            self._triage.leave()
            self._window.show_list()
        return was_triaging

    def is_at(self, paper_id: PaperId) -> bool:
        """Say whether a paper is still the one that keys go to, with no sheet open."""
        if self._sheets.is_open or self._papers.is_typing:
            return False
        if self._window.is_reading:
            return paper_id == self._papers.current()
        return self.targets()[:1] == (paper_id,)

    def show_paper(self, paper: Paper, file: Path) -> None:
        """Open a paper's stored PDF in the reader."""
        stored = next(f for f in paper.files if f.sha256 in file.name)
        self._papers.select_paper(paper.id)
        self._reader.show_paper(paper, file, stored.sha256)
        self._window.show_reader()

    def show_guest(self, paper: Paper, file: Path) -> None:
        """Open a PDF in the reader that is not in the library."""
        self._reader.show_guest(paper, file)
        self._window.show_reader()

    def end_visit(self, paper_id: PaperId) -> None:
        """Show no longer that a paper is not in the library: it is."""
        self._reader.end_visit(paper_id)

    def leave_papers(self, ids: Sequence[PaperId]) -> None:
        """Leave the reader if it shows one of `ids`."""
        if self._reader.forget(ids):
            self.leave_reader()

    def leave_reader(self) -> None:
        """Go back from the reader to where the paper was opened."""
        self._reader.leave()
        if self._is_triaging:
            self._window.show_triage()
        else:
            self._window.show_list()

    def reveal(self, ids: Sequence[PaperId]) -> None:
        """Show papers just added, with the first of them current."""
        self.leave_triage()
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

    def copy_rich(self, text: str, html: str) -> None:
        """Put text on the clipboard, plain and as HTML."""
        mime = QtCore.QMimeData()
        mime.setText(text)
        mime.setHtml(html)
        QtGui.QGuiApplication.clipboard().setMimeData(mime)

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

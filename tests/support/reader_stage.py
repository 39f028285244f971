"""A shown reader over a real library and real PDF workers."""

import asyncio
import hashlib
from pathlib import Path
from typing import Any

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.edit import AddMarks, AddPapers, ChangeMark, DeleteMark
from app.domain.errors import AppError
from app.domain.mark import Mark
from app.domain.paper import Draft, Paper, PaperId, Provenance, Sha256, StoredFile
from app.pdf.client import PdfClient
from app.runtime.library_client import LibraryClient
from app.runtime.reporter import Reporter
from app.runtime.supervisor import TaskSupervisor
from app.settings.store import SettingsStore
from app.ui.appearance.look import Look
from app.ui.panels.reader.panel import ReaderPanel
from tests.support.waiting import until

_LEFT = QtCore.Qt.MouseButton.LeftButton
_NONE = QtCore.Qt.MouseButton.NoButton
_PLAIN = QtCore.Qt.KeyboardModifier.NoModifier
_Type = QtCore.QEvent.Type


class ReaderStage:
    """Opens papers in a reader; commands that change the library are done for real."""

    def __init__(
        self,
        look: Look,
        library: LibraryClient,
        jobs: TaskSupervisor,
        settings: SettingsStore,
        pdf: PdfClient,
    ) -> None:
        self.library = library
        self.jobs = jobs
        self.reporter = Reporter()
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.failure: AppError | None = None
        """What becomes of every change of marks, when it is set."""
        self.panel = ReaderPanel(
            look,
            pdf,
            library,
            jobs,
            self.run,
            self.reporter,
            settings,
            library.feed,
        )
        self.view = self.panel.view
        # A test that closes its only window must not end the event loop.
        QtWidgets.QApplication.setQuitOnLastWindowClosed(False)
        self.panel.resize(1200, 800)
        self.panel.show()

    def run(self, command_id: str, **arguments: Any) -> object:
        """Do what the dispatcher does with the commands for marks; note the others."""
        self.calls.append((command_id, arguments))
        match command_id:
            case "mark.add":
                edit: AddMarks | ChangeMark | DeleteMark = AddMarks(arguments["marks"])
            case "mark.change":
                edit = ChangeMark(**arguments)
            case "mark.delete":
                edit = DeleteMark(arguments["mark_id"])
            case _:
                return None
        return self.jobs.run(self._apply(edit), command_id)

    async def _apply(self, edit: AddMarks | ChangeMark | DeleteMark) -> None:
        if self.failure is not None:
            raise self.failure
        await self.library.apply(edit)

    def do(self, command_id: str, **arguments: Any) -> bool:
        """Do a command of the reader."""
        return self.panel.perform(command_id, arguments)

    async def add(self, file: Path) -> Paper:
        """Add a paper with a PDF to the library."""
        content = await asyncio.to_thread(file.read_bytes)
        draft = Draft(
            title=file.stem,
            file=StoredFile(
                sha256=Sha256(hashlib.sha256(content).hexdigest()),
                length_bytes=len(content),
                name=file.name,
            ),
            provenance=Provenance(source=file.name, kind="PDF"),
        )
        change = await self.library.apply(AddPapers(drafts=(draft,), label="Added"))
        return await self.stored(change.added[0])

    async def stored(self, paper_id: PaperId) -> Paper:
        """Read a paper from the library."""
        return await self.library.read(lambda reader: reader.paper(paper_id))

    async def stored_marks(self, paper_id: PaperId) -> tuple[Mark, ...]:
        """Read the marks of a paper from the library."""
        return await self.library.read(lambda reader: reader.marks(paper_id))

    async def show(self, paper: Paper, file: Path) -> None:
        """Open a paper and wait until its pages are there."""
        self.panel.show_paper(paper, file, paper.files[0].sha256)
        await until(lambda: self.view.n_pages > 0)
        await until(lambda: self.has_picture(self.view.page_index))

    async def open(self, file: Path) -> Paper:
        """Add a paper and open it."""
        paper = await self.add(file)
        await self.show(paper, file)
        await until(lambda: self.panel.marks.text_of(0) is not None)
        return paper

    async def settle(self) -> None:
        """Wait until nothing is drawn or read any more."""
        await settled(self.panel)

    def has_picture(self, page_index: int) -> bool:
        """Say whether a page is drawn, as large as it shows."""
        picture = self.view.loader.picture(page_index)
        if picture is None or picture.image.isNull():
            return False
        return abs(picture.image.width() - self.view.boxes[page_index].width) <= 1

    def pixel(self, x: float, y: float, page_index: int = 0) -> QtGui.QColor:
        """Return the colour at a point of a page, in points, as it is painted."""
        box = self.view.boxes[page_index]
        left, top = self.view.horizontalScrollBar(), self.view.verticalScrollBar()
        at = QtCore.QPoint(
            round(box.left + x * box.scale - left.value()),
            round(box.top + y * box.scale - top.value()),
        )
        return self.view.viewport().grab().toImage().pixelColor(at)

    def darkest(
        self, left: float, top: float, right: float, bottom: float
    ) -> QtGui.QColor:
        """Return the darkest colour in a box of the first page, in points."""
        colours = self._colours(left, top, right, bottom)
        return min(colours, key=QtGui.QColor.lightness)

    def lightest(
        self, left: float, top: float, right: float, bottom: float
    ) -> QtGui.QColor:
        """Return the lightest colour in a box of the first page, in points."""
        colours = self._colours(left, top, right, bottom)
        return max(colours, key=QtGui.QColor.lightness)

    def _colours(
        self, left: float, top: float, right: float, bottom: float
    ) -> list[QtGui.QColor]:
        box = self.view.boxes[0]
        offset = self.view.verticalScrollBar().value()
        image = self.view.viewport().grab().toImage()
        return [
            image.pixelColor(x, y)
            for x in range(
                round(box.left + left * box.scale), round(box.left + right * box.scale)
            )
            for y in range(
                round(box.top - offset + top * box.scale),
                round(box.top - offset + bottom * box.scale),
            )
        ]

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Drag with the mouse between two points of the first page, in points."""
        first, last = self.at(*start), self.at(*end)
        self._send(_Type.MouseButtonPress, first, _LEFT, _LEFT)
        self._send(_Type.MouseMove, first + QtCore.QPointF(9, 0), _NONE, _LEFT)
        self._send(_Type.MouseMove, last, _NONE, _LEFT)
        self._send(_Type.MouseButtonRelease, last, _LEFT, _NONE)

    def click(self, x: float, y: float, *, times: int = 1) -> None:
        """Click at a point of the first page, in points."""
        for number in range(times):
            is_double = number == 1
            press = _Type.MouseButtonDblClick if is_double else _Type.MouseButtonPress
            self._send(press, self.at(x, y), _LEFT, _LEFT)
            self._send(_Type.MouseButtonRelease, self.at(x, y), _LEFT, _NONE)

    def at(self, x: float, y: float) -> QtCore.QPointF:
        """Return where a point of the first page lies in the viewport."""
        box = self.view.boxes[0]
        offset = self.view.verticalScrollBar().value()
        return QtCore.QPointF(
            box.left + x * box.scale, box.top + y * box.scale - offset
        )

    def _send(
        self,
        kind: QtCore.QEvent.Type,
        at: QtCore.QPointF,
        button: QtCore.Qt.MouseButton,
        buttons: QtCore.Qt.MouseButton,
    ) -> None:
        viewport = self.view.viewport()
        event = QtGui.QMouseEvent(
            kind, at, viewport.mapToGlobal(at), button, buttons, _PLAIN
        )
        QtWidgets.QApplication.sendEvent(viewport, event)


async def settled(panel: ReaderPanel) -> None:
    """Wait until nothing of a reader is drawn, read or written any more."""
    finder, marks, view = panel.finder, panel.marks, panel.view
    await until(lambda: not marks.is_writing)
    await until(lambda: view.is_settled and not finder.is_searching)

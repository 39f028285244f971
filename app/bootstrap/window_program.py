"""The window's life up to its first picture: the list; all else comes after it."""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6 import QtWidgets

from app.bootstrap.first_parts import FirstParts
from app.bootstrap.first_view import FirstPaint, show_first_view
from app.bootstrap.late_loading import load_the_rest
from app.bootstrap.window_basis import Basis, opening_problem
from app.domain.errors import AppError
from app.pdf.spawning import Spawned
from app.runtime.feed import ChangeFeed
from app.runtime.library_client import LibraryClient
from app.runtime.reporter import Reporter
from app.runtime.supervisor import TaskSupervisor
from app.settings.places import resources_folder
from app.settings.store import SettingsStore
from app.ui.appearance.look import Look
from app.ui.collector import Collector
from app.ui.session import Session, load_session

_FINISH_S = 3.0
"""How long an act under way may take after the window is closed."""

_PAGE_S = 1.5
"""How long the window waits for a PDF that is to be shown first."""

_PAINT_S = 1.0
"""How long the first picture is waited for: a window that nobody sees has none."""


class WindowProgram:
    """One run of the window; its `parts` are all there once it `is_whole`."""

    def __init__(
        self,
        application: QtWidgets.QApplication,
        settings: SettingsStore,
        folder: Path,
        files: Sequence[str],
        *,
        worker: Spawned | None = None,
    ) -> None:
        self._collector = Collector(application)
        self._files = tuple(files)
        self._reporter = Reporter()
        self._jobs = TaskSupervisor(self._reporter)
        feed = ChangeFeed()
        self._closing = asyncio.Event()
        self._library = LibraryClient(folder, feed)
        self._basis = Basis(
            look=Look(application, settings, resources_folder()),
            settings=settings,
            library=self._library,
            jobs=self._jobs,
            reporter=self._reporter,
            feed=feed,
            closing=self._closing,
            run=self.dispatch,
            call=self._call,
        )
        self._reporter.follow_keys(self._basis.look.key)
        self._worker = worker
        self._pdf: Any = None
        self._finding: asyncio.Future[Any] | None = None
        self.is_whole = False
        self._dispatcher: Any = None
        self._asked: list[tuple[str, dict[str, Any]]] = []

    def quit(self) -> None:
        """Close everything in order."""
        self._closing.set()

    async def run(self) -> int:
        """Show the window until it is closed; return the exit code."""
        before = sys.excepthook
        self._hook_failures()
        opening = asyncio.ensure_future(opening_problem(self._basis))
        session = load_session(self._library.folder, self._reporter.notice)
        try:
            if self._worker is not None:
                self._find_page(self._worker, session, opening)
            await asyncio.sleep(0)  # the library opens while the window is made
            first = FirstParts(self._basis)
            first.window.closing.connect(self.quit)
            await self._live(first, opening, session)
            return 0
        finally:
            if self._pdf is not None:
                await self._pdf.close()
            await asyncio.wait([opening])
            await self._jobs.close(patience_s=_FINISH_S)
            await self._library.close()
            sys.excepthook = before
            self._collector.close()

    def dispatch(self, command_id: str, **arguments: Any) -> object:
        """Run a command: the one door for every part of the window.

        Before the window is whole it is kept, and run then.
        """
        if self._dispatcher is None:
            self._asked.append((command_id, arguments))
            return None
        return self._dispatcher.run(command_id, **arguments)

    async def _call(self, command_id: str, **arguments: Any) -> Any:
        """Do a command for a part that handles its failure itself."""
        return await self._dispatcher.call(command_id, **arguments)

    async def _live(
        self,
        first: FirstParts,
        opening: asyncio.Future[AppError | None],
        session: Session,
    ) -> None:
        first.window.restore(
            session.geometry,
            session.widths,
            is_sidebar_hidden=session.is_sidebar_hidden,
            is_detail_hidden=session.is_detail_hidden,
        )
        reading = None
        if self._finding is not None:
            reading = await self._read_first(first, self._finding, session)
        painted = FirstPaint(first)
        first.show()
        if reading is not None and reading.ahead is not None:
            await reading.drawn(_PAINT_S, self._closing)
        problem = await opening
        if problem is None and not self._closing.is_set():
            await show_first_view(first, self._library, session)
            if not first.window.is_reading:
                await painted.wait(_PAINT_S, self._closing)
        if not self._closing.is_set():
            await self._live_on(first, problem, session, reading)

    def _find_page(
        self,
        worker: Any,
        session: Session,
        opening: asyncio.Future[AppError | None],
    ) -> None:
        """Begin to open the PDF that is to be shown first."""
        from app.bootstrap.first_page import find_first_page
        from app.bootstrap.pdf_clients import pdf_client

        self._pdf = pdf_client(self._basis.settings, spawned=worker)
        opened = asyncio.shield(opening)
        search = find_first_page(self._library, self._pdf, self._files, session, opened)
        self._finding = asyncio.ensure_future(search)

    async def _read_first(
        self, first: FirstParts, finding: asyncio.Future[Any], session: Session
    ) -> Any:
        """Make the reader before all else, and show the page where there is one."""
        from app.bootstrap.reading_parts import ReadingParts

        reading = ReadingParts(self._basis, first.window, self._pdf)
        closing = asyncio.ensure_future(self._closing.wait())
        waits = {finding, closing}
        await asyncio.wait(waits, timeout=_PAGE_S, return_when=asyncio.FIRST_COMPLETED)
        closing.cancel()
        if not finding.done():
            finding.cancel()
        elif (error := finding.exception()) is not None:
            self._reporter.failure(error)  # the list is shown all the same
        elif (page := finding.result()) is not None:
            reading.show_ahead(page, session)
        return reading

    async def _live_on(
        self,
        first: FirstParts,
        problem: AppError | None,
        session: Session,
        reading: Any,
    ) -> None:
        """Make the window whole, and live until it is closed."""
        await load_the_rest()
        from app.bootstrap.whole_window import WholeWindow

        whole = WholeWindow(self._basis, first, self._files, reading)
        try:
            await whole.build()
            self._dispatcher = whole.dispatcher
            self.parts = whole.parts
            self._collector.spare()
            await whole.live(problem, session, self._obey)
        finally:
            await whole.close(patience_s=_FINISH_S)

    def _obey(self) -> None:
        """Do what was asked before there was anybody to do it."""
        self.is_whole = True
        asked, self._asked = self._asked, []
        for command_id, arguments in asked:
            self.dispatch(command_id, **arguments)
        self.parts.release()

    def _hook_failures(self) -> None:
        """Report what nobody caught: in a Qt slot, or in the event loop."""

        def on_uncaught(
            _kind: type[BaseException],
            error: BaseException,
            _trace: TracebackType | None,
        ) -> None:
            self._reporter.failure(error)

        def on_loop_failure(
            loop: asyncio.AbstractEventLoop, context: dict[str, Any]
        ) -> None:
            error = context.get("exception")
            if error is None:
                loop.default_exception_handler(context)
            else:
                self._reporter.failure(error)

        sys.excepthook = on_uncaught
        asyncio.get_running_loop().set_exception_handler(on_loop_failure)

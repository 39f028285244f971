"""The whole window: what comes after the first picture, until it is closed."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6 import QtCore, QtWidgets

from app.bootstrap.beginning import hand_over
from app.bootstrap.first_parts import FirstParts
from app.bootstrap.first_view import show_first_view
from app.bootstrap.pdf_clients import pdf_client
from app.bootstrap.reading_parts import ReadingParts
from app.bootstrap.services import LateFetcher, learner_start
from app.bootstrap.window_basis import Basis, opening_problem
from app.bootstrap.window_memory import WindowMemory
from app.bootstrap.window_parts import WindowParts
from app.commands.context import Context
from app.commands.desk import Question
from app.commands.dispatcher import Dispatcher
from app.commands.table import all_commands
from app.commands.wording import returned
from app.domain.errors import AppError
from app.domain.paper import Paper, PaperId
from app.domain.refreshing import RefreshOutcome
from app.runtime.journal import JobJournal
from app.runtime.regular_check import FILE_NAME, RegularCheck
from app.runtime.reporter import Message, Tone
from app.runtime.state_file import StateFile
from app.runtime.suggester import Suggester
from app.runtime.waking import wake_papers
from app.ui.keys.chosen_keys import ChosenKeys
from app.ui.session import Session
from app.ui.single_instance import InstanceServer

_SUGGESTIONS = "suggestions.enabled"
_TAKE_OVER_S = 5.0
"""How long keys may wait for a page that is shown ahead."""


class WholeWindow:
    """Every part of the window and every service behind it."""

    def __init__(
        self,
        basis: Basis,
        first: FirstParts,
        files: Sequence[str],
        reading: ReadingParts | None = None,
    ) -> None:
        self._basis = basis
        self._library, self._jobs = basis.library, basis.jobs
        self._reporter, self._settings = basis.reporter, basis.settings
        self._closing = basis.closing
        self._first = first
        self._files = tuple(files)
        self._pdf = pdf_client(basis.settings) if reading is None else reading.pdf
        self._fetcher = LateFetcher(self._pdf, basis.library, basis.settings)
        self._suggester = Suggester(
            basis.library,
            basis.jobs,
            learner_start(),
            is_wanted=lambda: basis.settings.is_on(_SUGGESTIONS),
        )
        registry = all_commands()
        self._keys = ChosenKeys(
            basis.look, basis.settings, registry, first.registry, self._reporter.notice
        )
        self._reading = reading or ReadingParts(basis, first.window, self._pdf)
        self.parts = WindowParts(
            basis,
            first,
            reading=self._reading,
            suggester=self._suggester,
            registry=registry,
            keys=self._keys,
        )
        self._registry = registry
        self._is_pdf_warm = False

    async def build(self) -> None:
        """Make the parts, and the dispatcher that commands go through."""
        await self.parts.build()
        context = Context(
            library=self._library,
            jobs=self._jobs,
            reporter=self._reporter,
            settings=self._settings,
            fetcher=self._fetcher,
            catalogues=self._fetcher.catalogues,
            pdf=self._pdf,
            desk=self.parts.desk,
        )
        if (page := self._reading.ahead) is not None:
            self._basis.look.tell_keys_changed()  # the reader knew none when made
            if page.is_guest:
                context.guests.foresee(page.paper)
        self.dispatcher = Dispatcher(self._registry, context)
        self._reporter.subscribe(self._on_message)
        self._settings.subscribe(self._on_setting_changed)

    async def live(
        self, problem: AppError | None, session: Session, begin: Callable[[], None]
    ) -> None:
        """Restore what was open and live on; `begin` is called when all is there.

        With a `problem` of the library the user is asked first what to do.
        """
        parts = self.parts
        if problem is not None:
            self._first.early_keys.forget()
            if not await self._open(problem):
                return
            await show_first_view(self._first, self._library, session)
        server = InstanceServer(self._library.folder, parts.window)
        server.files_handed_over.connect(self._on_files_handed_over)
        server.listen()
        memory = WindowMemory(self._basis, parts)
        await memory.restore(session)
        parts.papers.current_changed.connect(self._on_current_changed)
        self._on_current_changed(parts.papers.current())
        for trouble in (*self._settings.problems, *self._keys.problems):
            self._reporter.notice(trouble)
        if self._reading.ahead is not None:
            await self._take_over(self._open_first(memory, session))
            begin()
        else:
            begin()
            self._open_first(memory, session)
        journal = await self._resumed()
        waking = self._jobs.run(
            wake_papers(self._library, self._on_returned), "wake papers"
        )
        watching = self._jobs.run(parts.watch.run(), "watch folders")
        checking = self._jobs.run(self._regular_check().run(), "check preprints")
        await self._closing.wait()
        parts.window.hide()
        waking.cancel()
        watching.cancel()
        checking.cancel()
        server.close()
        await journal.close()  # what is asked or under way now is offered again
        while (sheet := parts.sheet_host.current) is not None:
            sheet.dismiss()
        memory.close()
        await parts.readers.finish()
        await parts.unseen.finish()

    def _open_first(
        self, memory: WindowMemory, session: Session
    ) -> "asyncio.Task[Any] | None":
        """Open what the command line names, else what was read last."""
        if self._files:
            opening = self._basis.run("file.open", paths=self._files)
            assert opening is None or isinstance(opening, asyncio.Task)
            return opening
        return memory.read_again(session) if session.reading else None

    async def _take_over(self, opening: "asyncio.Task[Any] | None") -> None:
        """Wait until the page shown ahead is what was asked for: keys are for that."""
        if opening is not None:
            closing = asyncio.ensure_future(self._closing.wait())
            await asyncio.wait(
                {opening, closing},
                timeout=_TAKE_OVER_S,
                return_when=asyncio.FIRST_COMPLETED,
            )
            closing.cancel()
        self._reading.taken_over()

    def _regular_check(self) -> RegularCheck:
        return RegularCheck(
            StateFile(self._library.folder / FILE_NAME),
            lambda: self._settings.text("sources.check_preprints"),
            self._check_preprints,
        )

    async def _check_preprints(self) -> bool:
        """Look for news of preprints; True when that need not be tried again soon."""
        if self._settings.is_on("sources.offline"):
            return False
        task = self.dispatcher.run("metadata.check", is_quiet=True)
        assert task is not None
        await asyncio.wait([task])
        if task.cancelled():
            return True  # by the user, who does not want it now
        if task.exception() is not None:
            return False
        outcomes = {paper.outcome for paper in task.result()}
        return not outcomes or outcomes != {RefreshOutcome.OFFLINE}

    async def close(self, *, patience_s: float) -> None:
        """End the services; an act under way may take so long still."""
        await self._suggester.close()
        await self._jobs.close(patience_s=patience_s)
        await self._fetcher.close()
        await self._pdf.close()

    async def _open(self, problem: AppError) -> bool:
        """Ask what to do until the library is open; False when it is to be left."""
        error: AppError | None = problem
        while error is not None:
            if self._closing.is_set() or hand_over(self._library.folder, self._files):
                return False
            if not await self._ask_way_on(error):
                return False
            error = await opening_problem(self._basis)
        return not self._closing.is_set()

    async def _ask_way_on(self, error: AppError) -> bool:
        """Tell what is wrong with the library; False means leave."""
        asked = asyncio.ensure_future(
            self.parts.desk.ask(
                Question(
                    title="The library cannot be opened",
                    details=f"{error.message}\n\n{error.hint}\n\n{self._library.folder}",
                    answers=("Try again", "Choose another folder", "Quit"),
                )
            )
        )
        closing = asyncio.ensure_future(self._closing.wait())
        await asyncio.wait({asked, closing}, return_when=asyncio.FIRST_COMPLETED)
        closing.cancel()
        if not asked.done():
            asked.cancel()
            return False
        answer = asked.result()
        if answer == 1:
            return await self._choose_folder()
        return answer == 0

    async def _choose_folder(self) -> bool:
        dialog = QtWidgets.QFileDialog(self.parts.window, "Choose a library folder")
        dialog.setFileMode(QtWidgets.QFileDialog.FileMode.Directory)
        dialog.setOption(QtWidgets.QFileDialog.Option.ShowDirsOnly)
        chosen: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        dialog.finished.connect(chosen.set_result)
        dialog.open()
        if not await chosen:
            return True
        self._library.move_to(Path(dialog.selectedFiles()[0]))
        return True

    async def _resumed(self) -> JobJournal:
        """Offer again what the end of the run before broke off."""
        journal = JobJournal(self._library.folder, self._jobs, self._reporter.notice)
        if n := await journal.open():
            jobs = "1 job was" if n == 1 else f"{n} jobs were"
            key = self._basis.look.key("jobs.show")
            said = f" Press {key} to resume." if key else ""
            self._reporter.notice(f"{jobs} broken off.{said}")
        return journal

    def _on_current_changed(self, paper_id: PaperId | None) -> None:
        """Start the PDF worker, once, ahead of the first key that may need it."""
        paper = None if paper_id is None else self.parts.model.paper(paper_id)
        if paper is not None and paper.has_pdf and not self._is_pdf_warm:
            self._is_pdf_warm = True
            self._jobs.run(self._pdf.warm(), "start the PDF worker")

    def _on_files_handed_over(self, files: tuple[str, ...]) -> None:
        window = self.parts.window
        window.setWindowState(
            window.windowState() & ~QtCore.Qt.WindowState.WindowMinimized
        )
        window.raise_()
        window.activateWindow()
        if files:
            self._basis.run("file.open", paths=files)

    def _on_setting_changed(self, key: str) -> None:
        if key == _SUGGESTIONS:
            self._suggester.tell()

    def _on_returned(self, papers: Sequence[Paper]) -> None:
        self._reporter.notice(returned(papers))

    def _on_message(self, message: Message) -> None:
        if message.tone is Tone.BUG:
            self.parts.sheets.show_problem(message)

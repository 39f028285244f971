"""The window's life: wire it, open the library, show it, close it in reverse."""

import asyncio
import contextlib
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6 import QtCore, QtWidgets

from app.bootstrap.services import LateFetcher, learner_start, pdf_client
from app.bootstrap.window_parts import WindowParts
from app.commands.context import Context
from app.commands.desk import Question
from app.commands.dispatcher import Dispatcher
from app.commands.table import all_commands
from app.commands.wording import returned
from app.domain.errors import LibraryError, NotFound
from app.domain.paper import Paper, PaperId, TopicId
from app.domain.query import Place, Query
from app.library import Reader
from app.runtime.feed import ChangeFeed
from app.runtime.journal import JobJournal
from app.runtime.library_client import LibraryClient
from app.runtime.reporter import Message, Reporter, Tone
from app.runtime.suggester import Suggester
from app.runtime.supervisor import TaskSupervisor
from app.runtime.waking import wake_papers
from app.settings.places import resources_folder
from app.settings.store import SettingsStore
from app.ui.collector import Collector
from app.ui.look import Look
from app.ui.panels.reader.open_papers import OpenPaper
from app.ui.session import Session, load_session, save_session
from app.ui.single_instance import InstanceServer, hand_over

_BUSY_WAIT_S = 5.0
_SAVE_AFTER_MS = 1_000
_SUGGESTIONS = "suggestions.enabled"
_SPLITS = {"beside": "reader.split", "below": "reader.split-below"}
_FINISH_S = 3.0
"""How long an act under way may take after the window is closed."""


class WindowProgram:
    """One run of the window."""

    def __init__(
        self,
        application: QtWidgets.QApplication,
        settings: SettingsStore,
        folder: Path,
        files: Sequence[str],
    ) -> None:
        self._collector = Collector(application)
        self._files = tuple(files)
        self._settings = settings
        self._folder = folder
        self._look = Look(application, settings, resources_folder())
        self._reporter = Reporter()
        self._feed = ChangeFeed()
        self._jobs = TaskSupervisor(self._reporter)
        self._pdf = pdf_client(settings)
        self._closing = asyncio.Event()
        self._registry = all_commands()
        self._save_later = QtCore.QTimer(application)
        self._save_later.setSingleShot(True)
        self._save_later.setInterval(_SAVE_AFTER_MS)
        self._is_restored = False
        self._is_pdf_warm = False

    def quit(self) -> None:
        """Close everything in order."""
        self._closing.set()

    async def run(self) -> int:
        """Show the window until it is closed; return the exit code."""
        library = LibraryClient(self._folder, self._feed)
        self._library = library
        suggester = Suggester(
            library,
            self._jobs,
            learner_start(),
            is_wanted=lambda: self._settings.is_on(_SUGGESTIONS),
        )
        self._settings.subscribe(
            lambda key: suggester.tell() if key == _SUGGESTIONS else None
        )
        parts = WindowParts(
            look=self._look,
            library=library,
            jobs=self._jobs,
            reporter=self._reporter,
            settings=self._settings,
            pdf=self._pdf,
            feed=self._feed,
            suggester=suggester,
            registry=self._registry,
            run=self.dispatch,
            call=self._call,
        )
        self.parts = parts
        fetcher = LateFetcher(self._pdf, library, self._settings)
        context = Context(
            library=library,
            jobs=self._jobs,
            reporter=self._reporter,
            settings=self._settings,
            fetcher=fetcher,
            catalogues=fetcher.catalogues,
            pdf=self._pdf,
            desk=parts.desk,
        )
        self._dispatcher = Dispatcher(self._registry, context)
        parts.window.closing.connect(self.quit)
        self._reporter.subscribe(self._on_message)
        before = sys.excepthook
        self._hook_failures()
        try:
            return await self._live(parts)
        finally:
            await suggester.close()
            await self._jobs.close(patience_s=_FINISH_S)
            await fetcher.close()
            await self._pdf.close()
            await library.close()
            sys.excepthook = before
            self._collector.close()

    def dispatch(self, command_id: str, **arguments: Any) -> object:
        """Run a command: the one door for every part of the window."""
        return self._dispatcher.run(command_id, **arguments)

    async def _call(self, command_id: str, **arguments: Any) -> Any:
        """Do a command for a part that handles its failure itself."""
        return await self._dispatcher.call(command_id, **arguments)

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

    async def _live(self, parts: WindowParts) -> int:
        session = load_session(self._folder)
        parts.window.restore(
            session.geometry,
            session.widths,
            is_sidebar_hidden=session.is_sidebar_hidden,
            is_detail_hidden=session.is_detail_hidden,
        )
        parts.window.show()
        opened = await self._open(parts)
        if opened is None:
            return 0
        server = InstanceServer(self._folder, parts.window)
        server.files_handed_over.connect(self._on_files_handed_over)
        server.listen()
        parts.papers.current_changed.connect(self._on_current_changed)
        await self._begin(parts, session)
        journal = await self._resumed()
        waking = self._jobs.run(
            wake_papers(self._library, self._on_returned), "wake papers"
        )
        watching = self._jobs.run(parts.watch.run(), "watch folders")
        await self._closing.wait()
        waking.cancel()
        watching.cancel()
        server.close()
        await journal.close()  # what is asked or under way now is offered again
        while (sheet := parts.sheet_host.current) is not None:
            sheet.dismiss()
        parts.window.hide()
        self._save_later.stop()
        self._save()
        self._is_restored = False  # what moves from here on is not the user's doing
        await parts.readers.finish()
        await parts.unseen.finish()
        return 0

    async def _open(self, parts: WindowParts) -> bool | None:
        """Open the library; None when the user gave up (or another window has it)."""
        while True:
            opening = asyncio.ensure_future(self._library.open(wait_s=_BUSY_WAIT_S))
            closing = asyncio.ensure_future(self._closing.wait())
            await asyncio.wait({opening, closing}, return_when=asyncio.FIRST_COMPLETED)
            closing.cancel()
            if not opening.done():
                await asyncio.wait([opening])
            error = opening.exception()
            if error is None:
                return None if self._closing.is_set() else True
            if self._closing.is_set():
                return None
            if not isinstance(error, LibraryError | NotFound):
                raise error
            if hand_over(self._folder, self._files):
                return None
            if not await self._ask_way_on(parts, error):
                return None

    async def _ask_way_on(
        self, parts: WindowParts, error: LibraryError | NotFound
    ) -> bool:
        """Tell what is wrong with the library; False means leave."""
        asked = asyncio.ensure_future(
            parts.desk.ask(
                Question(
                    title="The library cannot be opened",
                    details=f"{error.message}\n\n{error.hint}\n\n{self._folder}",
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
            return await self._choose_folder(parts)
        return answer == 0

    async def _choose_folder(self, parts: WindowParts) -> bool:
        dialog = QtWidgets.QFileDialog(parts.window, "Choose a library folder")
        dialog.setFileMode(QtWidgets.QFileDialog.FileMode.Directory)
        dialog.setOption(QtWidgets.QFileDialog.Option.ShowDirsOnly)
        chosen: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        dialog.finished.connect(chosen.set_result)
        dialog.open()
        if not await chosen:
            return True
        self._folder = Path(dialog.selectedFiles()[0])
        self._library.move_to(self._folder)
        return True

    async def _begin(self, parts: WindowParts, session: Session) -> None:
        current = {name: PaperId(i) for name, i in session.current.items()}
        parts.navigator.left_at.update(current)
        parts.navigator.left_rows.update(session.rows)
        parts.views.restore(session.views)
        parts.places.restore(session.places)
        parts.readers.restore_themes(session.page_themes)
        parts.readers.restore_tabs(await self._still_there(session.tabs))
        topics = await self._library.read(lambda reader: reader.topics())
        parts.navigator.show(_view_left(session, {topic.id for topic in topics}))
        if session.text:
            parts.navigator.search(session.text, PaperId(session.found) or None)
        parts.topics.reload()
        parts.searches.reload()
        parts.unseen.reload()
        parts.continuing.put_away = dict(session.put_away)
        parts.continuing.reload()
        parts.papers.focus_rows()
        for problem in self._settings.problems:
            self._reporter.notice(problem)
        if session.reading:
            self._jobs.run(self._read_again(session), "read again")
        if self._files:
            self.dispatch("file.open", paths=self._files)
        self._is_restored = True
        self._save_later.timeout.connect(self._save)
        parts.navigator.moved.connect(self._on_changed)
        parts.views.changed.connect(self._on_changed)
        parts.places.changed.connect(self._on_changed)
        parts.reader.theme.changed.connect(self._on_changed)
        parts.readers.changed.connect(self._on_changed)
        parts.continuing.changed.connect(self._on_changed)
        parts.papers.current_changed.connect(self._on_changed)
        parts.window.stack.currentChanged.connect(self._on_changed)
        parts.window.splitter.splitterMoved.connect(self._on_changed)

    async def _resumed(self) -> JobJournal:
        """Offer again what the end of the run before broke off."""
        journal = JobJournal(self._folder, self._jobs)
        if n := await journal.open():
            jobs = "1 job was" if n == 1 else f"{n} jobs were"
            self._reporter.notice(f"{jobs} broken off. Press g j to resume.")
        return journal

    async def _read_again(self, session: Session) -> None:
        """Open the paper that was read, and the one in the other half."""
        way, _, other = session.split.partition(" ")
        papers = await self._still_there([session.reading, other])
        if not papers or papers[0].id != session.reading:
            return
        await self._call("paper.view", ids=(papers[0].id,))
        readers = self.parts.readers
        if len(papers) > 1 and readers.perform(_SPLITS.get(way, ""), {}):
            await self._call("paper.view", ids=(papers[1].id,))
            readers.swap()

    async def _still_there(self, ids: Sequence[str]) -> list[OpenPaper]:
        """Return the papers of these ids that can still be read."""

        def find(reader: Reader) -> list[OpenPaper]:
            found = []
            for paper_id in ids:
                with contextlib.suppress(NotFound):
                    paper = reader.paper(PaperId(paper_id))
                    if paper.has_pdf and not paper.is_trashed:
                        found.append(OpenPaper(paper.id, paper.title))
            return found

        return await self._library.read(find)

    def _on_current_changed(self, paper_id: PaperId | None) -> None:
        """Start the PDF worker, once, ahead of the first key that may need it."""
        paper = None if paper_id is None else self.parts.model.paper(paper_id)
        if paper is not None and paper.has_pdf and not self._is_pdf_warm:
            self._is_pdf_warm = True
            self._jobs.run(self._pdf.warm(), "start the PDF worker")

    def _on_changed(self, *_: object) -> None:
        self._save_later.start()

    def _save(self) -> None:
        if not self._is_restored:
            return
        parts = self.parts
        query, found = parts.navigator.query, parts.papers.current()
        origin = parts.navigator.searched_from
        reading = parts.reader.paper
        save_session(
            self._folder,
            Session(
                geometry=parts.window.geometry_text(),
                widths=parts.window.widths,
                is_sidebar_hidden=parts.window.is_sidebar_hidden,
                is_detail_hidden=parts.window.is_detail_hidden,
                place=origin.place.value,
                topic=origin.topic or "",
                text=query.text,
                found=found or "" if query.text else "",
                current=dict(parts.navigator.left_at),
                rows=dict(parts.navigator.left_rows),
                put_away=dict(parts.continuing.put_away),
                views=parts.views.values(),
                places=parts.places.values(),
                page_themes=parts.readers.themes(),
                tabs=[tab.id for tab in parts.readers.tabs],
                split=parts.readers.split_words if parts.window.is_reading else "",
                reading=reading.id if parts.window.is_reading and reading else "",
            ),
        )

    def _on_files_handed_over(self, files: tuple[str, ...]) -> None:
        window = self.parts.window
        window.setWindowState(
            window.windowState() & ~QtCore.Qt.WindowState.WindowMinimized
        )
        window.raise_()
        window.activateWindow()
        if files:
            self.dispatch("file.open", paths=files)

    def _on_returned(self, papers: Sequence[Paper]) -> None:
        self._reporter.notice(returned(papers))

    def _on_message(self, message: Message) -> None:
        if message.tone is Tone.BUG:
            self.parts.sheets.show_problem(message)


def _view_left(session: Session, topics: Collection[TopicId]) -> Query:
    """Return the view that was shown last, the inbox when it is no more."""
    if session.topic in topics:
        return Query(place=Place.TOPIC, topic=TopicId(session.topic))
    places = {place.value: place for place in Place if place is not Place.TOPIC}
    return Query(place=places.get(session.place, Place.INBOX))

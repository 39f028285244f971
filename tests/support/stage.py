"""The whole window program in the test's own process, driven by command ids."""

import asyncio
import gc
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6 import QtCore, QtTest, QtWidgets

from app.bootstrap.event_loop import WindowLoop
from app.bootstrap.preferences import settings_store
from app.bootstrap.window_program import WindowProgram
from app.cli.asked import Asked
from app.commands.table import all_commands
from app.domain.paper import Paper
from app.domain.query import Query
from app.domain.topic import Topic
from app.library import Reader
from app.pdf.spawning import Spawned
from app.settings.sources import ADDRESSES, ENABLED
from app.settings.store import SettingsStore
from app.ui.sheets.problem_sheet import ProblemSheet
from app.ui.sheets.sheet import Sheet
from tests.support.waiting import until

Key = QtCore.Qt.Key
Story = Callable[["WindowStage"], Awaitable[None]]

NOWHERE = "http://127.0.0.1:9/"
"""Where nothing answers, on loopback: no story asks a real catalogue."""


class WindowStage:
    """One run of the window program; `parts` are those of its window."""

    def __init__(
        self, program: WindowProgram, folder: Path, settings: SettingsStore
    ) -> None:
        self.program = program
        self.settings = settings
        self._folder = folder
        self._asking: object = None
        self.registry = all_commands()

    @property
    def parts(self) -> Any:
        """Return the parts of the window."""
        return self.program.parts

    @property
    def sheet(self) -> Sheet | None:
        """Return the sheet that is open, which is never the report of a bug."""
        current: Sheet | None = self.parts.sheet_host.current
        assert not isinstance(current, ProblemSheet), current.findChildren(
            QtWidgets.QPlainTextEdit
        )[0].toPlainText()
        return current

    async def do(self, command_id: str, **arguments: Any) -> None:
        """Run a command by its id, to its end."""
        self._start(command_id, arguments)
        task = self.program.dispatch(command_id, **arguments)
        if isinstance(task, asyncio.Task):
            await asyncio.wait([task])
        await until(lambda: self.parts.model.is_settled)
        assert self.sheet is None or task is None

    async def ask(self, command_id: str, **arguments: Any) -> Sheet:
        """Run a command that opens a sheet, and return the sheet."""
        self._start(command_id, arguments)
        self._asking = self.program.dispatch(command_id, **arguments)
        await until(lambda: self.sheet is not None)
        assert self.sheet is not None
        return self.sheet

    async def take(self, file: Path, **arguments: Any) -> None:
        """Import a file and accept the preview."""
        await self.ask("import.sources", paths=(str(file),), **arguments)
        self.press(Key.Key_Return)
        await until(lambda: self.sheet is None)
        if isinstance(self._asking, asyncio.Task):
            await asyncio.wait([self._asking])
        await until(lambda: self.parts.model.is_settled)

    def press(self, key: QtCore.Qt.Key) -> None:
        """Press a key where the keys go now."""
        focus = QtWidgets.QApplication.focusWidget() or self.parts.window
        QtTest.QTest.keyClick(focus, key)

    def write(self, text: str) -> None:
        """Type a text where the keys go now; ASCII alone."""
        focus = QtWidgets.QApplication.focusWidget() or self.parts.window
        QtTest.QTest.keyClicks(focus, text)

    def state(self) -> tuple[list[Paper], tuple[Topic, ...], list[object]]:
        """Return all that acts change, as another process would read it."""
        reader = Reader.open(self._folder)
        try:
            papers = reader.papers(reader.keys(Query()))
            marks: list[object] = [reader.marks(paper.id) for paper in papers]
            return papers, reader.topics(), marks
        finally:
            reader.close()

    def leave(self) -> None:
        """Close the window as a log-out does."""
        self.program.quit()

    def _start(self, command_id: str, arguments: dict[str, Any]) -> None:
        assert command_id in self.registry
        said = f"{self.sheet!r} is open before {command_id} {arguments}"
        assert self.sheet is None, said


def play(
    story: Story,
    folder: Path,
    overrides: dict[str, str] | None = None,
    *,
    files: Sequence[Path] = (),
    worker: Spawned | None = None,
) -> int:
    """Start the window on a library, play the story, close it; return the exit code.

    The library is open and its list or a page shown when the story begins, or a sheet
    says why it cannot be. `files` are those of the command line; with a PDF `worker`
    their page is shown first, or what was read last.
    """
    application = QtWidgets.QApplication.instance()
    assert isinstance(application, QtWidgets.QApplication)
    quiet = {"sources.arxiv.interval_s": "0", "import.complete": "false"}
    quiet |= dict.fromkeys(ADDRESSES, NOWHERE)
    quiet |= {key: "false" for name, key in ENABLED.items() if name != "arXiv"}
    given = {**quiet, **(overrides or {})}
    words = tuple(f"{key}={value}" for key, value in given.items())
    file = folder.parent / "settings.toml"
    settings = settings_store(Asked(subcommand=None, settings=file, overrides=words))
    system_font = application.font()
    # A QObject must not be destroyed on a thread of the library's: collect afterwards.
    gc.disable()
    try:
        with asyncio.Runner(loop_factory=lambda: WindowLoop(application)) as one:
            program = WindowProgram(
                application, settings, folder, [*map(str, files)], worker=worker
            )
            return one.run(
                _played(story, application, WindowStage(program, folder, settings))
            )
    finally:
        application.setFont(system_font)  # the next test has not this one's text size
        gc.collect()
        gc.enable()


async def _played(
    story: Story, application: QtWidgets.QApplication, stage: WindowStage
) -> int:
    program = stage.program
    running = asyncio.ensure_future(program.run())
    await until(lambda: hasattr(program, "parts") or running.done())
    try:
        await until(lambda: _is_ready(stage) or running.done())
        program.parts.window.activateWindow()
        await until(program.parts.window.isActiveWindow)
        await story(stage)
    finally:
        stage.leave()
        code = await running
        remove(program.parts.window)
    return code


def remove(window: QtWidgets.QWidget) -> None:
    """Delete a window that is closed, now and not in the midst of another test."""
    window.deleteLater()
    deletion = QtCore.QEvent.Type.DeferredDelete.value
    QtWidgets.QApplication.sendPostedEvents(None, deletion)


def _is_ready(stage: WindowStage) -> bool:
    parts = stage.parts
    is_shown = parts.model.n_rows > 0 or parts.papers.toolbar.isVisible()
    is_shown = is_shown or parts.window.is_reading
    return stage.sheet is not None or (parts.topics.is_loaded and is_shown)

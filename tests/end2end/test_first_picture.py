"""What is done before the window is whole, and the window whose display goes away."""

import asyncio
from pathlib import Path

import pytest
import qasync
from PySide6 import QtCore, QtGui, QtWidgets

from app.bootstrap.first_parts import FirstParts
from app.bootstrap.preferences import settings_store
from app.bootstrap.window_basis import Basis
from app.bootstrap.window_program import WindowProgram
from app.cli.asked import Asked
from tests.support.listings import SAMPLE
from tests.support.program import Program
from tests.support.screen import Screen, missing
from tests.support.stage import WindowStage, play
from tests.support.waiting import until


@pytest.mark.ui
@pytest.mark.usefixtures("qapp")
def test_keys_and_commands_before_the_window_is_whole_are_obeyed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def stock(stage: WindowStage) -> None:
        await stage.take(SAMPLE)

    async def look(stage: WindowStage) -> None:
        await until(lambda: stage.parts.papers.current() is not None)
        await until(lambda: len([p for p in stage.state()[0] if p.is_starred]) == 2)
        rows = [stage.parts.model.id_at(row) for row in (1, 3)]
        starred = {paper.id for paper in stage.state()[0] if paper.is_starred}
        assert starred == set(rows)

    class Hasty(FirstParts):
        """Presses keys as soon as there is a window."""

        def show(self) -> None:
            super().show()
            for letter in "jsjjs":
                # As the system does; QTest would let the event loop run meanwhile.
                press = QtGui.QKeyEvent(
                    QtCore.QEvent.Type.KeyPress,
                    ord(letter.upper()),
                    QtCore.Qt.KeyboardModifier.NoModifier,
                    letter,
                )
                handle = self.window.windowHandle()
                QtCore.QCoreApplication.sendEvent(handle, press)

    folder = tmp_path / "library"
    assert play(stock, folder) == 0
    monkeypatch.setattr("app.bootstrap.window_program.FirstParts", Hasty)

    assert play(look, folder) == 0


@pytest.mark.ui
@pytest.mark.usefixtures("qapp")
def test_window_closed_before_it_is_whole_closes_the_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Shut(FirstParts):
        """Closes the window as soon as there is one."""

        def __init__(self, basis: Basis) -> None:
            super().__init__(basis)
            basis.closing.set()

    monkeypatch.setattr("app.bootstrap.window_program.FirstParts", Shut)
    application = QtWidgets.QApplication.instance()
    assert isinstance(application, QtWidgets.QApplication)
    folder = tmp_path / "library"

    assert _run_alone(application, folder, tmp_path / "settings.toml") == 0

    assert (folder / "lock").read_text("utf-8").startswith("closed")


def _run_alone(
    application: QtWidgets.QApplication, folder: Path, settings: Path
) -> int:
    """Run the window program with nobody in it, to its end."""
    store = settings_store(Asked(subcommand=None, settings=settings))

    async def run() -> int:
        return await WindowProgram(application, store, folder, ()).run()

    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(application)) as one:
        return one.run(run())


@pytest.mark.window
@pytest.mark.skipif(bool(missing()), reason=f"not installed: {missing()}")
def test_window_whose_display_goes_away_closes_in_order(tmp_path: Path) -> None:
    with Screen() as screen:
        program = Program(tmp_path, variables=screen.environment())
        with program, program.window() as running:
            running.until_open()
            screen.turn_off()

            code = running.until_over()

            lock = (program.library / "lock").read_text("utf-8")
            assert (code, lock.startswith("closed")) == (0, True), running.said
            assert "Traceback" not in running.said

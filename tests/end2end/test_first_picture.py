"""What is done before the window is whole, and the window whose display goes away."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6 import QtCore, QtGui, QtWidgets

from app.bootstrap.event_loop import WindowLoop
from app.bootstrap.first_parts import FirstParts
from app.bootstrap.preferences import settings_store
from app.bootstrap.window_basis import Basis
from app.bootstrap.window_program import WindowProgram
from app.cli.asked import Asked
from tests.support.listings import SAMPLE
from tests.support.program import Program
from tests.support.screen import Screen, missing
from tests.support.stage import WindowStage, play, remove
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
def test_file_dropped_before_the_window_is_whole_is_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Hasty(FirstParts):
        """Gets a file as soon as there is a window."""

        def show(self) -> None:
            super().show()
            mime = QtCore.QMimeData()
            mime.setUrls([QtCore.QUrl.fromLocalFile(str(SAMPLE))])
            place = self.window.rect().center()
            copy = QtCore.Qt.DropAction.CopyAction
            button = QtCore.Qt.MouseButton.LeftButton
            keys = QtCore.Qt.KeyboardModifier.NoModifier
            for event in (
                QtGui.QDragEnterEvent(place, copy, mime, button, keys),
                QtGui.QDropEvent(place, copy, mime, button, keys),
            ):
                QtCore.QCoreApplication.sendEvent(self.window, event)

    async def look(stage: WindowStage) -> None:
        await until(lambda: stage.sheet is not None)
        stage.press(QtCore.Qt.Key.Key_Return)
        await until(lambda: stage.parts.model.n_papers > 0)

    monkeypatch.setattr("app.bootstrap.window_program.FirstParts", Hasty)

    assert play(look, tmp_path / "library") == 0


@pytest.mark.ui
@pytest.mark.usefixtures("qapp")
def test_menu_asked_for_before_the_window_is_whole_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Hasty(FirstParts):
        """Is asked for a menu as soon as there is a window."""

        def show(self) -> None:
            super().show()
            self.papers.menu_requested.emit(QtCore.QPoint(300, 200))

    async def look(stage: WindowStage) -> None:
        await until(lambda: QtWidgets.QApplication.activePopupWidget() is not None)
        menu = QtWidgets.QApplication.activePopupWidget()
        assert isinstance(menu, QtWidgets.QMenu)
        menu.close()

    monkeypatch.setattr("app.bootstrap.window_program.FirstParts", Hasty)

    assert play(look, tmp_path / "library") == 0


_SHOWN = """
import os
from PySide6 import QtWidgets
from app import __main__
from app.bootstrap import window_program

class Watched(window_program.FirstParts):
    def show(self):
        super().show()
        print("QWizard" in vars(QtWidgets), flush=True)
        os._exit(0)

window_program.FirstParts = Watched
__main__.main(["--library", "library", "--settings", "settings.toml"])
"""


@pytest.mark.ui
def test_first_picture_loads_no_widgets_that_it_does_not_show(tmp_path: Path) -> None:
    checkout = Path(__file__).parents[2]
    shown = subprocess.run(
        [sys.executable, "-c", _SHOWN],
        cwd=tmp_path,
        env={
            **os.environ,
            "PYTHONPATH": str(checkout),
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_STATE_HOME": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert shown.stdout == "False\n", shown.stderr


@pytest.mark.ui
@pytest.mark.usefixtures("qapp")
def test_window_closed_before_it_is_whole_closes_the_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows: list[QtWidgets.QWidget] = []

    class Shut(FirstParts):
        """Closes the window as soon as there is one."""

        def __init__(self, basis: Basis) -> None:
            super().__init__(basis)
            windows.append(self.window)
            basis.closing.set()

    monkeypatch.setattr("app.bootstrap.window_program.FirstParts", Shut)
    application = QtWidgets.QApplication.instance()
    assert isinstance(application, QtWidgets.QApplication)
    folder = tmp_path / "library"

    assert _run_alone(application, folder, tmp_path / "settings.toml") == 0

    remove(*windows)
    assert (folder / "lock").read_text("utf-8").startswith("closed")


def _run_alone(
    application: QtWidgets.QApplication, folder: Path, settings: Path
) -> int:
    """Run the window program with nobody in it, to its end."""
    store = settings_store(Asked(subcommand=None, settings=settings))

    async def run() -> int:
        return await WindowProgram(application, store, folder, ()).run()

    with asyncio.Runner(loop_factory=lambda: WindowLoop(application)) as one:
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

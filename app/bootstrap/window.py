"""The window program: Qt, the event loop, and every object once."""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import qasync

from app import __version__
from app.bootstrap.application import LastingApplication
from app.bootstrap.bug_log import keep_bug_log
from app.bootstrap.preferences import library_folder, settings_store
from app.bootstrap.window_program import WindowProgram
from app.cli.asked import Asked
from app.cli.output import print_problem
from app.domain.errors import AppError
from app.library.database.opening import was_closed
from app.settings.places import APPLICATION_ID, log_file

_SCREENLESS = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs")
_X11_SOCKETS = Path("/tmp/.X11-unix")
_SWITCH_S = 0.0005
"""How long the window waits for a thread that computes: a tenth of Python's default,
since every event that Qt hands to Python may wait so long.
"""


def run(asked: Asked) -> int:
    """Show the window until it is closed, and return the exit code."""
    logging.basicConfig(level=logging.WARNING)
    keep_bug_log(log_file())
    if problem := _missing_screen(dict(os.environ)):
        print_problem(f"octavo: {problem}")
        return 1
    try:
        settings = settings_store(asked)
    except AppError as error:
        print_problem(f"octavo: {error}")
        return 1
    sys.setswitchinterval(_SWITCH_S)
    application = LastingApplication([sys.argv[0], "-style", "Fusion"])
    application.setApplicationName("Octavo")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName(APPLICATION_ID)
    application.setQuitOnLastWindowClosed(False)
    folder = library_folder(asked, dict(os.environ))
    if _handed_over(folder, asked.files):
        return 0
    program = WindowProgram(application, settings, folder, asked.files)
    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(application)) as runner:
        loop = runner.get_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            _quit_on(loop, number, program)
        application.quit_early.connect(program.quit)
        return runner.run(program.run())


def _handed_over(folder: Path, files: Sequence[str]) -> bool:
    """Give the files to another window of the library; False when there is none."""
    if was_closed(folder):
        return False
    from app.ui.single_instance import hand_over

    return hand_over(folder, files)


def _quit_on(
    loop: asyncio.AbstractEventLoop, number: signal.Signals, program: WindowProgram
) -> None:
    """End the program in order on a signal, where the platform lets us."""
    try:
        loop.add_signal_handler(number, program.quit)
    except (NotImplementedError, RuntimeError):
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(program.quit))


def _missing_screen(environment: dict[str, str]) -> str:
    """Return why no window can be shown, '' when one can.

    Qt aborts with a core dump where there is no display: look first.
    """
    if not sys.platform.startswith("linux"):
        return ""
    if environment.get("QT_QPA_PLATFORM", "").split(":")[0] in _SCREENLESS:
        return ""
    if environment.get("WAYLAND_DISPLAY"):
        return ""
    display = environment.get("DISPLAY", "")
    hint = "Start Octavo from a desktop, or use its commands: octavo list."
    if not display:
        return f"There is no screen to show a window on. {hint}"
    name = display.removeprefix(":").split(".")[0]
    is_local = display.startswith(":") and name.isdigit()
    if is_local and _X11_SOCKETS.exists() and not (_X11_SOCKETS / f"X{name}").exists():
        return f"The screen {display} does not answer. {hint}"
    return ""

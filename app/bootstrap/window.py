"""The window program: Qt, the event loop, and every object once."""

import asyncio
import logging
import signal
import sys

from app import __version__
from app.bootstrap.application import LastingApplication
from app.bootstrap.beginning import Beginning, hand_over
from app.bootstrap.bug_log import keep_bug_log
from app.bootstrap.event_loop import WindowLoop
from app.bootstrap.window_program import WindowProgram
from app.library.database.opening import was_closed
from app.settings.places import APPLICATION_ID, log_file

_SWITCH_S = 0.0005
"""How long the window waits for a thread that computes: a tenth of Python's default,
since every event that Qt hands to Python may wait so long.
"""


def run(beginning: Beginning) -> int:
    """Show the window until it is closed, and return the exit code."""
    logging.basicConfig(level=logging.WARNING)
    keep_bug_log(log_file())
    sys.setswitchinterval(_SWITCH_S)
    application = LastingApplication([sys.argv[0], "-style", "Fusion"])
    application.setApplicationName("Octavo")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName(APPLICATION_ID)
    application.setQuitOnLastWindowClosed(False)
    if sys.platform == "win32" and _handed_over(beginning):
        return 0
    program = WindowProgram(
        application,
        beginning.settings,
        beginning.folder,
        beginning.files,
        worker=beginning.worker,
    )
    with asyncio.Runner(loop_factory=lambda: WindowLoop(application)) as runner:
        loop = runner.get_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            _quit_on(loop, number, program)
        application.quit_early.connect(program.quit)
        return runner.run(program.run())


def _handed_over(beginning: Beginning) -> bool:
    """Give the files to another window of the library; False when there is none."""
    if was_closed(beginning.folder):
        return False
    return hand_over(beginning.folder, beginning.files)


def _quit_on(
    loop: asyncio.AbstractEventLoop, number: signal.Signals, program: WindowProgram
) -> None:
    """End the program in order on a signal, where the platform lets us."""
    try:
        loop.add_signal_handler(number, program.quit)
    except (NotImplementedError, RuntimeError):
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(program.quit))

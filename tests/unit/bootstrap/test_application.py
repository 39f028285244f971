"""The application goes on where Qt would end it, until the program has closed."""

import os
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).parents[3]
PROGRAM = """
import asyncio
from PySide6 import QtCore
from app.bootstrap.event_loop import WindowLoop
from app.bootstrap.application import LastingApplication

async def close_after_qt_quits(application):
    left = asyncio.Event()
    application.quit_early.connect(left.set)
    QtCore.QTimer.singleShot(0, lambda: QtCore.QCoreApplication.exit(1))
    await left.wait()
    await asyncio.to_thread(print, "closing")
    return 0

application = LastingApplication(["octavo"])
loop = lambda: WindowLoop(application)
with asyncio.Runner(loop_factory=loop) as runner:
    code = runner.run(close_after_qt_quits(application))
print("closed", code)
"""


def test_program_closes_in_order_when_qt_quits_by_itself() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=CHECKOUT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.stderr == ""
    assert done.stdout.splitlines() == ["closing", "closed 0"]

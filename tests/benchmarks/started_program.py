"""The program as it starts, telling when its list is first painted.

`python -m tests.benchmarks.started_program ARGUMENTS…` takes the program's arguments.
"""

import sys
import time
from typing import Any

from PySide6 import QtCore

from app.bootstrap import window, window_program
from app.cli.arguments import parse


class _Watch(QtCore.QObject):
    """Waits for the first paint of the list with a paper in its first row."""

    def __init__(self, parts: Any) -> None:
        super().__init__(parts.window)
        self._model = parts.model
        self._viewport = parts.papers.table.viewport()
        self._viewport.installEventFilter(self)

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        is_paint = event.type() == QtCore.QEvent.Type.Paint
        if is_paint and self._model.paper_at(0) is not None:
            self._viewport.removeEventFilter(self)
            QtCore.QTimer.singleShot(0, _tell)
        return False


class _Program(window_program.WindowProgram):
    async def _live(self, parts: Any) -> int:
        self._watch = _Watch(parts)
        return await super()._live(parts)


def _tell() -> None:
    print(f"painted {time.monotonic()}", flush=True)


if __name__ == "__main__":
    window.WindowProgram = _Program
    sys.exit(window.run(parse(sys.argv[1:])))

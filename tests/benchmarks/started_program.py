"""The program as it starts, telling when its list is first painted.

`python -m tests.benchmarks.started_program ARGUMENTS…` takes the program's arguments.
"""

import sys
import time
from collections.abc import Callable
from typing import Any

from app import __main__


def start() -> int:
    """Run the program as it runs itself, with a watch on its first paint."""
    load = __main__.load_window

    def load_and_watch() -> Callable[[Any], int]:
        run = load()
        _watch_start()
        return run

    __main__.load_window = load_and_watch
    return __main__.main()


def _watch_start() -> None:
    from PySide6 import QtCore

    from app.bootstrap import window, window_program

    class Watch(QtCore.QObject):
        """Waits for the first paint of the list with a paper in its first row."""

        def __init__(self, first: Any) -> None:
            super().__init__(first.window)
            self._model = first.model
            self._viewport = first.papers.table.viewport()
            self._viewport.installEventFilter(self)

        def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
            is_paint = event.type() == QtCore.QEvent.Type.Paint
            if is_paint and self._model.paper_at(0) is not None:
                self._viewport.removeEventFilter(self)
                QtCore.QTimer.singleShot(0, _tell)
            return False

    class Program(window_program.WindowProgram):
        """Sets the watch before the window is shown."""

        async def _live(self, first: Any, *rest: Any) -> None:
            self._watch = Watch(first)
            await super()._live(first, *rest)

    window.WindowProgram = Program


def _tell() -> None:
    print(f"painted {time.monotonic()}", flush=True)


if __name__ == "__main__":
    sys.exit(start())

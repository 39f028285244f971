"""Garbage collection on the main thread: Qt's objects must not die on another."""

import gc

from PySide6 import QtCore

_INTERVAL_MS = 1_000


class Collector(QtCore.QObject):
    """Takes the collection of reference cycles away from Python, and does it itself.

    Python collects on whichever thread allocates; a cycle that holds a widget would
    then be destroyed on a thread of the library, which Qt does not allow.
    """

    def __init__(self, parent: QtCore.QObject) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        gc.disable()
        timer = QtCore.QTimer(self)
        timer.setInterval(_INTERVAL_MS)
        timer.timeout.connect(self._collect)
        timer.start()

    def spare(self) -> None:
        """Look no more through what is there now: it stays as long as the window."""
        gc.freeze()

    def close(self) -> None:
        """Give the collection back to Python."""
        gc.unfreeze()
        gc.enable()

    def _collect(self) -> None:
        counts = gc.get_count()
        for generation in (2, 1, 0):
            if counts[generation] > self._thresholds[generation]:
                gc.collect(generation)
                return

"""The application that does not end before the program does."""

import time

from PySide6 import QtCore, QtWidgets

_LAST_TURNS_S = 10.0
"""How long a program that Qt left may take to close."""

_TURN_S = 0.002
"""A rest between its last turns: the threads it waits for need the processor."""


class LastingApplication(QtWidgets.QApplication):
    """Runs its events until `exit` is called, and tells when Qt would end them.

    Qt ends them by itself when the display goes away, again at each turn: `quit_early`
    is emitted once, and what hears it has some seconds of turns left to call `exit`.
    """

    quit_early = QtCore.Signal()

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self._is_over = False

    def exec(self) -> int:  # type: ignore[override]  # a static method in Qt
        """Run events until `exit`; return its code, 1 when that never came."""
        self._is_over = False
        code = super().exec()
        if self._is_over:
            return code
        before = QtCore.qInstallMessageHandler(_say_nothing)
        self.quit_early.emit()
        deadline = time.monotonic() + _LAST_TURNS_S
        while not self._is_over and time.monotonic() < deadline:
            time.sleep(_TURN_S)
            code = super().exec()
        QtCore.qInstallMessageHandler(before)
        return code

    def exit(self, code: int = 0) -> None:  # type: ignore[override]
        """End `exec` with a code."""
        self._is_over = True
        super().exit(code)


def _say_nothing(*_: object) -> None:
    """Drop what Qt says of a display that is gone: it would say it at each turn."""

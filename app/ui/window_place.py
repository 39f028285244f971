"""Where the window stands on the screen: as it was left, or in the middle."""

from PySide6 import QtCore, QtWidgets

_WIDEST, _HIGHEST = 1440, 900


def take_place(window: QtWidgets.QWidget, text: str) -> None:
    """Give a window the place that `place_text` told, or its first one."""
    stored = QtCore.QByteArray.fromBase64(
        QtCore.QByteArray(text.encode("ascii", "replace"))
    )
    if stored.isEmpty() or not window.restoreGeometry(stored):
        _take_first_place(window)


def place_text(window: QtWidgets.QWidget) -> str:
    """Return a window's place as text."""
    return bytes(window.saveGeometry().toBase64().data()).decode()


def _take_first_place(window: QtWidgets.QWidget) -> None:
    screen = window.screen().availableGeometry()
    size = QtCore.QSize(
        min(_WIDEST, screen.width() * 9 // 10), min(_HIGHEST, screen.height() * 9 // 10)
    )
    window.resize(size)
    window.move(screen.center() - QtCore.QPoint(size.width() // 2, size.height() // 2))

"""The floor of a start: a window of Qt with nothing in it."""

import sys
import time

from PySide6 import QtCore, QtGui, QtWidgets


class BareWindow(QtWidgets.QWidget):
    """Says when it is painted, and stays."""

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        painter = QtGui.QPainter(self)
        painter.drawText(self.rect(), 0, "Bare")
        painter.end()
        QtCore.QTimer.singleShot(0, tell)


def tell() -> None:
    """Print when the window was painted."""
    print(f"painted {time.monotonic()}", flush=True)


if __name__ == "__main__":
    application = QtWidgets.QApplication(sys.argv)
    window = BareWindow()
    window.resize(1200, 800)
    window.show()
    sys.exit(application.exec())

"""A small window from which a file can be dragged, as from a file manager.

`python -m tests.support.drag_source FILE` offers to copy or to move the file, and wants
to move it: where the target takes it as a move, the file is deleted, as a file manager
would. It says `ready`, then after each drop one line of JSON: the action, and whether
the file is still there. It ends when its standard input ends.
"""

import json
import sys
import threading
from pathlib import Path

from PySide6 import QtCore, QtGui, QtWidgets

_SIZE = (160, 90)
_Action = QtCore.Qt.DropAction


class DragSource(QtWidgets.QWidget):
    """Begins a drag as soon as the pointer moves with the button down."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self.setFixedSize(*_SIZE)
        self.setWindowTitle("Drag source")

    def mouseMoveEvent(self, event: QtGui.QMouseEvent) -> None:
        mime = QtCore.QMimeData()
        mime.setUrls([QtCore.QUrl.fromLocalFile(str(self._file))])
        drag = QtGui.QDrag(self)
        drag.setMimeData(mime)
        action = drag.exec(_Action.CopyAction | _Action.MoveAction, _Action.MoveAction)
        if action == _Action.MoveAction:
            self._file.unlink()
        said = {"action": action.name, "is_there": self._file.exists()}
        print(json.dumps(said), flush=True)


def main() -> int:
    """Show the window at the lower right until the standard input ends."""
    application = QtWidgets.QApplication(sys.argv[:1])
    source = DragSource(Path(sys.argv[1]))
    room = application.primaryScreen().availableGeometry()
    source.move(room.right() - _SIZE[0] - 10, room.bottom() - _SIZE[1] - 40)
    source.show()
    watch = threading.Thread(target=_quit_later, args=(application,), daemon=True)
    watch.start()
    QtCore.QTimer.singleShot(0, lambda: print("ready", flush=True))
    return application.exec()


def _quit_later(application: QtCore.QObject) -> None:
    sys.stdin.read()
    how = QtCore.Qt.ConnectionType.QueuedConnection
    QtCore.QMetaObject.invokeMethod(application, "quit", how)


if __name__ == "__main__":
    sys.exit(main())

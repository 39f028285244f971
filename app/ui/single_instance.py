"""One window a library: a second start hands its files to the first."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6 import QtCore, QtNetwork

from app.ui.handing_over import (
    ACKNOWLEDGED,
    TIMEOUT_S,
    said,
    server_name,
    socket_path,
)

_TIMEOUT_MS = int(1_000 * TIMEOUT_S)
_MOST_BYTES = 4_000_000


def address(library: Path) -> str:
    """Return where the window of a library listens, as Qt names it."""
    if sys.platform == "win32":
        return server_name(library)
    return str(socket_path(library))


def hand_over_by_qt(library: Path, files: Sequence[str]) -> bool:
    """Give files to the window that shows the library; False when there is none."""
    socket = QtNetwork.QLocalSocket()
    socket.connectToServer(address(library))
    if not socket.waitForConnected(_TIMEOUT_MS):
        return False
    socket.write(said(files))
    socket.waitForBytesWritten(_TIMEOUT_MS)
    while not socket.canReadLine():
        if not socket.waitForReadyRead(_TIMEOUT_MS):
            return False
    return bytes(socket.readLine().data()) == ACKNOWLEDGED


class InstanceServer(QtCore.QObject):
    """Listens for second starts; `files_handed_over` carries their files."""

    files_handed_over = QtCore.Signal(object)

    def __init__(self, library: Path, parent: QtCore.QObject) -> None:
        super().__init__(parent)
        self._server = QtNetwork.QLocalServer(self)
        self._server.setSocketOptions(
            QtNetwork.QLocalServer.SocketOption.UserAccessOption
        )
        self._server.newConnection.connect(self._on_new_connection)
        self._name = address(library)

    def listen(self) -> bool:
        """Begin to listen; call only while holding the library's lock."""
        QtNetwork.QLocalServer.removeServer(self._name)
        return self._server.listen(self._name)

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    def _on_new_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.setParent(self)
            socket.setReadBufferSize(_MOST_BYTES)
            _Visit(socket, self)


class _Visit(QtCore.QObject):
    """One second start, until it has said its line."""

    def __init__(self, socket: QtNetwork.QLocalSocket, server: InstanceServer) -> None:
        super().__init__(server)
        self._socket = socket
        self._server = server
        socket.readyRead.connect(self._on_ready_read)
        socket.disconnected.connect(self._on_disconnected)
        if socket.canReadLine():
            self._on_ready_read()

    def _on_ready_read(self) -> None:
        if not self._socket.canReadLine():
            return
        try:
            line = json.loads(bytes(self._socket.readLine().data()))
            files = tuple(str(file) for file in line["files"])
        except (ValueError, KeyError, TypeError):
            self._socket.disconnectFromServer()
            return
        self._socket.write(ACKNOWLEDGED)
        self._socket.flush()
        self._server.files_handed_over.emit(files)

    def _on_disconnected(self) -> None:
        self._socket.deleteLater()
        self.deleteLater()

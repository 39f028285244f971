"""One window a library: a second process hands its files to the first."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6 import QtCore, QtNetwork
from pytestqt.qtbot import QtBot

from app.ui.single_instance import InstanceServer, hand_over, server_name

pytestmark = pytest.mark.ui
CHECKOUT = Path(__file__).parents[3]
_WAIT_MS = 20_000
SECOND = """
import sys
from pathlib import Path
from PySide6 import QtCore
from app.ui.single_instance import hand_over
application = QtCore.QCoreApplication([])
sys.exit(0 if hand_over(Path(sys.argv[1]), sys.argv[2:]) else 3)
"""


class Window:
    """The first start: its server and the files it was handed."""

    def __init__(self, library: Path, parent: QtCore.QObject) -> None:
        self.library = library
        self.handed: list[tuple[str, ...]] = []
        self.server = InstanceServer(library, parent)
        self.server.files_handed_over.connect(self.handed.append)
        assert self.server.listen()


@pytest.fixture
def window(tmp_path: Path, root: QtCore.QObject) -> Iterator[Window]:
    made = Window(tmp_path / "library", root)
    yield made
    made.server.close()


def second(library: Path, *files: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-c", SECOND, str(library), *files], cwd=CHECKOUT
    )


def test_second_process_hands_its_files_over(qtbot: QtBot, window: Window) -> None:
    process = second(window.library, "/a b.txt", "/ü\n.pdf")

    qtbot.waitUntil(lambda: process.poll() is not None, timeout=_WAIT_MS)

    assert process.returncode == 0
    assert window.handed == [("/a b.txt", "/ü\n.pdf")]


def test_several_starts_at_once_are_all_heard(qtbot: QtBot, window: Window) -> None:
    processes = [second(window.library, f"/{n}") for n in range(3)]

    qtbot.waitUntil(
        lambda: all(process.poll() is not None for process in processes),
        timeout=_WAIT_MS,
    )

    assert sorted(window.handed) == [("/0",), ("/1",), ("/2",)]


def test_library_without_a_window_takes_nothing(window: Window) -> None:
    assert not hand_over(window.library.parent / "other", ["/a"])
    assert window.handed == []


def test_window_that_is_closed_takes_nothing(window: Window) -> None:
    window.server.close()

    assert not hand_over(window.library, ["/a"])


@pytest.mark.parametrize("said", [b"no json\n", b"[]\n", b'{"files": 3}\n', b"{}\n"])
def test_nonsense_is_hung_up_on_and_the_next_is_heard(
    qtbot: QtBot, window: Window, said: bytes
) -> None:
    socket = QtNetwork.QLocalSocket()
    socket.connectToServer(server_name(window.library))
    socket.write(said)
    state = QtNetwork.QLocalSocket.LocalSocketState.UnconnectedState
    qtbot.waitUntil(lambda: socket.state() == state, timeout=_WAIT_MS)
    socket.deleteLater()

    process = second(window.library, "/a")
    qtbot.waitUntil(lambda: process.poll() is not None, timeout=_WAIT_MS)

    assert window.handed == [("/a",)]


def test_words_in_two_parts_are_one_line(qtbot: QtBot, window: Window) -> None:
    socket = QtNetwork.QLocalSocket()
    socket.connectToServer(server_name(window.library))
    line = json.dumps({"files": ["/a"]}).encode() + b"\n"
    socket.write(line[:5])
    socket.flush()
    qtbot.waitUntil(lambda: socket.bytesToWrite() == 0)
    socket.write(line[5:])

    qtbot.waitUntil(lambda: window.handed == [("/a",)], timeout=_WAIT_MS)
    socket.abort()


def test_name_is_one_for_every_way_to_write_the_folder(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path)

    assert server_name(link) == server_name(tmp_path) != server_name(tmp_path / "x")

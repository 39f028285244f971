"""One window a library: a second process hands its files to the first."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6 import QtCore, QtNetwork
from pytestqt.qtbot import QtBot

from app.ui.handing_over import hand_over
from app.ui.single_instance import InstanceServer, address

pytestmark = pytest.mark.ui
CHECKOUT = Path(__file__).parents[3]
_WAIT_MS = 20_000
SECOND = """
import sys
from pathlib import Path
from app.ui.handing_over import hand_over
sys.exit(0 if hand_over(Path(sys.argv[1]), sys.argv[2:]) else 3)
"""
BY_QT = SECOND.replace(
    "app.ui.handing_over import hand_over",
    "app.ui.single_instance import hand_over_by_qt as hand_over",
)
WHOLE_START = """
import sys
from app.__main__ import main
code = main(["--library", *sys.argv[1:]])
print(*(name for name in sys.modules if name.partition(".")[0] == "PySide6"))
sys.exit(code)
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


def second(library: Path, *files: str, code: str = SECOND) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-c", code, str(library), *files], cwd=CHECKOUT
    )


@pytest.mark.parametrize("code", [SECOND, BY_QT])
def test_second_process_hands_its_files_over(
    qtbot: QtBot, window: Window, code: str
) -> None:
    process = second(window.library, "/a b.txt", "/ü\n.pdf", code=code)

    qtbot.waitUntil(lambda: process.poll() is not None, timeout=_WAIT_MS)

    assert process.returncode == 0
    assert window.handed == [("/a b.txt", "/ü\n.pdf")]


def test_second_start_hands_over_without_loading_qt(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    file = tmp_path / "a.pdf"
    file.touch()
    process = subprocess.Popen(
        [sys.executable, "-c", WHOLE_START, str(window.library), str(file)],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        env={
            **os.environ,
            "XDG_CONFIG_HOME": str(tmp_path),
            "QT_QPA_PLATFORM": "offscreen",
        },
    )

    qtbot.waitUntil(lambda: process.poll() is not None, timeout=_WAIT_MS)
    loaded, _ = process.communicate()

    assert (process.returncode, loaded, window.handed) == (
        0,
        b"\n",
        [(str(file),)],
    )


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
    socket.connectToServer(address(window.library))
    socket.write(said)
    state = QtNetwork.QLocalSocket.LocalSocketState.UnconnectedState
    qtbot.waitUntil(lambda: socket.state() == state, timeout=_WAIT_MS)
    socket.deleteLater()

    process = second(window.library, "/a")
    qtbot.waitUntil(lambda: process.poll() is not None, timeout=_WAIT_MS)

    assert window.handed == [("/a",)]


def test_words_in_two_parts_are_one_line(qtbot: QtBot, window: Window) -> None:
    socket = QtNetwork.QLocalSocket()
    socket.connectToServer(address(window.library))
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

    assert address(link) == address(tmp_path) != address(tmp_path / "x")

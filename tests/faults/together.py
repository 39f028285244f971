"""Several programs at one library: one holds it, and a killed one holds nothing."""

from collections import Counter
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from app.domain.errors import Busy
from app.library import Library
from tests.faults.killing import context
from tests.faults.writers import hold

_LIMIT_S = 60.0
HELD, BUSY = b"held", b"busy"


class Crowd:
    """Programs that open one library at the same moment."""

    def __init__(self, folder: Path, n_programs: int) -> None:
        forking = context()
        self._members: list[tuple[BaseProcess, Connection]] = []
        for _ in range(n_programs):
            here, there = forking.Pipe()
            process = forking.Process(target=_rush, args=(there, folder))
            process.start()
            there.close()
            self._members.append((process, here))
        for _, pipe in self._members:
            _word(pipe)

    def rush(self) -> Counter[bytes]:
        """Let all open the library now; return how many came to hold it or not."""
        for _, pipe in self._members:
            pipe.send_bytes(b"go")
        words = [_word(pipe) for _, pipe in self._members]
        return Counter(words)

    def kill(self) -> None:
        """Kill them all."""
        for process, pipe in self._members:
            process.kill()
            process.join()
            pipe.close()


def _word(pipe: Connection) -> bytes:
    if not pipe.poll(_LIMIT_S):
        raise TimeoutError("A program says nothing.")
    return pipe.recv_bytes()


def _rush(pipe: Connection, folder: Path) -> None:
    pipe.send_bytes(b"ready")
    pipe.recv_bytes()
    _open_and_tell(pipe.send_bytes, folder)


def _open_and_tell(tell: Callable[[bytes], None], folder: Path) -> None:
    try:
        library = Library.open(folder)
    except Busy:
        tell(BUSY)
        return
    tell(HELD)
    hold(library)

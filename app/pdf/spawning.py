"""Starting a worker process: all that is needed for it, and nothing that loads slowly.

The window starts one before its own code is loaded when it will show a PDF at once.
"""

import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.pdf.streams import ClosableStream, PipeStream, SocketStream

HAS_SOCKETS = sys.platform != "win32"
"""Whether open files can be handed to a worker; where not, it gets their paths."""


@dataclass(frozen=True, slots=True)
class Spawned:
    """A process that was started, which nobody has spoken with yet."""

    child: subprocess.Popen[bytes]
    stream: ClosableStream

    def close(self) -> None:
        """End the process and leave nothing of it."""
        if self.child.poll() is None:
            self.child.kill()
        self.stream.close()
        self.child.wait()


def spawn(command: Sequence[str], folder: Path | None) -> Spawned:
    """Start a program whose standard input is the connection; do not wait for it.

    Raises:
        OSError: it cannot be started.
    """
    return (
        _with_socket(command, folder) if HAS_SOCKETS else _with_pipes(command, folder)
    )


def _with_socket(command: Sequence[str], folder: Path | None) -> Spawned:
    ours, theirs = socket.socketpair()
    with contextlib.ExitStack() as on_failure, theirs:
        on_failure.callback(ours.close)
        child = subprocess.Popen(
            tuple(command),
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            cwd=folder,
            process_group=0,
        )
        on_failure.pop_all()
    return Spawned(child, SocketStream(ours))


def _with_pipes(command: Sequence[str], folder: Path | None) -> Spawned:
    child = subprocess.Popen(
        tuple(command),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        cwd=folder,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    assert child.stdin is not None
    assert child.stdout is not None
    return Spawned(child, PipeStream(child.stdout, child.stdin))


def _environment() -> dict[str, str]:
    """Give nothing but what the system itself needs to load a program."""
    kept = ("SYSTEMROOT",) if sys.platform == "win32" else ()
    return {name: os.environ[name] for name in kept if name in os.environ}

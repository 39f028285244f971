"""A second start gives its files to the window that is there, without loading Qt.

Windows has no such sockets: there Qt itself does it (see app.ui.single_instance).
"""

import hashlib
import json
import os
import socket
from collections.abc import Sequence
from pathlib import Path

TIMEOUT_S = 2.0
ACKNOWLEDGED = b"ok\n"


def server_name(library: Path) -> str:
    """Return the name under which the window of a library listens."""
    digest = hashlib.sha256(str(library.resolve()).encode("utf-8", "surrogateescape"))
    return f"octavo-{digest.hexdigest()[:24]}"


def socket_path(library: Path) -> Path:
    """Return the socket at which the window of a library listens; not on Windows."""
    return Path(os.environ.get("TMPDIR") or "/tmp") / server_name(library)


def said(files: Sequence[str]) -> bytes:
    """Return the line that hands files over."""
    return json.dumps({"files": list(files)}).encode() + b"\n"


def hand_over(library: Path, files: Sequence[str]) -> bool:
    """Give files to the window that shows the library; False when there is none."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(TIMEOUT_S)
            connection.connect(str(socket_path(library)))
            connection.sendall(said(files))
            with connection.makefile("rb") as answer:
                return answer.readline(len(ACKNOWLEDGED)) == ACKNOWLEDGED
    except OSError:
        return False

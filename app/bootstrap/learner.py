"""The learner: wires nothing, loads nothing but what reads and learns."""

import sys
from collections.abc import Sequence
from pathlib import Path

from app.runtime.learner import serve


def run(arguments: Sequence[str]) -> int:
    """Serve the parent process on the library's folder until it closes the pipe."""
    serve(Path(arguments[0]), sys.stdin.buffer, sys.stdout.buffer)
    return 0

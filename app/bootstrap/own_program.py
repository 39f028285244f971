"""How this very program is started once more, as a worker of one kind or another."""

import sys
from pathlib import Path

from app.pdf.spawning import Spawned, spawn

PDF_WORKER, LEARNER = "--pdf-worker", "--learner"


def command(kind: str) -> tuple[str, ...]:
    """Return the command that starts this very program as a worker."""
    if _is_frozen():
        return (sys.executable, kind)
    return (sys.executable, "-m", "app", kind)


def folder() -> Path | None:
    """Return the folder that the command is to run in, None for any."""
    return None if _is_frozen() else Path(__file__).resolve().parents[2]


def spawn_pdf_worker() -> Spawned | None:
    """Start a PDF worker ahead of all that will speak with it; None where it fails.

    Whoever needs one then starts it again, and tells what is wrong.
    """
    try:
        return spawn(command(PDF_WORKER), folder())
    except OSError:
        return None


def _is_frozen() -> bool:
    return bool(getattr(sys, "frozen", False))

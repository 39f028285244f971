"""The PDF worker: wires nothing, loads nothing but what reads PDFs."""

from collections.abc import Sequence

from app.pdf.worker import main


def run(arguments: Sequence[str]) -> int:
    """Serve the parent process until it closes the pipe."""
    return main(list(arguments))

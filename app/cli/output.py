"""Printing answers: JSON for programs, lines for people, problems on one line."""

import json
import os
import sys
from typing import Any


def write_output(value: Any) -> str:
    """Return a value as JSON text, letters kept as they are."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def print_text(text: str) -> None:
    """Print to standard output; what its encoding cannot write is replaced.

    Nothing happens when nobody reads on.
    """
    stream = sys.stdout
    encoding = stream.encoding or "utf-8"
    safe = text.encode(encoding, "replace").decode(encoding)
    try:
        stream.write(safe + "\n")
        stream.flush()
    except BrokenPipeError:
        # The reader (`head`) has enough: let Python's own last flush go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def print_problem(text: str) -> None:
    """Print one line to standard error."""
    print(" ".join(text.split()), file=sys.stderr, flush=True)

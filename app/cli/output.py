"""Printing answers: JSON for programs, lines for people, problems on one line."""

import contextlib
import json
import os
import re
import sys
from typing import Any

from app import __version__
from app.domain.errors import AppError, InvalidInput

_OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
"""Characters that a terminal obeys instead of showing them; tabs and lines are fine."""
_RAW_IN_JSON = re.compile("[\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def write_output(value: Any, *, has_names: bool = False) -> str:
    """Return a value as JSON text, letters kept as they are.

    Half characters are replaced; where the value `has_names` of files, whose odd bytes
    they stand for, they are spelled out (`\\udcff` for 0xff).
    """
    text = json.dumps(value, ensure_ascii=False, indent=2)
    text = _SURROGATE.sub(_spelled_half if has_names else "\ufffd", text)
    return _RAW_IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def escaped(text: str) -> str:
    """Return text that no terminal obeys: control characters are spelled out."""
    shown = _OBEYED.sub(lambda match: _spelled(ord(match[0])), text)
    return _SURROGATE.sub("\ufffd", shown)


def print_text(text: str) -> None:
    """Print to standard output; what its encoding cannot write is replaced.

    Nothing happens when nobody reads on.

    Raises:
        InvalidInput: standard output is closed, or its disk is full.
    """
    stream = sys.stdout
    if stream is None:
        raise InvalidInput("Standard output is closed.")
    encoding = stream.encoding or "utf-8"
    safe = text.encode(encoding, "replace").decode(encoding)
    try:
        stream.write(safe + "\n")
        stream.flush()
    except BrokenPipeError:
        # The reader (`head`) has enough.
        _let_go(stream.fileno())
    except OSError as error:
        _let_go(stream.fileno())
        raise InvalidInput(
            f"Standard output cannot be written: {error.strerror}."
        ) from error


def print_problem(text: str) -> None:
    """Print one line to standard error, if there is one."""
    if sys.stderr is None:
        return
    with contextlib.suppress(OSError):
        print(escaped(" ".join(text.split())), file=sys.stderr, flush=True)


def _spelled_half(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _spelled(code: int) -> str:
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"


def _let_go(descriptor: int) -> None:
    """Let Python's own last flush go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


def print_or_leave(text: str) -> None:
    """Print, or leave with exit code 1 where nothing can be printed."""
    try:
        print_text(escaped(text))
    except AppError as error:
        print_problem(f"octavo: {error}")
        raise SystemExit(1) from error


def print_version() -> None:
    """Print which version this is."""
    print_or_leave(f"Octavo {__version__}")

"""Write a file where the user wants it: whole, or not at all."""

import contextlib
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from app.domain.errors import InvalidInput
from app.domain.paper import new_id

_EVERYBODY = 0o666
"""The mode of a new file, which the process's mask narrows."""

Fill = Callable[[BinaryIO], object]
"""Writes the whole content into a stream, which may not be able to go back."""


def write_text(target: Path, text: str, *, library: Path) -> None:
    """Write text to a file as `write_file` does."""
    data = text.encode("utf-8", "replace")
    write_file(target, lambda stream: stream.write(data), library=library)


def write_file(target: Path, fill: Fill, *, library: Path) -> None:
    """Write to a file, a link to one, a pipe or a device.

    A file is replaced in one step and keeps its mode; nothing is left of an attempt
    that fails. A file inside the folder `library` is never replaced.

    Raises:
        InvalidInput: it cannot be written.
    """
    try:
        found = _found(target)
        if found is not None and stat.S_ISDIR(found.st_mode):
            raise InvalidInput(
                f"{target} cannot be written: it is a folder.", "Name a file in it."
            )
        if found is not None and not stat.S_ISREG(found.st_mode):
            _write_through(target, fill)
            return
        place = Path(os.path.realpath(target))
        if found is not None and place.is_relative_to(os.path.realpath(library)):
            raise InvalidInput(
                f"{target} cannot be written: it belongs to the library.",
                "Choose another place.",
            )
        _replace(place, fill, None if found is None else stat.S_IMODE(found.st_mode))
    except OSError as error:
        raise InvalidInput(
            f"{target} cannot be written: {error.strerror}.", "Choose another place."
        ) from error


def _found(target: Path) -> os.stat_result | None:
    try:
        return target.stat()
    except FileNotFoundError:
        return None


def _write_through(target: Path, fill: Fill) -> None:
    with target.open("wb") as stream:
        fill(stream)


def _replace(place: Path, fill: Fill, mode: int | None) -> None:
    """Write a new file beside the place and rename it; `mode` None is a new file's."""
    if mode is not None and not os.access(place, os.W_OK):
        raise PermissionError(0, "it may only be read")
    part = place.with_name(f".{new_id()}.part")
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    descriptor = os.open(part, flags, _EVERYBODY)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            fill(stream)
            stream.flush()
            os.fsync(stream.fileno())
        if mode is not None:
            part.chmod(mode)
        part.replace(place)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise

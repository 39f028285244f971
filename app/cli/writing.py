"""Write a file where the user wants it: whole, or not at all."""

import contextlib
import os
import stat
import sys
from pathlib import Path

from app.domain.errors import InvalidInput
from app.domain.paper import new_id

_EVERYBODY = 0o666
"""The mode of a new file, which the process's mask narrows."""


def is_standard_output(target: Path) -> bool:
    """Say whether a path leads to where answers are printed (`/dev/stdout`)."""
    try:
        return os.path.samestat(target.stat(), os.fstat(sys.stdout.fileno()))
    except (OSError, ValueError, AttributeError):
        return False


def write_file(target: Path, text: str, *, library: Path) -> None:
    """Write text to a file, a link to one, a pipe or a device.

    A file is replaced in one step and keeps its mode; nothing is left of an attempt
    that fails. A file inside the folder `library` is never replaced.

    Raises:
        InvalidInput: it cannot be written.
    """
    data = text.encode("utf-8", "replace")
    try:
        found = _found(target)
        if found is not None and stat.S_ISDIR(found.st_mode):
            raise InvalidInput(
                f"{target} cannot be written: it is a folder.", "Name a file in it."
            )
        if found is not None and not stat.S_ISREG(found.st_mode):
            _write_through(target, data)
            return
        place = Path(os.path.realpath(target))
        if found is not None and place.is_relative_to(os.path.realpath(library)):
            raise InvalidInput(
                f"{target} cannot be written: it belongs to the library.",
                "Choose another place.",
            )
        _replace(place, data, None if found is None else stat.S_IMODE(found.st_mode))
    except OSError as error:
        raise InvalidInput(
            f"{target} cannot be written: {error.strerror}.", "Choose another place."
        ) from error


def _found(target: Path) -> os.stat_result | None:
    try:
        return target.stat()
    except FileNotFoundError:
        return None


def _write_through(target: Path, data: bytes) -> None:
    with target.open("wb", buffering=0) as stream:
        rest = memoryview(data)
        while rest:
            rest = rest[stream.write(rest) :]


def _replace(place: Path, data: bytes, mode: int | None) -> None:
    """Write a new file beside the place and rename it; `mode` None is a new file's."""
    if mode is not None and not os.access(place, os.W_OK):
        raise PermissionError(0, "it may only be read")
    part = place.with_name(f".{new_id()}.part")
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    descriptor = os.open(part, flags, _EVERYBODY)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if mode is not None:
            part.chmod(mode)
        part.replace(place)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise

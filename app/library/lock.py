"""Let one process at a time write to a library."""

import errno
import os
import socket
import stat
import sys
import time
from pathlib import Path

from app.domain.errors import Busy, ReadOnly

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

NAME = "lock"
_POLL_S = 0.05
_FAR = 1 << 30  # Windows' locks are of bytes: one far behind the words
_LONGEST_BYTES = 4_096


class FolderLock:
    """The lock of a library's folder; the system releases it when the process dies.

    The file also says in words who holds it, and when nobody does, what the last holder
    left there.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._descriptor: int | None = None

    @property
    def is_held(self) -> bool:
        """Say whether this object holds the lock."""
        return self._descriptor is not None

    def take(self, wait_s: float) -> None:
        """Take the lock, waiting for another process so long.

        Raises:
            Busy: another process holds it still.
            ReadOnly: the folder may not be written.
        """
        try:
            descriptor = _open_file(self._path)
        except OSError as error:
            raise ReadOnly(
                f"The library in {self._path.parent} cannot be written.",
                "Check the folder's permissions, or choose another folder.",
            ) from error
        deadline = time.monotonic() + wait_s
        while not _try_lock(descriptor):
            if time.monotonic() >= deadline:
                os.close(descriptor)
                raise Busy(
                    f"The library in {self._path.parent} is open in another program: "
                    f"{self.words() or 'it gives no name'}.",
                    "Close it there, then try again.",
                )
            time.sleep(_POLL_S)
        self._descriptor = descriptor

    def sign(self, words: str) -> None:
        """Write what others, or the next one, shall find in the file."""
        assert self._descriptor is not None
        os.ftruncate(self._descriptor, 0)
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        os.write(self._descriptor, words.encode(errors="replace"))

    def release(self) -> None:
        """Release the lock, leaving its words as they are."""
        if self._descriptor is None:
            return
        _unlock(self._descriptor)
        os.close(self._descriptor)
        self._descriptor = None

    def words(self) -> str:
        """Return what the file says; '' when it says nothing."""
        try:
            with self._path.open("rb") as file:
                return file.read(_LONGEST_BYTES).decode(errors="replace").strip()
        except OSError:
            return ""


def _open_file(path: Path) -> int:
    """Open the file for writing, never one elsewhere that a link leads to."""
    no_link = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | no_link, 0o600)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "not a regular file")
    return descriptor


def this_process() -> str:
    """Return the words by which another process may tell its user who holds a lock."""
    program = Path(sys.argv[0]).name or "octavo"
    return f"{program} (process {os.getpid()} on {socket.gethostname()})"


if sys.platform == "win32":

    def _try_lock(descriptor: int) -> bool:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)

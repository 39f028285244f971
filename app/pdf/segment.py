"""Shared memory without a name: made by the window, filled by the PDF worker.

POSIX: an anonymous file, handed over as an open file, so that nothing stays behind
whoever dies; on Linux it is sealed, so that the worker cannot shrink it under the
window. Windows: a page-file mapping under a random name, gone with its last user.
"""

import contextlib
import mmap
import os
import secrets
import sys
import tempfile

if sys.platform == "linux":
    import fcntl


_SPARE_MAX_BYTES = 16 * 1024 * 1024


class Segment:
    """Memory of `length_bytes` that one other process may map; `view` shows it."""

    def __init__(self, length_bytes: int) -> None:
        self.fd: int | None = None
        self.name = ""
        if sys.platform == "win32":
            self.name = f"octavo-{secrets.token_hex(16)}"
            self._map = mmap.mmap(-1, length_bytes, tagname=self.name)
        else:
            self.fd = _anonymous_file(length_bytes)
            self._map = mmap.mmap(self.fd, length_bytes)
        self.view = memoryview(self._map)

    def fill(self) -> None:
        """Have the system give the memory now, where it would at the first write."""
        if sys.platform == "linux" and self.fd is not None:
            with contextlib.suppress(OSError):  # then it is given at the first write
                os.posix_fallocate(self.fd, 0, len(self.view))

    def close_file(self) -> None:
        """Close what was handed over; the memory stays."""
        if self.fd is not None:
            os.close(self.fd)
            self.fd = None

    def close(self) -> None:
        """Give the memory back; whoever still looks at it from C then crashes."""
        self.close_file()
        self.view.release()
        self._map.close()


class SpareSegment:
    """A segment kept at hand, as long as the one used last; for a single thread.

    To be given the memory of a page takes a third as long as to draw it, so that is
    done while nobody waits.
    """

    def __init__(self) -> None:
        self._length_bytes = 0
        self._spare: Segment | None = None

    def take(self, length_bytes: int) -> Segment:
        """Return the spare segment if it has this length, or else a new one."""
        self._length_bytes = length_bytes
        spare, self._spare = self._spare, None
        if spare is not None and len(spare.view) == length_bytes:
            return spare
        if spare is not None:
            spare.close()
        return Segment(length_bytes)

    def renew(self) -> None:
        """Make one ready for the next time, if it was taken and is not too large."""
        if self._spare is None and 0 < self._length_bytes <= _SPARE_MAX_BYTES:
            with contextlib.suppress(OSError):  # a new one is tried when it is needed
                self._spare = Segment(self._length_bytes)
                self._spare.fill()

    def close(self) -> None:
        """Give the memory back."""
        spare, self._spare = self._spare, None
        self._length_bytes = 0
        if spare is not None:
            spare.close()


def attach(fd: int | None, name: str, length_bytes: int) -> mmap.mmap:
    """Map the memory made by the other process.

    Raises:
        OSError: there is no such memory.
        ValueError: it is shorter.
    """
    if sys.platform == "win32":
        return mmap.mmap(-1, length_bytes, tagname=name)
    if fd is None:
        raise OSError("no shared memory came with the request")
    # Taken page by page at the first write, the memory would cost more than drawing.
    at_once = getattr(mmap, "MAP_POPULATE", 0)
    return mmap.mmap(fd, length_bytes, flags=mmap.MAP_SHARED | at_once)


if sys.platform == "linux":

    def _anonymous_file(length_bytes: int) -> int:
        fd = os.memfd_create("octavo-page", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        os.ftruncate(fd, length_bytes)
        seals = fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL
        fcntl.fcntl(fd, fcntl.F_ADD_SEALS, seals)
        return fd

elif sys.platform != "win32":

    def _anonymous_file(length_bytes: int) -> int:
        fd, path = tempfile.mkstemp(prefix="octavo-page-")
        os.unlink(path)
        os.ftruncate(fd, length_bytes)
        return fd

"""Keep files by the hash of what they hold."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.domain.errors import LibraryError, NotFound
from app.domain.paper import Sha256, new_id

FOLDER = "files"
_PART = ".part"
_SETTLED_S = 3600
_BLOCK_BYTES = 1 << 20


class FileStore:
    """Files named by their SHA-256 in `<library>/files/ab/abcd….pdf`.

    A file that is kept is never written again, so it may be read while another is
    added, from any thread.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def temporary(self) -> Path:
        """Return a path that no file has yet, where `keep` can take one over.

        Raises:
            LibraryError: the disk is full or cannot be written.
        """
        with _told(self._folder):
            self._folder.mkdir(mode=0o700, exist_ok=True)
        return self._folder / f"{new_id()}{_PART}"

    def keep(self, temporary: Path, sha256: Sha256) -> Path:
        """Move a whole file into the store, safe from a power cut; return its place.

        When the store has the file already, `temporary` is removed.

        Raises:
            LibraryError: the disk is full or cannot be written.
        """
        path = self.path(sha256)
        with _told(self._folder):
            if path.exists() and hash_of(path) == (sha256, path.stat().st_size):
                temporary.unlink(missing_ok=True)
                return path
            temporary.chmod(0o600)
            _sync_file(temporary)
            path.parent.mkdir(mode=0o700, exist_ok=True)
            os.replace(temporary, path)
            sync_folder(path.parent)
            sync_folder(self._folder)
        return path

    def add_copy(self, source: Path) -> tuple[Sha256, int]:
        """Copy a file of the user's into the store; return its hash and length.

        Raises:
            NotFound: the source cannot be read.
            LibraryError: the disk is full or cannot be written.
        """
        temporary = self.temporary()
        try:
            with _source(source) as chunks, _told(self._folder):
                digest, length_bytes = _copy(chunks, temporary)
            self.keep(temporary, digest)
        finally:
            temporary.unlink(missing_ok=True)
        return digest, length_bytes

    def path(self, sha256: Sha256) -> Path:
        """Return where the file of that hash is, or would be."""
        return self._folder / sha256[:2] / f"{sha256}.pdf"

    def has(self, sha256: Sha256) -> bool:
        """Say whether the store has the file."""
        return self.path(sha256).is_file()

    def hashes(self) -> Iterator[Sha256]:
        """Go through the hashes of all files in the store."""
        for path in sorted(self._folder.glob("??/*.pdf")):
            yield Sha256(path.stem)

    def remove(self, hashes: Iterable[Sha256]) -> int:
        """Remove files that nothing refers to any more; return how many bytes."""
        n_bytes = 0
        for sha256 in hashes:
            path = self.path(sha256)
            with suppress(FileNotFoundError):
                length_bytes = path.stat().st_size
                path.unlink()
                n_bytes += length_bytes
        return n_bytes

    def is_settled(self, sha256: Sha256, now: float) -> bool:
        """Say whether a file has been here for an hour: no import is at work on it."""
        try:
            return now - self.path(sha256).stat().st_mtime > _SETTLED_S
        except FileNotFoundError:
            return False

    def remove_parts(self) -> None:
        """Remove what interrupted downloads and copies left behind."""
        for path in self._folder.glob(f"*{_PART}"):
            path.unlink(missing_ok=True)


def hash_of(path: Path) -> tuple[Sha256, int]:
    """Return the SHA-256 and the length in bytes of a file."""
    digest = hashlib.sha256()
    length_bytes = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            digest.update(block)
            length_bytes += len(block)
    return Sha256(digest.hexdigest()), length_bytes


@contextmanager
def _source(path: Path) -> Iterator[Iterator[bytes]]:
    try:
        file = path.open("rb")
    except OSError as error:
        raise _unreadable(path) from error
    with file:
        yield _blocks(path, file.fileno())


def _blocks(path: Path, descriptor: int) -> Iterator[bytes]:
    while True:
        try:
            block = os.read(descriptor, _BLOCK_BYTES)
        except OSError as error:
            raise _unreadable(path) from error
        if not block:
            return
        yield block


def _unreadable(path: Path) -> NotFound:
    return NotFound(f"{path} cannot be read.", "Check the file, then try again.")


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _copy(chunks: Iterator[bytes], target: Path) -> tuple[Sha256, int]:
    digest = hashlib.sha256()
    length_bytes = 0
    with open(target, "xb", opener=_private) as file:
        for chunk in chunks:
            digest.update(chunk)
            length_bytes += file.write(chunk)
    return Sha256(digest.hexdigest()), length_bytes


def _sync_file(path: Path) -> None:
    # Windows flushes only what was opened for writing.
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(path: Path) -> None:
    """Make the names in a folder safe from a power cut."""
    if os.name == "nt":
        return  # a folder cannot be opened there; NTFS journals the rename itself
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise LibraryError(
            f"{folder} cannot be written: {error.strerror}.",
            "Check the disk's space and the folder's permissions, then retry.",
        ) from error

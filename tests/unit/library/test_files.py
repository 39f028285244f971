"""Files are kept by their hash, once, and never written again."""

import hashlib
import os
import stat
from pathlib import Path

import pytest

from app.domain.errors import LibraryError, NotFound
from app.domain.paper import Sha256
from app.library import FileStore

CONTENT = b"%PDF-1.7 " + os.urandom(3_000_000)
HASH = Sha256(hashlib.sha256(CONTENT).hexdigest())


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    """Make a store in a new folder."""
    return FileStore(tmp_path / "files")


def _part(store: FileStore, content: bytes = CONTENT) -> Path:
    path = store.temporary()
    path.write_bytes(content)
    return path


def test_keep_moves_a_whole_file_to_its_place(store: FileStore, tmp_path: Path) -> None:
    part = _part(store)
    assert not store.has(HASH)

    path = store.keep(part, HASH)

    assert path == tmp_path / "files" / HASH[:2] / f"{HASH}.pdf"
    assert path.read_bytes() == CONTENT
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert store.has(HASH)
    assert not part.exists()
    assert list(store.hashes()) == [HASH]


def test_keep_again_leaves_the_file_as_it_is(store: FileStore) -> None:
    path = store.keep(_part(store), HASH)
    before = path.stat()

    part = _part(store)
    store.keep(part, HASH)

    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert not part.exists()


def test_keep_again_heals_a_file_that_others_changed(store: FileStore) -> None:
    path = store.keep(_part(store), HASH)
    path.write_bytes(b"changed")

    store.keep(_part(store), HASH)

    assert path.read_bytes() == CONTENT


def test_add_copy_leaves_the_users_file(store: FileStore, tmp_path: Path) -> None:
    source = tmp_path / "paper ü.pdf"
    source.write_bytes(CONTENT)

    kept = store.add_copy(source)

    assert kept == (HASH, len(CONTENT))
    assert source.read_bytes() == CONTENT
    assert store.path(HASH).read_bytes() == CONTENT
    assert [p for p in (tmp_path / "files").iterdir() if p.is_file()] == []


@pytest.mark.parametrize("name", ["missing.pdf", "."])
def test_add_copy_of_what_cannot_be_read_says_so(
    name: str, store: FileStore, tmp_path: Path
) -> None:
    with pytest.raises(NotFound, match="cannot be read"):
        store.add_copy(tmp_path / name)

    assert list((tmp_path / "files").iterdir()) == []


def test_a_store_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("in the way")

    with pytest.raises(LibraryError, match="cannot be written"):
        FileStore(tmp_path / "files").temporary()


def test_remove_takes_the_named_files_only(store: FileStore) -> None:
    other = Sha256(hashlib.sha256(b"other").hexdigest())
    store.keep(_part(store), HASH)
    store.keep(_part(store, b"other"), other)

    store.remove([other, other])

    assert list(store.hashes()) == [HASH]

"""Files taken out of archives into the store."""

import zipfile
from pathlib import Path

import pytest

from app.commands.imports.unpacking import OpenArchive, is_member
from app.domain.errors import InvalidInput, NotFound
from app.library import FileStore


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


def an_archive(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(f"{name}.pdf", data)
    return path


def test_files_of_several_archives_are_kept(store: FileStore, tmp_path: Path) -> None:
    one = an_archive(tmp_path / "a!", x=b"x of one", y=b"y of one")
    (tmp_path / "b!").mkdir()
    two = an_archive(tmp_path / "b!" / "two.zip", x=b"x of two")
    archive = OpenArchive()

    kept = [
        archive.keep(store, f"{file}!/{name}.pdf")
        for file, name in ((one, "x"), (two, "x"), (one, "y"))
    ]
    archive.close()

    assert [store.path(sha256).read_bytes() for sha256, _ in kept] == [
        *(b"x of one", b"x of two", b"y of one"),
    ]
    assert [length for _, length in kept] == [8, 8, 8]
    assert not list(tmp_path.glob("files/*.part"))


@pytest.mark.parametrize("source", ["{}!/no.pdf", "{}x!/x.pdf", "nothing"])
def test_file_that_is_gone_is_told(
    store: FileStore, tmp_path: Path, source: str
) -> None:
    file = an_archive(tmp_path / "a.zip", x=b"x")
    archive = OpenArchive()

    with pytest.raises(NotFound, match="no longer there"):
        archive.keep(store, source.format(file))
    archive.close()

    assert not list(tmp_path.glob("files/*.part"))


def test_archive_that_changed_since_is_told(store: FileStore, tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(b"PK\x03\x04 something else")

    with pytest.raises(InvalidInput, match="damaged"):
        OpenArchive().keep(store, f"{file}!/x.pdf")


def test_folder_whose_name_has_the_mark_is_no_archive(tmp_path: Path) -> None:
    (tmp_path / "odd!").mkdir()
    inside = tmp_path / "odd!" / "a.pdf"
    inside.write_bytes(b"%PDF-")

    assert not is_member(str(inside))
    assert is_member(f"{tmp_path}/a.zip!/a.pdf")

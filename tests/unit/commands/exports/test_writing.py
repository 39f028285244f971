"""Writing exports: whole or not at all, through links, pipes and devices."""

import os
import threading
from pathlib import Path

import pytest

from app.commands.exports.writing import write_text
from app.domain.errors import InvalidInput

TEXT = "a text\n" * 10


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "library.db").write_text("kept", "utf-8")
    return folder


def test_file_is_replaced_and_keeps_its_mode(tmp_path: Path, library: Path) -> None:
    target = tmp_path / "out"
    target.write_text("older and longer " * 100, "utf-8")
    target.chmod(0o640)

    write_text(target, TEXT, library=library)

    assert target.read_text("utf-8") == TEXT
    assert target.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["library", "out"]


def test_link_stays_and_its_file_is_written(tmp_path: Path, library: Path) -> None:
    for name in ("old", "new"):
        (tmp_path / f"link to {name}").symlink_to(name)
    (tmp_path / "old").write_text("x", "utf-8")

    for name in ("old", "new"):
        write_text(tmp_path / f"link to {name}", TEXT, library=library)

        assert (tmp_path / f"link to {name}").is_symlink()
        assert (tmp_path / name).read_text("utf-8") == TEXT


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_pipe_is_written_and_stays(tmp_path: Path, library: Path) -> None:
    pipe, got = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reading = threading.Thread(target=lambda: got.append(pipe.read_text("utf-8")))
    reading.start()

    write_text(pipe, TEXT, library=library)
    reading.join()

    assert got == [TEXT]
    assert pipe.is_fifo()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("folder", "it is a folder"),
        ("loop", "symbolic links"),
        ("no/such/out", "No such file"),
        ("library/library.db", "belongs to the library"),
        ("link", "belongs to the library"),
        ("/", "it is a folder"),
        pytest.param(
            "/dev/full",
            "No space left",
            marks=pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux"),
        ),
    ],
)
def test_place_that_cannot_be_written_is_told(
    tmp_path: Path, library: Path, name: str, words: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "link").symlink_to(library / "library.db")

    with pytest.raises(InvalidInput, match=words):
        write_text(tmp_path / name, TEXT, library=library)

    assert (library / "library.db").read_text("utf-8") == "kept"
    assert not list(tmp_path.rglob("*.part"))

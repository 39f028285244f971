"""One watched folder: what is whole in it, and how little is read to know that."""

import os
from pathlib import Path

import pytest

from app.runtime.watched_folder import WatchedFolder, whole_hash
from tests.support.paper_pdf import paper_pdf

PDF = paper_pdf("A Title for a Paper to Be Found", abstract="It tells at length. " * 9)
LONG_AGO_NS = 1_700_000_000_000_000_000


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def settled(folder: Path, clock: Clock | None = None) -> WatchedFolder:
    """Return a folder that nothing happened in for long, and that was looked at."""
    watched = WatchedFolder(folder, clock=clock or Clock())
    _age(folder)
    for _ in range(2):
        watched.look()
    return watched


def _age(path: Path) -> None:
    os.utime(path, ns=(LONG_AGO_NS, LONG_AGO_NS))


def names(watched: WatchedFolder) -> list[str]:
    return [path.name for path in watched.look().whole]


def test_pipe_and_link_to_nothing_are_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "a.pdf").symlink_to(tmp_path / "nowhere.pdf")
    (tmp_path / "b.pdf").write_bytes(PDF)

    watched = settled(tmp_path)

    assert names(watched) == ["b.pdf"]
    assert watched.look().trouble == ""


@pytest.mark.parametrize("beside", [".part", ".crdownload", ".aria2"])
def test_file_beside_which_a_program_keeps_its_own_is_not_whole(
    tmp_path: Path, beside: str
) -> None:
    (tmp_path / "a.pdf").write_bytes(PDF)
    (tmp_path / f"a.pdf{beside}").write_bytes(b"")
    watched = settled(tmp_path)
    assert names(watched) == []

    (tmp_path / f"a.pdf{beside}").unlink()

    watched.look()
    assert names(watched) == ["a.pdf"]


def test_long_file_without_its_end_is_hardly_read(tmp_path: Path) -> None:
    file = tmp_path / "half.pdf"
    with file.open("wb") as stream:
        stream.write(b"%PDF-1.7\n")
        stream.truncate(3 << 30)
    started = _read_bytes()

    assert whole_hash(file) is None

    assert _read_bytes() - started < 1 << 20


def _read_bytes() -> int:
    """Return how much this process has read so far."""
    lines = Path("/proc/self/io").read_text("ascii").splitlines()
    return int(lines[0].removeprefix("rchar: "))


def test_file_that_is_not_whole_is_found_when_it_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(PDF[:100])
    watched = settled(tmp_path)
    assert names(watched) == []

    with file.open("ab") as stream:
        stream.write(PDF[100:])

    watched.look()
    assert names(watched) == ["a.pdf"]


def test_quiet_folder_is_listed_anew_only_now_and_then(tmp_path: Path) -> None:
    file, clock = tmp_path / "a.pdf", Clock()
    file.write_bytes(PDF)
    watched = settled(tmp_path, clock)
    file.write_bytes(PDF + b"\n% more\n%%EOF\n")  # the folder itself is unchanged
    _age(tmp_path)
    before = watched.look().whole

    clock.now_s += 30
    watched.look()

    assert names(watched) == ["a.pdf"]
    assert watched.look().whole != before


def test_file_is_found_under_its_new_name(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(PDF)
    watched = settled(tmp_path)
    before = list(watched.look().whole.values())

    file.rename(tmp_path / "b.pdf")

    watched.look()
    assert names(watched) == ["b.pdf"]
    assert list(watched.look().whole.values()) == before


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", PDF[:-9], b"x" * 5000 + b"%%EOF"])
def test_pdf_without_both_ends_has_no_hash(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(data)

    assert whole_hash(file) is None


def test_folder_that_is_gone_is_told_and_found_again(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    watched = WatchedFolder(folder)
    assert watched.look().trouble == "is not there"

    folder.mkdir()
    (folder / "a.pdf").write_bytes(PDF)

    watched.look()
    assert names(watched) == ["a.pdf"]

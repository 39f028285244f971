"""A library opens only when it is one, whole, ours and free."""

import os
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from app.domain.edit import ChangePapers
from app.domain.errors import Busy, Corrupt, LibraryError, NotFound, TooNew
from app.domain.query import Query
from app.library import Library, Reader
from app.library.database import opening
from app.library.driver import sqlite3
from app.library.schema import DATABASE
from tests.unit.library.building import add, draft, listed

HOLD = """
import sys, pathlib
from app.library import Library
library = Library.open(pathlib.Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
library.close()
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Make a closed library of 50 papers."""
    folder = tmp_path / "old"
    library = Library.open(folder)
    add(library, *(draft(f"Paper {n}", "words " * 200) for n in range(50)))
    library.close()
    return folder


def _all_bytes(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


def _hold(folder: Path) -> "subprocess.Popen[str]":
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def test_open_of_a_missing_folder_makes_a_private_library(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "ü b"

    Library.open(folder).close()

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / DATABASE).stat().st_mode) == 0o600
    assert sorted(p.name for p in folder.iterdir()) == [DATABASE, "lock"]


@pytest.mark.parametrize(
    "content", [b"", b"not a database at all\n" * 50, b"SQLite format 3\0" + bytes(200)]
)
def test_open_of_another_file_says_so_and_changes_nothing(
    content: bytes, tmp_path: Path
) -> None:
    (tmp_path / DATABASE).write_bytes(content)

    with pytest.raises(Corrupt, match="not an Octavo library") as caught:
        Library.open(tmp_path)
    with pytest.raises(Corrupt):
        Reader.open(tmp_path)

    assert "choose another" in caught.value.hint
    assert (tmp_path / DATABASE).read_bytes() == content
    assert {p.name for p in tmp_path.iterdir()} == {DATABASE, "lock"}


def test_open_of_another_programs_database_says_so(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / DATABASE)
    other.execute("create table t (x)")
    other.close()

    with pytest.raises(Corrupt, match="not an Octavo library"):
        Library.open(tmp_path)


def test_open_of_a_folder_whose_database_is_gone_makes_no_new_one(old: Path) -> None:
    (old / DATABASE).unlink()
    (old / "files" / "ab").mkdir(parents=True)
    (old / "files" / "ab" / "abc.pdf").write_bytes(b"%PDF-")

    with pytest.raises(Corrupt, match="missing"):
        Library.open(old)


def test_open_of_a_newer_library_touches_nothing(old: Path) -> None:
    connection = sqlite3.connect(old / DATABASE)
    connection.execute(
        "insert into _sqlite_migrations(migration_set, name, applied_at) "
        "values ('octavo', 'm9999_telepathy', '')"
    )
    connection.commit()
    connection.close()
    before = _all_bytes(old)

    with pytest.raises(TooNew, match="m9999_telepathy"):
        Library.open(old)

    assert _all_bytes(old) == before
    with pytest.raises(TooNew):
        Reader.open(old)


def test_open_of_a_truncated_library_names_the_newest_backup(old: Path) -> None:
    (old / "backups").mkdir()
    for name in ("20250101T0-a.db", "20260101T0-b.db"):
        (old / "backups" / name).touch()
    whole = (old / DATABASE).read_bytes()
    (old / DATABASE).write_bytes(whole[: len(whole) // 2])

    with pytest.raises(Corrupt) as caught:
        Library.open(old)

    assert "20260101T0-b.db" in caught.value.hint


def test_open_after_pages_were_overwritten_says_so(old: Path) -> None:
    content = bytearray((old / DATABASE).read_bytes())
    content[4096 * 8 : 4096 * 40] = b"\x5a" * (4096 * 32)
    (old / DATABASE).write_bytes(content)

    with pytest.raises(Corrupt, match="damaged"):
        Library.open(old)

    assert (old / DATABASE).read_bytes() == bytes(content)


def test_open_while_another_process_holds_it_says_who(old: Path) -> None:
    holder = _hold(old)

    with pytest.raises(Busy, match=rf"process {holder.pid} on"):
        Library.open(old)
    link = old.parent / "link"
    link.symlink_to(old)
    with pytest.raises(Busy):
        Library.open(link)

    holder.communicate(timeout=30)
    Library.open(old).close()


def test_open_waits_for_the_other_process(old: Path) -> None:
    holder = _hold(old)
    assert holder.stdin is not None
    holder.stdin.close()  # it closes the library now

    Library.open(old, wait_s=30.0).close()

    holder.wait(timeout=30)
    assert holder.stdout is not None
    holder.stdout.close()


def test_open_after_the_holder_was_killed_works_at_once(old: Path) -> None:
    holder = _hold(old)
    holder.send_signal(signal.SIGKILL)
    holder.communicate(timeout=30)

    library = Library.open(old)

    assert add(library, draft("After"))
    library.close()


def test_open_twice_in_one_process_is_busy(library: Library) -> None:
    with pytest.raises(Busy, match="process"):
        Library.open(library.folder)


def test_open_removes_what_downloads_left(old: Path) -> None:
    library = Library.open(old)
    part = library.files.temporary()
    library.close()

    Library.open(old).close()

    assert not part.exists()


def test_close_twice_is_harmless(old: Path) -> None:
    library = Library.open(old)
    library.close()
    library.close()


def test_reader_of_no_library_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        Reader.open(tmp_path)
    with pytest.raises(NotFound):
        Reader.open(tmp_path / "missing")
    assert not list(tmp_path.iterdir())


def test_reader_beside_a_writer_in_another_process_sees_commits(old: Path) -> None:
    script = """
import sys, pathlib
from app.library import Library
from tests.unit.library.building import add, draft
library = Library.open(pathlib.Path(sys.argv[1]))
for line in sys.stdin:
    add(library, draft(line.strip()))
    print("done", flush=True)
library.close()
"""
    reader = Reader.open(old)
    writer = subprocess.Popen(
        [sys.executable, "-c", script, str(old)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdin is not None
    assert writer.stdout is not None
    for n in range(20):
        writer.stdin.write(f"Fresh {n}\n")
        writer.stdin.flush()
        assert writer.stdout.readline() == "done\n"
        assert listed(reader)[0].title == f"Fresh {n}"

    writer.communicate(timeout=30)

    assert len(reader.keys(Query())) == 70
    assert reader.check() == []
    reader.close()


def _run_mounted(mount: str, folder: Path, script: str) -> list[str]:
    """Run a script on `folder` after mounting something there, seen by it alone."""
    if sys.platform != "linux" or os.getuid() != 0 or not shutil.which("unshare"):
        pytest.skip("mounts need root on Linux")
    command = f'{mount} && exec "$2" -c "$3" "$1"'
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", command, "sh", folder, sys.executable, script],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if "unshare failed" in done.stderr or "mount:" in done.stderr:
        pytest.skip("no private mounts here")
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_library_on_a_read_only_disk_is_read_not_written(old: Path) -> None:
    script = """
import sys, pathlib
from app.domain.errors import ReadOnly
from app.domain.query import Query
from app.library import Library, Reader
folder = pathlib.Path(sys.argv[1])
try:
    Library.open(folder)
except ReadOnly as error:
    print(error.message)
print(len(Reader.open(folder).keys(Query(text="paper"))))
"""
    mount = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1"'

    message, n_found = _run_mounted(mount, old, script)

    assert "cannot be written" in message
    assert n_found == "50"


def test_a_disk_that_is_really_full_costs_one_act(tmp_path: Path) -> None:
    script = """
import sys, pathlib
from app.domain.errors import LibraryError
from app.library import Library, Reader
from tests.unit.library.building import add, draft, titles
folder = pathlib.Path(sys.argv[1])
library = Library.open(folder)
add(library, draft("Before"))
filler = folder / "filler"
try:
    with filler.open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass
except OSError:
    pass
try:
    add(library, *(draft(f"{n}", "long " * 2_000) for n in range(50)))
except LibraryError as error:
    print(error.message)
reader = Reader.open(folder)
print(titles(reader))
filler.unlink()
add(library, draft("After"))
library.undo()
library.redo()
print(titles(reader), reader.check())
library.close()
"""
    mount = 'mount -t tmpfs -o size=8m none "$1"'

    lines = _run_mounted(mount, tmp_path, script)

    assert lines == [
        "The disk is full: nothing was changed.",
        "['Before']",
        "['After', 'Before'] []",
    ]


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX's")
@pytest.mark.skipif(
    hasattr(os, "getuid") and os.getuid() == 0, reason="root ignores modes"
)
def test_library_in_a_read_only_folder_is_read_not_written(old: Path) -> None:
    for path in (old / DATABASE, old / "lock"):
        path.chmod(0o400)
    old.chmod(0o500)

    with pytest.raises(LibraryError, match="cannot be written"):
        Library.open(old)
    with_reader = Reader.open(old)

    assert len(with_reader.keys(Query())) == 50
    with_reader.close()
    old.chmod(0o700)


def test_full_disk_leaves_the_library_usable(library: Library, reader: Reader) -> None:
    (paper,) = add(library, draft("One"))
    (n_pages,) = library._connection.execute("pragma page_count").fetchone()
    library._connection.execute(f"pragma max_page_count = {n_pages}")

    with pytest.raises(LibraryError, match="disk is full"):
        add(library, *(draft(f"{n}", "long " * 2_000) for n in range(50)))

    library.apply(ChangePapers(ids=(paper,), label="star", is_starred=True))
    assert [p.is_starred for p in listed(reader)] == [True]
    assert reader.check() == []


def test_full_disk_in_a_redo_leaves_it_to_be_done(
    library: Library, reader: Reader
) -> None:
    add(library, *(draft(f"{n}", "long " * 2_000) for n in range(50)))
    library.undo()
    library._connection.execute("vacuum")
    (n_pages,) = library._connection.execute("pragma page_count").fetchone()
    library._connection.execute(f"pragma max_page_count = {n_pages}")

    with pytest.raises(LibraryError, match="disk is full"):
        library.redo()

    assert listed(reader) == []
    library._connection.execute("pragma max_page_count = 1000000")
    library.redo()
    assert len(listed(reader)) == 50


def test_a_file_that_is_damaged_while_open_is_told_in_words(old: Path) -> None:
    reader = Reader.open(old)
    content = bytearray((old / DATABASE).read_bytes())
    content[4096 * 4 :] = b"\x5a" * (len(content) - 4096 * 4)
    (old / DATABASE).write_bytes(content)

    with pytest.raises(Corrupt):
        reader.papers(reader.keys(Query()))

    reader.close()


def test_clean_words_tell_a_change_by_others(old: Path) -> None:
    words = (old / "lock").read_text()
    assert not opening.is_suspect(old, words)

    os.utime(old / DATABASE, ns=(1, 1))

    assert opening.is_suspect(old, words)

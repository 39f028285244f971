"""A state file is written whole by whoever writes, and read or put aside."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app.runtime.state_file import StateFile


def test_what_was_written_is_read_and_none_removes_it(tmp_path: Path) -> None:
    file = StateFile(tmp_path / "state.json")

    file.write({"a": ["ü \udcff"]})
    read = file.read()
    file.write(None)

    assert read == {"a": ["ü \udcff"]}
    assert file.read() is None
    assert file.damage == ""
    assert not list(tmp_path.iterdir())


def test_many_threads_write_one_whole_file(tmp_path: Path) -> None:
    file = StateFile(tmp_path / "state.json")
    threads = [
        threading.Thread(target=file.write, args=([number] * 20_000,))
        for number in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    value = file.read()

    assert isinstance(value, list)
    assert len(set(value)) == 1
    assert len(list(tmp_path.iterdir())) == 1


def test_kills_while_it_is_written_leave_one_state_or_the_other(tmp_path: Path) -> None:
    write = (
        "import sys; from pathlib import Path;"
        "from app.runtime.state_file import StateFile;"
        "file = StateFile(Path(sys.argv[1])); n = 0\n"
        "while True:\n"
        "    n += 1; file.write([n] * 200_000); print(n, flush=True)"
    )
    path = tmp_path / "state.json"
    for _ in range(5):
        writer = subprocess.Popen(
            [sys.executable, "-c", write, str(path)], stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        acked = int(writer.stdout.readline())
        os.kill(writer.pid, signal.SIGKILL)
        acked = max([acked, *map(int, writer.stdout.read().split())])
        writer.wait()
        writer.stdout.close()
        file = StateFile(path)

        value = file.read()

        assert value in ([acked] * 200_000, [acked + 1] * 200_000)
        assert file.damage == ""
    assert len(list(tmp_path.iterdir())) <= 2  # a part is written over by the next


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="no such flag here")
def test_link_in_the_way_is_not_followed(tmp_path: Path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("mine", "utf-8")
    (tmp_path / "state.json.part").symlink_to(mine)

    StateFile(tmp_path / "state.json").write([1])

    assert mine.read_text("utf-8") == "mine"


@pytest.mark.parametrize("text", ["{", "[" * 100_000, '"' + "x" * 200 + '"'])
def test_damaged_file_is_put_aside_and_told_of_once(tmp_path: Path, text: str) -> None:
    path = tmp_path / "state.json"
    path.write_text(text, "utf-8")
    file = StateFile(path, most_bytes=100)

    assert file.read() is None
    assert "put aside as state.json.damaged" in file.damage
    assert [each.name for each in tmp_path.iterdir()] == ["state.json.damaged"]
    assert file.read() is None
    assert file.damage == ""


def test_state_that_cannot_take_its_place_leaves_no_part(tmp_path: Path) -> None:
    (tmp_path / "state.json").mkdir()

    StateFile(tmp_path / "state.json").write([1])

    assert [each.name for each in tmp_path.iterdir()] == ["state.json"]


def test_file_that_cannot_be_written_loses_only_the_state(tmp_path: Path) -> None:
    StateFile(tmp_path / "gone" / "state.json").write([1])

    assert not list(tmp_path.iterdir())

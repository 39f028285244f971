"""The cache of replies: kept whole, dropped when old, damaged or too many."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app.sources.reply_cache import MAX_AGE_S, ReplyCache

ASKED = b"https://api.example.org/works?id=1"


class Clock:
    """A clock that stands."""

    now_s = 1_000_000.0

    def __call__(self) -> float:
        return self.now_s


def test_reply_is_found_as_it_was_kept(tmp_path: Path) -> None:
    clock = Clock()
    cache = ReplyCache(tmp_path / "new", clock=clock)
    cache.keep(ASKED, b"{}\n\x00", content_type="a/b", etag='"1"', last_modified="Mon")
    clock.now_s += 60

    kept = cache.find(ASKED)

    assert kept is not None
    assert (kept.body, kept.content_type, kept.age_s) == (b"{}\n\x00", "a/b", 60)
    assert kept.conditions() == {"If-None-Match": '"1"', "If-Modified-Since": "Mon"}
    assert cache.find(b"something else") is None
    assert [path.stat().st_mode & 0o777 for path in (tmp_path / "new").iterdir()] == [
        0o600
    ]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-1],
        lambda data: b"",
        lambda data: b"\xff" * 40_000,
        lambda data: b"[]\n" + data,
        lambda data: b'{"at": null}\n',
        lambda data: data + b"more",
        lambda data: b"[" * 16_000 + b"\n" + data,
        lambda data: _dated(data, b"1" + b"0" * 400),
        lambda data: _dated(data, b"Infinity"),
        lambda data: _dated(data, b"NaN"),
    ],
)
def test_damaged_entry_is_dropped(tmp_path: Path, damage: object) -> None:
    cache = ReplyCache(tmp_path)
    cache.keep(ASKED, b"{}")
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage(file.read_bytes()))  # type: ignore[operator]  # a lambda

    assert cache.find(ASKED) is None
    assert not list(tmp_path.iterdir())


def _dated(data: bytes, at: bytes) -> bytes:
    return re.sub(rb'"at": [0-9.]+', b'"at": ' + at, data, count=1)


@pytest.mark.parametrize("etag", ["\u00e4", '"a"\r\nCookie: b', '"\x00"'])
def test_etag_that_no_header_holds_is_not_sent_back(tmp_path: Path, etag: str) -> None:
    cache = ReplyCache(tmp_path)
    cache.keep(ASKED, b"{}", etag=etag, last_modified="Mon")

    kept = cache.find(ASKED)

    assert kept is not None
    assert kept.conditions() == {"If-Modified-Since": "Mon"}


def test_entry_of_a_clock_that_went_back_is_dropped(tmp_path: Path) -> None:
    clock = Clock()
    cache = ReplyCache(tmp_path, clock=clock)
    cache.keep(ASKED, b"{}")
    clock.now_s -= 3_600

    assert cache.find(ASKED) is None


def test_two_at_once_keep_one_whole_reply(tmp_path: Path) -> None:
    bodies = [bytes([number]) * 200_000 for number in range(4)]
    write = (
        "import sys; from pathlib import Path;"
        "from app.sources.reply_cache import ReplyCache;"
        "cache = ReplyCache(Path(sys.argv[1]));"
        "body = bytes([int(sys.argv[2])]) * 200_000;"
        f"[cache.keep({ASKED!r}, body) for _ in range(40)]"
    )
    cache = ReplyCache(tmp_path)
    cache.keep(ASKED, bodies[0])

    writers = [
        subprocess.Popen([sys.executable, "-c", write, str(tmp_path), str(number)])
        for number in range(1, 4)
    ]
    found = []
    while any(writer.poll() is None for writer in writers):
        found.append(cache.find(ASKED))

    assert [writer.wait() for writer in writers] == [0, 0, 0]
    assert all(kept is not None and kept.body in bodies for kept in found)
    assert len(list(tmp_path.iterdir())) == 1


def test_old_entry_is_dropped(tmp_path: Path) -> None:
    clock = Clock()
    cache = ReplyCache(tmp_path, clock=clock)
    cache.keep(ASKED, b"{}")
    clock.now_s += MAX_AGE_S + 1

    assert cache.find(ASKED) is None
    assert not list(tmp_path.iterdir())


def test_oldest_entries_make_room(tmp_path: Path) -> None:
    cache = ReplyCache(tmp_path, max_bytes=2_500)
    for number in range(3):
        cache.keep(b"%d" % number, bytes(1_000))
        newest = max(tmp_path.iterdir(), key=lambda path: path.stat().st_mtime_ns)
        os.utime(newest, (2_000_000_000 + number, 2_000_000_000 + number))
    cache.keep(b"0", bytes(900))

    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 2_500
    assert cache.find(b"1") is None
    assert cache.find(b"2") is not None


def test_folder_that_cannot_be_written_means_no_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = ReplyCache(tmp_path / "file")

    cache.keep(ASKED, b"{}")

    assert cache.find(ASKED) is None

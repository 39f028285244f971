"""Downloads into files: whole or not there, against a real server on loopback."""

import asyncio
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import (
    AppError,
    BadReply,
    NotFound,
    Refused,
    SourceError,
)
from app.sources.part import PartFile
from tests.support import faults
from tests.support.asking import Asking
from tests.support.server import PaperServer

BODY = bytes(range(256)) * 4_000


@pytest.fixture
def server() -> Iterator[PaperServer]:
    with PaperServer() as running:
        yield running


@pytest.fixture
def asking(server: PaperServer) -> Asking:
    return Asking(server)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (faults.lying_length(b"short", 500), BadReply),
        (faults.lying_length(b"x", 10**13), Refused),
        (faults.reply(200, b"", {"Content-Length": "many"}), BadReply),
        (faults.reply(200, BODY + BODY), Refused),
        (faults.reply(200, BODY + BODY, {"Content-Length": ""}), Refused),
        (faults.gzip_bomb(100_000_000), Refused),
        (faults.reply(200, b"x", {"Content-Encoding": "gzip"}), BadReply),
        (faults.reset_midway(b"x" * 100, 1000), SourceError),
        (faults.silent(), SourceError),
    ],
)
async def test_save_when_the_body_is_wrong_leaves_no_file(
    server: PaperServer,
    asking: Asking,
    tmp_path: Path,
    fault: faults.Fault,
    kind: type[AppError],
) -> None:
    server.plant("/x", fault)

    with pytest.raises(kind):
        await asking.save(tmp_path / "part", limit_bytes=1_500_000)

    assert names(tmp_path) == []
    assert asking.attempts[0].why != ""
    assert asking.attempts[0].n_bytes < 2_500_000


@pytest.mark.asyncio
async def test_save_writes_a_private_file_with_its_hash(
    server: PaperServer, asking: Asking, tmp_path: Path
) -> None:
    server.plant("/x", faults.reply(200, BODY, {"Content-Type": "application/pdf"}))
    seen: list[tuple[int, int | None]] = []

    saved = await asking.client.save(
        f"{server.address}/x",
        tmp_path / "part",
        limit_bytes=len(BODY),
        deadline_s=9,
        on_progress=lambda done, total: seen.append((done, total)),
    )

    assert (tmp_path / "part").read_bytes() == BODY
    assert saved.sha256 == hashlib.sha256(BODY).hexdigest()
    assert (saved.n_bytes, saved.content_type) == (len(BODY), "application/pdf")
    assert saved.head == BODY[: 16 * 1024]
    assert seen[-1] == (len(BODY), len(BODY))
    assert seen == sorted(seen)
    if os.name == "posix":
        assert (tmp_path / "part").stat().st_mode & 0o777 == 0o600


@pytest.mark.asyncio
async def test_save_when_the_length_is_unknown_says_so(
    server: PaperServer, asking: Asking, tmp_path: Path
) -> None:
    server.plant("/x", faults.reply(200, b"abc", {"Content-Length": ""}))
    seen: list[tuple[int, int | None]] = []

    await asking.client.save(
        f"{server.address}/x",
        tmp_path / "part",
        limit_bytes=99,
        deadline_s=9,
        on_progress=lambda done, total: seen.append((done, total)),
    )

    assert seen == [(3, None)]


@pytest.mark.asyncio
async def test_save_of_tiny_chunks_lets_others_run_between_them(
    server: PaperServer, asking: Asking, tmp_path: Path
) -> None:
    server.plant("/x", faults.tiny_chunks(2_000))
    turns = 0
    turns_at: list[int] = []

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    task = asyncio.ensure_future(others())
    await asking.client.save(
        server.address + "/x",
        tmp_path / "x",
        limit_bytes=10_000,
        deadline_s=20,
        on_progress=lambda _n_bytes, _total: turns_at.append(turns),
    )
    task.cancel()

    assert len(set(turns_at)) == len(turns_at) == 2_000


@pytest.mark.asyncio
async def test_save_when_not_found_says_so(asking: Asking, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        await asking.save(tmp_path / "part")

    assert names(tmp_path) == []


@pytest.mark.asyncio
async def test_save_when_the_file_is_there_leaves_it_alone(
    server: PaperServer, asking: Asking, tmp_path: Path
) -> None:
    server.plant("/x", faults.reply(200, b"new"))
    (tmp_path / "part").write_bytes(b"old")

    with pytest.raises(SourceError):
        await asking.save(tmp_path / "part")

    assert (tmp_path / "part").read_bytes() == b"old"


@pytest.mark.asyncio
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
async def test_save_when_the_disk_is_full_says_so(
    server: PaperServer, asking: Asking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.plant("/x", faults.reply(200, BODY))
    real_open = os.open

    def open_full(path: object, flags: int, mode: int) -> int:
        real_open(str(path), flags, mode)
        return real_open("/dev/full", os.O_WRONLY)

    monkeypatch.setattr("app.sources.part.os.open", open_full)

    with pytest.raises(SourceError, match="No space left"):
        await asking.save(tmp_path / "part")

    assert names(tmp_path) == []


@pytest.mark.asyncio
async def test_save_when_cancelled_midway_ends_at_once_and_cleans_up(
    server: PaperServer, asking: Asking, tmp_path: Path
) -> None:
    gate = faults.Gate(BODY, after_bytes=700_000)
    server.plant("/x", gate)
    is_midway = asyncio.Event()
    task = asyncio.ensure_future(
        asking.client.save(
            f"{server.address}/x",
            tmp_path / "part",
            limit_bytes=10_000_000,
            deadline_s=20,
            on_attempt=asking.attempts.append,
            on_progress=lambda done, _: is_midway.set() if done == 700_000 else None,
        )
    )
    await asyncio.wait_for(is_midway.wait(), 10)
    assert names(tmp_path) == ["part"]

    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(task, 5)

    assert not gate.left.is_set()
    assert names(tmp_path) == []
    assert (asking.attempts[0].why, asking.attempts[0].n_bytes) == (
        "cancelled",
        700_000,
    )


@pytest.mark.asyncio
@pytest.mark.parametrize("n_turns", range(0, 40, 2))
async def test_save_when_cancelled_at_any_turn_leaves_no_file(
    server: PaperServer, asking: Asking, tmp_path: Path, n_turns: int
) -> None:
    server.plant("/x", faults.Gate(BODY, after_bytes=700_000))
    task = asyncio.ensure_future(asking.save(tmp_path / "part"))
    for _ in range(n_turns):
        await asyncio.sleep(0)

    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert names(tmp_path) == []


@pytest.mark.asyncio
async def test_part_file_when_cancelled_while_opening_leaves_no_file(
    tmp_path: Path,
) -> None:
    async def write() -> None:
        async with PartFile(tmp_path / "part") as part:
            await part.finish()

    task = asyncio.ensure_future(write())
    await asyncio.sleep(0)

    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert names(tmp_path) == []


@pytest.mark.asyncio
async def test_part_file_when_blocks_are_many_then_writes_while_more_come(
    tmp_path: Path,
) -> None:
    pieces = [bytes([n]) * 700_000 for n in range(30)]

    async with PartFile(tmp_path / "part") as part:
        held = []
        for piece in pieces:
            await part.add(piece)
            held.append(part.held_bytes)
        sha256 = await part.finish()

    content = b"".join(pieces)
    assert (tmp_path / "part").read_bytes() == content
    assert sha256 == hashlib.sha256(content).hexdigest()
    assert max(held) < 10_000_000


@pytest.mark.asyncio
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
async def test_part_file_when_a_block_is_not_taken_then_says_so_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_open = os.open

    def open_full(path: object, flags: int, mode: int) -> int:
        os.close(real_open(str(path), flags, mode))
        return real_open("/dev/full", os.O_WRONLY)

    monkeypatch.setattr("app.sources.part.os.open", open_full)

    async def write() -> None:
        async with PartFile(tmp_path / "part") as part:
            for _ in range(20):
                await part.add(bytes(1_000_000))

    with pytest.raises(SourceError, match="No space left"):
        await write()

    assert names(tmp_path) == []


def names(folder: Path) -> list[str]:
    """Return what a folder holds."""
    return sorted(os.listdir(folder))

"""The library client: order, the newest question wins, nobody else is stopped."""

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from app.domain.change import Change
from app.domain.edit import AddPapers, AddTopic, ChangePapers
from app.domain.errors import Corrupt, LibraryError, NotFound
from app.domain.paper import Draft, PaperId, Progress, Provenance, Sha256
from app.domain.query import Counts, Query
from app.library import Reader
from app.runtime.feed import ChangeFeed
from app.runtime.library_client import LibraryClient

pytestmark = pytest.mark.asyncio
_WAIT_S = 20


@pytest_asyncio.fixture
async def client(tmp_path: Path) -> AsyncIterator[LibraryClient]:
    made = LibraryClient(tmp_path / "library", ChangeFeed())
    await made.open()
    yield made
    await made.close()


async def add(client: LibraryClient, n_papers: int) -> tuple[PaperId, ...]:
    origin = Provenance(source="test", kind="by hand")
    drafts = tuple(
        Draft(title=f"Title {number}", provenance=origin) for number in range(n_papers)
    )
    return (await client.apply(AddPapers(drafts=drafts, label="Added"))).added


class SlowQuestion:
    """A question that SQLite works on for minutes, unless it is interrupted."""

    def __init__(self, begun: threading.Event) -> None:
        self._begun = begun

    def __call__(self, reader: Reader) -> str:
        self._begun.set()
        while True:
            reader.keys(Query(text="title"))
            reader.papers(range(1, 200))


async def test_change_is_told_once_after_the_commit(client: LibraryClient) -> None:
    heard: list[Change] = []
    client.feed.subscribe(heard.append)

    change = await client.apply(AddTopic("A"))
    await client.apply(AddTopic("A"))

    assert heard == [change]


async def test_act_committed_while_its_task_is_stopped_is_told(
    client: LibraryClient,
) -> None:
    heard: list[Change] = []
    client.feed.subscribe(heard.append)

    task = asyncio.ensure_future(client.apply(AddTopic("A")))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    topics = await client.read(lambda reader: reader.topics())
    await client.apply(AddTopic("B"))

    assert len(topics) <= 1
    assert [change.label for change in heard] == [
        "Added the topic A",
        "Added the topic B",
    ]


async def test_newest_question_of_an_asker_wins(client: LibraryClient) -> None:
    await add(client, 200)
    begun = threading.Event()
    older = asyncio.ensure_future(client.read_latest(SlowQuestion(begun)))
    await asyncio.to_thread(begun.wait, _WAIT_S)

    newer = await asyncio.wait_for(
        client.read_latest(lambda reader: len(reader.keys(Query()))), _WAIT_S
    )

    assert (await older, newer) == (None, 200)


async def test_question_that_is_no_longer_asked_is_stopped(
    client: LibraryClient,
) -> None:
    await add(client, 200)
    begun = threading.Event()
    asked = asyncio.ensure_future(client.read_latest(SlowQuestion(begun)))
    await asyncio.to_thread(begun.wait, _WAIT_S)

    client.stop_latest(asker="palette")
    client.stop_latest()

    assert await asyncio.wait_for(asked, _WAIT_S) is None
    client.stop_latest()
    assert await client.read_latest(lambda _: 1) == 1


async def test_question_not_begun_yet_gives_way(client: LibraryClient) -> None:
    gate = threading.Event()
    holding = asyncio.ensure_future(client.read(lambda _: gate.wait(_WAIT_S)))

    def answers(number: int) -> "asyncio.Future[int | None]":
        return asyncio.ensure_future(client.read_latest(lambda _: number))

    questions = [answers(number) for number in range(5)]
    await asyncio.sleep(0)
    gate.set()

    assert await asyncio.gather(*questions) == [None, None, None, None, 4]
    assert await holding


class BusyQuestion:
    """A question that keeps SQLite at work until it is let go."""

    def __init__(self) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()

    def __call__(self, reader: Reader) -> str:
        self.begun.set()
        while not self.go_on.is_set():
            reader.papers(reader.keys(Query()))
        return "whole"


@pytest.mark.parametrize("asker", ["", "palette"])
async def test_question_of_another_is_never_interrupted(
    client: LibraryClient, asker: str
) -> None:
    await add(client, 200)
    busy = BusyQuestion()
    reading = asyncio.ensure_future(
        client.read_latest(busy, asker=asker) if asker else client.read(busy)
    )
    await asyncio.to_thread(busy.begun.wait, _WAIT_S)

    asked = []
    for number in range(100):
        asked.append(asyncio.ensure_future(client.read_latest(lambda _, n=number: n)))
        await asyncio.to_thread(threading.Event().wait, 0)
    busy.go_on.set()

    assert await reading == "whole"
    assert (await asyncio.gather(*asked))[-1] == 99


async def test_long_question_apart_lets_others_read(client: LibraryClient) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def long(reader: Reader) -> list[str]:
        begun.set()
        assert go_on.wait(_WAIT_S)
        return reader.check()

    checking = asyncio.ensure_future(client.read_apart(long))
    await asyncio.to_thread(begun.wait, _WAIT_S)
    n_papers = await asyncio.wait_for(
        client.read(lambda reader: len(reader.keys(Query()))), _WAIT_S
    )
    go_on.set()

    assert (n_papers, await checking) == (0, [])


async def test_failed_edit_raises_and_tells_nobody(client: LibraryClient) -> None:
    heard: list[Change] = []
    client.feed.subscribe(heard.append)
    gone = ChangePapers(ids=(PaperId("gone"),), label="Starred", is_starred=True)

    with pytest.raises(NotFound):
        await client.apply(gone)

    assert heard == []


async def test_progress_is_kept_and_is_no_act(client: LibraryClient) -> None:
    (paper,) = await add(client, 1)
    n_acts = len(await client.read(lambda reader: reader.history()))
    origin = await client.read(lambda reader: reader.paper(paper))
    progress = Progress(
        page_index=2,
        top=0.5,
        zoom="width",
        furthest_page_index=3,
        n_pages=9,
        read_at=origin.added_at,
    )

    await client.remember(paper, progress)

    kept = await client.read(lambda reader: reader.paper(paper).progress)
    assert kept is not None
    assert (kept.page_index, kept.n_pages) == (2, 9)
    assert len(await client.read(lambda reader: reader.history())) == n_acts


async def test_questions_before_opening_and_after_closing_are_refused(
    tmp_path: Path,
) -> None:
    client = LibraryClient(tmp_path / "library", ChangeFeed())

    with pytest.raises(LibraryError, match="not open"):
        await client.read(lambda reader: reader.topics())
    with pytest.raises(LibraryError, match="not open"):
        await client.apply(AddTopic("A"))
    await client.close()


async def test_library_that_cannot_be_opened_may_be_tried_again(
    tmp_path: Path,
) -> None:
    client = LibraryClient(tmp_path / "bad", ChangeFeed())
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "library.db").write_bytes(b"no database")

    for _ in range(2):
        with pytest.raises(Corrupt):
            await client.open()
    client.move_to(tmp_path / "good")
    await client.open()

    assert client.files.path(Sha256("ab" * 32)).is_relative_to(tmp_path / "good")
    await client.close()


async def test_second_reader_sees_what_the_first_wrote(
    client: LibraryClient,
) -> None:
    beside = LibraryClient(client.folder, ChangeFeed())
    await beside.open_for_reading()

    await add(client, 3)

    assert len(await beside.read(lambda reader: reader.keys(Query()))) == 3
    await beside.close()


@pytest.mark.parametrize("is_cancelled", [True, False])
async def test_closing_stops_a_long_question_asked_apart(
    tmp_path: Path, is_cancelled: bool
) -> None:
    client = LibraryClient(tmp_path / "closing", ChangeFeed())
    await client.open()
    await add(client, 200)
    begun = threading.Event()
    asking = asyncio.ensure_future(client.read_apart(SlowQuestion(begun)))
    await asyncio.to_thread(begun.wait, _WAIT_S)
    if is_cancelled:
        asking.cancel()

    async with asyncio.timeout(_WAIT_S):
        await client.close()

    with pytest.raises(asyncio.CancelledError if is_cancelled else LibraryError):
        await asking


async def test_questions_apart_may_be_cancelled_at_any_moment_of_closing(
    tmp_path: Path,
) -> None:
    for number in range(20):
        client = LibraryClient(tmp_path / str(number), ChangeFeed())
        await client.open()
        asked = [
            asyncio.ensure_future(client.read_apart(lambda r: r.counts()))
            for _ in range(number)
        ]
        for _ in range(number % 4):
            await asyncio.sleep(0)
        for task in asked[::2]:
            task.cancel()

        async with asyncio.timeout(_WAIT_S):
            await client.close()
            found = await asyncio.gather(*asked, return_exceptions=True)

        answers = (Counts, LibraryError, asyncio.CancelledError)
        assert [each for each in found if not isinstance(each, answers)] == []

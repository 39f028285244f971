"""Papers put off are told of when their time comes, and nothing is written."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.change import Change, Facet
from app.domain.edit import AddPapers, SnoozePapers
from app.domain.paper import Draft, Paper, Provenance
from app.runtime.feed import ChangeFeed
from app.runtime.library_client import LibraryClient
from app.runtime.waking import wake_papers

pytestmark = pytest.mark.asyncio


async def test_return_is_published_once_when_its_time_has_come(tmp_path: Path) -> None:
    library = LibraryClient(tmp_path / "library", ChangeFeed())
    await library.open()
    origin = Provenance(source="test", kind="by hand")
    drafts = tuple(Draft(title=title, provenance=origin) for title in ("One", "Two"))
    one, two = (await library.apply(AddPapers(drafts=drafts, label="Added"))).added
    told: asyncio.Queue[list[str]] = asyncio.Queue()
    changes: list[Change] = []

    def tell(papers: Sequence[Paper]) -> None:
        told.put_nowait([paper.title for paper in papers])

    waking = asyncio.ensure_future(wake_papers(library, tell))
    try:
        for paper, wait_ms in ((two, 120), (one, 40)):
            until = datetime.now(UTC) + timedelta(milliseconds=wait_ms)
            edit = SnoozePapers(ids=(paper,), label="Postponed", until=until)
            await library.apply(edit)
        n_acts = len(await library.read(lambda r: r.history()))
        library.feed.subscribe(changes.append)

        async with asyncio.timeout(20):
            assert [await told.get() for _ in range(2)] == [["One"], ["Two"]]

        assert [change.papers for change in changes] == [{one}, {two}]
        assert changes[0].facets == {Facet.PAPERS, Facet.MEMBERSHIP}
        assert changes[0].act is None
        assert len(await library.read(lambda r: r.history())) == n_acts
    finally:
        waking.cancel()
        await library.close()

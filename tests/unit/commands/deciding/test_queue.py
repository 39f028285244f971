"""The queue's order by commands, and reading along it."""

from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import NotFound
from app.domain.paper import PaperId
from app.domain.query import Place, Query
from app.runtime.reporter import Tone
from tests.support.paper_pdf import paper_pdf
from tests.support.workbench import Workbench

pytestmark = pytest.mark.asyncio


async def queued(bench: Workbench) -> tuple[PaperId, ...]:
    """Add and queue four papers, A to D."""
    ids = await bench.add("A", "B", "C", "D")
    await bench.run("paper.queue", ids=ids)
    return ids


async def order(bench: Workbench) -> str:
    papers = await bench.library.read(
        lambda r: r.papers(r.keys(Query(place=Place.QUEUE)))
    )
    return "".join(paper.title for paper in papers)


@pytest.mark.parametrize(
    ("command_id", "moved", "wanted"),
    [
        ("queue.up", "C", "ACBD"),
        ("queue.up", "DC", "ACDB"),
        ("queue.up", "A", "ABCD"),
        ("queue.up", "BD", "BDAC"),
        ("queue.down", "A", "BACD"),
        ("queue.down", "AB", "CABD"),
        ("queue.down", "CD", "ABCD"),
        ("queue.down", "AC", "BDAC"),
        ("queue.first", "DB", "BDAC"),
        ("queue.last", "A", "BCDA"),
        ("queue.down", "ABCD", "ABCD"),
    ],
)
async def test_selected_papers_move_together_as_one_act(
    bench: Workbench, command_id: str, moved: str, wanted: str
) -> None:
    ids = dict(zip("ABCD", await queued(bench), strict=True))
    n_acts = len(await bench.labels())

    await bench.run(command_id, ids=tuple(ids[name] for name in moved))

    assert await order(bench) == wanted
    assert len(await bench.labels()) == n_acts + (wanted != "ABCD")
    if wanted != "ABCD":
        await bench.run("edit.undo")
        assert await order(bench) == "ABCD"


@pytest.mark.parametrize(
    ("command_id", "given"),
    [("queue.up", {}), ("queue.move", {"before": None})],
)
async def test_paper_outside_the_queue_is_refused_in_words(
    bench: Workbench, command_id: str, given: dict[str, Any]
) -> None:
    await queued(bench)
    other = await bench.add("E")

    with pytest.raises(NotFound):
        await bench.run(command_id, ids=other, **given)

    assert bench.texts(Tone.PROBLEM) == ["This paper is not in the queue."]


async def test_next_of_the_queue_is_read(bench: Workbench, tmp_path: Path) -> None:
    file = tmp_path / "b.pdf"
    file.write_bytes(paper_pdf("B"))
    with pytest.raises(NotFound):
        await bench.run("queue.read-next")
    first, second, *_ = await queued(bench)
    await bench.run("queue.move", ids=(second,), before=first)
    await bench.run("paper.attach", ids=(second,), paths=(str(file),))

    await bench.run("queue.read-next")

    [(paper, _)] = bench.desk.called("show_paper")
    assert paper.id == second

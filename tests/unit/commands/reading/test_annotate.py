"""Notes: one session of writing is one act."""

import pytest

from app.domain.paper import PaperId
from tests.support.workbench import Workbench

pytestmark = pytest.mark.asyncio


async def text_of(bench: Workbench, paper: PaperId) -> str:
    note = (await bench.paper(paper)).note
    return "" if note is None else note.text


async def test_writes_of_one_session_are_one_act(bench: Workbench) -> None:
    (paper,) = await bench.add("One")

    for text in ("a", "ab", "abc"):
        await bench.run("note.write", paper_id=paper, text=text, session="s")
    written = await text_of(bench, paper)
    await bench.run("edit.undo")

    assert written == "abc"
    assert await text_of(bench, paper) == ""


async def test_another_session_is_another_act(bench: Workbench) -> None:
    (paper,) = await bench.add("One")

    await bench.run("note.write", paper_id=paper, text="a", session="1")
    await bench.run("note.write", paper_id=paper, text="b", session="2")
    await bench.run("edit.undo")

    assert await text_of(bench, paper) == "a"

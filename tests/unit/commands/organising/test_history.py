"""Undo and redo, also pressed while an act is under way."""

import pytest

from app.domain.errors import Conflict
from app.runtime.reporter import Tone
from tests.support.workbench import Workbench

pytestmark = pytest.mark.asyncio


async def test_undo_then_redo_restores_the_act(bench: Workbench) -> None:
    (paper,) = bench.desk.chosen = await bench.add("One")
    await bench.run("paper.star")

    undone = await bench.run("edit.undo")
    was_starred = (await bench.paper(paper)).is_starred
    redone = await bench.run("edit.redo")

    assert [(m.can_undo, m.can_redo) for m in bench.messages[-2:]] == [
        (False, True),
        (True, False),
    ]
    assert (undone.label, was_starred) == ("Undid: Starred “One”", False)
    assert redone.label == "Redid: Starred “One”"
    assert (await bench.paper(paper)).is_starred


async def test_undo_pressed_right_after_an_act_takes_that_act_back(
    bench: Workbench,
) -> None:
    (paper,) = bench.desk.chosen = await bench.add("One")

    star, undo = bench.dispatcher.run("paper.star"), bench.dispatcher.run("edit.undo")
    assert star is not None
    assert undo is not None
    await star
    await undo

    assert not (await bench.paper(paper)).is_starred
    assert await bench.labels() == ["Added papers"]


async def test_nothing_to_undo_or_redo_is_told(bench: Workbench) -> None:
    assert await bench.run("edit.undo") is None
    assert await bench.run("edit.redo") is None

    assert bench.texts(Tone.NOTICE) == ["Nothing to undo.", "Nothing to redo."]


async def test_chosen_act_is_taken_back_and_undo_does_it_again(
    bench: Workbench,
) -> None:
    (paper,) = bench.desk.chosen = await bench.add("One")
    await bench.run("paper.star")
    star, *_ = await bench.library.read(lambda r: r.history())
    await bench.run("paper.queue")

    await bench.run("edit.take-back", act=star.number)
    was_starred = (await bench.paper(paper)).is_starred
    told = bench.messages[-1]
    await bench.run("edit.undo")

    assert not was_starred
    assert (told.text, told.can_undo) == ("Took back: Starred “One”", True)
    assert (await bench.paper(paper)).is_starred


async def test_act_that_a_later_one_needs_is_kept_and_says_why(
    bench: Workbench,
) -> None:
    await bench.add("One", topics=("A",))
    bench.desk.chosen = await bench.add("Two")
    await bench.run("topic.file", topic="A")

    with pytest.raises(Conflict):
        await bench.run("edit.take-back", act=1)

    (problem,) = bench.texts(Tone.PROBLEM)
    assert "“Filed “Two” under A” (" in problem
    assert "the same topic" in problem


async def test_newest_act_is_undone_and_may_be_redone(bench: Workbench) -> None:
    bench.desk.chosen = await bench.add("One")
    await bench.run("paper.star")

    await bench.run("edit.take-back", act=2)

    assert bench.messages[-1].can_redo
    assert (await bench.run("edit.redo")).label == "Redid: Starred “One”"

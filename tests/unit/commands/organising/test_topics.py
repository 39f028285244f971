"""Moving topics, writing on them, their digits, and taking one elsewhere."""

import pytest

from app.domain.errors import InvalidInput
from app.domain.paper import PaperId
from app.domain.query import Place, Query
from app.runtime.reporter import Tone
from tests.support.workbench import Workbench

pytestmark = pytest.mark.asyncio


async def make(bench: Workbench, *paths: str) -> None:
    for path in paths:
        await bench.run("topic.add", path=path)


async def is_in(bench: Workbench, paper: PaperId, path: str) -> bool:
    topic = (await bench.topics())[path]
    return topic.id in (await bench.paper(paper)).topics


async def test_topic_is_put_into_another(bench: Workbench) -> None:
    await make(bench, "A", "B")
    topics = await bench.topics()

    await bench.run("topic.place", topic_id=topics["B"].id, parent=topics["A"].id)

    assert list(await bench.topics()) == ["A", "A/B"]
    assert bench.texts(Tone.DONE)[-1] == "Moved the topic B into A"


async def test_topic_in_its_own_child_is_refused_in_plain_words(
    bench: Workbench,
) -> None:
    await make(bench, "A/B")
    topics = await bench.topics()

    with pytest.raises(InvalidInput, match="A cannot go into A/B, which is inside it"):
        await bench.run("topic.place", topic_id=topics["A"].id, parent=topics["A/B"].id)

    assert list(await bench.topics()) == ["A", "A/B"]
    assert len(bench.texts(Tone.PROBLEM)) == 1


async def test_topic_steps_up_and_down_to_the_ends(bench: Workbench) -> None:
    await make(bench, "A", "B", "C")
    topic = (await bench.topics())["A"]
    bench.desk.listed = Query(place=Place.TOPIC, topic=topic.id)
    orders = []

    for command in ("topic.move-down", "topic.move-down", "topic.move-down"):
        await bench.run(command)
        orders.append("".join(await bench.topics()))
    await bench.run("topic.move-up")

    assert orders == ["BAC", "BCA", "BCA"]
    assert "".join(await bench.topics()) == "BAC"


async def test_digit_files_and_takes_out_again(bench: Workbench) -> None:
    await make(bench, "A")
    one, two = bench.desk.chosen = await bench.add("One", "Two")
    topic = (await bench.topics())["A"]
    await bench.run("topic.change", topic_id=topic.id, slot=3)
    await bench.run("topic.file", ids=(one,), topic="A")

    await bench.run("topic.slot-3")
    filed = [await is_in(bench, paper, "A") for paper in (one, two)]
    await bench.run("topic.slot-3")

    assert filed == [True, True]
    assert not await is_in(bench, one, "A")
    assert bench.texts(Tone.DONE)[-2:] == [
        "Filed 2 papers under A",
        "Took 2 papers out of A",
    ]


async def test_digit_that_no_topic_has_says_how_to_give_it(bench: Workbench) -> None:
    bench.desk.chosen = await bench.add("One")

    await bench.run("topic.slot-9")

    assert bench.texts(Tone.NOTICE)[0].startswith("No topic has the digit 9.")


async def test_note_of_a_topic_is_kept(bench: Workbench) -> None:
    await make(bench, "A")
    topic = (await bench.topics())["A"]

    await bench.run("topic.write-note", topic_id=topic.id, text="# Why", session="s")

    assert (await bench.topics())["A"].note == "# Why"

"""Grouping papers by topic."""

import pytest

from app.domain.paper import PaperId
from app.domain.query import Place, Query
from app.runtime.reporter import Tone
from tests.support.workbench import Workbench

pytestmark = pytest.mark.asyncio


async def paths(bench: Workbench, paper: PaperId) -> list[str]:
    by_id = {topic.id: path for path, topic in (await bench.topics()).items()}
    return [by_id[topic] for topic in (await bench.paper(paper)).topics]


async def test_file_makes_the_topic_and_unfile_takes_out(bench: Workbench) -> None:
    (paper,) = bench.desk.chosen = await bench.add("One")

    await bench.run("topic.file", topic="A/B")
    filed = await paths(bench, paper)
    await bench.run("topic.unfile", topic="A/B")

    assert filed == ["A/B"]
    assert await paths(bench, paper) == []
    assert bench.texts(Tone.DONE) == [
        "Filed “One” under A/B",
        "Took “One” out of A/B",
    ]


async def test_take_out_of_the_shown_topic(bench: Workbench) -> None:
    (paper,) = bench.desk.chosen = await bench.add("One", topics=("A",))
    await bench.run("topic.remove-papers")
    topic = (await bench.topics())["A"]
    bench.desk.listed = Query(place=Place.TOPIC, topic=topic.id)

    await bench.run("topic.remove-papers")

    assert await paths(bench, paper) == []
    assert bench.texts(Tone.NOTICE) == ["Go to a topic first."]


async def test_delete_of_the_shown_topic_shows_all_papers(bench: Workbench) -> None:
    await bench.run("topic.add", path="A")
    topic = (await bench.topics())["A"]
    bench.desk.listed = Query(place=Place.TOPIC, topic=topic.id)

    await bench.run("topic.delete")

    assert await bench.topics() == {}
    shown = {"place": Place.ALL, "topic": None}
    assert bench.desk.called("perform") == [("view.show", shown)]


async def test_topic_is_renamed_and_recoloured(bench: Workbench) -> None:
    await bench.run("topic.add", path="A/B")
    topic = (await bench.topics())["A/B"]

    await bench.run("topic.change", topic_id=topic.id, name="C", colour=5)

    assert (await bench.topics())["A/C"].colour == 5

"""Refused suggestions are remembered by command, and suggested again by another."""

import pytest

from app.runtime.reporter import Tone
from tests.support.workbench import Workbench

pytestmark = pytest.mark.asyncio


async def test_topic_refused_is_remembered_until_all_are_allowed_again(
    bench: Workbench,
) -> None:
    (paper,) = await bench.add("Nests")
    await bench.run("topic.add", path="Birds")
    birds = (await bench.topics())["Birds"].id

    await bench.run("topic.refuse", paper_id=paper, topic_id=birds)
    refused = await bench.library.read(lambda reader: reader.refused_topics(paper))
    await bench.run("topics.allow-refused")
    await bench.run("topics.allow-refused")

    allowed = await bench.library.read(lambda reader: reader.refused_topics(paper))
    assert (refused, allowed) == ({birds}, set())
    assert bench.texts(Tone.DONE)[1:] == [
        "Refused Birds for “Nests”",
        "Let refused topics be suggested again",
    ]
    assert bench.texts(Tone.NOTICE) == ["No suggestion was refused."]

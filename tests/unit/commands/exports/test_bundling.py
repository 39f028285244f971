"""Bundles of any library: what comes out of one goes into another as it was."""

import io
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.commands.exports.bundling import Parcel, write_parcel
from app.domain.edit import AddPapers, AddSearch, AddTopic, MoveInQueue, MoveTopic
from app.domain.mark import Mark
from app.domain.paper import MarkId, Paper, PaperId, TopicLook
from app.domain.query import Place, Query
from app.domain.topic import Topic
from app.formats.bundle import LIST, read_list, write_list
from app.library import Library, Reader
from tests.support.references import TOPICS, a_paper
from tests.support.workbench import Workbench, workbench
from tests.unit.formats.test_bundle import TREE, kept
from tests.unit.library.building import progress

PROGRESS = progress()

Held = tuple[list[Paper], list[list[Mark]], tuple[Topic, ...]]


def added(folder: Path, text: str) -> Held:
    """Add the papers of a list to a new library, and return what it holds."""
    harvest = read_list(text, source="x.zip")
    library = Library.open(folder)
    library.apply(AddPapers(drafts=harvest.drafts, label="Added", looks=harvest.looks))
    library.close()
    reader = Reader.open(folder)
    papers = reader.papers(reader.keys(Query()))
    marks = [list(reader.marks(paper.id)) for paper in papers]
    topics = reader.topics()
    reader.close()
    return papers, marks, topics


def told(held: Held) -> object:
    """Return what a library holds without what each gives anew."""
    papers, marks, topics = held
    paths = {topic.id: topic.path for topic in topics}
    looks = [(each.path, each.colour, each.slot, each.note) for each in topics]
    return looks, [
        (
            replace(
                paper,
                id=PaperId(""),
                topics=(),
                provenance=paper.provenance[:-1],
                files=tuple(replace(file, source="") for file in paper.files),
            ),
            sorted(paths[topic] for topic in paper.topics),
            [replace(m, id=MarkId(""), paper_id=PaperId("")) for m in of_paper],
        )
        for paper, of_paper in zip(papers, marks, strict=True)
    ]


@given(st.lists(kept(), min_size=1, max_size=3, unique_by=lambda made: made[0].id))
@settings(max_examples=15)
def test_library_comes_back_from_its_bundle(
    made: list[tuple[Paper, tuple[Mark, ...]]],
) -> None:
    marks = [mark for _, marks in made for mark in marks]
    dressed = [
        replace(topic, slot=n, note=f"On {topic.path}")
        for n, topic in enumerate(TREE, start=1)
    ]
    first_text = write_list([paper for paper, _ in made], dressed, marks, is_whole=True)
    with tempfile.TemporaryDirectory() as folder:
        first = added(Path(folder, "one"), first_text)
        # The origin that the first import gave is no part of what it was given.
        papers = [replace(p, provenance=p.provenance[:-1]) for p in first[0]]
        every = [mark for of_paper in first[1] for mark in of_paper]
        text = write_list(papers, first[2], every, is_whole=True)
        second = added(Path(folder, "two"), text)

        assert told(second) == told(first)
        assert {(t.path, t.slot, t.note) for t in first[2]} >= {
            (t.path, t.slot, t.note) for t in dressed
        }


def test_topic_that_is_here_keeps_its_colour(tmp_path: Path) -> None:
    text = write_list([a_paper(topics=(TREE[0].id,))], TREE, ())
    library = Library.open(tmp_path / "one")
    harvest = read_list(text, source="x")
    other = replace(harvest, looks=(TopicLook(path=TOPICS[TREE[0].id], colour=8),))
    for each in (harvest, other):
        library.apply(AddPapers(drafts=each.drafts, label="Added", looks=each.looks))
    library.close()

    reader = Reader.open(tmp_path / "one")
    [topic] = reader.topics()
    reader.close()

    assert topic.colour == TREE[0].colour


def test_bundle_that_is_stopped_is_not_finished() -> None:
    def stop(_fraction: float) -> None:
        raise KeyboardInterrupt

    parcel = Parcel(papers=[a_paper()], topics=(), marks=(), files=None)

    with pytest.raises(KeyboardInterrupt):
        write_parcel(parcel, io.BytesIO(), stop)


def test_bundle_may_go_to_a_pipe() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, _offset: int, _whence: int = 0) -> int:
            raise OSError("a pipe")

        def tell(self) -> int:
            raise OSError("a pipe")

    out = Pipe()
    parcel = Parcel(papers=[a_paper()], topics=(), marks=(), files=None)

    write_parcel(parcel, out, lambda _fraction: None)

    whole = zipfile.ZipFile(io.BytesIO(out.getvalue()))
    assert whole.namelist() == [LIST]
    assert whole.testzip() is None


async def in_a_bundle(bench: Workbench, file: Path) -> Path:
    await bench.run("library.export", file=file, format="zip")
    return file


@pytest.mark.asyncio
async def test_bundle_carries_searches_topic_order_queue_and_reading(
    tmp_path: Path,
) -> None:
    async with workbench(tmp_path / "one") as one:
        ids = await one.add("First", "Second", "Third", topics=("B",))
        await one.library.apply(AddTopic("A"))
        topics = await one.topics()
        move = MoveTopic(topic_id=topics["A"].id, parent=None, is_last=True)
        await one.library.apply(move)
        await one.run("paper.queue", ids=ids)
        last_first = MoveInQueue(ids=(ids[2],), label="Moved", before=ids[0])
        await one.library.apply(last_first)
        await one.library.remember(ids[1], PROGRESS)
        for name, text in (("Mine", "is:new"), ("Two", "search:Mine lamps")):
            await one.library.apply(AddSearch(name=name, text=text))
        bundle = await in_a_bundle(one, tmp_path / "a.octavo.zip")

    async with workbench(tmp_path / "two") as two:
        await two.library.apply(AddSearch(name="mine", text="is:done"))
        await two.run("import.sources", paths=[str(bundle)])

        searches = await two.library.read(lambda r: r.searches())
        assert {(s.name, s.text) for s in searches} == {
            ("mine", "is:done"),
            ("Mine 2", "is:new"),
            ("Two", 'search:"Mine 2" lamps'),
        }
        assert list(await two.topics()) == ["B", "A"]
        queue = await two.library.read(
            lambda r: r.papers(r.keys(Query(place=Place.QUEUE)))
        )
        assert [paper.title for paper in queue] == ["Third", "First", "Second"]
        assert queue[2].progress == PROGRESS
        await two.run("edit.undo")
        searches = await two.library.read(lambda r: r.searches())
        assert [search.name for search in searches] == ["mine"]


@pytest.mark.asyncio
async def test_bundle_of_papers_here_brings_what_is_missing_alone(
    tmp_path: Path,
) -> None:
    async with workbench(tmp_path / "one") as one:
        (paper,) = await one.add("First")
        bare = await in_a_bundle(one, tmp_path / "bare.octavo.zip")
        await one.library.apply(AddSearch(name="Mine", text="is:new"))
        await one.library.remember(paper, PROGRESS)
        bundle = await in_a_bundle(one, tmp_path / "a.octavo.zip")

    async with workbench(tmp_path / "two") as two:
        await two.run("import.sources", paths=[str(bare)])
        for _ in range(2):
            await two.run("import.sources", paths=[str(bundle)])

        [found] = await two.library.read(lambda r: r.papers(r.keys(Query())))
        assert found.progress == PROGRESS
        searches = await two.library.read(lambda r: r.searches())
        assert [search.name for search in searches] == ["Mine"]
        assert len(await two.labels()) == 2

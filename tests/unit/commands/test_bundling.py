"""Bundles of any library: what comes out of one goes into another as it was."""

import io
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.commands.bundling import Parcel, write_parcel
from app.domain.edit import AddPapers
from app.domain.mark import Mark
from app.domain.paper import MarkId, Paper, PaperId, TopicLook
from app.domain.query import Query
from app.domain.topic import Topic
from app.formats.bundle import LIST, read_list, write_list
from app.library import Library, Reader
from tests.support.references import TOPICS, a_paper
from tests.unit.formats.test_bundle import TREE, kept

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
@settings(max_examples=15, deadline=None)
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

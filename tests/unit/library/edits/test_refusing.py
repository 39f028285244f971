"""Topics refused for a paper are remembered, forgotten, merged, trashed and undone."""

from pathlib import Path

import pytest

from app.domain.change import Facet
from app.domain.edit import (
    AddTopic,
    AllowTopics,
    DeleteTopic,
    MergePapers,
    Merger,
    RefuseTopic,
    RestoreDeleted,
)
from app.domain.errors import NotFound
from app.domain.paper import PaperId, TopicId
from app.library import Library, Reader
from tests.unit.library.building import add, draft


def topic(library: Library, reader: Reader, path: str) -> TopicId:
    library.apply(AddTopic(path))
    return next(t.id for t in reader.topics() if t.path == path)


def test_refusal_is_kept_over_a_restart_and_undone(tmp_path: Path) -> None:
    library = Library.open(tmp_path)
    reader = Reader.open(tmp_path)
    (paper,) = add(library, draft("Nests"))
    birds = topic(library, reader, "Birds")

    change = library.apply(RefuseTopic(paper, birds))
    again = library.apply(RefuseTopic(paper, birds))
    reader.close()
    library.close()
    library, reader = Library.open(tmp_path), Reader.open(tmp_path)

    assert (change.label, again.is_empty) == ("Refused Birds for “Nests”", True)
    assert change.facets == {Facet.SUGGESTIONS}
    assert reader.refused_topics(paper) == {birds}
    library.undo()
    assert reader.refused_topics(paper) == set()
    library.redo()
    assert reader.refused_topics(paper) == {birds}
    reader.close()
    library.close()


def test_all_refusals_are_forgotten_at_once(library: Library, reader: Reader) -> None:
    papers = add(library, draft("Nests"), draft("Eggs"))
    birds = topic(library, reader, "Birds")
    for paper in papers:
        library.apply(RefuseTopic(paper, birds))

    change = library.apply(AllowTopics())

    assert change.papers == set(papers)
    assert [reader.refused_topics(paper) for paper in papers] == [set(), set()]
    library.undo()
    assert [reader.refused_topics(paper) for paper in papers] == [{birds}, {birds}]


def test_refusal_comes_back_with_its_topic_and_goes_along_in_a_merge(
    library: Library, reader: Reader
) -> None:
    target, other = add(library, draft("Nests"), draft("Nests again"))
    birds = topic(library, reader, "Birds")
    library.apply(RefuseTopic(other, birds))
    act = library.apply(DeleteTopic(birds)).act
    assert act is not None
    (gone,) = reader.trash()

    library.apply(RestoreDeleted(act=gone.act, kind=gone.kind, key=gone.key))
    library.apply(MergePapers(mergers=(Merger(target, (other,)),), label="Merged"))

    assert reader.refused_topics(target) == {birds}


def test_refusing_what_is_gone_is_told(library: Library, reader: Reader) -> None:
    (paper,) = add(library, draft("Nests"))
    birds = topic(library, reader, "Birds")

    with pytest.raises(NotFound):
        library.apply(RefuseTopic(PaperId("gone"), birds))
    with pytest.raises(NotFound):
        library.apply(RefuseTopic(paper, TopicId("gone")))

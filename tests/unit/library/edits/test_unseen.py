"""Papers that came and were not looked at: told apart, kept, and asked for."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.edit import AddPapers, ChangePapers, SnoozePapers
from app.domain.paper import Draft, PaperId, Provenance, Status
from app.domain.query import MOST_UNSEEN, Query
from app.library import Library, Reader

_HERE = Provenance(source="test", kind="by hand")


class Shelf:
    """A library with a reader beside it."""

    def __init__(self, folder: Path) -> None:
        self.library = Library.open(folder)
        self.reader = Reader.open(folder)

    def add(self, n_papers: int, topic: str = "") -> tuple[PaperId, ...]:
        drafts = tuple(Draft(title=f"T {n}", provenance=_HERE) for n in range(n_papers))
        topics = (topic,) if topic else ()
        edit = AddPapers(drafts=drafts, label="Added", topics=topics)
        return self.library.apply(edit).added

    def unseen(self) -> set[PaperId]:
        return set(self.reader.unseen().papers.values())

    def found(self, text: str) -> set[PaperId]:
        keys = self.reader.keys(Query(text=text))
        return {paper.id for paper in self.reader.papers(keys)}

    def topics(self) -> dict[str, int]:
        names = {topic.id: topic.path for topic in self.reader.topics()}
        found = self.reader.unseen().topics
        return {names[topic]: len(papers) for topic, papers in found.items()}

    def close(self) -> None:
        self.reader.close()
        self.library.close()


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path / "library")
    yield made
    made.close()


def test_paper_is_unseen_until_it_was_looked_at(shelf: Shelf) -> None:
    first, second = shelf.add(2)
    assert shelf.unseen() == {first, second}

    shelf.library.see([first])

    assert shelf.unseen() == {second}
    assert shelf.found("is:unseen") == {second}
    assert shelf.found("-is:unseen") == {first}
    assert shelf.found("T is:unseen or is:starred") == {second}


def test_seeing_is_no_act_and_lasts(shelf: Shelf, tmp_path: Path) -> None:
    (paper,) = shelf.add(1)
    shelf.library.see([paper])

    undone = shelf.library.undo()
    assert undone is not None
    assert undone.label == "Undid: Added"
    shelf.library.redo()
    shelf.close()
    again = Shelf(tmp_path / "library")

    assert again.unseen() == set()
    again.close()


def test_any_decision_makes_a_paper_seen(shelf: Shelf) -> None:
    queued, snoozed, trashed, left = shelf.add(4)
    later = datetime.now(UTC) + timedelta(days=1)
    queue = ChangePapers(ids=(queued,), label="Queued", status=Status.QUEUED)
    shelf.library.apply(queue)
    shelf.library.apply(SnoozePapers(ids=(snoozed,), label="Put off", until=later))
    trash = ChangePapers(ids=(trashed,), label="Trashed", is_trashed=True)
    shelf.library.apply(trash)

    assert shelf.unseen() == {left}
    assert shelf.found("is:unseen") == {left}


def test_all_are_seen_at_once_and_those_to_come_are_not(shelf: Shelf) -> None:
    shelf.add(3)
    shelf.library.see(None)
    assert shelf.unseen() == set()

    (newer,) = shelf.add(1)

    assert shelf.unseen() == {newer}


def test_seeing_the_last_one_leaves_nothing_to_keep(shelf: Shelf) -> None:
    papers = shelf.add(3)
    for paper in papers:
        shelf.library.see([paper])

    rows = shelf.library._connection.execute("select count(*) from seen").fetchone()
    assert rows == (0,)
    assert shelf.unseen() == set()


def test_topics_have_what_is_below_them_once(shelf: Shelf) -> None:
    papers = shelf.add(2, "A/B")
    edit = ChangePapers(ids=papers[:1], label="Filed", file_under=("A", "C"))
    shelf.library.apply(edit)

    assert shelf.topics() == {"A": 2, "A/B": 2, "C": 1}
    shelf.library.see(papers[:1])
    assert shelf.topics() == {"A": 1, "A/B": 1}


def test_of_very_many_the_newest_are_told(shelf: Shelf) -> None:
    (oldest,) = shelf.add(1)
    shelf.add(MOST_UNSEEN)

    assert len(shelf.unseen()) == MOST_UNSEEN
    assert oldest not in shelf.unseen()
    assert oldest in shelf.found("is:unseen")


def test_unknown_paper_is_not_kept(shelf: Shelf) -> None:
    shelf.add(1)

    shelf.library.see([PaperId("nobody")])

    assert len(shelf.unseen()) == 1

"""Papers put off leave their place and come back by themselves."""

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.change import Facet
from app.domain.edit import AddPapers, ChangePapers, OpenPaper, SnoozePapers
from app.domain.errors import InvalidInput
from app.domain.paper import PaperId, Status
from app.domain.query import Place
from app.library import Library, Reader
from tests.unit.library.building import add, draft, dump, titles


def soon() -> datetime:
    return datetime.now(UTC) + timedelta(milliseconds=40)


def later(days: int = 3) -> datetime:
    return datetime.now(UTC) + timedelta(days=days)


def snooze(library: Library, until: datetime | None, *ids: PaperId) -> None:
    library.apply(SnoozePapers(ids=ids, label="Postponed", until=until))


def wait_for(until: datetime) -> None:
    while datetime.now(UTC) <= until:
        pass


def test_postponed_paper_is_in_its_own_place_alone(
    library: Library, reader: Reader
) -> None:
    one, two, _ = add(library, draft("One"), draft("Two"), draft("Three"))
    library.apply(ChangePapers(ids=(two,), label="Queued", status=Status.QUEUED))

    snooze(library, later(9), one)
    snooze(library, later(2), two)

    assert titles(reader, place=Place.INBOX) == ["Three"]
    assert titles(reader, place=Place.QUEUE) == []
    assert titles(reader, place=Place.SNOOZED) == ["Two", "One"]
    assert titles(reader, place=Place.ALL) == ["One", "Two", "Three"]
    assert titles(reader, "two", place=Place.INBOX) == []
    places = reader.counts().places
    assert (places[Place.INBOX], places[Place.SNOOZED], places[Place.ALL]) == (1, 2, 3)
    assert reader.paper(two).is_snoozed(datetime.now(UTC))


def test_paper_whose_time_has_come_is_new_and_on_top(
    library: Library, reader: Reader
) -> None:
    _, two, three = add(library, draft("One"), draft("Two"), draft("Three"))
    began, until = datetime.now(UTC), soon()
    library.apply(ChangePapers(ids=(three,), label="Done", status=Status.DONE))
    snooze(library, until, three)
    snooze(library, later(), two)
    n_acts = len(reader.history())

    wait_for(until)

    assert titles(reader, place=Place.INBOX) == ["Three", "One"]
    assert reader.paper(three).status is Status.NEW
    assert reader.returned(began, datetime.now(UTC)) == (three,)
    assert reader.returned(until, datetime.now(UTC)) == ()
    assert reader.counts().places[Place.INBOX] == 2
    assert len(reader.history()) == n_acts


def test_next_return_is_that_of_the_first_to_come(
    library: Library, reader: Reader
) -> None:
    one, two = add(library, draft("One"), draft("Two"))
    assert reader.next_return(datetime.now(UTC)) is None
    first = later(1)

    snooze(library, later(5), one)
    snooze(library, first, two)

    assert reader.next_return(datetime.now(UTC)) == first
    library.apply(ChangePapers(ids=(two,), label="Done", status=Status.DONE))
    assert reader.next_return(datetime.now(UTC)) == reader.paper(one).snoozed_until


def test_postponing_is_an_act_that_changes_membership_and_is_undone(
    library: Library, reader: Reader
) -> None:
    (one,) = add(library, draft("One"))
    library.apply(ChangePapers(ids=(one,), label="Queued", status=Status.QUEUED))
    before = dump(library.folder)

    change = library.apply(SnoozePapers(ids=(one,), label="Postponed", until=later()))
    library.undo()

    assert change.facets == {Facet.PAPERS, Facet.MEMBERSHIP}
    assert dump(library.folder) == before
    library.redo()
    assert titles(reader, place=Place.SNOOZED) == ["One"]


def test_undo_of_postponing_after_the_return_is_where_it_was(
    library: Library, reader: Reader
) -> None:
    (one,) = add(library, draft("One"))
    library.apply(ChangePapers(ids=(one,), label="Queued", status=Status.QUEUED))
    until = soon()
    snooze(library, until, one)
    wait_for(until)

    library.apply(ChangePapers(ids=(one,), label="Done", status=Status.DONE))
    library.undo()
    assert titles(reader, place=Place.INBOX) == ["One"]
    library.undo()

    assert titles(reader, place=Place.QUEUE) == ["One"]


@pytest.mark.parametrize("status", list(Status))
def test_any_decision_ends_the_postponing(
    library: Library, reader: Reader, status: Status
) -> None:
    (one,) = add(library, draft("One"))
    snooze(library, later(), one)

    library.apply(ChangePapers(ids=(one,), label="Decided", status=status))

    assert titles(reader, place=Place.SNOOZED) == []
    assert reader.paper(one).status is status
    assert reader.paper(one).snoozed_until is None


def test_postponed_paper_that_is_opened_is_being_read(
    library: Library, reader: Reader
) -> None:
    (one,) = add(library, draft("One"))
    snooze(library, later(), one)

    library.apply(OpenPaper(id=one))

    assert titles(reader, place=Place.READING) == ["One"]
    assert titles(reader, place=Place.SNOOZED) == []


def test_no_time_brings_back_at_once_and_a_past_one_is_refused(
    library: Library, reader: Reader
) -> None:
    (one,) = add(library, draft("One"))
    snooze(library, later(), one)

    with pytest.raises(InvalidInput):
        snooze(library, later(-1), one)
    snooze(library, None, one)

    assert titles(reader, place=Place.INBOX) == ["One"]


def test_large_inbox_keeps_its_order_with_what_came_back_on_top(
    library: Library, reader: Reader
) -> None:
    drafts = tuple(draft(f"Paper {n:04}") for n in range(3_000))
    ids = library.apply(AddPapers(drafts=drafts, label="Added")).added
    until = soon()
    snooze(library, until, ids[2_000])
    snooze(library, later(), ids[1])
    wait_for(until)

    shown = titles(reader, place=Place.INBOX)

    names = [each.title for each in drafts]
    assert shown == [names[2_000], names[0], *names[2:2_000], *names[2_001:]]
    assert titles(reader, "paper 0001", place=Place.INBOX) == []

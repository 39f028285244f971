"""A list is parted under headings without losing a paper or its order."""

from array import array
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from app.domain.edit import ChangePapers, SnoozePapers
from app.domain.paper import Draft, Provenance, Status
from app.domain.query import Place, Query
from app.domain.view import POSTPONED, Section
from app.library import Interrupted, Library, Reader
from app.library.driver import Connection
from app.library.instants import to_micros
from app.library.search import sectioning
from tests.unit.library.building import add, draft

_EVERY = [section for section in Section if section is not Section.NONE]


def parted(reader: Reader, query: Query) -> list[tuple[str, list[str]]]:
    """Return the sections' ids with the titles of their papers."""
    keys, runs = reader.sections(query)
    titles = [paper.title for paper in reader.papers(keys)]
    assert sum(run.n_papers for run in runs) == len(titles)
    found = []
    for run in runs:
        found.append((run.id, titles[: run.n_papers]))
        titles = titles[run.n_papers :]
    return found


def test_statuses_make_sections_in_the_order_of_reading(
    library: Library, reader: Reader
) -> None:
    ids = add(library, *(draft(name) for name in ("A", "B", "C", "D")))
    library.apply(ChangePapers(ids=ids[:1], label="Done", status=Status.DONE))
    library.apply(ChangePapers(ids=ids[1:2], label="Queued", status=Status.QUEUED))
    until = datetime.now().astimezone() + timedelta(days=9)
    library.apply(SnoozePapers(ids=ids[3:], label="Postponed", until=until))

    found = parted(reader, Query(section=Section.STATUS))

    assert found == [
        ("new", ["C"]),
        ("queued", ["B"]),
        (POSTPONED, ["D"]),
        ("done", ["A"]),
    ]


def test_paper_of_several_topics_stands_under_the_first(
    library: Library, reader: Reader
) -> None:
    add(library, draft("Two"), topics=("B", "A/Inner"))
    add(library, draft("One"), topics=("A",))
    add(library, draft("None"))
    names = {topic.id: topic.path for topic in reader.topics()}

    found = parted(reader, Query(section=Section.TOPIC))

    assert [(names.get(id, ""), titles) for id, titles in found] == [
        ("A", ["One"]),
        ("A/Inner", ["Two"]),
        ("", ["None"]),
    ]


def test_list_of_a_topic_is_parted_by_what_is_below_it(
    library: Library, reader: Reader
) -> None:
    add(library, draft("Two"), topics=("A", "B/Inner"))
    add(library, draft("One"), topics=("B",))
    topics = {topic.path: topic.id for topic in reader.topics()}
    query = Query(place=Place.TOPIC, topic=topics["B"], section=Section.TOPIC)

    found = parted(reader, query)

    assert found == [(topics["B"], ["One"]), (topics["B/Inner"], ["Two"])]


def test_sources_make_sections_by_name_and_addresses_by_host(
    library: Library, reader: Reader
) -> None:
    for source in ("saved.txt", "https://www.x.org/a", "https://x.org/b?c", "Alerts"):
        provenance = Provenance(source=source, kind="link")
        add(library, Draft(title=source, provenance=provenance))

    found = parted(reader, Query(section=Section.SOURCE))

    assert found == [
        ("Alerts", ["Alerts"]),
        ("saved.txt", ["saved.txt"]),
        ("x.org", ["https://x.org/b?c", "https://www.x.org/a"]),
    ]


@pytest.mark.parametrize(
    ("now", "came", "section"),
    [
        ("2026-11-25T10:00", "2026-11-25T00:00", "today"),
        ("2026-11-25T10:00", "2026-11-26T00:00", "today"),
        ("2026-11-25T10:00", "2026-11-24T23:59", "yesterday"),
        ("2026-11-25T10:00", "2026-11-23T00:00", "this-week"),
        ("2026-11-23T10:00", "2026-11-22T10:00", "yesterday"),
        ("2026-11-23T10:00", "2026-11-21T10:00", "last-week"),
        ("2026-11-25T10:00", "2026-11-15T10:00", "2026-11"),
        ("2026-11-03T10:00", "2026-10-27T10:00", "last-week"),
        ("2026-11-03T10:00", "2026-10-20T10:00", "2026-10"),
        ("2026-11-25T10:00", "2026-01-01T00:00", "2026-01"),
        ("2026-11-25T10:00", "2025-12-31T23:59", "2025"),
        ("2026-11-25T10:00", "1969-01-01T00:00", "1970"),
    ],
)
def test_day_that_a_paper_came_in_says_its_section(
    library: Library, reader: Reader, now: str, came: str, section: str
) -> None:
    add(library, draft("A"))
    connection: Connection = library._connection
    micros = to_micros(datetime.fromisoformat(came).astimezone())
    connection.execute("update paper set added_at = ?", (micros,))
    moment = datetime.fromisoformat(now).astimezone()

    _, runs = sectioning.part(
        connection,
        Query(section=Section.DATE),
        array("q", [1]),
        moment,
        lambda: None,
    )

    assert [run.id for run in runs] == [section]
    connection.rollback()


@hypothesis_settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=25,
)
@given(
    path=st.sampled_from(("", "A", "A/B", "C")),
    names=st.lists(st.text("xy"), min_size=1, max_size=4),
    chosen=st.sets(st.integers(0, 9), max_size=5),
    status=st.sampled_from(Status),
    place=st.sampled_from((Place.ALL, Place.INBOX, Place.DONE)),
)
def test_every_paper_is_in_one_section_and_keeps_its_order_there(
    library: Library,
    reader: Reader,
    path: str,
    names: list[str],
    chosen: set[int],
    status: Status,
    place: Place,
) -> None:
    drafts = (draft(name) for name in names)
    add(library, *drafts, topics=(path,) if path else ())
    every = [reader.id_of(key) for key in reader.keys(Query())]
    some = tuple(id for n, id in enumerate(every) if n in chosen)
    library.apply(ChangePapers(ids=some, label="Set", status=status))

    for section in _EVERY:
        query = Query(place=place, section=section)
        flat = reader.keys(query)
        keys, runs = reader.sections(query)

        assert sorted(keys) == sorted(flat)
        start = 0
        for run in runs:
            inside = keys[start : start + run.n_papers]
            assert inside == array("q", (k for k in flat if k in set(inside)))
            start += run.n_papers
        assert start == len(keys)
        assert len({run.id for run in runs}) == len(runs)


def test_papers_in_the_trash_are_parted_too(library: Library, reader: Reader) -> None:
    ids = add(library, draft("A"), draft("B"))
    library.apply(ChangePapers(ids=ids, label="Trashed", is_trashed=True))

    found = parted(reader, Query(place=Place.TRASH, section=Section.STATUS))

    assert found == [("new", ["A", "B"])]


def test_keys_of_papers_that_are_gone_are_left_out(
    library: Library, reader: Reader
) -> None:
    add(library, draft("A"))

    keys, runs = reader.sections(Query(section=Section.DATE), array("q", [77, 1]))

    assert list(keys) == [1]
    assert [run.n_papers for run in runs] == [1]


def test_list_without_sections_has_none(library: Library, reader: Reader) -> None:
    add(library, draft("A"), draft("B"))

    assert reader.sections(Query()) == (reader.keys(Query()), ())


def test_parting_stops_between_two_stretches(library: Library, reader: Reader) -> None:
    add(library, draft("A"))

    def stop() -> None:
        raise Interrupted

    with pytest.raises(Interrupted):
        sectioning.part(
            reader._connection,
            Query(section=Section.DATE),
            array("q", [1]),
            datetime.now().astimezone(),
            stop,
        )

"""The reader gives papers whole, in order, and of one moment."""

import json
import threading

import pytest

from app.domain.edit import (
    AddMarks,
    AddTopic,
    ChangePapers,
    OpenPaper,
    WriteNote,
)
from app.domain.errors import InvalidInput, NotFound
from app.domain.paper import PaperId, Sha256, Status, StoredFile
from app.domain.query import Place, Query
from app.library import Interrupted, Library, Reader
from app.library.search.placing import placing
from tests.unit.library.building import (
    add,
    draft,
    full_draft,
    listed,
    mark,
    progress,
    titles,
)


def test_paper_gives_back_what_was_added(library: Library, reader: Reader) -> None:
    given = full_draft()
    (id,) = add(library, given, topics=("Z", "A/B"))
    library.remember(id, progress())
    library.apply(WriteNote(paper_id=id, text="# A *note*\0\n"))
    wanted = mark(id)
    library.apply(AddMarks((wanted,)))

    paper = reader.paper(id)

    for name in ("title", "abstract", "authors", "year", "venue", "identifiers"):
        assert getattr(paper, name) == getattr(given, name)
    assert paper.links == given.links
    assert paper.tags == given.tags
    assert paper.files[0].sha256 == given.file.sha256
    assert paper.provenance[0].source == given.provenance.source
    assert paper.provenance[0].imported_at == paper.added_at
    assert paper.note.text == "# A *note*\0\n"
    assert paper.progress == progress()
    assert paper.n_marks == 1
    assert reader.marks(id) == (wanted,)
    paths = {topic.id: topic.path for topic in reader.topics()}
    assert [paths[topic] for topic in paper.topics] == ["A/B", "Z"]


def test_papers_come_as_asked_without_those_gone(
    library: Library, reader: Reader
) -> None:
    add(library, draft("One"), draft("Two"), draft("Three"))
    one, two, three = reader.keys(Query())

    found = reader.papers([three, 99, one, two])

    assert [paper.title for paper in found] == ["Three", "One", "Two"]
    assert reader.papers([]) == []
    assert reader.id_of(one) == found[1].id
    assert reader.key_of(found[1].id) == one


def test_keys_of_two_imports_are_the_newest_first_each_in_its_order(
    library: Library, reader: Reader
) -> None:
    add(library, draft("1a"), draft("1b"))
    add(library, draft("2a"), draft("2b"), topics=("T",))
    topic = reader.topics()[0].id

    assert titles(reader) == ["2a", "2b", "1a", "1b"]
    assert titles(reader, place=Place.TOPIC, topic=topic) == ["2a", "2b"]
    assert list(reader.keys(Query(), limit=3)) == list(reader.keys(Query()))[:3]
    assert list(reader.keys(Query(), limit=0)) == []


def test_text_that_utf8_cannot_hold_is_stored_all_the_same(
    library: Library, reader: Reader
) -> None:
    add(library, draft("half \ud83d a pair", "x\udcff"))

    (paper,) = listed(reader)

    assert paper.title == "half \ufffd a pair"
    assert paper.abstract == "x\ufffd"


def test_counts_follow_every_act(library: Library, reader: Reader) -> None:
    one, two, three, four = add(library, *map(draft, "1234"))
    library.apply(
        ChangePapers(ids=(one,), label="x", status=Status.QUEUED, is_starred=True)
    )
    library.apply(ChangePapers(ids=(two,), label="x", is_trashed=True))
    library.apply(OpenPaper(id=three))
    library.apply(ChangePapers(ids=(four,), label="x", status=Status.DISMISSED))

    assert reader.counts().places == {
        Place.INBOX: 0,
        Place.QUEUE: 1,
        Place.READING: 1,
        Place.SNOOZED: 0,
        Place.STARRED: 1,
        Place.DONE: 0,
        Place.ALL: 3,
        Place.TRASH: 1,
    }
    while library.undo():
        pass
    assert set(reader.counts().places.values()) == {0}


def test_topics_come_in_the_trees_order_with_their_counts(
    library: Library, reader: Reader
) -> None:
    read, _ = add(library, draft("1"), draft("2"), topics=("b/Z", "a"))
    library.apply(AddTopic("B / é"))
    library.apply(AddTopic("b/z/deep"))
    library.apply(ChangePapers(ids=(read,), label="x", status=Status.DONE))

    topics = reader.topics()

    assert [(t.path, t.n_papers, t.n_new) for t in topics] == [
        ("a", 2, 1),
        ("b", 0, 0),
        ("b/é", 0, 0),
        ("b/Z", 2, 1),
        ("b/Z/deep", 0, 0),
    ]
    assert {t.path: t.colour for t in topics}["b/Z/deep"] == 6
    assert topics[3].parent == topics[1].id


def test_resolve_takes_the_start_of_an_id(library: Library, reader: Reader) -> None:
    (paper,) = add(library, draft("One"))

    assert reader.resolve(paper[:8].upper()) == paper
    assert reader.resolve(paper) == paper
    for wrong in ("zzz", "%", "-", paper + "0", "1' or 1"):
        with pytest.raises(NotFound):
            reader.resolve(wrong)
    with pytest.raises(InvalidInput):
        reader.resolve(" ")


def test_resolve_of_several_asks_for_more(library: Library, reader: Reader) -> None:
    ids = add(library, *(draft(str(n)) for n in range(17)))
    starts = [paper[0] for paper in ids]
    twice = next(start for start in starts if starts.count(start) > 1)

    with pytest.raises(InvalidInput, match="Several"):
        reader.resolve(twice)


def test_what_is_gone_is_told(library: Library, reader: Reader) -> None:
    gone = PaperId("0" * 36)

    for ask in (reader.paper, reader.key_of, reader.marks):
        with pytest.raises(NotFound):
            ask(gone)
    with pytest.raises(NotFound):
        reader.id_of(1)
    with pytest.raises(NotFound):
        library.remember(gone, progress())


def test_interrupt_stops_a_query_and_the_next_one_works(
    library: Library, reader: Reader
) -> None:
    add(library, *(draft(f"Paper {n}", "some words " * 20) for n in range(500)))
    whole = list(reader.keys(Query(text="paper some")))
    is_over = threading.Event()

    def storm() -> None:
        while not is_over.is_set():
            reader.interrupt()

    thread = threading.Thread(target=storm)
    thread.start()
    n_interrupted = 0
    try:
        for _ in range(2_000):
            try:
                assert list(reader.keys(Query(text="paper some"))) == whole
            except Interrupted:
                n_interrupted += 1
            if n_interrupted == 20:
                break
    finally:
        is_over.set()
        thread.join()

    assert n_interrupted
    assert list(reader.keys(Query(text="paper some"))) == whole
    assert len(reader.papers(whole)) == 500


def test_check_tells_files_that_are_missing_or_changed(
    library: Library, reader: Reader
) -> None:
    kept = []
    for name in ("gone.pdf", "changed.pdf", "sound.pdf"):
        path = library.files.temporary()
        path.write_bytes(name.encode())
        kept.append(library.files.add_copy(path))
        path.unlink()
    drafts = [
        draft(str(n), file=StoredFile(sha256=sha, length_bytes=length, name=f"{n}.pdf"))
        for n, (sha, length) in enumerate(kept)
    ]
    add(library, *drafts)
    assert reader.check() == []
    library.files.path(kept[0][0]).unlink()
    library.files.path(kept[1][0]).write_bytes(b"other")

    damage = reader.check()

    assert [line.split(":")[0] for line in damage] == [
        f"The file “{n}.pdf” {what}"
        for _, n, what in sorted(
            [(kept[0][0], 0, "is missing"), (kept[1][0], 1, "was changed by others")]
        )
    ]


def test_check_after_what_others_wrote_finds_no_damage(
    library: Library, reader: Reader
) -> None:
    found = []
    for n in range(20):
        words = [draft(f"Alpha {n} {m}", f"words {n * m} " * 20) for m in range(30)]
        add(library, *words)
        if n % 5 == 0:
            assert titles(reader, "alpha")
        found += reader.check()

    assert found == []


def test_orphans_are_files_that_not_even_the_history_knows(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, draft("1"))
    source = library.files.temporary()
    source.write_bytes(b"mine")
    sha256, length = library.files.add_copy(source)
    stored = StoredFile(sha256=sha256, length_bytes=length, name="a.pdf")
    assert reader.orphans() == [library.files.path(sha256)]

    add(library, draft("2", file=stored))
    library.undo()

    assert reader.orphans() == []
    library.apply(ChangePapers(ids=(paper,), label="x", is_starred=True))
    assert reader.orphans() == [library.files.path(Sha256(sha256))]
    assert reader.check() == []


SORTED = (Place.READING, Place.TOPIC)
"""Few papers are being read at a time: they are sorted by when they were."""


@pytest.mark.parametrize("place", [p for p in Place if p not in SORTED])
def test_listing_a_place_walks_its_index_alone(place: Place, library: Library) -> None:
    connection = library._connection
    (root,) = connection.execute(
        "select rootpage from sqlite_schema where name = 'paper'"
    ).fetchone()
    place_sql = placing(connection, Query(place=place))
    given = {**place_sql.parameters, "limit": 1}
    sql = f"explain {place_sql.listing}"
    steps = connection.execute(sql, given).fetchall()

    tables = [p1 for _, op, p1, p2, *_ in steps if op == "OpenRead" and p2 == root]
    read = [p1 for _, op, p1, *_ in steps if op in ("Column", "Rowid")]

    assert set(tables).isdisjoint(read)
    assert "Sorter" not in str(steps)


def test_listing_a_topic_walks_its_index_without_sorting(
    library: Library, reader: Reader
) -> None:
    library.apply(AddTopic("A"))
    query = Query(place=Place.TOPIC, topic=reader.topics()[0].id)
    place = placing(library._connection, query)
    plan = library._connection.execute(
        f"explain query plan {place.listing}", {**place.parameters, "limit": 1}
    ).fetchall()

    steps = json.dumps([row[-1] for row in plan])

    assert "TEMP B-TREE" not in steps
    assert "SCAN" not in steps

"""A list is ordered as Python would order its papers by the same columns."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cmp_to_key
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.edit import ChangePapers, WriteNote
from app.domain.paper import (
    Author,
    Draft,
    Paper,
    Provenance,
    Sha256,
    Status,
    StoredFile,
    TopicId,
)
from app.domain.query import Place, Query
from app.domain.signal import SignalName
from app.domain.view import Column, Sorting
from app.formats.days import last_day
from app.library import Library, Reader
from app.library.folding import fold
from app.library.search.ordering import LONGEST_TITLE
from app.library.search.searching import find
from app.library.translation import Interrupted
from tests.unit.library.building import add, draft, listed, progress, titles, told

Key = tuple[Sorting, ...]


def by(*columns: Column | str) -> Key:
    """Return an order; a column's name with a minus before it is descending."""
    return tuple(Sorting(Column(c.lstrip("-")), c.startswith("-")) for c in columns)


def ordered(reader: Reader, *columns: Column | str) -> list[str]:
    return titles(reader, sorting=by(*columns))


def test_several_columns(library: Library, reader: Reader) -> None:
    years = {"Cats": 2024, "Apes": 2020, "Bees": 2024, "Dogs": None, "Eels": 2020}
    add(library, *(draft(title, year=year) for title, year in years.items()))
    assert ordered(reader, "year", "title") == ["Apes", "Eels", "Bees", "Cats", "Dogs"]
    assert ordered(reader, "-year", "title") == ["Bees", "Cats", "Apes", "Eels", "Dogs"]
    assert ordered(reader, "-year", "-title")[:2] == ["Cats", "Bees"]


def test_what_is_alike_keeps_the_order_of_the_place(
    library: Library, reader: Reader
) -> None:
    add(library, *(draft(title, year=2024) for title in ("b", "a", "c")))
    assert titles(reader) == ordered(reader, "year") == ordered(reader, "-year")


def test_titles_without_articles_accents_or_case(
    library: Library, reader: Reader
) -> None:
    names = ("The Zoo", "an Éclair", "A Bee", "Theory", "aardvark", "Anthem", "∇")
    add(library, *map(draft, names))
    expected = ["aardvark", "Anthem", "A Bee", "an Éclair", "Theory", "The Zoo", "∇"]
    assert ordered(reader, "title") == expected
    assert ordered(reader, "-title") == [*expected[-2::-1], "∇"]


def test_authors_by_the_first_ones_family(library: Library, reader: Reader) -> None:
    for name in (
        Author("Zoë Ångström"),
        Author("Ludwig van Beethoven", "van Beethoven", "Ludwig"),
        Author("Abel, Zack"),
        Author("Ada Berg"),
    ):
        add(library, draft(name.name, authors=(name, Author("Aa Aa"))))
    add(library, draft("nobody"))
    names = ["Abel, Zack", "Zoë Ångström", "Ada Berg", "Ludwig van Beethoven", "nobody"]
    assert ordered(reader, "authors") == names


def test_topics_in_the_order_of_the_tree(library: Library, reader: Reader) -> None:
    first, second, third, _ = add(library, *map(draft, "abcd"))
    for paper, path in ((second, "Zebras"), (first, "Zebras/Old"), (third, "Ants")):
        edit = ChangePapers(ids=(paper,), label="Filed", file_under=(path,))
        library.apply(edit)
    assert [t.path for t in reader.topics()] == ["Ants", "Zebras", "Zebras/Old"]
    assert ordered(reader, "topics") == ["c", "b", "a", "d"]
    assert ordered(reader, "-topics") == ["a", "b", "c", "d"]


def test_days_of_lists_and_of_reading(library: Library, reader: Reader) -> None:
    for day in ("Mar 11", "Feb 3", "", "whenever"):
        told = Provenance(source="list.txt", kind="saved listing", list_date=day)
        add(library, Draft(title=day or "none", provenance=told))
    assert ordered(reader, "listed")[:2] in (["Feb 3", "Mar 11"], ["Mar 11", "Feb 3"])
    days = [last_day(t, datetime.now(UTC).date()) for t in ordered(reader, "listed")]
    assert days[:2] == sorted(day for day in days if day)
    read = reader.papers(reader.keys(Query(text="whenever")))[0]
    library.remember(read.id, progress())
    assert ordered(reader, "read")[0] == ordered(reader, "progress")[0] == "whenever"


def test_over_the_tiers_of_a_search(library: Library, reader: Reader) -> None:
    add(library, draft("Graphs", year=2020), draft("Trees", "graphs", year=2019))
    assert titles(reader, "graphs") == ["Graphs", "Trees"]
    assert titles(reader, "graphs", sorting=by("year")) == ["Trees", "Graphs"]
    assert titles(reader, "title:graphs", sorting=by("year")) == ["Graphs"]


def test_first_rows_and_an_empty_place(library: Library, reader: Reader) -> None:
    add(library, *map(draft, "cab"))
    query = Query(sorting=by("title"))
    assert list(reader.keys(query, limit=2)) == list(reader.keys(query))[:2]
    assert not reader.keys(query, limit=0)
    assert not reader.keys(Query(place=Place.TRASH, sorting=by("title")))


@pytest.mark.parametrize("column", ["year", "rating", "title", "added", "status"])
def test_the_trash_is_ordered_too(
    library: Library, reader: Reader, column: str
) -> None:
    drafts = (draft("b", year=2001, rating=2), draft("a", year=2000, rating=1))
    ids = add(library, *drafts)
    library.apply(ChangePapers(ids=ids, label="Trashed", is_trashed=True))
    names = titles(reader, place=Place.TRASH, sorting=by(column))
    is_alike = column in ("added", "status")
    assert names == (titles(reader, place=Place.TRASH) if is_alike else ["a", "b"])


def test_a_list_that_nobody_waits_for_is_not_sorted(
    library: Library, reader: Reader
) -> None:
    add(library, *map(draft, "cab"))

    def stop() -> None:
        raise Interrupted

    with pytest.raises(Interrupted):
        find(reader._connection, Query(sorting=by("title")), None, stop)
    assert len(find(reader._connection, Query(), None, stop)) == 3


def test_an_edit_and_its_undo(library: Library, reader: Reader) -> None:
    first, *_ = add(library, *map(draft, "abc"))
    library.apply(ChangePapers(ids=(first,), label="Rated", rating=5))
    assert ordered(reader, "-rating")[0] == "a"
    before = ordered(reader, "-rating")
    library.apply(WriteNote(paper_id=first, text="mine"))
    assert ordered(reader, "notes")[0] == "a"
    library.undo()
    library.undo()
    assert ordered(reader, "-rating") == titles(reader) != before[::-1]
    library.redo()
    assert ordered(reader, "-rating") == before


@pytest.mark.parametrize("column", Column)
def test_every_column_orders(library: Library, reader: Reader, column: Column) -> None:
    add(library, *map(draft, "abc"))
    for sorting in (by(column.value), by(f"-{column.value}")):
        assert len(reader.keys(Query(sorting=sorting))) == 3


def test_list_days() -> None:
    today = date(2026, 3, 11)
    assert last_day("Mar 11", today) == today
    assert last_day("Mar 12", today) == date(2025, 3, 12)
    assert last_day("11 March 2024", today) == date(2024, 3, 11)
    assert last_day("Feb 30", today) is None
    assert last_day("tomorrow", today) is None


NAMES = st.text("aAbé. '-1東", max_size=8)
DRAFTS = st.builds(
    Draft,
    title=st.sampled_from(("The ", "a ", "an ", "", "the")).flatmap(
        lambda article: NAMES.map(lambda name: f"{article}{name}" or "x")
    ),
    authors=st.lists(
        st.builds(Author, name=NAMES.map(lambda n: n.strip() or "x")), max_size=2
    ).map(tuple),
    year=st.none() | st.integers(1999, 2002),
    venue=NAMES,
    tags=st.lists(st.text("abc", min_size=1, max_size=2), max_size=2, unique=True).map(
        tuple
    ),
    file=st.none()
    | st.builds(
        StoredFile,
        sha256=st.just(Sha256("ab" * 32)),
        length_bytes=st.just(1),
        name=st.just("a.pdf"),
        n_pages=st.none() | st.integers(1, 3),
    ),
    provenance=st.builds(
        Provenance,
        source=NAMES,
        kind=st.just("list"),
        list_date=st.sampled_from(("", "Mar 11", "2 Feb 2020", "soon")),
    ),
    status=st.sampled_from(Status),
    is_starred=st.booleans(),
    rating=st.integers(0, 3),
    signals=st.lists(
        st.builds(told, st.sampled_from(SignalName), st.integers(0, 12)),
        max_size=3,
        unique_by=lambda signal: signal.name,
    ).map(tuple),
)
ORDERS = st.lists(
    st.builds(Sorting, st.sampled_from(Column), st.booleans()),
    min_size=1,
    max_size=3,
    unique_by=lambda key: key.column,
).map(tuple)


def value_of(paper: Paper, column: Column, topics: list[TopicId]) -> Any:
    """Return what a column is ordered by, None where it is empty."""
    told = paper.provenance[0]
    match column:
        case Column.TITLE:
            first, _, others = fold(paper.title).partition(" ")
            is_article = first in ("a", "an", "the") and others
            return (others if is_article else fold(paper.title))[:LONGEST_TITLE] or None
        case Column.AUTHORS:
            return fold(paper.authors[0].short_name) or None if paper.authors else None
        case Column.STATUS:
            return list(Status).index(paper.status)
        case Column.STAR:
            return paper.is_starred or None
        case Column.RATING:
            return paper.rating or None
        case Column.TOPICS:
            return topics.index(paper.topics[0]) if paper.topics else None
        case Column.TAGS:
            return fold(paper.tags[0]) or None if paper.tags else None
        case Column.VENUE:
            return fold(paper.venue) or None
        case Column.ADDED:
            return paper.added_at
        case Column.LISTED:
            imported = (told.imported_at or paper.added_at).astimezone().date()
            return last_day(told.list_date, imported)
        case Column.PAGES:
            return paper.files[0].n_pages if paper.files else None
        case Column.SOURCE:
            return fold(told.source) or None
        case Column.NOTES:
            return (int(paper.note is not None) + paper.n_marks) or None
        case Column.YEAR:
            return paper.year
        case Column.CITATIONS | Column.UPVOTES | Column.STARS:
            signal = paper.signal(SignalName(column.value))
            return None if signal is None else signal.number
        case Column.READ | Column.PROGRESS | Column.RELEVANCE:
            return None


def as_python_orders(
    papers: list[Paper], sorting: Key, topics: list[TopicId]
) -> list[Paper]:
    """Order papers by each column, the last column first: Python's sort is stable."""
    for key in reversed(sorting):

        def compare(one: Paper, other: Paper, key: Sorting = key) -> int:
            values = [value_of(paper, key.column, topics) for paper in (one, other)]
            if None in values:
                return (values[0] is None) - (values[1] is None)
            less = (values[0] > values[1]) - (values[0] < values[1])
            return -less if key.is_descending else less

        papers = sorted(papers, key=cmp_to_key(compare))
    return papers


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Open a library that grows from example to example."""
    library = Library.open(tmp_path_factory.mktemp("ordering"))
    yield library
    library.close()


@settings(max_examples=40)
@given(drafts=st.lists(DRAFTS, max_size=6), sorting=ORDERS)
def test_as_python_orders(
    many: Library, drafts: list[Draft], sorting: tuple[Sorting, ...]
) -> None:
    if drafts:
        add(many, *drafts)
        ids = many_ids(many)[:2]
        many.apply(
            ChangePapers(ids=ids, label="Filed", file_under=(f"T{len(drafts)}",))
        )
    reader = Reader.open(Path(many.folder))
    try:
        topics = [topic.id for topic in reader.topics()]
        expected = as_python_orders(listed(reader), sorting, topics)
        found = listed(reader, Query(sorting=sorting))
        assert [p.id for p in found] == [p.id for p in expected]
    finally:
        reader.close()


def many_ids(library: Library) -> tuple[Any, ...]:
    """Return the ids of all papers."""
    reader = Reader.open(Path(library.folder))
    try:
        return tuple(paper.id for paper in listed(reader))
    finally:
        reader.close()

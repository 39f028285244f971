"""Papers are sorted by how well they fit the words, where they are not too many."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.edit import WriteNote
from app.domain.query import Place, Query
from app.domain.view import Column, Sorting
from app.library import Library, Reader
from app.library.search import ranking
from app.library.search.searching import find
from app.library.search.wanted import Every, Part
from app.library.translation import Interrupted
from tests.unit.library.building import add, draft, titles

BEST_FIRST = (Sorting(Column.RELEVANCE),)
BM25 = """
    select rowid, bm25(search, 8, 4, 2, 2) from search where search match ?
"""


def test_the_best_come_first_whatever_their_age(
    library: Library, reader: Reader
) -> None:
    add(library, draft("Graphs of graphs", "graphs, nets"))
    add(library, draft("On nets and other things", "one graph"))
    add(library, draft("Graphs", "many other words that say nothing about it at all"))
    (noted,) = add(library, draft("Noted"))
    library.apply(WriteNote(paper_id=noted, text="graphs"))

    assert titles(reader, "graph", sorting=BEST_FIRST)[0] == "Graphs of graphs"
    assert titles(reader, "graph", sorting=BEST_FIRST)[-1] != "Graphs"
    worst_first = (Sorting(Column.RELEVANCE, is_descending=True),)
    best = titles(reader, "graph", sorting=BEST_FIRST)
    assert titles(reader, "graph", sorting=worst_first) == best[::-1]


def test_a_rare_word_tells_more_than_a_common_one(
    library: Library, reader: Reader
) -> None:
    add(library, *(draft(f"Filler {n}", "nets") for n in range(8)))
    add(library, draft("Rare", "zebra zebra nets"), draft("Common", "zebra nets nets"))

    assert titles(reader, "nets zebra", sorting=BEST_FIRST) == ["Rare", "Common"]


def test_ranking_stays_inside_its_place_and_filters(
    library: Library, reader: Reader
) -> None:
    add(library, draft("Nets", year=2020), draft("Nets nets", year=2021))
    add(library, draft("Nets of nets, nets", year=2020), topics=("A",))
    topic = reader.topics()[0].id

    within = titles(reader, "nets", place=Place.TOPIC, topic=topic, sorting=BEST_FIRST)

    assert within == ["Nets of nets, nets"]
    filtered = titles(reader, "nets year:2020", sorting=BEST_FIRST)
    assert sorted(filtered) == ["Nets", "Nets of nets, nets"]


def test_without_words_or_with_too_many_papers_the_order_is_that_of_the_list(
    library: Library, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(library, draft("A", "nets nets nets nets"), draft("B nets"), draft("C nets"))

    assert titles(reader, "", sorting=BEST_FIRST) == titles(reader)
    assert titles(reader, "year:2020 or is:new", sorting=BEST_FIRST) == titles(reader)
    monkeypatch.setattr(ranking, "MOST_RANKED", 2)
    assert titles(reader, "nets", sorting=BEST_FIRST) == titles(reader, "nets")


def test_ranking_that_nobody_waits_for_stops(library: Library, reader: Reader) -> None:
    add(library, draft("Nets"))
    connection, words = reader._connection, Part(("nets",), True)

    def stop() -> None:
        raise Interrupted

    with pytest.raises(Interrupted):
        find(connection, Query("nets", sorting=BEST_FIRST), None, stop)
    with pytest.raises(Interrupted):
        ranking.scores(connection, [1], words, stop)


TEXTS = st.lists(st.sampled_from(["q", "qr", "x", "y"]), max_size=12).map(" ".join)


@settings(max_examples=30)
@given(
    papers=st.lists(st.tuples(TEXTS, TEXTS), min_size=2, max_size=5),
    is_whole=st.booleans(),
    n_others=st.integers(0, 3),
)
def test_scores_are_those_of_the_index_where_all_are_found(
    papers: list[tuple[str, str]],
    is_whole: bool,
    n_others: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    library = Library.open(Path(tmp_path_factory.mktemp("ranking")))
    connection = library._connection
    add(library, *(draft(f"q {title}", text) for title, text in papers))
    parts = [Part(("q",), is_whole)] + [Part(("x",), True)] * bool(n_others)
    words = " OR ".join(
        f'"{part.words[0]}"{"" if part.is_whole else " *"}' for part in parts
    )
    expected = dict(connection.execute(BM25, (words,)).fetchall())

    found = ranking.scores(
        connection, list(expected), Every(tuple(parts)), lambda: None
    )

    assert found == pytest.approx({key: -score for key, score in expected.items()})
    library.close()

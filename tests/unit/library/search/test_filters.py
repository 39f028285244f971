"""Filters of a search list the papers that they speak of."""

import pytest

from app.domain.edit import AddMarks, ChangePapers, WriteNote
from app.domain.paper import Author, Draft, Identifier, Provenance, Status
from app.domain.query import Place, Query
from app.library import Library, Reader
from tests.unit.library.building import add, draft, full_draft, mark, titles


@pytest.fixture
def papers(library: Library) -> None:
    """Add one paper with everything, two plain ones and a trashed one."""
    full, plain, agents, binned = add(
        library,
        full_draft("Full"),
        draft("Plain", "about nets", year=2019),
        draft(
            "Agents",
            "about nets",
            authors=(Author("Grace Höpper"),),
            venue="NeurIPS 50% off",
            year=2021,
            identifiers=(Identifier("arxiv", "2103.00020v1"),),
        ),
        draft("Binned", year=2021),
    )
    add(
        library,
        draft("Elsewhere"),
        topics=("Agents/Tool use",),
    )
    library.apply(AddMarks((mark(full),)))
    library.apply(WriteNote(paper_id=plain, text="read the proofs"))
    library.apply(
        ChangePapers(
            ids=(full,), label="f", status=Status.DONE, rating=4, file_under=("Déjà",)
        )
    )
    library.apply(ChangePapers(ids=(agents,), label="s", is_starred=True, rating=2))
    library.apply(ChangePapers(ids=(binned,), label="b", is_trashed=True))


EVERYTHING = ["Elsewhere", "Full", "Plain", "Agents"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("status:done", ["Full"]),
        ("-status:done", ["Elsewhere", "Plain", "Agents"]),
        ("is:starred", ["Agents"]),
        ("star:no", ["Elsewhere", "Full", "Plain"]),
        ("is:pdf", ["Full"]),
        ("is:snoozed", []),
        ("has:note", ["Plain"]),
        ("has:marks", ["Full"]),
        ("-has:abstract", ["Elsewhere"]),
        ("has:code", ["Full"]),
        ("has:topic", ["Elsewhere", "Full"]),
        ("has:authors", ["Full", "Agents"]),
        ("year:2021", ["Agents"]),
        ("year:>=2021", ["Full", "Agents"]),
        ("year:2019..2021", ["Plain", "Agents"]),
        ("-year:2021", ["Elsewhere", "Full", "Plain"]),
        ("rating:>=4", ["Full"]),
        ("rating:1..3", ["Agents"]),
        ("citations:>100", ["Full"]),
        ("citations:>120", []),
        ("stars:>=50", ["Full"]),
        ("stars:..49", []),
        ("upvotes:>10", ["Full"]),
        ("upvotes:11", ["Full"]),
        ("-upvotes:>10", ["Elsewhere", "Plain", "Agents"]),
        ("has:citations", ["Full"]),
        ("has:project", []),
        ("tag:DEEP", ["Full"]),
        ("venue:journal", ["Full"]),
        ("venue:50%", ["Agents"]),
        ("venue:%", ["Agents"]),
        ("topic:deja", ["Full"]),
        ("topic:agents", ["Elsewhere"]),
        ('topic:"agents/tool use"', ["Elsewhere"]),
        ("topic:use", ["Elsewhere"]),
        ("topic:us", ["Elsewhere"]),
        ("topic:nowhere", []),
        ("-topic:nowhere", EVERYTHING),
        ("doi:10.1/x", ["Full"]),
        ("arxiv:2103.00020", ["Agents"]),
        ("arxiv:2103", ["Agents"]),
        ("id:arXiv:2401.00001v9", ["Full"]),
        ("from:list.txt", EVERYTHING),
        ('from:"saved listing"', EVERYTHING),
        ("from:nobody", []),
        ("author:hopper", ["Agents"]),
        ("author:~^grace.h[oy]p", ["Agents"]),
        ("title:~^p|gent", ["Plain", "Agents"]),
        ("abstract:~\\bnet", ["Plain", "Agents"]),
        ("nets author:~.", ["Agents"]),
        ('note:~"the (lemmas|proofs)$"', ["Plain"]),
        ("-note:~proofs", ["Elsewhere", "Full", "Agents"]),
        ("mark:~sent[ae]nce", ["Full"]),
        ("mark:sentence", ["Full"]),
        ('mark:"a sentence"', ["Full"]),
        ("mark:sentences", []),
        ("-mark:sent", ["Elsewhere", "Plain", "Agents"]),
        ("venue:~50%", ["Agents"]),
        ("tag:~^dee?p$", ["Full"]),
        ("topic:~^agents/t", ["Elsewhere"]),
        ("topic:~^agents", ["Elsewhere"]),
        ("topic:~nowhere", []),
        ("from:~^list[.]txt$", EVERYTHING),
        ("note:~( proofs", []),
        ("note:~(a+)+! or topic:~x{3} or mark:~z", []),
        ("title:~^plain nets", ["Plain"]),
        ("note:proofs", ["Plain"]),
        ("abstract:nets year:2019", ["Plain"]),
        ("nets is:starred", ["Agents"]),
        ("nets -is:starred", ["Plain"]),
        ("nets or is:done", ["Full", "Plain", "Agents"]),
        ("(nets is:starred) or topic:deja", ["Full", "Agents"]),
        ("-(nets is:starred)", ["Elsewhere", "Full", "Plain"]),
        ("status:done - !!", ["Full"]),
        ("added:today", EVERYTHING),
        ("added:<7d", EVERYTHING),
        ("added:>7d", []),
        ("-added:2019", EVERYTHING),
    ],
)
def test_filter_lists_its_papers(
    text: str, found: list[str], way: str, papers: None, reader: Reader
) -> None:
    assert titles(reader, text) == found, way


def test_filter_by_id_lists_that_paper(
    papers: None, library: Library, reader: Reader
) -> None:
    (paper,) = add(library, draft("This"))

    assert titles(reader, f"id:{paper[:13]}") == ["This"]


def test_filter_by_list_date_takes_the_words_in_any_order(
    library: Library, reader: Reader
) -> None:
    dated = Provenance(source="a", kind="saved listing", list_date="Mar 11", position=1)
    add(library, draft("Other"))
    add(library, Draft(title="Dated", provenance=dated))

    assert titles(reader, 'listed:"11 mar"') == ["Dated"]


@pytest.mark.parametrize("place", [p for p in Place if p is not Place.TOPIC])
def test_filter_stays_inside_its_place(
    place: Place, way: str, papers: None, reader: Reader
) -> None:
    every = titles(reader, place=place)

    assert sorted(titles(reader, "-has:marks or has:marks", place=place)) == sorted(
        every
    ), way
    assert set(titles(reader, "year:2021", place=place)) <= set(every)
    assert set(titles(reader, "topic:agents", place=place)) <= set(every)


def test_filter_in_a_topic_stays_inside_it(
    way: str, papers: None, reader: Reader
) -> None:
    topic = next(t.id for t in reader.topics() if t.path == "Agents")

    found = titles(reader, "-year:2020", place=Place.TOPIC, topic=topic)

    assert found == ["Elsewhere"], way
    assert titles(reader, "topic:deja", place=Place.TOPIC, topic=topic) == []


def test_filter_keeps_to_its_limit(papers: None, reader: Reader) -> None:
    every = reader.keys(Query(text="added:<7d"))

    assert reader.keys(Query(text="added:<7d"), limit=2) == every[:2]


def test_filters_many_and_deep_are_answered(papers: None, reader: Reader) -> None:
    deep = "(" * 200 + "nets" + " or is:starred)" * 200

    for text in ("is:new " * 500, " or ".join(["year:2020"] * 500), deep):
        reader.keys(Query(text=text))
    assert titles(reader, " or ".join(["nets", *["topic:deja"] * 60])) == [
        "Full",
        "Plain",
        "Agents",
    ]


def test_sifting_all_papers_reads_the_narrow_index(
    library: Library, reader: Reader
) -> None:
    seen: list[str] = []
    reader._connection.set_trace_callback(seen.append)
    reader.keys(Query(text="year:>=2020 star:no"), limit=60)
    reader._connection.set_trace_callback(None)

    statement = next(s for s in seen if "p.year" in s)
    plan = library._connection.execute(f"explain query plan {statement}").fetchall()

    assert "COVERING INDEX paper_sift" in str(plan)
    assert "TEMP B-TREE" not in str(plan)


@pytest.mark.parametrize("text", ["status:done", "is:starred", "rating:>=3", "is:done"])
def test_a_filter_finds_what_is_in_the_trash(
    text: str, library: Library, reader: Reader
) -> None:
    kept, binned = add(library, draft("Kept"), draft("Binned"))
    library.apply(
        ChangePapers(
            ids=(kept, binned),
            label="f",
            status=Status.DONE,
            is_starred=True,
            rating=4,
        )
    )
    library.apply(ChangePapers(ids=(binned,), label="b", is_trashed=True))

    keys = reader.keys(Query(text=text, place=Place.TRASH))

    assert [paper.title for paper in reader.papers(keys)] == ["Binned"]
    assert len(reader.keys(Query(text=text))) == 1

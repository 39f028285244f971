"""Search finds what a person means, and never fails on what a person types."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.domain.edit import (
    AddMarks,
    ChangeMark,
    ChangePapers,
    DeleteMark,
    WriteNote,
)
from app.domain.errors import NotFound
from app.domain.paper import Author, Identifier, Status, TopicId
from app.domain.query import Place, Query
from app.library import Library, Reader
from app.library.search import searching
from tests.unit.library.building import add, draft, mark, titles

NAMES = (
    "Déjà vu",
    "Die Straße",
    "Learned nets",
    "Ligatures: ﬁnal",
    "深度学习方法",
    "대한한국어",
    "State-of-the-art",
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("deja", ["Déjà vu"]),
        ("DÉJÀ", ["Déjà vu"]),
        ("strasse", ["Die Straße"]),
        ("straß", ["Die Straße"]),
        ("l", ["Learned nets", "Ligatures: ﬁnal"]),
        ("lear", ["Learned nets"]),
        ("learne", ["Learned nets"]),
        ("final", ["Ligatures: ﬁnal"]),
        ("学习", ["深度学习方法"]),
        ("度学", ["深度学习方法"]),
        ("学度", []),
        ("한국", ["대한한국어"]),
        ("nets learned", ["Learned nets"]),
        ('"nets learned"', []),
        ('"learned nets"', ["Learned nets"]),
        ('"learned net"', []),
        ('"learned net', ["Learned nets"]),
        ("state-of-the-ar", ["State-of-the-art"]),
        ("of state", ["State-of-the-art"]),
        ("state-the", []),
        ("nets zebra", []),
        ("deja nowhere", []),
        ("nets OR deja", ["Déjà vu", "Learned nets"]),
        ("or nets", []),
        ("nets or not nets", list(NAMES)),
        ("title:nets", ["Learned nets"]),
        ("abstract:nets", []),
        ('title:"learned net"', []),
        ("-(nets or vu or strasse or final or 学) -st", ["대한한국어"]),
        ("-nets learned", []),
        ("learned -(deja or zebra)", ["Learned nets"]),
        ("(nets or deja) -(title:learned)", ["Déjà vu"]),
        ("net*", ["Learned nets"]),
    ],
)
def test_search_finds_what_is_meant(
    text: str, found: list[str], way: str, library: Library, reader: Reader
) -> None:
    add(library, *map(draft, NAMES))

    assert titles(reader, text) == found, way


def test_search_puts_titles_first_then_the_newest(
    way: str, library: Library, reader: Reader
) -> None:
    noted, *_ = add(
        library,
        draft("Noted"),
        draft("Told", "on graphs"),
        draft("Graphs, old"),
        draft("By a namesake", authors=(Author("Anna Graphs"),)),
        draft("Spread graph", authors=(Author("Lee"),)),
    )
    add(library, draft("Graphs, new"), draft("Told later", "about graphs"))
    library.apply(WriteNote(paper_id=noted, text="graphs"))

    assert titles(reader, "graphs") == [
        "Graphs, new",
        "Graphs, old",
        "By a namesake",
        "Told later",
        "Told",
        "Noted",
    ], way
    assert titles(reader, "lee spread") == ["Spread graph"]
    first = reader.keys(Query(text="graphs"))[:3]
    assert reader.keys(Query(text="graphs"), limit=3) == first


def test_search_stays_inside_its_place(
    way: str, library: Library, reader: Reader
) -> None:
    queued, binned, _ = add(library, draft("Net one"), draft("Net two"), draft("Net 3"))
    add(library, draft("Net four"), topics=("A/B",))
    library.apply(
        ChangePapers(ids=(queued,), label="q", status=Status.QUEUED, is_starred=True)
    )
    library.apply(ChangePapers(ids=(binned,), label="b", is_trashed=True))
    above = next(topic.id for topic in reader.topics() if topic.path == "A")

    found = {place: titles(reader, "net", place=place) for place in list(Place)[:-1]}

    assert found == {
        Place.INBOX: ["Net four", "Net 3"],
        Place.QUEUE: ["Net one"],
        Place.READING: [],
        Place.SNOOZED: [],
        Place.STARRED: ["Net one"],
        Place.DONE: [],
        Place.ALL: ["Net four", "Net one", "Net 3"],
        Place.TRASH: ["Net two"],
    }, way
    assert titles(reader, "net", place=Place.TOPIC, topic=above) == ["Net four"]


def test_search_in_a_topic_that_is_gone_says_so(reader: Reader) -> None:
    with pytest.raises(NotFound):
        reader.keys(Query(text="a", place=Place.TOPIC, topic=TopicId("gone")))


def test_search_of_a_prefix_with_many_endings_finds_them_all(
    way: str, library: Library, reader: Reader
) -> None:
    add(library, draft(" ".join(f"longer{n}" for n in range(300))))

    assert len(titles(reader, "longer")) == 1
    assert len(titles(reader, "longer299")) == 1


def test_search_of_a_whole_page_of_words_answers(
    way: str, library: Library, reader: Reader
) -> None:
    page = " ".join(f"word{n}" for n in range(500))
    add(library, draft("Long", page))

    assert titles(reader, page) == ["Long"], way


def test_search_forgets_what_was_rewritten(library: Library, reader: Reader) -> None:
    (paper,) = add(library, draft("One"))
    library.apply(WriteNote(paper_id=paper, text="zebra"))
    library.apply(WriteNote(paper_id=paper, text="giraffe"))

    assert titles(reader, "zebra") == []
    assert titles(reader, "giraffe") == ["One"]
    library.undo()
    assert titles(reader, "zebra") == ["One"]


@pytest.fixture(scope="module")
def some() -> Iterator[Reader]:
    """Open a library of a few odd papers, once."""
    with tempfile.TemporaryDirectory() as folder:
        library = Library.open(Path(folder))
        odd = ["a\0b", 'q"uote', "NEAR(a b)", "लेख", "\ud800 lone", "𝔘nicode", "ß"]
        add(library, *(draft(title, title) for title in odd), topics=("T",))
        dois = [(Identifier("doi", f"10.1/{n}"),) for n in range(3)]
        mixed = draft(
            "a u", "b 学 q", authors=(Author("a b"),), year=2020, identifiers=dois[0]
        )
        plain = draft("b", "a", identifiers=dois[1])
        last = draft("u b", "a b z", identifiers=dois[2])
        (noted, *_) = add(library, mixed, plain, last)
        library.apply(WriteNote(paper_id=noted, text="z a"))
        reader = Reader.open(Path(folder))
        yield reader
        reader.close()
        library.close()


ANY_TEXT = st.text(st.characters(codec=None), max_size=40)
SYNTAX = st.text(st.sampled_from('ab "*^():+-{}\0NEARORTNDéß学の゙'), max_size=30)
_TERMS = ["a", '"a b"', "title:q", "note:z", "abstract:a", "-u", "(", ")", "or", "not"]
_TERMS += [
    "and",
    "is:new",
    "year:2020",
    "has:note",
    'search:"Self"',
    "-(",
    "学",
    "topic:t",
    "title:~^[ab]",
    "doi:10.1/",
]
QUERIES = st.lists(st.sampled_from(_TERMS), max_size=12).map(" ".join)


@settings(max_examples=200)
@given(text=st.one_of(ANY_TEXT, SYNTAX, QUERIES))
@example(text="\0")
@example(text='"')
@example(text='"" *')
@example(text="\ud800")
@example(text="a AND OR")
def test_search_of_any_text_answers_the_same_all_ways(text: str, some: Reader) -> None:
    through = some.keys(Query(text=text))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(searching, "_TINY_PLACE", -1)
        assert some.keys(Query(text=text)) == through
        patch.setattr(searching, "_SMALL_PLACE", -1)
        patch.setattr(searching, "_WINDOWS", (1, 3))
        patch.setattr(searching, "_MORE_TIMES", 1)
        assert some.keys(Query(text=text)) == through
        for limit in (1, 2, 4):
            assert some.keys(Query(text=text), limit=limit) == through[:limit]


def test_marked_words_and_comments_find_their_paper(
    way: str, library: Library, reader: Reader
) -> None:
    _, marked = add(library, draft("Plain"), draft("Marked"))
    made = mark(marked, quote="a telescoping sum")
    library.apply(WriteNote(paper_id=marked, text="read it twice"))

    library.apply(AddMarks((made,)))
    library.apply(ChangeMark(mark_id=made.id, comment="why does it hold?"))

    for text in ("telescoping", "note:telesc", "why hold", "twice telescoping"):
        assert titles(reader, text) == ["Marked"]
    library.undo()
    assert titles(reader, "why hold") == []
    assert titles(reader, "telescoping") == ["Marked"]
    library.apply(DeleteMark(mark_id=made.id))
    assert titles(reader, "telescoping") == []
    library.undo()
    assert titles(reader, "telescoping") == ["Marked"]

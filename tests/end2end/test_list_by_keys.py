"""The reading list worked by keys alone in the real program, on a real screen.

What came of the keys is asked of the library itself, and of the screen.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.paper import Status
from app.domain.query import Place, Query
from app.domain.view import Column, Section
from app.domain.view_text import read_sorting, read_view
from app.library import Reader
from app.ui.session import load_session
from tests.support.column_paper import write_column_paper
from tests.support.hands import Hands
from tests.support.listings import SAMPLE
from tests.support.person import Person
from tests.support.program import Program
from tests.support.screen import Screen, missing, until

pytestmark = [
    pytest.mark.window,
    pytest.mark.skipif(bool(missing()), reason=f"not installed: {missing()}"),
]
N_PAPERS = 13
BY_HAND = "A paper by hand"


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    """One screen for the module's windows."""
    with Screen() as made:
        yield made


def test_list_is_worked_by_keys_alone(tmp_path: Path, screen: Screen) -> None:
    file = write_column_paper(tmp_path / "Columns.pdf")
    words = ["--set=appearance.theme=light", "--set=sources.offline=true"]
    with Program(tmp_path, options=words, variables=screen.environment()) as program:
        program.tell("import", str(SAMPLE))
        program.tell("import", str(file))
        library = Reader.open(program.library)
        try:
            with program.window() as running:
                running.until_open()
                person = Person(screen, program, running)
                person.until_row()
                hands = Hands(person, library)
                for act in ACTS:
                    act(hands)
                assert person.quit() == 0
                assert running.said == ""
        finally:
            library.close()
        check_view(program.library)


def make_a_topic_with_a_digit(hands: Hands) -> None:
    """File under a topic made for it, give it the digit 1, and make one below it."""
    hands.open("g", "a", "t")
    hands.write("Latent", "Return")
    hands.until(lambda: [t.n_papers for t in hands.library.topics()] == [1], "a topic")
    hands.close("Escape")
    hands.rest()
    hands.press("c")
    hands.rest()
    hands.open("F2")
    hands.rest()
    hands.write("Latent spaces", "Tab", "Tab", "1")
    hands.rest()
    hands.close("Return")
    hands.until(
        lambda: (
            [(t.name, t.slot) for t in hands.library.topics()] == [("Latent spaces", 1)]
        ),
        "the topic's name and digit",
    )


def triage_with_one_key_each(hands: Hands) -> None:
    """Decide on the first papers, file with the digit, snooze, and take one back."""
    first, second, third, fourth = (paper.id for paper in hands.papers()[:4])
    hands.press("g", "a", "g", "g", "F7", "w", "1", "d")
    hands.open("p")
    hands.close("Return")
    hands.press("e", "ctrl+z", "w", "Escape")

    def states() -> list[tuple[Status, bool, bool]]:
        every = {paper.id: paper for paper in hands.papers()}
        looked_at = (every[id] for id in (first, second, third, fourth))
        return [
            (p.status, bool(p.topics), p.snoozed_until is not None) for p in looked_at
        ]

    hands.until(
        lambda: (
            states()
            == [
                (Status.QUEUED, True, False),
                (Status.DISMISSED, True, False),
                (Status.NEW, False, True),
                (Status.QUEUED, False, False),
            ]
        ),
        "four papers decided on",
    )


def look_at_it_in_another_way(hands: Hands) -> None:
    """Part the list, fold it, sort it, choose a column and show cards."""
    hands.open("z", "s")
    hands.close(*"status", "Return")
    hands.press("z", "m")
    until(lambda: hands.person.few_rows, "headings alone")
    hands.press("z", "r")
    until(lambda: not hands.person.few_rows, "the papers of every section")
    hands.open("g", "o")
    hands.write("title", "Return")
    hands.close("Escape")
    hands.do("choose columns")
    hands.close("End", "space", "Escape")
    hands.press("g", "c")


def mark_all_as_seen(hands: Hands) -> None:
    """See what is new, all at once."""
    assert hands.library.unseen().papers
    hands.press("I")
    hands.until(lambda: not hands.library.unseen().papers, "nothing unseen")


def search_within_a_saved_search(hands: Hands) -> None:
    """Save a search that was completed, and star what it finds with another word."""
    hands.press("slash")
    hands.write("status:que", "Tab")
    hands.rest()
    hands.press("Return")
    hands.do("save this search")
    hands.write("Mine")
    hands.close("Return")
    hands.until(
        lambda: [s.text.strip() for s in hands.library.searches()] == ["status:queued"],
        "a saved search",
    )
    hands.press("slash", "ctrl+a")
    hands.write('search:Mine topic:"Latent spaces"', "Return")
    hands.rest()
    hands.press("ctrl+a", "s")
    starred = Query(place=Place.STARRED)
    hands.until(lambda: hands.papers(starred), "a star")
    assert [(p.status, bool(p.topics)) for p in hands.papers(starred)] == [
        (Status.QUEUED, True)
    ]
    hands.press("Escape", "Escape", "g", "a")


def edit_one_and_many(hands: Hands) -> None:
    """Write a title, add a paper by hand, and give many papers a venue."""
    hands.rest()
    hands.open("F2")
    hands.press("ctrl+a")
    hands.write("My own title")
    hands.close("ctrl+Return")
    hands.until(lambda: hands.titled("My own title"), "a title")
    assert [paper.edited for paper in hands.titled("My own title")] == [{"title"}]
    add_by_hand(hands)
    hands.until(lambda: len(hands.papers()) == N_PAPERS + 1, "one paper more")
    hands.person.until_no_sheet()
    hands.press("g", "a", "ctrl+a")
    hands.open("i")
    hands.write("Some Journal")
    hands.close("ctrl+Return")
    hands.until(
        lambda: {paper.venue for paper in hands.papers()} == {"Some Journal"},
        "the venue of all",
    )


def add_by_hand(hands: Hands) -> None:
    """Type a title and add it."""
    hands.open("ctrl+n")
    hands.write(BY_HAND, "ctrl+Return")


def take_back_one_act(hands: Hands) -> None:
    """Take the saved search back; the title stays, as a later act builds on it."""
    hands.do("show the history")
    hands.press("Down", "Down")
    hands.rest()
    hands.press("BackSpace", "Down", "Down")
    hands.rest()
    hands.press("BackSpace")
    hands.until(lambda: not hands.library.searches(), "no saved search")
    hands.close("Escape")
    assert [paper.venue for paper in hands.titled("My own title")] == ["Some Journal"]


def merge_two_that_are_one(hands: Hands) -> None:
    """Add a paper again although it is here, merge both, and take that back."""
    add_by_hand(hands)
    hands.rest()
    hands.close("2")
    hands.until(lambda: len(hands.papers()) == N_PAPERS + 2, "a duplicate")
    hands.rest()
    hands.press("g", "a", "g", "g", "x", "j", "x")
    hands.rest()
    hands.open("M")
    hands.rest()
    hands.close("Return")
    hands.until(lambda: len(hands.papers()) == N_PAPERS + 1, "one of two")
    hands.press("ctrl+z")
    hands.until(lambda: len(hands.papers()) == N_PAPERS + 2, "two again")


def delete_and_restore(hands: Hands) -> None:
    """Delete a topic and a paper, and bring both back from the trash."""
    n_filed = hands.library.topics()[0].n_papers
    hands.press("g", "a", "g", "g", "Delete")
    hands.until(lambda: hands.papers(Query(place=Place.TRASH)), "a paper in the trash")
    hands.press("g", "t")
    hands.rest()
    hands.press("u")
    hands.until(lambda: not hands.papers(Query(place=Place.TRASH)), "no trash")
    hands.press("c", "Return")
    hands.rest()
    hands.do("delete the topic")
    hands.until(lambda: not hands.library.topics(), "no topic")
    hands.person.until_no_sheet()
    hands.open("g", "T")
    hands.rest()
    hands.press("Return")
    hands.until(
        lambda: [t.n_papers for t in hands.library.topics()] == [n_filed],
        "the topic with its papers",
    )
    hands.close("Escape")


def continue_reading(hands: Hands) -> None:
    """Read a paper, leave it, and go on where it was left."""
    hands.press("g", "a", "slash")
    hands.write("has:pdf", "Return")
    hands.rest()
    hands.press("v")
    hands.person.until_page()
    hands.press("q", "Escape", "g", "i")
    until(lambda: not hands.person.sees_page, "the list")
    hands.press("g", "v")
    hands.person.until_page()
    hands.press("q")
    hands.until(lambda: any(paper.progress for paper in hands.papers()), "a place kept")


def check_view(folder: Path) -> None:
    """Look whether the window remembers how the list was looked at."""
    views = load_session(folder, print).views
    view = read_view(views["all:"])
    assert view is not None
    assert (view.section, view.is_cards) == (Section.STATUS, True)
    assert view.sorting == read_sorting("title")
    assert view.columns[-1] is Column.NOTES
    assert view.folded == ()


ACTS = (
    make_a_topic_with_a_digit,
    triage_with_one_key_each,
    mark_all_as_seen,
    search_within_a_saved_search,
    edit_one_and_many,
    take_back_one_act,
    merge_two_that_are_one,
    delete_and_restore,
    look_at_it_in_another_way,
    continue_reading,
)

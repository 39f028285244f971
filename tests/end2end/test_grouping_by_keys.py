"""Grouping, finding and taking back by keys alone in the real program, on a screen.

What came of the keys is asked of the library itself, and of the screen.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.edit import AddPapers
from app.domain.paper import Paper, Status
from app.domain.query import Place, Query
from app.domain.trash import TrashKind
from app.library import Library, Reader
from tests.support.hands import Hands
from tests.support.person import Person
from tests.support.program import Program
from tests.support.screen import Screen, missing
from tests.support.subjects import SUBJECTS, papers_on

pytestmark = [
    pytest.mark.window,
    pytest.mark.skipif(bool(missing()), reason=f"not installed: {missing()}"),
]
N_FILED = 8
TWIN = "A paper that was written by hand for the second time"
QUEUE, TRASH = Query(place=Place.QUEUE), Query(place=Place.TRASH)


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    """One screen for the module's windows."""
    with Screen() as made:
        yield made


def fill(folder: Path) -> None:
    """Make a library of three subjects; two papers on birds are not filed."""
    library = Library.open(folder)
    for subject in SUBJECTS:
        drafts = papers_on(subject, N_FILED)
        library.apply(AddPapers(drafts=drafts, label="Added", topics=(subject,)))
    loose = papers_on("Birds", 2, first=N_FILED)
    library.apply(AddPapers(drafts=loose, label="Added"))
    library.close()


def test_list_is_grouped_by_keys_alone(tmp_path: Path, screen: Screen) -> None:
    words = ["--set=appearance.theme=light", "--set=sources.offline=true"]
    with Program(tmp_path, options=words, variables=screen.environment()) as program:
        program.library.parent.mkdir(parents=True, exist_ok=True)
        fill(program.library)
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


def loose(hands: Hands) -> list[Paper]:
    """Return the papers that are under no topic."""
    return [paper for paper in hands.papers() if not paper.topics]


def accept_suggestions(hands: Hands) -> None:
    """File one paper by a digit in triage, and the other while the picker is open."""
    first, second = loose(hands)
    hands.press("g", "a", "g", "g", "F7")

    def is_filed(paper: Paper) -> bool:
        hands.rest()
        hands.press("1")
        hands.rest()
        return paper.id not in {each.id for each in loose(hands)}

    hands.until(lambda: is_filed(first), "a suggestion taken in triage")
    hands.press("Escape", "g", "a", "g", "g", "j")
    hands.open("t")
    hands.until(lambda: is_filed(second), "a suggestion taken in the picker")
    hands.close("Escape")
    names = {topic.id: topic.path for topic in hands.library.topics()}
    filed = {hands.library.paper(paper.id).topics for paper in (first, second)}
    assert {names[id] for topics in filed for id in topics} == {"Birds"}


def order_the_queue(hands: Hands) -> None:
    """Queue three papers as one act, and put the last of them first."""
    hands.press("g", "a", "g", "g", "shift+Down", "shift+Down", "w")
    hands.until(lambda: len(hands.papers(QUEUE)) == 3, "three papers in the queue")
    before = [paper.id for paper in hands.papers(QUEUE)]
    hands.press("g", "q", "G")
    hands.rest()
    hands.press("ctrl+Up", "ctrl+Home")
    after = [before[2], before[0], before[1]]
    hands.until(lambda: [p.id for p in hands.papers(QUEUE)] == after, "another order")
    hands.press("ctrl+z", "ctrl+z", "ctrl+z")
    hands.until(lambda: not hands.papers(QUEUE), "an empty queue again")
    assert {paper.status for paper in hands.papers()} == {Status.NEW}


def write_on_a_topic(hands: Hands) -> None:
    """Go to a topic in the palette, and write a note on its page."""
    hands.open("ctrl+k")
    hands.write("#cheese", "Return")
    hands.rest()
    hands.open("ctrl+k")
    hands.write("about this topic", "Return")
    hands.rest()
    hands.write("What ripens")
    hands.close("ctrl+Return")
    hands.until(
        lambda: (
            {t.path: t.note for t in hands.library.topics()}["Cheese"] == "What ripens"
        ),
        "a note on the topic",
    )


def combine_topics(hands: Hands) -> None:
    """Rate the papers that are under two topics, chosen as chips by completion."""
    both = hands.papers()[0]
    hands.press("g", "a", "g", "g")
    hands.open("t")
    hands.write("Cheese", "Return")
    hands.until(lambda: len(hands.library.paper(both.id).topics) == 2, "two topics")
    hands.close("Escape")
    hands.press("slash")
    hands.write("topic:Bir", "Tab")
    hands.rest()
    hands.write("topic:Che", "Tab")
    hands.rest()
    hands.press("Return")
    hands.rest()
    hands.press("ctrl+a", "ctrl+3")
    hands.until(
        lambda: [p.id for p in hands.papers() if p.rating == 3] == [both.id],
        "the rating of the paper under both topics",
    )
    hands.press("Escape", "Escape", "g", "a")
    hands.rest()


def look_for_more_like_it(hands: Hands) -> None:
    """Go from a paper to the one most like it, and star that."""
    hands.press("g", "a", "g", "g")
    hands.rest()
    first = hands.papers()[0]
    hands.open("g", "l")
    hands.rest()
    hands.close("Return")
    hands.rest()
    hands.press("s")
    starred = Query(place=Place.STARRED)
    hands.until(lambda: hands.papers(starred), "a star")
    assert first.id not in {paper.id for paper in hands.papers(starred)}


def n_duplicates(hands: Hands) -> int:
    """Return how many groups of papers may be one."""
    return len(hands.library.find_duplicates(lambda _part: None))


def keep_two_apart(hands: Hands) -> None:
    """Add a paper twice, look for duplicates, and say that they are none."""
    for _ in range(2):
        hands.open("ctrl+n")
        hands.write(TWIN, "ctrl+Return")
        hands.rest()
        if hands.person.sees_sheet:
            hands.close("2")
    hands.until(lambda: len(hands.titled(TWIN)) == 2, "two of one title")
    assert n_duplicates(hands) == 1
    hands.rest()
    hands.open("ctrl+k")
    hands.write("find duplicates", "Return")
    hands.rest()
    hands.press("n")
    hands.until(lambda: n_duplicates(hands) == 0, "two that are no duplicates")
    if hands.person.sees_sheet:
        hands.close("Escape")


def restore_by_key(hands: Hands) -> None:
    """Bring a paper back from the trash, and a note from the deleted things."""
    hands.press("g", "a", "g", "g")
    hands.rest()
    gone = hands.papers()[0].id
    hands.press("Delete")
    hands.until(lambda: hands.papers(TRASH), "a paper in the trash")
    hands.press("g", "t")
    hands.rest()
    hands.press("u")
    hands.until(lambda: not hands.papers(TRASH), "no trash")
    assert not hands.library.paper(gone).is_trashed
    hands.press("g", "a", "g", "g", "a")
    hands.rest()
    hands.write("Kept", "ctrl+Return")
    hands.until(lambda: any(paper.note for paper in hands.papers()), "a note")
    hands.rest()
    hands.press("a")
    hands.rest()
    hands.press("ctrl+a", "BackSpace", "ctrl+Return")
    hands.until(lambda: not any(paper.note for paper in hands.papers()), "no note")
    hands.rest()
    hands.open("g", "T")
    hands.rest()
    assert [thing.kind for thing in hands.library.trash()] == [TrashKind.NOTE]
    hands.press("u")
    hands.until(lambda: any(paper.note for paper in hands.papers()), "the note")
    hands.close("Escape")


def open_a_paper(hands: Hands) -> None:
    """Find a paper by its title, after another thought."""
    hands.open("ctrl+k")
    hands.write("suggest topics for", "Escape")
    hands.person.until_no_sheet()
    wanted = hands.papers()[-1]
    hands.open("ctrl+k")
    hands.write(wanted.title, "Return")
    hands.person.until_no_sheet()
    hands.rest()
    hands.press("s")
    hands.until(
        lambda: hands.library.paper(wanted.id).is_starred, "the paper found by title"
    )


ACTS = (
    accept_suggestions,
    order_the_queue,
    write_on_a_topic,
    combine_topics,
    look_for_more_like_it,
    keep_two_apart,
    restore_by_key,
    open_a_paper,
)

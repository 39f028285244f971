"""The main job in the real program, on a real screen, by keys, mouse and drag.

What the window did is asked of the terminal beside it; the screen is looked at where
painting is the point.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support import listings
from tests.support.person import Person
from tests.support.program import Program, RunningWindow
from tests.support.screen import Picture, Screen, missing, until
from tests.support.server import PaperServer, Work

pytestmark = [
    pytest.mark.window,
    pytest.mark.skipif(bool(missing()), reason=f"not installed: {missing()}"),
]
AT = 5
"""The paper of the list that the story is about, by its index."""

MORE = """\
Moss on Motherboards

We grow moss on computers that are switched off and measure nothing at all.

The Slow Cache

A cache that answers late is a store. We ask whether a store that answers early is one.
"""


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    """One screen for the module's windows."""
    with Screen() as made:
        yield made


@pytest.fixture(scope="module")
def listing() -> listings.Listing:
    """The shared listing of 51 papers, else our own."""
    return listings.seed() if listings.SEED.exists() else listings.sample()


@pytest.fixture
def server(listing: listings.Listing) -> Iterator[PaperServer]:
    """An arXiv on loopback that knows the paper of the story."""
    title, abstract = listing.pairs[AT]
    with PaperServer([Work(id="2504.00005", title=title, abstract=abstract)]) as made:
        yield made


@pytest.fixture
def program(tmp_path: Path, screen: Screen, server: PaperServer) -> Iterator[Program]:
    """Octavo from an empty home, fetching from our server."""
    options = {
        "appearance.theme": "light",
        "sources.arxiv.api_url": server.api_url,
        "sources.arxiv.pdf_url": server.pdf_url,
        "sources.arxiv.interval_s": "0",
    }
    words = [f"--set={key}={value}" for key, value in options.items()]
    with Program(tmp_path, options=words, variables=screen.environment()) as made:
        yield made


@pytest.fixture
def sit(screen: Screen, program: Program) -> Callable[[RunningWindow], Person]:
    """Return what seats a person at a window that was started and has opened."""

    def seat(running: RunningWindow) -> Person:
        running.until_open()
        return Person(screen, program, running)

    return seat


def test_main_job_from_nothing_to_reading_and_back_again(
    program: Program,
    sit: Callable[[RunningWindow], Person],
    listing: listings.Listing,
    server: PaperServer,
) -> None:
    with program.window() as running:
        person = sit(running)
        drop_listing(person, program, listing)
        paper_id = find_and_star(person, program, listing)
        file_under_topic(person, program, paper_id)
        fetch_and_read(person, program, paper_id, server)
        mark_a_line(person, program, paper_id)
        page_2 = go_to_page_2(person, program, paper_id)
        assert person.quit() == 0
        assert running.said == ""

    with program.window() as running:
        person = sit(running)
        read_on(person, page_2)
        go_to_the_fourth_paper(person)
        assert person.quit() == 0
        assert running.said == ""

    with program.window() as running:
        person = sit(running)
        star_where_it_was_left(person, program)
    assert program.tell("doctor") == {"sound": True, "damage": []}


def drop_listing(person: Person, program: Program, listing: listings.Listing) -> None:
    """Drag the listing on the window and accept the preview."""
    assert person.window.title == "Octavo"
    assert not person.sees_sheet
    file = program.home / "trending papers.txt"
    file.write_text(listing.text(), "utf-8")

    said = person.drop(file, person.box.centre)

    assert said == {"action": "CopyAction", "is_there": True}
    person.until_sheet()
    person.press("Return")
    person.until_no_sheet()
    papers = until(program.papers, "papers in the library")
    assert [(p["title"], p["abstract"]) for p in papers] == list(listing.pairs)


def find_and_star(person: Person, program: Program, listing: listings.Listing) -> str:
    """Search a title as one types, and star the paper found; return its id."""
    title = listing.pairs[AT][0]
    person.press("slash")
    person.write("".join(c if c.isalnum() and c.isascii() else " " for c in title))
    until(lambda: person.few_rows, "the list of what was found")
    person.press("Return", "s")

    [paper_id] = until(lambda: starred(program), "a star")
    assert program.tell("show", paper_id)["title"] == title
    person.press("Escape")
    until(lambda: not person.few_rows, "the whole list again")
    return paper_id


def file_under_topic(person: Person, program: Program, paper_id: str) -> None:
    """Go to the starred paper; make a topic by typing it, which files the paper."""
    person.press("g", "s")
    until(lambda: person.few_rows, "the starred paper alone")
    person.press("t")
    person.until_sheet()
    person.write("Reading group/April")
    person.press("Return", "Escape")
    person.until_no_sheet()

    topics = until(lambda: program.tell("show", paper_id)["topics"], "a topic")
    assert topics == ["Reading group/April"]


def fetch_and_read(
    person: Person, program: Program, paper_id: str, server: PaperServer
) -> None:
    """Fetch the PDF with one key and see its page."""
    person.press("v")
    person.until_page()

    assert server.paths() == ["/api/query", "/pdf/2504.00005"]
    paper = program.tell("show", paper_id)
    assert (paper["has_pdf"], paper["status"]) == (True, "reading")
    assert paper["identifiers"] == {"arxiv": "2504.00005"}


def mark_a_line(person: Person, program: Program, paper_id: str) -> None:
    """Highlight the first line of the page, which is the title's, with the mouse."""
    assert not person.sees_highlight
    person.select_lines(person.page_box)
    person.press("h")
    until(lambda: person.sees_highlight, "the colour of a highlight")

    [mark] = program.tell("show", paper_id)["marks"]
    assert (mark["kind"], mark["page"]) == ("highlight", 1)
    assert len(mark["quote"]) > 10
    assert program.tell("show", paper_id)["title"].startswith(mark["quote"])


def go_to_page_2(person: Person, program: Program, paper_id: str) -> Picture:
    """Go to the next page, and return how it looks once its place is kept."""
    person.press("J")

    def is_kept() -> bool:
        progress = program.tell("show", paper_id)["progress"]
        return progress is not None and progress["page"] == 2

    until(is_kept, "page 2 being kept as the place")
    assert not person.sees_highlight
    return person.page_picture()


def read_on(person: Person, page_2: Picture) -> None:
    """Find the reader as it was left, and the highlight on the page before."""
    until(lambda: person.page_picture() == page_2, "page 2 as it was left")
    person.press("g", "g")
    until(lambda: person.sees_highlight, "the highlight on page 1")


def go_to_the_fourth_paper(person: Person) -> None:
    """Leave the reader for the list, and there for the fourth of all papers."""
    person.press("q")
    until(lambda: person.few_rows, "the starred paper alone")
    person.press("g", "a")
    until(lambda: not person.few_rows, "all papers")
    person.press("g", "g", "j", "j", "j")


def star_where_it_was_left(person: Person, program: Program) -> None:
    """Press one key at once, which acts on the paper that was current."""
    person.until_row()
    person.press("s")

    until(lambda: len(starred(program)) != 1, "a second star")
    assert [n for n, paper in enumerate(program.papers()) if paper["starred"]] == [
        3,
        AT,
    ]


def starred(program: Program) -> list[str]:
    """Return the ids of the starred papers."""
    return [paper["id"] for paper in program.papers() if paper["starred"]]


def test_drop_on_a_topic_files_the_papers_there(
    program: Program, sit: Callable[[RunningWindow], Person]
) -> None:
    program.tell("import", str(listings.SAMPLE), "--topic", "Oddities")
    file = program.home / "more.txt"
    file.write_text(MORE, "utf-8")

    with program.window() as running:
        person = sit(running)
        said = person.drop(file, person.topic_dot())
        person.until_sheet()
        person.press("Return")
        until(lambda: len(program.papers()) == 14, "two papers more")

    assert said == {"action": "CopyAction", "is_there": True}
    topics = {paper["title"]: paper["topics"] for paper in program.papers()[:2]}
    assert topics == {
        "Moss on Motherboards": ["Oddities"],
        "The Slow Cache": ["Oddities"],
    }


def test_second_start_raises_the_first_and_hands_it_its_files(
    program: Program, screen: Screen, sit: Callable[[RunningWindow], Person]
) -> None:
    with program.window() as running:
        person = sit(running)
        screen.act("windowminimize", person.window.number)
        until(lambda: not person.window.is_active, "the window being minimised")

        second = program.run(str(listings.SAMPLE))

        assert (second.code, second.out, second.err) == (0, "", "")
        until(lambda: person.window.is_active, "the first window raised")
        person.until_sheet()
        person.press("Return")
        assert len(until(program.papers, "papers in the library")) == 12
        assert running.said == ""


def test_kill_behind_a_key_loses_nothing(
    program: Program, sit: Callable[[RunningWindow], Person]
) -> None:
    program.tell("import", str(listings.SAMPLE))
    with program.window() as running:
        person = sit(running)
        person.until_row()
        person.press("s")
        until(lambda: starred(program), "a star")
        running.kill()

    with program.window() as running:
        sit(running)
        [paper_id] = starred(program)
        assert program.papers()[0]["id"] == paper_id
        assert program.tell("doctor")["sound"]


def test_terminal_beside_a_window_reads_but_says_who_holds_the_library(
    program: Program, sit: Callable[[RunningWindow], Person]
) -> None:
    program.tell("import", str(listings.SAMPLE))
    with program.window() as running:
        sit(running)
        [first, *_] = program.papers()

        refused = program.run("set", first["id"], "--star", "--json")

        assert refused.code == 1
        assert "error" in refused.value
        assert f"process {running.process.pid}" in refused.err
        assert refused.err.count("\n") == 1
        assert not starred(program)


@pytest.mark.parametrize("display", ["", ":99999"])
def test_start_without_a_screen_says_one_line(
    program: Program, screen: Screen, display: str
) -> None:
    program.variables["DISPLAY"] = display

    answer = program.run()

    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("octavo: ")
    assert answer.err.count("\n") == 1
    assert not program.library.exists()


@pytest.mark.parametrize("content", [b"", b"Dear diary, today I read a paper.\n" * 9])
def test_bad_library_is_told_left_alone_and_tried_again(
    program: Program, screen: Screen, content: bytes
) -> None:
    program.library.mkdir()
    database = program.library / "library.db"
    database.write_bytes(content)

    with program.window() as running:
        person = Person(screen, program, running)
        person.until_sheet()
        assert database.read_bytes() == content
        database.rename(program.home / "not a library")
        person.press("1")
        running.until_open()
        person.until_no_sheet()
        assert person.quit() == 0
        assert running.said == ""

    assert (program.home / "not a library").read_bytes() == content
    assert program.papers() == []


def test_bad_library_may_be_left_as_it_is(program: Program, screen: Screen) -> None:
    program.library.mkdir()
    (program.library / "library.db").write_bytes(b"")

    with program.window() as running:
        person = Person(screen, program, running)
        person.until_sheet()
        person.press("Escape")
        assert running.until_over() == 0

    assert (program.library / "library.db").read_bytes() == b""
    assert {path.name for path in program.library.iterdir()} <= {"library.db", "lock"}

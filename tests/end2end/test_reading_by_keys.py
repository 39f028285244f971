"""A paper read and marked by keys alone in the real program, the mouse out of reach.

What became of the keys is asked of the terminal.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.any_pdf.planted import PASSWORD, write_locked
from tests.support.column_paper import N_LINES, write_column_paper
from tests.support.person import PAPER_WHITE, Person
from tests.support.pointing_pdf import CITED_TITLE, write_pointing_pdf
from tests.support.program import Program
from tests.support.screen import Screen, missing, until

pytestmark = [
    pytest.mark.window,
    pytest.mark.skipif(bool(missing()), reason=f"not installed: {missing()}"),
]


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    """One screen for the module's windows."""
    with Screen() as made:
        yield made


def test_paper_is_read_and_marked_by_keys(tmp_path: Path, screen: Screen) -> None:
    file = write_column_paper(tmp_path / "Columns.pdf")
    words = ["--set=appearance.theme=light", "--set=sources.offline=true"]
    with Program(tmp_path, options=words, variables=screen.environment()) as program:
        program.tell("import", str(file))
        [paper] = program.papers()
        with program.window() as running:
            running.until_open()
            person = Person(screen, program, running)
            person.until_row()
            person.press("v")
            person.until_page()
            person.until_still()

            mark_with_the_caret(person, program, paper["id"])
            mark_under_the_ruler(person, program, paper["id"])
            follow_a_link_and_keep_the_place(person, program, paper["id"])
            assert person.quit() == 0
            assert running.said == ""

        with program.window() as running:
            running.until_open()
            person = Person(screen, program, running)
            person.until_page()
            person.press("grave", "c")
            until(lambda: page_of(program, paper["id"]) == 3, "the place that was kept")
            assert person.quit() == 0


def test_paper_is_looked_at_in_every_way_by_keys(
    tmp_path: Path, screen: Screen
) -> None:
    words = ["--set=appearance.theme=light", "--set=sources.offline=true"]
    with Program(tmp_path, options=words, variables=screen.environment()) as program:
        program.tell("import", str(write_pointing_pdf(tmp_path / "Pointing.pdf")))
        [paper] = program.papers()
        with program.window() as running:
            running.until_open()
            person = Person(screen, program, running)
            person.until_row()
            person.press("v")
            person.until_page()
            person.until_still()

            peek_and_queue(person, program)
            mark_sentence_and_paragraph(person, program, paper["id"])
            look_and_look_back(person)
            go_to_a_heading(person, program, paper["id"])
            fill_the_screen(person)
            close_and_reopen_the_tab(person)
            assert person.quit() == 0
            assert running.said == ""


def test_locked_paper_asks_for_its_password_by_keys(
    tmp_path: Path, screen: Screen
) -> None:
    file = tmp_path / "Locked.pdf"
    write_locked(file)
    words = ["--set=appearance.theme=light", "--set=sources.offline=true"]
    variables = screen.environment()
    with (
        Program(tmp_path, options=words, variables=variables) as program,
        program.window(str(file)) as running,
    ):
        running.until_open()
        person = Person(screen, program, running)
        person.until_still(has_caret=True)
        assert not person.sees_page
        person.write(PASSWORD)
        person.press("Return")
        person.until_page()
        assert person.quit() == 0
        assert PASSWORD not in running.said


def peek_and_queue(person: Person, program: Program) -> None:
    """Peek at the figure, then at the reference, and queue the paper it names."""
    person.press("l")
    person.until_still()
    person.press("Tab")
    person.until_still()
    person.press("w")
    titles = until(
        lambda: [p["title"] for p in program.papers("is:queued")], "a queued paper"
    )
    assert titles == [CITED_TITLE]
    person.press("Escape")


def mark_sentence_and_paragraph(
    person: Person, program: Program, paper_id: str
) -> None:
    """Go into the text, select to the next sentence and mark it."""
    person.press("v", "v", "parenright", "1")
    [mark] = until(lambda: marks_of(program, paper_id), "a marked sentence")
    assert mark["quote"].startswith("The counting of birds")
    assert mark["quote"].endswith("is written here.")
    person.press("Escape")


def look_and_look_back(person: Person) -> None:
    """Change how the pages look, each way with its keys, and change it back."""
    for there, back in (
        (("z", "2"), ("z", "1")),
        (("z", "r"), ("z", "R")),
        (("z", "t"), ("z", "t")),
        (("z", "v"), ("z", "x")),
        (("g", "m"), ("Escape",)),
    ):
        before = person.page_picture()
        person.press(*there)
        until(lambda: person.page_picture() != before, f"{there} showing")  # noqa: B023
        person.press(*back)
        person.until_page()
    person.press("backslash")
    until(lambda: not person.page_picture().count(PAPER_WHITE), "pages not white")
    person.press("backslash", "backslash", "backslash", "backslash")
    person.until_page()


def go_to_a_heading(person: Person, program: Program, paper_id: str) -> None:
    """Choose a heading that was found: the file has no outline."""
    person.press("c")
    person.write("rate")
    person.until_still(has_caret=True)
    person.press("Return")
    until(lambda: page_of(program, paper_id) == 3, "the page of the heading")


def fill_the_screen(person: Person) -> None:
    """Fill the screen and leave it."""
    width = person.window.box().width
    person.press("F11")
    until(lambda: person.window.box().width > width, "the whole screen")
    person.press("F11")
    until(lambda: person.window.box().width == width, "the window as it was")


def close_and_reopen_the_tab(person: Person) -> None:
    """Close the paper and open it again where it was."""
    person.press("ctrl+w")
    until(lambda: not person.sees_page, "the list")
    person.until_row()
    person.press("ctrl+shift+t")
    person.until_page()


def mark_with_the_caret(person: Person, program: Program, paper_id: str) -> None:
    """Go into the text, over the first column into the second, and mark two words."""
    person.press("v", *["j"] * (N_LINES + 1), "v", "e", "e", "2")

    [mark] = until(lambda: marks_of(program, paper_id), "a mark made by keys")
    assert (mark["quote"], mark["colour"]) == ("R0 of", 2)
    person.press("Escape")


def mark_under_the_ruler(person: Person, program: Program, paper_id: str) -> None:
    """Walk the ruler to the fifth line and mark its sentence."""
    person.press("F8", "j", "j", "j", "j", "j", "h")

    until(lambda: len(marks_of(program, paper_id)) == 2, "a second mark")
    quotes = {mark["quote"] for mark in marks_of(program, paper_id)}
    lines = [f"L{number} of page 1 and some text" for number in (3, 4, 5)]
    assert " ".join(lines) + "." in quotes
    person.press("Escape", "F8")


def follow_a_link_and_keep_the_place(
    person: Person, program: Program, paper_id: str
) -> None:
    """Follow the link to page 3, keep that place as c, go back and forward."""
    person.press("g", "g", "f", "f")
    until(lambda: page_of(program, paper_id) == 3, "the page that the link leads to")
    person.press("m", "c", "BackSpace")
    until(lambda: page_of(program, paper_id) == 1, "the page before the jump")
    person.press("alt+Right")
    until(lambda: page_of(program, paper_id) == 3, "forward again")
    person.press("g", "p")
    person.write("i")
    person.press("Return")
    until(lambda: page_of(program, paper_id) == 1, "the page called i")


def marks_of(program: Program, paper_id: str) -> list[dict[str, Any]]:
    """Return the marks of a paper as the terminal tells them."""
    marks: list[dict[str, Any]] = program.tell("show", paper_id)["marks"]
    return marks


def page_of(program: Program, paper_id: str) -> int | None:
    """Return the page that is kept as the one read."""
    progress = program.tell("show", paper_id)["progress"]
    return None if progress is None else int(progress["page"])

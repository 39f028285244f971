"""The saved listing triaged by keys in the real program, on a real screen.

What came of each key is asked of the terminal; keys a paper and seconds are told at the
end of the run.
"""

import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from tests.support import listings
from tests.support.person import Person
from tests.support.program import Program
from tests.support.screen import Screen, missing, until

pytestmark = [
    pytest.mark.window,
    pytest.mark.skipif(bool(missing()), reason=f"not installed: {missing()}"),
]
STATUS = {"w": "queued", "d": "dismissed", "e": "done"}
PATTERN = ("d", "w", "d", "d", "sw", "e", "d", "w", "d", "jkd")
"""What one presses on a paper: more is dismissed than kept, some are seen twice."""


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    """One screen for the module's windows."""
    with Screen() as made:
        yield made


@pytest.fixture
def listing() -> listings.Listing:
    """The shared listing of 51 papers, else our own."""
    return listings.seed() if listings.SEED.exists() else listings.sample()


def test_listing_is_triaged_by_keys(
    tmp_path: Path,
    screen: Screen,
    listing: listings.Listing,
    tell_at_end: Callable[[str], None],
) -> None:
    file = tmp_path / "Trending papers.txt"
    file.write_text(listing.text(), "utf-8")
    n_papers = len(listing.pairs)
    given = [keys for keys, _ in zip(cycle(PATTERN), range(n_papers), strict=False)]
    words = ["--set=appearance.theme=light"]
    with Program(tmp_path, options=words, variables=screen.environment()) as program:
        program.tell("import", str(file))
        with program.window() as running:
            running.until_open()
            person = Person(screen, program, running)
            person.until_row()
            began_s = time.monotonic()
            person.press("F7")
            for keys in given:
                person.press(*keys)
            until(lambda: decided(program) == n_papers, "every paper decided on")
            lasted_s = time.monotonic() - began_s

            check(program, given)
            take_back_and_repeat(person, program, given)
            assert person.quit() == 0
            assert running.said == ""

    n_keys = 1 + sum(len(keys) for keys in given)
    tell_at_end(
        f"Triage of {n_papers} papers in a window: {n_keys} keys, "
        f"{n_keys / n_papers:.2f} a paper, {lasted_s:.1f} s"
    )


def take_back_and_repeat(person: Person, program: Program, given: list[str]) -> None:
    """Take back the last decisions with Ctrl+Z, decide otherwise, go to the queue."""
    n_back = 3
    for _ in range(n_back):
        person.press("ctrl+z")
    until(lambda: decided(program) == len(given) - n_back, "decisions taken back")
    for _ in range(n_back):
        person.press("e")  # in one go it would look like a key held down
    until(lambda: decided(program) == len(given), "every paper decided on again")
    check(program, [*given[:-n_back], *["e"] * n_back])

    kept = [paper["id"] for paper in program.papers() if paper["status"] == "queued"]
    person.press("g", "q", "s")
    until(lambda: starred(program) > sum("s" in keys for keys in given), "a star")
    assert {paper["status"] for paper in program.papers() if paper["id"] in kept} == {
        "queued"
    }


def check(program: Program, given: list[str]) -> None:
    """Look whether each paper became what was pressed on it."""
    papers: list[dict[str, Any]] = program.papers()
    assert [paper["status"] for paper in papers] == [STATUS[k[-1]] for k in given]
    for paper, keys in zip(papers, given, strict=True):
        assert paper["starred"] == ("s" in keys)


def decided(program: Program) -> int:
    """Return how many papers are no longer new."""
    return sum(paper["status"] != "new" for paper in program.papers())


def starred(program: Program) -> int:
    """Return how many papers are starred."""
    return sum(paper["starred"] for paper in program.papers())

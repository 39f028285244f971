"""Hands that work the list by keys, and look into the library what came of it."""

from collections.abc import Callable

from app.domain.paper import Paper
from app.domain.query import Query
from app.library import Reader
from tests.support.person import Person
from tests.support.screen import until


class Hands:
    """Hands that never leave the keys, and eyes on the library."""

    def __init__(self, person: Person, library: Reader) -> None:
        self.person, self.library = person, library
        self.press = person.press

    def papers(self, query: Query | None = None) -> list[Paper]:
        """Return what a query lists."""
        return self.library.papers(self.library.keys(query or Query()))

    def titled(self, title: str) -> list[Paper]:
        """Return the papers of a title."""
        return [paper for paper in self.papers() if paper.title == title]

    def until(self, is_so: Callable[[], object], what: str) -> None:
        """Wait until the library is so."""
        until(lambda: bool(is_so()), what)

    def open(self, *keys: str) -> None:
        """Press keys that open a sheet."""
        self.press(*keys)
        self.person.until_sheet()

    def close(self, *keys: str) -> None:
        """Press keys that close it."""
        self.press(*keys)
        self.person.until_no_sheet()

    def write(self, text: str, *keys: str) -> None:
        """Type a text, then press keys."""
        self.person.write(text)
        if keys:
            self.press(*keys)

    def rest(self) -> None:
        """Wait until the window shows what the keys led to."""
        self.person.until_still(has_caret=True)

    def do(self, words: str) -> None:
        """Do something by its name, in the palette."""
        self.open("ctrl+k")
        self.write(words, "Return")
        self.rest()

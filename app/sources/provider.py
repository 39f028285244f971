"""What a catalogue of works is to the rest: a name, works by identifiers, by title."""

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

from app.domain.fetching import WorkRecord
from app.domain.paper import Identifier

T = TypeVar("T")


class Provider(Protocol):
    """A catalogue that describes works.

    `schemes` are those of the identifiers it knows works by.
    """

    @property
    def name(self) -> str:
        """Return what people call it."""

    @property
    def schemes(self) -> frozenset[str]:
        """Return the schemes of identifiers it is asked by."""

    async def works(
        self, identifiers: Sequence[Identifier]
    ) -> dict[Identifier, WorkRecord]:
        """Return the works of identifiers, those it knows; as few requests as can be.

        A record is there only under an identifier that it names itself.

        Raises:
            SourceError: it was not reached or did not answer as it should.
        """

    async def by_title(self, title: str) -> tuple[WorkRecord, ...]:
        """Return works that may have this title, the likeliest first.

        Raises:
            SourceError: it was not reached or did not answer as it should.
        """


def in_batches(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Part a sequence into runs of `size` at most."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def of_scheme(identifiers: Sequence[Identifier], scheme: str) -> list[Identifier]:
    """Return the identifiers of a scheme, each once, in one order however given."""
    return sorted(
        {each for each in identifiers if each.scheme == scheme}, key=lambda i: i.value
    )


def matched(
    asked: Sequence[Identifier], works: Sequence[WorkRecord]
) -> dict[Identifier, WorkRecord]:
    """Return the works by what was asked, where they name it; others are left out."""
    found = {
        (each.scheme, each.value.lower()): work
        for work in reversed(works)
        for each in work.identifiers
    }
    return {
        each: found[each.scheme, each.value.lower()]
        for each in asked
        if (each.scheme, each.value.lower()) in found
    }

"""Fields: what the user may write on a paper, and what counts as theirs."""

from dataclasses import dataclass

from app.domain.paper import Author, Detail, Identifier, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What to write on papers; None leaves a field as it is.

    Texts are source text, TeX included. A year of 0 takes the year away. `add_tags` and
    `remove_tags` change the tags beside `tags`, which replaces them all.
    """

    title: str | None = None
    authors: tuple[Author, ...] | None = None
    year: int | None = None
    venue: str | None = None
    kind: str | None = None
    details: tuple[Detail, ...] | None = None
    identifiers: tuple[Identifier, ...] | None = None
    links: tuple[Link, ...] | None = None
    tags: tuple[str, ...] | None = None
    abstract: str | None = None
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()

    def names(self) -> tuple[str, ...]:
        """Return the names of the fields that are written, in the form's order."""
        given = {
            "title": self.title is not None,
            "authors": self.authors is not None,
            "year": self.year is not None,
            "venue": self.venue is not None,
            "kind": self.kind is not None,
            "details": self.details is not None,
            "identifiers": self.identifiers is not None,
            "links": self.links is not None,
            "tags": self.tags is not None or bool(self.add_tags or self.remove_tags),
            "abstract": self.abstract is not None,
        }
        return tuple(name for name, is_given in given.items() if is_given)


NO_FIELDS = Fields()

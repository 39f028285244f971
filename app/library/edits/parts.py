"""Turn the parts of a paper into rows: its authors, identifiers and details."""

from collections.abc import Iterable

from app.domain.paper import Author, Detail, Identifier
from app.library.folding import identifier_key, storable

ADD_AUTHOR = """
    insert into author(paper, position, name, family, given) values (?, ?, ?, ?, ?)
"""
ADD_IDENTIFIER = """
    insert into identifier(paper, scheme, value, match_key) values (?, ?, ?, ?)
"""
ADD_DETAIL = "insert into detail(paper, position, name, value) values (?, ?, ?, ?)"


def author_rows(authors: Iterable[Author]) -> list[tuple[int, str, str, str]]:
    """Return position, name, family and given of authors."""
    return [
        (n, storable(author.name), storable(author.family), storable(author.given))
        for n, author in enumerate(authors)
    ]


def identifier_rows(
    identifiers: Iterable[Identifier], known: Iterable[tuple[str, str]] = ()
) -> list[tuple[str, str, str]]:
    """Return scheme, value and match key of each work name that is not known yet.

    What names no work, as a template's DOI, is left out.
    """
    rows: dict[tuple[str, str], tuple[str, str, str]] = {}
    for identifier in identifiers:
        scheme, value = storable(identifier.scheme), storable(identifier.value)
        if match_key := identifier_key(scheme, value):
            rows.setdefault((scheme, match_key), (scheme, value, match_key))
    there = set(known)
    return [row for name, row in rows.items() if name not in there]


def detail_rows(
    details: Iterable[Detail], first: int = 0
) -> list[tuple[int, str, str]]:
    """Return position, name and value of details that have both, each once."""
    told = ((storable(d.name).strip(), storable(d.value).strip()) for d in details)
    named = dict.fromkeys((name, value) for name, value in told if name and value)
    return [(n, name, value) for n, (name, value) in enumerate(named, start=first)]

"""Say in SQL which papers `p` have a text with a pattern in it."""

from collections.abc import Callable
from functools import lru_cache
from string import Template

from app.domain.wanted import Key
from app.formats.queries.matching import Matcher
from app.library.driver import Connection

_N_REMEMBERED = 16

CONDITIONS = {
    Key.TITLE: Template("has_pattern($value, replace(p.title, char(10), ' '))"),
    Key.ABSTRACT: Template("has_pattern($value, replace(p.abstract, char(10), ' '))"),
    Key.VENUE: Template("has_pattern($value, p.venue)"),
    Key.AUTHOR: Template("""
        exists (
            select 1 from author a where a.paper = p.key and has_pattern($value, a.name)
        )
    """),
    Key.TAG: Template("""
        exists (
            select 1 from tag t where t.paper = p.key and has_pattern($value, t.name)
        )
    """),
    Key.FROM: Template("""
        exists (
            select 1 from provenance v where v.paper = p.key
                and has_pattern($value, v.source)
        )
    """),
    Key.NOTE: Template("""
        p.key in (select n.paper from note n where has_pattern($value, n.text))
    """),
    Key.MARK: Template("""
        p.key in (
            select m.paper from mark m
            where has_pattern($value, replace(m.quote, char(10), ' '))
                or has_pattern($value, m.comment)
        )
    """),
}
"""By key; of what only some papers have, all is gone through, once."""


def teach(connection: Connection) -> None:
    """Give the connection `has_pattern(pattern, text)`; it is quick to give up."""
    connection.create_function("has_pattern", 2, _looking(), deterministic=True)


def _looking() -> Callable[[str, str], bool]:
    matcher = lru_cache(maxsize=_N_REMEMBERED)(Matcher)

    def has_pattern(pattern: str, text: str) -> bool:
        return matcher(pattern).is_in(text)

    return has_pattern

"""Say in SQL what a filter asks of a paper `p`."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from string import Template
from typing import assert_never

from app.domain.paper import Status
from app.domain.signal import LARGEST, SignalName
from app.domain.topic import SEPARATOR
from app.domain.wanted import Filter, Key
from app.formats.queries.matching import Matcher
from app.formats.queries.values import choice, period, span
from app.library import tagging
from app.library.driver import Connection
from app.library.edits import unseen
from app.library.folding import fold, identifier_key, storable
from app.library.instants import to_micros
from app.library.search import marked, patterns

Value = str | int
Bind = Callable[[Value], str]
"""Gives the name under which a value is bound."""

_LAST = "\U0010ffff"
NEVER = "p.rating < 0"
"""Holds for no paper; a constant would take the planner's index from it."""

_TOLD = Template("""
    exists (
        select 1 from signal g indexed by signal_paper
        where g.paper = p.key and g.name = '$name'
    )
""")
_POSSESSIONS = {
    "pdf": "exists (select 1 from file f where f.paper = p.key)",
    "note": "exists (select 1 from note n where n.paper = p.key)",
    "marks": "exists (select 1 from mark m where m.paper = p.key)",
    "topic": "exists (select 1 from filing f where f.paper = p.key)",
    "tag": "exists (select 1 from tag t where t.paper = p.key)",
    "abstract": "p.abstract <> ''",
    "authors": "exists (select 1 from author a where a.paper = p.key)",
    "year": "p.year is not null",
    "venue": "p.venue <> ''",
    "rating": "p.rating > 0",
    "doi": """
        exists (select 1 from identifier i where i.paper = p.key and i.scheme = 'doi')
    """,
    "arxiv": """
        exists (select 1 from identifier i where i.paper = p.key and i.scheme = 'arxiv')
    """,
    "link": "exists (select 1 from link l where l.paper = p.key)",
    "code": """
        exists (select 1 from link l where l.paper = p.key and l.kind = 'code')
    """,
    "project": """
        exists (select 1 from link l where l.paper = p.key and l.kind = 'project')
    """,
    **{name.value: _TOLD.substitute(name=name.value) for name in SignalName},
}
_STATES = {
    "starred": "p.is_starred = 1",
    "pdf": _POSSESSIONS["pdf"],
    "rated": _POSSESSIONS["rating"],
    "snoozed": "(p.snoozed_until is not null and p.snoozed_until > $now)",
    "unseen": unseen.CONDITION,
}
_STATUS = Template("p.status = $value")
_IN_TOPIC = Template("""
    exists (
        select 1 from filing f where f.paper = p.key
            and f.topic in (select value from json_each($value))
    )
""")
_TAG = Template("""
    exists (
        select 1 from tag t
        where t.paper = p.key and t.name = $value collate nocase
    )
""")
_MARK_TAG = Template("""
    p.key in (
        select m.paper from mark m indexed by mark_tagged
        where m.tags <> '' and m.tags in (select value from json_each($value))
    )
""")
_VENUE = Template("p.venue like $value escape '\\'")
_CAME_WITH = Template("""
    exists (
        select 1 from provenance v where v.paper = p.key
            and v.source || ' ' || v.kind || ' ' || v.list_date || ' ' || v.curator
                || ' ' || v.badge like $value escape '\\'
    )
""")
_LISTED = Template("""
    exists (
        select 1 from provenance v
        where v.paper = p.key and v.list_date like $value escape '\\'
    )
""")
_IDENTIFIED = Template("""
    exists (
        select 1 from identifier i indexed by identifier_paper
        where i.paper = p.key and i.scheme = $scheme
            and i.match_key >= $first and i.match_key < $last
    )
""")
_NAMED = Template("""
    (p.uuid >= $first and p.uuid < $last or exists (
        select 1 from identifier i where i.paper = p.key and i.match_key = $value
    ))
""")
_KEYS_OF = {
    Key.TOPIC: """
        select distinct paper from filing
        where topic in (select value from json_each(:value)) limit :limit
    """,
    Key.TAG: """
        select distinct paper from tag where name = :value collate nocase limit :limit
    """,
    Key.MARK_TAG: """
        select distinct paper from mark indexed by mark_tagged
        where tags <> '' and tags in (select value from json_each(:value)) limit :limit
    """,
    Key.ARXIV: """
        select distinct paper from identifier where scheme = 'arxiv'
            and match_key >= :value and match_key < :value || :last limit :limit
    """,
    Key.DOI: """
        select distinct paper from identifier where scheme = 'doi'
            and match_key >= :value and match_key < :value || :last limit :limit
    """,
}
LED = frozenset(_KEYS_OF)
"""The keys whose papers stand apart in an index, which the others' do not."""

_KEYS_WITH = {
    "pdf": "select distinct paper from file limit :limit",
    "note": "select paper from note limit :limit",
    "marks": "select distinct paper from mark limit :limit",
    "unseen": unseen.KEYS,
}
_STARRED = """
    select key from paper indexed by paper_starred
    where is_starred = 1 and trashed_at is null limit :limit
"""
_RATED = """
    select key from paper indexed by paper_rated
    where rating > 0 and trashed_at is null limit :limit
"""
_WITH_STATUS = """
    select key from paper indexed by paper_status
    where status = :value and trashed_at is null limit :limit
"""
_WITH_SIGNAL = """
    select paper from signal
    where name = :name and number between :first and :most limit :limit
"""
_SIGNAL = Template("""
    exists (
        select 1 from signal g indexed by signal_paper
        where g.paper = p.key and g.name = $name
            and g.number between $first and $most
    )
""")
_TOPICS = "select key, parent, name from topic"


def condition(connection: Connection, asked: Filter, bind: Bind, now: datetime) -> str:
    """Return a condition, never null, that holds for the papers that a filter asks for.

    Texts and saved searches are none of the filters known here.
    """
    key, text = asked.key, storable(asked.value.text)
    if asked.value.is_pattern and key is not Key.MARK_TAG:
        return _of_pattern(connection, key, text, bind)
    match key:
        case Key.STATUS | Key.IS | Key.STAR:
            return _of_state(key, text, bind, now)
        case Key.HAS:
            return _POSSESSIONS[choice(key, text) or "pdf"]
        case Key.YEAR | Key.RATING:
            return _in_span(key, text, bind)
        case Key.CITATIONS | Key.STARS | Key.UPVOTES:
            return _counted(key, text, bind)
        case Key.ADDED:
            return _in_period(text, bind, now)
        case Key.TOPIC:
            topics = json.dumps(topics_named(connection, text))
            return _IN_TOPIC.substitute(value=bind(topics))
        case Key.TAG:
            return _TAG.substitute(value=bind(text.strip()))
        case Key.VENUE:
            return _each_word(_VENUE, text, bind)
        case Key.FROM:
            return _each_word(_CAME_WITH, text, bind)
        case Key.LISTED:
            return _each_word(_LISTED, text, bind)
        case Key.ID:
            wanted = text.strip().lower()
            value = bind(identifier_key("arxiv", wanted))
            return _NAMED.substitute(
                first=bind(wanted), last=bind(wanted + "g"), value=value
            )
        case Key.DOI | Key.ARXIV:
            value = identifier_key(key, text) or text
            return _IDENTIFIED.substitute(
                scheme=bind(key.value), first=bind(value), last=bind(value + _LAST)
            )
        case Key.MARK_TAG:
            return _MARK_TAG.substitute(value=bind(_tagged(connection, asked)))
        case Key.MARK:
            return marked.condition(asked.value, bind, NEVER)
        case Key.TITLE | Key.AUTHOR | Key.ABSTRACT | Key.NOTE | Key.SEARCH:
            return NEVER
    assert_never(key)


def few(connection: Connection, asked: Filter, most: int) -> list[int] | None:
    """Return the papers of a filter that is quick to follow, None when over `most`.

    Those in the trash may be missing.
    """
    key, text = asked.key, storable(asked.value.text)
    arguments: dict[str, Value] = {"limit": most + 1, "last": _LAST}
    statement = _KEYS_OF.get(key)
    is_pattern = asked.value.is_pattern
    match key:
        case Key.NOTE | Key.MARK if is_pattern:
            statement = _KEYS_WITH["note" if key is Key.NOTE else "marks"]
        case Key.TOPIC if is_pattern:
            arguments["value"] = json.dumps(topics_like(connection, text))
        case Key.MARK_TAG:
            arguments["value"] = _tagged(connection, asked)
        case _ if is_pattern:
            statement = None
        case Key.TOPIC:
            arguments["value"] = json.dumps(topics_named(connection, text))
        case Key.TAG:
            arguments["value"] = text.strip()
        case Key.DOI | Key.ARXIV:
            arguments["value"] = identifier_key(key, text) or text
        case Key.CITATIONS | Key.STARS | Key.UPVOTES:
            statement, arguments = _WITH_SIGNAL, arguments | _bounds(key, text)
        case Key.RATING:
            wanted = span(text)
            is_rated = wanted is not None and (wanted.first or 0) > 0
            statement = _RATED if is_rated else None
        case Key.STATUS | Key.HAS | Key.IS | Key.STAR:
            chosen = choice(key, text) or ""
            if chosen in ("starred", "yes"):
                statement = _STARRED
            elif key is not Key.HAS and chosen in set(Status):
                statement, arguments["value"] = _WITH_STATUS, chosen
            else:
                statement = _KEYS_WITH.get(chosen)
    if statement is None:
        return None
    keys = [k for (k,) in connection.execute(statement, arguments)]
    return keys if len(keys) <= most else None


def _tagged(connection: Connection, asked: Filter) -> str:
    """Return the ways, as JSON, in which the marks that are asked for are tagged."""
    text = storable(asked.value.text)
    if asked.value.is_pattern:
        return tagging.texts_with(connection, Matcher(text).is_in)
    return tagging.texts_with_tag(connection, text)


def topics_named(connection: Connection, name: str) -> list[int]:
    """Return the topics that a name means, with those below them.

    It is a path or a name; where there is none so called, the beginning of words.
    """
    wanted = SEPARATOR.join(fold(part) for part in name.split(SEPARATOR))
    above, paths = _paths(connection, fold)
    found = {k for k, path in paths.items() if f"/{path}".endswith(f"/{wanted}")}
    if not found and wanted:
        found = {k for k, path in paths.items() if _begins_word(path, wanted)}
    return [key for key, chain in above.items() if not found.isdisjoint(chain)]


def topics_like(connection: Connection, pattern: str) -> list[int]:
    """Return the topics whose paths have a pattern, with those below them."""
    above, paths = _paths(connection, str)
    matcher = Matcher(pattern)
    found = {key for key, path in paths.items() if matcher.is_in(path)}
    return [key for key, chain in above.items() if not found.isdisjoint(chain)]


def _paths(
    connection: Connection, written: Callable[[str], str]
) -> tuple[dict[int, list[int]], dict[int, str]]:
    """Return each topic with those above it, and its path of names so written."""
    rows = connection.execute(_TOPICS).fetchall()
    named = {key: (parent, written(topic)) for key, parent, topic in rows}
    above = {key: _with_those_above(named, key) for key in named}
    paths = {
        k: SEPARATOR.join(named[t][1] for t in chain[::-1])
        for k, chain in above.items()
    }
    return above, paths


def _with_those_above(
    named: Mapping[int, tuple[int | None, str]], key: int
) -> list[int]:
    chain: list[int] = []
    at: int | None = key
    while at is not None:
        chain.append(at)
        at = named[at][0]
    return chain


def _begins_word(path: str, wanted: str) -> bool:
    return f" {wanted}" in f" {path}".replace(SEPARATOR, f"{SEPARATOR} ") or (
        f"{SEPARATOR}{wanted}" in path
    )


def _of_pattern(connection: Connection, key: Key, text: str, bind: Bind) -> str:
    if key is Key.TOPIC:
        topics = json.dumps(topics_like(connection, text))
        return _IN_TOPIC.substitute(value=bind(topics))
    return patterns.CONDITIONS[key].substitute(value=bind(text))


def _of_state(key: Key, text: str, bind: Bind, now: datetime) -> str:
    chosen = choice(key, text) or ""
    if key is Key.STAR:
        return f"p.is_starred = {int(chosen == 'yes')}"
    if chosen in _STATES:
        state = Template(_STATES[chosen])
        return state.safe_substitute(
            now=bind(to_micros(now)) if chosen == "snoozed" else ""
        )
    return _STATUS.substitute(value=bind(Status(chosen).value))


def _in_span(key: Key, text: str, bind: Bind) -> str:
    wanted = span(text)
    assert wanted is not None, "the parser lets no other value through"
    conditions = [f"p.{key.value} is not null"]
    if wanted.first is not None:
        conditions.append(f"p.{key.value} >= {bind(wanted.first)}")
    if wanted.last is not None:
        conditions.append(f"p.{key.value} <= {bind(wanted.last)}")
    return f"({' and '.join(conditions)})"


def _bounds(key: Key, text: str) -> dict[str, Value]:
    """Return the name, the least and the most of a count that is asked for."""
    wanted = span(text)
    assert wanted is not None, "the parser lets no other value through"
    first = 0 if wanted.first is None else wanted.first
    last = LARGEST if wanted.last is None else wanted.last
    return {"name": key.value, "first": first, "most": last}


def _counted(key: Key, text: str, bind: Bind) -> str:
    bounds = _bounds(key, text)
    return _SIGNAL.substitute({name: bind(bounds[name]) for name in bounds})


def _in_period(text: str, bind: Bind, now: datetime) -> str:
    wanted = period(text, now)
    if wanted is None:
        return NEVER
    conditions = ["1"]
    if wanted.start is not None:
        conditions.append(f"p.added_at >= {bind(to_micros(wanted.start))}")
    if wanted.end is not None:
        conditions.append(f"p.added_at < {bind(to_micros(wanted.end))}")
    return f"({' and '.join(conditions)})"


def _each_word(template: Template, text: str, bind: Bind) -> str:
    """Return that each word of `text` is somewhere in what the template looks at."""
    conditions = []
    for word in text.split():
        literal = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        conditions.append(template.substitute(value=bind(f"%{literal}%")))
    return f"({' and '.join(conditions)})" if conditions else NEVER

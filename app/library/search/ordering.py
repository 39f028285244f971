"""Order the papers of a list by its columns: one statement, whatever their number."""

import json
from array import array
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from string import Template

from app.domain.paper import Author, Status
from app.domain.view import Column, Sorting
from app.formats.days import last_day
from app.library import tree
from app.library.driver import Connection
from app.library.folding import fold
from app.library.instants import from_micros

LONGEST_TITLE = 300
"""So many characters of a folded title tell its place."""

_N_REMEMBERED = 4_096
_ORDER = Template("""
    select at.value from json_each(:keys) at $joins
    order by $order, at.key desc limit :limit
""")
_STATUSES = " ".join(
    f"when '{status.value}' then {place}" for place, status in enumerate(Status)
)
_PAPER = "cross join paper p on p.key = at.value"
_SIFTED = """
    left join paper s indexed by paper_sift
    on s.key = at.value and s.trashed_at is null
"""
"""A paper by an index that has its numbers: a tenth of its row to read."""

_TRASHED = "left join paper s on s.key = at.value"
_READING = """
    left join progress r on r.paper = coalesce(
        (select o.paper from progress o where o.paper = p.uuid),
        (
            select o.paper from json_each(p.merged) m
            cross join progress o on o.paper = m.value order by o.read_at desc limit 1
        )
    )
"""
_PROVENANCE = """
    left join provenance v on v.key = (
        select min(o.key) from provenance o where o.paper = at.value
    )
"""


@dataclass(frozen=True, slots=True)
class _Value:
    """What a column is ordered by: a value, null where empty, and where it stands."""

    value: str
    joins: tuple[str, ...] = ()


_SIGNAL = Template("""
    (
        select g.number from signal g indexed by signal_paper
        where g.paper = at.value and g.name = '$name'
    )
""")

_VALUES = {
    Column.TITLE: _Value(
        f"""
        nullif(substr(case
            when substr(t.title, 1, 4) = 'the ' then substr(t.title, 5)
            when substr(t.title, 1, 3) = 'an ' then substr(t.title, 4)
            when substr(t.title, 1, 2) = 'a ' then substr(t.title, 3)
            else t.title
        end, 1, {LONGEST_TITLE}), '')
        """,
        ("left join search_text t on t.key = at.value",),
    ),
    Column.AUTHORS: _Value(
        "nullif(folded_name(a.name, a.family), '')",
        (
            """
            left join author a on a.key = (
                select o.key from author o where o.paper = at.value
                order by o.position, o.key limit 1
            )
            """,
        ),
    ),
    Column.YEAR: _Value("s.year", (_SIFTED,)),
    Column.VENUE: _Value("nullif(folded(p.venue), '')", (_PAPER,)),
    Column.STATUS: _Value(f"case s.status {_STATUSES} end", (_SIFTED,)),
    Column.STAR: _Value("nullif(s.is_starred, 0)", (_SIFTED,)),
    Column.RATING: _Value("nullif(s.rating, 0)", (_SIFTED,)),
    Column.TOPICS: _Value(
        "f.place",
        (
            """
            left join (
                select f.paper as paper, min(o.key) as place
                from json_each(:topic_order) o cross join filing f on f.topic = o.value
                group by f.paper
            ) f on f.paper = at.value
            """,
        ),
    ),
    Column.TAGS: _Value("""
        nullif(folded((
            select g.name from tag g where g.paper = at.value order by g.key limit 1
        )), '')
    """),
    Column.ADDED: _Value("s.added_at", (_SIFTED,)),
    Column.LISTED: _Value("day_listed(v.list_date, v.imported_at)", (_PROVENANCE,)),
    Column.READ: _Value("r.read_at", (_PAPER, _READING)),
    Column.PROGRESS: _Value(
        "(r.furthest_page_index + 1.0) / nullif(r.n_pages, 0)",
        (_PAPER, _READING),
    ),
    Column.PAGES: _Value("""
        (
            select i.n_pages from file i where i.paper = at.value
            and i.n_pages is not null order by i.key limit 1
        )
    """),
    Column.CITATIONS: _Value(_SIGNAL.substitute(name="citations")),
    Column.UPVOTES: _Value(_SIGNAL.substitute(name="upvotes")),
    Column.STARS: _Value(_SIGNAL.substitute(name="stars")),
    Column.SOURCE: _Value("nullif(folded(v.source), '')", (_PROVENANCE,)),
    Column.RELEVANCE: _Value("-relevance(at.value)"),
    Column.NOTES: _Value("""
        nullif(
            (select count(*) from note n where n.paper = at.value)
            + (
                select count(*) from mark m where m.paper = at.value and not exists (
                    select 1 from mark c indexed by mark_made
                    where c.paper = m.paper and c.created_at = m.created_at
                        and c.key > m.key and c.file <> m.file and c.kind = m.kind
                        and c.quote = m.quote and m.quote <> ''
                )
            ), 0
        )
    """),
}


def order_statement(sorting: tuple[Sorting, ...], *, is_trash: bool) -> str:
    """Return the statement that orders the papers of `:keys`, the first `:limit`.

    Papers that are alike keep their order; those without a value come last.
    """
    values = [(_VALUES[key.column], key.is_descending) for key in sorting]
    joins = dict.fromkeys(join for value, _ in values for join in value.joins)
    order = ", ".join(
        f"{value.value} {'desc' if is_descending else 'asc'} nulls last"
        for value, is_descending in values
    )
    statement = _ORDER.substitute(joins=" ".join(joins), order=order)
    return statement.replace(_SIFTED, _TRASHED) if is_trash else statement


def order_arguments(
    connection: Connection, keys: "array[int]", n_rows: int
) -> dict[str, str | int]:
    """Return what the statement needs, and teach the connection its functions."""
    for name, function in (
        ("folded", fold_value),
        ("folded_name", fold_name),
        ("day_listed", day_listed),
    ):
        remembered = lru_cache(maxsize=_N_REMEMBERED)(function)
        connection.create_function(name, -1, remembered, deterministic=True)
    topics = json.dumps(tree.keys(connection))
    return {
        # Most lists have the newest first: so the file is read from front to back.
        "keys": f"[{','.join(map(str, reversed(keys)))}]",
        "topic_order": topics,
        "limit": n_rows,
    }


def fold_value(text: str | None) -> str | None:
    """Return by what a text is ordered."""
    return None if text is None else fold(text)


def fold_name(name: str | None, family: str) -> str | None:
    """Return by what an author is ordered."""
    return None if name is None else fold(Author(name, family).short_name)


def day_listed(list_date: str | None, imported_at: int) -> int | None:
    """Return by what the day of a list is ordered; None when it tells none."""
    if not list_date:
        return None
    imported = from_micros(imported_at) if imported_at else datetime.now(UTC)
    day = last_day(list_date, imported.astimezone().date())
    return None if day is None else day.toordinal()

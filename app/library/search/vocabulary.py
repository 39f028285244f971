"""The values that papers have for a key of a search, with how many papers have them."""

from app.domain.wanted import Key
from app.formats.queries.values import CHOICES, DATE_WORDS
from app.library import tagging, tree
from app.library.driver import Connection
from app.library.edits import saving
from app.library.folding import fold, storable

_COUNTED = {
    Key.TAG: """
        select t.name, count(*) from tag t
        where t.name like :start escape '\\'
        group by t.name collate nocase order by 2 desc, 1 limit :limit
    """,
    Key.VENUE: """
        select p.venue, count(*) from paper p
        where p.trashed_at is null and p.venue <> '' and p.venue like :start escape '\\'
        group by p.venue order by 2 desc, 1 limit :limit
    """,
    Key.AUTHOR: """
        select a.name, count(*) from author a
        where a.name like :start escape '\\' or a.name like '% ' || :start escape '\\'
        group by a.name order by 2 desc, 1 limit :limit
    """,
    Key.YEAR: """
        select p.year, count(*) from paper p indexed by paper_sift
        where p.trashed_at is null and p.year is not null
            and p.year like :start escape '\\'
        group by p.year order by 1 desc limit :limit
    """,
    Key.FROM: """
        select v.source, count(distinct v.paper) from provenance v
        where v.source like :start escape '\\'
        group by v.source order by 2 desc, 1 limit :limit
    """,
    Key.LISTED: """
        select v.list_date, count(distinct v.paper) from provenance v
        where v.list_date <> '' and v.list_date like :start escape '\\'
        group by v.list_date order by 2 desc, 1 limit :limit
    """,
    Key.RATING: """
        select p.rating, count(*) from paper p indexed by paper_sift
        where p.trashed_at is null and p.rating > 0 and p.rating like :start escape '\\'
        group by p.rating order by 1 desc limit :limit
    """,
}
_STATUSES = """
    select status, sum(n_papers) from tally where is_trashed = 0 group by status
"""
_STARRED = """
    select is_starred, sum(n_papers) from tally where is_trashed = 0 group by is_starred
"""


def values(
    connection: Connection, key: Key, start: str, limit: int
) -> tuple[tuple[str, int], ...]:
    """Return values of a key that go on as `start` does, with their papers' number.

    The number is 0 where counting would cost too much.
    """
    if key is Key.TOPIC:
        wanted = fold(start)
        totals = tree.totals(connection)
        found = [
            (topic.path, totals.get(topic.id, topic.n_papers))
            for topic in tree.topics(connection)
            if f" {wanted}" in f" {fold(topic.path)}"
        ]
        return tuple(found[:limit])
    if key is Key.MARK_TAG:
        return tagging.used(connection, start, limit)
    if key is Key.SEARCH:
        wanted = fold(start)
        names = (search.name for search in saving.searches(connection))
        return tuple((n, 0) for n in names if fold(n).startswith(wanted))[:limit]
    if key in CHOICES or key is Key.ADDED:
        counts = dict(connection.execute(_STATUSES))
        stars = dict(connection.execute(_STARRED))
        counts |= {"starred": stars.get(1, 0), "yes": stars.get(1, 0)}
        counts["no"] = stars.get(0, 0)
        known = CHOICES.get(key, DATE_WORDS)
        begun = start.casefold()
        return tuple((v, counts.get(v, 0)) for v in known if v.startswith(begun))[
            :limit
        ]
    statement = _COUNTED.get(key)
    if statement is None:
        return ()
    literal = storable(start).replace("\\", "\\\\")
    literal = literal.replace("%", "\\%").replace("_", "\\_")
    rows = connection.execute(statement, {"start": f"{literal}%", "limit": limit})
    return tuple((str(value), n) for value, n in rows)

"""Find the papers that a few papers are, among those that were here before them."""

import json
from collections.abc import Collection, Iterator, Sequence

from app.domain.duplicates import Twin
from app.domain.paper import PaperId
from app.formats.readable import readable
from app.library.driver import Connection
from app.library.duplicates.duplicates import Work, judge, names_of, spellings
from app.library.duplicates.likeness import shape_of, shared_part
from app.library.folding import fold, title_key

_MOST_COMPARED = 50
_ALIKE = """
    select q.key from paper q where q.title_key in (:title, :readable)
        and q.title_key <> ''
    union
    select f.paper from file mine join file f on f.sha256 = mine.sha256
    where mine.paper = :key
    union
    select i.paper from json_each(:names) j cross join identifier i
        on i.scheme = j.value ->> 0 and i.match_key = j.value ->> 1
    limit :most
"""
_WORK = """
    select p.uuid, p.title, p.year, p.abstract, p.kind, p.trashed_at is not null,
        coalesce((
            select a.name from author a where a.paper = p.key and a.position = 0
        ), ''),
        (
            select json_group_array(json_array(i.scheme, i.match_key))
            from identifier i where i.paper = p.key
        ),
        (select json_group_array(f.sha256) from file f where f.paper = p.key)
    from paper p where p.key = ?
"""
_IS_APART = """
    select 1 from distinct_pair where paper = min(?1, ?2) and other = max(?1, ?2)
"""


def find_before(
    connection: Connection, keys: Sequence[int], added: Collection[int]
) -> Iterator[Twin]:
    """Go through the pairs of a paper and one not just `added` that it may be.

    They are judged as duplicates are. Papers in the trash are left out.
    """
    for key in keys:
        ours = _Compared(connection, key)
        names = [each for name in ours.work.names for each in spellings(*name)]
        values = {
            "key": key,
            "title": title_key(ours.title),
            "readable": title_key(readable(ours.title)),  # its TeX as others write it
            "names": json.dumps(names),
            "most": _MOST_COMPARED,
        }
        found = [other for (other,) in connection.execute(_ALIKE, values)]
        for other in sorted(set(found) - {key, *added}):
            theirs = _Compared(connection, other)
            if theirs.is_trashed:
                continue
            verdict = judge(
                ours.work, theirs.work, shared_part(ours.words, theirs.words)
            )
            if verdict is not None:
                is_apart = connection.execute(_IS_APART, (key, other)).fetchone()
                yield Twin(
                    id=ours.id,
                    before=theirs.id,
                    is_certain=verdict.is_certain and is_apart is None,
                )


class _Compared:
    """A paper as it is compared, with what names it and the words of its abstract."""

    def __init__(self, connection: Connection, key: int) -> None:
        row = connection.execute(_WORK, (key,)).fetchone()
        uuid, title, year, abstract, kind, is_trashed, author, names, files = row
        self.id = PaperId(uuid)
        self.title: str = title
        self.is_trashed = bool(is_trashed)
        self.words = frozenset(fold(abstract).split())
        self.work = Work(
            key=key,
            shape=shape_of(title),
            year=year,
            author=author,
            names=names_of(json.loads(names), kind),
            files=tuple(json.loads(files)),
        )

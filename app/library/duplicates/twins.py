"""Tell whether a draft is a paper that is known already."""

import json
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Generic, TypeVar

from app.domain.paper import Draft, PaperId
from app.library.driver import Connection
from app.library.duplicates.duplicates import Work, judge, names_of, spellings
from app.library.duplicates.likeness import (
    ALIKE,
    Likeness,
    family_name,
    likeness,
    same_author,
    shape_of,
    shared_part,
)
from app.library.folding import fold, identifier_key, storable, title_key

_BATCH = 1_000
_TELLING_WORDS = 4  # titles of fewer words are shared by many files
_BY_FILE = """
    select f.sha256, p.uuid from json_each(?) j
    cross join file f on f.sha256 = j.value
    join paper p on p.key = f.paper order by p.key desc
"""
_BY_IDENTIFIER = """
    select i.scheme, i.match_key, p.kind, p.uuid from json_each(?) j
    cross join identifier i on i.scheme = j.value ->> 0 and i.match_key = j.value ->> 1
    join paper p on p.key = i.paper order by p.key desc
"""
_BY_TITLE = """
    select p.title_key, p.uuid, p.abstract,
        exists(select 1 from file f where f.paper = p.key), p.year,
        coalesce((
            select a.name from author a where a.paper = p.key and a.position = 0
        ), ''),
        coalesce((
            select d.value from detail d
            where d.paper = p.key and d.name = 'volume' order by d.position limit 1
        ), '')
    from json_each(?) j
    cross join paper p on p.title_key = j.value order by p.key desc
"""


_MOST_YEARS_APART = 3  # from a preprint to the last of its forms
_BEGINNING = 12  # letters that titles share before they are compared
_MOST_COMPARED = 50
_MOST_NAMESAKES = 200
"""Works of one title ('Editorial') that a draft is compared with, those likeliest."""
_BY_BEGINNING = """
    select j.key, p.key from json_each(:begins) j
    cross join paper p on p.key in (
        select q.key from paper q
        where q.title_key >= j.value and q.title_key < j.value || char(1114111)
            and q.trashed_at is null limit :most
    )
"""
_COMPARED = """
    select p.uuid, p.title, p.year, p.abstract,
        coalesce((
            select a.name from author a where a.paper = p.key and a.position = 0
        ), ''),
        (
            select json_group_array(json_array(i.scheme, i.match_key))
            from identifier i where i.paper = p.key
        ), p.kind
    from paper p where p.key = ?
"""


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told of a work beside its title."""

    abstract: str
    has_file: bool
    year: int | None
    author: str
    volume: str

    def contradicts(self, other: "_Told") -> bool:
        """Say whether the two are not of one work: another's, a reprint, a volume."""
        is_far = (
            self.year is not None
            and other.year is not None
            and abs(self.year - other.year) > _MOST_YEARS_APART
        )
        has_other_volume = bool(self.volume and other.volume) and (
            self.volume != other.volume
        )
        is_anothers = same_author(self.author, other.author) is False
        return is_far or has_other_volume or is_anothers


_Known = TypeVar("_Known")


class _Namesakes(Generic[_Known]):
    """The works of one title; of thousands, only those that one may be are compared."""

    def __init__(self) -> None:
        self._all: list[tuple[_Known, _Told]] = []
        self._by_word: dict[str, list[tuple[_Known, _Told]]] = defaultdict(list)
        self._by_year: dict[int | None, list[tuple[_Known, _Told]]] = defaultdict(list)

    def add(self, work: _Known, told: _Told) -> None:
        self._all.append((work, told))
        self._by_year[told.year].append((work, told))
        for word in set(fold(told.author).split()) or {""}:
            self._by_word[word].append((work, told))

    def near(self, told: _Told) -> Sequence[tuple[_Known, _Told]]:
        """Return those of the title that may be what is told."""
        if len(self._all) <= _MOST_COMPARED:
            return self._all
        near: Iterable[list[tuple[_Known, _Told]]]
        if family := family_name(told.author):
            near = (self._by_word[word] for word in (family, ""))
        elif told.year is not None:
            apart = _MOST_YEARS_APART
            years = (None, *range(told.year - apart, told.year + apart + 1))
            near = (self._by_year[year] for year in years)
        else:
            near = (self._all,)
        return list(islice(chain.from_iterable(near), _MOST_NAMESAKES))


def find_twins(drafts: Sequence[Draft]) -> list[int | None]:
    """Return for each draft the index of an earlier one that is the same paper."""
    by_name: dict[Hashable, int] = {}
    by_title: dict[str, _Namesakes[int]] = defaultdict(_Namesakes)
    twins: list[int | None] = []

    for index, draft in enumerate(drafts):
        names = _names(draft)
        title = title_key(draft.title)
        twin = next((by_name[name] for name in names if name in by_name), None)
        if twin is None and title in by_title:
            twin = _alike(draft, by_title[title])
        twins.append(twin)
        first = index if twin is None else twin
        for name in names:
            by_name.setdefault(name, first)
        if title:
            by_title[title].add(first, _told(draft))
    return twins


def find_known(connection: Connection, drafts: Sequence[Draft]) -> list[PaperId | None]:
    """Return for each draft the paper in the library that it is."""
    known: list[PaperId | None] = []
    waiting = iter(drafts)
    while batch := list(islice(waiting, _BATCH)):
        known.extend(_known_batch(connection, batch))
    return known


def find_alike(connection: Connection, drafts: Sequence[Draft]) -> list[PaperId | None]:
    """Return for each draft a paper in the library that it may be, by its title."""
    alike: list[PaperId | None] = [None] * len(drafts)
    for start in range(0, len(drafts), _BATCH):
        begins = [title_key(d.title) for d in drafts[start : start + _BATCH]]
        values = {
            "begins": json.dumps([key[:_BEGINNING] or None for key in begins]),
            "most": _MOST_COMPARED,
        }
        for at, key in connection.execute(_BY_BEGINNING, values).fetchall():
            if alike[start + at] is None:
                alike[start + at] = _compared(connection, drafts[start + at], key)
    return alike


def _compared(connection: Connection, draft: Draft, key: int) -> PaperId | None:
    """Return the paper of a key, if the draft may be that."""
    uuid, title, year, abstract, author, names, kind = connection.execute(
        _COMPARED, (key,)
    ).fetchone()
    ours = Work(
        key=0,
        shape=shape_of(draft.title),
        year=draft.year,
        author=draft.authors[0].name if draft.authors else "",
        names=_works_named(draft),
    )
    theirs = Work(
        key=key,
        shape=shape_of(title),
        year=year,
        author=author,
        names=names_of(json.loads(names), kind),
    )
    if likeness(ours.shape, theirs.shape) is Likeness.NONE:
        return None
    words = frozenset(fold(draft.abstract).split())
    shared = shared_part(words, frozenset(fold(abstract).split()))
    return None if judge(ours, theirs, shared) is None else PaperId(uuid)


def _known_batch(
    connection: Connection, drafts: Sequence[Draft]
) -> Iterable[PaperId | None]:
    names = [_names(draft) for draft in drafts]
    titles = [title_key(draft.title) for draft in drafts]
    by_name = _by_name(connection, {name for group in names for name in group})
    by_title: dict[str, _Namesakes[PaperId]] = defaultdict(_Namesakes)
    wanted = json.dumps(sorted(set(titles) - {""}))
    for title, uuid, *told in connection.execute(_BY_TITLE, (wanted,)):
        by_title[title].add(PaperId(uuid), _Told(*told))
    for draft, group, title in zip(drafts, names, titles, strict=True):
        named = next((by_name[name] for name in group if name in by_name), None)
        is_shared = not named and title in by_title
        yield named or (_alike(draft, by_title[title]) if is_shared else None)


def _by_name(
    connection: Connection, names: set[tuple[str, ...]]
) -> dict[tuple[str, ...], PaperId]:
    hashes = json.dumps([name[0] for name in names if len(name) == 1])
    pairs = json.dumps(
        [s for name in names if len(name) == 2 for s in spellings(*name)]
    )
    found: dict[tuple[str, ...], PaperId] = {}
    for *name, uuid in connection.execute(_BY_FILE, (hashes,)):
        found[tuple(name)] = PaperId(uuid)
    for *name, kind, uuid in connection.execute(_BY_IDENTIFIER, (pairs,)):
        for whole in names_of([(name[0], name[1])], kind):
            found[whole] = PaperId(uuid)
    return found


def _names(draft: Draft) -> list[tuple[str, ...]]:
    """Return what names the draft for certain: its file's hash, (scheme, match key)."""
    names: list[tuple[str, ...]] = []
    if draft.file is not None:
        names.append((draft.file.sha256,))
    return [*names, *_works_named(draft)]


def _works_named(draft: Draft) -> tuple[tuple[str, str], ...]:
    """Return the identifiers of a draft that name it, each a scheme and a match key."""
    told = ((storable(i.scheme), storable(i.value)) for i in draft.identifiers)
    return names_of(((s, identifier_key(s, value)) for s, value in told), draft.kind)


def _told(draft: Draft) -> _Told:
    return _Told(
        abstract=draft.abstract,
        has_file=draft.file is not None,
        year=draft.year,
        author=draft.authors[0].name if draft.authors else "",
        volume=next((d.value for d in draft.details if d.name == "volume"), ""),
    )


def _alike(draft: Draft, others: _Namesakes[_Known]) -> _Known | None:
    """Return the first of those of the same title whose abstract may be the draft's.

    Where one has none, nothing else that is told may speak against it.

    The title of a PDF may be just its file's name: it must tell something, and two
    files that differ are never one paper for their name's sake.
    """
    words = set(fold(draft.abstract).split())
    is_named_by_file = draft.file is not None
    if is_named_by_file and len(fold(draft.title).split()) < _TELLING_WORDS:
        return None
    ours = _told(draft)
    for other, told in others.near(ours):
        if is_named_by_file and told.has_file:
            continue
        theirs = set(fold(told.abstract).split())
        if not words or not theirs:
            if ours.contradicts(told):
                continue
            return other
        if len(words & theirs) >= ALIKE * len(words | theirs):
            return other
    return None

"""Find the papers of a library that are one, by name, by file and by title.

Each paper is compared with few others: those of the same identifier, file or title,
and those that share a rare word of the title beside the first author's name, or two
of the rarest.
"""

import itertools
import json
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from app.domain.duplicates import DuplicateGroup, fullest_first, is_part_of_book
from app.library import rows, tree
from app.library.driver import Connection
from app.library.duplicates.grouping import Link, Verdict, grouped
from app.library.duplicates.likeness import (
    ALIKE,
    UNLIKE,
    Likeness,
    Shape,
    are_namesakes,
    likeness,
    same_author,
    shape_of,
    shared_part,
)
from app.library.folding import fold, identifier_key

Tell = Callable[[float], None]
"""Gets how far the search is, 0 to 1; what it raises stops the search."""

_N_WORKS = "select count(*) from paper where trashed_at is null"
_WORKS = (
    "select key, title, year, kind from paper where trashed_at is null order by key"
)
_FIRST_AUTHORS = """
    select a.paper, a.name from author a
    join paper p on p.key = a.paper and p.trashed_at is null
    where a.position = 0
"""
_IDENTIFIERS = """
    select i.paper, i.scheme, i.match_key from identifier i
    join paper p on p.key = i.paper and p.trashed_at is null order by i.paper
"""
_FILES = """
    select f.paper, f.sha256 from file f
    join paper p on p.key = f.paper and p.trashed_at is null order by f.paper
"""
_APART = "select paper, other from distinct_pair"
_ABSTRACTS = """
    select p.key, p.abstract from json_each(?) j cross join paper p on p.key = j.value
"""
_GROUPS_AT_ONCE = 100
_STEP = 500  # papers or pairs between two words of progress
_READ, _BLOCKED, _JUDGED = 0.3, 0.5, 0.95  # how far the search is after each part
_N_RARE, _N_RAREST = 5, 3
_LARGEST_BLOCK = 60
_NEIGHBOURS = 4
_KEY_BITS = 40
_HIGH_KEY = (1 << _KEY_BITS) - 1
_ARXIV_DOI = "10.48550/arxiv."
_PREPRINT_DOIS = ("10.48550/", "10.1101/", "10.2139/", "10.21203/", "10.31219/")
_NAMES = {
    "arxiv": "arXiv id",
    "doi": "DOI",
    "pmid": "PMID",
    "isbn": "ISBN",
    "openreview": "OpenReview id",
    "acl": "ACL id",
}


_Name = TypeVar("_Name", bound=Hashable)


@dataclass(slots=True)
class Work:
    """A paper as it is compared."""

    key: int
    shape: Shape
    year: int | None
    author: str
    names: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()

    def values(self, scheme: str) -> set[str]:
        """Return its identifiers of a scheme."""
        return {value for name, value in self.names if name == scheme}


def find_duplicates(connection: Connection, tell: Tell) -> tuple[DuplicateGroup, ...]:
    """Return the groups of papers that may be one, the certain ones first.

    Papers in the trash, and pairs that the user keeps apart, are left out.
    """
    apart = {(one, other) for one, other in connection.execute(_APART)}
    found = grouped(_links(connection, apart, tell), apart)
    order, groups = tree.order(connection), list[DuplicateGroup]()
    for start in range(0, len(found), _GROUPS_AT_ONCE):
        tell(_JUDGED + (1 - _JUDGED) * start / len(found))
        some = found[start : start + _GROUPS_AT_ONCE]
        members = [key for keys, _, _ in some for key in keys]
        papers = iter(rows.papers(connection, members, order))
        for keys, reasons, is_certain in some:
            best = fullest_first(itertools.islice(papers, len(keys)))
            ids = tuple(paper.id for paper in best)
            groups.append(
                DuplicateGroup(ids=ids, reasons=reasons, is_certain=is_certain)
            )
    tell(1.0)
    return tuple(groups)


def _links(
    connection: Connection, apart: set[tuple[int, int]], tell: Tell
) -> list[Link]:
    works = _works(connection, tell)
    judged = _judged(connection, works, _candidates(works, tell), tell)
    return sorted(link for link in judged if (link.one, link.other) not in apart)


def _works(connection: Connection, tell: Tell) -> dict[int, Work]:
    works: dict[int, Work] = {}
    (n_works,) = connection.execute(_N_WORKS).fetchone()
    kinds: dict[int, str] = {}
    for n, (key, title, year, kind) in enumerate(connection.execute(_WORKS)):
        if n % _STEP == 0:
            tell(_READ * n / n_works)
        works[key] = Work(key, shape_of(title), year, "")
        kinds[key] = kind
    for key, name in connection.execute(_FIRST_AUTHORS):
        works[key].author = name
    for key, scheme, value in connection.execute(_IDENTIFIERS):
        works[key].names += names_of(((scheme, value),), kinds[key])
    for key, sha256 in connection.execute(_FILES):
        works[key].files += (sha256,)
    return works


def names_of(
    identifiers: Iterable[tuple[str, str]], kind: str
) -> tuple[tuple[str, str], ...]:
    """Return the identifiers, each a scheme and a match key, that name a paper.

    The ISBN of a part of a book names the book.
    """
    return tuple(
        whole_name(scheme, key)
        for scheme, key in identifiers
        if key and not (scheme == "isbn" and is_part_of_book(kind))
    )


def spellings(scheme: str, key: str) -> tuple[tuple[str, str], ...]:
    """Return what may be kept where `whole_name` gives this name."""
    as_doi = (("doi", f"{_ARXIV_DOI}{key}"),) if scheme == "arxiv" else ()
    return ((scheme, key), *as_doi)


def whole_name(scheme: str, value: str) -> tuple[str, str]:
    """Return an identifier, arXiv's own DOIs as the arXiv ids that they are."""
    if scheme == "doi" and value.startswith(_ARXIV_DOI):
        return "arxiv", identifier_key("arxiv", value.removeprefix(_ARXIV_DOI))
    return scheme, value


def _candidates(works: dict[int, Work], tell: Tell) -> set[int]:
    """Return the pairs that are worth a look, each as one number (see `_pair`).

    Numbers, and tuples of them, cost the garbage collector nothing: a pass over a
    million of lists would hold up the window.
    """
    blocks: dict[int, tuple[int, ...]] = {}
    common = Counter(w for work in works.values() for w in set(work.shape.words))
    pairs: set[int] = set()
    for n, work in enumerate(works.values()):
        if n % _STEP == 0:
            tell(_READ + (_BLOCKED - _READ) * n / len(works))
        for block in map(hash, _blocks(work, common)):
            others = blocks.get(block, ())
            is_full = len(others) >= _LARGEST_BLOCK
            near = others[-_NEIGHBOURS:] if is_full else others
            pairs.update(_pair(other, work.key) for other in near)
            blocks[block] = (*near, work.key) if is_full else (*others, work.key)
    return pairs


def _pair(low: int, high: int) -> int:
    return low << _KEY_BITS | high


def _blocks(work: Work, common: Counter[str]) -> Iterator[Hashable]:
    """Go through what another paper must share to be compared with this one."""
    yield from work.names
    yield from work.files
    if work.shape.key:
        yield "title", work.shape.key
    shared = {word for word in work.shape.words if common[word] > 1}
    rare = sorted(shared, key=lambda word: (common[word], word))[:_N_RARE]
    for name in {word for word in fold(work.author).split() if len(word) > 1}:
        for word in rare:
            yield "author", name, word
    for pair in itertools.combinations(rare[:_N_RAREST], 2):
        yield "words", *pair


def _judged(
    connection: Connection,
    works: dict[int, Work],
    pairs: set[int],
    tell: Tell,
) -> Iterator[Link]:
    """Go through the pairs that may be one paper."""
    waiting = iter(pairs)
    for start in range(0, len(pairs), _STEP):
        tell(_BLOCKED + (_JUDGED - _BLOCKED) * start / len(pairs))
        numbers = itertools.islice(waiting, _STEP)
        batch = [(works[n >> _KEY_BITS], works[n & _HIGH_KEY]) for n in numbers]
        near = [(a, b) for a, b in batch if _is_worth(a, b)]
        keys = json.dumps(sorted({w.key for pair in near for w in pair}))
        abstracts = {
            key: frozenset(fold(text).split())
            for key, text in connection.execute(_ABSTRACTS, (keys,))
        }
        for a, b in near:
            shared = shared_part(abstracts[a.key], abstracts[b.key])
            if (verdict := judge(a, b, shared)) is not None:
                yield Link(a.key, b.key, verdict)


def _is_worth(one: Work, other: Work) -> bool:
    if _shared(one.names, other.names):
        return True
    if _shared(one.files, other.files):
        return True
    return likeness(one.shape, other.shape) is not Likeness.NONE


def judge(one: Work, other: Work, shared: float | None) -> Verdict | None:
    """Say whether two papers may be one, and why; None: they are two.

    `shared` is the part of their words that the abstracts share, if both are there.
    """
    like = likeness(one.shape, other.shape)
    author = same_author(one.author, other.author)
    is_backed = like is not Likeness.NONE or bool(shared and shared >= ALIKE)
    for scheme, value in sorted(_shared(one.names, other.names)):
        is_unique = scheme == "arxiv"  # a volume of talks may have one DOI or one PDF
        if is_backed or author is not False or is_unique:
            is_certain = is_backed or author is True or (is_unique and author is None)
            return Verdict(f"same {_NAMES.get(scheme, scheme)} {value}", is_certain)
    if _shared(one.files, other.files) and (is_backed or author is not False):
        return Verdict("same PDF", True)
    if like is Likeness.NONE or (shared is not None and shared < UNLIKE):
        return None
    return _judge_title(one, other, shared, like, author)


def _judge_title(
    one: Work, other: Work, shared: float | None, like: Likeness, author: bool | None
) -> Verdict | None:
    """Judge two papers that have nothing in common but words."""
    apart = _years_apart(one, other)
    is_alike = shared is not None and shared >= ALIKE
    has_other_names = _has_other_names(one, other)
    if author is False:
        return (
            Verdict("same title, much the same abstract", False)
            if (like is Likeness.SAME and is_alike)
            else None
        )
    if like is Likeness.SAME:
        is_author = author is True and not are_namesakes(one.author, other.author)
        is_certain = (
            one.shape.is_telling
            and one.shape.signs == other.shape.signs
            and apart <= 1
            and not has_other_names
            and (is_alike or (is_author and shared is None))
        )
        if author is True and apart <= 3:  # years: a thesis, a book of talks
            return Verdict("same title and first author", is_certain)
        is_possible = one.shape.is_telling and apart <= 1
        return Verdict("same title", is_certain) if is_possible else None
    if has_other_names and not is_alike:
        return None
    if author is None and not is_alike:
        return None
    if like is Likeness.NEAR and apart <= 2:  # years from preprint to journal
        return Verdict("almost the same title", False)
    if like is Likeness.BEGUN and apart <= 1:
        return Verdict("same title but for the subtitle", False)
    return None


def _shared(ours: tuple[_Name, ...], theirs: tuple[_Name, ...]) -> set[_Name]:
    return {name for name in ours if name in theirs}


def _years_apart(one: Work, other: Work) -> int:
    """Return how many years lie between two papers; 0 where one is not known."""
    if one.year is None or other.year is None:
        return 0
    return abs(one.year - other.year)


def _has_other_names(one: Work, other: Work) -> bool:
    """Say whether a registry names them as two papers, preprints apart."""
    for scheme in ("arxiv", "doi"):
        ours, theirs = one.values(scheme), other.values(scheme)
        is_preprint = any(v.startswith(_PREPRINT_DOIS) for v in ours | theirs)
        if ours and theirs and not ours & theirs and not is_preprint:
            return True
    return False

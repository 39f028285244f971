"""Part a search into the words that lead it and what sifts the papers they find."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.wanted import All, Either, Filter, Key, Not, Wanted, Words
from app.formats.queries.language import parse
from app.library.driver import Connection
from app.library.search import filters, patterns, wanted
from app.library.search.phrasing import phrase

MOST_FEW = 1_000
"""So many papers are gone through one by one; more are looked up in an index."""

_DEEPEST = 4
_MOST_TERMS = 256
_NAMED = "select text from saved_search where name = ? collate nocase order by key"
_LED_TIMES = 20
_IN_RANGE, _AT_KEY = "between :low and :high", "= p.key"
_IN_INDEX = """
    p.key in (
        select rowid from search
        where search match {} and rowid between :low and :high
    )
"""
_EVERYWHERE = {"low": 0, "high": 2**62}


@dataclass(kw_only=True)
class Asked:
    """What a search asks for: words, words left out, and conditions on a paper `p`.

    `few` are the only papers that may be found, None for all. Of the conditions that
    ask the index of words, it is asked for keys from the parameter `low` to `high`; in
    a tiny place it is asked for each paper there instead.
    """

    words: wanted.Parts = field(default_factory=wanted.Every)
    left_out: list[wanted.Parts] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    parameters: dict[str, str | int] = field(default_factory=lambda: {**_EVERYWHERE})
    few: list[int] | None = None
    is_tiny: bool = False

    @property
    def asks_index(self) -> bool:
        """Say whether a condition asks the index of words."""
        return any(_IN_RANGE in each for each in self.conditions) and not self.is_tiny

    @property
    def sieve(self) -> str:
        """Return all conditions as one, '' for none."""
        whole = " and ".join(self.conditions)
        return whole.replace(_IN_RANGE, _AT_KEY) if self.is_tiny else whole

    def bind(self, value: str | int) -> str:
        """Keep a value; return the name under which it is bound."""
        name = f"value_{len(self.parameters)}"
        self.parameters[name] = value
        return f":{name}"


def ask(
    connection: Connection, text: str, now: datetime, *, is_tiny: bool = False
) -> Asked:
    """Read a search; it may name saved ones, even those that name themselves.

    In a tiny place every paper is looked at, and nothing is followed from elsewhere.
    """
    patterns.teach(connection)
    tree = _Resolver(connection).resolved(parse(text).wanted, ())
    asked = Asked(is_tiny=is_tiny)
    leading: list[wanted.Parts] = []
    left_out: list[wanted.Parts] = []
    for part in tree.parts if isinstance(tree, All) else (tree,):
        read = wanted.read(part)
        without = wanted.read(part.part) if isinstance(part, Not) else None
        if read is not None:
            leading.append(read)
        elif without is not None:
            left_out.append(without)
        else:
            _sift(connection, asked, part, now)
    asked.words = wanted.every(tuple(p for p in leading if not wanted.asks_nothing(p)))
    asked.left_out = [p for p in left_out if not wanted.asks_nothing(p)]
    if wanted.asks_nothing(asked.words):
        for words in asked.left_out:
            asked.conditions.append(f"not {_in_index(connection, asked, words)}")
        asked.left_out = []
    return asked


def _sift(connection: Connection, asked: Asked, part: Wanted, now: datetime) -> None:
    condition = _condition(connection, asked, part, now)
    if condition:
        asked.conditions.append(condition)
    if isinstance(part, Filter) and not asked.is_tiny:
        most = MOST_FEW * (_LED_TIMES if part.key in filters.LED else 1)
        few = filters.few(connection, part, most)
        if few is not None and (asked.few is None or len(few) < len(asked.few)):
            asked.few = few


def _condition(
    connection: Connection, asked: Asked, part: Wanted, now: datetime
) -> str:
    """Return what a part asks of a paper, '' for nothing."""
    words = wanted.read(part)
    if words is not None:
        asks_nothing = wanted.asks_nothing(words)
        return "" if asks_nothing else _in_index(connection, asked, words)
    match part:
        case Filter():
            return filters.condition(connection, part, asked.bind, now)
        case Not(inner):
            condition = _condition(connection, asked, inner, now)
            return f"not ({condition})" if condition else ""
        case All(parts) | Either(parts):
            found = [_condition(connection, asked, p, now) for p in parts]
            joint = " and " if isinstance(part, All) else " or "
            joined = joint.join(condition for condition in found if condition)
            return f"({joined})" if joined else ""
        case Words():
            return ""


def _in_index(connection: Connection, asked: Asked, words: wanted.Parts) -> str:
    phrased, _ = phrase(connection, words)
    return _IN_INDEX.format(asked.bind(phrased)) if phrased else filters.NEVER


class _Resolver:
    """Puts saved searches in the place of their names."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._n_terms = 0

    def resolved(self, part: Wanted, inside: Sequence[str]) -> Wanted:
        """Return a tree where names of searches are left only if they find nothing.

        So is that of a search inside itself.
        """
        match part:
            case Filter(Key.SEARCH, value):
                return self._saved(part, value.text.strip().casefold(), inside)
            case Not(inner):
                resolved = self.resolved(inner, inside)
                return resolved.part if isinstance(resolved, Not) else Not(resolved)
            case All(parts):
                flat: list[Wanted] = []
                for inner in parts:
                    whole = self.resolved(inner, inside)
                    flat += whole.parts if isinstance(whole, All) else (whole,)
                return All(tuple(flat))
            case Either(parts):
                return Either(tuple(self.resolved(inner, inside) for inner in parts))
        self._n_terms += 1
        return part

    def _saved(self, asked: Filter, name: str, inside: Sequence[str]) -> Wanted:
        self._n_terms += 1
        if name in inside or len(inside) >= _DEEPEST or self._n_terms > _MOST_TERMS:
            return asked
        row = self._connection.execute(_NAMED, (name,)).fetchone()
        if row is None:
            return asked
        return self.resolved(parse(row[0]).wanted, (*inside, name))


def as_text(keys: Sequence[int]) -> str:
    """Return keys as SQL takes many of them."""
    return json.dumps(list(keys))

"""The language of searches: what is typed, and the tree that it means.

Every text is a search. `key:value` is a filter where key and value are known,
`key:~value` one by a regular expression, `-` before a term leaves out, parentheses
group. `and`, `or` and `not`, in any case, are operators between terms. All else is
words; a backslash before a word makes it one. In a value between quotes two quotes
are one of its own: `topic:"the ""why"" papers"`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from app.domain.wanted import (
    PATTERN_KEYS,
    All,
    Either,
    Filter,
    Key,
    Not,
    Wanted,
    Words,
)
from app.formats.queries.matching import fault_of
from app.formats.queries.values import is_value

_MOST_TERMS = 64  # more than any title has
_DEEPEST = 8
_KEYED = re.compile(r"([A-Za-z]+(?:-[A-Za-z]+)*):")
_UNKNOWN_KEY = re.compile(r"[A-Za-z]\w*:[^/\s]")
_QUOTED = re.compile(r'"([^"]*)("?)')
_QUOTED_VALUE = re.compile(r'"([^"]*(?:""[^"]*)*)("?)')
_BLANK = re.compile(r"\s+")
_PATTERN = "~"
_QUOTE, _TWO_QUOTES = '"', '""'
_OPERATORS = frozenset({"and", "or", "not"})
_ALIASES = {
    "by": Key.AUTHOR,
    "authors": Key.AUTHOR,
    "in": Key.TOPIC,
    "topics": Key.TOPIC,
    "tags": Key.TAG,
    "notes": Key.NOTE,
    "marks": Key.MARK,
    "mark-tags": Key.MARK_TAG,
    "marktag": Key.MARK_TAG,
    "starred": Key.STAR,
    "source": Key.FROM,
}
KEYS = {**{key.value: key for key in Key}, **_ALIASES}
"""Every key as it may be written, in lower case."""


class Sort(Enum):
    """What a stretch of a search is."""

    WORD = auto()
    PHRASE = auto()
    FILTER = auto()
    OPERATOR = auto()
    MINUS = auto()
    OPEN = auto()
    CLOSE = auto()
    LOST = auto()
    """Text that looks like something else and could not be read as that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a search from `start` to before `end`, with the term that it is."""

    sort: Sort
    start: int
    end: int
    term: Words | Filter | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """A search that was read: what it asks for, and what each stretch of it is."""

    wanted: Wanted
    pieces: tuple[Piece, ...]


def parse(text: str) -> Search:
    """Read a search; this never fails."""
    pieces = _decided(_grouped(_cut(text)))
    return Search(_tree(pieces), tuple(pieces))


def write(wanted: Wanted) -> str:
    """Write a tree so that `parse` reads it back."""
    match wanted:
        case Words():
            return _write_words(wanted)
        case Filter(key, value):
            return f"{key.value}:{_write_value(value)}"
        case Not(part):
            return f"-{_write_inner(part)}"
        case All(parts):
            return " ".join(
                f"({write(p)})" if isinstance(p, Either) else write(p) for p in parts
            )
        case Either(parts):
            return " or ".join(write(part) for part in parts)


def quoted(value: str) -> str:
    """Return a value as it is written behind a key, in quotes where it needs them."""
    plain = value.strip()
    whole = _run_end(plain, 0) == len(plain) and bool(plain)
    is_bare = whole and not plain.startswith(_PATTERN)
    return plain if is_bare else f'"{_doubled(plain)}"'


def plain_words(
    wanted: Wanted, keys: frozenset[Key] = frozenset({Key.TITLE})
) -> tuple[Words, ...]:
    """Return the words that a paper found must or may hold, without those left out.

    Of those behind a key, the ones behind `keys`.
    """
    match wanted:
        case Words():
            return (wanted,)
        case Filter(key, value) if key in keys and not value.is_pattern:
            return (value,)
        case All(parts) | Either(parts):
            return tuple(word for part in parts for word in plain_words(part, keys))
    return ()


def patterns(wanted: Wanted, keys: frozenset[Key]) -> tuple[str, ...]:
    """Return the regular expressions behind `keys` that a paper found may fit."""
    match wanted:
        case Filter(key, value) if key in keys and value.is_pattern:
            return (value.text,)
        case All(parts) | Either(parts):
            return tuple(each for part in parts for each in patterns(part, keys))
    return ()


def _cut(text: str) -> list[Piece]:
    """Cut a text into pieces, with nothing decided that depends on their neighbours."""
    pieces: list[Piece] = []
    at = n_terms = 0
    while at < len(text) and n_terms < _MOST_TERMS:
        if blank := _BLANK.match(text, at):
            at = blank.end()
            continue
        piece = _piece(text, at)
        pieces.append(piece)
        n_terms += piece.term is not None
        at = piece.end
    return pieces


def _piece(text: str, at: int) -> Piece:
    first = text[at]
    if first in "()":
        sort = Sort.OPEN if first == "(" else Sort.CLOSE
        return Piece(sort=sort, start=at, end=at + 1)
    if found := _QUOTED.match(text, at):
        words = Words(text=found[1], is_phrase=True, is_open=not found[2])
        return Piece(sort=Sort.PHRASE, start=at, end=found.end(), term=words)
    if first == "-" and _begins_term(text, at + 1):
        return Piece(sort=Sort.MINUS, start=at, end=at + 1)
    return _filter(text, at) or _word(text, at)


def _begins_term(text: str, at: int) -> bool:
    return at < len(text) and not text[at].isspace() and text[at] not in "-)"


def _filter(text: str, at: int) -> Piece | None:
    keyed = _KEYED.match(text, at)
    key = KEYS.get(keyed[1].lower()) if keyed else None
    if keyed is None or key is None:
        return None
    is_pattern = key in PATTERN_KEYS and text.startswith(_PATTERN, keyed.end())
    start = keyed.end() + is_pattern
    if found := _QUOTED_VALUE.match(text, start):
        end, is_open = found.end(), not found[2]
        value = Words(
            text=found[1].replace(_TWO_QUOTES, _QUOTE),
            is_phrase=True,
            is_open=is_open,
            is_pattern=is_pattern,
        )
    else:
        end = _run_end(text, start)
        value = Words(text=text[start:end], is_pattern=is_pattern)
    if not _is_sound(key, value):
        return None
    return Piece(sort=Sort.FILTER, start=at, end=end, term=Filter(key, value))


def _is_sound(key: Key, value: Words) -> bool:
    if value.is_pattern:
        return bool(value.text.strip()) and not fault_of(value.text)
    return is_value(key, value.text)


def _word(text: str, at: int) -> Piece:
    start = at + 1 if text[at] == "\\" else at
    end = _run_end(text, start)
    if end == start:  # a backslash alone
        start, end = at, at + 1
    words = Words(text=text[start:end])
    is_plain = start == at
    is_operator = is_plain and words.text.lower() in _OPERATORS
    is_lost = is_plain and _looks_keyed(text, at, end)
    sort = Sort.OPERATOR if is_operator else Sort.LOST if is_lost else Sort.WORD
    return Piece(sort=sort, start=at, end=end, term=words)


def _looks_keyed(text: str, start: int, end: int) -> bool:
    keyed = _KEYED.match(text, start, end)
    is_known = keyed is not None and keyed[1].lower() in KEYS
    return is_known or bool(_UNKNOWN_KEY.match(text, start, end))


def _run_end(text: str, at: int) -> int:
    """Return where a run without blanks, quotes and a `)` of another's ends."""
    depth = 0
    while at < len(text) and text[at] != '"' and not text[at].isspace():
        depth += (text[at] == "(") - (text[at] == ")")
        if depth < 0:
            break
        at += 1
    return at


def _grouped(pieces: Sequence[Piece]) -> list[Piece]:
    """Keep the parentheses that make a pair round something, not too deep."""
    opened: list[int] = []
    kept: set[int] = set()
    filled: set[int] = set()
    for n, piece in enumerate(pieces):
        if piece.sort is Sort.OPEN:
            opened.append(n)
        elif piece.sort is Sort.CLOSE and opened:
            start = opened.pop()
            if start in filled and len(opened) < _DEEPEST:
                kept |= {start, n}
        elif piece.term is not None:
            filled.update(opened)
    return [
        _lost(piece)
        if piece.sort in (Sort.OPEN, Sort.CLOSE) and n not in kept
        else piece
        for n, piece in enumerate(pieces)
    ]


def _lost(piece: Piece) -> Piece:
    return Piece(sort=Sort.LOST, start=piece.start, end=piece.end, term=piece.term)


def _decided(pieces: Sequence[Piece]) -> list[Piece]:
    """Make words of the operators that stand at an end or lack an operand."""
    terms = [p for p in pieces if p.sort is not Sort.LOST or p.term is not None]
    decided: dict[int, Piece] = {}
    for n, piece in enumerate(terms):
        if piece.sort is not Sort.OPERATOR:
            continue
        before = decided.get(n - 1, terms[n - 1]) if n else None
        if not (_ends(before) and _has_operand(terms, n)):
            is_second = _is_second(terms, n, before)
            sort = Sort.OPERATOR if is_second else Sort.WORD
            decided[n] = Piece(
                sort=sort, start=piece.start, end=piece.end, term=piece.term
            )
    by_start = {piece.start: piece for piece in decided.values()}
    return [by_start.get(piece.start, piece) for piece in pieces]


def _ends(piece: Piece | None) -> bool:
    return piece is not None and piece.sort not in (
        Sort.OPEN,
        Sort.MINUS,
        Sort.OPERATOR,
    )


def _has_operand(pieces: Sequence[Piece], n: int) -> bool:
    """Say whether a term follows piece `n`, with one `not` between at most."""
    after = n + 1
    if _named(pieces, n) != "not" and _named(pieces, after) == "not":
        after += 1
    return after < len(pieces) and pieces[after].sort not in (
        Sort.OPERATOR,
        Sort.CLOSE,
    )


def _is_second(pieces: Sequence[Piece], n: int, before: Piece | None) -> bool:
    """Say whether piece `n` is the `not` of `and not` or `or not`."""
    follows = before is not None and before.sort is Sort.OPERATOR
    return follows and _named(pieces, n) == "not" and _has_operand(pieces, n)


def _named(pieces: Sequence[Piece], n: int) -> str:
    """Return the operator that piece `n` may be, '' for none."""
    piece = pieces[n] if n < len(pieces) else None
    if piece is None or piece.sort is not Sort.OPERATOR:
        return ""
    return piece.term.text.lower() if isinstance(piece.term, Words) else ""


class _Group:
    """A group that is being read: alternatives, each of terms that must all be."""

    def __init__(self) -> None:
        self.alternatives: list[list[Wanted]] = [[]]
        self.is_negated = False

    def take(self, wanted: Wanted) -> None:
        if self.is_negated:
            wanted = wanted.part if isinstance(wanted, Not) else Not(wanted)
            self.is_negated = False
        parts = wanted.parts if isinstance(wanted, All) else (wanted,)
        self.alternatives[-1] += parts

    def whole(self) -> Wanted:
        parts: list[Wanted] = []
        for alternative in self.alternatives:
            part = alternative[0] if len(alternative) == 1 else All(tuple(alternative))
            parts += part.parts if isinstance(part, Either) else (part,)
        return parts[0] if len(parts) == 1 else Either(tuple(parts))


def _tree(pieces: Sequence[Piece]) -> Wanted:
    groups = [_Group()]
    for piece in pieces:
        match piece.sort:
            case Sort.OPEN:
                groups.append(_Group())
            case Sort.CLOSE:
                inner = groups.pop().whole()
                groups[-1].take(inner)
            case Sort.MINUS:
                groups[-1].is_negated = not groups[-1].is_negated
            case Sort.OPERATOR if isinstance(piece.term, Words):
                named = piece.term.text.lower()
                if named == "or":
                    groups[-1].alternatives.append([])
                elif named == "not":
                    groups[-1].is_negated = not groups[-1].is_negated
            case _ if piece.term is not None:
                groups[-1].take(piece.term)
    return groups[0].whole()


def _write_words(words: Words) -> str:
    if words.is_phrase:
        return f'"{words.text}' if words.is_open else f'"{words.text}"'
    pieces = _cut(words.text)
    is_safe = (
        len(pieces) == 1
        and pieces[0].sort in (Sort.WORD, Sort.LOST)
        and pieces[0].term == words
    )
    return words.text if is_safe else f"\\{words.text}"


def _write_value(value: Words) -> str:
    sign = _PATTERN if value.is_pattern else ""
    if not value.is_phrase:
        return sign + value.text
    return f'{sign}"{_doubled(value.text)}{"" if value.is_open else _QUOTE}'


def _doubled(value: str) -> str:
    """Return a value as it stands between quotes."""
    return value.replace(_QUOTE, _TWO_QUOTES)


def _write_inner(part: Wanted) -> str:
    """Write what a minus stands before."""
    inner = write(part)
    is_group = isinstance(part, All | Either)
    return f"({inner})" if is_group or inner.startswith("-") else inner

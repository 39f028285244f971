"""Words that are looked for, folded, and how they go together.

Every word must be there, as the start of a word at least; a phrase is of whole words.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.wanted import TEXT_KEYS, All, Either, Filter, Key, Wanted, Words
from app.library.folding import fold
from app.library.search.indexing import SeenIn

_COLUMN_OF = {
    Key.TITLE: SeenIn.TITLE,
    Key.AUTHOR: SeenIn.AUTHORS,
    Key.ABSTRACT: SeenIn.ABSTRACT,
    Key.NOTE: SeenIn.NOTES,
}


@dataclass(frozen=True, slots=True)
class Part:
    """Words that must follow each other; the last one may go on unless `is_whole`.

    `column` is where alone they are looked for; None is everywhere.
    """

    words: tuple[str, ...]
    is_whole: bool
    column: SeenIn | None = None

    def is_in(self, text: str) -> bool:
        """Say whether folded text holds the part."""
        end = " " if self.is_whole else ""
        return f" {' '.join(self.words)}{end}" in f" {text} "


@dataclass(frozen=True, slots=True)
class Every:
    """What must all be there; without parts, nothing is asked for."""

    parts: tuple["Parts", ...] = ()


@dataclass(frozen=True, slots=True)
class Some:
    """Of which one must be there."""

    parts: tuple["Parts", ...]


Parts = Part | Every | Some


def read(wanted: Wanted) -> Parts | None:
    """Return a tree of words, folded; None where it asks for more than words."""
    match wanted:
        case Words():
            return _part(wanted, None)
        case Filter(key, value) if key in TEXT_KEYS and not value.is_pattern:
            return _part(value, _COLUMN_OF[key])
        case All(parts):
            read_parts = _read_all(parts)
            return None if read_parts is None else every(read_parts)
        case Either(parts):
            read_parts = _read_all(parts)
            if read_parts is None:
                return None
            return read_parts[0] if len(read_parts) == 1 else Some(read_parts)
    return None


def every(parts: tuple[Parts, ...]) -> Parts:
    """Put parts together, each once."""
    distinct = tuple(dict.fromkeys(parts))
    return distinct[0] if len(distinct) == 1 else Every(distinct)


def asks_nothing(parts: Parts) -> bool:
    """Say whether there is no word."""
    return isinstance(parts, Every | Some) and not parts.parts


def holds(texts: Mapping[SeenIn, str], parts: Parts) -> bool:
    """Say whether folded texts, by column, hold what is looked for."""
    match parts:
        case Part(column=None):
            return any(parts.is_in(text) for text in texts.values())
        case Part(column=SeenIn() as column):
            return column in texts and parts.is_in(texts[column])
        case Every(inner):
            return all(holds(texts, part) for part in inner)
        case Some(inner):
            return any(holds(texts, part) for part in inner)
    raise AssertionError(parts)


def _part(words: Words, column: SeenIn | None) -> Parts:
    folded = tuple(fold(words.text).split())
    is_whole = words.is_phrase and not words.is_open
    return Part(folded, is_whole, column) if folded else Every()


def _read_all(wanted: tuple[Wanted, ...]) -> tuple[Parts, ...] | None:
    read_parts = [read(part) for part in wanted]
    if any(part is None for part in read_parts):
        return None
    return tuple(p for p in read_parts if p is not None and not asks_nothing(p))

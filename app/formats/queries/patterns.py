"""Regular expressions as a search takes them: a text, read into what must follow what.

The language is Python's without what only a matcher that goes back could do: no look
around, no back references. Case and accents do not count.

Source: docs.python.org/3/library/re.html, regular expression syntax.
"""

import re
import unicodedata
import warnings
from dataclasses import dataclass
from enum import Enum, auto

LONGEST = 400
"""So many characters a pattern may have."""

_DEEPEST = 20
_MOST_TIMES = 200
_VOICING = "\u3099\u309a"  # the marks that tell Japanese ga from ka
_BRACES = re.compile(r"\{(\d*)(,?)(\d*)\}")
_CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v", "a": "\a"}


class PatternError(ValueError):
    """The text is no pattern; the words say why."""


class Edge(Enum):
    """A place between two characters."""

    LINE_START = auto()
    LINE_END = auto()
    WORD = auto()
    NO_WORD = auto()


@dataclass(frozen=True, slots=True)
class One:
    """One character: `literal` itself, or one that `accepted` takes."""

    literal: str = ""
    accepted: re.Pattern[str] | None = None

    def takes(self, character: str) -> bool:
        """Say whether a folded character is the one."""
        if self.accepted is None:
            return character == self.literal
        return self.accepted.match(character) is not None


@dataclass(frozen=True, slots=True)
class Row:
    """Parts that follow each other."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Of which one is there."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Times:
    """A part again and again: `least` times, at most `most`; None is no bound."""

    part: "Node"
    least: int
    most: int | None


Node = One | Edge | Row | Choice | Times


def fold_letters(text: str) -> str:
    """Return a text without case and accents, with its blanks and its signs."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in parts if c in _VOICING or not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare).casefold()


def read_pattern(text: str) -> Node:
    """Return what a regular expression asks for, its letters folded.

    Raises:
        PatternError: it is none, or too large, or needs a matcher that goes back.
    """
    if len(text) > LONGEST:
        raise PatternError("it is too long")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(text)
    except re.error as error:
        raise PatternError(error.msg) from error
    except (OverflowError, RecursionError, MemoryError) as error:
        raise PatternError("it is too large") from error
    return _Reading(text).whole()


class _Reading:
    """A pattern that is sound to Python, and how far it was read."""

    def __init__(self, text: str) -> None:
        self._text = text.removeprefix("(?i)")
        self._at = 0

    def whole(self) -> Node:
        return self._choice(0)

    def _choice(self, depth: int) -> Node:
        if depth > _DEEPEST:
            raise PatternError("its groups are too deep")
        parts = [self._row(depth)]
        while self._take("|"):
            parts.append(self._row(depth))
        return parts[0] if len(parts) == 1 else Choice(tuple(parts))

    def _row(self, depth: int) -> Node:
        parts: list[Node] = []
        while self._at < len(self._text) and self._text[self._at] not in "|)":
            parts.append(self._repeated(self._atom(depth)))
        return parts[0] if len(parts) == 1 else Row(tuple(parts))

    def _repeated(self, part: Node) -> Node:
        times = self._times()
        if times is None:
            return part
        if self._take("+"):
            raise PatternError("“+” behind a repetition is not known")
        self._take("?")
        least, most = times
        if max(least, most or 0) > _MOST_TIMES:
            raise PatternError(f"more than {_MOST_TIMES} repetitions are too many")
        return Times(part, least, most)

    def _times(self) -> tuple[int, int | None] | None:
        for sign, times in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self._take(sign):
                return times
        found = _BRACES.match(self._text, self._at)
        if found is None or not (found[1] or found[3] or found[2]):
            return None
        self._at = found.end()
        least = int(found[1] or 0)
        if not found[2]:
            return least, least
        return least, int(found[3]) if found[3] else None

    def _atom(self, depth: int) -> Node:
        sign = self._next()
        match sign:
            case ".":
                return One(accepted=re.compile(r"[^\n]"))
            case "^":
                return Edge.LINE_START
            case "$":
                return Edge.LINE_END
            case "(":
                if self._take("?") and not self._take(":"):
                    raise PatternError("of groups with “(?” only “(?:” is known")
                inner = self._choice(depth + 1)
                self._take(")")
                return inner
            case "[":
                return self._set()
            case "\\":
                return self._escaped()
        return _literal(sign)

    def _escaped(self) -> Node:
        sign = self._next()
        if sign == "b":
            return Edge.WORD
        if sign == "B":
            return Edge.NO_WORD
        if sign in "dDwWsS":
            return One(accepted=re.compile(f"\\{sign}"))
        if sign in _CONTROLS:
            return One(_CONTROLS[sign])
        if sign.isascii() and sign.isalnum():
            raise PatternError(f"“\\{sign}” is not known")
        return _literal(sign)

    def _set(self) -> Node:
        """Read a set of characters behind its bracket."""
        start = self._at
        self._take("^")
        self._take("]")
        while (sign := self._next()) != "]":
            if sign == "\\":
                self._next()
        return One(accepted=_folded_set(self._text[start : self._at - 1]))

    def _next(self) -> str:
        sign = self._text[self._at]
        self._at += 1
        return sign

    def _take(self, sign: str) -> bool:
        is_there = self._text.startswith(sign, self._at)
        self._at += is_there
        return is_there


def _literal(sign: str) -> Node:
    letters = fold_letters(sign)
    if len(letters) == 1:
        return One(letters)
    return Row(tuple(One(letter) for letter in letters))


def _folded_set(inside: str) -> re.Pattern[str]:
    """Return the set of what stands between brackets, its letters folded."""
    letters: list[str] = []
    is_escaped = False
    for sign in inside:
        folded = sign if is_escaped else fold_letters(sign)
        letters.append(folded if len(folded) == 1 else sign)
        is_escaped = sign == "\\" and not is_escaped
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return re.compile(f"[{''.join(letters)}]")
    except re.error as error:
        raise PatternError(error.msg) from error

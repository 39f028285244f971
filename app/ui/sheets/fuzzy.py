"""Fuzzy matching: which letters of a text a few typed letters stand for."""

from dataclasses import dataclass

EXACT = 5.0
"""The score of a text that is what was typed."""

_START, _WORD, _INITIALS, _INSIDE, _SCATTERED = 4.0, 3.0, 2.5, 2.0, 1.0
_LEAST_INITIALS = 2

LEAST_OF_A_PART = 1.5
"""Below it only scattered letters match."""


@dataclass(frozen=True, slots=True)
class Hit:
    """How well a text matches; `positions` are the indexes of the matched letters.

    `score` runs from 0 (loosely) to 5 (the same text).
    """

    score: float
    positions: frozenset[int]


def match(typed: str, text: str) -> Hit | None:
    """Match each word of `typed` in `text`, as a part or as scattered letters in order.

    Returns None when a word is not found; nothing typed matches everything.
    """
    folded = _fold(text)
    words = _fold(typed).split()
    if not words:
        return Hit(0.0, frozenset())
    hits = [_match_word(word, folded) for word in words]
    positions: set[int] = set()
    score = EXACT
    for hit in hits:
        if hit is None:
            return None
        positions |= hit.positions
        score = min(score, hit.score)
    whole = " ".join(words)
    if folded == whole:
        score = EXACT
    elif folded.startswith(whole):
        score = max(score, _START)
    elif len(words) > 1:
        score = min(score, _WORD)
    return Hit(score, frozenset(positions))


def match_path(typed: str, path: str, separator: str) -> Hit | None:
    """Match in a path or in its last name, whichever matches better."""
    whole = match(typed, path)
    start = path.rfind(separator) + 1
    own = match(typed, path[start:]) if start else None
    if own is None or (whole is not None and whole.score >= own.score):
        return whole
    return Hit(own.score, frozenset(start + at for at in own.positions))


def _match_word(word: str, text: str) -> Hit | None:
    first = text.find(word)
    if first < 0 and not _has_in_order(word, text):
        return None
    if first == 0:
        return Hit(_START, frozenset(range(len(word))))
    at = first
    while at > 0:
        if not text[at - 1].isalnum():
            return Hit(_WORD, frozenset(range(at, at + len(word))))
        at = text.find(word, at + 1)
    initials = _initials(word, text)
    if initials is not None:
        return initials
    if first > 0:
        return Hit(_INSIDE, frozenset(range(first, first + len(word))))
    return _scattered(word, text)


def _has_in_order(word: str, text: str) -> bool:
    """Say whether all letters are there in order; the cheapest way to know that not."""
    at = -1
    for letter in word:
        at = text.find(letter, at + 1)
        if at < 0:
            return False
    return True


def _initials(word: str, text: str) -> Hit | None:
    """Match letters that begin words one after the other, none of them left out."""
    if len(word) < _LEAST_INITIALS:
        return None
    starts = [
        at
        for at, letter in enumerate(text)
        if letter.isalnum() and not (at and text[at - 1].isalnum())
    ]
    at = "".join(text[start] for start in starts).find(word)
    if at < 0:
        return None
    return Hit(_INITIALS, frozenset(starts[at : at + len(word)]))


def _scattered(word: str, text: str) -> Hit | None:
    found, at = [], -1
    for letter in word:
        at = text.find(letter, at + 1)
        if at < 0:
            return None
        found.append(at)
    spread = (found[-1] - found[0] + 1) / len(word)
    is_loose = spread > len(word) + 1
    return None if is_loose else Hit(_SCATTERED / spread, frozenset(found))


def _fold(text: str) -> str:
    if text.isascii():
        return text.lower()
    # One letter for one letter, so that positions hold in the original.
    return "".join(c.lower()[:1] or c for c in text)

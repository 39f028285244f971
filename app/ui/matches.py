"""Where the words of a search stand in a title, or in a mark."""

import contextlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.domain.mark import Mark
from app.domain.wanted import Key
from app.formats.queries.language import parse, patterns, plain_words
from app.formats.queries.matching import Matcher
from app.formats.queries.patterns import PatternError
from app.formats.text import one_line

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_UNSPACED = (
    "\u1100-\u11ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_BEGIN = rf"(?:(?<![^\W_])|(?<=[{_UNSPACED}])|(?=[{_UNSPACED}]))"


Sought = tuple[str | Matcher, ...]
"""Words looked for, folded, longest first, then regular expressions."""


def search_words(text: str) -> Sought:
    """Return what a search looks for in the title of a paper.

    Filters (`year:2024`) and words left out (`-word`) are none, the title's apart.
    """
    return _sought(text, frozenset({Key.TITLE}), frozenset({Key.TITLE}))


def search_words_below(text: str) -> Sought:
    """Return what a search looks for in what stands below a title on a card."""
    keys = frozenset({Key.ABSTRACT, Key.AUTHOR, Key.VENUE})
    return _sought(text, frozenset({Key.TITLE}), keys)


def words_in_marks(text: str) -> Sought:
    """Return what a search looks for in marks."""
    keys = frozenset({Key.MARK, Key.NOTE})
    return _sought(text, keys, keys)


def _sought(text: str, keys: frozenset[Key], with_pattern: frozenset[Key]) -> Sought:
    wanted = parse(text).wanted
    plain = " ".join(words.text for words in plain_words(wanted, keys))
    words = {_folded(word)[0] for word in _WORD.findall(plain)}
    looked_for = dict.fromkeys(patterns(wanted, with_pattern))
    return (*sorted(words, key=len, reverse=True), *_matchers(looked_for))


def _matchers(looked_for: Iterable[str]) -> Iterator[Matcher]:
    for pattern in looked_for:
        with contextlib.suppress(PatternError):  # nothing is found by it either
            yield Matcher(pattern)


def find_matches(title: str, sought: Sought) -> list[tuple[int, int]]:
    """Return the stretches of a title that are looked for.

    A word is, where it begins one. Each stretch is (start, end) in characters; they are
    in order and do not overlap. Case and accents do not count; in Chinese, Japanese and
    Korean a word begins anywhere.
    """
    spans = _word_spans(title, [each for each in sought if isinstance(each, str)])
    for each in sought:
        if isinstance(each, Matcher):
            spans += each.spans(title)
    return list(_apart(sorted(spans)))


def _apart(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join the stretches that overlap."""
    before: tuple[int, int] | None = None
    for start, end in spans:
        if before is not None and start < before[1]:
            before = (before[0], max(before[1], end))
            continue
        if before is not None:
            yield before
        before = (start, end)
    if before is not None:
        yield before


def _word_spans(title: str, words: Sequence[str]) -> list[tuple[int, int]]:
    if not words:
        return []
    folded, places = _folded(title)
    either = "|".join(re.escape(word) for word in words if word)
    pattern = re.compile(rf"{_BEGIN}(?:{either})")
    return [
        (places[match.start()], places[match.end() - 1] + 1)
        for match in pattern.finditer(folded)
    ]


def spans_shown(
    spans: Iterable[tuple[int, int]], whole: str, shown: str, start: int = 0
) -> list[tuple[int, int]]:
    """Return stretches of a text as they stand in the part of it that is shown.

    The part begins at `start`; where it is cut it ends in an ellipsis.
    """
    is_cut = whole[start : start + len(shown)] != shown
    last = len(shown) - is_cut
    moved = ((max(a - start, 0), min(b - start, last)) for a, b in spans)
    return [(a, b) for a, b in moved if a < b]


@dataclass(frozen=True, slots=True)
class Snippet:
    """Words of a mark, and which stretches of them were looked for."""

    text: str
    spans: tuple[tuple[int, int], ...]


def snippet(mark: Mark, words: Sought, around: int) -> Snippet:
    """Return words marked and those beside them, from before the first of `words`.

    `around` is how many characters may stand before it.
    """
    parts = (one_line(mark.quote), one_line(mark.comment))
    whole = " — ".join(part for part in parts if part)
    spans = find_matches(whole, words)
    start = spans[0][0] - around if spans else 0
    if start <= 0:
        return Snippet(whole, tuple(spans))
    shown = whole[start:].partition(" ")[2] or whole[start:]
    begin = len(whole) - len(shown) - 1
    return Snippet("…" + shown, tuple((a - begin, b - begin) for a, b in spans))


def _folded(text: str) -> tuple[str, range | list[int]]:
    """Return text without case and accents, and where each character stood."""
    if text.isascii():
        return text.lower(), range(len(text))
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for letter in unicodedata.normalize("NFKD", character.casefold()):
            if not unicodedata.combining(letter):
                letters.append(letter)
                places.append(place)
    return "".join(letters), places

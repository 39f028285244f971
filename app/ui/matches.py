"""Where the words of a search stand in a title, or in a mark."""

import re
import unicodedata

from app.domain.mark import Mark
from app.domain.wanted import Key
from app.formats.queries.language import parse, plain_words
from app.formats.text import one_line

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_UNSPACED = (
    "\u1100-\u11ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_BEGIN = rf"(?:(?<![^\W_])|(?<=[{_UNSPACED}])|(?=[{_UNSPACED}]))"


def search_words(text: str) -> tuple[str, ...]:
    """Return the words that a search looks for, folded, longest first.

    Filters (`year:2024`) and words left out (`-word`) are none, the title's apart.
    """
    return _words(text, frozenset({Key.TITLE}))


def words_in_marks(text: str) -> tuple[str, ...]:
    """Return the words that a search looks for in marks, folded, longest first."""
    return _words(text, frozenset({Key.MARK, Key.NOTE}))


def _words(text: str, keys: frozenset[Key]) -> tuple[str, ...]:
    wanted = plain_words(parse(text).wanted, keys)
    plain = " ".join(words.text for words in wanted)
    words = {_folded(word)[0] for word in _WORD.findall(plain)}
    return tuple(sorted(words, key=len, reverse=True))


def find_matches(title: str, words: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return the stretches of a title that begin a word with one of `words`.

    Each is (start, end) in characters; they are in order and do not overlap. Case and
    accents do not count; in Chinese, Japanese and Korean a word begins anywhere.
    """
    if not words:
        return []
    folded, places = _folded(title)
    either = "|".join(re.escape(word) for word in words if word)
    pattern = re.compile(rf"{_BEGIN}(?:{either})")
    return [
        (places[match.start()], places[match.end() - 1] + 1)
        for match in pattern.finditer(folded)
    ]


def snippet(mark: Mark, words: tuple[str, ...], around: int) -> str:
    """Return words marked and those beside them, from before the first of `words`.

    `around` is how many characters may stand before it.
    """
    parts = (one_line(mark.quote), one_line(mark.comment))
    whole = " — ".join(part for part in parts if part)
    spans = find_matches(whole, words)
    start = spans[0][0] - around if spans else 0
    if start <= 0:
        return whole
    return "…" + (whole[start:].partition(" ")[2] or whole[start:])


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

"""Where the words of a search stand in a title."""

import re

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_KEY = re.compile(r'-?\w+:(?:"[^"]*"|\S*)')


def search_words(text: str) -> tuple[str, ...]:
    """Return the words that a search looks for, folded, longest first.

    Keys with their values (`year:2024`) and words left out (`-word`) are no words.
    """
    plain = _KEY.sub(" ", text)
    plain = re.sub(r"(?:^|\s)-\S+", " ", plain)
    words = {word.casefold() for word in _WORD.findall(plain)}
    return tuple(sorted(words, key=len, reverse=True))


def find_matches(title: str, words: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return the stretches of a title that begin a word with one of `words`.

    Each is (start, end) in characters; they are in order and do not overlap.
    """
    if not words:
        return []
    either = "|".join(re.escape(word) for word in words)
    pattern = re.compile(rf"(?<![^\W_])(?:{either})", re.IGNORECASE)
    return [match.span() for match in pattern.finditer(title)]

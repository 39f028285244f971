"""Who wrote a paper: the names below its title, and those its metadata states."""

import re
from collections.abc import Sequence

from app.formats.recognition.layout import Row, bare
from app.formats.recognition.phrases import NOT_A_NAME, PLACE

_MOST_AUTHORS = 200
_MOST_ROWS = 60
_LONGEST_NAME = 60
_PARTICLES = frozenset(
    [
        "de",
        "van",
        "von",
        "der",
        "den",
        "del",
        "della",
        "di",
        "da",
        "du",
        "dos",
        "das",
        "do",
        "la",
        "le",
        "las",
        "los",
        "ter",
        "ten",
        "bin",
        "ibn",
        "al",
        "el",
        "af",
        "av",
        "y",
        "e",
        "zu",
        "zur",
        "und",
        "st",
        "st.",
        "te",
    ]
)
_SUFFIXES = frozenset(["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"])
_DEGREES = re.compile(
    r"(?:,?\s*\b(?:ph\.?\s?d|m\.?d|m\.?sc|b\.?sc|dr|prof|mr|mrs|ms|ieee|acm|member|fellow"
    r"|student member|senior member|graduate student member)\b\.?,?)+(?=\s|,|\Z)",
    re.IGNORECASE,
)
_MARKS = re.compile(r"[∗*†‡§¶#$+^⋆★✉‖|¹²³⁴⁵⁶⁷⁸⁹⁰ᵃᵇᶜ\d]+|\[[^\]]*\]|\([^)]*\)|ID\b")
_BETWEEN = re.compile(
    r"\s*[,;·•∙&、，；|\t]\s*(?:(?:and|und|et)\s+)?|\s+(?:and|und|et)\s+"
    r"|\A(?:and|by)\s+|\s{3,}",
    re.IGNORECASE,
)
_AFFILIATION = re.compile(r"(?<=\w{2})\s[a-d]\Z")
"""The letter behind a name that says where its owner works: 'Ada Holm a'."""
_GAPS = re.compile(r"[\s,;·•、，；]+")
_WIDE = ("\u3040", "\u9fff")
_HANGUL = ("\uac00", "\ud7a3")


def authors_below(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return the names in the rows between a title and the text.

    The first row of names tells how the others are set.
    """
    names: dict[str, None] = {}
    first: Row | None = None
    for row in rows[:_MOST_ROWS]:
        if first is not None and not _is_set_alike(row, first):
            continue
        found = names_in(row.apart) or names_in(row.text)
        if not found and first is None and row.text != row.full:
            found = names_in(row.full)
        if found:
            first = first or row
            names.update(dict.fromkeys(found))
    return tuple(names)[:_MOST_AUTHORS]


def names_in(text: str) -> tuple[str, ...]:
    """Return the names a row is made of; none where anything else stands in it."""
    if _is_prose(text) or "@" in text or "://" in text or PLACE.search(text.lower()):
        return ()
    plain = _DEGREES.sub(" ,", _MARKS.sub(" , ", text))
    between = _GAPS if _is_wide(plain) else _BETWEEN
    pieces = [p.strip(" .,:-–—'`∗") for p in between.split(plain)]
    names: list[str] = []
    for piece in filter(None, pieces):
        if piece.casefold() in _SUFFIXES and names:
            names[-1] = f"{names[-1]} {piece}"
        elif len(piece) == 1 and piece.islower():
            continue  # the letter of an affiliation
        elif is_name(name := _AFFILIATION.sub("", piece)):
            names.append(" ".join(name.split()))
        else:
            return ()
    return tuple(names)


def is_name(text: str) -> bool:
    """Say whether text has the shape of one person's full name."""
    if len(text) > _LONGEST_NAME or NOT_A_NAME.search(text.lower()):
        return False
    if _is_wide(text):
        return 2 <= len(text.replace(" ", "")) <= 6
    words = text.split()
    if not 2 <= len(words) <= 6:
        return False
    plain = [w for w in words if w.casefold() not in _PARTICLES]
    return (
        len(plain) >= 2
        and all(_is_name_word(word) for word in plain)
        and any(sum(map(str.isalpha, word)) > 1 for word in plain)
    )


def stated_authors(text: str, page: str) -> tuple[str, ...]:
    """Return the authors that metadata states, where all stand on the page.

    `page` is the bare text of the first page.
    """
    pieces = re.split(r"\s*;\s*", text) if ";" in text else _BETWEEN.split(text)
    names = [_turned(piece) for piece in pieces if piece.strip()]
    if not names or not all(is_name(name) and bare(name) in page for name in names):
        return ()
    return tuple(dict.fromkeys(names))[:_MOST_AUTHORS]


def _turned(name: str) -> str:
    """Return 'Ada Lovelace' for 'Lovelace, Ada'."""
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}" if comma else name.strip()


def _is_prose(text: str) -> bool:
    words = text.split()
    return 2 * sum(word[0].islower() for word in words) > len(words) + 2


def _is_set_alike(row: Row, first: Row) -> bool:
    return abs(row.size - first.size) < 0.06 * first.size and (
        row.is_bold == first.is_bold
    )


def _is_name_word(word: str) -> bool:
    letters = word.replace(".", "").replace("-", "").replace("'", "").replace("’", "")
    return (
        bool(letters)
        and letters.isalpha()
        and (letters[0].isupper() or not (letters[0].islower() or letters[0].isupper()))
    )


def _is_wide(text: str) -> bool:
    """Say whether all letters are Chinese, Japanese or Korean."""
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and all(
        _WIDE[0] <= c <= _WIDE[1] or _HANGUL[0] <= c <= _HANGUL[1] for c in letters
    )

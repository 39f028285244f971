"""What a search asks for, as a tree: words, filters, and how they go together."""

from dataclasses import dataclass
from enum import StrEnum


class Key(StrEnum):
    """What a filter looks at; the value is how it is written before the colon."""

    TITLE = "title"
    AUTHOR = "author"
    ABSTRACT = "abstract"
    NOTE = "note"
    MARK = "mark"
    MARK_TAG = "mark-tag"
    YEAR = "year"
    STATUS = "status"
    TOPIC = "topic"
    TAG = "tag"
    VENUE = "venue"
    IS = "is"
    HAS = "has"
    STAR = "star"
    RATING = "rating"
    CITATIONS = "citations"
    STARS = "stars"
    UPVOTES = "upvotes"
    ADDED = "added"
    LISTED = "listed"
    FROM = "from"
    ID = "id"
    DOI = "doi"
    ARXIV = "arxiv"
    SEARCH = "search"


TEXT_KEYS = frozenset({Key.TITLE, Key.AUTHOR, Key.ABSTRACT, Key.NOTE})
"""The keys whose values are words to be found, as those without a key are."""


PATTERN_KEYS = TEXT_KEYS | {
    Key.MARK,
    Key.MARK_TAG,
    Key.TAG,
    Key.VENUE,
    Key.TOPIC,
    Key.FROM,
}
"""The keys whose values may be regular expressions, behind a `~`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words that follow each other; the last may go on unless they are a phrase.

    `is_open` is a phrase whose second quote is still to come: its last word may go on.
    With `is_pattern` they are no words but a sound regular expression, quoted or not.
    """

    text: str
    is_phrase: bool = False
    is_open: bool = False
    is_pattern: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """A key with its value, which is sound for the key."""

    key: Key
    value: Words


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be."""

    part: "Wanted"


@dataclass(frozen=True, slots=True)
class All:
    """What must all be; without parts, nothing is asked for."""

    parts: tuple["Wanted", ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """Of which one must be; there are two parts at least."""

    parts: tuple["Wanted", ...]


Wanted = Words | Filter | Not | All | Either
"""All holds no All, Either no Either, Not no Not; only the whole is an empty All."""

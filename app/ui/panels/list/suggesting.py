"""What the word at the cursor of a search may become: a key, or a value of its key."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.wanted import PATTERN_KEYS, Filter, Key
from app.formats.queries.language import KEYS, parse, quoted

_WISH = re.compile(
    r"(?:^|[\s(-])(?:(?P<key>[A-Za-z]+(?:-[A-Za-z]+)*):"
    r'(?:"(?P<phrase>[^"]*(?:""[^"]*)*)|(?P<word>[^\s"()]*))'
    r"|(?P<start>[A-Za-z]{2,}(?:-[A-Za-z]*)*))$"
)
_IN_PATTERN = re.compile(r'[A-Za-z]:~(?:"[^"]*(?:""[^"]*)*|[^\s"]*)$')
_REST = re.compile(r'[^\s"()]*')
_REST_OF_PHRASE = re.compile(r'[^"]*(?:""[^"]*)*"?')

KEY_HELP = {
    Key.TITLE: "words of the title",
    Key.AUTHOR: "an author",
    Key.ABSTRACT: "words of the abstract",
    Key.NOTE: "words of your note",
    Key.MARK: "words you marked, or wrote beside",
    Key.MARK_TAG: "a tag of your marks",
    Key.YEAR: "2020, >=2020, 2019..2021",
    Key.STATUS: "new, queued, reading, done, dismissed",
    Key.TOPIC: "filed there or below",
    Key.TAG: "a keyword of the source",
    Key.VENUE: "journal or conference",
    Key.IS: "starred, new, pdf, …",
    Key.HAS: "note, marks, pdf, doi, …",
    Key.STAR: "yes or no",
    Key.RATING: ">=4, 1..3",
    Key.CITATIONS: ">100, as the last refresh told",
    Key.STARS: ">=50, of the code on GitHub",
    Key.UPVOTES: ">10, on Hugging Face",
    Key.ADDED: "today, last week, <7d, 2026-03",
    Key.LISTED: "the date of the listing",
    Key.FROM: "the file or address it came from",
    Key.ID: "any identifier",
    Key.DOI: "a DOI",
    Key.ARXIV: "an arXiv id",
    Key.SEARCH: "a saved search",
}
"""What stands behind each key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A word that may be completed: from `start` to before `end` of the text.

    `key` is None while the key itself is being typed; `typed` is the beginning.
    """

    start: int
    end: int
    key: Key | None
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What a word may become; `text` takes its place."""

    text: str
    name: str
    detail: str


def wish(text: str, cursor: int) -> Wish | None:
    """Return the word to be completed at the cursor, None where there is none."""
    found = _WISH.search(text[:cursor])
    if found is None or _IN_PATTERN.search(text, 0, cursor):
        return None
    start = found.start("start") if found["start"] else found.start("key")
    if text.count('"', 0, start) % 2:
        return None
    rest = _REST if found["phrase"] is None else _REST_OF_PHRASE
    after = rest.match(text, cursor)
    end = after.end() if after else cursor
    if found["start"]:
        return Wish(start=start, end=end, key=None, typed=found["start"])
    key = KEYS.get(found["key"].lower())
    if key is None:
        return None
    phrase = found["phrase"]
    typed = found["word"] if phrase is None else phrase.replace('""', '"')
    return Wish(start=start, end=end, key=key, typed=typed)


def key_suggestions(typed: str) -> tuple[Suggestion, ...]:
    """Offer the keys that go on as typed."""
    begun = typed.lower()
    return tuple(
        Suggestion(text=f"{key.value}:", name=f"{key.value}:", detail=KEY_HELP[key])
        for key in Key
        if key.value.startswith(begun)
    )


def value_suggestions(
    asked: Wish, values: Sequence[tuple[str, int]], *, most: int
) -> tuple[Suggestion, ...]:
    """Offer values with their counts; what stands there already is no offer.

    Where none is typed and the key takes one, a regular expression is the last offer.
    """
    assert asked.key is not None
    same = asked.typed.casefold()
    if len(values) == 1 and values[0][0].casefold() == same:
        return ()
    offered = tuple(
        Suggestion(
            text=f"{asked.key.value}:{quoted(value)} ",
            name=value,
            detail=str(n) if n else "",
        )
        for value, n in values
    )
    if asked.typed or asked.key not in PATTERN_KEYS:
        return offered
    return *offered[: most - 1], _pattern_suggestion(asked.key)


def _pattern_suggestion(key: Key) -> Suggestion:
    return Suggestion(text=f"{key.value}:~", name="~", detail="a regular expression")


def toggled(text: str, path: str) -> str:
    """Return a search with a topic added to it, or taken out if it is there."""
    for piece in parse(text).pieces:
        match piece.term:
            case Filter(Key.TOPIC, value) if value.text.casefold() == path.casefold():
                kept = text[: piece.start].rstrip() + text[piece.end :]
                return kept.strip()
    return f"{text.rstrip()} {Key.TOPIC.value}:{quoted(path)} ".lstrip()


def taken(text: str, asked: Wish, chosen: Suggestion) -> tuple[str, int]:
    """Return the text with a suggestion in it, and where the cursor stands then."""
    rest = text[asked.end :]
    if chosen.text.endswith(" ") and rest.startswith(" "):
        rest = rest[1:]
    return text[: asked.start] + chosen.text + rest, asked.start + len(chosen.text)

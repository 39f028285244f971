"""Tags of marks: short names of the user's own, as `method` or `open question`."""

import unicodedata
from collections.abc import Iterable

from app.domain.errors import InvalidInput

MOST_TAGS = 40
"""So many tags a mark may have."""

LONGEST_TAG = 60
"""So many characters a tag may have."""

_SIGN = "#"
_JOINERS = "\u200c\u200d"  # they hold words of Persian, and pictures, together
_UNSEEN = frozenset({"Cc", "Cs", "Zl", "Zp"})


def tidy_tag(name: str) -> str:
    """Return a tag in its one form: NFC, one blank between words, no `#` before it.

    '' is what holds nothing to see.
    """
    seen = "".join(map(_seen, unicodedata.normalize("NFC", name)))
    bare = " ".join(seen.split()).lstrip(f"{_SIGN} ")
    return unicodedata.normalize("NFC", bare) if bare.strip(_JOINERS) else ""


def checked_tag(name: str) -> str:
    """Return the tag that somebody wrote, tidied.

    Raises:
        InvalidInput: there is nothing to see in it, or it is too long.
    """
    tag = tidy_tag(name)
    if not tag:
        raise InvalidInput("The tag is empty.", "Write a short name, as “method”.")
    if len(tag) > LONGEST_TAG:
        raise InvalidInput(
            f"The tag “{tag[:LONGEST_TAG]}…” is too long.",
            f"Keep to {LONGEST_TAG} characters; a comment may hold more.",
        )
    return tag


def tag_key(name: str) -> str:
    """Return by what tags are the same: their tidy names without case."""
    return unicodedata.normalize("NFC", tidy_tag(name).casefold())


def united_tags(
    tags: Iterable[str], more: Iterable[str] = (), *, without: Iterable[str] = ()
) -> tuple[str, ...]:
    """Return tags in their order with more behind them, each once, some left out.

    Of a tag written in two ways the first one stays; one that is too long ends early,
    and what is over the most that a mark may have is left out.
    """
    gone = {tag_key(name) for name in without}
    found: dict[str, str] = {}
    for name in (*tags, *more):
        tag = tidy_tag(tidy_tag(name)[:LONGEST_TAG])
        if tag and (key := tag_key(tag)) not in gone:
            found.setdefault(key, tag)
    return tuple(found.values())[:MOST_TAGS]


def written_tags(tags: Iterable[str]) -> str:
    """Return tags as people write them: '#method  #open question'."""
    return "  ".join(f"{_SIGN}{tag}" for tag in tags)


def _seen(character: str) -> str:
    """Return a character as it stands in a tag: a blank for a break, '' for none."""
    category = unicodedata.category(character)
    if category == "Cf":
        return character if character in _JOINERS else ""
    return " " if category in _UNSEEN else character

"""Members of a reply in JSON, taken only where they are what they should be."""

import json
import re
from collections.abc import Iterator

from app.domain.errors import BadReply
from app.domain.paper import Author, Detail, Identifier
from app.domain.signal import Signal, SignalName
from app.formats import people
from app.formats.addresses import identifiers_in
from app.formats.registries import is_placeholder
from app.formats.text import clean, one_line

Json = object
"""What JSON gives: narrowed wherever it is read."""

_MAX_FIELD = 100_000
_MAX_TITLE = 1_000
_MAX_SHORT = 1_000
"""No venue, name, page or identifier is longer: what is, is something else."""
_MAX_AUTHORS = 5_000
_MAX_NUMBER = 10**12
_FIRST_YEAR, _LAST_YEAR = 1000, 9999
_TAG = re.compile(r"<[^<>]{0,300}>")
_ABSTRACT = re.compile(r"\A\s*abstract\s*[.:]?\s+(?=[A-Z])", re.IGNORECASE)
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&amp;": "&"}
_DAY = re.compile(
    r"[1-9][0-9]{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?"
)


def parse(data: bytes, name: str) -> Json:
    """Parse a reply of the provider called `name`.

    Raises:
        BadReply: it is no JSON.
    """
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise bad(name) from error


def bad(name: str) -> BadReply:
    """Return what to raise for a reply that is not the thing."""
    return BadReply(f"The answer of {name} is not what it documents.")


def member(value: Json, *path: str) -> Json:
    """Return a member of nested objects, None where one is missing or no object."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def objects(value: Json) -> Iterator[dict[str, Json]]:
    """Go through the objects of a list; everything else in it is left out."""
    for each in value if isinstance(value, list) else ():
        if isinstance(each, dict):
            yield each


def text(value: Json) -> str:
    """Return a text on one line, the first of a list of texts too; else ''."""
    if isinstance(value, list):
        value = next((each for each in value if isinstance(each, str)), None)
    return one_line(clean(value[:_MAX_FIELD])) if isinstance(value, str) else ""


def short(value: Json) -> str:
    """Return a text on one line; '' where it is longer than what it should be."""
    found = text(value)
    return found if len(found) <= _MAX_SHORT else ""


def words(value: Json) -> str:
    """Return a text or a whole number as text; else ''."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_number and abs(_int(value)) < 10**15 else text(value)


def title(value: Json) -> str:
    """Return a title without tags; '' where it is none or far too long."""
    found = plain(value).rstrip(".") if isinstance(value, str | list) else ""
    return found if len(found) <= _MAX_TITLE else ""


def plain(value: Json) -> str:
    """Return a text without the tags and entities of HTML and JATS."""
    found = _TAG.sub(" ", text(value))
    for entity, char in _ENTITIES.items():
        found = found.replace(entity, char)
    return one_line(found)


def abstract(value: Json) -> str:
    """Return an abstract without tags and without the word 'Abstract' before it."""
    return _ABSTRACT.sub("", plain(value))


def year(value: Json) -> int | None:
    """Return a year, from a number or the beginning of a date."""
    found = words(value)[:4]
    number = int(found) if found.isascii() and found.isdecimal() else 0
    return number if _FIRST_YEAR <= number <= _LAST_YEAR else None


def day(value: Json) -> str:
    """Return an ISO date at the beginning of a text, as far as it is one, else ''."""
    found = _DAY.match(text(value))
    return found[0] if found else ""


def doi(value: Json) -> Identifier | None:
    """Return a DOI, also one inside an address; None where it is none.

    A placeholder of a template is none. The DOI of an arXiv paper is its arXiv id.
    """
    found = short(value)
    if not found or is_placeholder(found.lower()):
        return None
    known = identifiers_in(found)
    return next((i for i in known if i.scheme in ("doi", "arxiv")), None)


def author(name: Json, family: Json = None, given: Json = None) -> Author | None:
    """Return an author by the parts of the name where they are told."""
    last, first = text(family)[:300], text(given)[:300]
    if last:
        return people.author_of(last, first)
    whole = (text(name) or first)[:300]
    return Author(whole) if whole else None


def known(*authors: Author | None) -> tuple[Author, ...]:
    """Return the authors that are there, so many at most as any paper has.

    One whose name is longer than a name can be is left out.
    """
    there = (each for each in authors if each is not None)
    return tuple(a for a in there if len(a.name) <= _MAX_SHORT)[:_MAX_AUTHORS]


def details(**values: Json) -> tuple[Detail, ...]:
    """Return details by names with '_' for '-' and '__' for ':', but for empty ones."""
    named = (
        (name.replace("__", ":").replace("_", "-"), short(words(value)))
        for name, value in values.items()
    )
    return tuple(Detail(name, value) for name, value in named if value)


def signals(source: str, **numbers: Json) -> tuple[Signal, ...]:
    """Return signals by their names, of those that are whole numbers from 0."""
    return tuple(
        Signal(name=SignalName(name), number=number, source=source)
        for name, number in numbers.items()
        if isinstance(number, int)
        and not isinstance(number, bool)
        and 0 <= number < _MAX_NUMBER
    )


def identifiers(*found: Identifier | None) -> tuple[Identifier, ...]:
    """Return the identifiers that are there, each once."""
    return tuple(dict.fromkeys(each for each in found if each is not None))


def _int(value: Json) -> int:
    return value if isinstance(value, int) else 0

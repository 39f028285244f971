"""What a format has no field for: a paper's content as plain values, and its rest.

A writer writes what its format has fields for, reads that back, and adds as one value
of JSON what did not come back as it was (see `rest_of`). A reader lays that value over
what it read (see `complete`). So an export and its import give the same paper, whatever
the format can hold, and other programs still see a usual entry.
"""

import contextlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

from app.domain.paper import (
    MAX_RATING,
    Author,
    Detail,
    Draft,
    Identifier,
    Link,
    LinkKind,
    Paper,
    Provenance,
    Status,
    TopicId,
)
from app.domain.signal import LARGEST, Signal, SignalName
from app.formats.text import clean

NO_TOPICS: Mapping[TopicId, str] = MappingProxyType({})
MAX_YEAR = 9999

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)
_COUNT = re.compile(r"\d{1,12}", re.ASCII)
_NOWHERE = Provenance(source="", kind="")


def told_draft_of(paper: Paper, topics: Mapping[TopicId, str] = NO_TOPICS) -> Draft:
    """Return a paper's content for other programs.

    It is without internal details and without the numbers of the day.
    """
    draft = draft_of(paper, topics)
    told = tuple(detail for detail in draft.details if not detail.is_internal)
    return replace(draft, details=told, signals=())


def draft_of(paper: Paper, topics: Mapping[TopicId, str] = NO_TOPICS) -> Draft:
    """Return a paper's content as a draft; `topics` are its topics' full paths."""
    return Draft(
        title=paper.title,
        abstract=paper.abstract,
        authors=paper.authors,
        year=paper.year,
        venue=paper.venue,
        identifiers=paper.identifiers,
        links=paper.links,
        tags=paper.tags,
        kind=paper.kind,
        details=paper.details,
        signals=paper.signals,
        topics=tuple(topics[topic] for topic in paper.topics if topic in topics),
        note=paper.note.text if paper.note is not None else "",
        status=None if paper.status is Status.NEW else paper.status,
        is_starred=paper.is_starred,
        rating=paper.rating,
        provenance=_NOWHERE,
    )


def values_of(draft: Draft) -> dict[str, object]:
    """Return a draft's content as values of JSON, by the names of its fields.

    An author is `[name, family, given]`, a detail `[name, value]`, an identifier
    `[scheme, value]`, a link `[url, kind]`, a signal `[name, number, source, time]`;
    `status` is null for a new paper.
    """
    return {
        "title": draft.title,
        "abstract": draft.abstract,
        "authors": [[a.name, a.family, a.given] for a in draft.authors],
        "year": draft.year,
        "venue": draft.venue,
        "identifiers": [[i.scheme, i.value] for i in draft.identifiers],
        "links": [[link.url, link.kind.value] for link in draft.links],
        "tags": list(draft.tags),
        "kind": draft.kind,
        "details": [[d.name, d.value] for d in draft.details],
        "signals": [_signal_value(signal) for signal in draft.signals],
        "topics": list(draft.topics),
        "note": draft.note,
        "status": draft.status.value if draft.status is not None else None,
        "starred": draft.is_starred,
        "rating": draft.rating,
    }


def counted(cells: Mapping[str, str]) -> list[list[object]]:
    """Return the numbers that cells of our own tables tell, as values of JSON.

    Where a spreadsheet wrote the day its own way ('1/5/2024'), they are as old as the
    year may be, so that they are never newer than they were; without a year they tell
    nothing.
    """
    day = _day_told(cells.get("counted", "").strip())
    if day is None:
        return []
    at = f"{day}T00:00:00+00:00" if day else ""
    told = ((name, cells.get(name.value, "")) for name in SignalName)
    return [
        [name.value, int(number), "a table", at]
        for name, number in told
        if _COUNT.fullmatch(number)
    ]


def _day_told(cell: str) -> str | None:
    """Return the day of a cell, '' where it is empty, None where it tells none."""
    if not cell:
        return ""
    if _DAY.fullmatch(cell):
        with contextlib.suppress(ValueError):
            return date.fromisoformat(cell).isoformat()
    year = _YEAR.search(cell)
    return f"{year[0]}-01-01" if year else None


def rest_of(wanted: Draft, read: Draft) -> dict[str, object]:
    """Return the values that a draft read back does not have as they were."""
    had = values_of(read)
    return {
        name: value for name, value in values_of(wanted).items() if value != had[name]
    }


def complete(draft: Draft, values: object) -> Draft:
    """Lay values of JSON over a draft, but none that `values_of` does not write."""
    if not isinstance(values, dict):
        return draft
    changes: dict[str, Any] = {}
    for name, value in values.items():
        field, read = _FIELDS.get(name, ("", _text))
        if not field:
            continue
        try:
            changes[field] = read(value)
        except (TypeError, ValueError, OverflowError):
            continue
    if not changes.get("title", "x"):
        del changes["title"]
    return replace(draft, **changes)


def packed(values: Mapping[str, object]) -> str:
    """Return values as JSON on one line of ASCII."""
    return json.dumps(values, separators=(",", ":"))


def unpacked(text: str) -> object:
    """Return the values of `packed`, None where the text is no JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return clean(value)


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(value)
    return tuple(_text(each) for each in value)


def _rows(value: object, make: Callable[..., object]) -> tuple[object, ...]:
    if not isinstance(value, list):
        raise TypeError(value)
    return tuple(make(*_texts(row)) for row in value)


def _number(value: object, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(value)
    if not least <= value <= most:
        raise ValueError(value)
    return value


def _year(value: object) -> int | None:
    return None if value is None else _number(value, -MAX_YEAR, MAX_YEAR)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _author(name: str, family: str, given: str) -> Author:
    return Author(name=name, family=family, given=given)


_FIELDS: Mapping[str, tuple[str, Callable[[object], object]]] = MappingProxyType(
    {
        "title": ("title", _text),
        "abstract": ("abstract", _text),
        "authors": ("authors", lambda value: _rows(value, _author)),
        "year": ("year", _year),
        "venue": ("venue", _text),
        "identifiers": ("identifiers", lambda value: _rows(value, _identifier)),
        "links": ("links", lambda value: _rows(value, _link)),
        "tags": ("tags", _texts),
        "kind": ("kind", _text),
        "details": ("details", lambda value: _rows(value, _detail)),
        "signals": ("signals", lambda value: _signals(value)),
        "topics": ("topics", _texts),
        "note": ("note", _text),
        "status": ("status", lambda value: None if value is None else _status(value)),
        "starred": ("is_starred", _flag),
        "rating": ("rating", lambda value: _number(value, 0, MAX_RATING)),
    }
)


def _identifier(scheme: str, value: str) -> Identifier:
    return Identifier(scheme, value)


def _link(url: str, kind: str) -> Link:
    return Link(url, LinkKind(kind))


def _detail(name: str, value: str) -> Detail:
    return Detail(name, value)


def _signal_value(signal: Signal) -> list[object]:
    at = "" if signal.as_of is None else signal.as_of.isoformat()
    return [signal.name.value, signal.number, signal.source, at]


def _signals(value: object) -> tuple[Signal, ...]:
    if not isinstance(value, list):
        raise TypeError(value)
    return tuple(_signal(*row) for row in value)


def _signal(name: object, number: object, source: object, at: object) -> Signal:
    told = _text(at)
    return Signal(
        name=SignalName(_text(name)),
        number=_number(number, 0, LARGEST),
        source=_text(source),
        as_of=datetime.fromisoformat(told).astimezone(UTC) if told else None,
    )


def _status(value: object) -> Status:
    return Status(_text(value))

"""The JSON that the terminal's `list` and `export` print, read back.

It is made for scripts, and lacks notes, marks and the parts of names: a bundle, or the
JSON of `tables`, keeps them.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from app.domain.paper import Harvest
from app.formats.bibliographies import reference
from app.formats.bibliographies.reference import Reference
from app.formats.text import clean

KIND = "papers as JSON"

_PROBE_CHARS = 4096
_OPENING = re.compile(
    r'[\s\ufeff]*\[\s*\{\s*"id":\s*"[0-9a-f]{8}-[0-9a-f-]{27}",\s*"title":'
)
_SAME = ("title", "abstract", "year", "venue", "kind", "tags", "topics", "status")
_SAME_TOO = ("starred", "rating")


def is_listed_json(text: str) -> bool:
    """Say whether text begins as `octavo list --json` prints it."""
    return bool(_OPENING.match(text[:_PROBE_CHARS]))


def read_listed_json(text: str, *, source: str) -> Harvest:
    """Read what `octavo list --json` printed; what is no paper in it is skipped.

    Raises:
        InvalidInput: the text is broken, or holds no paper.
    """
    return reference.harvest(_items(text), source=source, kind=KIND)


def _items(text: str) -> Iterator[tuple[int, str, Reference | str]]:
    try:
        papers = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return
    for number, values in enumerate(papers, start=1):
        shown = clean(json.dumps(values, ensure_ascii=False))
        is_paper = isinstance(values, dict)
        read = Reference(rest=_told(values)) if is_paper else "not a paper"
        yield number, shown, read


def _told(values: dict[str, Any]) -> dict[str, object]:
    """Return a paper's values as `remainder.values_of` has them."""
    told = {name: values.get(name) for name in (*_SAME, *_SAME_TOO)}
    told["authors"] = [[name, "", ""] for name in _list(values.get("authors"))]
    names = values.get("identifiers")
    told["identifiers"] = [
        [scheme, value]
        for scheme, value in (names.items() if isinstance(names, dict) else ())
    ]
    told["links"] = _rows(values.get("links"), "url", "kind")
    told["details"] = _rows(values.get("details"), "name", "value")
    return told


def _rows(values: object, *names: str) -> list[list[object]]:
    rows = (value for value in _list(values) if isinstance(value, dict))
    return [[row.get(name) for name in names] for row in rows]


def _list(values: object) -> list[Any]:
    return values if isinstance(values, list) else []

"""Versions of a preprint: which are there, and which one a file is."""

import re

from app.domain.mark import Mark
from app.domain.paper import Paper, StoredFile
from app.domain.refreshing import LATEST_VERSION

_NAMED = re.compile(
    r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?[/_]\d{7})v(\d{1,3})(?:\.pdf)?$",
    re.IGNORECASE,
)
_MOST_DIGITS = 3


def named_version(text: str) -> int | None:
    """Return the version that an id, an address or a file's name of arXiv tells."""
    found = _NAMED.search(text)
    return int(found[1]) if found else None


def _number(told: str) -> int | None:
    """Return the version that a few digits tell: no preprint has a thousand."""
    is_told = told.isascii() and told.isdecimal() and len(told) <= _MOST_DIGITS
    return int(told) if is_told else None


def stamped_version(stamp: str, name: str) -> int | None:
    """Return the version that a first page is stamped with, else what a name tells."""
    told = _number(stamp)
    return named_version(name) if told is None else told


def version_of(file: StoredFile) -> int | None:
    """Return which version a file is, None where nobody told."""
    if file.version is not None:
        return file.version
    return named_version(file.source) or named_version(file.name)


def newest_stored(paper: Paper) -> int | None:
    """Return the newest version of which the PDF is here."""
    found = (version_of(file) for file in paper.files)
    return max((version for version in found if version is not None), default=None)


def newest_out(paper: Paper) -> int | None:
    """Return a version that is out and newer than every PDF here."""
    told = _number(paper.detail(LATEST_VERSION))
    stored = newest_stored(paper) or 0
    return told if told is not None and told > stored else None


def is_same_mark(one: Mark, other: Mark) -> bool:
    """Say whether a mark is the other one, carried over to another file.

    It keeps its words and the time at which it was made.
    """
    told = [(m.kind, m.created_at, m.quote) for m in (one, other)]
    return bool(one.quote) and told[0] == told[1]

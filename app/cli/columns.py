"""The columns that `list` may print: named as in the JSON and the CSV."""

import argparse

from app.formats.spreadsheets.columns import COLUMNS

VALUES = (
    *("id", "title", "abstract", "authors", "year", "venue", "kind", "details"),
    *("signals", "identifiers", "links", "status", "snoozed_until", "starred"),
    *("rating", "topics", "tags", "has_pdf", "provenance", "added_at"),
)
"""The names of `paper_value`; others are the columns of a CSV."""
NAMES = (*VALUES, *(name for name in COLUMNS if name not in VALUES))


def read_columns(text: str) -> tuple[str, ...]:
    """Return the columns of an option ('title,year'), each once.

    Raises:
        argparse.ArgumentTypeError: there is none, or one that nobody knows.
    """
    names = tuple(dict.fromkeys(name.strip().casefold() for name in text.split(",")))
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        message = f"there is no column “{unknown[0]}”; they are {', '.join(NAMES)}"
        raise argparse.ArgumentTypeError(message)
    return names

"""How many entries one list may have."""

from app.domain.errors import InvalidInput

MAX_ENTRIES = 200_000
"""Beyond it reading takes many minutes and the memory of a whole machine."""


def refuse_many(n_entries: int, source: str) -> None:
    """Refuse a list that is longer than any library.

    Raises:
        InvalidInput: it has more than MAX_ENTRIES.
    """
    if n_entries > MAX_ENTRIES:
        raise InvalidInput(
            f"“{source}” has more than {MAX_ENTRIES:,} entries.",
            "Part it into smaller files, then import one after another.",
        )

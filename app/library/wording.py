"""Shorten what labels quote."""

_LONGEST = 60


def elide(text: str) -> str:
    """Return `text` on one line, cut at a word, with at most 60 characters."""
    line = " ".join(text.split())
    if len(line) <= _LONGEST:
        return line
    head = line[: _LONGEST - 1]
    return (head.rsplit(" ", 1)[0] if " " in head else head) + "…"

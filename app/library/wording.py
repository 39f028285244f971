"""Word what labels quote and count."""

_LONGEST = 60


def elide(text: str) -> str:
    """Return `text` on one line, cut at a word, with at most 60 characters."""
    line = " ".join(text.split())
    if len(line) <= _LONGEST:
        return line
    head = line[: _LONGEST - 1]
    return (head.rsplit(" ", 1)[0] if " " in head else head) + "…"


def size(n_bytes: int) -> str:
    """Return a length in bytes for people: '12 bytes', '340 kB', '3.2 MB'."""
    if n_bytes < 1_000:
        return f"{n_bytes} bytes"
    if n_bytes < 1_000_000:
        return f"{n_bytes / 1_000:.0f} kB"
    return f"{n_bytes / 1_000_000:,.1f} MB"

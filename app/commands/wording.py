"""How acts name what they act on."""

from collections.abc import Sequence

from app.domain.paper import Paper

_LONGEST_TITLE = 60


def quoted(title: str) -> str:
    """Return a title in quotes, cut at 60 characters."""
    short = " ".join(title.split())
    if len(short) > _LONGEST_TITLE:
        short = short[: _LONGEST_TITLE - 1].rstrip() + "…"
    return f"“{short}”"


def subject(papers: Sequence[Paper]) -> str:
    """Return the one paper's title, or how many papers there are."""
    return quoted(papers[0].title) if len(papers) == 1 else count(len(papers), "paper")


def count(n: int, noun: str) -> str:
    """Return '1 paper' or '2 papers'."""
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"

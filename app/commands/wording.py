"""How acts name what they act on."""

from collections.abc import Sequence

from app.domain.paper import Paper
from app.formats.readable import shown_title

_LONGEST_TITLE = 60
_MOST_NAMES = 2


def quoted(title: str) -> str:
    """Return a title in quotes, as people read it, cut at 60 characters."""
    short = " ".join(shown_title(title).split())
    if len(short) > _LONGEST_TITLE:
        short = short[: _LONGEST_TITLE - 1].rstrip() + "…"
    return f"“{short}”"


def subject(papers: Sequence[Paper]) -> str:
    """Return the one paper's title, or how many papers there are."""
    return titled([paper.title for paper in papers])


def returned(papers: Sequence[Paper]) -> str:
    """Return what is said when papers that were put off are new again."""
    verb = "is" if len(papers) == 1 else "are"
    return f"{subject(papers)} {verb} back in the Inbox"


def titled(titles: Sequence[str]) -> str:
    """Return the one title in quotes, or how many papers there are."""
    return quoted(titles[0]) if len(titles) == 1 else count(len(titles), "paper")


def listed(names: Sequence[str]) -> str:
    """Return all of one or two names, of more the first two and how many more."""
    if len(names) > _MOST_NAMES:
        more = len(names) - _MOST_NAMES
        return f"{', '.join(names[:_MOST_NAMES])} and {more} more"
    return " and ".join(names)


def count(n: int, noun: str) -> str:
    """Return '1 paper' or '2 papers'."""
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"

"""What catalogues found out of a preprint, as badges say it."""

import re

from app.domain.paper import Paper
from app.domain.refreshing import LATEST_VERSION, PUBLISHED_IN

_VERSION = re.compile(r"v(\d{1,3})(?:\.pdf)?$", re.IGNORECASE)


def news_of(paper: Paper) -> tuple[str, ...]:
    """Return 'now ICLR 2026' and 'v3 is out', those that hold."""
    if not paper.details:
        return ()
    place, version = paper.detail(PUBLISHED_IN), paper.detail(LATEST_VERSION)
    news = [f"now {place}"] if place else []
    if version.isdecimal() and not _has_version(paper, int(version)):
        news.append(f"v{version} is out")
    return tuple(news)


def _has_version(paper: Paper, version: int) -> bool:
    """Say whether a stored PDF names this version or a newer one."""
    names = (name for file in paper.files for name in (file.name, file.source))
    found = (_VERSION.search(name) for name in names)
    return any(int(match[1]) >= version for match in found if match)

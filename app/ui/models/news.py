"""What catalogues found out of a preprint, as badges say it."""

from app.domain.paper import Paper
from app.domain.refreshing import PUBLISHED_IN
from app.domain.versions import newest_out


def news_of(paper: Paper) -> tuple[str, ...]:
    """Return 'now ICLR 2026' and 'v3 is out', those that hold."""
    if not paper.details:
        return ()
    place, version = paper.detail(PUBLISHED_IN), newest_out(paper)
    news = [f"now {place}"] if place else []
    if version is not None:
        news.append(f"v{version} is out")
    return tuple(news)

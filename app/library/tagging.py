"""The tags of marks as the database keeps them: a text of names, a line each."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable

from app.domain.mark_tag import tag_key, united_tags
from app.library.driver import Connection

_BREAK = "\n"
_TEXTS = "select distinct tags from mark indexed by mark_tagged where tags <> ''"
_PAPERS = """
    select tags, paper from mark indexed by mark_tagged where tags <> ''
    group by tags, paper
"""


def tags_of(text: str) -> tuple[str, ...]:
    """Return the tags that a text of the database holds."""
    return tuple(text.split(_BREAK)) if text else ()


def text_of(tags: Iterable[str]) -> str:
    """Return tags, tidied and each once, as the database keeps them."""
    return _BREAK.join(united_tags(tags))


def texts_with(connection: Connection, is_meant: Callable[[str], bool]) -> str:
    """Return a JSON array of the texts in which a tag is one that is meant.

    There are as many as ways in which marks are tagged, not as marks.
    """
    texts = (text for (text,) in connection.execute(_TEXTS))
    return json.dumps([text for text in texts if any(map(is_meant, tags_of(text)))])


def texts_with_tag(connection: Connection, name: str) -> str:
    """Return a JSON array of the texts that hold a tag, in whatever case."""
    wanted = tag_key(name)
    return texts_with(connection, lambda tag: tag_key(tag) == wanted)


def texts_with_start(connection: Connection, start: str) -> str:
    """Return a JSON array of the texts that hold a tag with that beginning."""
    wanted = tag_key(start)
    return texts_with(connection, lambda tag: tag_key(tag).startswith(wanted))


def used(connection: Connection, start: str, limit: int) -> tuple[tuple[str, int], ...]:
    """Return the tags that begin so, with the number of their papers, the most first.

    A tag that is written in several ways is named as on most papers.
    """
    wanted = tag_key(start)
    papers: dict[str, set[int]] = defaultdict(set)
    written: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for text, paper in connection.execute(_PAPERS):
        for tag in tags_of(text):
            if (key := tag_key(tag)).startswith(wanted):
                papers[key].add(paper)
                written[key][tag] += 1
    names = [
        (max(sorted(ways), key=lambda way: written[key][way]), len(papers[key]))
        for key, ways in written.items()
    ]
    names.sort(key=lambda found: (-found[1], tag_key(found[0])))
    return tuple(names[:limit])

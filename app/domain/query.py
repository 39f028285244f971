"""What to list: a place of the sidebar and the words of the search box."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.paper import TopicId


class Place(StrEnum):
    """A place of the sidebar."""

    INBOX = "inbox"
    QUEUE = "queue"
    READING = "reading"
    STARRED = "starred"
    DONE = "done"
    ALL = "all"
    TRASH = "trash"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Query:
    """Which papers to list; `topic` is set exactly when `place` is TOPIC.

    ALL holds every paper but the trash, dismissed included. A topic holds the papers
    filed under it and under the topics below it. Empty `text` lists the whole place,
    newest act first and inside one import in the source's order; otherwise best first.
    """

    text: str = ""
    place: Place = Place.ALL
    topic: TopicId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many papers each place holds, and how many of the topics' papers are new."""

    places: dict[Place, int]

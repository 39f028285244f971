"""What to list: a place of the sidebar and the words of the search box."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from app.domain.paper import TopicId

SearchId = NewType("SearchId", str)


class Place(StrEnum):
    """A place of the sidebar."""

    INBOX = "inbox"
    QUEUE = "queue"
    READING = "reading"
    SNOOZED = "snoozed"
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
    newest act first and inside one import in the source's order; the queue in the
    user's own order, READING as read last, SNOOZED as they come back, and what came
    back on top of the INBOX. With words the best come first.
    """

    text: str = ""
    place: Place = Place.ALL
    topic: TopicId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    """A search with a name, in the language of searches; no two share a name."""

    id: SearchId
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many papers each place holds, and how many of the topics' papers are new."""

    places: dict[Place, int]

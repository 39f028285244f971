"""What to list: a place of the sidebar and the words of the search box."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from app.domain.paper import PaperId, TopicId
from app.domain.view import Section, Sorting

SearchId = NewType("SearchId", str)

MOST_UNSEEN = 2_000
"""Of more papers that were not looked at, the newest are told apart."""


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
    back on top of the INBOX. With words the best come first. `sorting` goes over all of
    that, the first column first; papers that are alike in it keep the order they had,
    and those without a value come last. `section` parts the list under headings, see
    `Reader.sections`; inside each its papers keep their order.
    """

    text: str = ""
    place: Place = Place.ALL
    topic: TopicId | None = None
    sorting: tuple[Sorting, ...] = ()
    section: Section = Section.NONE


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """The new papers that nobody looked at, MOST_UNSEEN at most, by their keys.

    `topics` has those filed under a topic or under one below it.
    """

    papers: dict[int, PaperId]
    topics: dict[TopicId, frozenset[PaperId]]

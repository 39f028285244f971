"""How a list is looked at: its columns, its order, its sections, rows or cards."""

from dataclasses import dataclass
from enum import StrEnum


class Column(StrEnum):
    """What a column tells of a paper; the value is its name in settings."""

    TITLE = "title"
    AUTHORS = "authors"
    YEAR = "year"
    VENUE = "venue"
    STATUS = "status"
    STAR = "star"
    RATING = "rating"
    TOPICS = "topics"
    TAGS = "tags"
    ADDED = "added"
    LISTED = "listed"
    READ = "read"
    PROGRESS = "progress"
    PAGES = "pages"
    CITATIONS = "citations"
    UPVOTES = "upvotes"
    STARS = "stars"
    SOURCE = "source"
    NOTES = "notes"
    RELEVANCE = "relevance"


MOST_RANKED = 4_000
"""Of more papers found, none is ranked: reading them all would take too long."""

ORDERS_ALONE = frozenset({Column.RELEVANCE})
"""The columns that a list is sorted by, and that are never shown."""

LARGEST_FIRST = frozenset(
    {
        *(Column.YEAR, Column.ADDED, Column.LISTED, Column.READ, Column.PROGRESS),
        *(Column.CITATIONS, Column.UPVOTES, Column.STARS, Column.STAR),
        *(Column.RATING, Column.NOTES),
    }
)
"""The columns that a list is sorted by downwards at first: the newest, the most."""


@dataclass(frozen=True, slots=True)
class Sorting:
    """A column to sort by."""

    column: Column
    is_descending: bool = False


class Section(StrEnum):
    """By what a list is parted under headings."""

    NONE = "none"
    DATE = "date"
    TOPIC = "topic"
    STATUS = "status"
    SOURCE = "source"


POSTPONED = "postponed"
"""The section, among those by status, of the papers that are put off."""


class Day(StrEnum):
    """The sections by date that are not a month (`2026-03`) or a year (`2025`)."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    THIS_WEEK = "this-week"
    LAST_WEEK = "last-week"


@dataclass(frozen=True, slots=True)
class SectionRun:
    """One section of a list, and how many papers in a row belong to it.

    `id` is a Day, a month or a year; a topic's id or '' for none; a Status or
    POSTPONED; the words of a source or '' for none.
    """

    id: str
    n_papers: int


@dataclass(frozen=True, slots=True)
class Width:
    """The width of a column, in pixels at a scale of 1."""

    column: Column
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How one place, topic or saved search is looked at.

    `columns` in their order, TITLE always among them; `sorting` the first first, empty
    for the order of the place itself; `folded` the ids of the sections that are shut.
    """

    columns: tuple[Column, ...] = (
        Column.TITLE,
        Column.AUTHORS,
        Column.YEAR,
        Column.TOPICS,
    )
    widths: tuple[Width, ...] = ()
    sorting: tuple[Sorting, ...] = ()
    section: Section = Section.NONE
    is_cards: bool = False
    folded: tuple[str, ...] = ()

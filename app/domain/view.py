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
    SOURCE = "source"
    NOTES = "notes"


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


@dataclass(frozen=True, slots=True)
class Width:
    """The width of a column, in pixels at a scale of 1."""

    column: Column
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How one place, topic or saved search is looked at.

    `columns` in their order, TITLE always among them; `sorting` the first first, empty
    for the order of the place itself.
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

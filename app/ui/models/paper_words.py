"""A paper in the words of a row: its cells and the sentence for screen readers."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache

from PySide6 import QtCore

from app.domain.paper import MAX_RATING, Author, Paper, PaperId, Status
from app.domain.signal import Signal, SignalName
from app.domain.view import Column
from app.formats.days import day_words
from app.formats.readable import apart, readable, shown_title
from app.ui.models.column_names import COLUMN_NAMES
from app.ui.models.news import news_of
from app.ui.models.topic_tree import TopicTree

STATUS_NAMES = {
    Status.NEW: "New",
    Status.QUEUED: "Queued",
    Status.READING: "Reading",
    Status.DONE: "Done",
    Status.DISMISSED: "Dismissed",
}
"""How each status is called."""

STATUS_ICONS = {
    Status.NEW: ("status-new", "accent"),
    Status.QUEUED: ("status-queued", "text2"),
    Status.READING: ("status-reading", "accent"),
    Status.DONE: ("status-done", "good"),
    Status.DISMISSED: ("status-dismissed", "text3"),
}
"""The icon of each status, and the role of its colour."""

SNOOZED_ICON = ("status-snoozed", "text2")
"""The icon of papers that are put off, and the role of its colour."""


def status_icon(paper: Paper) -> tuple[str, str]:
    """Return the icon that tells a paper's status, and the role of its colour."""
    is_snoozed = paper.is_snoozed(datetime.now(UTC))
    return SNOOZED_ICON if is_snoozed else STATUS_ICONS[paper.status]


def status_words(speaker: QtCore.QObject, paper: Paper) -> str:
    """Return a paper's status in words; of one put off also until when."""
    until = paper.snoozed_until
    if until is None or not paper.is_snoozed(datetime.now(UTC)):
        return speaker.tr(STATUS_NAMES[paper.status])
    today = datetime.now().astimezone().date()
    words = day_words(until.astimezone().date(), today)
    return speaker.tr("Postponed to %1").replace("%1", words)


COUNTED = (Column.CITATIONS, Column.UPVOTES, Column.STARS)
"""The columns of numbers that catalogues told."""

_SEEN = ("status-seen", "text3")
"""The icon of new papers that were looked at: only what is fresh is filled."""

_MOST_AUTHORS = 4
_N_TITLES = 4_096
_NAMED = (
    *(Column.VENUE, Column.TAGS, Column.ADDED, Column.LISTED, Column.READ),
    *(Column.PROGRESS, Column.PAGES, Column.SOURCE, Column.NOTES),
    *COUNTED,
)
"""The columns that a screen reader names before what they tell."""


class PaperWords(QtCore.QObject):
    """Words papers for the columns of the list."""

    def __init__(self, topics: TopicTree, parent: QtCore.QObject) -> None:
        super().__init__(parent)
        self._topics = topics
        self.readable = lru_cache(maxsize=_N_TITLES)(readable)
        self._shown_title = lru_cache(maxsize=_N_TITLES)(shown_title)
        self._is_unseen: Callable[[PaperId], bool] | None = None
        self._headings: Callable[[PaperId], str] | None = None

    def follow_unseen(self, is_unseen: Callable[[PaperId], bool]) -> None:
        """Ask `is_unseen` from now on which papers nobody looked at."""
        self._is_unseen = is_unseen

    def follow_headings(self, words: Callable[[PaperId], str]) -> None:
        """Say before a row the `words` of the headings above it, '' for none."""
        self._headings = words

    def is_unseen(self, paper: Paper) -> bool:
        """Say whether a new paper was not looked at yet."""
        if self._is_unseen is None or paper.status is not Status.NEW:
            return False
        return self._is_unseen(paper.id)

    def status_icon(self, paper: Paper) -> tuple[str, str]:
        """Return the icon of a row, quieter once a new paper was looked at."""
        found = status_icon(paper)
        is_new = found == STATUS_ICONS[Status.NEW] and self._is_unseen is not None
        return _SEEN if is_new and not self.is_unseen(paper) else found

    def title(self, paper: Paper) -> str:
        """Return the title as people read it."""
        return self._shown_title(paper.title)

    def cell(self, paper: Paper, column: Column) -> str:
        """Return the text of a column, '' where it is empty."""
        match column:
            case Column.TITLE:
                return self.title(paper)
            case Column.AUTHORS:
                return short_authors(paper.authors)
            case Column.YEAR:
                return "" if paper.year is None else str(paper.year)
            case Column.TOPICS:
                return ", ".join(self._topic_names(paper))
            case Column.STATUS:
                return status_words(self, paper)
            case Column.STAR:
                return self.tr("starred") if paper.is_starred else ""
            case Column.ADDED:
                return short_time(paper.added_at)
            case Column.READ:
                return short_time(paper.progress.read_at) if paper.progress else ""
            case _:
                return _plain_cell(paper, column)

    def tip(self, paper: Paper, column: Column) -> str:
        """Return who counted the number of a cell, and when; '' for other cells."""
        if column not in COUNTED:
            return ""
        signal = paper.signal(SignalName(column.value))
        return "" if signal is None else self.counted(signal)

    def counted(self, signal: Signal) -> str:
        """Return who told a number and when: 'from OpenAlex, 3 Nov 2026'."""
        words = self.tr("from %1").replace("%1", signal.source)
        return f"{words}, {long_day(signal.as_of)}" if signal.as_of else words

    def sentence(self, paper: Paper, columns: Sequence[Column] = ()) -> str:
        """Return what a screen reader says of a row with these columns."""
        topics = self._topic_names(paper)
        headings = self._headings(paper.id) if self._headings else ""
        parts = [
            f"{headings}. {self.title(paper)}" if headings else self.title(paper),
            _lowered(status_words(self, paper)),
            self.tr("not looked at yet") if self.is_unseen(paper) else "",
            self.tr("starred") if paper.is_starred else "",
            self._rating(paper.rating),
            short_authors(paper.authors),
            "" if paper.year is None else str(paper.year),
            self.tr("PDF stored") if paper.has_pdf else "",
            *news_of(paper),
            f"{self.tr('topics')} {', '.join(topics)}" if topics else "",
            *(self._named(paper, column) for column in columns if column in _NAMED),
        ]
        return ", ".join(part for part in parts if part)

    def _named(self, paper: Paper, column: Column) -> str:
        words = self.cell(paper, column)
        return f"{_lowered(self.tr(COLUMN_NAMES[column]))} {words}" if words else ""

    def _rating(self, rating: int) -> str:
        if not rating:
            return ""
        words = self.tr("rated %1 of %2").replace("%2", str(MAX_RATING))
        return words.replace("%1", str(rating))

    def _topic_names(self, paper: Paper) -> list[str]:
        topics = (self._topics.topic(topic_id) for topic_id in paper.topics)
        return [topic.name for topic in topics if topic is not None]


def part_read(paper: Paper) -> float:
    """Return how much of a paper was read, 0 to 1."""
    progress = paper.progress
    if progress is None or not progress.n_pages:
        return 0.0
    return min(1.0, (progress.furthest_page_index + 1) / progress.n_pages)


def long_day(at: datetime) -> str:
    """Return a day with its year, '3 Nov 2026'."""
    here = at.astimezone()
    day = QtCore.QDate(here.year, here.month, here.day)
    return QtCore.QLocale().toString(day, "d MMM yyyy")


def short_time(at: datetime) -> str:
    """Return a time of today, or a short day."""
    return _short_time(at, date.today())


@lru_cache(maxsize=_N_TITLES)
def _short_time(at: datetime, today: date) -> str:
    here = at.astimezone()
    locale, day = QtCore.QLocale(), QtCore.QDate(here.year, here.month, here.day)
    if here.date() == today:
        time = QtCore.QTime(here.hour, here.minute)
        return locale.toString(time, QtCore.QLocale.FormatType.ShortFormat)
    is_this_year = here.year == today.year
    return locale.toString(day, "d MMM" if is_this_year else "d MMM yyyy")


def _plain_cell(paper: Paper, column: Column) -> str:
    """Return the text of a column that tells a number or what a source wrote."""
    match column:
        case Column.VENUE:
            return paper.venue
        case Column.RATING:
            return f"{paper.rating}/{MAX_RATING}" if paper.rating else ""
        case Column.TAGS:
            return ", ".join(paper.tags)
        case Column.LISTED:
            return paper.provenance[0].list_date if paper.provenance else ""
        case Column.PROGRESS:
            part = part_read(paper)
            return f"{round(100 * part)} %" if part else ""
        case Column.PAGES:
            n_pages = next((f.n_pages for f in paper.files if f.n_pages), None)
            return "" if n_pages is None else str(n_pages)
        case Column.CITATIONS | Column.UPVOTES | Column.STARS:
            signal = paper.signal(SignalName(column.value))
            return "" if signal is None else QtCore.QLocale().toString(signal.number)
        case Column.SOURCE:
            return paper.provenance[0].source if paper.provenance else ""
        case Column.NOTES:
            n_notes = paper.n_marks + (paper.note is not None)
            return str(n_notes) if n_notes else ""
        case _:
            return ""


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]


def short_authors(authors: tuple[Author, ...]) -> str:
    """Return 'Schaeffer et al.', or one author's family name alone."""
    if not authors:
        return ""
    family = authors[0].short_name
    return family if len(authors) == 1 else f"{apart(family)} et al."


def authors_and_venue(paper: Paper) -> str:
    """Return the first authors, then venue and year, as far as they are known."""
    names = ", ".join(author.short_name for author in paper.authors[:_MOST_AUTHORS])
    if len(paper.authors) > _MOST_AUTHORS:
        names = f"{apart(names)} et al."
    printed = " ".join(part for part in (paper.venue, str(paper.year or "")) if part)
    return "  ·  ".join(part for part in (names, printed) if part)

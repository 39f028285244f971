"""A paper in the words of a row: its cells and the sentence for screen readers."""

from datetime import UTC, datetime
from functools import lru_cache

from PySide6 import QtCore

from app.commands.snoozing import day_words
from app.domain.paper import MAX_RATING, Author, Paper, Status
from app.formats.readable import readable
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


_N_TITLES = 4_096


class PaperWords(QtCore.QObject):
    """Words papers for the columns of the list."""

    def __init__(self, topics: TopicTree, parent: QtCore.QObject) -> None:
        super().__init__(parent)
        self._topics = topics
        self.readable = lru_cache(maxsize=_N_TITLES)(readable)

    def title(self, paper: Paper) -> str:
        """Return the title as people read it."""
        return self.readable(paper.title)

    def cell(self, paper: Paper, column: int) -> str:
        """Return the text of a column: status, title, authors, year, topics."""
        match column:
            case 0:
                return status_words(self, paper)
            case 1:
                return self.title(paper)
            case 2:
                return short_authors(paper.authors)
            case 3:
                return "" if paper.year is None else str(paper.year)
            case _:
                return ", ".join(self._topic_names(paper))

    def sentence(self, paper: Paper) -> str:
        """Return what a screen reader says of a row."""
        topics = self._topic_names(paper)
        parts = [
            self.title(paper),
            _lowered(status_words(self, paper)),
            self.tr("starred") if paper.is_starred else "",
            self._rating(paper.rating),
            short_authors(paper.authors),
            "" if paper.year is None else str(paper.year),
            self.tr("PDF stored") if paper.has_pdf else "",
            f"{self.tr('topics')} {', '.join(topics)}" if topics else "",
        ]
        return ", ".join(part for part in parts if part)

    def _rating(self, rating: int) -> str:
        if not rating:
            return ""
        words = self.tr("rated %1 of %2").replace("%2", str(MAX_RATING))
        return words.replace("%1", str(rating))

    def _topic_names(self, paper: Paper) -> list[str]:
        topics = (self._topics.topic(topic_id) for topic_id in paper.topics)
        return [topic.name for topic in topics if topic is not None]


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]


def short_authors(authors: tuple[Author, ...]) -> str:
    """Return 'Schaeffer et al.', or one author's family name alone."""
    if not authors:
        return ""
    family = family_name(authors[0].name)
    return family if len(authors) == 1 else f"{family} et al."


def family_name(name: str) -> str:
    """Return the family name as the list shows it: before a comma, or the last word."""
    if "," in name:
        return name.split(",", 1)[0].strip()
    words = name.split()
    return words[-1] if words else name

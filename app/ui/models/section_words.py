"""A section in the words of its heading."""

from PySide6 import QtCore

from app.commands.wording import count
from app.domain.paper import Status, TopicId
from app.domain.topic import SEPARATOR
from app.domain.view import POSTPONED, Day, Section
from app.ui.models.topic_tree import TopicTree

SECTION_NAMES = {
    Section.NONE: "No sections",
    Section.DATE: "Date",
    Section.TOPIC: "Topic",
    Section.STATUS: "Status",
    Section.SOURCE: "Source",
}
"""How each way to part a list is called."""

_STATUSES = {
    Status.NEW.value: "New",
    Status.QUEUED.value: "Queue",
    Status.READING.value: "Reading",
    POSTPONED: "Postponed",
    Status.DONE.value: "Done",
    Status.DISMISSED.value: "Dismissed",
}
_DAYS = {
    Day.TODAY.value: "Today",
    Day.YESTERDAY.value: "Yesterday",
    Day.THIS_WEEK.value: "This week",
    Day.LAST_WEEK.value: "Last week",
}


class SectionWords(QtCore.QObject):
    """Words sections for their headings."""

    def __init__(self, topics: TopicTree, parent: QtCore.QObject) -> None:
        super().__init__(parent)
        self._topics = topics

    def name(self, section: Section, id: str) -> str:
        """Return what the heading of a section says."""
        match section:
            case Section.DATE:
                return self.tr(_DAYS[id]) if id in _DAYS else _month_or_year(id)
            case Section.STATUS:
                return self.tr(_STATUSES[id])
            case Section.TOPIC:
                topic = self._topics.topic(TopicId(id)) if id else None
                if topic is None:
                    return self.tr("No topic")
                return topic.path.replace(SEPARATOR, f" {SEPARATOR} ")
            case _:
                return id or self.tr("No source")

    def unseen(self, n_papers: int) -> str:
        """Return how many papers of a section are unseen, '' for none."""
        if not n_papers:
            return ""
        number = QtCore.QLocale().toString(n_papers)
        return self.tr("%1 unseen").replace("%1", number)

    def spoken(
        self, name: str, n_papers: int, n_unseen: int, *, is_folded: bool
    ) -> str:
        """Return what a screen reader says of a heading."""
        words = [self.tr("Section: %1").replace("%1", name), count(n_papers, "paper")]
        words += [self.unseen(n_unseen)] if n_unseen else []
        return ", ".join([*words, self.tr("folded") if is_folded else self.tr("open")])

    def colour(self, section: Section, id: str) -> int | None:
        """Return the slot of the colour of a topic's section, None for the others."""
        is_topic = section is Section.TOPIC and id
        topic = self._topics.topic(TopicId(id)) if is_topic else None
        return None if topic is None else topic.colour

    def parted_by(self, section: Section) -> str:
        """Return by what a list is parted ('by status'), '' when it is not."""
        if section is Section.NONE:
            return ""
        name = self.tr(SECTION_NAMES[section]).lower()
        return self.tr("by %1").replace("%1", name)


def _month_or_year(id: str) -> str:
    _, is_month, month = id.partition("-")
    return QtCore.QLocale().standaloneMonthName(int(month)) if is_month else id

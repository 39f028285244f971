"""What to say where a place has no papers, and the one act to offer."""

from dataclasses import dataclass
from typing import assert_never

from PySide6 import QtCore

from app.domain.query import Place, Query


@dataclass(frozen=True, slots=True)
class Absence:
    """A sentence, and the command whose button stands under it ('' for none)."""

    sentence: str
    command_id: str = ""
    text: str = ""


def absence(speaker: QtCore.QObject, query: Query, *, n_queued: int) -> Absence:
    """Return what to say of a query without papers."""
    tr = speaker.tr
    if query.text:
        said = tr("No paper matches “%1”.").replace("%1", query.text)
        return Absence(said, "view.escape", tr("Clear the search"))
    match query.place:
        case Place.INBOX:
            if not n_queued:
                return Absence(tr("All read."), "go.all", tr("Open All papers"))
            waits = (
                tr("All read. 1 paper waits in Queue.")
                if n_queued == 1
                else tr("All read. %1 papers wait in Queue.")
            )
            said = waits.replace("%1", str(n_queued))
            return Absence(said, "go.queue", tr("Open Queue"))
        case Place.QUEUE:
            said = tr("No paper is queued. Press w on a paper to read it later.")
            return Absence(said, "go.inbox", tr("Open Inbox"))
        case Place.READING:
            said = tr("No paper is begun. Press v on a paper to read it.")
            return Absence(said, "go.queue", tr("Open Queue"))
        case Place.SNOOZED:
            said = tr("No paper is postponed. Press p on a paper to put it off.")
            return Absence(said, "go.inbox", tr("Open Inbox"))
        case Place.STARRED:
            said = tr("No paper is starred. Press s on a paper to star it.")
            return Absence(said, "go.inbox", tr("Open Inbox"))
        case Place.DONE:
            said = tr("No paper is done yet. Press e on a paper when it is.")
            return Absence(said, "go.reading", tr("Open Reading"))
        case Place.ALL:
            return Absence(tr("No papers yet. Drop some here."))
        case Place.TRASH:
            return Absence(tr("The trash is empty."), "go.inbox", tr("Open Inbox"))
        case Place.TOPIC:
            said = tr("No papers yet. Drop some here, or press t on a paper.")
            return Absence(said, "go.inbox", tr("Open Inbox"))
    assert_never(query.place)

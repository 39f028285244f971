"""What to say where a place has no papers, and the one act to offer."""

from collections.abc import Callable
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


def absence(
    speaker: QtCore.QObject, query: Query, *, n_queued: int, key: Callable[[str], str]
) -> Absence:
    """Return what to say of a query without papers; `key` tells that of a command."""
    tr = speaker.tr

    def advised(said: str, advice: str, command_id: str) -> str:
        pressed = key(command_id)
        return f"{said} {advice.replace('%1', pressed)}" if pressed else said

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
            advice = tr("Press %1 on a paper to read it later.")
            said = advised(tr("No paper is queued."), advice, "paper.queue")
            return Absence(said, "go.inbox", tr("Open Inbox"))
        case Place.READING:
            advice = tr("Press %1 on a paper to read it.")
            said = advised(tr("No paper is begun."), advice, "paper.view")
            return Absence(said, "go.queue", tr("Open Queue"))
        case Place.SNOOZED:
            advice = tr("Press %1 on a paper to put it off.")
            said = advised(tr("No paper is postponed."), advice, "snooze.pick")
            return Absence(said, "go.inbox", tr("Open Inbox"))
        case Place.STARRED:
            advice = tr("Press %1 on a paper to star it.")
            said = advised(tr("No paper is starred."), advice, "paper.star")
            return Absence(said, "go.inbox", tr("Open Inbox"))
        case Place.DONE:
            advice = tr("Press %1 on a paper when it is.")
            said = advised(tr("No paper is done yet."), advice, "paper.done")
            return Absence(said, "go.reading", tr("Open Reading"))
        case Place.ALL:
            return Absence(tr("No papers yet. Drop some here."))
        case Place.TRASH:
            return Absence(tr("The trash is empty."), "go.inbox", tr("Open Inbox"))
        case Place.TOPIC:
            advice = tr("Press %1 on a paper to file it here.")
            said = advised(tr("No papers yet. Drop some here."), advice, "topics.pick")
            return Absence(said, "go.inbox", tr("Open Inbox"))
    assert_never(query.place)

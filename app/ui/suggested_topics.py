"""Keeps a row of suggestions in step with a paper; nothing is filed by itself."""

import asyncio
import contextlib
from collections.abc import Callable, Collection, Mapping, Sequence

from PySide6 import QtCore

from app.domain.errors import AppError
from app.domain.paper import Paper, PaperId, TopicId
from app.domain.topic import N_SLOTS, Topic
from app.runtime.library_client import LibraryClient
from app.runtime.suggester import Suggester
from app.runtime.supervisor import TaskSupervisor
from app.ui.widgets.suggestion_row import SuggestedTopic, SuggestionRow

_AFTER_MS = 200


class SuggestedTopics(QtCore.QObject):
    """Asks for suggestions for the paper shown, and does what is clicked on them.

    It waits for `after_ms` of rest before it asks, so that walking through a list
    costs nothing. With `has_free_digits` suggestions get the digits that no topic has,
    or their topic's own;
    with `is_guest` it asks only when the learner was started for something else.
    What goes wrong is not told: nobody asked for suggestions.
    """

    asked = QtCore.Signal()
    settled = QtCore.Signal()

    def __init__(
        self,
        row: SuggestionRow,
        *,
        suggester: Suggester,
        library: LibraryClient,
        jobs: TaskSupervisor,
        run: Callable[..., object],
        parent: QtCore.QObject,
        after_ms: int = _AFTER_MS,
        has_free_digits: bool = False,
        is_guest: bool = False,
    ) -> None:
        super().__init__(parent)
        self._row = row
        self._suggester, self._library, self._jobs = suggester, library, jobs
        self._run, self._has_free_digits = run, has_free_digits
        self._is_guest = is_guest
        self._id: PaperId | None = None
        self._filed: frozenset[TopicId] = frozenset()
        self._asking: asyncio.Task[None] | None = None
        self._timer = QtCore.QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(after_ms)
        self._timer.timeout.connect(self._ask)
        row.accepted.connect(self._on_accepted)
        row.refused.connect(self._on_refused)
        self._stop_listening = suggester.subscribe(self._on_learned)

    def show_paper(self, paper: Paper | None) -> None:
        """Show suggestions for a paper; those in the trash get none."""
        if paper is None or paper.is_trashed:
            self.show_for(None)
        else:
            self.show_for(paper.id, paper.topics)

    def show_for(self, id: PaperId | None, filed: Collection[TopicId] = ()) -> None:
        """Show suggestions for a paper that is filed so far; None shows none."""
        is_same = id == self._id
        if is_same and self._filed == frozenset(filed):
            return
        self._id, self._filed = id, frozenset(filed)
        left = self._row.suggestions() if is_same else ()
        self._row.show_suggestions([s for s in left if s.id not in self._filed])
        self.stop()
        if id is not None:
            self._timer.start()

    def is_at_rest(self) -> bool:
        """Say whether no question is about to be asked."""
        return not self._timer.isActive()

    def leave(self) -> None:
        """Stop for good, before this object goes."""
        self.stop()
        self._stop_listening()

    def stop(self) -> None:
        """Ask no more for the paper shown."""
        self._timer.stop()
        if self._asking is not None:
            self._asking.cancel()
            self._asking = None

    def _on_learned(self) -> None:
        if self._id is not None:
            self._timer.start()

    def _ask(self) -> None:
        if self._is_guest and self._suggester.would_start:
            return
        if self._id is not None:
            self.asked.emit()
            self._asking = self._jobs.run(self._read(self._id), "suggest topics")

    async def _read(self, id: PaperId) -> None:
        with contextlib.suppress(AppError):
            found = list(await self._suggester.topics_for(id, self._filed))
            topics = await self._library.read(lambda reader: reader.topics())
            by_id = {topic.id: topic for topic in topics}
            if id == self._id:
                above = _above(by_id, self._filed)
                found = [s for s in found if s.topic in by_id and s.topic not in above]
                offers = [_offer(by_id[TopicId(s.topic)], s.words) for s in found]
                if self._has_free_digits:
                    self._row.set_digits(_digits(offers, by_id))
                self._row.show_suggestions(offers)
        self.settled.emit()

    def _on_accepted(self, suggestion: SuggestedTopic) -> None:
        if self._id is not None:
            self._run("topic.file", ids=(self._id,), topic=suggestion.path)

    def _on_refused(self, suggestion: SuggestedTopic) -> None:
        if self._id is None:
            return
        self._run("topic.refuse", paper_id=self._id, topic_id=suggestion.id)
        self._row.show_suggestions(
            [s for s in self._row.suggestions() if s.id != suggestion.id]
        )


def _offer(topic: Topic, words: tuple[str, ...]) -> SuggestedTopic:
    return SuggestedTopic(
        id=topic.id, path=topic.path, colour=topic.colour, words=words
    )


def _digits(
    offers: Sequence[SuggestedTopic], topics: Mapping[TopicId, Topic]
) -> tuple[int, ...]:
    """Return a digit for each offer: its topic's own, else one that no topic has; 0."""
    taken = {topic.slot for topic in topics.values()}
    free = (digit for digit in range(1, N_SLOTS + 1) if digit not in taken)
    return tuple(topics[offer.id].slot or next(free, 0) for offer in offers)


def _above(
    topics: Mapping[TopicId, Topic], filed: Collection[TopicId]
) -> frozenset[TopicId]:
    """Return the topics above those filed under, which hold the paper already."""
    above: set[TopicId] = set()
    for id in filed:
        parent = topics[id].parent if id in topics else None
        while parent is not None and parent not in above:
            above.add(parent)
            parent = topics[parent].parent
    return frozenset(above)

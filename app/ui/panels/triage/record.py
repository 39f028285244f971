"""The record of triage: what became of the papers that one went through."""

from datetime import UTC, datetime

from app.domain.paper import Paper, PaperId, Status
from app.domain.query import Place
from app.ui.models.paper_list import PaperListModel
from app.ui.models.topic_tree import TopicTree
from app.ui.panels.triage.outcome import Outcome, outcome, tally
from app.ui.panels.triage.strip import Tick

_TICKS = {
    Outcome.QUEUED: Tick.QUEUED,
    Outcome.DONE: Tick.DONE,
    Outcome.DISMISSED: Tick.DISMISSED,
    Outcome.POSTPONED: Tick.POSTPONED,
}


class TriageRecord:
    """Follows papers from how they were when they were first shown.

    It tells by what the papers are, so that undo and redo need no word of it. A
    decision counts as made from its key on (`expect`), until the paper is read anew.
    """

    def __init__(self, model: PaperListModel, topics: TopicTree) -> None:
        self._model = model
        self._topics = topics
        self._entered: dict[PaperId, tuple[Status, datetime | None]] = {}
        self._outcomes: dict[PaperId, Outcome] = {}
        self._expected: set[PaperId] = set()

    def clear(self) -> None:
        """Begin anew."""
        self._entered.clear()
        self._outcomes.clear()
        self._expected.clear()

    def enter(self, paper: Paper) -> None:
        """Take note of how a paper is that is shown."""
        self._entered.setdefault(paper.id, (paper.status, paper.snoozed_until))

    def expect(self, paper_id: PaperId) -> None:
        """Take note that a paper is about to be decided on."""
        self._expected.add(paper_id)

    def follow(self, paper: Paper) -> None:
        """Take note of how a paper is now."""
        self._expected.discard(paper.id)
        entered = self._entered.get(paper.id)
        decided = outcome(paper, datetime.now(UTC))
        is_same = entered == (paper.status, paper.snoozed_until)
        if entered is None or is_same or decided is None:
            self._outcomes.pop(paper.id, None)
        else:
            self._outcomes[paper.id] = decided

    def n_left(self) -> int:
        """Return how many papers are not decided on."""
        query = self._model.query
        if query.place is Place.INBOX and not query.text:
            return self._topics.count(Place.INBOX)
        return max(0, self._model.n_rows - len(self._outcomes))

    def words(self) -> str:
        """Return what was decided, in numbers."""
        return tally(self._outcomes.values())

    def is_open(self, row: int) -> bool:
        """Say whether the paper of a row is still to be decided on."""
        paper_id = self._model.id_at(row)
        if paper_id is None:
            return True
        if paper_id in self._expected or paper_id in self._outcomes:
            return False
        return self._decided(paper_id) is None

    def tick_of(self, row: int) -> Tick:
        """Return the tick of a row."""
        paper_id = self._model.id_at(row)
        paper = None if paper_id is None else self._model.paper(paper_id)
        decided = None if paper is None else self._decided(paper.id)
        if paper is None or decided is None:
            return Tick.OPEN
        return Tick.STARRED if paper.is_starred else _TICKS[decided]

    def _decided(self, paper_id: PaperId) -> Outcome | None:
        """Return what was decided; in the inbox also before triage began."""
        decided = self._outcomes.get(paper_id)
        paper = self._model.paper(paper_id)
        if decided is None and paper and self._model.query.place is Place.INBOX:
            decided = outcome(paper, datetime.now(UTC))
        return decided

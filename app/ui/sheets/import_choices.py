"""What the user chooses in an import: which papers and which skipped parts."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import overload

from app.domain.importing import ImportPlan, PlannedPaper, Verdict
from app.domain.paper import Draft, PaperId, Provenance, Skipped
from app.ui.sheets.import_rows import ImportRow, first_line

_TO_CHOOSE = (Verdict.NEW, Verdict.MAYBE, Verdict.UPDATE)
_TITLE_AT_MOST = 300
"""A longer first line is an abstract, not a title."""


class ImportChoices:
    """A plan with the user's changes to it.

    It walks the plan once, when it is made, which may be on another thread. With
    `has_topic` papers here already are filed, and can be left where they are.
    """

    def __init__(self, plan: ImportPlan) -> None:
        self.plan = plan
        self.has_topic = bool(plan.topic)
        self._papers = list(plan.papers)
        self._skipped = list(plan.skipped)
        self._numbers: dict[Verdict, list[int]] = {verdict: [] for verdict in Verdict}
        for number, paper in enumerate(self._papers):
            self._numbers[paper.verdict].append(number)
        self._n_wanted = plan.n_wanted
        self.n_updated = sum(paper.is_update for paper in plan.papers)
        self._n_filed = sum(paper.is_filed for paper in plan.papers)

    def rows(self, verdict: Verdict | None) -> Sequence[ImportRow]:
        """Return the papers of a verdict, None for all of them, made when asked for."""
        numbers: Sequence[int] = (
            range(len(self._papers)) if verdict is None else self._numbers[verdict]
        )
        return _Rows(numbers, self._papers.__getitem__)

    def skipped_rows(self) -> Sequence[ImportRow]:
        """Return the parts that are no papers."""
        return _Rows(range(len(self._skipped)), self._skipped.__getitem__)

    def count(self, verdict: Verdict | None) -> int:
        """Count the papers of a verdict, None for all of them."""
        return len(self._papers) if verdict is None else len(self._numbers[verdict])

    def known(self) -> list[PaperId]:
        """Return the papers of the library that the plan holds, in its order."""
        verdicts = (Verdict.HERE, Verdict.UPDATE, Verdict.MAYBE)
        numbers = (number for each in verdicts for number in self._numbers[each])
        here = (self._papers[number].known for number in numbers)
        return [paper_id for paper_id in here if paper_id is not None]

    @property
    def n_skipped(self) -> int:
        """Count the parts that are still left out."""
        return len(self._skipped)

    @property
    def n_wanted(self) -> int:
        """Count the papers that would be added."""
        return self._n_wanted

    @property
    def n_filed(self) -> int:
        """Count the papers here already that would be filed."""
        return self._n_filed if self.has_topic else 0

    def toggle(self, row: ImportRow) -> None:
        """Take a paper or an update out, or in again; others stay as they are."""
        paper = row.what
        if not isinstance(paper, PlannedPaper):
            return
        if paper.verdict is Verdict.HERE and self.has_topic:
            self._papers[row.number] = replace(paper, stays_put=paper.is_filed)
            self._n_filed += -1 if paper.is_filed else 1
        if paper.verdict not in _TO_CHOOSE:
            return
        self._papers[row.number] = replace(paper, is_wanted=not paper.is_wanted)
        step = -1 if paper.is_wanted else 1
        if paper.verdict is Verdict.UPDATE:
            self.n_updated += step
        else:
            self._n_wanted += step

    def suggested_title(self, part: Skipped) -> str:
        """Return the title that a part would get, '' when it reads as an abstract."""
        line = first_line(part.text)
        return line if len(line) <= _TITLE_AT_MOST else ""

    def add_skipped(self, number: int, title: str) -> None:
        """Make a paper of a skipped part; what is not its title is its abstract."""
        part = self._skipped.pop(number)
        text = part.text.strip()
        line = first_line(text)
        rest = text[len(line) :].strip() if title == line else text
        draft = Draft(
            title=title, abstract=rest, provenance=self._provenance(part, text)
        )
        self._numbers[Verdict.NEW].append(len(self._papers))
        self._papers.append(
            PlannedPaper(draft=draft, where=part.where, verdict=Verdict.NEW)
        )
        self._n_wanted += 1

    def correct(self, part: Skipped, text: str, found: ImportPlan | None) -> None:
        """Put the papers that a corrected part was read as in its place.

        Of a part in which nothing was found (None) the text is the title.
        """
        number = next((n for n, p in enumerate(self._skipped) if p is part), None)
        if number is None:
            return
        if found is None or not found.papers:
            self.add_skipped(number, text)
            return
        self._skipped.pop(number)
        start = len(self._papers)
        for paper in found.papers:
            self._append(_at(paper, part.where, start))

    def _append(self, paper: PlannedPaper) -> None:
        """Add a paper to the plan, as repeated where the plan names it already."""
        names = set(paper.draft.identifiers)
        first = next(
            (n for n, p in enumerate(self._papers) if names & set(p.draft.identifiers)),
            None,
        )
        if first is not None and paper.is_added:
            paper = replace(
                paper,
                verdict=Verdict.REPEATED,
                first=first,
                known=None,
                is_wanted=False,
            )
        self._numbers[paper.verdict].append(len(self._papers))
        self._papers.append(paper)
        self._n_wanted += paper.is_added
        self.n_updated += paper.is_update
        self._n_filed += paper.is_filed

    def result(self, topic: str) -> ImportPlan:
        """Return the plan with the choices made."""
        return replace(
            self.plan,
            papers=tuple(self._papers),
            skipped=tuple(self._skipped),
            topic=topic,
        )

    def _provenance(self, part: Skipped, text: str) -> Provenance:
        if self.plan.papers:
            first = self.plan.papers[0].draft.provenance
            return replace(first, badge="", position=0, original=text)
        return Provenance(source=part.where, kind="by hand", original=text)


def _at(paper: PlannedPaper, where: str, start: int) -> PlannedPaper:
    """Return a paper of a plan of its own as one of the plan that it joins."""
    first = None if paper.first is None else paper.first + start
    return replace(paper, where=where, first=first)


class _Rows(Sequence[ImportRow]):
    """Rows by their numbers; each is made when it is asked for."""

    def __init__(
        self, numbers: Sequence[int], what: Callable[[int], PlannedPaper | Skipped]
    ) -> None:
        self._numbers = numbers
        self._what = what

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> ImportRow: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[ImportRow]: ...

    def __getitem__(self, at: int | slice) -> ImportRow | Sequence[ImportRow]:
        if isinstance(at, slice):
            return _Rows(self._numbers[at], self._what)
        number = self._numbers[at]
        return ImportRow(number, self._what(number))

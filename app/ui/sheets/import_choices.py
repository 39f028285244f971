"""What the user chooses in an import: which papers and which skipped parts."""

from dataclasses import replace

from app.domain.importing import ImportPlan, PlannedPaper, Verdict
from app.domain.paper import Draft, Provenance, Skipped
from app.ui.sheets.import_rows import ImportRow, first_line

_TITLE_AT_MOST = 300
"""A longer first line is an abstract, not a title."""


class ImportChoices:
    """A plan with the user's changes to it."""

    def __init__(self, plan: ImportPlan) -> None:
        self._plan = plan
        self._papers = list(plan.papers)
        self._skipped = list(plan.skipped)

    def rows(self, verdict: Verdict | None) -> list[ImportRow]:
        """Return the papers of a verdict, None for all of them."""
        return [
            ImportRow(number, paper)
            for number, paper in enumerate(self._papers)
            if verdict is None or paper.verdict is verdict
        ]

    def skipped_rows(self) -> list[ImportRow]:
        """Return the parts that are no papers."""
        return [ImportRow(n, part) for n, part in enumerate(self._skipped)]

    def count(self, verdict: Verdict | None) -> int:
        """Count the papers of a verdict, None for all of them."""
        if verdict is None:
            return len(self._papers)
        return sum(paper.verdict is verdict for paper in self._papers)

    @property
    def n_skipped(self) -> int:
        """Count the parts that are still left out."""
        return len(self._skipped)

    @property
    def n_wanted(self) -> int:
        """Count the papers that would be added."""
        return self.result("").n_wanted

    def toggle(self, row: ImportRow) -> ImportRow:
        """Take a new paper out, or in again; others stay as they are."""
        paper = row.what
        if not isinstance(paper, PlannedPaper) or paper.verdict is not Verdict.NEW:
            return row
        changed = replace(paper, is_wanted=not paper.is_wanted)
        self._papers[row.number] = changed
        return ImportRow(row.number, changed)

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
        self._papers.append(
            PlannedPaper(draft=draft, where=part.where, verdict=Verdict.NEW)
        )

    def result(self, topic: str) -> ImportPlan:
        """Return the plan with the choices made."""
        return replace(
            self._plan,
            papers=tuple(self._papers),
            skipped=tuple(self._skipped),
            topic=topic,
        )

    def _provenance(self, part: Skipped, text: str) -> Provenance:
        if self._plan.papers:
            first = self._plan.papers[0].draft.provenance
            return replace(first, badge="", position=0, original=text)
        return Provenance(source=part.where, kind="by hand", original=text)

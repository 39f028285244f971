"""Papers that are shown and not in the library: PDFs opened from elsewhere."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from app.domain.importing import PlannedPaper
from app.domain.paper import Draft, Paper, PaperId, Status, new_id


@dataclass(frozen=True, slots=True)
class Guest:
    """A paper that is shown; `planned` is what keeping it would do."""

    paper: Paper
    planned: PlannedPaper
    path: Path

    def has(self, sha256: str) -> bool:
        """Say whether it is the PDF of that hash."""
        return self.paper.files[0].sha256 == sha256


class Guests:
    """Remembers the guests of this session by the ids that they will keep."""

    def __init__(self) -> None:
        self._guests: dict[PaperId, Guest] = {}
        self._foreseen: Paper | None = None

    def foresee(self, paper: Paper) -> None:
        """Know a guest that is shown already, before it is known which paper it is."""
        self._foreseen = paper

    def welcome(self, planned: PlannedPaper, path: Path) -> Guest:
        """Make a guest of a PDF; one that was opened before keeps its id.

        Where its file is and what keeping it would do may be others by now.
        """
        sha256 = planned.draft.file.sha256 if planned.draft.file else ""
        same = (guest.paper for guest in self._guests.values() if guest.has(sha256))
        paper = next(same, None) or self._as_foreseen(paper_of(planned.draft))
        guest = Guest(paper, planned, path)
        self._guests[guest.paper.id] = guest
        return guest

    def find(self, paper_id: PaperId) -> Guest | None:
        """Return the guest of that id, None for a paper that is none."""
        return self._guests.get(paper_id)

    def _as_foreseen(self, paper: Paper) -> Paper:
        """Return the paper, under the id of the same PDF where it is shown already."""
        seen = self._foreseen
        is_same = seen is not None and seen.files[0].sha256 == paper.files[0].sha256
        return replace(paper, id=seen.id) if seen is not None and is_same else paper

    def part_with(self, paper_id: PaperId) -> None:
        """Forget a guest: it is in the library."""
        self._guests.pop(paper_id, None)


def paper_of(draft: Draft) -> Paper:
    """Return a draft with a file as a paper that is read, under a new id."""
    return Paper(
        id=PaperId(new_id()),
        title=draft.title,
        abstract=draft.abstract,
        authors=draft.authors,
        year=draft.year,
        venue=draft.venue,
        identifiers=draft.identifiers,
        links=draft.links,
        status=Status.READING,
        is_starred=False,
        rating=0,
        topics=(),
        tags=draft.tags,
        provenance=(draft.provenance,),
        files=draft.files,
        note=None,
        n_marks=0,
        progress=None,
        added_at=datetime.now(UTC),
        is_trashed=False,
        kind=draft.kind,
        details=draft.details,
    )

"""Which papers are open in tabs, and which were closed last."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from app.domain.paper import PaperId

MOST_OPEN = 50
"""So many tabs at most; the one left of all others makes room."""

_MOST_CLOSED = 50


@dataclass(frozen=True, slots=True)
class OpenPaper:
    """A paper in a tab."""

    id: PaperId
    title: str


class OpenPapers:
    """A row of papers, each once, with a current one; closed ones can come back."""

    def __init__(self) -> None:
        self._papers: list[OpenPaper] = []
        self._closed: list[tuple[int, OpenPaper]] = []
        self._current: PaperId | None = None

    @property
    def papers(self) -> tuple[OpenPaper, ...]:
        """Return the papers from left to right."""
        return tuple(self._papers)

    @property
    def current(self) -> PaperId | None:
        """Return the paper whose tab is current; None when none is open."""
        return self._current

    @property
    def position(self) -> int:
        """Return the place of the current paper, -1 when none is open."""
        return self._find(self._current)

    def put(self, paper: OpenPaper, *, is_apart: bool) -> None:
        """Make a paper current, in its own tab where it has one.

        Else it takes the place of the current one, or `is_apart` a tab beside it.
        """
        at, now = self._find(paper.id), self.position
        if at >= 0:
            self._papers[at] = paper
        elif is_apart or now < 0:
            self._papers.insert(now + 1, paper)
        else:
            self._papers[now] = paper
        self._current = paper.id
        if len(self._papers) > MOST_OPEN:
            del self._papers[1 if self._papers[0].id == self._current else 0]

    def restore(self, papers: Iterable[OpenPaper]) -> None:
        """Open papers as they were left, none of them current yet but the last."""
        self._papers = list({paper.id: paper for paper in papers}.values())
        self._papers = self._papers[-MOST_OPEN:]
        self._current = self._papers[-1].id if self._papers else None

    def stepped(self, step: int) -> PaperId | None:
        """Return the paper so many tabs further, round the ends."""
        if not self._papers:
            return None
        return self._papers[(self.position + step) % len(self._papers)].id

    def move(self, source: int, target: int) -> None:
        """Move a tab to another place."""
        if 0 <= source < len(self._papers):
            self._papers.insert(target, self._papers.pop(source))

    def close(self, paper: PaperId) -> None:
        """Close a tab; its right neighbour becomes current, else the left one."""
        at = self._find(paper)
        if at < 0:
            return
        self._closed.append((at, self._papers.pop(at)))
        del self._closed[:-_MOST_CLOSED]
        if paper == self._current:
            beside = self._papers[min(at, len(self._papers) - 1) :]
            self._current = beside[0].id if self._papers else None

    def reopen(self) -> PaperId | None:
        """Bring the tab closed last back to its place; None when there is none."""
        while self._closed:
            at, paper = self._closed.pop()
            if self._find(paper.id) < 0:
                self._papers.insert(at, paper)
                self._current = paper.id
                return paper.id
        return None

    def forget(self, papers: Collection[PaperId]) -> None:
        """Drop papers that are no more, open or closed."""
        for paper in papers:
            self.close(paper)
        self._closed = [entry for entry in self._closed if entry[1].id not in papers]

    def rename(self, paper: PaperId, title: str) -> None:
        """Give the tab of a paper another title."""
        at = self._find(paper)
        if at >= 0:
            self._papers[at] = replace(self._papers[at], title=title)

    def _find(self, paper: PaperId | None) -> int:
        found = (i for i, entry in enumerate(self._papers) if entry.id == paper)
        return next(found, -1)

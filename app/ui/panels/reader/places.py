"""Places one named by a letter, kept for each paper from day to day."""

import math
import re
from collections.abc import Mapping

from PySide6 import QtCore

from app.domain.paper import PaperId
from app.ui.panels.reader.layout import Place

LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
MOST_PAPERS = 500
"""Of so many papers the places are kept; those changed longest ago make room."""

_PLACE = re.compile(r"([a-z]):(\d{1,6}):(\d(?:\.\d{1,6})?)")


class Places(QtCore.QObject):
    """Keeps up to 26 places a paper; `changed` after one was set."""

    changed = QtCore.Signal()

    def __init__(self, parent: QtCore.QObject | None = None) -> None:
        super().__init__(parent)
        self._papers: dict[str, dict[str, Place]] = {}

    def keep(self, paper: PaperId, letter: str, place: Place) -> None:
        """Name a place of a paper by a letter."""
        kept = self._papers.pop(paper, {})
        self._papers[paper] = {**kept, letter: place}
        while len(self._papers) > MOST_PAPERS:
            self._papers.pop(next(iter(self._papers)))
        self.changed.emit()

    def find(self, paper: PaperId, letter: str) -> Place | None:
        """Return the place of a letter; None where none was named so."""
        return self._papers.get(paper, {}).get(letter)

    def all_of(self, paper: PaperId) -> dict[str, Place]:
        """Return the places of a paper by their letters, in the order of those."""
        return dict(sorted(self._papers.get(paper, {}).items()))

    def values(self) -> dict[str, str]:
        """Return all places as texts for `restore`."""
        return {
            paper: " ".join(
                f"{letter}:{place.page_index}:{place.top:.6f}"
                for letter, place in kept.items()
            )
            for paper, kept in self._papers.items()
        }

    def restore(self, values: Mapping[str, str]) -> None:
        """Take what `values` returned; what is not understood is left out."""
        for paper, text in values.items():
            kept = {
                found[1]: Place(int(found[2]), min(float(found[3]), 1.0))
                for part in text.split()
                if (found := _PLACE.fullmatch(part)) is not None
                and math.isfinite(float(found[3]))
            }
            if kept:
                self._papers[paper] = kept

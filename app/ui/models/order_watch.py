"""Whether a change put papers elsewhere in a sorted list."""

from collections.abc import Iterable

from app.domain.paper import Paper
from app.domain.view import Sorting
from app.ui.models.paper_cache import PaperCache
from app.ui.models.paper_words import PaperWords


class OrderWatch:
    """Compares papers before and after a change in the columns that sort the list."""

    def __init__(self, cache: PaperCache, words: PaperWords) -> None:
        self._cache = cache
        self._words = words
        self._sorting: tuple[Sorting, ...] = ()
        self._before: dict[int, tuple[str, ...]] = {}
        self._has_unknown = False

    def note(self, sorting: tuple[Sorting, ...], keys: Iterable[int | None]) -> None:
        """Take note of papers that changed, None for unknown, before they are read."""
        self._sorting = sorting
        if not sorting:
            return
        for key in keys:
            paper = None if key is None else self._cache.get(key)
            if key is None or paper is None:
                self._has_unknown = True
            else:
                self._before.setdefault(key, self._order_of(paper))

    def is_other(self) -> bool:
        """Say whether papers noted may stand elsewhere now that they are read again."""
        before, self._before = self._before, {}
        is_other, self._has_unknown = self._has_unknown, False
        for key, order in before.items():
            paper = self._cache.get(key)
            is_other |= paper is None or self._order_of(paper) != order
        return is_other and bool(self._sorting)

    def _order_of(self, paper: Paper) -> tuple[str, ...]:
        return tuple(self._words.cell(paper, key.column) for key in self._sorting)

"""What a search found, in the order of the document, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6 import QtCore

from app.pdf.contents import Hit

_Index = QtCore.QModelIndex | QtCore.QPersistentModelIndex
_Role = QtCore.Qt.ItemDataRole


@dataclass(slots=True)
class PageHead:
    """The head of a page's hits."""

    page_index: int
    n_hits: int = 0


@dataclass(frozen=True, slots=True)
class HitRow:
    """One hit; `number` is its place in the search."""

    number: int
    hit: Hit


class HitsModel(QtCore.QAbstractListModel):
    """Rows of heads and hits; grows with the search without being built anew."""

    def __init__(self, parent: QtCore.QObject) -> None:
        super().__init__(parent)
        self.rows: list[PageHead | HitRow] = []
        self._source: Sequence[Hit] = ()
        self._n_taken = 0
        self._n_earlier_rows = 0

    def show(self, hits: Sequence[Hit], n_later: int) -> None:
        """Show hits in the search's order; the first `n_later` go to the end.

        The hits shown before are those of the same list, which may have grown.
        """
        if hits is not self._source or len(hits) < self._n_taken:
            self.beginResetModel()
            self.rows = []
            self._source, self._n_taken, self._n_earlier_rows = hits, 0, 0
            self.endResetModel()
        start, total = self._n_taken, len(hits)
        self._n_taken = total
        if start < min(n_later, total):
            end = min(n_later, total)
            self._insert(len(self.rows), hits, start, end)
        if total > max(start, n_later):
            at = self._n_earlier_rows
            n_new = self._insert(at, hits, max(start, n_later), total)
            self._n_earlier_rows += n_new

    def row_of(self, number: int) -> int | None:
        """Return the row of the hit with this place in the search."""
        rows = (
            row
            for row, entry in enumerate(self.rows)
            if isinstance(entry, HitRow) and entry.number == number
        )
        return next(rows, None)

    def rowCount(self, parent: _Index = QtCore.QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: _Index) -> QtCore.Qt.ItemFlag:
        if index.isValid() and isinstance(self.rows[index.row()], PageHead):
            return QtCore.Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self.rows[index.row()]
        if role not in (_Role.DisplayRole, _Role.AccessibleTextRole):
            return None
        if isinstance(entry, HitRow):
            return entry.hit.context
        words = self.tr("Page {0}")
        return words.format(entry.page_index + 1)

    def _insert(self, at: int, hits: Sequence[Hit], start: int, end: int) -> int:
        """Put hits of one part of the document at the end of it."""
        head = self._head_before(at)
        is_more = head is not None and head.page_index == hits[start].page_index
        fresh: list[PageHead | HitRow] = []
        present = head if is_more else None
        for number in range(start, end):
            hit = hits[number]
            if present is None or present.page_index != hit.page_index:
                present = PageHead(hit.page_index)
                fresh.append(present)
            present.n_hits += 1
            fresh.append(HitRow(number, hit))
        self.beginInsertRows(QtCore.QModelIndex(), at, at + len(fresh) - 1)
        self.rows[at:at] = fresh
        self.endInsertRows()
        if is_more:
            top, bottom = self.index(max(0, at - 1_000)), self.index(at)
            self.dataChanged.emit(top, bottom)
        return len(fresh)

    def _head_before(self, at: int) -> PageHead | None:
        for row in range(at - 1, -1, -1):
            entry = self.rows[row]
            if isinstance(entry, PageHead):
                return entry
        return None

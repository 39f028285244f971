"""The keys of the rows of a model; each change is told as Qt wants it."""

from array import array
from collections.abc import Iterable

from PySide6 import QtCore

from app.ui.models.row_diff import Insertion, Move, Removal, Step

_ROOT = QtCore.QModelIndex()


class KeyRows:
    """The keys in the order of the rows, and where each was seen last."""

    def __init__(self, model: QtCore.QAbstractItemModel) -> None:
        self._model = model
        self._hints: dict[int, int] = {}
        self.keys = array("q")

    def __contains__(self, key: int) -> bool:
        """Say whether the row of a key was ever looked up."""
        return key in self._hints

    def __len__(self) -> int:
        return len(self.keys)

    def reset(self, keys: "array[int]") -> None:
        """Take other keys, while the model is being reset."""
        self.keys = keys
        self._hints.clear()

    def at(self, row: int) -> int:
        """Return the key of a row, and remember where it stands."""
        key = self.keys[row]
        self._hints[key] = row
        return key

    def row_of(self, key: int) -> int:
        """Return the row of a key, -1 when it has none."""
        hint = self._hints.get(key, -1)
        if 0 <= hint < len(self.keys) and self.keys[hint] == key:
            return hint
        try:
            row = self.keys.index(key)
        except ValueError:
            return -1
        self._hints[key] = row
        return row

    def take(self, steps: Iterable[Step]) -> None:
        """Put rows in and take rows out, step by step."""
        for step in steps:
            match step:
                case Insertion(row, keys) if keys:
                    end = row + len(keys) - 1
                    self._model.beginInsertRows(_ROOT, row, end)
                    self.keys[row:row] = keys
                    self._model.endInsertRows()
                case Removal(row, n):
                    self._model.beginRemoveRows(_ROOT, row, row + n - 1)
                    del self.keys[row : row + n]
                    self._model.endRemoveRows()

    def take_moves(self, moves: Iterable[Move]) -> None:
        """Move some rows; those selected and the current one go along."""
        for move in moves:
            row, to = move.row, move.to
            before = to + 1 if to > row else to
            self._model.beginMoveRows(_ROOT, row, row, _ROOT, before)
            self.keys.insert(to, self.keys.pop(row))
            self._model.endMoveRows()

    def take_order(self, keys: "array[int]") -> None:
        """Put the rows into another order; selected rows and the current one go along.

        Only the queue and sorted lists do so: their order has just been changed.
        """
        if keys == self.keys:
            return
        model = self._model
        model.layoutAboutToBeChanged.emit()
        rows = {key: row for row, key in enumerate(keys)}
        before = model.persistentIndexList()
        after = [model.index(rows[self.keys[i.row()]], i.column()) for i in before]
        self.reset(keys)
        model.changePersistentIndexList(before, after)
        model.layoutChanged.emit()

"""A layout that sets parts below each other, each with its own room above it."""

from dataclasses import dataclass

from PySide6 import QtCore, QtWidgets


@dataclass(frozen=True, slots=True)
class _Part:
    item: QtWidgets.QLayoutItem
    above_px: int
    inset_px: int


class ColumnLayout(QtWidgets.QLayout):
    """Stacks parts as high as their width asks; hidden ones leave no gap."""

    def __init__(self, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._parts: list[_Part] = []
        self._next = (0, 0)
        self._heights: dict[int, int] = {}

    def add(
        self, widget: QtWidgets.QWidget, *, above_px: int, inset_px: int = 0
    ) -> None:
        """Add a part, with room above it and at both its sides."""
        self._next = (above_px, inset_px)
        self.addWidget(widget)

    def addItem(self, item: QtWidgets.QLayoutItem) -> None:
        self._parts.append(_Part(item, *self._next))
        self.invalidate()

    def count(self) -> int:
        return len(self._parts)

    def itemAt(self, index: int) -> QtWidgets.QLayoutItem | None:
        return self._parts[index].item if 0 <= index < len(self._parts) else None

    def takeAt(self, index: int) -> QtWidgets.QLayoutItem | None:
        if not 0 <= index < len(self._parts):
            return None
        self.invalidate()
        return self._parts.pop(index).item

    def expandingDirections(self) -> QtCore.Qt.Orientation:
        return QtCore.Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            rect = QtCore.QRect(0, 0, width, 0)
            self._heights[width] = self._place(rect, is_trial=True)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QtCore.QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, is_trial=False)

    def sizeHint(self) -> QtCore.QSize:
        return self.minimumSize()

    def minimumSize(self) -> QtCore.QSize:
        margins = self.contentsMargins()
        return QtCore.QSize(margins.left() + margins.right(), 0)

    def _place(self, rect: QtCore.QRect, *, is_trial: bool) -> int:
        margins = self.contentsMargins()
        y = rect.y() + margins.top()
        for part in self._parts:
            if part.item.isEmpty():
                continue
            y += part.above_px
            left = rect.x() + margins.left() + part.inset_px
            room = rect.width() - margins.left() - margins.right() - 2 * part.inset_px
            width = max(0, min(room, part.item.maximumSize().width()))
            has_own = part.item.hasHeightForWidth()
            height = (
                part.item.heightForWidth(width)
                if has_own
                else part.item.sizeHint().height()
            )
            if not is_trial:
                part.item.setGeometry(QtCore.QRect(left, y, width, height))
            y += height
        return y + margins.bottom() - rect.y()

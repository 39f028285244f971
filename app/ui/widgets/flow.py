"""A layout that sets its widgets like words: in lines, broken where the room ends."""

from PySide6 import QtCore, QtWidgets


class FlowLayout(QtWidgets.QLayout):
    """Lays widgets out from left to right and wraps them."""

    def __init__(self, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._items: list[QtWidgets.QLayoutItem] = []
        self._separators: set[QtWidgets.QWidget] = set()
        self._gap_px = 0
        self.setContentsMargins(0, 0, 0, 0)

    def set_gap(self, gap_px: int) -> None:
        """Set the room between widgets, and between lines."""
        self._gap_px = gap_px
        self.invalidate()

    def add_separator(self, widget: QtWidgets.QWidget) -> None:
        """Add a widget that stands between two others and never begins a line."""
        self._separators.add(widget)
        self.addWidget(widget)

    def addItem(self, item: QtWidgets.QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QtWidgets.QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QtWidgets.QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        self.invalidate()
        return self._items.pop(index)

    def expandingDirections(self) -> QtCore.Qt.Orientation:
        return QtCore.Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QtCore.QRect(0, 0, width, 0), is_trial=True)

    def setGeometry(self, rect: QtCore.QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, is_trial=False)

    def sizeHint(self) -> QtCore.QSize:
        return self.minimumSize()

    def minimumSize(self) -> QtCore.QSize:
        size = QtCore.QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QtCore.QRect, *, is_trial: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        placed: list[tuple[QtWidgets.QLayoutItem, QtCore.QRect]] = []
        between: QtWidgets.QLayoutItem | None = None
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            if widget in self._separators:
                between = item
                continue
            size = item.sizeHint()
            parted = between.sizeHint() if between else QtCore.QSize()
            before = parted.width() + self._gap_px if between else 0
            fits = x == rect.x() or x + before + size.width() <= rect.right() + 1
            if between is not None:
                if x == rect.x() or not fits:
                    parted.setWidth(0)
                    before = 0
                if not is_trial:
                    placed.append((between, QtCore.QRect(QtCore.QPoint(x, y), parted)))
                x, between = x + before, None
            if not fits:
                _settle(placed, line)
                x, y, line = rect.x(), y + line + self._gap_px, 0
            if size.width() > rect.width():
                size.setWidth(max(rect.width(), 1))
                if item.hasHeightForWidth():
                    size.setHeight(item.heightForWidth(size.width()))
            if not is_trial:
                placed.append((item, QtCore.QRect(QtCore.QPoint(x, y), size)))
            x += size.width() + self._gap_px
            line = max(line, size.height())
        _settle(placed, line)
        return y + line - rect.y()


def _settle(
    placed: list[tuple[QtWidgets.QLayoutItem, QtCore.QRect]], line_px: int
) -> None:
    """Set the widgets of one line in the middle of its height, and begin the next."""
    for item, rect in placed:
        rect.translate(0, (line_px - rect.height()) // 2)
        item.setGeometry(rect)
    placed.clear()

"""The flow of widgets: separators stand between two of one line only."""

import pytest
from PySide6 import QtCore, QtWidgets
from pytestqt.qtbot import QtBot

from app.ui.widgets.flow import FlowLayout

pytestmark = pytest.mark.ui
GAP, SIDE, DOT = 10, 100, 4


class Block(QtWidgets.QWidget):
    """A widget of one size."""

    def __init__(self, width: int, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._size = QtCore.QSize(width, 20)

    def sizeHint(self) -> QtCore.QSize:
        return self._size


@pytest.mark.parametrize(
    ("width", "widths", "height"),
    [
        (SIDE + GAP + DOT + GAP + SIDE, [SIDE, DOT, SIDE], 20),
        (SIDE + GAP + DOT + GAP + SIDE - 1, [SIDE, 0, SIDE], 20 + GAP + 20),
        (SIDE, [SIDE, 0, SIDE], 20 + GAP + 20),
    ],
)
def test_separator_goes_where_a_line_is_broken(
    qtbot: QtBot, width: int, widths: list[int], height: int
) -> None:
    holder = QtWidgets.QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder)
    flow.set_gap(GAP)
    first, dot, last = (Block(each, holder) for each in (SIDE, DOT, SIDE))
    flow.addWidget(first)
    flow.add_separator(dot)
    flow.addWidget(last)

    flow.setGeometry(QtCore.QRect(0, 0, width, 200))

    assert [each.width() for each in (first, dot, last)] == widths
    assert flow.heightForWidth(width) == height
    assert last.geometry().right() < width


def test_separator_begins_no_line(qtbot: QtBot) -> None:
    holder = QtWidgets.QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder)
    flow.set_gap(GAP)
    hidden, dot, last = (Block(each, holder) for each in (SIDE, DOT, SIDE))
    hidden.hide()
    flow.addWidget(hidden)
    flow.add_separator(dot)
    flow.addWidget(last)

    flow.setGeometry(QtCore.QRect(0, 0, 500, 200))

    assert (dot.width(), last.x()) == (0, 0)

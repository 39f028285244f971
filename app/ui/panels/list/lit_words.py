"""The ground behind words that were looked for."""

from collections.abc import Iterable

from PySide6 import QtCore, QtGui

from app.ui.appearance.theme import Theme

_ROUND = 2


def paint_lit(
    painter: QtGui.QPainter,
    theme: Theme,
    metrics: QtGui.QFontMetrics,
    place: QtCore.QPointF,
    text: str,
    spans: Iterable[tuple[int, int]],
) -> None:
    """Paint the ground of stretches of a line whose upper left corner is `place`."""
    painter.setPen(QtCore.Qt.PenStyle.NoPen)
    painter.setBrush(theme.colours.match)
    for start, end in spans:
        left = metrics.horizontalAdvance(text[:start])
        width = metrics.horizontalAdvance(text[:end]) - left
        box = QtCore.QRectF(-1, 0, width + 2, metrics.height())
        box.translate(place + QtCore.QPointF(left, 0))
        painter.drawRoundedRect(box, _ROUND, _ROUND)

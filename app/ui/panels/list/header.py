"""The names of the columns, above the rows."""

from PySide6 import QtCore, QtGui, QtWidgets

from app.ui.look import Look
from app.ui.panels.list.row_layout import lay_out

_STEP = 0.85


class ListHeader(QtWidgets.QWidget):
    """Paints the names of the columns that the rows below show."""

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._width = 0
        self._on_look_changed()
        look.changed.connect(self._on_look_changed)

    def set_row_width(self, width: int) -> None:
        """Take the width of the rows, which a scroll bar may narrow."""
        self._width = width
        self.update()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        theme = self._look.theme
        painter = QtGui.QPainter(self)
        painter.fillRect(self.rect(), theme.colours.window)
        bottom = self.height() - 1
        painter.fillRect(0, bottom, self.width(), 1, theme.colours.line)
        painter.setFont(theme.ui_font(_STEP, 500))
        painter.setPen(theme.colours.text2)
        layout = lay_out(theme, self._width or self.width())
        for name, span in (
            (self.tr("Title"), layout.title),
            (self.tr("Authors"), layout.authors),
            (self.tr("Year"), layout.year),
            (self.tr("Topics"), layout.topics),
        ):
            if span is not None:
                is_last = span is layout.topics
                width = self.width() - span.left if is_last else span.width
                rect = QtCore.QRect(span.left, 0, width, bottom)
                painter.drawText(rect, QtCore.Qt.AlignmentFlag.AlignVCenter, name)

    def _on_look_changed(self) -> None:
        self.setFixedHeight(self._look.theme.px(self._look.theme.sizes.table_header))
        self.update()

"""The line between two rows where dropped papers would go."""

from collections.abc import Collection

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.paper import PaperId, Status
from app.ui.appearance.look import Look
from app.ui.models.paper_list import PaperListModel
from app.ui.panels.list.section_bands import SectionBands

_LINE = 2


class GapLine:
    """Finds the gap that is pointed at, and draws it over the rows."""

    def __init__(
        self,
        look: Look,
        model: PaperListModel,
        bands: SectionBands,
        view: QtWidgets.QTableView,
    ) -> None:
        self._look = look
        self._model = model
        self._bands = bands
        self._view = view
        self._row = -1

    def at(self, place: QtCore.QPoint) -> int:
        """Return before which row something dropped at a place of the viewport goes."""
        height = self._view.verticalHeader().defaultSectionSize()
        row = self._view.rowAt(place.y() + height // 2)
        return self._model.n_rows if row < 0 else row

    def first_from(self, row: int, *, without: Collection[PaperId]) -> PaperId | None:
        """Return the first queued paper from a row on that is none of `without`."""
        for at in range(row, self._model.n_rows):
            paper_id = self._model.id_at(at)
            paper = None if paper_id is None else self._model.paper(paper_id)
            is_queued = paper is None or paper.status is Status.QUEUED
            if paper_id is not None and paper_id not in without and is_queued:
                return paper_id
        return None

    def show(self, row: int) -> None:
        """Draw a line before a row, where a drop would go; -1 draws none."""
        if row != self._row:
            self._row = row
            self._view.viewport().update()

    def paint(self, painter: QtGui.QPainter) -> None:
        """Paint the line, if there is one."""
        if self._row < 0 or not self._model.n_rows:
            return
        theme = self._look.theme
        top, width = self._bands.edge(self._row), theme.px(_LINE)
        line = QtCore.QRect(0, top - width // 2, self._view.viewport().width(), width)
        painter.fillRect(line, theme.colours.accent)

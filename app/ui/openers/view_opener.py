"""Opening the sheets in which one chooses the columns and the order of the list."""

from collections.abc import Callable, Collection
from typing import Any

from PySide6 import QtCore

from app.domain.query import Query
from app.domain.view import Column, View
from app.ui.appearance.look import Look
from app.ui.sheets.columns_sheet import ColumnsSheet
from app.ui.sheets.host import Sheets
from app.ui.sheets.sort_picker import SortPicker
from app.ui.views.view_store import ViewStore


class ViewOpener(QtCore.QObject):
    """Opens them; `query` tells what is listed, `fitting` what columns have room."""

    def __init__(
        self,
        look: Look,
        sheets: Sheets,
        views: ViewStore,
        *,
        query: Callable[[], Query],
        fitting: Callable[[], Collection[Column]],
    ) -> None:
        super().__init__(sheets)
        self._look, self._sheets, self._views = look, sheets, views
        self._query, self._fitting = query, fitting

    def actions(self) -> dict[str, Callable[..., Any]]:
        """Return what each command that opens one of the sheets does."""
        return {"view.columns": self._columns, "view.sort": self._sort}

    def _columns(self) -> None:
        self._sheets.open(
            ColumnsSheet(
                self._look, view=self._view, change=self._change, fitting=self._fitting
            )
        )

    def _sort(self) -> None:
        self._sheets.open(SortPicker(self._look, view=self._view, change=self._change))

    def _view(self) -> View:
        return self._views.view(self._query())

    def _change(self, view: View) -> None:
        self._views.change(self._query(), view)

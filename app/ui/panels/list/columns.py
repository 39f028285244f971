"""The columns of the list as its view has them: in the header, the rows, the model."""

from collections.abc import Callable

from PySide6 import QtCore, QtGui

from app.domain.query import Query
from app.domain.view import MOST_RANKED, Column, View
from app.ui.appearance.look import Look
from app.ui.models.column_names import COLUMN_NAMES
from app.ui.models.paper_list import PaperListModel
from app.ui.panels.list.header import ListHeader
from app.ui.panels.list.row_layout import NARROWEST, WIDEST
from app.ui.panels.list.table import PaperTable
from app.ui.views.view_changes import move_column, resize_column, sort_by
from app.ui.views.view_store import ViewStore

_AIR = 4


class ListColumns(QtCore.QObject):
    """Shows the columns of a view, and changes the view as the header is used."""

    def __init__(
        self,
        look: Look,
        header: ListHeader,
        table: PaperTable,
        model: PaperListModel,
        views: ViewStore,
        query: Callable[[], Query],
        run: Callable[..., object],
    ) -> None:
        super().__init__(header)
        self._look = look
        self._header = header
        self._table = table
        self._model = model
        self._views = views
        self._query = query
        self._run = run
        header.setFocusPolicy(QtCore.Qt.FocusPolicy.ClickFocus)
        header.setFocusProxy(table)
        header.menu_asked.connect(self._on_menu_asked)
        header.sorting_asked.connect(self._on_sorting_asked)
        header.moved.connect(self._on_moved)
        header.resized.connect(self._on_resized)
        header.fit_asked.connect(self._on_fit_asked)
        model.counted.connect(self._on_counted)

    def fitting(self) -> frozenset[Column]:
        """Return the columns of the view that have room now."""
        return self._header.layout_now().shown

    def show(self, view: View) -> None:
        """Show the columns and the order of a view."""
        self._model.set_columns(view.columns)
        self._header.set_view(view)
        self._table.row_delegate.set_view(view)
        self._table.viewport().update()
        self._say_order(view)

    def _say_order(self, view: View) -> None:
        """Tell that the best come first, or why they do not."""
        is_ranked = any(key.column is Column.RELEVANCE for key in view.sorting)
        note = ""
        if is_ranked and not self._query().text:
            note = self.tr("relevance waits for words to search for")
        elif is_ranked and self._model.n_papers > MOST_RANKED:
            most = QtCore.QLocale().toString(MOST_RANKED)
            words = self.tr("above %1 papers, where the words are found comes first")
            note = words.replace("%1", most)
        elif is_ranked:
            note = self.tr("by relevance")
        self._header.say_order(note)

    def _on_counted(self, _n_papers: int) -> None:
        self._say_order(self._views.view(self._query()))

    def _on_sorting_asked(self, column: Column, adds: bool) -> None:
        query = self._query()
        view = sort_by(self._views.view(query), column, adds=adds)
        self._views.change(query, view)

    def _on_menu_asked(self) -> None:
        self._run("view.columns")

    def _on_moved(self, column: Column, before: Column | None) -> None:
        query = self._query()
        view = move_column(self._views.view(query), column, before)
        self._views.change(query, view)

    def _on_resized(self, column: Column, width: int) -> None:
        query = self._query()
        view = resize_column(self._views.view(query), column, width)
        self._views.change(query, view)

    def _on_fit_asked(self, column: Column) -> None:
        """Make a column as wide as what is seen of it."""
        theme = self._look.theme
        metrics = QtGui.QFontMetrics(theme.ui_font(0.85, 500))
        widths = [metrics.horizontalAdvance(self.tr(COLUMN_NAMES[column]))]
        top = max(self._table.rowAt(0), 0)
        for row in range(top, top + self._table.n_visible() + 1):
            paper = self._model.paper_at(row)
            if paper is not None:
                widths.append(self._table.row_delegate.cells.width(paper, column))
        width = round(max(widths) * 100 / theme.px(100)) + _AIR
        self._on_resized(column, min(max(width, NARROWEST), WIDEST))

"""The ways to lay pages out: two abreast, one at a time, turned, fitted to a column."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6 import QtCore

from app.ui.panels.reader.page_texts import PageTexts
from app.ui.panels.reader.page_view import PageView
from app.ui.panels.reader.spread import Abreast

_WIDEST_COLUMN = 0.98
_ALIKE = 0.6
"""What shows of one column, as part of another's, for both to show alike."""


class PageLayouts(QtCore.QObject):
    """Changes how a view lays its pages out."""

    def __init__(
        self, view: PageView, texts: PageTexts, tell: Callable[[str], None]
    ) -> None:
        super().__init__(view)
        self._view = view
        self._texts = texts
        self._tell = tell
        self._acts: dict[str, Callable[[], object]] = {
            "reader.fit-column": self._fit_column,
            "reader.one-page": partial(self._lay, Abreast.ONE),
            "reader.two-pages": partial(self._lay, Abreast.TWO),
            "reader.cover": partial(self._lay, Abreast.COVER),
            "reader.page-by-page": self._toggle_paged,
            "reader.turn-right": partial(self._turn, 1),
            "reader.turn-left": partial(self._turn, -1),
        }

    def perform(self, command_id: str) -> bool:
        """Do a command about the layout; False when it is none."""
        act = self._acts.get(command_id)
        if act is None:
            return False
        if self._view.n_pages:
            act()
        return True

    def _lay(self, abreast: Abreast) -> None:
        self._view.set_spread(replace(self._view.spread, abreast=abreast, column=None))

    def _toggle_paged(self) -> None:
        spread = self._view.spread
        self._view.set_spread(replace(spread, is_paged=not spread.is_paged))
        one, all_ = self.tr("One page at a time"), self.tr("All pages in a row")
        self._tell(all_ if spread.is_paged else one)

    def _turn(self, quarters: int) -> None:
        self._view.set_spread(self._view.spread.turned(quarters))

    def _fit_column(self) -> None:
        """Fit the column that shows most; of those that show alike the first read."""
        view = self._view
        page_index = view.page_index
        content = self._texts.find(page_index)
        columns = content.text.flow.columns if content is not None else ()
        if not columns or view.spread.turn:
            self._tell(self.tr("There is no column of text here to fit."))
            return
        width = view.page_size(page_index)[0]
        room = QtCore.QRectF(view.viewport().rect())
        shown = [_shared(view.quad_rect(page_index, box), room) for box in columns]
        most = max(shown) * _ALIKE
        column = next(c for c, part in zip(columns, shown, strict=True) if part >= most)
        left, right = max(column.left / width, 0.0), min(column.right / width, 1.0)
        if right - left < _WIDEST_COLUMN:
            view.fit_column(left, right)
        else:
            view.set_zoom("width")


def _shared(one: QtCore.QRectF, other: QtCore.QRectF) -> float:
    shared = one.intersected(other)
    return shared.width() * shared.height()

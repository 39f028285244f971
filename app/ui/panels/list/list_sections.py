"""The shape of the list: rows or cards, its sections and which are folded."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6 import QtCore, QtGui

from app.domain.paper import PaperId
from app.domain.query import Query
from app.domain.view import Section, View
from app.ui.models.paper_list import PaperListModel
from app.ui.models.parted import Heading
from app.ui.panels.list.header import ListHeader
from app.ui.panels.list.shape_buttons import ShapeButtons
from app.ui.panels.list.table import PaperTable
from app.ui.views.view_store import ViewStore


class ListSections(QtCore.QObject):
    """Shapes the list and folds its sections; all of that belongs to the view.

    The section folded last is the one at hand until another row becomes current, so
    that the same key opens it again.
    """

    def __init__(
        self,
        table: PaperTable,
        header: ListHeader,
        buttons: ShapeButtons,
        model: PaperListModel,
        views: ViewStore,
        query: Callable[[], Query],
    ) -> None:
        super().__init__(table)
        self._table = table
        self._header = header
        self._buttons = buttons
        self._model = model
        self._views = views
        self._query = query
        self._at_hand: tuple[str, int] | None = None
        table.heading_clicked.connect(self.toggle)

    def show_shape(self, view: View) -> None:
        """Show rows below the names of their columns, or cards."""
        self._header.setHidden(view.is_cards)
        parted_by = self._table.section_words.parted_by(view.section)
        self._buttons.show_view(view, parted_by)
        self._table.set_cards(is_cards=view.is_cards)

    def show(self, view: View) -> None:
        """Fold what a view has folded."""
        if self._model.query.section is view.section:
            self._model.fold(view.folded)

    def toggle(self, id: str) -> None:
        """Fold a section, or unfold it."""
        folded = self._folded()
        if id in folded:
            self._change(folded - {id})
        else:
            self._change(folded | {id})
            self._at_hand = (id, self._table.row())
        self._announce(id)

    def toggle_current(self) -> None:
        """Fold the section of the current row, or unfold the one just folded."""
        at_hand, self._at_hand = self._at_hand, None
        if at_hand and at_hand[1] == self._table.row() and at_hand[0] in self._folded():
            self.toggle(at_hand[0])
            self._go_to(at_hand[0])
        elif (heading := self._current()) is not None:
            self.toggle(heading.id)
        else:
            self.unfold_next()

    def fold_all(self) -> None:
        """Fold every section."""
        self._change(heading.id for heading in self._headings())

    def unfold_all(self) -> None:
        """Unfold every section."""
        self._change(())

    def unfold_next(self) -> None:
        """Unfold the next folded section below the current row, else the first."""
        folded = [heading for heading in self._headings() if heading.is_folded]
        if folded:
            row = self._table.row()
            below = next((h for h in folded if h.row > row), folded[0])
            self.toggle(below.id)
            self._go_to(below.id)

    def unfold_for(self, paper_id: PaperId) -> int:
        """Unfold the section of a paper; return its row, -1 when it is not listed."""
        if (id := self._model.section_of(paper_id)) is not None:
            self._change(self._folded() - {id})
        return self._model.row_of(paper_id)

    def next_section(self) -> None:
        """Go to the first row of the next section that is not folded."""
        row = self._table.row()
        rows = (h.row for h in self._headings() if not h.is_folded and h.row > row)
        if (first := next(rows, None)) is not None:
            self._table.go(first)

    def previous_section(self) -> None:
        """Go to the first row of this section, or of the one before."""
        row = self._table.row()
        rows = [h.row for h in self._headings() if not h.is_folded and h.row < row]
        if rows:
            self._table.go(rows[-1])

    def part_by(self, section: Section) -> None:
        """Part the list in another way; nothing is folded then."""
        query = self._query()
        view = self._views.view(query)
        if section is not view.section:
            self._views.change(query, replace(view, section=section, folded=()))

    def _headings(self) -> tuple[Heading, ...]:
        return self._model.parted.headings

    def _current(self) -> Heading | None:
        row = self._table.row()
        return None if row < 0 else self._model.parted.heading_at(row)

    def _folded(self) -> frozenset[str]:
        return self._model.parted.folded

    def _change(self, folded: Iterable[str]) -> None:
        # Sections that are empty now may have papers again: they stay folded.
        query = self._query()
        view = self._views.view(query)
        self._views.change(query, replace(view, folded=tuple(sorted(folded))))

    def _announce(self, id: str) -> None:
        """Have a screen reader say a heading, folded or not now."""
        for heading in self._headings():
            if heading.id == id:
                words = self._table.bands.spoken(heading)
                event = QtGui.QAccessibleAnnouncementEvent(self._table, words)
                QtGui.QAccessible.updateAccessibility(event)

    def _go_to(self, id: str) -> None:
        row = next((h.row for h in self._headings() if h.id == id), -1)
        if row >= 0:
            self._table.go(row)

"""The rows of the refresh sheet: papers, and under them what each field would be."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6 import QtCore, QtGui, QtWidgets

from app.commands.wording import count
from app.domain.paper import PaperId
from app.domain.refreshing import Offer, PaperOffers
from app.formats.readable import readable
from app.formats.text import one_line
from app.ui.appearance.look import Look
from app.ui.sheets.controls import paint_box
from app.ui.sheets.row_painting import RowDelegate, centred, paint_text
from app.ui.sheets.rows import Index, RowsModel

ROW = 40
_BOX, _ICON, _GAP = 16, 16, 12
_NAME, _SOURCE, _ARROW = 118, 150, 24
_OLD = 0.36
"""How much of the room the old value has."""
_LONGEST = 300
"""More of a text than any row shows, in characters."""

_NAMES = {
    "title": "Title",
    "authors": "Authors",
    "year": "Year",
    "venue": "Venue",
    "kind": "Type",
    "identifiers": "Identifiers",
    "links": "Links",
    "abstract": "Abstract",
    "page": "Pages",
    "issued": "Date",
    "stars": "GitHub stars",
    "hf:ai_summary": "Summary",
    "hf:ai_keywords": "Keywords",
}


@dataclass(frozen=True, slots=True)
class Head:
    """A paper above its offers; `n_paper` counts from 0 within all papers."""

    n_paper: int
    paper: PaperOffers
    is_open: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One offer; `n_offer` counts from 0 within its paper's."""

    n_paper: int
    n_offer: int
    offer: Offer


Row = Head | Field


def field_name(offer: Offer) -> str:
    """Return what the field of an offer is called."""
    return _NAMES.get(offer.name) or offer.name.rpartition(":")[2].capitalize()


class RefreshRows(RowsModel[Row]):
    """Papers and their offers, ticked or not; of several each opens and shuts."""

    changed = QtCore.Signal()

    def __init__(self, papers: Sequence[PaperOffers], parent: QtCore.QObject) -> None:
        super().__init__(_spoken, _is_choice, parent)
        self._papers = list(papers)
        self._open: set[PaperId] = set()
        self.is_one = len(self._papers) == 1
        self._show()

    def papers(self) -> tuple[PaperOffers, ...]:
        """Return the papers with the offers as they are ticked now."""
        return tuple(self._papers)

    def toggle(self, row: Row) -> None:
        """Tick an offer or not; of a paper all of them."""
        if isinstance(row, Field):
            self._tick(row.n_paper, {row.n_offer}, not row.offer.is_taken)
        else:
            free = [o for o in row.paper.offers if not o.is_locked]
            is_on = not all(offer.is_taken for offer in free)
            self._tick(row.n_paper, set(range(len(row.paper.offers))), is_on)

    def toggle_open(self, row: Row, is_open: bool | None = None) -> None:
        """Show the offers of a paper, or put them away."""
        if self.is_one:
            return
        paper = self._papers[row.n_paper]
        wanted = paper.id not in self._open if is_open is None else is_open
        if wanted:
            self._open.add(paper.id)
        else:
            self._open.discard(paper.id)
        self._show()

    def row_of(self, n_paper: int) -> int:
        """Return where a paper's first row is."""
        found = (n for n, row in enumerate(self.rows()) if row.n_paper == n_paper)
        return next(found, 0)

    def _tick(self, n_paper: int, offers: set[int], is_taken: bool) -> None:
        paper = self._papers[n_paper]
        self._papers[n_paper] = replace(
            paper,
            offers=tuple(
                replace(offer, is_taken=is_taken)
                if number in offers and not offer.is_locked
                else offer
                for number, offer in enumerate(paper.offers)
            ),
        )
        self._rows = self._made()
        last = len(self._rows) - 1
        self.dataChanged.emit(self.index(0), self.index(last))
        self.changed.emit()

    def _show(self) -> None:
        self.set_rows(self._made())

    def _made(self) -> list[Row]:
        rows: list[Row] = []
        for n_paper, paper in enumerate(self._papers):
            is_open = self.is_one or paper.id in self._open
            if not self.is_one:
                rows.append(Head(n_paper, paper, is_open))
            if is_open:
                rows += [Field(n_paper, n, o) for n, o in enumerate(paper.offers)]
        return rows


class RefreshDelegate(RowDelegate):
    """Paints a paper with its box and count, or a field: old, new and the source."""

    def __init__(self, look: Look, holder: QtWidgets.QWidget) -> None:
        super().__init__(look, ROW, holder, holder=holder)

    def box(self, row: Row, rect: QtCore.QRect) -> QtCore.QRect:
        """Return where a row's box is, in the rectangle of the row."""
        px = self.look.theme.px
        step = px(28) if isinstance(row, Field) and self._is_nested(row) else 0
        return centred(rect, rect.left() + px(24) + step, px(_BOX))

    def paint_row(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, index: Index
    ) -> None:
        row: Row = index.model().row_at(index)  # type: ignore[attr-defined]  # ours
        box = self.box(row, rect)
        right = rect.right() - self.look.theme.px(24)
        left = box.right() + self.look.theme.px(_GAP)
        room = QtCore.QRect(left, rect.top(), right - left, rect.height())
        if isinstance(row, Head):
            self._paint_head(painter, box, room, row)
        else:
            self._paint_field(painter, box, room, row.offer)

    def _is_nested(self, row: Field) -> bool:
        holder = self._holder
        model = holder.model() if isinstance(holder, QtWidgets.QTableView) else None
        return isinstance(model, RefreshRows) and not model.is_one

    def _paint_head(
        self,
        painter: QtGui.QPainter,
        box: QtCore.QRect,
        room: QtCore.QRect,
        row: Head,
    ) -> None:
        theme, px = self.look.theme, self.look.theme.px
        n_taken = len(row.paper.taken)
        if row.paper.offers:
            paint_box(painter, self.look, box, is_on=bool(n_taken))
        else:
            self.look.icons.paint(painter, box, "warning", theme.colours.warn)
        icon = centred(room, room.left(), px(_ICON))
        if row.paper.offers:
            name = "chevron-down" if row.is_open else "chevron-right"
            self.look.icons.paint(painter, icon, name, theme.colours.text2)
        words = _head_words(row.paper)
        small, quiet = theme.ui_font(0.92), theme.colours.text3
        half = room.adjusted(room.width() // 2, 0, 0, 0)
        taken = paint_text(painter, half, words, small, quiet, align_right=True)
        line = room.adjusted(px(_ICON) + px(8), 0, -taken - px(_GAP), 0)
        title = readable(one_line(row.paper.title[:_LONGEST]))
        strong = theme.ui_font(1.0, 500)
        paint_text(painter, line, title, strong, theme.colours.text)

    def _paint_field(
        self,
        painter: QtGui.QPainter,
        box: QtCore.QRect,
        room: QtCore.QRect,
        offer: Offer,
    ) -> None:
        theme, px, c = self.look.theme, self.look.theme.px, self.look.theme.colours
        if not offer.is_locked:
            paint_box(painter, self.look, box, is_on=offer.is_taken)
        name = QtCore.QRect(room.left(), room.top(), px(_NAME), room.height())
        paint_text(painter, name, field_name(offer), theme.ui_font(), c.text2)
        source = room.adjusted(room.width() - px(_SOURCE), 0, 0, 0)
        words = self.tr("yours, kept") if offer.is_locked else offer.source
        small = theme.ui_font(0.92)
        paint_text(painter, source, words, small, c.text3, align_right=True)
        left, right = name.right() + px(_GAP), source.left() - px(_GAP)
        width = max(0, right - left - px(_ARROW))
        old = QtCore.QRect(left, room.top(), int(width * _OLD), room.height())
        new = QtCore.QRect(old.right() + px(_ARROW), room.top(), 0, room.height())
        new.setRight(right)
        before = one_line(offer.old[:_LONGEST]) or "–"
        paint_text(painter, old, before, theme.ui_font(), c.text3)
        arrow = old.translated(old.width() + px(4), 0)
        paint_text(painter, arrow, "→", theme.ui_font(), c.text3)
        ink = c.text if offer.is_taken and not offer.is_locked else c.text2
        after = readable(one_line(offer.new[:_LONGEST])) or "–"
        paint_text(painter, new, after, theme.ui_font(), ink)


def _head_words(paper: PaperOffers) -> str:
    if not paper.offers:
        return paper.message[:_LONGEST]
    n = len(paper.taken)
    return count(n, "field") if n else "nothing ticked"


def _spoken(row: Row) -> str:
    if isinstance(row, Head):
        return f"{one_line(row.paper.title)}, {_head_words(row.paper)}"
    offer = row.offer
    state = "ticked" if offer.is_taken else "not ticked"
    state = "yours, kept" if offer.is_locked else state
    old = one_line(offer.old) or "nothing"
    new = one_line(offer.new) or "nothing"
    return f"{field_name(offer)}: {old} becomes {new}, {offer.source}, {state}"


def _is_choice(_row: Row) -> bool:
    return True

"""The rows of the import sheet: planned papers, and parts that are no papers."""

from dataclasses import dataclass

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.importing import PlannedPaper, Verdict
from app.domain.paper import Skipped
from app.ui.look import Look
from app.ui.sheets.controls import paint_box
from app.ui.sheets.row_painting import RowDelegate, centred, paint_text
from app.ui.sheets.rows import Index

_ROW = 42
_VERDICT_WIDTH = 176
_BOX = 16
_META_STEP = 0.92

WORDS = {
    Verdict.NEW: ("New", "plus", "good"),
    Verdict.HERE: ("Here already", "duplicate", "text2"),
    Verdict.REPEATED: ("Twice in this list", "duplicate", "text2"),
}
"""The word, the icon and the colour role of each verdict."""


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row; `number` is its place among the papers, or among the skipped parts."""

    number: int
    what: PlannedPaper | Skipped


def spoken(row: ImportRow) -> str:
    """Return a row in words, for screen readers."""
    if isinstance(row.what, Skipped):
        return f"{first_line(row.what.text)}, {row.what.where}, {row.what.why}"
    word = WORDS[row.what.verdict][0]
    return f"{row.what.draft.title}, {word}, {_plan_word(row.what)}"


def first_line(text: str) -> str:
    """Return the first line that is not empty."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


class ImportDelegate(RowDelegate):
    """Paints box, title and verdict, or a skipped part with the reason."""

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(look, _ROW, parent)

    def act_width(self) -> int:
        """Return how wide the verdict or the act is, from the row's right."""
        return self.look.theme.px(_VERDICT_WIDTH)

    def paint_row(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, index: Index
    ) -> None:
        theme, px = self.look.theme, self.look.theme.px
        row: ImportRow = index.model().row_at(index)  # type: ignore[attr-defined]  # ours
        inner = rect.adjusted(px(24), 0, -px(24), 0)
        painter.setPen(QtGui.QPen(theme.colours.line, 1))
        left = inner.left() + px(30)
        painter.drawLine(left, rect.bottom(), inner.right(), rect.bottom())
        if isinstance(row.what, Skipped):
            self._paint_skipped(painter, inner, row.what)
        else:
            self._paint_paper(painter, inner, row.what)

    def _paint_paper(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, paper: PlannedPaper
    ) -> None:
        theme, px = self.look.theme, self.look.theme.px
        is_added = paper.verdict is Verdict.NEW and paper.is_wanted
        box = centred(rect, rect.left(), px(_BOX))
        paint_box(painter, self.look, box, is_on=is_added)
        word, icon, role = WORDS[paper.verdict]
        colour = getattr(theme.colours, role)
        right = rect.adjusted(rect.width() - self.act_width() + px(24), 0, 0, 0)
        place = centred(right, right.left(), px(16))
        self.look.icons.paint(painter, place, icon, colour)
        words = right.adjusted(px(24), 0, 0, 0)
        paint_text(painter, words, word, theme.ui_font(_META_STEP), colour)
        room = rect.adjusted(px(30), 0, -self.act_width() + px(8), 0)
        font = theme.ui_font(1.0, 500 if is_added else 400)
        ink = theme.colours.text if is_added else theme.colours.text2
        paint_text(painter, room, paper.draft.title, font, ink)

    def _paint_skipped(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, skipped: Skipped
    ) -> None:
        theme, px = self.look.theme, self.look.theme.px
        place = centred(rect, rect.left(), px(16))
        self.look.icons.paint(painter, place, "info", theme.colours.text3)
        act = rect.adjusted(rect.width() - self.act_width() + px(24), 0, 0, 0)
        font = theme.ui_font(_META_STEP, 600)
        paint_text(painter, act, "Add as paper", font, theme.colours.accenttext)
        room = rect.adjusted(px(30), 0, -self.act_width() + px(8), 0)
        half = room.height() // 2
        upper = QtCore.QRect(room.left(), room.top() + px(2), room.width(), half)
        lower = QtCore.QRect(room.left(), room.top() + half, room.width(), half)
        words = first_line(skipped.text)
        paint_text(painter, upper, words, theme.ui_font(), theme.colours.text)
        why = f"{skipped.where} · {skipped.why}"
        quiet = theme.ui_font(0.85)
        paint_text(painter, lower, why, quiet, theme.colours.text3)


def _plan_word(paper: PlannedPaper) -> str:
    is_added = paper.verdict is Verdict.NEW and paper.is_wanted
    return "will be added" if is_added else "stays out"

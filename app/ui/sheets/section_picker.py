"""The section picker: by what the list is parted under headings."""

from collections.abc import Callable

from PySide6 import QtCore, QtGui

from app.domain.view import Section
from app.ui.appearance.look import Look
from app.ui.models.section_words import SECTION_NAMES
from app.ui.sheets.choice_sheet import ChoiceSheet
from app.ui.sheets.row_painting import centred, paint_text

_WIDTH, _HEIGHT = 360, 264
_NOTES = {
    Section.NONE: "One list",
    Section.DATE: "The day a paper came in",
    Section.TOPIC: "The first of its topics",
    Section.STATUS: "New, queue, reading, done",
    Section.SOURCE: "Where it came from",
}


class SectionPicker(ChoiceSheet[Section]):
    """Enter parts the list as chosen, Esc leaves it as it is."""

    def __init__(
        self, look: Look, *, current: Section, choose: Callable[[Section], object]
    ) -> None:
        self._current, self._choose = current, choose
        hint = QtCore.QCoreApplication.translate("SectionPicker", "Part the list by …")
        super().__init__(
            look,
            "Sections",
            hint=hint,
            rows_name="Sections",
            width_px=_WIDTH,
            height_px=_HEIGHT,
        )
        self.renew()
        self.list.step(list(Section).index(current))

    def found(self, typed: str) -> list[Section]:
        words = typed.casefold()
        return [s for s in Section if words in self.tr(SECTION_NAMES[s]).casefold()]

    def spoken(self, row: Section) -> str:
        name = self.tr(SECTION_NAMES[row])
        return f"{name}, {self.tr('chosen')}" if row is self._current else name

    def take(self, row: Section) -> None:
        self.dismiss()
        self._choose(row)

    def paint_row(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, row: Section
    ) -> None:
        """Paint a tick at the choice made, the name and what it means."""
        theme, px = self.look.theme, self.look.theme.px
        colours = theme.colours
        if row is self._current:
            mark = centred(rect, rect.left(), px(18))
            self.look.icons.paint(painter, mark, "check", colours.accent)
        room = rect.adjusted(px(28), 0, 0, 0)
        name = self.tr(SECTION_NAMES[row])
        paint_text(painter, room, name, theme.ui_font(), colours.text)
        note, font = self.tr(_NOTES[row]), theme.ui_font(0.92)
        paint_text(painter, rect, note, font, colours.text3, align_right=True)

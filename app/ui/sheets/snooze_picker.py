"""The snooze picker: put papers off to one of a few days, or to one that is typed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6 import QtCore, QtGui

from app.commands.deciding.snoozing import day_meant, days_offered
from app.domain.errors import InvalidInput
from app.domain.paper import PaperId
from app.ui.appearance.look import Look
from app.ui.sheets.choice_sheet import ChoiceSheet
from app.ui.sheets.row_painting import centred, paint_text

_WIDTH, _HEIGHT = 420, 232


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day to choose; `day` None: the name says why there is none."""

    name: str
    day: date | None


class SnoozePicker(ChoiceSheet[DayRow]):
    """Enter puts the papers off to the chosen day, Esc leaves them where they are."""

    def __init__(
        self,
        look: Look,
        *,
        ids: Sequence[PaperId],
        today: date,
        run: Callable[..., object],
    ) -> None:
        self._ids, self._today, self._run = tuple(ids), today, run
        super().__init__(
            look,
            "Postpone",
            hint=_hint(len(self._ids)),
            rows_name="Days",
            width_px=_WIDTH,
            height_px=_HEIGHT,
        )
        self.renew()

    def found(self, typed: str) -> list[DayRow]:
        offered = [DayRow(self.tr(n), d) for n, d in days_offered(self._today)]
        words = typed.casefold()
        meant = [row for row in offered if words in row.name.casefold()]
        if meant:
            return meant
        try:
            return [DayRow(typed, day_meant(typed, self._today))]
        except InvalidInput as error:
            return [DayRow(str(error), None)]

    def spoken(self, row: DayRow) -> str:
        return row.name if row.day is None else f"{row.name}, {row.day:%A %d %B %Y}"

    def is_choice(self, row: DayRow) -> bool:
        return row.day is not None

    def take(self, row: DayRow) -> None:
        self.dismiss()
        self._run("paper.snooze", ids=self._ids, until=row.day)

    def paint_row(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, row: DayRow
    ) -> None:
        """Paint a clock, the name and the day."""
        theme, px = self.look.theme, self.look.theme.px
        colours = theme.colours
        if row.day is None:
            paint_text(painter, rect, row.name, theme.ui_font(), colours.text3)
            return
        mark = centred(rect, rect.left(), px(18))
        self.look.icons.paint(painter, mark, "status-snoozed", colours.text2)
        room = rect.adjusted(px(28), 0, 0, 0)
        paint_text(painter, room, row.name, theme.ui_font(), colours.text)
        words = f"{row.day:%a} {row.day.day} {row.day:%b %Y}"
        font = theme.ui_font(0.92)
        paint_text(painter, rect, words, font, colours.text3, align_right=True)


def _hint(n: int) -> str:
    translate = QtCore.QCoreApplication.translate
    if n == 1:
        return translate("SnoozePicker", "Postpone this paper to …")
    return translate("SnoozePicker", "Postpone {n} papers to …").format(n=n)

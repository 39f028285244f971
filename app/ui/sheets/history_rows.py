"""The rows of the history: acts under their days, read page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PySide6 import QtCore

from app.domain.change import Act
from app.ui.sheets.rows import Index, RowsModel


@dataclass(frozen=True, slots=True)
class Day:
    """The heading over the acts of a day."""

    date: date


Row = Act | Day


class HistoryRows(RowsModel[Row]):
    """Lists acts under their days, newest first.

    `more_wanted` asks for the acts behind the last one, while there may be any.
    """

    more_wanted = QtCore.Signal()

    def __init__(self, parent: QtCore.QObject) -> None:
        super().__init__(_spoken, _is_choice, parent)
        self._has_more = False
        self._is_asked = False

    def acts(self) -> tuple[Act, ...]:
        """Return the acts read so far, newest first."""
        return tuple(row for row in self.rows() if isinstance(row, Act))

    def last(self) -> Act | None:
        """Return the oldest act read so far."""
        rows = self.rows()
        return rows[-1] if rows and isinstance(rows[-1], Act) else None

    def show(self, acts: Sequence[Act], *, has_more: bool) -> None:
        """Show these acts instead; `has_more` says that older ones may be there."""
        self._has_more, self._is_asked = has_more, False
        self.set_rows(_with_days(acts, None))

    def add(self, acts: Sequence[Act], *, has_more: bool) -> None:
        """Show older acts below."""
        self._has_more, self._is_asked = has_more, False
        rows = list(self.rows())
        last = self.last()
        more = _with_days(acts, _day(last.at) if last else None)
        if not more:
            return
        self.beginInsertRows(QtCore.QModelIndex(), len(rows), len(rows + more) - 1)
        self._rows = rows + more
        self.endInsertRows()

    def row_of(self, number: int) -> int | None:
        """Return where an act is among the rows, None when it is not."""
        rows = enumerate(self.rows())
        found = (n for n, r in rows if isinstance(r, Act) and r.number == number)
        return next(found, None)

    def canFetchMore(self, parent: Index) -> bool:
        return self._has_more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent) and not self._is_asked:
            self._is_asked = True
            self.more_wanted.emit()


def day_words(day: date, today: date) -> str:
    """Return a day as a heading says it."""
    if day == today:
        return "Today"
    if day == today - timedelta(days=1):
        return "Yesterday"
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day:%A}, {day.day} {day:%B}{year}"


def standing(act: Act) -> str:
    """Say how an act stands, '' while it holds."""
    if act.is_undone:
        return "undone"
    return "" if act.taken_back_by is None else "taken back"


def _with_days(acts: Sequence[Act], day: date | None) -> list[Row]:
    rows: list[Row] = []
    for act in acts:
        if (of_act := _day(act.at)) != day:
            day = of_act
            rows.append(Day(day))
        rows.append(act)
    return rows


def _day(at: datetime) -> date:
    return at.astimezone().date()


def _spoken(row: Row) -> str:
    if isinstance(row, Day):
        return day_words(row.date, datetime.now().astimezone().date())
    parts = (row.label, f"{row.at.astimezone():%H:%M}", standing(row))
    return ", ".join(part for part in parts if part)


def _is_choice(row: Row) -> bool:
    return isinstance(row, Act)

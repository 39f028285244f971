"""Views and orders as short texts: for the terminal, and to be kept."""

from urllib.parse import quote, unquote

from app.domain.errors import InvalidInput
from app.domain.view import ORDERS_ALONE, Column, Section, Sorting, View, Width

_DESCENDING = "desc"
_ASCENDING = "asc"
_CARDS = "cards"
_ROWS = "rows"
_PART = "|"
_NAMELESS = "%00"
_WIDEST = 4_000


def write_sorting(sorting: tuple[Sorting, ...]) -> str:
    """Return an order as text: `year:desc,title`."""
    return ",".join(
        f"{key.column.value}:{_DESCENDING}" if key.is_descending else key.column.value
        for key in sorting
    )


def read_sorting(text: str) -> tuple[Sorting, ...]:
    """Return the order that a text tells; a column named twice counts once.

    Raises:
        InvalidInput: it names no column, or no direction.
    """
    found: dict[Column, Sorting] = {}
    for part in filter(None, (part.strip().lower() for part in text.split(","))):
        name, _, direction = part.partition(":")
        column = _column(name.strip())
        direction = direction.strip() or _ASCENDING
        if column is None or direction not in (_ASCENDING, _DESCENDING):
            columns = ", ".join(column.value for column in Column)
            raise InvalidInput(
                f"“{part}” is no column to sort by.",
                f"Name some of {columns}, each with :desc to begin with the last.",
            )
        found.setdefault(column, Sorting(column, direction == _DESCENDING))
    return tuple(found.values())


def write_view(view: View) -> str:
    """Return a view as text: columns, order, sections, rows or cards, what is shut."""
    widths = {width.column: width.width for width in view.widths}
    columns = (
        f"{column.value}:{widths[column]}" if column in widths else column.value
        for column in (*view.columns, *(widths.keys() - set(view.columns)))
    )
    n_shown = str(len(view.columns))
    shape = _CARDS if view.is_cards else _ROWS
    sorting = write_sorting(view.sorting)
    section = view.section.value
    folded = ",".join(quote(id, safe="") or _NAMELESS for id in view.folded)
    return _PART.join((n_shown, ",".join(columns), sorting, section, shape, folded))


def read_view(text: str) -> View | None:
    """Return the view that `write_view` wrote, None for anything else."""
    try:
        n_shown, listed, sorting, section, shape, folded = text.split(_PART)
        widths: dict[Column, int] = {}
        columns: list[Column] = []
        for part in listed.split(","):
            name, _, width = part.partition(":")
            columns.append(Column(name))
            if width:
                widths[columns[-1]] = min(max(int(width), 1), _WIDEST)
        named = (c for c in columns[: int(n_shown)] if c not in ORDERS_ALONE)
        shown = tuple(dict.fromkeys(named))
        return View(
            columns=shown if Column.TITLE in shown else (Column.TITLE, *shown),
            widths=tuple(Width(column, width) for column, width in widths.items()),
            sorting=read_sorting(sorting),
            section=Section(section),
            is_cards=shape == _CARDS,
            folded=tuple(unquote(id).strip("\0") for id in folded.split(",") if id),
        )
    except (ValueError, InvalidInput):
        return None


def _column(name: str) -> Column | None:
    try:
        return Column(name)
    except ValueError:
        return None

"""What one does with a view: sort it, choose its columns, move and resize them."""

from dataclasses import replace

from app.domain.view import LARGEST_FIRST, Column, Sorting, View, Width


def sort_by(view: View, column: Column, *, adds: bool) -> View:
    """Sort by a column: one way, then the other, then no more.

    Words begin at A, numbers and days at the largest. With `adds` the other columns
    sorted by stay before it.
    """
    is_downwards = column in LARGEST_FIRST
    first = Sorting(column, is_descending=is_downwards)
    key = next((key for key in view.sorting if key.column is column), None)
    others = tuple(key for key in view.sorting if key.column is not column)
    if key is None:
        return replace(view, sorting=(*others, first) if adds else (first,))
    if not adds and others:
        return replace(view, sorting=(first,))
    turned = Sorting(column, is_descending=not is_downwards)
    after = () if key == turned else (turned,)
    if not adds:
        return replace(view, sorting=after)
    place = view.sorting.index(key)
    sorting = (*view.sorting[:place], *after, *view.sorting[place + 1 :])
    return replace(view, sorting=sorting)


def toggle_column(view: View, column: Column) -> View:
    """Show a column behind the others, or hide it; the title stays."""
    if column is Column.TITLE:
        return view
    if column in view.columns:
        left = tuple(c for c in view.columns if c is not column)
        return replace(view, columns=left)
    return replace(view, columns=(*view.columns, column))


def move_column(view: View, column: Column, before: Column | None) -> View:
    """Put a column shown before another one, or at the end."""
    if column not in view.columns or before is column:
        return view
    left = [c for c in view.columns if c is not column]
    place = left.index(before) if before in left else len(left)
    return replace(view, columns=(*left[:place], column, *left[place:]))


def step_column(view: View, column: Column, step: int) -> View:
    """Move a column shown by one place to the right (1) or to the left (-1)."""
    if column not in view.columns:
        return view
    left = [c for c in view.columns if c is not column]
    place = min(max(view.columns.index(column) + step, 0), len(left))
    return replace(view, columns=(*left[:place], column, *left[place:]))


def resize_column(view: View, column: Column, width: int) -> View:
    """Give a column a width of the design grid."""
    others = tuple(w for w in view.widths if w.column is not column)
    return replace(view, widths=(*others, Width(column, width)))


def reset_columns(view: View) -> View:
    """Show the columns as they are in the beginning; the order stays."""
    fresh = View()
    return replace(view, columns=fresh.columns, widths=fresh.widths)

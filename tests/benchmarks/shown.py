"""What a window has painted by now: rows of papers, a page, the squares of one."""

from typing import Any


def are_rows_shown(parts: Any, text: str) -> bool:
    """Say whether the list answers `text` and every row in sight has its paper."""
    model, table = parts.model, parts.papers.table
    if model.query.text != text or not model.n_rows:
        return False
    n_shown = min(table.n_visible(), model.n_rows)
    return all(model.paper_at(row) is not None for row in range(n_shown))


def is_page_shown(parts: Any, paper_id: str, page_index: int) -> bool:
    """Say whether the page is in sight, drawn at the scale it is shown in."""
    reader = parts.reader
    if reader.paper is None or reader.paper.id != paper_id or not reader.view.n_pages:
        return False
    view = reader.view
    picture = view.loader.picture(page_index)
    if view.place().page_index != page_index or picture is None:
        return False
    scale = view.boxes[page_index].scale * view.devicePixelRatioF()
    return abs(picture.scale - scale) < 0.01 * scale


def missing_squares(view: Any) -> int:
    """Count the squares in sight, of pages too large for one picture, not drawn."""
    squares = view._squares(view._shown(), view.devicePixelRatioF())
    return sum(not view.loader._is_here(square) for square in squares)

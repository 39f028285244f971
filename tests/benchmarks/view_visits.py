"""Visits that change how something is looked at: a page zoomed far in, cards."""

import time
from dataclasses import replace
from functools import partial
from typing import Any

from app.bootstrap.window_program import WindowProgram
from app.domain.query import Query
from tests.benchmarks.shown import are_rows_shown, is_page_shown, missing_squares
from tests.benchmarks.visiting import PaintWatch, until

_FAR_IN = "6"


async def zoom(program: WindowProgram, n_moves: int) -> dict[str, list[float]]:
    """Zoom far into a page and move over it; return the milliseconds to sharp squares.

    `n_squares` are how many squares had to be drawn each time.
    """
    parts, view = program.parts, program.parts.reader.view
    await until(partial(are_rows_shown, parts, ""))
    paper_id = parts.model.paper_at(0).id
    painted = PaintWatch(view)
    program.dispatch("paper.view", ids=(paper_id,))
    await painted.until(partial(is_page_shown, parts, paper_id, 0))
    view.set_zoom(_FAR_IN)
    await until(lambda: view.is_settled and not missing_squares(view))
    bar, across = view.verticalScrollBar(), view.horizontalScrollBar()
    across.setValue(across.minimum())
    await until(lambda: view.is_settled)
    sharp_ms, n_squares = [], []
    for _ in range(n_moves):
        start = time.perf_counter()
        bar.setValue(bar.value() + view.viewport().height())
        n_missing = missing_squares(view)
        if n_missing:
            end = await painted.until(lambda: not missing_squares(view))
            sharp_ms.append((end - start) * 1000)
            n_squares.append(float(n_missing))
        await until(lambda: view.is_settled)
    return {
        "sharp_ms": sharp_ms,
        "n_squares": n_squares,
        "scale": [view.boxes[view.page_index].scale * view.devicePixelRatioF()],
    }


async def cards(program: WindowProgram, n_times: int) -> dict[str, list[float]]:
    """Show the list as cards and as rows again; return the milliseconds to paint."""
    parts = program.parts
    await until(partial(are_rows_shown, parts, ""))
    painted = PaintWatch(parts.papers.table)
    times: dict[bool, list[float]] = {True: [], False: []}
    for is_cards in (True, False) * n_times:
        query = parts.model.query
        view = replace(parts.views.view(query), is_cards=is_cards)
        start = time.perf_counter()
        parts.views.change(Query(place=query.place), view)
        end = await painted.until(partial(_is_shape, parts, is_cards))
        times[is_cards].append((end - start) * 1000)
        await until(lambda: parts.model.is_settled)
    return {"cards_ms": times[True], "rows_ms": times[False]}


def _is_shape(parts: Any, is_cards: bool) -> bool:
    """Say whether rows or cards are shown, each with its paper."""
    is_so = parts.papers.table.delegate.is_cards == is_cards
    return is_so and are_rows_shown(parts, "")

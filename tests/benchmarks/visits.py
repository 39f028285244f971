"""What is done in the window; each visit returns what it timed."""

import asyncio
import json
import os
import time
from collections.abc import Awaitable, Callable
from functools import partial
from random import Random
from typing import Any

from PySide6 import QtCore

from app.bootstrap import whole_window
from app.bootstrap.pdf_clients import pdf_client
from app.bootstrap.window_program import WindowProgram
from app.domain.mark import Quad
from app.domain.query import Place, Query
from app.domain.view import Sorting, View
from app.domain.view_text import read_sorting
from app.pdf.client import PdfClient
from app.settings.store import SettingsStore
from app.ui.panels.detail.body import DetailBody
from tests.benchmarks.p01_start import megabytes
from tests.benchmarks.page import LINE_AT, LINE_STEP, N_LINES
from tests.benchmarks.shown import are_rows_shown, is_page_shown
from tests.benchmarks.view_visits import cards, zoom
from tests.benchmarks.visiting import (
    PaintWatch,
    Ticker,
    drag,
    press,
    run_window,
    until,
)
from tests.support.pdf_workers import CHECKOUT, PLANTED_WORKER

_Key = QtCore.Qt.Key
_LONG_S = 600.0
Answer = dict[str, list[float]]


async def search(program: WindowProgram, texts: list[str], topic: str) -> Answer:
    """Type texts letter by letter; return the milliseconds from key to paint."""
    parts = program.parts
    painted = PaintWatch(parts.papers.table)
    await until(partial(are_rows_shown, parts, ""))
    if topic:
        topics = await program._library.read(lambda reader: reader.topics())
        wanted = next(t.id for t in topics if t.path == topic)
        parts.navigator.show(Query(place=Place.TOPIC, topic=wanted))
        await until(lambda: parts.model.query.topic == wanted)
    times = []
    parts.papers.focus_search()
    line = parts.papers.toolbar.search.line
    for text in texts:
        for n_letters in range(1, len(text) + 1):
            typed = text[:n_letters]
            start = time.perf_counter()
            line.insert(typed[-1])
            line.textEdited.emit(typed)
            if not typed.endswith(" "):
                end = await painted.until(partial(are_rows_shown, parts, typed))
                times.append((end - start) * 1000)
        line.clear()
        parts.papers.toolbar.search.edited.emit("")
        await until(partial(are_rows_shown, parts, ""))
    return {"painted_ms": times}


async def sort(program: WindowProgram, orders: list[str]) -> Answer:
    """Sort all papers by columns, then rate some; return the milliseconds to paint."""
    parts = program.parts
    painted = PaintWatch(parts.papers.table)
    await until(partial(are_rows_shown, parts, ""))
    parts.navigator.show(Query())
    await until(lambda: parts.model.query.place is Place.ALL and parts.model.is_settled)
    painted_ms, moved_ms = [], []
    for order in (*orders, "rating:desc"):
        sorting = read_sorting(order)
        start = time.perf_counter()
        parts.views.change(Query(), View(sorting=sorting))
        end = await painted.until(partial(_is_sorted, parts, sorting))
        painted_ms.append((end - start) * 1000)
        await until(lambda: parts.model.is_settled)
    table = parts.papers.table
    for n_rated in range(5):
        table.go(n_rated + 3)
        start = time.perf_counter()
        program.dispatch("paper.rate-5", ids=(parts.papers.current(),))
        end = await painted.until(partial(_is_current_row, table, n_rated))
        moved_ms.append((end - start) * 1000)
    return {"painted_ms": painted_ms[:-1], "moved_ms": moved_ms}


async def walk(program: WindowProgram, n_steps: int) -> Answer:
    """Go down the list of all papers, then to far rows and one below each."""
    parts, table = program.parts, program.parts.papers.table
    await until(lambda: parts.topics.is_loaded)
    parts.navigator.show(Query())
    await until(lambda: parts.model.query.place is Place.ALL and parts.model.is_settled)
    n_papers = parts.topics.count(Place.ALL)
    await until(lambda: parts.model.n_rows == n_papers)
    table.go(0)
    await until(lambda: not n_papers or _is_row_read(parts, 0))
    painted = PaintWatch(table)

    async def go(row: int, start: Callable[[int], object]) -> float:
        began = time.perf_counter()
        start(row)
        return (await painted.until(partial(_is_row_read, parts, row)) - began) * 1000

    def step(_row: int) -> None:
        program.dispatch("list.next-row")

    n_steps = min(n_steps, n_papers - 1)
    next_ms = [await go(row, step) for row in range(1, n_steps + 1)]
    jump_ms, after_jump_ms = [], []
    chance = Random(n_papers)
    for _ in range(n_steps):
        far = chance.randrange(n_papers - 1)
        if far != table.row():
            jump_ms.append(await go(far, table.go))
            after_jump_ms.append(await go(far + 1, step))
    beside = PaintWatch(parts.detail.findChild(DetailBody))
    detail_ms = []
    here = table.row() + 1
    rows = range(here, min(here + n_steps, n_papers))
    for row in rows if parts.detail.isVisible() else ():  # a narrow window has none
        began = time.perf_counter()
        step(row)
        shown = await beside.until(partial(_is_detailed, parts, row))
        detail_ms.append((shown - began) * 1000)
    memory_mb = megabytes(os.getpid())
    return {
        "next_ms": next_ms,
        "detail_ms": detail_ms,
        "jump_ms": jump_ms,
        "after_jump_ms": after_jump_ms,
        "memory_mb": [memory_mb],
    }


def _is_row_read(parts: Any, row: int) -> bool:
    """Say whether a row is current and every row in sight has its paper."""
    model, table = parts.model, parts.papers.table
    top = max(table.rowAt(0), 0)
    rows = range(top, min(top + table.n_visible(), model.n_rows))
    return table.row() == row and all(model.paper_at(at) is not None for at in rows)


def _is_detailed(parts: Any, row: int) -> bool:
    """Say whether a row is current and the detail shows its paper."""
    paper = parts.detail.paper
    is_current = parts.papers.table.row() == row
    return is_current and paper is not None and paper.id == parts.papers.current()


def _is_current_row(table: Any, row: int) -> bool:
    return table.row() == row


def _is_sorted(parts: Any, sorting: tuple[Sorting, ...]) -> bool:
    """Say whether the list is in that order and every row in sight has its paper."""
    model, table = parts.model, parts.papers.table
    top = table.rowAt(0)
    if model.query.sorting != sorting or top < 0:
        return False
    rows = range(top, min(top + table.n_visible(), model.n_rows))
    return all(model.paper_at(row) is not None for row in rows)


async def read(program: WindowProgram, n_papers: int, n_turns: int) -> Answer:
    """Open papers, then turn pages of the last: to the next, and far away."""
    parts = program.parts
    await until(partial(are_rows_shown, parts, ""))
    await _until_warm(program)
    view = parts.reader.view
    painted = PaintWatch(view)
    # Their order in the list is not kept: what is opened leaves the inbox.
    ids = [parts.model.paper_at(row).id for row in range(n_papers)]
    opened = []
    for paper_id in ids:
        start = time.perf_counter()
        program.dispatch("paper.view", ids=(paper_id,))
        end = await painted.until(partial(is_page_shown, parts, paper_id, 0))
        opened.append((end - start) * 1000)
        scale = view.boxes[0].scale * view.devicePixelRatioF()
        await until(lambda: view.is_settled)
        if paper_id != ids[-1]:
            parts.desk.leave_reader()
            await until(lambda: not parts.window.is_reading)
    next_ms = []
    for page_index in range(1, n_turns + 1):
        await until(lambda: view.is_settled)
        start = time.perf_counter()
        program.dispatch("reader.next-page")
        end = await painted.until(partial(is_page_shown, parts, paper_id, page_index))
        next_ms.append((end - start) * 1000)
    far_ms = []
    for page_index in range(n_turns + 8, view.n_pages - 4, 5):
        await until(lambda: view.is_settled)
        start = time.perf_counter()
        view.go_to_page(page_index)
        end = await painted.until(partial(is_page_shown, parts, paper_id, page_index))
        far_ms.append((end - start) * 1000)
    return {"opened_ms": opened, "next_ms": next_ms, "far_ms": far_ms, "scale": [scale]}


async def leaf(program: WindowProgram, n_papers: int) -> Answer:
    """Go from paper to paper in the reader, each once the next one is ready."""
    parts = program.parts
    await until(lambda: parts.window.isVisible() and program.is_whole)
    await _until_warm(program)
    # What is opened leaves the inbox: all papers stay where they are.
    parts.navigator.show(Query())
    await until(lambda: parts.model.query.place is Place.ALL and parts.model.is_settled)
    await until(partial(are_rows_shown, parts, ""))
    view = parts.reader.view
    painted = PaintWatch(view)
    ids = [parts.model.paper_at(row).id for row in range(n_papers)]
    program.dispatch("paper.view", ids=ids[:1])
    await painted.until(partial(is_page_shown, parts, ids[0], 0))
    times = []
    for paper_id in ids[1:]:
        await until(lambda: view.is_settled and parts.reader.ahead.is_ready)
        start = time.perf_counter()
        program.dispatch("paper.next")
        end = await painted.until(partial(is_page_shown, parts, paper_id, 0))
        times.append((end - start) * 1000)
    return {"painted_ms": times}


async def weigh(program: WindowProgram, n_turns: int) -> Answer:
    """Open a paper, turn pages, and return how much memory all processes hold."""
    parts = program.parts
    await until(partial(are_rows_shown, parts, ""))
    paper_id = parts.model.paper_at(0).id
    painted = PaintWatch(parts.reader.view)
    program.dispatch("paper.view", ids=(paper_id,))
    await painted.until(partial(is_page_shown, parts, paper_id, 0))
    for _ in range(n_turns):
        await until(lambda: parts.reader.view.is_settled)
        program.dispatch("reader.next-page")
    await until(lambda: parts.reader.view.is_settled)
    return {"held_mb": [megabytes(os.getpid())]}


async def mark(program: WindowProgram, n_marks: int) -> Answer:
    """Mark words of a page; return the milliseconds from the command to the paint."""
    parts = program.parts
    await until(partial(are_rows_shown, parts, ""))
    paper = parts.model.paper_at(0)
    painted = PaintWatch(parts.reader.view)
    program.dispatch("paper.view", ids=(paper.id,))
    await painted.until(partial(is_page_shown, parts, paper.id, 0))
    await until(lambda: parts.reader.view.is_settled)
    times = []
    for number in range(1, n_marks + 1):
        _drag_over_line(parts.reader.view, number)
        await until(lambda: parts.reader.view.is_settled)
        start = time.perf_counter()
        program.dispatch("mark.highlight")
        end = await painted.until(partial(_has_marks, parts, number))
        times.append((end - start) * 1000)
    return {"painted_ms": times}


def _drag_over_line(view: Any, number: int) -> None:
    """Select a part of a line of the first page with the mouse."""
    left, top = LINE_AT
    height = top + LINE_STEP * (number % N_LINES) - 3
    rect = view.quad_rect(0, Quad(left + 2, height, left + 150, height))
    drag(view.viewport(), rect.topLeft(), rect.topRight())


def _has_marks(parts: Any, n_marks: int) -> bool:
    """Say whether so many marks are shown, and the last of them is stored too."""
    marks = parts.reader.marks
    return len(marks.marks) >= n_marks and not marks.is_writing


async def bring_in(program: WindowProgram, path: str) -> Answer:
    """Import a listing through its preview; return the longest gaps."""
    parts = program.parts
    await until(lambda: parts.window.isVisible() and program.is_whole)
    ticker = Ticker()
    ticker.start()
    job = program.dispatch("import.sources", paths=(path,))
    await until(lambda: parts.sheet_host.is_open, _LONG_S)
    preview_ms = ticker.stop()
    sheet = parts.sheet_host.current
    ticker.start()
    press(sheet, _Key.Key_Return)
    async with asyncio.timeout(_LONG_S):
        report = await job
    await until(partial(are_rows_shown, parts, ""))
    import_ms = ticker.stop()
    return {
        "preview_ms": [preview_ms],
        "import_ms": [import_ms],
        "n_added": [float(len(report.added))],
    }


async def fetch(program: WindowProgram) -> Answer:
    """Fetch the PDFs of all papers; return the longest gap."""
    parts = program.parts
    await until(partial(are_rows_shown, parts, ""))
    ids = tuple(parts.model.paper_at(row).id for row in range(parts.model.n_rows))
    ticker = Ticker()
    ticker.start()
    async with asyncio.timeout(_LONG_S):
        reports = await program.dispatch("paper.fetch", ids=ids)
    n_fetched = sum(report.outcome == "fetched" for report in reports)
    return {"gap_ms": [ticker.stop()], "n_fetched": [float(n_fetched)]}


async def hang(program: WindowProgram) -> Answer:
    """Open a PDF that never ends being drawn, until it is given up."""
    parts = program.parts
    await until(partial(are_rows_shown, parts, ""))
    ticker = Ticker()
    ticker.start()
    program.dispatch("paper.view", ids=(parts.model.paper_at(0).id,))
    loader = parts.reader.view.loader
    await until(lambda: loader.failure(0) is not None)
    return {"gap_ms": [ticker.stop()]}


def planted_pdf_client(settings: SettingsStore) -> PdfClient:
    """Return a client of the worker that hangs where a PDF's title says so."""
    return PdfClient(
        PLANTED_WORKER, folder=CHECKOUT, time_limit_s=settings.number("limits.page_s")
    )


async def _until_warm(program: WindowProgram) -> None:
    await program.parts._pdf.warm()


VISITS: dict[str, Callable[..., Awaitable[Answer]]] = {
    "search": search,
    "sort": sort,
    "walk": walk,
    "read": read,
    "leaf": leaf,
    "weigh": weigh,
    "mark": mark,
    "bring in": bring_in,
    "fetch": fetch,
    "hang": hang,
    "zoom": zoom,
    "cards": cards,
}


def main(name: str, options: str, *arguments: str) -> int:
    """Start the program, do the visit in it, print what it timed."""
    answers: list[Answer] = []

    async def visit(program: WindowProgram) -> None:
        answers.append(await VISITS[name](program, **json.loads(options)))

    whole_window.pdf_client = planted_pdf_client if name == "hang" else pdf_client
    code = run_window(arguments, visit)
    print(json.dumps(answers[0]), flush=True)
    return code

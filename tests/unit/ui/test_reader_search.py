"""The list of what was found in a paper, and how one searches in it."""

import itertools
from collections.abc import AsyncIterator
from pathlib import Path

import pymupdf
import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st
from PySide6 import QtCore, QtWidgets

from app.domain.mark import Quad
from app.pdf.client import PdfClient
from app.pdf.contents import Hit
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.settings.store import SettingsStore
from app.ui.appearance.look import Look
from app.ui.panels.reader.hits_model import HitRow, HitsModel, PageHead
from app.ui.panels.reader.hits_pane import lay_out_hit, shortened
from tests.support.pdf_workers import CHECKOUT, WORKER
from tests.support.reader_stage import ReaderStage
from tests.support.waiting import until

pytestmark = [pytest.mark.ui]
_WORDS = "the harbour and the Harbours of the north, a har-"


@pytest_asyncio.fixture
async def stage(
    look: Look, library: LibraryClient, jobs: TaskSupervisor, settings: SettingsStore
) -> AsyncIterator[ReaderStage]:
    """A shown reader with a real PDF worker."""
    client = PdfClient(WORKER, folder=CHECKOUT)
    made = ReaderStage(look, library, jobs, settings, client)
    yield made
    made.panel.leave()
    made.panel.deleteLater()
    await client.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Four pages, each with 'harbour', 'Harbours', and 'harbour' over a line's end."""
    document = pymupdf.open()
    for _ in range(4):
        page = document.new_page(width=400, height=600)
        page.insert_text((50, 100), [_WORDS, "bour of old boats."])
    path = tmp_path / "paper.pdf"
    document.save(path)
    document.close()
    return path


async def searched(stage: ReaderStage, needle: str) -> None:
    """Type words into the search, enter them and wait for the hits."""
    stage.do("reader.find")
    bar = stage.panel.face.find_bar
    bar.field.setText(needle)
    bar.enter()
    await until(lambda: not stage.panel.finder.is_searching)


def rows(stage: ReaderStage) -> list[str]:
    """Return the list as it reads: heads with counts, and hits."""
    return [
        f"{entry.page_index + 1}: {entry.n_hits}"
        if isinstance(entry, PageHead)
        else entry.hit.context[entry.hit.start : entry.hit.end]
        for entry in stage.panel.face.hits.model.rows
    ]


@pytest.mark.asyncio
async def test_list_when_searched_from_the_middle_then_is_in_the_papers_order(
    stage: ReaderStage, file: Path
) -> None:
    await stage.open(file)
    stage.view.go_to_page(2)

    await searched(stage, "harbour")

    page = ["harbour", "Harbour", "har- bour"]
    heads = ["1: 3", "2: 3", "3: 3", "4: 3"]
    assert rows(stage) == [row for head in heads for row in (head, *page)]
    stage.do("reader.hits")
    pane = stage.panel.face.hits
    assert pane.list.hasFocus()
    assert pane.count_text == "12"
    stage.do("reader.start")
    stage.do("reader.scroll-down")
    stage.do("reader.scroll-down")
    stage.do("reader.scroll-down")
    pane.list.activated.emit(pane.list.currentIndex())
    current = stage.panel.finder.current
    assert current is not None
    assert (current.page_index, stage.panel.finder.number) == (1, 4)
    assert stage.view.hasFocus()
    stage.do("reader.next-hit")
    row = pane.model.rows[pane.list.currentIndex().row()]
    assert isinstance(row, HitRow)
    assert row.hit is stage.panel.finder.current


@pytest.mark.asyncio
async def test_search_when_its_manner_changes_then_finds_anew(
    stage: ReaderStage, file: Path
) -> None:
    await stage.open(file)
    finder, bar = stage.panel.finder, stage.panel.face.find_bar
    await searched(stage, "harbour")
    assert len(finder.hits) == 12

    stage.do("reader.find-word")
    await until(lambda: not finder.is_searching)
    assert len(finder.hits) == 8
    stage.do("reader.find-case")
    stage.do("reader.find-word")
    await until(lambda: not finder.is_searching)
    assert len(finder.hits) == 8
    stage.do("reader.find-case")
    stage.do("reader.find-pattern")
    await searched(stage, r"h\w+s")
    assert {h.context[h.start : h.end] for h in finder.hits} == {"Harbours"}
    assert bar.fault_text == ""

    await searched(stage, "(har")

    assert len(finder.hits) == 0
    assert bar.fault_text.startswith("No regular expression (missing )")
    assert bar.fault_text.endswith("searched for as text.")
    await searched(stage, "north")
    assert bar.fault_text == ""


@pytest.mark.asyncio
async def test_list_when_nothing_is_found_then_says_so(
    stage: ReaderStage, file: Path
) -> None:
    await stage.open(file)
    stage.do("reader.hits")
    pane = stage.panel.face.hits
    assert pane.empty_text.startswith("Search this paper")

    await searched(stage, "kettle")

    assert pane.empty_text == "Not found"
    stage.do("reader.contents")
    assert pane.isHidden()
    assert not stage.panel.face.contents.isHidden()


@given(
    st.lists(st.integers(0, 9), max_size=30),
    st.integers(0, 9),
    st.lists(st.integers(1, 7), min_size=1, max_size=40),
)
def test_hits_model_keeps_the_papers_order_however_hits_arrive(
    pages: list[int], first: int, steps: list[int]
) -> None:
    def order(page_index: int) -> tuple[bool, int]:
        return page_index < first, page_index

    hits = [
        Hit(page_index=page, quads=(), context=f"{number}", start=0, end=1)
        for number, page in enumerate(sorted(pages, key=order))
    ]
    parent = QtCore.QObject()
    model = HitsModel(parent)
    arrived: list[Hit] = []
    for step in (*steps, len(hits)):
        arrived += hits[len(arrived) : len(arrived) + step]
        model.show(arrived, sum(hit.page_index >= first for hit in arrived))

    shown = [row.hit.page_index for row in model.rows if isinstance(row, HitRow)]
    heads = [row for row in model.rows if isinstance(row, PageHead)]
    assert shown == sorted(pages)
    assert [head.page_index for head in heads] == sorted(set(pages))
    assert [head.n_hits for head in heads] == [pages.count(h.page_index) for h in heads]
    assert all(model.row_of(number) is not None for number in range(len(hits)))


@given(st.text(max_size=60), st.text(min_size=1, max_size=20), st.text(max_size=60))
def test_shortened_keeps_the_hit(before: str, match: str, after: str) -> None:
    hit = Hit(
        page_index=0,
        quads=(Quad(0, 0, 1, 1),),
        context=before + match + after,
        start=len(before),
        end=len(before) + len(match),
    )

    text, start, end = shortened(hit)

    assert text[start:end] == match
    assert start <= 24


@pytest.mark.asyncio
async def test_list_when_opened_or_stepped_past_then_the_hit_one_is_at_is_current(
    stage: ReaderStage, file: Path
) -> None:
    await stage.open(file)
    await searched(stage, "harbour")
    stage.do("reader.next-hit")
    stage.do("reader.next-hit")
    pane = stage.panel.face.hits

    stage.do("reader.hits")

    assert pane.list.hasFocus()
    for _ in range(2):
        entry = pane.model.rows[pane.list.currentIndex().row()]
        assert isinstance(entry, HitRow)
        assert entry.hit is stage.panel.finder.current
        stage.do("reader.next-hit")


@pytest.mark.asyncio
async def test_mark_bar_when_the_search_is_open_then_lies_beside_it(
    stage: ReaderStage, file: Path
) -> None:
    await stage.open(file)
    face = stage.panel.face
    bar, search = face.mark_bar, face.find_bar
    near = QtCore.QRectF(stage.view.viewport().width() - 200, 0, 100, 20)

    face.show_mark_bar(near)
    stage.do("reader.find")

    assert not bar.geometry().intersects(search.geometry())
    face.show_mark_bar(near)
    assert not bar.geometry().intersects(search.geometry())
    face.close_find_bar()
    assert bar.y() < search.geometry().bottom()


@pytest.mark.asyncio
async def test_list_when_it_lies_over_narrow_pages_then_leaves_the_search_to_see(
    stage: ReaderStage, file: Path
) -> None:
    stage.panel.resize(600, 500)
    await stage.open(file)
    await searched(stage, "harbour")
    stage.do("reader.hits")

    face = stage.panel.face
    bar = face.find_bar
    bottom = bar.mapTo(stage.panel, QtCore.QPoint(0, bar.height())).y()
    assert face.hits.mapTo(stage.panel, QtCore.QPoint(0, 0)).y() >= bottom
    assert face.hits.y() + face.hits.height() == face.body.height()
    stage.do("view.escape")
    stage.do("view.escape")
    assert bar.isHidden()
    stage.do("reader.hits")
    assert face.hits.y() == 0


@pytest.mark.asyncio
@pytest.mark.parametrize("width_px", [360, 420, 520, 700, 1200])
async def test_bar_when_it_is_narrow_then_no_control_lies_over_another(
    stage: ReaderStage, file: Path, width_px: int
) -> None:
    await stage.open(file)
    stage.panel.resize(width_px, 500)

    bar = stage.panel.face.bar
    layout = bar.layout()
    assert layout is not None
    layout.activate()
    parts = [
        part.geometry()
        for part in (*bar.findChildren(QtWidgets.QToolButton), bar.page_field)
        if part.isVisible() and part.parentWidget() is bar
    ]
    done = bar.findChildren(QtWidgets.QPushButton)[0].geometry()
    places = sorted([*parts, done], key=lambda place: place.left())
    assert all(a.right() < b.left() for a, b in itertools.pairwise(places))
    assert places[-1].right() < bar.width()
    assert len(places) == 8 if width_px == 1200 else len(places) >= 5


@pytest.mark.parametrize(
    ("after", "is_cut"), [(" and what follows it" * 9, True), (" and so on", False)]
)
def test_hit_when_its_words_fill_two_lines_then_they_end_in_an_ellipsis(
    look: Look, after: str, is_cut: bool
) -> None:
    hit = Hit(
        page_index=0,
        quads=(Quad(0, 0, 1, 1),),
        context="the buffer" + after,
        start=4,
        end=10,
    )

    layout = lay_out_hit(look.theme, hit, look.theme.px(220))

    lines = [layout.lineAt(n) for n in range(layout.lineCount())]
    assert len(lines) <= 2
    assert layout.text().endswith("…") is is_cut
    assert sum(line.textLength() for line in lines) == len(layout.text())
    assert all(line.naturalTextWidth() <= look.theme.px(220) for line in lines)

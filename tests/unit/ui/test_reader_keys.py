"""The reader is driven by keys: caret, ruler, link labels, places, pages by name."""

from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path

import pymupdf
import pytest
import pytest_asyncio
from PySide6 import QtCore, QtGui, QtWidgets

from app.commands.command import Mode
from app.domain.paper import PaperId
from app.pdf.client import PdfClient
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.settings.store import SettingsStore
from app.ui.appearance.look import Look
from app.ui.panels.reader.key_prompt import KeyPrompt
from app.ui.panels.reader.layout import Place
from app.ui.panels.reader.link_hints import LinkHints
from app.ui.panels.reader.places import Places
from app.ui.panels.reader.selection import Caret
from tests.support.column_paper import N_LINES, write_column_paper
from tests.support.pdf_workers import CHECKOUT, WORKER
from tests.support.reader_stage import ReaderStage
from tests.support.waiting import until

pytestmark = pytest.mark.ui
MakeStage = Callable[[], ReaderStage]


@pytest_asyncio.fixture
async def make_stage(
    look: Look, library: LibraryClient, jobs: TaskSupervisor, settings: SettingsStore
) -> AsyncIterator[MakeStage]:
    """Give a maker of shown readers over one worker."""
    pdf = PdfClient(WORKER, folder=CHECKOUT)
    made: list[ReaderStage] = []

    def make() -> ReaderStage:
        made.append(ReaderStage(look, library, jobs, settings, pdf))
        return made[-1]

    yield make
    for stage in made:
        stage.panel.leave()
        await stage.settle()
        stage.panel.deleteLater()
    await pdf.close()


@pytest_asyncio.fixture
async def stage(make_stage: MakeStage, tmp_path: Path) -> ReaderStage:
    """A reader with a paper of two columns open."""
    made = make_stage()
    await made.open(write_column_paper(tmp_path / "a.pdf"))
    return made


def caret_of(stage: ReaderStage) -> Caret:
    """Return the caret."""
    caret = stage.panel.tools.caret.caret
    assert caret is not None
    return caret


def selected(stage: ReaderStage) -> str:
    """Return the words that are selected."""
    stage.do("reader.copy")
    return QtWidgets.QApplication.clipboard().text().strip()


def type_letters(prompt: KeyPrompt | LinkHints, text: str) -> None:
    """Type into a prompt over the pages."""
    prompt.field.setText(text)
    prompt.field.textEdited.emit(text)


def reading(stage: ReaderStage) -> str:
    """Return the words of the line that the ruler lies on."""
    row = stage.panel.tools.ruler.row
    assert row is not None
    text = stage.panel.marks.text_of(row[0])
    assert text is not None
    return text.lines[text.flow.rows[row[1]].first].text


@pytest.mark.asyncio
async def test_caret_when_it_goes_by_words_then_is_painted_and_selects_them(
    stage: ReaderStage, look: Look
) -> None:
    assert stage.panel.key_mode is Mode.READER
    stage.do("reader.caret")
    assert stage.panel.key_mode is Mode.TEXT
    stage.do("caret.down")
    stage.do("caret.select")
    assert stage.panel.key_mode is Mode.SELECTION
    for _ in range(8):
        stage.do("caret.next-word")

    accent = look.theme.colours.accent
    at = stage.view.quad_rect(0, stage.panel.tools.caret._quad(caret_of(stage)))
    image = stage.view.viewport().grab().toImage()
    assert image.pixelColor(at.topLeft().toPoint()).rgb() == accent.rgb()
    assert selected(stage) == "L0 of page 1 and some text L1"
    assert stage.panel.key_mode is Mode.TEXT
    stage.do("caret.extend-right")
    assert not stage.panel.face.mark_bar.isHidden()
    assert stage.do("view.escape")
    assert stage.panel.key_mode is Mode.TEXT
    assert stage.do("view.escape")
    assert stage.panel.key_mode is Mode.READER
    assert not stage.do("view.escape")


@pytest.mark.asyncio
async def test_caret_when_it_goes_down_then_takes_the_next_column_and_page(
    stage: ReaderStage,
) -> None:
    stage.do("reader.caret")
    text = stage.panel.marks.text_of(0)
    assert text is not None

    for _ in range(N_LINES + 1):
        stage.do("caret.down")
    assert text.lines[caret_of(stage).line].text.startswith("R0 ")
    for _ in range(N_LINES):
        stage.do("caret.down")

    await until(lambda: caret_of(stage).page_index == 1)
    assert stage.view.page_index == 1


@pytest.mark.asyncio
async def test_caret_when_put_to_the_first_line_that_shows_then_nothing_scrolls(
    stage: ReaderStage,
) -> None:
    stage.do("reader.zoom-in")
    stage.view.go_to(Place(0, 0.3))
    bar = stage.view.verticalScrollBar()
    before = bar.value()
    assert before > 0

    stage.do("reader.caret")
    await until(lambda: stage.panel.tools.caret.is_on)
    stage.do("caret.down")

    assert bar.value() == before


@pytest.mark.asyncio
async def test_caret_when_text_is_marked_then_goes_on_and_digits_colour(
    stage: ReaderStage,
) -> None:
    stage.do("reader.caret")
    stage.do("caret.down")
    for _ in range(2):
        stage.do("caret.extend-word-end")
    stage.do("mark.colour-3", slot=3)
    marks = stage.panel.marks
    await until(lambda: not marks.is_writing)

    assert [(mark.quote, mark.colour) for mark in marks.marks] == [("L0 of", 3)]
    assert stage.panel.key_mode is Mode.TEXT
    stage.do("caret.select")
    stage.do("caret.line-end")
    stage.do("mark.underline")
    await until(lambda: not marks.is_writing)
    assert [mark.quote for mark in marks.marks] == ["L0 of", "page 1 and some text"]


@pytest.mark.asyncio
async def test_ruler_when_stepped_then_walks_the_columns_a_third_down(
    stage: ReaderStage, settings: SettingsStore, look: Look
) -> None:
    stage.do("reader.ruler")
    assert settings.is_on("reading.ruler")
    assert reading(stage) == "1 Heading"

    for _ in range(N_LINES):
        stage.do("reader.scroll-down")
    assert reading(stage).startswith(f"L{N_LINES - 1} ")
    row = stage.panel.tools.ruler.row
    text = stage.panel.marks.text_of(0)
    assert row is not None
    assert text is not None
    rect = stage.view.quad_rect(0, text.flow.rows[row[1]].box)
    assert rect.top() == pytest.approx(stage.view.viewport().height() / 3, abs=2)
    painted = stage.view.viewport().grab().toImage().pixelColor(rect.center().toPoint())
    assert painted.red() < painted.green() or painted.lightness() < 250
    stage.do("reader.scroll-down")
    assert reading(stage).startswith("R0 ")
    stage.do("reader.scroll-up")
    assert reading(stage).startswith(f"L{N_LINES - 1} ")


@pytest.mark.asyncio
async def test_ruler_when_highlighted_then_marks_the_sentence_of_its_line(
    stage: ReaderStage,
) -> None:
    stage.do("reader.ruler")
    for _ in range(5):
        stage.do("reader.scroll-down")

    stage.do("mark.highlight")
    await until(lambda: not stage.panel.marks.is_writing)

    quotes = [mark.quote for mark in stage.panel.marks.marks]
    lines = [f"L{number} of page 1 and some text" for number in (3, 4, 5)]
    assert quotes == [" ".join(lines) + "."]


@pytest.mark.asyncio
async def test_links_when_a_label_is_typed_then_follows_and_one_can_go_back(
    stage: ReaderStage,
) -> None:
    hints = stage.panel.tools.hints
    stage.do("reader.follow-link")
    assert sorted(hints.labels) == ["f", "j"]
    label = next(k for k, target in hints.labels.items() if not target.link.uri)

    hints.field.setText(label)
    hints.field.textEdited.emit(label)

    assert stage.view.page_index == 2
    assert not hints.labels
    stage.do("reader.back")
    assert stage.view.page_index == 0
    stage.do("reader.forward")
    assert stage.view.page_index == 2


@pytest.mark.asyncio
async def test_links_when_y_and_a_label_are_typed_then_copies_the_address(
    stage: ReaderStage, look: Look
) -> None:
    hints = stage.panel.tools.hints
    stage.do("reader.follow-link")
    label = next(k for k, target in hints.labels.items() if target.link.uri)
    box = hints.labels[label].boxes[0]
    at = stage.view.quad_rect(0, box).topLeft().toPoint()
    painted = stage.view.viewport().grab().toImage()

    for typed in ("y", f"y{label}"):
        hints.field.setText(typed)
        hints.field.textEdited.emit(typed)

    assert painted.pixelColor(at.x(), at.y() - 6).rgb() == look.theme.colours.tip.rgb()
    assert QtWidgets.QApplication.clipboard().text() == "https://example.org/a"
    assert stage.view.page_index == 0


@pytest.mark.asyncio
async def test_links_when_a_letter_is_no_label_then_it_is_not_taken(
    stage: ReaderStage,
) -> None:
    hints = stage.panel.tools.hints
    stage.do("reader.follow-link")

    hints.field.setText("x")
    hints.field.textEdited.emit("x")

    assert hints.field.text() == ""
    assert hints.labels
    hints.end()
    assert not hints.labels
    stage.do("reader.end")
    stage.do("reader.follow-link")
    assert not hints.labels


@pytest.mark.asyncio
async def test_place_when_kept_then_is_found_again_after_a_restart(
    make_stage: MakeStage, tmp_path: Path
) -> None:
    file = write_column_paper(tmp_path / "a.pdf")
    first = make_stage()
    paper = await first.open(file)
    first.view.go_to_page(1)
    first.do("reader.set-place")
    type_letters(first.panel.tools.letters.prompt, "b")
    kept = first.panel.places.values()

    again = make_stage()
    again.panel.places.restore(kept)
    await again.show(paper, file)
    again.view.go_to_page(0)
    again.do("reader.go-place")
    prompt = again.panel.tools.letters.prompt
    assert prompt.field.placeholderText() == "b: p. 2"
    type_letters(prompt, "c")
    assert prompt.isVisible()
    type_letters(prompt, "b")

    assert again.view.page_index == 1
    again.do("reader.back")
    assert again.view.page_index == 0
    assert not prompt.isVisible()
    await first.settle()
    await again.settle()


def test_places_when_text_is_odd_then_takes_what_it_understands() -> None:
    places = Places()

    places.restore({"p": "a:1:0.5 z:9 b:2:1.000000 :: A:1:0.1", "q": "nothing"})

    assert list(places.all_of(PaperId("p"))) == ["a", "b"]
    assert places.values() == {"p": "a:1:0.500000 b:2:1.000000"}


@pytest.mark.parametrize(
    ("typed", "page_index"), [("ii", 1), ("1", 2), ("3", 2), ("50 %", 1), ("99", 2)]
)
@pytest.mark.asyncio
async def test_page_when_named_then_is_gone_to(
    stage: ReaderStage, typed: str, page_index: int
) -> None:
    stage.do("reader.ask-page")
    await until(lambda: stage.panel.tools._labels is not None)

    stage.panel.face.bar.page_field.setText(typed)
    stage.panel.face.bar.page_field.returnPressed.emit()

    assert stage.view.page_index == page_index
    stage.do("reader.back")
    assert stage.view.page_index == 0


@pytest.mark.asyncio
async def test_contents_when_the_pdf_has_none_then_are_built_and_searched(
    stage: ReaderStage,
) -> None:
    contents = stage.panel.face.contents
    stage.view.go_to_page(1)
    stage.do("reader.contents")
    model = contents.list.model()
    await until(lambda: model.rowCount() == 3)

    assert contents.field.hasFocus() or not stage.panel.isActiveWindow()
    assert contents.present_row == 1
    contents.field.setText("3 he")
    contents.field.textEdited.emit("3 he")
    assert model.rowCount() == 1
    contents.list.activated.emit(contents.list.currentIndex())

    assert stage.view.page_index == 2
    assert model.rowCount() == 3


@pytest.mark.asyncio
async def test_contents_when_typed_into_before_they_are_built_then_are_searched(
    stage: ReaderStage,
) -> None:
    contents = stage.panel.face.contents
    model = contents.list.model()
    stage.do("reader.contents")
    assert model.rowCount() == 0
    assert contents.field.isVisible()
    contents.field.setText("3 he")
    contents.field.textEdited.emit("3 he")

    await until(lambda: model.rowCount() > 0)

    assert model.rowCount() == 1
    assert contents.field.text() == "3 he"
    assert contents.list.currentIndex().row() == 0


@pytest.mark.asyncio
async def test_screen_when_zoomed_to_a_column_then_goes_down_one_then_the_other(
    stage: ReaderStage,
) -> None:
    stage.view.set_zoom("4")
    stage.do("reader.start")
    across = stage.view.horizontalScrollBar()
    across.setValue(0)
    seen = [across.value()]

    for _ in range(8):
        stage.do("reader.screen-down")
        await until(lambda: stage.view.is_settled)
        seen.append(across.value())

    assert seen[0] < max(seen)
    lowest = seen.index(max(seen))
    assert seen[1:lowest] == sorted(seen[1:lowest])
    for _ in range(8):
        stage.do("reader.screen-up")
        await until(lambda: stage.view.is_settled)
    assert stage.view.page_index == 0


@pytest.mark.asyncio
async def test_links_when_text_only_mentions_then_have_labels_that_peek(
    make_stage: MakeStage, tmp_path: Path
) -> None:
    document = pymupdf.open()
    first = document.new_page(width=400, height=600)
    first.insert_text((40, 60), "The curve is drawn in Figure 1 below.", fontsize=10)
    second = document.new_page(width=400, height=600)
    second.insert_text((40, 60), "Figure 1: A curve.", fontsize=10)
    document.save(tmp_path / "a.pdf")
    stage = make_stage()
    await stage.open(tmp_path / "a.pdf")
    hints = stage.panel.tools.hints

    stage.do("reader.peek-link")
    (label,) = hints.labels
    type_letters(hints, label)

    await until(lambda: stage.panel.peeking.is_open)
    await until(lambda: not stage.panel.peeking.is_busy)


@pytest.mark.asyncio
async def test_jumps_when_a_search_is_typed_on_then_are_one(
    stage: ReaderStage,
) -> None:
    finder = stage.panel.finder
    stage.view.go_to_page(1)
    start = stage.view.place()
    stage.do("reader.find")
    await until(stage.panel.face.find_bar.field.hasFocus)
    for typed, page_index in (("page 1", 0), ("page 3", 2)):
        stage.panel.face.find_bar.asked.emit(typed)
        found = partial(lambda wanted: stage.view.page_index == wanted, page_index)
        await until(found)
        await until(lambda: not finder.is_searching)
    stage.do("view.escape")

    stage.do("reader.back")

    assert stage.view.place() == start


def contrast(one: QtGui.QColor, other: QtGui.QColor) -> float:
    """Return the contrast of two colours, 1 to 21. Source: WCAG 2.2."""

    def luminance(colour: QtGui.QColor) -> float:
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        red, green, blue = (
            p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark", "sepia"])
@pytest.mark.asyncio
async def test_caret_when_pages_are_unlike_the_window_then_stands_out_from_them(
    stage: ReaderStage, settings: SettingsStore, theme: str
) -> None:
    settings.change("reading.page_theme", theme)
    stage.do("reader.caret")

    at = stage.view.quad_rect(0, stage.panel.tools.caret._quad(caret_of(stage)))
    image = stage.view.viewport().grab().toImage()
    point = at.topLeft().toPoint()
    paper = image.pixelColor(point - QtCore.QPoint(8, 0))
    assert contrast(image.pixelColor(point), paper) >= 3

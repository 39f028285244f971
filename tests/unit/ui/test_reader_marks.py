"""Marking text by mouse and key: stored in the library and painted again."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest
import pytest_asyncio
from PySide6 import QtCore, QtGui, QtWidgets
from pytestqt.modeltest import ModelTester

from app.domain.edit import CompletePaper
from app.domain.errors import LibraryError
from app.domain.mark import N_COLOURS, Mark, MarkKind
from app.domain.paper import MarkId, Sha256, StoredFile, new_id
from app.pdf.client import PdfClient
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.settings.store import SettingsStore
from app.ui.appearance.look import Look
from app.ui.panels.reader.contents_pane import ContentsModel
from app.ui.panels.reader.mark_bar import MarkButton
from app.ui.panels.reader.marks_model import MarksModel
from app.ui.panels.reader.selection import Caret, Span
from tests.support.pdf_workers import CHECKOUT, WORKER
from tests.support.reader_stage import ReaderStage
from tests.support.waiting import until

pytestmark = pytest.mark.ui
MakeStage = Callable[[], ReaderStage]
FIRST_LINE, SECOND_LINE = 96, 111
"""Heights on the page, in points, that lie in the lines of text."""


@pytest_asyncio.fixture
async def make_stage(
    look: Look, library: LibraryClient, jobs: TaskSupervisor, settings: SettingsStore
) -> AsyncIterator[MakeStage]:
    """Give a maker of shown readers with a real PDF worker."""
    client = PdfClient(WORKER, folder=CHECKOUT)
    made: list[ReaderStage] = []

    def make() -> ReaderStage:
        made.append(ReaderStage(look, library, jobs, settings, client))
        return made[-1]

    yield make
    for stage in made:
        stage.panel.leave()
        stage.panel.deleteLater()
    await client.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Two pages of text; the first one with a link to the second and one outside."""
    document = pymupdf.open()
    for _ in range(2):
        page = document.new_page(width=400, height=600)
        text = ["We mark a sentence invoca-", "tions of which go on here."]
        page.insert_text((50, 100), text, fontsize=12)
    first = document[0]
    for kind, box, target in (
        (
            pymupdf.LINK_GOTO,
            (50, 200, 150, 220),
            {"page": 1, "to": pymupdf.Point(0, 0)},
        ),
        (pymupdf.LINK_URI, (50, 240, 150, 260), {"uri": "https://example.org/a"}),
    ):
        first.insert_link({"kind": kind, "from": pymupdf.Rect(box), **target})
    path = tmp_path / "a.pdf"
    document.save(path)
    document.close()
    return path


def contrast(one: QtGui.QColor, other: QtGui.QColor) -> float:
    """Return the contrast of two colours, 1 to 21.

    Source: WCAG 2.2, relative luminance and contrast ratio.
    """

    def luminance(colour: QtGui.QColor) -> float:
        channels = (colour.redF(), colour.greenF(), colour.blueF())
        linear = [
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
            for c in channels
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


async def highlighted(stage: ReaderStage) -> Mark:
    """Select over both lines, highlight, and return the stored mark."""
    stage.drag((51, FIRST_LINE), (120, SECOND_LINE))
    stage.do("mark.highlight")
    await until(lambda: not stage.panel.marks.is_writing)
    return stage.panel.marks.marks[0]


@pytest.mark.asyncio
async def test_highlight_when_text_is_selected_then_is_stored_and_painted_again(
    make_stage: MakeStage, file: Path, look: Look
) -> None:
    stage = make_stage()
    paper = await stage.open(file)
    stage.drag((51, FIRST_LINE), (120, SECOND_LINE))
    assert not stage.panel.face.mark_bar.isHidden()

    stage.do("mark.highlight")
    await until(lambda: not stage.panel.marks.is_writing)

    (mark,) = await stage.stored_marks(paper.id)
    assert mark.kind is MarkKind.HIGHLIGHT
    assert mark.quote.startswith("We mark a sentence invocations of")
    assert len(mark.quads) == 2
    assert mark.suffix
    assert stage.panel.selecting.span is None
    again = make_stage()
    await again.show(await again.stored(paper.id), file)
    await until(lambda: bool(again.panel.marks.marks))
    fill = look.theme.mark(1).fill_light
    assert again.pixel(52, mark.quads[0].top + 1) == fill
    assert again.pixel(300, mark.quads[0].top + 1).name() == "#ffffff"
    await again.settle()


@pytest.mark.asyncio
async def test_mark_gone_to_is_shown_and_chosen_once_its_paper_is_open(
    make_stage: MakeStage, file: Path
) -> None:
    stage = make_stage()
    paper = await stage.open(file)
    stage.do("reader.next-page")
    await until(lambda: None not in map(stage.panel.marks.text_of, (0, 1)))
    span = Span(Caret(1, 0, 3), Caret(1, 0, 7))
    assert stage.panel.marks.add(span, MarkKind.HIGHLIGHT)
    await until(lambda: not stage.panel.marks.is_writing)
    (mark,) = await stage.stored_marks(paper.id)
    again = make_stage()

    again.do("reader.go-to-mark", mark=mark)
    await again.show(await again.stored(paper.id), file)

    await until(lambda: again.panel.marks.chosen == mark)
    assert again.view.page_index == 1
    again.panel.marks.choose(None)
    again.do("reader.go-to-mark", mark=mark)
    assert again.panel.marks.chosen == mark
    await again.settle()


@pytest.mark.asyncio
async def test_selection_over_two_pages_when_marked_then_is_one_act(
    make_stage: MakeStage, file: Path
) -> None:
    stage = make_stage()
    paper = await stage.open(file)
    stage.do("reader.next-page")
    await until(lambda: None not in map(stage.panel.marks.text_of, (0, 1)))
    span = Span(Caret(0, 0, 3), Caret(1, 0, 7))

    assert stage.panel.marks.add(span, MarkKind.HIGHLIGHT)
    await until(lambda: not stage.panel.marks.is_writing)

    first, second = await stage.stored_marks(paper.id)
    assert (first.page_index, second.page_index) == (0, 1)
    assert first.quote.startswith("mark a sentence")
    assert second.quote == "We mark"
    await stage.library.undo()
    assert await stage.stored_marks(paper.id) == ()


@pytest.mark.asyncio
async def test_digit_when_a_mark_is_chosen_then_recolours_it_and_undo_takes_it_back(
    make_stage: MakeStage, file: Path, look: Look
) -> None:
    stage = make_stage()
    await stage.open(file)
    mark = await highlighted(stage)

    stage.click(60, FIRST_LINE)
    assert stage.panel.marks.chosen == mark
    stage.do("mark.colour-5", slot=5)
    await until(lambda: stage.panel.marks.marks[0].colour == 5)
    assert stage.pixel(52, mark.quads[0].top + 1) == look.theme.mark(5).fill_light
    await until(lambda: not stage.panel.marks.is_writing)
    await stage.library.undo()

    await until(lambda: stage.panel.marks.marks[0].colour == 1)


@pytest.mark.asyncio
async def test_delete_when_a_mark_is_chosen_then_removes_it_and_undo_brings_it_back(
    make_stage: MakeStage, file: Path
) -> None:
    stage = make_stage()
    await stage.open(file)
    mark = await highlighted(stage)

    stage.click(60, FIRST_LINE)
    stage.do("mark.delete-chosen")
    await until(lambda: not stage.panel.marks.marks)
    assert stage.pixel(52, mark.quads[0].top + 1).name() == "#ffffff"
    await until(lambda: not stage.panel.marks.is_writing)
    await stage.library.undo()

    await until(lambda: stage.panel.marks.marks == (mark,))


@pytest.mark.asyncio
async def test_comment_when_text_is_selected_then_highlights_and_opens_the_editor(
    make_stage: MakeStage, file: Path
) -> None:
    stage = make_stage()
    paper = await stage.open(file)
    stage.drag((51, FIRST_LINE), (120, SECOND_LINE))

    stage.do("mark.comment")
    await until(lambda: bool(stage.panel.findChildren(QtWidgets.QPlainTextEdit)))
    (editor,) = stage.panel.findChildren(QtWidgets.QPlainTextEdit)
    editor.setPlainText("What bounds the buffer?")
    stage.panel.setFocus()
    stage.panel.face.marks.end_writing()

    await until(lambda: not stage.panel.marks.is_writing)
    (mark,) = await stage.stored_marks(paper.id)
    assert mark.comment == "What bounds the buffer?"


@pytest.mark.asyncio
async def test_comment_when_nothing_is_selected_then_is_a_note_on_the_page(
    make_stage: MakeStage, file: Path
) -> None:
    stage = make_stage()
    paper = await stage.open(file)
    stage.view.go_to_page(1)

    stage.do("mark.comment")
    await until(lambda: not stage.panel.marks.is_writing)

    (mark,) = await stage.stored_marks(paper.id)
    assert (mark.kind, mark.page_index) == (MarkKind.PAGE_NOTE, 1)
    assert stage.panel.marks.chosen == mark
    stage.panel.face.marks.end_writing()


@pytest.mark.asyncio
async def test_mark_when_made_then_the_next_keys_are_about_it(
    make_stage: MakeStage, file: Path
) -> None:
    stage = make_stage()
    await stage.open(file)
    stage.click(60, FIRST_LINE, times=2)
    stage.do("mark.highlight")
    await until(lambda: stage.panel.marks.chosen is not None)

    stage.do("mark.colour-3")

    await until(lambda: [m.colour for m in stage.panel.marks.marks] == [3])


@pytest.mark.asyncio
async def test_marks_when_the_page_is_dark_then_are_seen_and_their_text_is_read(
    make_stage: MakeStage, file: Path, look: Look
) -> None:
    stage = make_stage()
    await stage.open(file)
    stage.do("reader.page-theme")
    await until(lambda: stage.has_picture(0))
    await until(lambda: contrast(stage.pixel(300, 300), look.theme.night_page) < 1.1)
    mark = await highlighted(stage)
    box = mark.quads[0]

    for slot in range(1, N_COLOURS + 1):
        stage.do(f"mark.colour-{slot}", slot=slot)
        fill = stage.pixel(box.left + 1, box.top + 1)
        stage.panel.marks.choose(None)
        ink = stage.lightest(box.left, box.top, box.right, box.bottom)
        stage.panel.marks.choose(stage.panel.marks.marks[0])

        assert contrast(fill, stage.pixel(300, 300)) >= 1.25, slot
        assert contrast(ink, fill) >= 4.5, slot


@pytest.mark.asyncio
async def test_mark_when_coloured_at_once_then_both_are_stored_in_order(
    make_stage: MakeStage, file: Path, look: Look
) -> None:
    stage = make_stage()
    paper = await stage.open(file)
    stage.click(60, FIRST_LINE, times=2)

    stage.do("mark.highlight")
    stage.do("mark.colour-5")

    (mark,) = stage.panel.marks.marks
    assert stage.panel.marks.chosen == mark
    assert mark.colour == 5
    top = mark.quads[0].top
    assert stage.pixel(52, top + 1) == look.theme.mark(5).fill_light
    await until(lambda: not stage.panel.marks.is_writing)
    assert [m.colour for m in await stage.stored_marks(paper.id)] == [5]
    assert [m.colour for m in stage.panel.marks.marks] == [5]
    stage.click(80, FIRST_LINE, times=2)
    stage.do("mark.highlight")
    await until(lambda: not stage.panel.marks.is_writing)
    assert len(await stage.stored_marks(paper.id)) == 2
    assert {m.colour for m in stage.panel.marks.marks} == {1, 5}


@pytest.mark.asyncio
@pytest.mark.parametrize("by_mouse", [True, False])
async def test_colour_when_text_is_selected_then_marks_it_in_that_colour_at_once(
    make_stage: MakeStage, file: Path, by_mouse: bool
) -> None:
    stage = make_stage()
    paper = await stage.open(file)
    stage.click(60, FIRST_LINE, times=2)

    if by_mouse:
        swatches = stage.panel.face.mark_bar.findChildren(MarkButton)
        next(swatch for swatch in swatches if swatch.slot == 4).click()
    else:
        stage.do("mark.colour-4")

    await until(lambda: not stage.panel.marks.is_writing)
    (mark,) = await stage.stored_marks(paper.id)
    assert (mark.kind, mark.colour) == (MarkKind.HIGHLIGHT, 4)
    assert stage.panel.marks.chosen == mark


@pytest.mark.asyncio
async def test_colour_when_nothing_is_selected_then_is_for_the_marks_to_come(
    make_stage: MakeStage, file: Path
) -> None:
    stage = make_stage()
    paper = await stage.open(file)

    stage.do("mark.colour-4")
    assert stage.panel.marks.marks == ()
    stage.click(60, FIRST_LINE, times=2)
    stage.do("mark.underline")

    await until(lambda: not stage.panel.marks.is_writing)
    (mark,) = await stage.stored_marks(paper.id)
    assert (mark.kind, mark.colour) == (MarkKind.UNDERLINE, 4)


@pytest.mark.asyncio
async def test_mark_when_commented_at_once_then_its_editor_opens(
    make_stage: MakeStage, file: Path
) -> None:
    stage = make_stage()
    paper = await stage.open(file)
    stage.click(60, FIRST_LINE, times=2)

    stage.do("mark.highlight")
    stage.do("mark.comment")

    (editor,) = stage.panel.findChildren(QtWidgets.QPlainTextEdit)
    editor.setPlainText("Said at once.")
    stage.panel.face.marks.end_writing()
    await until(lambda: not stage.panel.marks.is_writing)
    (mark,) = await stage.stored_marks(paper.id)
    assert mark.comment == "Said at once."


@pytest.mark.asyncio
async def test_mark_when_deleted_at_once_then_is_gone(
    make_stage: MakeStage, file: Path
) -> None:
    stage = make_stage()
    paper = await stage.open(file)
    stage.click(60, FIRST_LINE, times=2)

    stage.do("mark.highlight")
    stage.do("mark.delete-chosen")

    assert stage.panel.marks.marks == ()
    await until(lambda: not stage.panel.marks.is_writing)
    assert await stage.stored_marks(paper.id) == ()
    assert stage.panel.marks.marks == ()


@pytest.mark.asyncio
async def test_mark_when_it_cannot_be_stored_then_vanishes(
    make_stage: MakeStage, file: Path
) -> None:
    stage = make_stage()
    await stage.open(file)
    stage.failure = LibraryError("The disk is full.")
    stage.click(60, FIRST_LINE, times=2)

    stage.do("mark.highlight")

    (mark,) = stage.panel.marks.marks
    await until(lambda: not stage.panel.marks.marks)
    assert stage.panel.marks.chosen is None
    assert stage.pixel(52, mark.quads[0].top + 1).name() == "#ffffff"


@pytest.mark.asyncio
async def test_marks_when_stepped_through_then_are_chosen_in_order(
    make_stage: MakeStage, file: Path
) -> None:
    stage = make_stage()
    await stage.open(file)
    for y, number in ((SECOND_LINE, 1), (FIRST_LINE, 2)):
        stage.click(60, y, times=2)
        stage.do("mark.underline")
        await until(lambda n=number: len(stage.panel.marks.marks) == n)
    stage.do("view.escape")

    quotes = []
    for command in ("reader.next-mark", "reader.next-mark", "reader.previous-mark"):
        stage.do(command)
        chosen = stage.panel.marks.chosen
        quotes.append(chosen.quote if chosen else "")

    assert quotes == ["We", "tions", "We"]
    assert stage.do("view.escape")
    assert stage.panel.marks.chosen is None


@pytest.mark.asyncio
async def test_copy_when_words_are_cut_then_they_are_whole(
    make_stage: MakeStage, file: Path
) -> None:
    stage = make_stage()
    await stage.open(file)
    stage.click(60, FIRST_LINE)
    stage.drag((51, FIRST_LINE), (399, SECOND_LINE))

    stage.do("reader.copy")

    copied = QtWidgets.QApplication.clipboard().text()
    assert copied == "We mark a sentence invocations of which go on here."


@pytest.mark.parametrize(
    ("times", "selected"), [(1, ""), (2, "We"), (3, "We mark a sentence invoca-")]
)
@pytest.mark.asyncio
async def test_clicks_when_repeated_then_select_a_word_then_a_line(
    make_stage: MakeStage, file: Path, times: int, selected: str
) -> None:
    stage = make_stage()
    await stage.open(file)

    stage.click(60, FIRST_LINE, times=times)

    text, span = stage.panel.marks.text_of(0), stage.panel.selecting.span
    assert text is not None
    assert (text.text(0, span) if span is not None else "") == selected


@pytest.mark.asyncio
async def test_links_when_clicked_then_jump_or_ask(
    make_stage: MakeStage, file: Path
) -> None:
    stage = make_stage()
    await stage.open(file)

    stage.click(100, 250)
    assert stage.calls == [("address.open", {"url": "https://example.org/a"})]
    stage.click(100, 210)
    assert stage.view.page_index == 1
    stage.do("reader.back")

    assert stage.view.page_index == 0


@pytest.mark.asyncio
async def test_marks_model_when_marks_come_and_go_then_tells_rows_rightly(
    make_stage: MakeStage, file: Path, qtmodeltester: ModelTester
) -> None:
    stage = make_stage()
    await stage.open(file)
    stage.do("mark.comment")
    await until(lambda: bool(stage.panel.marks.marks))
    note = stage.panel.marks.marks[0]
    stage.panel.face.marks.end_writing()
    model = MarksModel(stage.panel)
    qtmodeltester.check(model)

    model.show([note])
    assert model.rowCount() == 1
    model.show([])

    assert model.rowCount() == 0


@pytest.mark.asyncio
async def test_contents_model_when_reset_then_is_sound(
    make_stage: MakeStage, file: Path, qtmodeltester: ModelTester
) -> None:
    stage = make_stage()
    model = ContentsModel(stage.panel)

    qtmodeltester.check(model)

    assert model.rowCount() == 0


@pytest.mark.asyncio
async def test_marks_of_an_older_version_are_listed_with_it_and_lead_there(
    make_stage: MakeStage, file: Path
) -> None:
    stage = make_stage()
    paper = await stage.open(file)
    here = await highlighted(stage)
    older = Sha256("0" * 64)
    gone, carried = (
        replace(here, id=MarkId(new_id()), file=older, page_index=7, quote=quote)
        for quote in ("no longer there", here.quote)
    )
    first = StoredFile(sha256=older, length_bytes=1, name="a.pdf", version=1)
    await stage.library.apply(
        CompletePaper(paper_id=paper.id, file=first, marks=(gone, carried), label="")
    )
    model, pane = stage.panel.face.marks.model, stage.panel.face.marks

    await until(lambda: len(model.marks) == 2)

    assert model.marks == (here, gone)
    assert stage.panel.marks.marks == (here,)
    row = model.index(1)
    spoken = row.data(QtCore.Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "no longer there, page 8, on v1"
    assert not row.flags() & QtCore.Qt.ItemFlag.ItemIsEditable
    pane.picked.emit(gone)
    assert stage.calls[-1] == (
        "paper.view-version",
        {"ids": (paper.id,), "sha256": older, "page_index": 7},
    )
    pane.picked.emit(here)
    assert stage.panel.marks.chosen == here

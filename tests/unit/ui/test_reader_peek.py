"""Peeking at figures, equations and references of a paper, and queueing cited ones."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest
import pytest_asyncio
from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.edit import AddPapers
from app.domain.paper import Author, Draft, Provenance, Status
from app.formats.mentions.finding import MentionKind
from app.pdf.client import PdfClient
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.settings.store import SettingsStore
from app.ui.appearance.look import Look
from app.ui.panels.reader.peek_index import PeekIndex
from tests.support.pdf_workers import CHECKOUT, WORKER
from tests.support.pointing_pdf import CITED_TITLE, write_pointing_pdf
from tests.support.reader_stage import ReaderStage
from tests.support.waiting import until

pytestmark = [pytest.mark.ui, pytest.mark.asyncio]


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


async def peek(stage: ReaderStage) -> None:
    """Press l and wait until the card is whole."""
    stage.do("reader.peek")
    await until(lambda: not stage.panel.peeking.is_busy)


async def peek_at(stage: ReaderStage, kind: MentionKind, label: str = "") -> None:
    """Step on until the card shows something."""
    peeking = stage.panel.peeking
    for _ in range(40):
        await peek(stage)
        target = peeking.target
        if target is not None and target.kind is kind and label in target.label:
            return
    raise AssertionError(f"no {kind} {label} to peek at")


async def test_peek_shows_the_figure_without_leaving(
    stage: ReaderStage, tmp_path: Path
) -> None:
    await stage.open(write_pointing_pdf(tmp_path / "a.pdf"))
    before = stage.view.place()
    await peek_at(stage, MentionKind.FIGURE)
    card = stage.panel.peeking.card
    image = card.grab().toImage()
    assert card.isVisible()
    assert stage.view.place() == before
    reds = sum(
        image.pixelColor(x, y).red() > 200 and image.pixelColor(x, y).green() < 80
        for x in range(0, image.width(), 4)
        for y in range(0, image.height(), 4)
    )
    assert reds > 100, "the figure's red square is in the card"
    assert "Figure 3" in card.name.text()
    assert "p. 2" in card.name.text()


async def test_enter_goes_there_and_back(stage: ReaderStage, tmp_path: Path) -> None:
    await stage.open(write_pointing_pdf(tmp_path / "a.pdf"))
    await peek_at(stage, MentionKind.FIGURE)
    stage.do("reader.follow")
    assert not stage.panel.peeking.is_open
    assert stage.view.place().page_index == 1
    stage.do("reader.back")
    assert stage.view.place().page_index == 0


async def test_escape_and_scrolling_close_the_card(
    stage: ReaderStage, tmp_path: Path
) -> None:
    await stage.open(write_pointing_pdf(tmp_path / "a.pdf"))
    await peek(stage)
    assert stage.do("view.escape")
    assert not stage.panel.peeking.is_open
    await peek(stage)
    stage.do("reader.next-page")
    assert not stage.panel.peeking.is_open


async def test_plus_and_minus_zoom_the_card_alone(
    stage: ReaderStage, tmp_path: Path
) -> None:
    await stage.open(write_pointing_pdf(tmp_path / "a.pdf"))
    await peek_at(stage, MentionKind.FIGURE)
    zoom = stage.view.zoom
    stage.do("reader.zoom-in")
    await until(lambda: not stage.panel.peeking.is_busy)
    assert stage.panel.peeking.card.zoom > 1
    assert stage.view.zoom == zoom


async def test_tab_steps_to_the_next(stage: ReaderStage, tmp_path: Path) -> None:
    await stage.open(write_pointing_pdf(tmp_path / "a.pdf"))
    await peek(stage)
    first = stage.panel.peeking.target
    for kind in (QtCore.QEvent.Type.KeyPress,):
        event = QtGui.QKeyEvent(
            kind, QtCore.Qt.Key.Key_Tab, QtCore.Qt.KeyboardModifier.NoModifier
        )
        QtWidgets.QApplication.sendEvent(stage.view, event)
    await until(lambda: not stage.panel.peeking.is_busy)
    assert stage.panel.peeking.target not in (None, first)


async def test_an_entry_that_is_not_here_is_queued_with_its_origin(
    stage: ReaderStage, tmp_path: Path
) -> None:
    await stage.open(write_pointing_pdf(tmp_path / "a.pdf"))
    await peek_at(stage, MentionKind.REFERENCE, "1")
    finding = stage.panel.peeking.finding
    assert finding is not None
    assert finding.paper is None
    assert "Not here" in stage.panel.peeking.card.status.text()
    assert stage.panel.stands_in("paper.queue")
    ((command, given),) = stage.calls
    assert command == "paper.queue-cited"
    draft = given["draft"]
    assert draft.title == CITED_TITLE
    assert draft.provenance.source == "found in a p. 1"
    assert given["known"] is None


async def test_a_paper_that_is_here_is_told_and_opened(
    stage: ReaderStage, library: LibraryClient, tmp_path: Path
) -> None:
    origin = Provenance(source="test", kind="by hand")
    here = Draft(
        title=CITED_TITLE,
        authors=(Author("A. Bird"),),
        year=2019,
        status=Status.QUEUED,
        provenance=origin,
    )
    change = await library.apply(AddPapers(drafts=(here,), label="Added"))
    await stage.open(write_pointing_pdf(tmp_path / "a.pdf"))
    await peek_at(stage, MentionKind.REFERENCE, "1")
    assert stage.panel.peeking.card.status.text() == "Queued"
    stage.do("reader.follow")
    assert stage.calls == [("paper.reveal", {"ids": change.added})]


async def test_a_page_that_points_at_nothing_says_so(
    stage: ReaderStage, tmp_path: Path
) -> None:
    told: list[str] = []
    stage.reporter.subscribe(lambda message: told.append(message.text))
    await stage.open(write_pointing_pdf(tmp_path / "a.pdf"))
    stage.do("reader.end")
    await until(lambda: stage.view.is_settled)
    await peek(stage)
    assert told == ["Nothing here points at a figure or a reference."]
    assert not stage.panel.peeking.is_open


async def test_the_card_follows_the_library(
    stage: ReaderStage, library: LibraryClient, tmp_path: Path
) -> None:
    await stage.open(write_pointing_pdf(tmp_path / "a.pdf"))
    await peek_at(stage, MentionKind.REFERENCE, "1")
    finding = stage.panel.peeking.finding
    assert finding is not None
    cited = replace(finding.cited.draft, status=Status.QUEUED)
    status = stage.panel.peeking.card.status
    await library.apply(AddPapers(drafts=(cited,), label="Queued"))
    await until(lambda: status.text() == "Queued")
    await library.undo()
    await until(lambda: status.text() == "Not here")


async def test_an_address_is_shown_whole_and_asked_for(
    stage: ReaderStage, tmp_path: Path
) -> None:
    await stage.open(write_pointing_pdf(tmp_path / "a.pdf", has_links=True))
    card = stage.panel.peeking.card
    for _ in range(12):
        await peek(stage)
        if stage.panel.peeking.target is None:
            break
    assert "https://user@xn--80ak6aa92e.com/paper" in card.words.text()
    assert "аррӏе.com" in card.words.text()
    stage.do("reader.follow")
    assert stage.calls[-1][0] == "address.open"


async def test_a_stamp_up_the_margin_mentions_nothing(
    stage: ReaderStage, tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    document = pymupdf.open()
    page = document.new_page()
    page.insert_text((40, 400), "JCAP10(2008)003, see Figure 8", rotate=90)
    page.insert_text((80, 100), "As Figure 2 shows.")
    document.save(path)
    document.close()
    await stage.open(path)
    content = stage.panel.document
    assert content is not None
    lines = (await content.text(0)).lines

    found = PeekIndex(content).mentions(0, lines)

    assert [mention.label for mention in found] == ["2"]


async def test_a_link_without_words_shows_where_it_leads(
    stage: ReaderStage, tmp_path: Path
) -> None:
    await stage.open(write_pointing_pdf(tmp_path / "a.pdf", has_links=True))
    content = stage.panel.document
    assert content is not None
    link = next(li for li in await content.links(0) if li.page_index == 2)
    stage.do("reader.peek", page_index=0, link=link)
    await until(lambda: not stage.panel.peeking.is_busy)
    target = stage.panel.peeking.target
    assert target is not None
    assert target.page_index == 2


async def test_a_resting_pointer_peeks_and_leaving_closes(
    stage: ReaderStage, tmp_path: Path
) -> None:
    await stage.open(write_pointing_pdf(tmp_path / "a.pdf"))
    peeking = stage.panel.peeking
    viewport = stage.view.viewport()

    def move(at: QtCore.QPointF) -> None:
        event = QtGui.QMouseEvent(
            QtCore.QEvent.Type.MouseMove,
            at,
            viewport.mapToGlobal(at),
            QtCore.Qt.MouseButton.NoButton,
            QtCore.Qt.MouseButton.NoButton,
            QtCore.Qt.KeyboardModifier.NoModifier,
        )
        QtWidgets.QApplication.sendEvent(viewport, event)

    move(stage.at(150, 110))
    await until(lambda: peeking.is_open)
    assert peeking.target is not None
    assert peeking.target.kind is MentionKind.FIGURE
    move(stage.at(10, 10))
    assert not peeking.is_open


async def test_a_scan_says_that_it_has_no_text(
    stage: ReaderStage, tmp_path: Path
) -> None:
    await stage.open(write_pointing_pdf(tmp_path / "a.pdf"))
    strip = stage.panel.no_text
    await stage.settle()
    assert strip.isHidden()
    scan = tmp_path / "scan.pdf"
    with pymupdf.open() as document:
        document.new_page().draw_rect(pymupdf.Rect(50, 50, 400, 600), fill=(0, 0, 0))
        document.save(scan)
    await stage.open(scan)
    await until(strip.isVisible)
    assert "no text" in strip.words.text()

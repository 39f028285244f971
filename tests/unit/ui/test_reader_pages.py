"""The reader draws, zooms, scrolls and remembers, over real PDF workers."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pymupdf
import pytest
import pytest_asyncio
from PySide6 import QtCore, QtTest, QtWidgets

from app.pdf.client import PdfClient
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.settings.store import SettingsStore
from app.ui.appearance.look import Look
from tests.support.pdf_workers import CHECKOUT, PLANTED_WORKER, WORKER
from tests.support.reader_stage import ReaderStage
from tests.support.waiting import until

pytestmark = pytest.mark.ui
MakeStage = Callable[[PdfClient], ReaderStage]


@pytest_asyncio.fixture
async def pdf() -> AsyncIterator[PdfClient]:
    """A client of the real worker."""
    made = PdfClient(WORKER, folder=CHECKOUT)
    yield made
    await made.close()


@pytest_asyncio.fixture
async def planted() -> AsyncIterator[PdfClient]:
    """A client of a worker that misbehaves, with a short time limit."""
    made = PdfClient(PLANTED_WORKER, folder=CHECKOUT, time_limit_s=8.0)
    yield made
    await made.close()


@pytest_asyncio.fixture
async def make_stage(
    look: Look, library: LibraryClient, jobs: TaskSupervisor, settings: SettingsStore
) -> AsyncIterator[MakeStage]:
    """Give a maker of shown readers."""
    made: list[ReaderStage] = []

    def make(client: PdfClient) -> ReaderStage:
        made.append(ReaderStage(look, library, jobs, settings, client))
        return made[-1]

    yield make
    for stage in made:
        stage.panel.leave()
        stage.panel.deleteLater()


def write_pdf(
    file: Path,
    *,
    n_pages: int = 5,
    size: tuple[float, float] = (400, 600),
    title: str = "",
    **how: object,
) -> Path:
    """Write pages with a black square at 100, 100 and an outline of every page."""
    document = pymupdf.open()
    for number in range(1, n_pages + 1):
        page = document.new_page(width=size[0], height=size[1])
        page.insert_text((50, 60), f"This is page {number}", fontsize=12)
        page.draw_rect((100, 100, 140, 140), fill=(0, 0, 0))
    document.set_toc([[1, f"Part {n}", n] for n in range(1, n_pages + 1)])
    document.set_metadata({"title": title})
    document.save(file, **how)
    document.close()
    return file


@pytest.mark.asyncio
async def test_page_when_opened_then_its_ink_is_painted(
    make_stage: MakeStage, pdf: PdfClient, tmp_path: Path
) -> None:
    stage = make_stage(pdf)

    await stage.open(write_pdf(tmp_path / "a.pdf"))

    assert stage.pixel(120, 120).name() == "#000000"
    assert stage.pixel(200, 120).name() == "#ffffff"
    assert stage.view.accessibleDescription() == "Page 1 of 5"


@pytest.mark.asyncio
async def test_zoom_when_changed_then_keeps_the_place_and_gets_sharp(
    make_stage: MakeStage, pdf: PdfClient, tmp_path: Path
) -> None:
    stage = make_stage(pdf)
    await stage.open(write_pdf(tmp_path / "a.pdf"))
    stage.view.go_to_page(2)
    await until(lambda: stage.has_picture(2))

    stage.do("reader.fit-page")
    assert stage.view.boxes[0].height <= stage.view.viewport().height()
    stage.do("reader.fit-width")
    before = stage.view.zoom_factor
    stage.do("reader.zoom-out")

    assert stage.view.zoom_factor < before
    assert stage.view.page_index == 2
    assert stage.view.loader.picture(2) is not None
    await until(lambda: stage.has_picture(2))


@pytest.mark.asyncio
async def test_motions_when_done_then_lead_through_the_pages(
    make_stage: MakeStage, pdf: PdfClient, tmp_path: Path
) -> None:
    stage = make_stage(pdf)
    await stage.open(write_pdf(tmp_path / "a.pdf"))

    for _ in range(3):
        stage.do("reader.next-page")
    assert stage.view.page_index == 3
    stage.do("reader.previous-page")
    assert stage.view.page_index == 2
    stage.do("reader.end")
    assert stage.view.page_index == 4
    stage.do("reader.back")
    assert stage.view.page_index == 2
    stage.do("reader.forward")
    assert stage.view.page_index == 4
    stage.do("reader.start")
    stage.do("reader.screen-down")
    await until(lambda: stage.view.verticalScrollBar().value() > 500)


@pytest.mark.asyncio
async def test_page_field_when_a_number_is_entered_then_goes_there(
    make_stage: MakeStage, pdf: PdfClient, tmp_path: Path, qtbot: object
) -> None:
    stage = make_stage(pdf)
    await stage.open(write_pdf(tmp_path / "a.pdf"))

    stage.do("reader.ask-page")
    stage.panel.face.bar.page_field.setText("4")
    stage.panel.face.bar.page_field.returnPressed.emit()

    assert stage.view.page_index == 3


@pytest.mark.asyncio
async def test_place_when_opened_again_then_is_where_it_was_left(
    make_stage: MakeStage, pdf: PdfClient, tmp_path: Path
) -> None:
    file = write_pdf(tmp_path / "a.pdf")
    stage = make_stage(pdf)
    paper = await stage.open(file)
    stage.do("reader.end")
    stage.view.go_to_page(1)
    stage.view.set_zoom("1.5")
    stage.view.verticalScrollBar().setValue(1111)
    left = stage.view.place()
    await stage.panel.finish()

    again = make_stage(pdf)
    await again.show(await again.stored(paper.id), file)

    progress = (await again.stored(paper.id)).progress
    assert progress is not None
    assert progress.furthest_page_index == 4
    assert again.view.zoom == "1.5"
    assert again.view.verticalScrollBar().value() == pytest.approx(1111, abs=1)
    assert again.view.place().page_index == left.page_index
    await again.settle()


@pytest.mark.asyncio
async def test_page_theme_when_dark_then_paper_is_dark_and_kept_as_setting(
    make_stage: MakeStage,
    pdf: PdfClient,
    tmp_path: Path,
    look: Look,
    settings: SettingsStore,
) -> None:
    stage = make_stage(pdf)
    await stage.open(write_pdf(tmp_path / "a.pdf"))

    stage.do("reader.page-theme")
    await until(lambda: stage.has_picture(0))

    paper, ink = stage.pixel(200, 120), stage.pixel(120, 120)
    for found, wanted in ((paper, look.theme.night_page), (ink, look.theme.night_ink)):
        assert found.red() == pytest.approx(wanted.red(), abs=4)
        assert found.blue() == pytest.approx(wanted.blue(), abs=4)
    assert settings.text("reading.page_theme") == "dark"
    for name in ("sepia", "grey", "custom", "follow"):
        stage.do("reader.page-theme")
        assert settings.text("reading.page_theme") == name


@pytest.mark.asyncio
async def test_contents_when_a_line_is_chosen_then_jumps_there(
    make_stage: MakeStage, pdf: PdfClient, tmp_path: Path
) -> None:
    stage = make_stage(pdf)
    await stage.open(write_pdf(tmp_path / "a.pdf"))
    contents = stage.panel.face.contents

    stage.do("reader.contents")
    assert not contents.isHidden()
    contents.list.clicked.emit(contents.list.model().index(3, 0))

    assert stage.view.page_index == 3
    assert contents.present_row == 3
    stage.do("reader.back")
    assert stage.view.page_index == 0
    assert contents.present_row is None


@pytest.mark.asyncio
async def test_search_when_typed_then_hits_are_found_and_walked(
    make_stage: MakeStage, pdf: PdfClient, tmp_path: Path
) -> None:
    stage = make_stage(pdf)
    await stage.open(write_pdf(tmp_path / "a.pdf"))
    stage.view.go_to_page(2)
    finder = stage.panel.finder

    stage.do("reader.find")
    stage.panel.face.find_bar.asked.emit("PAGE")
    await until(lambda: not finder.is_searching and len(finder.hits) == 5)

    assert (finder.number, stage.view.page_index) == (3, 2)
    stage.do("reader.next-hit")
    assert (finder.number, stage.view.page_index) == (4, 3)
    stage.do("reader.previous-hit")
    stage.do("reader.previous-hit")
    assert finder.number == 2
    assert stage.do("view.escape")
    assert stage.panel.face.find_bar.isHidden()
    assert not stage.do("view.escape")


@pytest.mark.parametrize("size", [(4000, 400), (1, 1), (14_400, 14_400)])
@pytest.mark.asyncio
async def test_page_when_its_size_is_odd_then_is_drawn_at_every_zoom(
    make_stage: MakeStage, pdf: PdfClient, tmp_path: Path, size: tuple[float, float]
) -> None:
    stage = make_stage(pdf)
    file = write_pdf(tmp_path / "a.pdf", n_pages=2, size=size)
    stage.panel.show_paper(paper := await stage.add(file), file, paper.files[0].sha256)
    await until(lambda: stage.view.loader.picture(0) is not None)

    for zoom in ("page", "8", "0.1"):
        stage.view.set_zoom(zoom)
        stage.view.viewport().grab()
        await until(lambda: stage.view.loader.is_idle)

    assert stage.view.loader.failure(0) is None


@pytest.mark.parametrize(
    ("title", "words"), [("HANG", "too long"), ("CRASH", "broke the PDF reader")]
)
@pytest.mark.asyncio
async def test_page_when_its_worker_is_lost_then_says_so_and_the_window_lives(
    make_stage: MakeStage, planted: PdfClient, tmp_path: Path, title: str, words: str
) -> None:
    stage = make_stage(planted)
    bad = write_pdf(tmp_path / "bad.pdf", n_pages=1, title=title)
    good = write_pdf(tmp_path / "good.pdf", n_pages=1)
    ticks: list[None] = []
    ticker = QtCore.QTimer(stage.panel, interval=10)
    ticker.timeout.connect(lambda: ticks.append(None))
    ticker.start()

    paper = await stage.add(bad)
    stage.panel.show_paper(paper, bad, paper.files[0].sha256)
    await until(lambda: stage.view.loader.failure(0) is not None)

    failure = stage.view.loader.failure(0)
    assert failure is not None
    assert words in failure.message
    assert stage.darkest(20, 20, 380, 120).name() != "#ffffff"
    assert ticks
    await stage.open(good)
    assert stage.pixel(120, 120).name() == "#000000"


@pytest.mark.asyncio
async def test_file_when_it_is_no_pdf_then_a_message_stands_in_its_place(
    make_stage: MakeStage, pdf: PdfClient, tmp_path: Path
) -> None:
    stage = make_stage(pdf)
    file = tmp_path / "a.pdf"
    file.write_bytes(b"no PDF at all")
    paper = await stage.add(file)

    stage.panel.show_paper(paper, file, paper.files[0].sha256)
    await until(stage.panel.face.message.isVisible)

    assert stage.panel.face.message.words.text()
    write_pdf(tmp_path / "b.pdf").rename(file)
    stage.panel.face.message.retried.emit()
    await until(lambda: stage.view.isVisible() and stage.has_picture(0))


def words_seen(widget: QtWidgets.QWidget) -> str:
    labels = widget.findChildren(QtWidgets.QLabel)
    return " ".join(label.text() for label in labels if label.isVisible())


@pytest.mark.asyncio
async def test_file_when_it_is_locked_then_the_password_opens_it(
    make_stage: MakeStage, pdf: PdfClient, tmp_path: Path
) -> None:
    stage = make_stage(pdf)
    file = write_pdf(
        tmp_path / "a.pdf",
        encryption=pymupdf.PDF_ENCRYPT_AES_256,
        user_pw="open sesame",
        owner_pw="owner",
    )
    paper = await stage.add(file)
    stage.panel.show_paper(paper, file, paper.files[0].sha256)
    message = stage.panel.face.message
    await until(message.password.isVisible)
    QtTest.QTest.keyClick(message.password, QtCore.Qt.Key.Key_Escape)
    assert not message.password.hasFocus()  # letters are commands again
    bar, marks = stage.panel.face.bar, stage.panel.face.marks
    assert not bar.page_field.isVisible()
    assert "Select text" not in words_seen(marks)

    message.password_given.emit("wrong")
    await until(lambda: stage.panel.document is None and message.isVisible())
    message.password_given.emit("open sesame")

    await until(lambda: stage.view.isVisible() and stage.has_picture(0))
    assert bar.page_field.isVisible()
    assert "Select text" in words_seen(marks)


@pytest.mark.asyncio
async def test_paper_when_left_while_it_opens_then_nothing_is_shown(
    make_stage: MakeStage, pdf: PdfClient, tmp_path: Path
) -> None:
    stage = make_stage(pdf)
    first = write_pdf(tmp_path / "a.pdf", n_pages=2)
    second = write_pdf(tmp_path / "b.pdf", n_pages=3)
    paper = await stage.add(first)

    stage.panel.show_paper(paper, first, paper.files[0].sha256)
    other = await stage.open(second)

    assert stage.panel.paper == other
    assert stage.view.n_pages == 3

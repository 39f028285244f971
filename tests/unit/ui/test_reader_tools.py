"""The reader's search, copying, panes and zoom, as keys and sizes change them."""

from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path

import pymupdf
import pytest
import pytest_asyncio
from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.edit import WriteNote
from app.pdf.client import PdfClient
from app.runtime.library_client import LibraryClient
from app.runtime.reporter import Message
from app.runtime.supervisor import TaskSupervisor
from app.settings.store import SettingsStore
from app.ui.appearance.look import Look
from tests.support.pdf_workers import CHECKOUT, WORKER
from tests.support.reader_stage import ReaderStage
from tests.support.waiting import until

pytestmark = [pytest.mark.ui, pytest.mark.asyncio]
_Key = QtCore.Qt.Key
_TITLE = "A Rather Long Title of a Paper on Streaming Attention for Small Sensors " * 2


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
def told(stage: ReaderStage) -> list[str]:
    """What the reader told so far."""
    texts: list[str] = []

    def keep(message: Message) -> None:
        texts.append(message.text)

    stage.reporter.subscribe(keep)
    return texts


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Three pages, each with the word 'harbour' once, cut at a line's end."""
    return write_pdf(tmp_path / f"{_TITLE.strip()[:90]}.pdf")


def write_pdf(path: Path, **how: object) -> Path:
    """Write three pages of two lines."""
    document = pymupdf.open()
    for _ in range(3):
        page = document.new_page(width=400, height=600)
        page.insert_text((50, 100), ["We saw a har-", "bour of old boats."])
    document.save(path, **how)
    document.close()
    return path


def press(widget: QtWidgets.QWidget, key: QtCore.Qt.Key, text: str = "") -> None:
    """Press and release a key in a widget."""
    none = QtCore.Qt.KeyboardModifier.NoModifier
    for kind in (QtCore.QEvent.Type.KeyPress, QtCore.QEvent.Type.KeyRelease):
        event = QtGui.QKeyEvent(kind, key, none, text)
        QtWidgets.QApplication.sendEvent(widget, event)


async def searched(stage: ReaderStage, needle: str) -> None:
    """Type words into the search, enter them and wait for the hits."""
    stage.do("reader.find")
    field = stage.panel.face.find_bar.field
    assert field.hasFocus()
    for letter in needle:
        press(field, _Key(ord(letter.upper())), letter)
    press(field, _Key.Key_Return)
    await until(lambda: not stage.panel.finder.is_searching)


async def test_search_when_entered_then_keys_are_the_pages_and_n_goes_round(
    stage: ReaderStage, file: Path, told: list[str]
) -> None:
    await stage.open(file)
    stage.panel.activateWindow()

    await searched(stage, "harbour")

    assert stage.view.hasFocus()
    assert count_shown(stage) == "Hit 1 of 3"
    stage.do("reader.next-hit")
    stage.do("reader.next-hit")
    assert (count_shown(stage), told) == ("Hit 3 of 3", [])
    stage.do("reader.next-hit")
    assert count_shown(stage) == "Hit 1 of 3"
    assert told == ["Past the last hit: on from the first."]
    stage.do("reader.previous-hit")
    assert count_shown(stage) == "Hit 3 of 3"
    assert told[1:] == ["Past the first hit: on from the last."]


async def test_next_hit_when_nothing_was_searched_for_then_says_so(
    stage: ReaderStage, file: Path, told: list[str]
) -> None:
    await stage.open(file)

    stage.do("reader.next-hit")

    assert told == ["Nothing searched for yet."]
    assert stage.panel.face.find_bar.isHidden()
    await searched(stage, "kettle")
    stage.do("reader.next-hit")
    assert told[1:] == ["“kettle” is not in this paper."]


async def test_search_when_left_by_escape_then_is_closed_where_it_began(
    stage: ReaderStage, file: Path
) -> None:
    await stage.open(file)
    stage.view.go_to_page(1)
    stage.view.set_zoom("3")
    place = stage.view.place()
    stage.do("reader.find")
    field = stage.panel.face.find_bar.field
    field.setText("harbour")
    stage.panel.face.find_bar.asked.emit("harbour")
    await until(lambda: not stage.panel.finder.is_searching)
    stage.do("reader.next-hit")
    assert stage.view.place() != place

    press(field, _Key.Key_Escape)

    assert stage.panel.face.find_bar.isHidden()
    assert stage.view.place() == place
    assert stage.view.hasFocus()


async def test_copy_when_text_or_a_mark_is_chosen_then_is_one_paragraph(
    stage: ReaderStage, file: Path, told: list[str]
) -> None:
    await stage.open(file)
    clipboard = QtWidgets.QApplication.clipboard()
    stage.do("reader.copy")
    assert told == ["Select text with the mouse, or choose a mark, to copy."]

    stage.drag((51, 96), (200, 111))
    stage.do("reader.copy")

    assert clipboard.text() == "We saw a harbour of old boats."
    assert told[-1] == "Copied 7 words"
    clipboard.clear()
    stage.do("mark.highlight")
    assert stage.panel.selecting.span is None
    stage.do("reader.copy")
    assert clipboard.text() == "We saw a harbour of old boats."


@pytest.mark.parametrize("width", [1600, 1000, 900])
async def test_panes_when_both_are_open_then_pages_keep_most_of_the_width(
    stage: ReaderStage, file: Path, width: int
) -> None:
    await stage.open(file)
    stage.do("reader.contents")

    stage.panel.resize(width, 650)

    face = stage.panel.face
    assert not face.contents.isHidden()
    assert not face.marks.isHidden()
    assert stage.view.width() >= 0.6 * width - 4


async def test_panes_when_the_reader_is_narrow_then_lie_over_the_pages(
    stage: ReaderStage, file: Path
) -> None:
    await stage.open(file)
    face = stage.panel.face

    stage.panel.resize(700, 650)

    assert face.marks.isHidden()
    assert stage.view.width() == 700
    stage.do("reader.marks")
    assert not face.marks.isHidden()
    assert stage.view.width() == 700
    stage.do("reader.contents")
    assert (face.marks.isHidden(), face.contents.isHidden()) == (True, False)
    assert stage.do("view.escape")
    assert face.contents.isHidden()
    stage.panel.resize(1200, 650)
    assert not face.marks.isHidden()


@pytest.mark.parametrize("width", [560, 700, 1000])
async def test_bar_when_the_window_is_small_then_only_the_title_is_cut(
    stage: ReaderStage, file: Path, width: int
) -> None:
    await stage.open(file)
    stage.panel.setMinimumSize(0, 0)

    stage.panel.resize(width, 650)

    bar = stage.panel.face.bar
    assert bar.width() == width
    buttons = bar.findChildren(QtWidgets.QAbstractButton)
    boxes = [QtCore.QRect(b.mapTo(bar, QtCore.QPoint()), b.size()) for b in buttons]
    assert all(bar.rect().contains(box) for box in boxes)
    assert all(b.width() >= b.minimumWidth() for b in buttons)
    boxes.sort(key=QtCore.QRect.left)
    assert not any(one.intersects(other) for one, other in pairwise(boxes))


async def test_zoom_when_set_in_one_paper_then_is_not_carried_to_the_next(
    stage: ReaderStage, tmp_path: Path
) -> None:
    first = await stage.open(write_pdf(tmp_path / "first.pdf"))
    stage.view.set_zoom("2.5")

    await stage.open(write_pdf(tmp_path / "second.pdf", garbage=1))
    assert stage.view.zoom == "width"
    await stage.settle()
    await stage.show(await stage.stored(first.id), tmp_path / "first.pdf")

    assert stage.view.zoom == "2.5"
    assert "250" in stage.panel.face.bar.zoom_text


async def test_file_when_it_is_taken_away_then_the_reader_asks_to_be_left(
    stage: ReaderStage, file: Path
) -> None:
    left: list[bool] = []
    stage.panel.left.connect(lambda: left.append(True))
    paper = await stage.open(file)
    await stage.library.apply(WriteNote(paper_id=paper.id, text="still here"))

    await stage.library.undo()
    await stage.library.undo()

    await until(lambda: bool(left))
    assert left == [True]


async def test_locked_pdf_then_names_the_paper_and_what_to_do(
    stage: ReaderStage, tmp_path: Path
) -> None:
    file = write_pdf(
        tmp_path / "Sealed.pdf",
        encryption=pymupdf.PDF_ENCRYPT_AES_256,
        user_pw="open sesame",
        owner_pw="owner",
    )
    paper = await stage.add(file)
    message = stage.panel.face.message

    stage.panel.show_paper(paper, file, paper.files[0].sha256)
    await until(message.isVisible)

    assert message.words.text() == "“Sealed” is locked with a password."
    assert "Type its password" in message.hint.text()
    message.password_given.emit("wrong")
    await until(lambda: "not the password" in message.words.text())


def count_shown(stage: ReaderStage) -> str:
    """Return what the search bar says of the hits."""
    return stage.panel.face.find_bar.count_text

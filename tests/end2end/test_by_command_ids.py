"""The main job in the window program, driven by the ids of its commands."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6 import QtWidgets

from app.commands.command import Mode
from app.commands.keys.keymap import Keymap
from app.commands.table import all_commands
from app.domain.paper import Status
from app.domain.query import Place
from app.ui.panels.list.empty import EmptyLibrary
from app.ui.panels.reader.text_selecting import Unit
from app.ui.sheets.question_sheet import QuestionSheet
from app.ui.sheets.sheet import Sheet
from tests.support.listings import SAMPLE, sample
from tests.support.paper_pdf import paper_pdf
from tests.support.server import PaperServer, Work
from tests.support.stage import Key, WindowStage, play
from tests.support.waiting import until

pytestmark = [pytest.mark.ui, pytest.mark.usefixtures("qapp")]

ELSEWHERE = {"paper.open-page", "paper.show-file", "paper.open-elsewhere"}
"""What would start other programs."""

ENDS = {"window.quit", "import.choose-files", "import.choose-folder"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the library is to be."""
    return tmp_path / "library"


@pytest.fixture
def server() -> Iterator[PaperServer]:
    """An arXiv on loopback that knows the papers of the sample."""
    pairs = enumerate(sample().pairs)
    works = [Work(id=f"2504.{n:05}", title=t, abstract=a) for n, (t, a) in pairs]
    with PaperServer(works) as made:
        yield made


@pytest.fixture
def addresses(server: PaperServer) -> dict[str, str]:
    """The settings that fetch from our server."""
    return {
        "sources.arxiv.api_url": server.api_url,
        "sources.arxiv.pdf_url": server.pdf_url,
    }


def test_main_job_by_command_ids(folder: Path, addresses: dict[str, str]) -> None:
    assert play(read_and_mark, folder, addresses) == 0
    assert play(find_all_again, folder, addresses) == 0


async def read_and_mark(stage: WindowStage) -> None:
    """From nothing to a marked sentence."""
    parts = stage.parts
    assert parts.papers.findChild(EmptyLibrary).isVisible()
    await stage.take(SAMPLE)
    await until(lambda: parts.model.n_rows == 12)

    await stage.do("search.focus")
    stage.write("counting sheep")
    await until(lambda: parts.model.n_rows == 1)
    stage.press(Key.Key_Return)
    await stage.do("paper.star")
    await stage.do("topic.file", topic="Animals/Sheep")
    await stage.do("go.starred")
    await until(lambda: parts.model.query.place is Place.STARRED)
    await until(lambda: parts.model.n_rows == 1)

    await stage.do("paper.view")
    await until(lambda: parts.reader.document is not None)
    await until(lambda: parts.reader.marks.text_of(0) is not None)
    parts.reader.selecting.press(0, 100, 60, Unit.LINE)
    await stage.do("mark.highlight")
    await until(lambda: len(parts.reader.marks.marks) == 1)
    await stage.do("reader.next-page")
    await until(lambda: parts.reader.view.page_index == 1)


async def find_all_again(stage: WindowStage) -> None:
    """What was left is there: reader, page, mark, list, star, topic."""
    parts = stage.parts
    await until(lambda: parts.reader.document is not None)
    await until(lambda: parts.reader.view.page_index == 1)
    await until(lambda: len(parts.reader.marks.marks) == 1)
    assert parts.desk.mode() is Mode.READER
    await stage.do("pane.close")

    assert parts.desk.mode() is Mode.LIST
    assert parts.desk.query().place is Place.STARRED
    [starred] = [paper for paper in stage.state()[0] if paper.is_starred]
    assert starred.title.startswith("Counting Sheep")
    assert parts.desk.targets() == (starred.id,)
    assert starred.status is Status.READING
    assert [parts.topics.topic(t).path for t in starred.topics] == ["Animals/Sheep"]


def test_every_command_of_the_windows_own_is_bound(folder: Path) -> None:
    async def look(stage: WindowStage) -> None:
        own = {c.id for c in stage.registry.all() if c.handler is None}
        assert own - stage.parts.desk.bound() == set()
        assert all(bound in stage.registry for bound in stage.parts.desk.bound())

    play(look, folder)


def test_no_two_commands_share_a_key() -> None:
    assert Keymap(all_commands()).find(Mode.LIST, ("j",)) is not None


@pytest.mark.parametrize("mode", list(Mode))
def test_every_listed_command_runs_in_its_mode(
    folder: Path, addresses: dict[str, str], mode: Mode
) -> None:
    async def run_all(stage: WindowStage) -> None:
        await stage.take(SAMPLE, topic="A/B")
        await until(lambda: stage.parts.model.n_rows == 12)
        for command in stage.registry.listed(mode):
            if command.id not in ELSEWHERE | ENDS:
                await be_in(mode, stage)
                await do_in_turn(command.id, stage)
                await close_sheets(stage)

    assert play(run_all, folder, addresses) == 0


async def do_in_turn(command_id: str, stage: WindowStage) -> None:
    """Run a command, and wait for a sheet that opens only after some reading."""
    if command_id != "import.paste":
        await stage.do(command_id)
        return
    QtWidgets.QApplication.clipboard().setText(SAMPLE.as_uri())
    await stage.ask(command_id)


async def be_in(mode: Mode, stage: WindowStage) -> None:
    """Go to the list of all papers, to triage, or to the reader."""
    if mode is not Mode.READER and stage.parts.window.is_reading:
        await stage.do("pane.close")
    if mode is Mode.TRIAGE and stage.parts.desk.mode() is Mode.LIST:
        await stage.do("go.all")
        await stage.do("triage.toggle")
    if mode is Mode.READER and not stage.parts.window.is_reading:
        await stage.do("go.all")
        await until(lambda: bool(stage.parts.desk.targets()))
        await stage.do("paper.view")
        await until(lambda: stage.parts.reader.document is not None)


async def close_sheets(stage: WindowStage) -> None:
    """Close whatever a command opened."""
    while (sheet := stage.sheet) is not None:
        sheet.dismiss()
        await until(sheet_is_gone(stage, sheet))


def sheet_is_gone(stage: WindowStage, sheet: Sheet) -> Callable[[], bool]:
    """Return what tells whether another sheet, or none, is open."""
    return lambda: stage.sheet is not sheet


def test_every_act_is_undone_and_redone_exactly(folder: Path) -> None:
    async def act(stage: WindowStage) -> None:
        states = [stage.state()]
        await stage.take(SAMPLE)
        await until(lambda: stage.parts.model.n_rows == 12)
        states.append(stage.state())
        ids = tuple(paper.id for paper in states[-1][0])
        for command_id, arguments in acts(ids[0], folder.parent):
            await stage.do(command_id, **arguments)
            states.append(stage.state())
            assert states[-1] != states[-2], command_id

        for expected in reversed(states[:-1]):
            await stage.do("edit.undo")
            assert stage.state() == expected
        for expected in states[1:]:
            await stage.do("edit.redo")
            assert stage.state() == expected

    play(act, folder)


def acts(paper_id: str, home: Path) -> list[tuple[str, dict[str, object]]]:
    """Return one of each kind of act on a paper."""
    pdf = home / "own.pdf"
    pdf.write_bytes(paper_pdf("A Paper of My Own"))
    ids = {"ids": (paper_id,)}
    return [
        ("paper.star", ids),
        ("paper.queue", ids),
        ("paper.snooze", {**ids, "until": date(2999, 1, 1)}),
        ("paper.wake", ids),
        ("paper.rate-4", ids),
        ("topic.file", {**ids, "topic": "A/B"}),
        ("topic.add", {"path": "C"}),
        ("topics.make", {"groups": (("D/E", (paper_id,)), ("C", (paper_id,)))}),
        ("topic.unfile", {**ids, "topic": "A/B"}),
        ("note.write", {"paper_id": paper_id, "text": "Read again.", "session": "1"}),
        ("paper.attach", {**ids, "paths": (str(pdf),)}),
        ("paper.done", ids),
        ("paper.trash", ids),
        ("paper.restore", ids),
    ]


@pytest.mark.parametrize("content", [b"", b"Dear diary\n" * 100])
def test_bad_library_is_told_and_left_alone(folder: Path, content: bytes) -> None:
    folder.mkdir()
    database = folder / "library.db"
    database.write_bytes(content)

    async def look(stage: WindowStage) -> None:
        assert isinstance(stage.sheet, QuestionSheet)
        words = [label.text() for label in stage.sheet.findChildren(QtWidgets.QLabel)]
        assert any(str(folder) in text for text in words)
        stage.press(Key.Key_3)

    assert play(look, folder) == 0
    assert database.read_bytes() == content

"""The palette finds things by a few letters and does them."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from PySide6 import QtCore
from pytestqt.qtbot import QtBot

from app.commands.command import Mode
from app.commands.table import all_commands
from app.domain.edit import AddPapers
from app.domain.query import Place, Query
from app.runtime.feed import ChangeFeed
from app.runtime.library_client import LibraryClient
from app.runtime.reporter import Message, Reporter
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.sheets.palette import Palette, RecentEntries
from app.ui.sheets.palette_entries import Entry, Section
from app.ui.sheets.recent import Recent
from tests.support.sheets import Ran, Stage, a_draft, focus
from tests.support.waiting import until

pytestmark = pytest.mark.ui
KEY = QtCore.Qt.Key
TITLES = ("Densing Law of LLMs", "Inference Scaling", "The Consciousness Prior")


class World:
    """A palette over a real library, and what it ran."""

    def __init__(self, stage: Stage, look: Look, library: LibraryClient) -> None:
        self.ran = Ran()
        self.stage = stage
        self.look = look
        self.library = library
        self.messages: list[Message] = []
        reporter = Reporter()
        reporter.subscribe(self.messages.append)
        self.jobs = TaskSupervisor(reporter)
        self.recent: RecentEntries = Recent()

    def open(self) -> Palette:
        palette = Palette(
            self.look,
            registry=all_commands(),
            mode=Mode.LIST,
            library=self.library,
            jobs=self.jobs,
            run=self.ran,
            recent=self.recent,
        )
        self.stage.sheets.open(palette)
        return palette


@pytest_asyncio.fixture
async def world(qtbot: QtBot, look: Look, tmp_path: Path) -> AsyncIterator[World]:
    library = LibraryClient(tmp_path / "library", ChangeFeed())
    await library.open()
    drafts = tuple(a_draft(title, "About it.") for title in TITLES)
    add = AddPapers(drafts=drafts, label="Added", topics=("Models/Scaling laws",))
    await library.apply(add)
    world = World(Stage(qtbot, look), look, library)
    yield world
    await world.jobs.close()
    await library.close()
    assert not world.messages


def titles(palette: Palette, section: Section) -> list[str]:
    return [
        row.title
        for row in palette.rows()
        if isinstance(row, Entry) and row.section is section
    ]


def has(palette: Palette, section: Section, title: str) -> Callable[[], bool]:
    return lambda: title in titles(palette, section)


@pytest.mark.asyncio
async def test_letters_of_a_command_and_enter_run_it(
    world: World, qtbot: QtBot
) -> None:
    palette = world.open()

    qtbot.keyClicks(focus(), "show the keys")
    qtbot.keyClick(focus(), KEY.Key_Return)

    assert world.ran.calls == [("keys.show", {})]
    assert palette.is_closed
    assert focus() is world.stage.field


@pytest.mark.asyncio
async def test_words_of_a_title_reveal_the_paper(world: World, qtbot: QtBot) -> None:
    palette = world.open()

    qtbot.keyClicks(focus(), "densing")
    await until(has(palette, Section.PAPERS, TITLES[0]))
    qtbot.keyClick(focus(), KEY.Key_Return)

    [(command, arguments)] = world.ran.calls
    papers = await world.library.read(lambda r: r.papers(r.keys(Query("densing"))))
    assert (command, arguments) == ("paper.reveal", {"ids": (papers[0].id,)})


@pytest.mark.asyncio
async def test_enter_before_the_answer_waits_for_it(world: World, qtbot: QtBot) -> None:
    world.open()

    qtbot.keyClicks(focus(), "densing")
    qtbot.keyClick(focus(), KEY.Key_Return)

    await until(lambda: [call[0] for call in world.ran.calls] == ["paper.reveal"])


@pytest.mark.asyncio
async def test_topic_is_found_and_shown(world: World, qtbot: QtBot) -> None:
    palette = world.open()
    await until(lambda: not world.jobs.jobs())

    qtbot.keyClicks(focus(), "#scal")
    await until(has(palette, Section.TOPICS, "Models/Scaling laws"))
    qtbot.keyClick(focus(), KEY.Key_Return)

    [(command, arguments)] = world.ran.calls
    assert command == "view.show"
    assert arguments["place"] is Place.TOPIC


@pytest.mark.asyncio
async def test_sign_narrows_to_commands(world: World, qtbot: QtBot) -> None:
    palette = world.open()

    qtbot.keyClicks(focus(), ">go")

    assert titles(palette, Section.COMMANDS)
    assert not titles(palette, Section.PAPERS)
    assert not titles(palette, Section.SETTINGS)


@pytest.mark.asyncio
async def test_arrows_skip_the_headings(world: World, qtbot: QtBot) -> None:
    palette = world.open()
    qtbot.keyClicks(focus(), ">go to")
    second = titles(palette, Section.COMMANDS)[1]

    qtbot.keyClick(focus(), KEY.Key_Down)
    qtbot.keyClick(focus(), KEY.Key_Return)

    [(command, _)] = world.ran.calls
    assert all_commands()[command].title == second


@pytest.mark.asyncio
async def test_last_choice_comes_first_next_time(world: World, qtbot: QtBot) -> None:
    world.open()
    qtbot.keyClicks(focus(), "show the keys")
    qtbot.keyClick(focus(), KEY.Key_Return)

    palette = world.open()

    assert palette.rows()[0] is Section.RECENT
    assert titles(palette, Section.RECENT) == ["Show the keys"]


@pytest.mark.asyncio
async def test_setting_is_found_and_named(world: World, qtbot: QtBot) -> None:
    world.open()

    qtbot.keyClicks(focus(), "serif for")
    qtbot.keyClick(focus(), KEY.Key_Return)

    assert world.ran.calls == [("settings.show", {"key": "appearance.serif"})]


@pytest.mark.asyncio
async def test_choice_of_late_comes_first_among_equal_hits(
    world: World, qtbot: QtBot
) -> None:
    palette = world.open()
    qtbot.keyClicks(focus(), ">go to")
    *_, last = titles(palette, Section.COMMANDS)
    for _ in range(len(titles(palette, Section.COMMANDS)) - 1):
        qtbot.keyClick(focus(), KEY.Key_Down)
    qtbot.keyClick(focus(), KEY.Key_Return)

    palette = world.open()
    assert titles(palette, Section.COMMANDS).count(last) == 0
    qtbot.keyClicks(focus(), ">")
    assert titles(palette, Section.COMMANDS)[0] == last
    qtbot.keyClicks(focus(), "go to")

    assert titles(palette, Section.COMMANDS)[0] == last


@pytest.mark.asyncio
async def test_best_titles_come_first_and_an_exact_one_before_all(
    world: World, qtbot: QtBot
) -> None:
    drafts = (a_draft("Star", "One."), a_draft("A star of stars", "Two."))
    await world.library.apply(AddPapers(drafts=drafts, label="Added"))
    palette = world.open()

    qtbot.keyClicks(focus(), "star")
    await until(has(palette, Section.PAPERS, "Star"))

    assert titles(palette, Section.PAPERS)[0] == "Star"
    assert palette.rows()[0] is Section.PAPERS


@pytest.mark.asyncio
async def test_paper_reads_as_in_the_list(world: World, qtbot: QtBot) -> None:
    draft = a_draft(r"Quaternions na\"ively", "One.")
    await world.library.apply(AddPapers(drafts=(draft,), label="Added"))
    palette = world.open()

    qtbot.keyClicks(focus(), "quaternions")

    await until(has(palette, Section.PAPERS, "Quaternions naïvely"))


@pytest.mark.asyncio
async def test_tab_lists_the_acts_on_a_paper_and_shift_tab_goes_back(
    world: World, qtbot: QtBot
) -> None:
    palette = world.open()
    qtbot.keyClicks(focus(), "@densing")
    await until(has(palette, Section.PAPERS, TITLES[0]))

    qtbot.keyClick(focus(), KEY.Key_Tab)
    qtbot.keyClicks(focus(), "sta")
    offered = titles(palette, Section.ACTS)
    qtbot.keyClick(focus(), KEY.Key_Backtab)
    await until(has(palette, Section.PAPERS, TITLES[0]))
    qtbot.keyClick(focus(), KEY.Key_Tab)
    qtbot.keyClicks(focus(), "star")
    qtbot.keyClick(focus(), KEY.Key_Return)

    papers = await world.library.read(lambda r: r.papers(r.keys(Query("densing"))))
    assert offered[0] == "Star"
    assert "Show the keys" not in offered
    assert world.ran.calls == [("paper.star", {"ids": (papers[0].id,)})]
    assert titles(world.open(), Section.RECENT) == [TITLES[0]]


@pytest.mark.asyncio
async def test_escape_leaves_the_acts_then_the_palette(
    world: World, qtbot: QtBot
) -> None:
    palette = world.open()
    qtbot.keyClicks(focus(), "@densing")
    await until(has(palette, Section.PAPERS, TITLES[0]))
    qtbot.keyClick(focus(), KEY.Key_Tab)
    assert titles(palette, Section.ACTS)

    qtbot.keyClick(focus(), KEY.Key_Escape)
    await until(has(palette, Section.PAPERS, TITLES[0]))
    assert not palette.is_closed
    qtbot.keyClick(focus(), KEY.Key_Escape)

    assert palette.is_closed


@pytest.mark.asyncio
async def test_tab_on_a_command_stays(world: World, qtbot: QtBot) -> None:
    palette = world.open()
    qtbot.keyClicks(focus(), "show the keys")
    before = palette.rows()

    qtbot.keyClick(focus(), KEY.Key_Tab)

    assert palette.rows() == before
    assert palette.isAncestorOf(focus())
    assert not palette.is_closed


@pytest.mark.asyncio
async def test_signs_narrow_to_papers_and_settings(world: World, qtbot: QtBot) -> None:
    palette = world.open()

    qtbot.keyClicks(focus(), "=")
    settings = [row for row in palette.rows() if isinstance(row, Entry)]
    qtbot.keyClick(focus(), KEY.Key_Backspace)
    qtbot.keyClicks(focus(), "@")
    await until(lambda: len(titles(palette, Section.PAPERS)) == len(TITLES))

    assert {row.section for row in settings} == {Section.SETTINGS}
    assert len(settings) > 8
    assert palette.rows()[0] is Section.PAPERS


@pytest.mark.asyncio
async def test_answer_to_older_letters_is_never_shown(
    world: World, qtbot: QtBot
) -> None:
    palette = world.open()
    qtbot.keyClicks(focus(), "densing")
    await until(has(palette, Section.PAPERS, TITLES[0]))

    for _ in "densing":
        qtbot.keyClick(focus(), KEY.Key_Backspace)
    qtbot.keyClicks(focus(), "consciousness")

    assert TITLES[0] not in titles(palette, Section.PAPERS)
    await until(has(palette, Section.PAPERS, TITLES[2]))
    assert titles(palette, Section.PAPERS) == [TITLES[2]]

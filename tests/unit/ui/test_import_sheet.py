"""The import sheet shows a plan and gives it back as the user changed it."""

from dataclasses import replace

import pytest
from PySide6 import QtCore, QtWidgets
from pytestqt.qtbot import QtBot

from app.domain.importing import ImportPlan, PlannedPaper, Verdict
from app.domain.paper import PaperId, Sha256, Skipped, Status, StoredFile, TopicId
from app.ui.appearance.look import Look
from app.ui.sheets.controls import ActButton
from app.ui.sheets.import_choices import ImportChoices
from app.ui.sheets.import_rows import place_of
from app.ui.sheets.import_sheet import ImportSheet
from tests.support.sheets import Stage, a_draft, a_paper, a_topic, focus

pytestmark = pytest.mark.ui
KEY = QtCore.Qt.Key


def a_plan(n_new: int = 3, *, skipped: tuple[Skipped, ...] = ()) -> ImportPlan:
    here = PlannedPaper(
        draft=a_draft("Here"),
        where="list.txt, paper 9",
        verdict=Verdict.HERE,
        known=PaperId("p"),
        is_wanted=False,
    )
    new = tuple(
        PlannedPaper(draft=a_draft(f"New {n}"), where="list.txt", verdict=Verdict.NEW)
        for n in range(n_new)
    )
    return ImportPlan(
        papers=(*new, here) if n_new else (),
        skipped=skipped,
        furniture=("new", "Mar 11"),
        summary="list.txt · saved listing, UTF-8",
    )


@pytest.fixture
def stage(qtbot: QtBot, look: Look) -> Stage:
    return Stage(qtbot, look)


def opened(stage: Stage, look: Look, plan: ImportPlan) -> ImportSheet:
    sheet = ImportSheet(
        look, ImportChoices(plan), [a_topic("Agents"), a_topic("Vision")]
    )
    stage.sheets.open(sheet)
    return sheet


@pytest.mark.asyncio
async def test_enter_at_once_accepts_the_plan(
    stage: Stage, look: Look, qtbot: QtBot
) -> None:
    plan = a_plan()
    sheet = opened(stage, look, plan)

    qtbot.keyClick(focus(), KEY.Key_Return)

    assert await sheet.review() == plan


@pytest.mark.asyncio
async def test_esc_gives_no_plan(stage: Stage, look: Look, qtbot: QtBot) -> None:
    sheet = opened(stage, look, a_plan())

    qtbot.keyClick(focus(), KEY.Key_Escape)

    assert await sheet.review() is None


@pytest.mark.asyncio
async def test_space_takes_the_current_paper_out(
    stage: Stage, look: Look, qtbot: QtBot
) -> None:
    sheet = opened(stage, look, a_plan())

    qtbot.keyClick(focus(), KEY.Key_J)
    qtbot.keyClick(focus(), KEY.Key_Space)
    qtbot.keyClick(focus(), KEY.Key_Return)

    plan = await sheet.review()
    assert plan is not None
    assert [p.is_wanted for p in plan.papers] == [True, False, True, False]


@pytest.mark.asyncio
async def test_space_on_a_paper_that_is_here_changes_nothing(
    stage: Stage, look: Look, qtbot: QtBot
) -> None:
    plan = a_plan()
    sheet = opened(stage, look, plan)

    for _ in range(3):
        qtbot.keyClick(focus(), KEY.Key_Down)
    qtbot.keyClick(focus(), KEY.Key_Space)
    qtbot.keyClick(focus(), KEY.Key_Return)

    assert await sheet.review() == plan


@pytest.mark.asyncio
async def test_skipped_title_becomes_a_wanted_paper(
    stage: Stage, look: Look, qtbot: QtBot
) -> None:
    lonely = Skipped(
        where="list.txt, line 4", why="No abstract.", text="A lonely title"
    )
    sheet = opened(stage, look, a_plan(1, skipped=(lonely,)))
    sheet.show_skipped()

    qtbot.keyClick(focus(), KEY.Key_Space)
    qtbot.keyClick(focus(), KEY.Key_Return)

    plan = await sheet.review()
    assert plan is not None
    assert plan.skipped == ()
    added = plan.papers[-1]
    assert (added.draft.title, added.draft.abstract) == ("A lonely title", "")
    assert added.is_wanted
    assert added.verdict is Verdict.NEW
    assert added.draft.provenance.original == "A lonely title"


def test_title_counts_the_papers_made_of_lines(
    stage: Stage, look: Look, qtbot: QtBot
) -> None:
    line = Skipped(where="list.txt, line 4", why="No abstract.", text="A lonely title")
    sheet = opened(stage, look, a_plan(1, skipped=(line,)))
    assert sheet.accessibleName() == "Import 2 papers"
    sheet.show_skipped()

    qtbot.keyClick(focus(), KEY.Key_Space)

    assert sheet.accessibleName() == "Import 3 papers"


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_F2])
def test_line_is_corrected_where_it_stands_and_esc_gives_it_back(
    stage: Stage, look: Look, qtbot: QtBot, key: QtCore.Qt.Key
) -> None:
    lines = tuple(Skipped(where=f"line {n}", why="?", text=f"Line {n}") for n in (1, 2))
    sheet = opened(stage, look, a_plan(1, skipped=lines))
    sheet.show_skipped()
    table = sheet.findChild(QtWidgets.QTableView)
    focus_in = QtCore.Qt.FocusReason.OtherFocusReason
    table.setFocus(focus_in)
    qtbot.keyClick(table, KEY.Key_Down)

    qtbot.keyClick(table, key)

    field = focus()
    assert isinstance(field, QtWidgets.QLineEdit)
    assert field.text() == "Line 2"
    place = field.mapTo(table.viewport(), field.rect().center())
    assert table.rowAt(place.y()) == 1
    qtbot.keyClicks(field, "2401.00001 and more")
    qtbot.keyClick(field, KEY.Key_Escape)
    assert focus() is table
    assert not sheet.is_closed
    qtbot.keyClick(table, key)
    again = focus()
    assert isinstance(again, QtWidgets.QLineEdit)
    assert again.text() == "Line 2"


@pytest.mark.asyncio
async def test_skipped_abstract_asks_for_its_title(
    stage: Stage, look: Look, qtbot: QtBot
) -> None:
    text = "We show a thing. " * 40
    orphan = Skipped(where="list.txt, line 4", why="No title.", text=text)
    sheet = opened(stage, look, a_plan(1, skipped=(orphan,)))
    sheet.show_skipped()

    qtbot.keyClick(focus(), KEY.Key_Space)
    qtbot.keyClicks(focus(), "My title")
    qtbot.keyClick(focus(), KEY.Key_Return)
    assert not sheet.is_closed
    qtbot.keyClick(focus(), KEY.Key_Return)

    plan = await sheet.review()
    assert plan is not None
    draft = plan.papers[-1].draft
    assert (draft.title, draft.abstract) == ("My title", text.strip())


@pytest.mark.asyncio
async def test_topic_typed_is_given_back(
    stage: Stage, look: Look, qtbot: QtBot
) -> None:
    sheet = opened(stage, look, a_plan())

    sheet.choose_topic(" Agents / Tools ")
    qtbot.keyClick(focus(), KEY.Key_Return)

    plan = await sheet.review()
    assert plan is not None
    assert plan.topic == "Agents/Tools"


def test_topic_with_an_empty_name_is_refused(
    stage: Stage, look: Look, qtbot: QtBot
) -> None:
    sheet = opened(stage, look, a_plan())

    sheet.choose_topic("Agents//Tools")
    qtbot.keyClick(focus(), KEY.Key_Return)

    assert not sheet.is_closed


@pytest.mark.asyncio
async def test_plan_without_papers_cannot_be_accepted(
    stage: Stage, look: Look, qtbot: QtBot
) -> None:
    sheet = opened(stage, look, a_plan(0))

    assert sheet.accessibleName() == "No papers found"
    qtbot.keyClick(focus(), KEY.Key_Return)

    assert await sheet.review() is None


def test_views_filter_the_rows(stage: Stage, look: Look) -> None:
    sheet = opened(stage, look, a_plan(3))

    sheet.show_verdict(Verdict.HERE)

    assert [row.what.draft.title for row in sheet.rows()] == ["Here"]  # type: ignore[union-attr]  # papers only


def test_five_thousand_papers_are_listed(stage: Stage, look: Look) -> None:
    sheet = opened(stage, look, a_plan(5000))

    assert len(sheet.rows()) == 5001


def test_rows_are_made_when_they_are_asked_for() -> None:
    choices = ImportChoices(a_plan(2))
    rows = choices.rows(None)

    choices.toggle(rows[0])

    assert rows[0].what.is_wanted is False  # type: ignore[union-attr]  # a paper
    assert (choices.n_wanted, choices.count(Verdict.NEW), len(rows)) == (1, 2, 3)


def test_what_may_be_here_is_told_and_chosen(
    stage: Stage, look: Look, qtbot: QtBot
) -> None:
    maybe = PlannedPaper(
        draft=a_draft("Alike"),
        where="list.txt",
        verdict=Verdict.MAYBE,
        known=PaperId("q"),
    )
    plan = a_plan(1)
    sheet = opened(stage, look, replace(plan, papers=(maybe, *plan.papers)))

    assert sheet.spoken()[0] == "Alike, Maybe here, will be added"
    sheet.show_places({PaperId("q"): "In Done"})
    assert sheet.spoken()[0] == "Alike, Maybe here (Maybe in Done), will be added"
    sheet.show_verdict(Verdict.MAYBE)
    assert len(sheet.rows()) == 1
    qtbot.keyClick(focus(), KEY.Key_Space)
    assert sheet.spoken() == ["Alike, Maybe here (Maybe in Done), stays out"]


def test_title_reads_as_in_the_list(stage: Stage, look: Look) -> None:
    draft = a_draft(r"Na\"ively with $\ell_2$")
    paper = PlannedPaper(draft=draft, where="list.txt", verdict=Verdict.NEW)
    sheet = opened(stage, look, replace(a_plan(), papers=(paper,)))

    assert sheet.spoken()[0].startswith("Naïvely with ℓ₂, New")


def test_paper_that_is_here_says_where(stage: Stage, look: Look) -> None:
    sheet = opened(stage, look, a_plan(1))

    sheet.show_places({PaperId("p"): "In the trash"})

    assert sheet.spoken()[1] == "Here, Here already (In the trash), stays out"


@pytest.mark.parametrize(
    ("status", "is_trashed", "topics", "words"),
    [
        (Status.DONE, False, (), "In Done"),
        (Status.NEW, False, ("A",), "In Inbox · Agents"),
        (Status.DISMISSED, False, (), "Dismissed"),
        (Status.DONE, True, ("A",), "In the trash"),
    ],
)
def test_place_of_a_paper_in_words(
    status: Status, is_trashed: bool, topics: tuple[str, ...], words: str
) -> None:
    paper = replace(
        a_paper("P"),
        status=status,
        is_trashed=is_trashed,
        topics=tuple(TopicId(topic) for topic in topics),
    )

    assert place_of(paper, {TopicId("A"): "Agents"}) == words


def test_keys_in_the_list_take_the_focus_there(
    stage: Stage, look: Look, qtbot: QtBot
) -> None:
    sheet = opened(stage, look, a_plan())
    assert isinstance(focus(), ActButton)

    qtbot.keyClick(focus(), KEY.Key_J)

    assert isinstance(focus(), QtWidgets.QAbstractItemView)
    assert not sheet.is_closed


def test_current_row_is_drawn_with_the_keys_only_while_it_has_them(
    stage: Stage, look: Look, qtbot: QtBot
) -> None:
    sheet = opened(stage, look, a_plan())
    [rows] = sheet.findChildren(QtWidgets.QAbstractItemView, "rows")
    soft = look.theme.colours.accentsoft
    middle = rows.visualRect(rows.model().index(0, 0)).center()
    before = rows.viewport().grab().toImage().pixelColor(middle)

    qtbot.keyClick(focus(), KEY.Key_PageUp)

    assert before == look.theme.colours.idle
    assert rows.viewport().grab().toImage().pixelColor(middle) == soft


def test_sources_are_all_named_in_the_tooltip(stage: Stage, look: Look) -> None:
    plan = replace(a_plan(), summary="a.txt, b.txt and 2 more", sources=tuple("abcd"))
    sheet = opened(stage, look, plan)

    tips = [widget.toolTip() for widget in sheet.findChildren(QtWidgets.QLabel)]

    assert "a\nb\nc\nd" in tips


@pytest.mark.asyncio
async def test_pdf_of_a_paper_that_is_here_can_be_accepted(
    stage: Stage, look: Look, qtbot: QtBot
) -> None:
    [*_, here] = a_plan(1).papers
    pdf = StoredFile(sha256=Sha256("a" * 64), length_bytes=1, name="a.pdf")
    update = replace(
        here,
        verdict=Verdict.UPDATE,
        gain=replace(here.draft, file=pdf),
        adds_file=True,
        is_wanted=True,
    )
    plan = replace(a_plan(1), papers=(update,))
    sheet = opened(stage, look, plan)

    assert sheet.spoken()[0].endswith("(Here, adds its PDF), will be updated")
    qtbot.keyClick(focus(), KEY.Key_Return)

    assert await sheet.review() == plan


def test_tab_goes_as_the_controls_stand(stage: Stage, look: Look, qtbot: QtBot) -> None:
    sheet = opened(stage, look, a_plan())
    seen = []
    for _ in range(7):
        qtbot.keyClick(focus(), KEY.Key_Tab)
        seen.append(focus().accessibleName())

    start = seen.index("Close")
    names = [*seen[start:], *seen[:start]]
    assert names[:4] == ["Close", "All 4", "Papers to import", "Show"]
    assert names[4:] == ["File under", "Cancel", "Import 3 papers"]
    assert not sheet.is_closed


@pytest.mark.asyncio
async def test_known_paper_dropped_on_a_topic_is_told_to_be_filed(
    stage: Stage, look: Look, qtbot: QtBot
) -> None:
    [here] = a_plan().papers[-1:]
    plan = replace(a_plan(), papers=(here,), topic="Agents")
    sheet = opened(stage, look, plan)

    assert sheet._tally.text() == "Files 1"
    assert sheet._title.text() == "File 1 paper"
    assert sheet.spoken() == ["Here, Here already, will be filed"]
    qtbot.keyClick(focus(), KEY.Key_Space)
    assert sheet._tally.text() == "Adds 0"
    assert not sheet._import.isEnabled()
    qtbot.keyClick(focus(), KEY.Key_Space)
    sheet._import.click()

    assert await sheet.review() == plan


@pytest.mark.asyncio
async def test_papers_filed_beside_new_ones_are_told_and_can_stay(
    stage: Stage, look: Look, qtbot: QtBot
) -> None:
    sheet = opened(stage, look, replace(a_plan(), topic="Agents"))

    assert sheet._tally.text() == "Adds 3, files 1"
    sheet.choose_topic("")
    assert sheet._tally.text() == "Adds 3"
    sheet.choose_topic("Vision")
    for _ in range(3):
        qtbot.keyClick(focus(), KEY.Key_Down)
    qtbot.keyClick(focus(), KEY.Key_Space)
    assert sheet._tally.text() == "Adds 3"
    sheet._import.click()

    plan = await sheet.review()
    assert plan is not None
    assert [p.is_filed for p in plan.papers] == [False] * 4

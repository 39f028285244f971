"""The import sheet shows a plan and gives it back as the user changed it."""

import pytest
from PySide6 import QtCore
from pytestqt.qtbot import QtBot

from app.domain.importing import ImportPlan, PlannedPaper, Verdict
from app.domain.paper import PaperId, Skipped
from app.ui.look import Look
from app.ui.sheets.import_sheet import ImportSheet
from tests.support.sheets import Stage, a_draft, a_topic, focus

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
    sheet = ImportSheet(look, plan, [a_topic("Agents"), a_topic("Vision")])
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

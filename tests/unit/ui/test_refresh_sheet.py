"""The refresh sheet shows old and new of fields, and asks to take what is ticked."""

import pytest
from PySide6 import QtCore
from pytestqt.qtbot import QtBot

from app.domain.fields import Fields
from app.domain.paper import Detail, PaperId
from app.domain.refreshing import Offer, PaperOffers, RefreshOutcome
from app.ui.appearance.look import Look
from app.ui.sheets.refresh_sheet import RefreshSheet
from tests.support.sheets import Ran, Stage, focus

pytestmark = pytest.mark.ui
Key = QtCore.Qt.Key
VENUE = Offer(
    field="venue",
    name="venue",
    old="",
    new="ICLR",
    source="Crossref",
    value=Fields(venue="ICLR"),
)
TITLE = Offer(
    field="title",
    name="title",
    old="Mine",
    new="Theirs",
    source="arXiv",
    value=Fields(title="Theirs"),
    is_taken=False,
)
LOCKED = Offer(
    field="details",
    name="volume",
    old="1",
    new="2",
    source="Crossref",
    details=(Detail("volume", "2"),),
    is_locked=True,
)


def offers(number: int, *of: Offer, message: str = "") -> PaperOffers:
    return PaperOffers(
        id=PaperId(f"paper {number}"),
        title=f"Paper number {number}",
        outcome=RefreshOutcome.CHANGED,
        offers=of,
        message=message,
    )


def opened(qtbot: QtBot, look: Look, *papers: PaperOffers) -> tuple[RefreshSheet, Ran]:
    stage, ran = Stage(qtbot, look), Ran()
    sheet = RefreshSheet(look, papers, run=ran)
    stage.sheets.open(sheet)
    return sheet, ran


def press(qtbot: QtBot, *keys: QtCore.Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(focus(), key)


def subtitle(sheet: RefreshSheet) -> str:
    return sheet._subtitle.text()


def test_enter_takes_what_is_ticked_and_never_what_the_user_wrote(
    qtbot: QtBot, look: Look
) -> None:
    sheet, ran = opened(qtbot, look, offers(1, VENUE, TITLE, LOCKED))
    assert subtitle(sheet) == "Will change 1 field of “Paper number 1”."

    press(qtbot, Key.Key_J, Key.Key_Space, Key.Key_J, Key.Key_Space)
    assert subtitle(sheet) == "Will change 2 fields of “Paper number 1”."
    press(qtbot, Key.Key_Return)

    [(command, arguments)] = ran.calls
    assert command == "metadata.take"
    assert [o.name for o in arguments["papers"][0].taken] == ["venue", "title"]
    assert sheet.is_closed


def test_nothing_ticked_takes_nothing(qtbot: QtBot, look: Look) -> None:
    sheet, ran = opened(qtbot, look, offers(1, VENUE))

    press(qtbot, Key.Key_X, Key.Key_Return)

    assert not ran.calls
    assert not sheet.is_closed


def test_papers_open_and_shut_and_are_ticked_as_a_whole(
    qtbot: QtBot, look: Look
) -> None:
    missing = offers(2, message="No catalogue knows it.")
    sheet, _ = opened(qtbot, look, missing, offers(1, VENUE, TITLE))
    assert subtitle(sheet) == "Will change 1 field of 1 paper."
    assert sheet.model.rowCount() == 2

    press(qtbot, Key.Key_Right)
    assert sheet.model.rowCount() == 4
    press(qtbot, Key.Key_Space)
    assert subtitle(sheet) == "Will change 2 fields of 1 paper."
    press(qtbot, Key.Key_Space, Key.Key_Left)

    assert subtitle(sheet) == "Will change 0 fields of 0 papers."
    assert sheet.model.rowCount() == 2


def test_rows_are_told_to_screen_readers(qtbot: QtBot, look: Look) -> None:
    sheet, _ = opened(qtbot, look, offers(1, VENUE, TITLE, LOCKED))

    role = QtCore.Qt.ItemDataRole.AccessibleTextRole
    told = [sheet.model.index(n).data(role) for n in range(3)]

    assert told == [
        "Venue: nothing becomes ICLR, Crossref, ticked",
        "Title: Mine becomes Theirs, arXiv, not ticked",
        "Volume: 1 becomes 2, Crossref, yours, kept",
    ]


def test_sheet_can_be_drawn(qtbot: QtBot, look: Look) -> None:
    sheet, _ = opened(qtbot, look, offers(1, VENUE, LOCKED), offers(2, TITLE))
    press(qtbot, Key.Key_Right)

    assert not sheet.grab().isNull()

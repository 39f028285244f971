"""The duplicates sheet: groups side by side, merged or kept apart by keys."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from PySide6 import QtCore
from pytestqt.qtbot import QtBot

from app.domain.duplicates import DuplicateGroup
from app.domain.edit import AddPapers, ChangePapers
from app.domain.paper import Author, Draft, PaperId, Provenance
from app.runtime.feed import ChangeFeed
from app.runtime.library_client import LibraryClient
from app.runtime.reporter import Reporter
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.sheets.controls import Chip
from app.ui.sheets.duplicates_sheet import DuplicatesSheet
from tests.support.sheets import Ran, Stage, focus
from tests.support.waiting import until

pytestmark = pytest.mark.ui

Key = QtCore.Qt.Key
ORIGIN = Provenance(source="list.txt", kind="saved listing")


def draft(title: str, venue: str = "") -> Draft:
    names = (Author("Ada Lovelace"),)
    return Draft(title=title, venue=venue, authors=names, provenance=ORIGIN)


class Setting:
    """A library of four pairs, and the sheet over them."""

    def __init__(self, library: LibraryClient, jobs: TaskSupervisor) -> None:
        self.library, self.jobs, self.ran = library, jobs, Ran()
        self.ids: tuple[PaperId, ...] = ()

    async def fill(self) -> None:
        drafts = [
            draft(title, venue)
            for title in ("On Engines", "On Looms", "On Tides", "On Stars")
            for venue in ("", "Journal of Tests")
        ]
        edit = AddPapers(drafts=tuple(drafts), label="Added")
        self.ids = (await self.library.apply(edit)).added

    def sheet(self, look: Look, *sizes: int) -> DuplicatesSheet:
        """Make the sheet over groups of so many papers; all but the last certain."""
        groups, start = [], 0
        for n, size in enumerate(sizes):
            groups.append(
                DuplicateGroup(
                    ids=self.ids[start : start + size],
                    reasons=("same PDF",),
                    is_certain=n < len(sizes) - 1,
                )
            )
            start += size
        return DuplicatesSheet(
            look, groups, library=self.library, jobs=self.jobs, run=self.ran
        )


@pytest_asyncio.fixture
async def setting(tmp_path: Path) -> AsyncIterator[Setting]:
    library = LibraryClient(tmp_path / "library", ChangeFeed())
    jobs = TaskSupervisor(Reporter())
    await library.open()
    made = Setting(library, jobs)
    await made.fill()
    yield made
    await jobs.close()
    await library.close()


@pytest.mark.asyncio
async def test_enter_merges_into_the_paper_chosen_by_key(
    qtbot: QtBot, look: Look, setting: Setting
) -> None:
    stage, sheet, ids = Stage(qtbot, look), setting.sheet(look, 2, 2), setting.ids
    stage.sheets.open(sheet)
    await until(lambda: sheet.shown == ids[:2])

    qtbot.keyClick(focus(), Key.Key_Right)
    qtbot.keyClick(focus(), Key.Key_Return)

    merged = {"groups": ((ids[1], ids[0]),)}
    assert setting.ran.calls == [("duplicates.merge", merged)]
    await until(lambda: sheet.shown == ids[2:4])
    qtbot.keyClick(focus(), Key.Key_N)
    assert setting.ran.calls[1:] == [("duplicates.keep-apart", {"ids": ids[2:4]})]
    assert sheet.is_closed


@pytest.mark.asyncio
async def test_all_certain_ones_are_merged_after_a_preview(
    qtbot: QtBot, look: Look, setting: Setting
) -> None:
    stage, sheet, ids = Stage(qtbot, look), setting.sheet(look, 2, 2, 2), setting.ids
    stage.sheets.open(sheet)
    await until(lambda: sheet.shown == ids[:2])

    qtbot.keyClick(focus(), Key.Key_M)
    assert "2 papers go into them" in sheet.said()
    qtbot.keyClick(focus(), Key.Key_Escape)
    assert "go into them" not in sheet.said()
    assert not sheet.is_closed
    qtbot.keyClick(focus(), Key.Key_M)
    qtbot.keyClick(focus(), Key.Key_Return)

    merged = {"groups": (ids[:2], ids[2:4])}
    assert setting.ran.calls == [("duplicates.merge", merged)]
    await until(lambda: sheet.shown == ids[4:6])


@pytest.mark.asyncio
async def test_a_paper_left_out_stays(
    qtbot: QtBot, look: Look, setting: Setting
) -> None:
    stage, sheet, ids = Stage(qtbot, look), setting.sheet(look, 3), setting.ids
    stage.sheets.open(sheet)
    await until(lambda: sheet.shown == ids[:3])

    qtbot.keyClick(focus(), Key.Key_2)
    qtbot.keyClick(focus(), Key.Key_X)
    qtbot.keyClick(focus(), Key.Key_Return)

    merged = {"groups": ((ids[0], ids[2]),)}
    assert setting.ran.calls == [("duplicates.merge", merged)]


@pytest.mark.asyncio
async def test_a_click_chooses_the_paper_to_keep(
    qtbot: QtBot, look: Look, setting: Setting
) -> None:
    stage, sheet, ids = Stage(qtbot, look), setting.sheet(look, 2), setting.ids
    stage.sheets.open(sheet)
    await until(lambda: sheet.shown == ids[:2])

    chips = [chip for chip in sheet.findChildren(Chip) if chip.isVisible()]
    assert [chip.text() for chip in chips] == ["Keep", "Merge into it"]
    qtbot.mouseClick(chips[1], QtCore.Qt.MouseButton.LeftButton)

    group = sheet.choices.current
    assert group is not None
    assert group.taken == (ids[1], ids[0])


@pytest.mark.asyncio
async def test_undo_shows_the_group_again(
    qtbot: QtBot, look: Look, setting: Setting
) -> None:
    stage, sheet, ids = Stage(qtbot, look), setting.sheet(look, 2, 2), setting.ids
    stage.sheets.open(sheet)
    await until(lambda: sheet.shown == ids[:2])
    qtbot.keyClick(focus(), Key.Key_Return)
    await until(lambda: sheet.shown == ids[2:4])

    qtbot.keyClick(focus(), Key.Key_Z, QtCore.Qt.KeyboardModifier.ControlModifier)

    await until(lambda: sheet.shown == ids[:2])
    assert setting.ran.calls[-1] == ("edit.undo", {})


@pytest.mark.asyncio
async def test_a_change_elsewhere_is_seen(
    qtbot: QtBot, look: Look, setting: Setting
) -> None:
    stage, sheet, ids = Stage(qtbot, look), setting.sheet(look, 2, 2), setting.ids
    stage.sheets.open(sheet)
    await until(lambda: sheet.shown == ids[:2])
    assert "starred" not in sheet.said()

    await setting.library.apply(ChangePapers(ids=ids[:1], label="x", is_starred=True))

    await until(lambda: "starred" in sheet.said())

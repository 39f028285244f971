"""Large text in a small window: sheets keep their words within their edges."""

from pathlib import Path

import pytest
from PySide6 import QtWidgets

from tests.support.stage import WindowStage, play

pytestmark = [pytest.mark.ui, pytest.mark.usefixtures("qapp")]
LARGE = {"appearance.text_scale": "1.6"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


def test_settings_are_as_wide_as_their_sheet(folder: Path) -> None:
    async def look(stage: WindowStage) -> None:
        stage.parts.window.resize(700, 800)
        sheet = await stage.ask("settings.show")
        area = sheet.findChildren(QtWidgets.QScrollArea)[0]
        page = area.widget()
        assert page.minimumSizeHint().width() <= area.viewport().width()

    assert play(look, folder, LARGE) == 0


def test_legend_of_the_palette_is_whole(folder: Path) -> None:
    async def look(stage: WindowStage) -> None:
        stage.parts.window.resize(700, 800)
        sheet = await stage.ask("palette.open")
        labels = sheet.findChildren(QtWidgets.QLabel)
        (legend,) = [each for each in labels if each.text().endswith("settings")]
        sheet.grab()
        corner = legend.mapTo(sheet, legend.rect().bottomRight())
        assert sheet.rect().contains(corner)
        assert legend.hasHeightForWidth()
        assert legend.heightForWidth(legend.width()) <= legend.height()

    assert play(look, folder, LARGE) == 0

"""The buttons above the list: they come and go with the room there is."""

import pytest
from PySide6 import QtWidgets
from pytestqt.qtbot import QtBot

from app.commands.table import all_commands
from app.ui.appearance.look import Look
from app.ui.panels.list.shape_buttons import ShapeButtons
from app.ui.widgets.buttons import CommandButton
from tests.support.sheets import Ran

pytestmark = pytest.mark.ui


@pytest.mark.parametrize(("width", "is_there"), [(760, True), (480, False)])
def test_triage_has_a_button_where_there_is_room(
    qtbot: QtBot, look: Look, width: int, is_there: bool
) -> None:
    window, ran = QtWidgets.QWidget(), Ran()
    qtbot.addWidget(window)
    shape = ShapeButtons(look, ran, all_commands(), window)
    window.show()

    shape.set_width(look.theme.px(width))
    buttons = shape.findChildren(CommandButton)
    (triage,) = (b for b in buttons if b.command_id == "triage.toggle")

    assert shape.isVisible()
    assert triage.isVisible() == is_there
    assert triage.text() == "Triage"

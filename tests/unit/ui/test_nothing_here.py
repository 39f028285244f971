"""What a place without papers says, from the first picture on."""

import pytest
from PySide6 import QtWidgets
from pytestqt.qtbot import QtBot

from app.commands.command import Registry
from app.commands.table import all_commands
from app.commands.window.motions import MOTIONS
from app.domain.query import Place, Query
from app.ui.appearance.look import Look
from app.ui.panels.list.empty import NothingHere

pytestmark = pytest.mark.ui


def words_of(pane: NothingHere) -> str:
    """Return the sentence that is shown."""
    return " ".join(label.text() for label in pane.findChildren(QtWidgets.QLabel))


def test_place_that_was_empty_at_the_start_tells_the_key_once_it_is_known(
    qtbot: QtBot, look: Look
) -> None:
    first = Registry(MOTIONS)
    look.follow_keys(first)
    window = QtWidgets.QWidget()
    qtbot.addWidget(window)
    pane = NothingHere(look, lambda *args, **given: None, first, window)
    pane.tell(Query(place=Place.STARRED), n_queued=0)
    assert words_of(pane) == "No paper is starred."

    look.follow_keys(all_commands())

    assert words_of(pane) == "No paper is starred. Press s on a paper to star it."
    pane.say("Nothing was found.")
    look.follow_keys(all_commands())
    assert words_of(pane) == "Nothing was found."

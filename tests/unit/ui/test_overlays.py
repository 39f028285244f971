"""Which-key and the drop overlay: told, painted, out of the way."""

from dataclasses import replace

import pytest
from PySide6 import QtCore, QtGui, QtWidgets
from pytestqt.qtbot import QtBot

from app.commands.command import Mode, Registry
from app.commands.keys.keymap import Keymap, Pending
from app.commands.window.motions import MOTIONS
from app.ui.appearance.look import Look
from app.ui.drops.drop_overlay import DropOverlay
from app.ui.which_key import WhichKey

pytestmark = pytest.mark.ui


@pytest.fixture
def window(qtbot: QtBot) -> QtWidgets.QWidget:
    window = QtWidgets.QWidget()
    window.resize(1000, 600)
    qtbot.addWidget(window)
    window.show()
    return window


def test_which_key_lists_what_may_follow_at_the_foot(
    window: QtWidgets.QWidget, look: Look
) -> None:
    pending = Keymap(Registry(MOTIONS)).find(Mode.LIST, ("g",))
    assert isinstance(pending, Pending)
    strip = WhichKey(look, window)

    strip.show_followers("g", pending.followers)

    assert strip.isVisible()
    assert "i Go to Inbox" in strip.accessibleDescription()
    assert strip.geometry().bottom() == window.rect().bottom()
    assert strip.height() < window.height() / 2
    strip.clear()
    assert not strip.isVisible()


def test_which_key_goes_to_the_head_rather_than_over_the_current_row(
    window: QtWidgets.QWidget, look: Look
) -> None:
    row = QtCore.QRect(200, 570, 500, 30)
    strip = WhichKey(look, window, lambda: row)

    strip.show_followers("g", {"i": Registry(MOTIONS)["go.inbox"]})
    over_low = strip.geometry()
    row.moveTop(40)
    strip.show_followers("g", {"i": Registry(MOTIONS)["go.inbox"]})

    assert over_low.top() == 0
    assert strip.geometry().bottom() == window.rect().bottom()
    assert not strip.geometry().intersects(row)


def test_which_key_gives_the_longest_title_its_room(
    window: QtWidgets.QWidget, look: Look
) -> None:
    strip = WhichKey(look, window)
    short = Registry(MOTIONS)["go.inbox"]
    long = replace(short, title="Show deleted topics, notes, marks and PDFs")

    strip.show_followers("g", dict.fromkeys("abcdef", short))
    low = strip.height()
    strip.show_followers("g", dict.fromkeys("abcdef", long))

    assert strip.height() > low
    assert strip.overflowing() == ()


def test_which_key_without_followers_hides(
    window: QtWidgets.QWidget, look: Look
) -> None:
    strip = WhichKey(look, window)
    strip.show_followers("g", {"i": Registry(MOTIONS)["go.inbox"]})

    strip.show_followers("", {})

    assert not strip.isVisible()


@pytest.mark.parametrize("pointer", [(5, 5), (995, 5), (5, 595), (995, 595)])
def test_drop_card_stays_inside_the_window(
    window: QtWidgets.QWidget, look: Look, pointer: tuple[int, int]
) -> None:
    overlay = DropOverlay(look, window)
    target = QtCore.QRect(200, 60, 400, 500)

    overlay.show_over(target, "Add 51 papers to Agents", "", QtCore.QPoint(*pointer))

    assert overlay.title() == "Add 51 papers to Agents"
    assert window.rect().contains(overlay.card_rect())


def test_drop_overlay_dims_all_but_what_is_clear(
    window: QtWidgets.QWidget, look: Look
) -> None:
    colours = look.theme.colours
    window.setPalette(QtGui.QPalette(colours.text))
    before = window.grab().toImage()
    overlay = DropOverlay(look, window)
    clear = QtCore.QRect(0, 0, 200, 600)

    overlay.show_over(
        QtCore.QRect(210, 60, 300, 500),
        "Add these files",
        "Your files stay where they are.",
        QtCore.QPoint(700, 300),
        clear=clear,
    )

    after = window.grab().toImage()
    assert after.pixel(100, 100) == before.pixel(100, 100)
    assert after.pixel(600, 20) != before.pixel(600, 20)

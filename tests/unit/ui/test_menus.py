"""Menus: every line is a command with its key, and runs it."""

from itertools import pairwise

import pytest
from PySide6 import QtCore, QtWidgets
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.commands.command import Menu, Mode
from app.commands.table import all_commands
from app.ui.appearance.look import Look
from app.ui.menus import Menus

pytestmark = pytest.mark.ui


@pytest.fixture
def ran() -> list[str]:
    return []


@pytest.fixture
def menus(look: Look, ran: list[str]) -> Menus:
    return Menus(look, all_commands(), ran.append)


@pytest.fixture
def window(qtbot: QtBot) -> QtWidgets.QWidget:
    made = QtWidgets.QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def parted(menu: QtWidgets.QMenu) -> list[list[str]]:
    """Return the lines of a menu between its separators."""
    parts: list[list[str]] = [[]]
    for action in menu.actions():
        if action.isSeparator():
            parts.append([])
        else:
            parts[-1].append(action.text().split("\t")[0])
    return parts


def lines(menu: QtWidgets.QMenu) -> list[str]:
    return [a.text().split("\t")[0] for a in menu.actions() if not a.isSeparator()]


def test_whole_menu_holds_every_listed_command_once(
    menus: Menus, window: QtWidgets.QWidget
) -> None:
    whole = menus.whole(window, Mode.LIST)

    found = [
        line for part in whole.findChildren(QtWidgets.QMenu) for line in lines(part)
    ]
    listed = [c.title for c in all_commands().listed(Mode.LIST) if c.menu is not None]
    assert sorted(found) == sorted(listed)
    assert "READ" not in lines(whole)


def test_line_shows_its_key_and_runs_its_command(
    menus: Menus, window: QtWidgets.QWidget, ran: list[str]
) -> None:
    menu = menus.of_ids(window, ("paper.star", "paper.copy-bibtex"))

    texts = [action.text() for action in menu.actions()]
    menu.actions()[0].trigger()

    assert texts == ["Star\ts", "Copy BibTeX\ty b"]
    assert ran == ["paper.star"]


def test_flat_menu_has_lines_between_kinds_and_none_at_its_end(
    menus: Menus, window: QtWidgets.QWidget
) -> None:
    kinds = (Menu.PAPER, Menu.TOPIC, Menu.READ)

    menu = menus.of_kinds(window, Mode.LIST, kinds)

    is_line = [action.isSeparator() for action in menu.actions()]
    assert [is_line[0], is_line[-1]] == [False, False]
    assert (True, True) not in pairwise(is_line)
    parts = parted(menu)
    assert next(part[:4] for part in parts if "Star" in part) == [
        "Star",
        "Queue",
        "Done",
        "Dismiss",
    ]
    assert not any("Star" in part and "Move to the trash" in part for part in parts)
    assert any(all(line.startswith("Copy") for line in part) for part in parts)


def test_command_that_fits_nothing_is_left_out(
    menus: Menus, window: QtWidgets.QWidget
) -> None:
    without = ("paper.restore",)

    flat = menus.of_kinds(window, Mode.LIST, (Menu.PAPER,), without=without)
    whole = menus.whole(window, Mode.LIST, without=without)

    found = lines(flat)
    for part in whole.findChildren(QtWidgets.QMenu):
        found += lines(part)
    assert "Move to the trash" in found
    assert "Restore from the trash" not in found


def test_main_menu_holds_what_acts_on_no_paper(
    menus: Menus, window: QtWidgets.QWidget, ran: list[str]
) -> None:
    menu = menus.main(window)

    parts = parted(menu)
    assert parts[0] == ["Open files", "Open a folder", "Paste papers", "Add a paper"]
    assert parts[1] == ["Undo", "Redo", "Show the history"]
    assert parts[-1] == ["Quit"]
    assert {"Settings", "Show the keys", "Open the guide", "About Octavo"} <= set(
        lines(menu)
    )
    menu.actions()[-1].trigger()
    assert ran == ["window.quit"]


def test_submenu_lives_on_and_the_menu_goes_when_closed(
    menus: Menus, window: QtWidgets.QWidget, qtbot: QtBot
) -> None:
    whole = menus.whole(window, Mode.LIST)
    whole.popup(QtCore.QPoint(0, 0))
    first = whole.actions()[0].menu()
    assert isinstance(first, QtWidgets.QMenu)
    first.popup(QtCore.QPoint(9, 9))

    first.close()
    QtWidgets.QApplication.sendPostedEvents(
        None, QtCore.QEvent.Type.DeferredDelete.value
    )
    assert isValid(first)
    whole.close()

    qtbot.waitUntil(lambda: not isValid(whole))

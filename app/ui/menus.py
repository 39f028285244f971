"""Menus, made from the command table."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Any

from PySide6 import QtCore, QtGui, QtWidgets

from app.commands.command import Command, Group, Menu, Mode, Registry
from app.ui.appearance.look import Look
from app.ui.widgets.keycap import key_parts

_GROUPS = (Group.READ, *(group for group in Group if group is not Group.READ))
"""The order of intents in a menu: what one most often came for is above."""

_MAIN = (
    ("import.choose-files", "import.choose-folder", "import.paste", "import.type"),
    ("edit.undo", "edit.redo", "history.show"),
    ("palette.open", "settings.show"),
    ("keys.show", "guide.show", "about.show"),
    ("window.quit",),
)
"""The window's menu, in groups parted by lines."""


class Menus:
    """Builds menus whose every line is a command with its key."""

    def __init__(
        self, look: Look, registry: Registry, run: Callable[[str], Any]
    ) -> None:
        self._look = look
        self._registry = registry
        self._run = run

    def main(self, parent: QtWidgets.QWidget) -> QtWidgets.QMenu:
        """Return the window's menu: what does not act on a paper."""
        menu = _menu(parent)
        for ids in _MAIN:
            self._add_part(menu, [self._registry[command_id] for command_id in ids])
        return menu

    def whole(
        self, parent: QtWidgets.QWidget, mode: Mode, *, without: Collection[str] = ()
    ) -> QtWidgets.QMenu:
        """Return the menu of the whole program, one submenu a kind."""
        menu = _menu(parent)
        for kind in Menu:
            parts = self._parts(kind, mode, without)
            if parts:
                submenu = menu.addMenu(kind.value)
                for part in parts:
                    self._add_part(submenu, part)
        return menu

    def of_kinds(
        self,
        parent: QtWidgets.QWidget,
        mode: Mode,
        kinds: tuple[Menu, ...],
        *,
        without: Collection[str] = (),
    ) -> QtWidgets.QMenu:
        """Return one flat menu of some kinds, parted by lines where the intent changes.

        `without` are the ids of commands that fit nothing now.
        """
        menu = _menu(parent)
        for kind in kinds:
            for part in self._parts(kind, mode, without):
                self._add_part(menu, part)
        return menu

    def of_ids(
        self, parent: QtWidgets.QWidget, ids: tuple[str, ...]
    ) -> QtWidgets.QMenu:
        """Return one flat menu of some commands."""
        menu = _menu(parent)
        self._fill(menu, [self._registry[command_id] for command_id in ids])
        return menu

    def _parts(
        self, kind: Menu, mode: Mode, without: Collection[str]
    ) -> list[list[Command]]:
        """Return the commands of a kind by intent; what shares a prefix key is one."""
        parts: dict[tuple[int, str], list[Command]] = {}
        for command in self._registry.listed(mode):
            if command.menu is kind and command.id not in without:
                key = (_GROUPS.index(command.group), _prefix(command))
                parts.setdefault(key, []).append(command)
        return [parts[key] for key in sorted(parts)]

    def _add_part(self, menu: QtWidgets.QMenu, commands: Sequence[Command]) -> None:
        if menu.actions():
            menu.addSeparator()
        self._fill(menu, commands)

    def _fill(self, menu: QtWidgets.QMenu, commands: Sequence[Command]) -> None:
        for command in commands:
            key = " ".join(key_parts(command.key))
            action = QtGui.QAction(f"{command.title}\t{key}".rstrip(), menu)
            action.setToolTip(command.help)
            if command.icon:
                action.setIcon(self._look.icon(command.icon, size_px=16))
            menu.addAction(action)
            action.triggered.connect(partial(self._on_triggered, command.id))

    def _on_triggered(self, command_id: str, _is_checked: bool = False) -> None:
        self._run(command_id)


def _prefix(command: Command) -> str:
    first = command.key.split()
    return first[0] if len(first) > 1 else ""


def _menu(parent: QtWidgets.QWidget) -> QtWidgets.QMenu:
    """Make a menu that is gone once it is closed; not so a submenu, opened again."""
    menu = QtWidgets.QMenu(parent)
    menu.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu

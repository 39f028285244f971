"""Menus, made from the command table."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6 import QtCore, QtGui, QtWidgets

from app.commands.command import Command, Menu, Mode, Registry
from app.ui.look import Look
from app.ui.widgets.keycap import key_parts


class Menus:
    """Builds menus whose every line is a command with its key."""

    def __init__(
        self, look: Look, registry: Registry, run: Callable[[str], Any]
    ) -> None:
        self._look = look
        self._registry = registry
        self._run = run

    def whole(self, parent: QtWidgets.QWidget, mode: Mode) -> QtWidgets.QMenu:
        """Return the menu of the whole program, one submenu a kind."""
        menu = _menu(parent)
        for kind in Menu:
            commands = self._commands(kind, mode)
            if commands:
                submenu = menu.addMenu(kind.value)
                self._fill(submenu, commands)
        return menu

    def of_kinds(
        self, parent: QtWidgets.QWidget, mode: Mode, kinds: tuple[Menu, ...]
    ) -> QtWidgets.QMenu:
        """Return one flat menu of some kinds, parted by lines."""
        menu = _menu(parent)
        for kind in kinds:
            commands = self._commands(kind, mode)
            if menu.actions() and commands:
                menu.addSeparator()
            self._fill(menu, commands)
        return menu

    def of_ids(
        self, parent: QtWidgets.QWidget, ids: tuple[str, ...]
    ) -> QtWidgets.QMenu:
        """Return one flat menu of some commands."""
        menu = _menu(parent)
        self._fill(menu, [self._registry[command_id] for command_id in ids])
        return menu

    def _commands(self, kind: Menu, mode: Mode) -> list[Command]:
        return [c for c in self._registry.listed(mode) if c.menu is kind]

    def _fill(self, menu: QtWidgets.QMenu, commands: list[Command]) -> None:
        for command in commands:
            key = " ".join(key_parts(command.keys[0])) if command.keys else ""
            action = QtGui.QAction(f"{command.title}\t{key}".rstrip(), menu)
            action.setToolTip(command.help)
            if command.icon:
                action.setIcon(self._look.icon(command.icon, size_px=16))
            menu.addAction(action)
            action.triggered.connect(partial(self._on_triggered, command.id))

    def _on_triggered(self, command_id: str, _is_checked: bool = False) -> None:
        self._run(command_id)


def _menu(parent: QtWidgets.QWidget) -> QtWidgets.QMenu:
    """Make a menu that is gone once it is closed; not so a submenu, opened again."""
    menu = QtWidgets.QMenu(parent)
    menu.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu

"""The keys of the whole window: which are obeyed now, and what may follow one."""

from collections.abc import Callable
from typing import Any

from PySide6 import QtCore

from app.commands.command import Mode, Registry
from app.commands.keys.keymap import Keymap
from app.ui.actions import WindowActions
from app.ui.appearance.look import Look
from app.ui.desk import WindowDesk
from app.ui.keys.chosen_keys import ChosenKeys
from app.ui.keys.keys import KeyFilter
from app.ui.main_window import MainWindow
from app.ui.models.paper_list import PaperListModel
from app.ui.panels.list.panel import ListPanel
from app.ui.panels.reader.readers import Readers
from app.ui.panels.triage.panel import TriagePanel
from app.ui.sheets.host import Sheets
from app.ui.which_key import WhichKey
from app.ui.window_suggestions import WindowSuggestions


class WindowKeys(QtCore.QObject):
    """Gives keys to the commands of where they go now, or holds them for a moment."""

    def __init__(
        self,
        look: Look,
        window: MainWindow,
        registry: Registry,
        keys: ChosenKeys,
        *,
        desk: WindowDesk,
        papers: ListPanel,
        readers: Readers,
        triage: TriagePanel,
        model: PaperListModel,
        sheets: Sheets,
        actions: WindowActions,
        suggestions: WindowSuggestions,
        show_begun: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._papers = window, desk, papers
        self._readers, self._triage, self._model = readers, triage, model
        self._sheets, self._actions = sheets, actions
        self._suggestions = suggestions
        self._registry, self._keys = registry, keys
        self._filter = KeyFilter(
            window,
            self._keymap(),
            mode=desk.key_mode,
            run=self._run_key,
            is_blocked=self._is_blocked,
            is_waiting=self._is_waiting,
            has_selection=self._has_selection,
        )
        model.settled.connect(self._filter.go_on)
        triage.ready.connect(self._filter.go_on)
        self._which_key = WhichKey(look, window.stack, self._current_row_rect)
        self._filter.prefix_changed.connect(self._on_prefix_changed)
        self._filter.begun.connect(show_begun)
        keys.changed.connect(self._on_keys_changed)

    def _keymap(self) -> Keymap:
        return Keymap(self._registry, has_counts=self._keys.has_counts)

    def _on_keys_changed(self) -> None:
        self._filter.follow(self._keymap())

    def _run_key(self, command_id: str, count: int = 0) -> None:
        if count:
            self._actions.run_counted(command_id, count)
        elif not self._suggestions.take_key(command_id):
            self._actions.run_key(command_id)

    def _current_row_rect(self) -> QtCore.QRect:
        """Return where the current row is in the stack of panes and reader."""
        table = self._papers.table
        if not table.isVisible():
            return QtCore.QRect()
        rect = table.current_rect()
        corner = table.viewport().mapTo(self._window.stack, rect.topLeft())
        return QtCore.QRect(corner, rect.size())

    def _is_blocked(self) -> bool:
        return self._sheets.is_open

    def _is_waiting(self) -> bool:
        is_on_its_way = not self._model.is_settled or self._triage.is_waiting
        return self._desk.mode() is not Mode.READER and is_on_its_way

    def _has_selection(self) -> bool:
        return self._desk.mode() is Mode.READER and self._readers.has_selection

    def _on_prefix_changed(self, prefix: str, followers: Any) -> None:
        if prefix:
            self._which_key.show_followers(prefix, followers)
        else:
            self._which_key.clear()

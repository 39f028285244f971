"""A menu asked for while the window is not yet whole: opened once it is."""

from collections.abc import Callable

from PySide6 import QtCore

from app.domain.query import Query
from app.ui.panels.list.panel import ListPanel
from app.ui.panels.sidebar.panel import SidebarPanel


class EarlyMenus(QtCore.QObject):
    """Remembers the last menu asked for, until `release` asks for it again."""

    def __init__(
        self, papers: ListPanel, sidebar: SidebarPanel, parent: QtCore.QObject
    ) -> None:
        super().__init__(parent)
        self._papers, self._sidebar = papers, sidebar
        self._ask: Callable[[], None] | None = None
        papers.menu_requested.connect(self._on_paper_menu)
        sidebar.menu_requested.connect(self._on_sidebar_menu)
        sidebar.main_menu_requested.connect(self._on_main_menu)

    def release(self) -> None:
        """Ask for it, and remember no more."""
        self._papers.menu_requested.disconnect(self._on_paper_menu)
        self._sidebar.menu_requested.disconnect(self._on_sidebar_menu)
        self._sidebar.main_menu_requested.disconnect(self._on_main_menu)
        if self._ask is not None:
            self._ask()
            self._ask = None

    def _on_paper_menu(self, place: QtCore.QPoint) -> None:
        self._ask = lambda: self._papers.menu_requested.emit(place)

    def _on_sidebar_menu(self, place: QtCore.QPoint, query: Query | None) -> None:
        self._ask = lambda: self._sidebar.menu_requested.emit(place, query)

    def _on_main_menu(self, place: QtCore.QPoint) -> None:
        self._ask = lambda: self._sidebar.main_menu_requested.emit(place)

"""The menus of the window: of a paper, its status, the sidebar, and the whole."""

from PySide6 import QtCore

from app.commands.command import Menu, Mode
from app.domain.paper import LinkKind, Status
from app.domain.query import Place, Query
from app.domain.versions import newest_out
from app.ui.desk import WindowDesk
from app.ui.main_window import MainWindow
from app.ui.menus import Menus
from app.ui.models.paper_list import PaperListModel
from app.ui.navigation import Navigator
from app.ui.panels.detail.panel import DetailPanel
from app.ui.panels.list.panel import ListPanel
from app.ui.panels.sidebar.panel import SidebarPanel

_STATUS_COMMANDS = (
    "paper.toggle-new",
    "paper.queue",
    "paper.done",
    "paper.dismiss",
    "snooze.pick",
)

_IN_THE_QUEUE = ("queue.up", "queue.down", "queue.first", "queue.last")

_OPEN_LINK = {LinkKind.CODE: "paper.open-code", LinkKind.PROJECT: "paper.open-project"}


class ContextMenus(QtCore.QObject):
    """Opens the menu that a part of the window asks for, where it asks."""

    def __init__(
        self,
        menus: Menus,
        window: MainWindow,
        desk: WindowDesk,
        navigator: Navigator,
        model: PaperListModel,
        *,
        sidebar: SidebarPanel,
        papers: ListPanel,
        detail: DetailPanel,
    ) -> None:
        super().__init__(window)
        self._menus = menus
        self._window = window
        self._desk = desk
        self._navigator = navigator
        self._model = model
        papers.menu_requested.connect(self._on_paper_menu)
        detail.menu_requested.connect(self._on_paper_menu)
        detail.status_menu_requested.connect(self._on_status_menu)
        sidebar.menu_requested.connect(self._on_sidebar_menu)
        sidebar.main_menu_requested.connect(self._on_main_menu)

    def _on_paper_menu(self, place: QtCore.QPoint) -> None:
        menu = self._menus.of_kinds(
            self._window, self._desk.mode(), (Menu.PAPER,), without=self._unfit()
        )
        menu.popup(place)

    def _unfit(self) -> tuple[str, ...]:
        """Return the commands on papers that mean nothing where one is."""
        is_trash = self._desk.query().place is Place.TRASH
        unfit: tuple[str, ...] = ("paper.trash" if is_trash else "paper.restore",)
        papers = [self._model.paper(paper_id) for paper_id in self._desk.targets()]
        there = [paper for paper in papers if paper is not None]
        for kind, command in _OPEN_LINK.items():
            if not any(paper.link(kind) for paper in there):
                unfit += (command,)
        if not any(newest_out(paper) for paper in there):
            unfit += ("paper.fetch-newest",)
        if not any(len(paper.files) > 1 for paper in there):
            unfit += ("paper.view-version",)
        if not there or any(paper.status is not Status.QUEUED for paper in there):
            unfit += _IN_THE_QUEUE
        have_pdf = {paper.has_pdf for paper in papers if paper is not None}
        if have_pdf == {False}:
            return (*unfit, "paper.show-file", "paper.open-elsewhere")
        return (*unfit, "paper.fetch") if have_pdf == {True} else unfit

    def _on_main_menu(self, place: QtCore.QPoint) -> None:
        menu = self._menus.main(self._window)
        menu.popup(place - QtCore.QPoint(0, menu.sizeHint().height()))

    def _on_status_menu(self, place: QtCore.QPoint) -> None:
        self._menus.of_ids(self._window, _STATUS_COMMANDS).popup(place)

    def _on_sidebar_menu(self, place: QtCore.QPoint, query: Query | None) -> None:
        if query is not None and query.topic is not None:
            self._navigator.show(query)
            menu = self._menus.of_kinds(self._window, Mode.LIST, (Menu.TOPIC,))
        elif query is not None and query.text:
            self._navigator.show(query)
            menu = self._menus.of_ids(self._window, ("search.edit", "search.delete"))
        else:
            menu = self._menus.whole(
                self._window, self._desk.mode(), without=self._unfit()
            )
        menu.popup(place)

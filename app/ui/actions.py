"""Who does the commands that are the window's own: motions, places, panes."""

from collections.abc import Callable
from typing import Any

from PySide6 import QtCore, QtWidgets

from app.commands.motions import MOTIONS
from app.domain.paper import PaperId, TopicId
from app.domain.query import Place
from app.ui.desk import WindowDesk
from app.ui.look import Look
from app.ui.main_window import MainWindow
from app.ui.navigation import Navigator
from app.ui.panels.detail.panel import DetailPanel
from app.ui.panels.list.panel import ListPanel
from app.ui.panels.reader.panel import ReaderPanel
from app.ui.panels.sidebar.panel import SidebarPanel

_TEXT_STEP = 1.1
Action = Callable[..., Any]


class WindowActions(QtCore.QObject):
    """Binds each motion to the panel that does it."""

    def __init__(
        self,
        window: MainWindow,
        desk: WindowDesk,
        *,
        look: Look,
        sidebar: SidebarPanel,
        papers: ListPanel,
        detail: DetailPanel,
        reader: ReaderPanel,
        navigator: Navigator,
        run: Callable[..., Any],
        tell: Callable[[str], Any],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._look = look
        self._sidebar = sidebar
        self._papers = papers
        self._detail = detail
        self._reader = reader
        self._navigator = navigator
        self._run = run
        self._tell = tell

    def all(self) -> dict[str, Action]:
        """Return what each command does."""
        return {
            **self._list_motions(),
            **self._views(),
            **self._panes(),
            **self._reading(),
        }

    def run_key(self, command_id: str) -> None:
        """Run the command of a key, but keep verbs on papers out of the sidebar.

        There Return lists the place or topic that the keys are on, and Delete would
        take away a paper that one does not look at.
        """
        if not self._has_focus(self._sidebar):
            self._run(command_id)
        elif command_id == "paper.open":
            self._sidebar.activate()
        elif command_id != "paper.trash":
            self._run(command_id)

    def _list_motions(self) -> dict[str, Action]:
        papers = self._papers
        return {
            "list.next-row": lambda: self._step(1),
            "list.previous-row": lambda: self._step(-1),
            "list.extend-down": papers.extend_down,
            "list.extend-up": papers.extend_up,
            "list.select-row": papers.toggle_selected,
            "list.select-all": papers.select_all,
            "list.first-row": papers.first_row,
            "list.last-row": papers.last_row,
            "list.page-down": papers.page_down,
            "list.page-up": papers.page_up,
            "list.half-page-down": papers.half_page_down,
            "list.half-page-up": papers.half_page_up,
            "list.next-unread": papers.next_unread,
            "list.previous-unread": papers.previous_unread,
            "detail.scroll-down": self._read_on,
            "detail.scroll-up": self._detail.scroll_up,
            "paper.next": lambda: self._next_paper(1),
            "paper.previous": lambda: self._next_paper(-1),
            "paper.details": self._details,
            "paper.reveal": self._reveal,
            "search.focus": papers.focus_search,
        }

    def _views(self) -> dict[str, Action]:
        navigator = self._navigator
        places = {
            f"go.{place.value}": navigator.show_place
            for place in Place
            if place is not Place.TOPIC
        }
        return {
            **places,
            "view.show": self._show,
            "view.back": navigator.back,
            "view.forward": navigator.forward,
            "topics.focus": self._first_topic,
        }

    def _panes(self) -> dict[str, Action]:
        return {
            "pane.left": lambda: self._pane(-1),
            "pane.right": lambda: self._pane(1),
            "pane.next": self._next_pane,
            "pane.close": self._close_pane,
            "view.escape": self._escape,
            "sidebar.toggle": self._window.toggle_sidebar,
            "window.full-screen": self._toggle_full_screen,
            "window.quit": self._window.closing.emit,
            "text.larger": lambda: self._look.scale_by(_TEXT_STEP),
            "text.smaller": lambda: self._look.scale_by(1 / _TEXT_STEP),
            "text.reset": lambda: self._look.scale_by(0),
            "theme.toggle": self._look.toggle_scheme,
        }

    def _reading(self) -> dict[str, Action]:
        def read(command_id: str) -> Action:
            return lambda **given: self._reader.perform(command_id, given)

        return {
            command.id: read(command.id)
            for command in MOTIONS
            if command.id.startswith(("reader.", "mark."))
        }

    def _step(self, step: int) -> None:
        if self._has_focus(self._sidebar):
            (self._sidebar.next_row if step > 0 else self._sidebar.previous_row)()
        else:
            (self._papers.next_row if step > 0 else self._papers.previous_row)()

    def _read_on(self) -> None:
        if self._has_focus(self._sidebar):
            self._sidebar.activate()
        elif not self._detail.isVisible() or not self._detail.scroll_down():
            self._papers.next_row()

    def _next_paper(self, step: int) -> None:
        was_reading = self._window.is_reading
        before = self._papers.current()
        (self._papers.next_row if step > 0 else self._papers.previous_row)()
        if not was_reading:
            return
        current = self._papers.current()
        if current is None or current == before:
            self._desk.leave_reader()
        else:
            self._run("paper.view", ids=(current,))

    def _reveal(self, ids: tuple[PaperId, ...]) -> None:
        if self._window.is_reading:
            self._desk.leave_reader()
        self._desk.reveal(ids)

    def _show(self, place: Place, topic: TopicId | None = None) -> None:
        if self._window.is_reading:
            self._desk.leave_reader()
        self._navigator.show_place(place, topic)
        self._papers.focus_rows()

    def _details(self, *, is_shown: bool = False) -> None:
        if is_shown:
            self._window.show_detail()
        else:
            self._window.toggle_detail()

    def _first_topic(self) -> None:
        if not self._sidebar.has_topics:
            self._tell(
                self.tr("There is no topic yet. Press t on a paper to make one.")
            )
            return
        self._window.show_sidebar()
        self._sidebar.first_topic()

    def _pane(self, step: int) -> None:
        panes = self._visible_panes()
        at = next((i for i, pane in enumerate(panes) if self._has_focus(pane)), 0)
        self._give_keys(panes[min(max(at + step, 0), len(panes) - 1)])

    def _next_pane(self) -> None:
        if self._window.is_reading:
            return
        panes = self._visible_panes()
        at = next((i for i, pane in enumerate(panes) if self._has_focus(pane)), -1)
        self._give_keys(panes[(at + 1) % len(panes)])

    def _give_keys(self, pane: QtWidgets.QWidget) -> None:
        """Put the keys into a pane; those of the list go to its rows."""
        if pane is not self._sidebar:
            self._window.close_sidebar()
        if pane is self._papers:
            self._papers.focus_rows()
        else:
            pane.setFocus(QtCore.Qt.FocusReason.ShortcutFocusReason)

    def _visible_panes(self) -> list[QtWidgets.QWidget]:
        panes = (self._sidebar, self._papers, self._detail)
        return [pane for pane in panes if pane.isVisible()]

    def _has_focus(self, pane: QtWidgets.QWidget) -> bool:
        focus = QtWidgets.QApplication.focusWidget()
        return focus is not None and (focus is pane or pane.isAncestorOf(focus))

    def _close_pane(self) -> None:
        if self._window.close_jobs():
            return
        if self._window.is_reading:
            self._desk.leave_reader()
        elif self._window.close_sidebar() or self._window.close_detail():
            return
        elif not self._has_focus(self._papers):
            self._papers.focus_rows()

    def _escape(self) -> None:
        if self._window.close_jobs():
            return
        if self._window.is_reading:
            if not self._reader.perform("view.escape", {}):
                self._desk.leave_reader()
        elif self._window.close_sidebar() or self._window.close_detail():
            return
        elif not self._has_focus(self._papers):
            self._papers.focus_rows()
        elif not self._papers.clear_selected():
            self._papers.clear()

    def _toggle_full_screen(self) -> None:
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

"""Who does the commands that are the window's own: motions, places, panes."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from PySide6 import QtCore, QtWidgets

from app.commands.command import Mode
from app.commands.window.motions import MOTIONS
from app.domain.paper import PaperId, TopicId
from app.domain.query import Place, Query
from app.ui.appearance.look import Look
from app.ui.desk import WindowDesk
from app.ui.main_window import MainWindow
from app.ui.navigation import Navigator
from app.ui.panels.detail.panel import DetailPanel
from app.ui.panels.list.panel import ListPanel
from app.ui.panels.reader.readers import Readers
from app.ui.panels.sidebar.panel import SidebarPanel
from app.ui.panels.triage.panel import TriagePanel

_TEXT_STEP = 1.1
_TAKES_BACK = ("edit.undo", "edit.redo")
_ON_TOPICS = {
    "paper.edit": "topic.edit",
    "list.next-unread": "topic.move-down",
    "list.previous-unread": "topic.move-up",
}
"""What keys do while the sidebar has them: a command on the topic they are on."""

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
        reader: Readers,
        triage: TriagePanel,
        jobs_panel: QtWidgets.QWidget,
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
        self._triage = triage
        self._jobs_panel = jobs_panel
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

        There Return lists the place or topic that the keys are on, `i` edits the topic,
        and Delete would take away a paper that one does not look at.
        """
        if self._window.is_reading and self._reader.stands_in(command_id):
            return
        if self._is_triaging and command_id in _TAKES_BACK:
            self._hold_for(self._run(command_id))
        elif not self._has_focus(self._sidebar):
            self._run(command_id)
        elif command_id == "paper.open":
            self._sidebar.activate()
        elif command_id in _ON_TOPICS:
            self._run(_ON_TOPICS[command_id], topic_id=self._sidebar.current_topic())
        elif command_id != "paper.trash":
            self._run(command_id)

    def run_counted(self, command_id: str, count: int) -> None:
        """Go to a page or a row by its number."""
        if self._window.is_reading:
            self._reader.perform(command_id, {"page": count})
            return
        self._go_to_edge(is_first=True)
        for _ in range(count - 1):
            self._step(1)

    def _hold_for(self, task: object) -> None:
        """Hold keys back until an act is taken back: they are meant for its paper."""
        if isinstance(task, asyncio.Task):
            self._triage.hold()
            task.add_done_callback(self._on_taken_back)

    def _on_taken_back(self, _task: object) -> None:
        self._triage.release()

    def _list_motions(self) -> dict[str, Action]:
        papers = self._papers
        return {
            "list.next-row": lambda: self._step(1),
            "list.previous-row": lambda: self._step(-1),
            "list.extend-down": papers.extend_down,
            "list.extend-up": papers.extend_up,
            "list.select-row": papers.toggle_selected,
            "list.select-all": papers.select_all,
            "list.first-row": lambda: self._go_to_edge(is_first=True),
            "list.last-row": lambda: self._go_to_edge(is_first=False),
            "list.page-down": papers.page_down,
            "list.page-up": papers.page_up,
            "list.half-page-down": papers.half_page_down,
            "list.half-page-up": papers.half_page_up,
            "list.next-unread": papers.next_unread,
            "list.previous-unread": papers.previous_unread,
            "detail.scroll-down": self._read_on,
            "detail.scroll-up": self._read_back,
            "triage.toggle": self._desk.toggle_triage,
            "paper.next": lambda **given: self._next_paper(1, **given),
            "paper.previous": lambda: self._next_paper(-1),
            "paper.details": self._details,
            "paper.reveal": self._reveal,
            "search.focus": papers.focus_search,
        }

    def _views(self) -> dict[str, Action]:
        navigator = self._navigator
        places = {
            f"go.{place.value}": self._go for place in Place if place is not Place.TOPIC
        }
        return {
            **places,
            "view.show": self._show,
            "search.show": self._show_search,
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
            "sidebar.toggle": self._toggle_sidebar,
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
            if command.id.startswith(("reader.", "mark.", "caret."))
        }

    @property
    def _is_triaging(self) -> bool:
        return self._desk.mode() is Mode.TRIAGE

    def _go_to_edge(self, *, is_first: bool) -> None:
        if self._is_triaging:
            self._triage.go_to_edge(is_first=is_first)
        elif is_first:
            self._papers.first_row()
        else:
            self._papers.last_row()

    def _step(self, step: int) -> None:
        if self._is_triaging:
            self._triage.step(step)
        elif self._has_focus(self._sidebar):
            (self._sidebar.next_row if step > 0 else self._sidebar.previous_row)()
        else:
            (self._papers.next_row if step > 0 else self._papers.previous_row)()

    def _read_back(self) -> None:
        if self._is_triaging:
            self._triage.read_on(-1)
        else:
            self._detail.scroll_up()

    def _read_on(self) -> None:
        if self._is_triaging:
            self._triage.read_on(1)
        elif self._has_focus(self._sidebar):
            self._sidebar.activate()
        elif not self._detail.isVisible() or not self._detail.scroll_down():
            self._papers.next_row()

    def _next_paper(self, step: int, *, fetches: bool = True) -> None:
        if self._is_triaging:
            self._triage.step(step)
            return
        was_reading = self._window.is_reading
        before = self._papers.current()
        (self._papers.next_row if step > 0 else self._papers.previous_row)()
        if not was_reading:
            return
        current = self._papers.current()
        paper = self._papers.current_paper()
        is_missing = paper is None or not (paper.has_pdf or fetches)
        if current is None or current == before or is_missing:
            self._desk.leave_reader()
        else:
            self._run("paper.view", ids=(current,))

    def _go(self, place: Place) -> None:
        self._desk.leave_triage()
        if self._window.is_reading:
            self._desk.leave_reader()
        self._navigator.show_place(place)

    def _reveal(self, ids: tuple[PaperId, ...]) -> None:
        self._desk.leave_triage()
        if self._window.is_reading:
            self._desk.leave_reader()
        self._desk.reveal(ids)

    def _show(self, place: Place, topic: TopicId | None = None) -> None:
        self._desk.leave_triage()
        if self._window.is_reading:
            self._desk.leave_reader()
        self._navigator.show_place(place, topic)
        self._papers.focus_rows()

    def _show_search(self, text: str) -> None:
        if self._window.is_reading:
            self._desk.leave_reader()
        self._navigator.show(Query(text=text))
        self._papers.focus_rows()

    def _details(self, *, is_shown: bool = False) -> None:
        if is_shown:
            self._window.show_detail()
        else:
            self._window.toggle_detail()

    def _first_topic(self) -> None:
        if not self._sidebar.has_topics:
            said = self.tr("There is no topic yet.")
            if key := self._look.key("topics.pick"):
                advice = self.tr("Press {0} on a paper to make one.").format(key)
                said = f"{said} {advice}"
            self._tell(said)
            return
        self._window.show_sidebar()
        self._sidebar.first_topic()

    def _pane(self, step: int) -> None:
        panes = self._visible_panes()
        at = next((i for i, pane in enumerate(panes) if self._has_focus(pane)), 0)
        self._give_keys(panes[min(max(at + step, 0), len(panes) - 1)])

    def _next_pane(self) -> None:
        if self._window.is_reading:
            self._next_of_reader()
            return
        panes = self._visible_panes()
        at = next((i for i, pane in enumerate(panes) if self._has_focus(pane)), -1)
        self._give_keys(panes[(at + 1) % len(panes)])

    def _next_of_reader(self) -> None:
        """Go from half to half, and to the jobs behind the last where they show."""
        jobs = self._jobs_panel
        has_jobs_next = jobs.isVisible() and not self._has_focus(jobs)
        if has_jobs_next and self._reader.is_in_last_half:
            self._give_keys(jobs)
        elif not self._reader.perform("pane.next", {}):
            self._give_keys(self._reader)

    def _give_keys(self, pane: QtWidgets.QWidget) -> None:
        """Put the keys into a pane; those of the list go to its rows."""
        if pane is not self._sidebar:
            self._window.close_sidebar()
        if pane is self._papers:
            self._papers.focus_rows()
        else:
            pane.setFocus(QtCore.Qt.FocusReason.ShortcutFocusReason)

    def _visible_panes(self) -> list[QtWidgets.QWidget]:
        panes: Sequence[QtWidgets.QWidget] = (self._triage, self._jobs_panel)
        if self._desk.mode() is Mode.LIST:
            panes = (self._sidebar, self._papers, self._detail, self._jobs_panel)
        return [pane for pane in panes if pane.isVisible()]

    def _has_focus(self, pane: QtWidgets.QWidget) -> bool:
        focus = QtWidgets.QApplication.focusWidget()
        return focus is not None and (focus is pane or pane.isAncestorOf(focus))

    def _close_pane(self) -> None:
        if self._window.close_jobs():
            return
        if self._window.is_reading:
            self._desk.leave_reader()
        elif self._desk.leave_triage() or self._close_over():
            return
        elif not self._has_focus(self._papers):
            self._papers.focus_rows()

    def _close_over(self) -> bool:
        """Close what lies over the list; False when there is nothing."""
        return self._window.close_sidebar() or self._window.close_detail()

    def _escape(self) -> None:
        if self._window.close_jobs():
            return
        if self._window.is_reading:
            if self._reader.perform("view.escape", {}):
                return
            if self._window.isFullScreen():
                self._toggle_full_screen()
            else:
                self._desk.leave_reader()
        elif self._desk.leave_triage() or self._close_over():
            return
        elif self._papers.stop_sorting() or not self._has_focus(self._papers):
            self._papers.focus_rows()
        elif not self._papers.clear_selected():
            self._papers.clear()

    def _toggle_sidebar(self) -> None:
        """Show or hide what is at the left: in the reader the contents."""
        if self._window.is_reading:
            self._reader.perform("reader.contents", {})
        else:
            self._window.toggle_sidebar()

    def _toggle_full_screen(self) -> None:
        full = QtCore.Qt.WindowState.WindowFullScreen
        self._window.setWindowState(self._window.windowState() ^ full)

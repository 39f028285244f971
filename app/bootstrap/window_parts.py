"""The parts of the window, built once and connected."""

import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

from PySide6 import QtCore, QtWidgets

from app.commands.command import Menu, Mode, Registry
from app.commands.importing import ImportReport
from app.commands.keymap import Keymap
from app.commands.wording import count
from app.domain.errors import AppError
from app.domain.paper import PaperId
from app.domain.query import Place, Query
from app.pdf.client import PdfClient
from app.runtime.feed import ChangeFeed
from app.runtime.library_client import LibraryClient
from app.runtime.reporter import Reporter
from app.runtime.suggester import Suggester
from app.runtime.supervisor import TaskSupervisor
from app.settings.store import SettingsStore
from app.ui.actions import WindowActions
from app.ui.desk import WindowDesk
from app.ui.detail_feed import DetailFeed
from app.ui.drop_overlay import DropOverlay
from app.ui.drops import Dropped, DropTarget, DropZone
from app.ui.jobs_panel import JobsPanel
from app.ui.keys import KeyFilter
from app.ui.look import Look
from app.ui.main_window import MainWindow
from app.ui.menus import Menus
from app.ui.models.paper_list import PaperListModel
from app.ui.models.saved_searches import SavedSearches
from app.ui.models.topic_tree import TopicTree
from app.ui.navigation import Navigator
from app.ui.panels.detail.panel import DetailPanel
from app.ui.panels.list.panel import ListPanel
from app.ui.panels.list.search_completer import SearchCompleter
from app.ui.panels.reader.panel import ReaderPanel
from app.ui.panels.sidebar.panel import SidebarPanel
from app.ui.panels.triage.panel import TriagePanel
from app.ui.paper_drag import carry
from app.ui.paper_drops import PaperDrops
from app.ui.search_opener import SearchOpener
from app.ui.sheet_opener import SheetOpener
from app.ui.sheets.host import Sheets
from app.ui.status_line import StatusLine
from app.ui.topic_drops import TopicDrops
from app.ui.which_key import WhichKey
from app.ui.window_suggestions import WindowSuggestions

Run = Callable[..., Any]
Call = Callable[..., Awaitable[Any]]


class WindowParts:
    """Every part of the window; each knows only what its constructor gets."""

    def __init__(
        self,
        *,
        look: Look,
        library: LibraryClient,
        jobs: TaskSupervisor,
        reporter: Reporter,
        settings: SettingsStore,
        pdf: PdfClient,
        feed: ChangeFeed,
        suggester: Suggester,
        registry: Registry,
        run: Run,
        call: Call,
    ) -> None:
        self._look = look
        self._run = run
        self._call = call
        self._reporter = reporter
        self._library = library
        self._jobs = jobs
        window = self.window = MainWindow(look)
        self.topics = TopicTree(library, jobs, feed, window)
        self.searches = SavedSearches(library, jobs, feed, window)
        self.model = PaperListModel(library, jobs, feed, self.topics, window)
        self.sidebar = SidebarPanel(
            look, self.topics, run, registry, window, searches=self.searches
        )
        self.papers = ListPanel(
            look, self.model, self.topics, jobs, run, registry, window
        )
        self.detail = DetailPanel(look, run, registry, library, jobs, feed, window)
        self.reader = ReaderPanel(
            look, pdf, library, jobs, run, reporter, settings, feed, window
        )
        self.status_line = StatusLine(
            look, reporter=reporter, jobs=jobs, run=run, parent=window
        )
        self.jobs_panel = JobsPanel(look, jobs=jobs, run=run, parent=window)
        window.place(
            sidebar=self.sidebar,
            papers=self.papers,
            detail=self.detail,
            reader=self.reader,
            status_line=self.status_line,
            jobs_panel=self.jobs_panel,
        )
        self.triage = TriagePanel(
            look, self.model, self.topics, run, registry, reporter, window
        )
        window.add_triage(self.triage)
        self.navigator = Navigator(
            self.papers, self.sidebar, self.topics, window, searches=self.searches
        )
        self.sheet_host = Sheets(look, window)
        self.sheets = SheetOpener(
            look,
            self.sheet_host,
            registry=registry,
            library=library,
            jobs=jobs,
            settings=settings,
            run=run,
            suggester=suggester,
        )
        self.desk = WindowDesk(
            window,
            papers=self.papers,
            reader=self.reader,
            triage=self.triage,
            navigator=self.navigator,
            sheets=self.sheets,
        )
        self._bind(look)
        self._suggestions = WindowSuggestions(
            look,
            self.sheet_host,
            suggester=suggester,
            library=library,
            jobs=jobs,
            run=run,
            detail=self.detail,
            triage=self.triage,
            desk=self.desk,
        )
        self.desk.bind(self._suggestions.actions())
        self._watch(look)
        self._take_keys(look, registry)
        self._take_drops(look, jobs)

    def _bind(self, look: Look) -> None:
        actions = self._actions = WindowActions(
            self.window,
            self.desk,
            look=look,
            sidebar=self.sidebar,
            papers=self.papers,
            detail=self.detail,
            reader=self.reader,
            triage=self.triage,
            navigator=self.navigator,
            run=self._run,
            tell=self._reporter.notice,
        )
        self.desk.bind(actions.all())
        self.desk.bind(self.sheets.actions())
        search = self.papers.toolbar.search
        self.completer = SearchCompleter(
            look, search, self._library, self._jobs, self.window
        )
        opener = SearchOpener(
            look,
            self.sheet_host,
            self.searches,
            self.topics,
            run=self._run,
            tell=self._reporter.notice,
            query=self.desk.query,
        )
        self.desk.bind(opener.actions())
        self.desk.bind({"jobs.show": self._toggle_jobs})
        self.sheets.look_at(
            mode=self.desk.mode, targets=self.desk.targets, query=self.desk.query
        )

    def _run_key(self, command_id: str) -> None:
        if not self._suggestions.take_key(command_id):
            self._actions.run_key(command_id)

    def _watch(self, look: Look) -> None:
        self._detail_feed = DetailFeed(
            self.window,
            model=self.model,
            topics=self.topics,
            papers=self.papers,
            detail=self.detail,
            status_line=self.status_line,
        )
        self.status_line.jobs_asked.connect(self._toggle_jobs)
        self.papers.activated.connect(self._on_activated)
        self.reader.left.connect(self.desk.leave_reader)
        self.detail.address_chosen.connect(self._on_address_chosen)
        self.triage.address_chosen.connect(self._on_address_chosen)
        self.triage.row_wanted.connect(self.papers.table.go)
        self.papers.table.current_row_changed.connect(self.triage.show_row)

    def _take_keys(self, look: Look, registry: Registry) -> None:
        self._menus = Menus(look, registry, self._run)
        self._keys = KeyFilter(
            self.window,
            Keymap(registry),
            mode=self.desk.mode,
            run=self._run_key,
            is_blocked=self._is_blocked,
            is_waiting=self._is_waiting,
            has_selection=self._has_selection,
        )
        self.model.settled.connect(self._keys.go_on)
        self.triage.ready.connect(self._keys.go_on)
        self._which_key = WhichKey(look, self.window.stack, self._current_row_rect)
        self._keys.prefix_changed.connect(self._on_prefix_changed)
        self.papers.menu_requested.connect(self._on_paper_menu)
        self.detail.menu_requested.connect(self._on_paper_menu)
        self.detail.status_menu_requested.connect(self._on_status_menu)
        self.sidebar.topic_combined.connect(self.completer.toggle_topic)
        self.sidebar.menu_requested.connect(self._on_sidebar_menu)
        self.sidebar.main_menu_requested.connect(self._on_main_menu)

    def _take_drops(self, look: Look, jobs: TaskSupervisor) -> None:
        self._jobs = jobs
        self._overlay = DropOverlay(look, self.window)
        self._drops = DropZone(
            self.window,
            self._overlay,
            find_target=self._drop_target,
            count_papers=self._count_papers,
            import_into=self._import_into,
            attach=self._attach,
        )
        self._drops.ended.connect(self._on_drag_ended)
        self._paper_drops = PaperDrops(
            self.window,
            self.sidebar,
            self.papers.table,
            run=self._run,
            shown=self._place_shown,
        )
        self.papers.table.papers_dragged.connect(self._on_papers_dragged)
        TopicDrops(look, self.window, self.sidebar, self.topics, run=self._run)

    def _place_shown(self) -> Place:
        return self.desk.query().place

    def _on_papers_dragged(self, ids: tuple[PaperId, ...]) -> None:
        paper = self.model.paper(ids[0]) if len(ids) == 1 else None
        words = self.model.words.title(paper) if paper else count(len(ids), "paper")
        carry(self.papers.table, self._look.theme, ids, words)

    def _current_row_rect(self) -> QtCore.QRect:
        """Return where the current row is in the stack of panes and reader."""
        table = self.papers.table
        if not table.isVisible():
            return QtCore.QRect()
        rect = table.current_rect()
        corner = table.viewport().mapTo(self.window.stack, rect.topLeft())
        return QtCore.QRect(corner, rect.size())

    def _on_drag_ended(self) -> None:
        self.sidebar.highlight_topic(None)

    def _is_blocked(self) -> bool:
        return self.sheet_host.is_open

    def _is_waiting(self) -> bool:
        is_on_its_way = not self.model.is_settled or self.triage.is_waiting
        return self.desk.mode() is not Mode.READER and is_on_its_way

    def _has_selection(self) -> bool:
        return self.desk.mode() is Mode.READER and self.reader.has_selection

    def _on_prefix_changed(self, prefix: str, followers: Any) -> None:
        if prefix:
            self._which_key.show_followers(prefix, followers)
        else:
            self._which_key.clear()

    def _toggle_jobs(self) -> None:
        self.jobs_panel.toggle()
        self.window.place_jobs()

    def _on_activated(self, paper_id: str) -> None:
        self._run("paper.open", ids=(PaperId(paper_id),))

    def _on_address_chosen(self, url: str) -> None:
        self._run("address.open", url=url)

    def _on_paper_menu(self, place: QtCore.QPoint) -> None:
        menu = self._menus.of_kinds(
            self.window, self.desk.mode(), (Menu.PAPER,), without=self._unfit()
        )
        menu.popup(place)

    def _unfit(self) -> tuple[str, ...]:
        """Return the commands on papers that mean nothing where one is."""
        is_trash = self._place_shown() is Place.TRASH
        unfit = ("paper.trash",) if is_trash else ("paper.restore",)
        papers = [self.model.paper(paper_id) for paper_id in self.desk.targets()]
        have_pdf = {paper.has_pdf for paper in papers if paper is not None}
        if have_pdf == {False}:
            return (*unfit, "paper.show-file", "paper.open-elsewhere")
        return (*unfit, "paper.fetch") if have_pdf == {True} else unfit

    def _on_main_menu(self, place: QtCore.QPoint) -> None:
        menu = self._menus.main(self.window)
        menu.popup(place - QtCore.QPoint(0, menu.sizeHint().height()))

    def _on_status_menu(self, place: QtCore.QPoint) -> None:
        self._menus.of_ids(
            self.window,
            (
                "paper.toggle-new",
                "paper.queue",
                "paper.done",
                "paper.dismiss",
                "snooze.pick",
            ),
        ).popup(place)

    def _on_sidebar_menu(self, place: QtCore.QPoint, query: Query | None) -> None:
        if query is not None and query.topic is not None:
            self.navigator.show(query)
            menu = self._menus.of_kinds(self.window, Mode.LIST, (Menu.TOPIC,))
        elif query is not None and query.text:
            self.navigator.show(query)
            menu = self._menus.of_ids(self.window, ("search.edit", "search.delete"))
        else:
            menu = self._menus.whole(
                self.window, self.desk.mode(), without=self._unfit()
            )
        menu.popup(place)

    def _drop_target(self, place: QtCore.QPoint, dropped: Dropped) -> DropTarget:
        sidebar = self.sidebar
        if sidebar.isVisible() and sidebar.geometry().contains(place):
            point = sidebar.mapFrom(self.window, place)
            if topic := sidebar.topic_at(point):
                sidebar.highlight_topic(topic[0])
                return DropTarget(rect=QtCore.QRect(), name=topic[1], topic=topic[1])
        sidebar.highlight_topic(None)
        paper = self.detail.paper
        over_detail = self.detail.isVisible() and self._is_over(self.detail, place)
        if paper is not None and over_detail and _is_one_pdf(dropped):
            return DropTarget(
                rect=self._rect_of(self.detail), name=paper.title, paper=paper.id
            )
        return DropTarget(rect=self._rect_of(self.papers), name="Inbox")

    def _is_over(self, panel: QtWidgets.QWidget, place: QtCore.QPoint) -> bool:
        return self._rect_of(panel).contains(place)

    def _rect_of(self, panel: QtWidgets.QWidget) -> QtCore.QRect:
        corner = panel.mapTo(self.window, QtCore.QPoint(0, 0))
        return QtCore.QRect(corner, panel.size())

    def _count_papers(
        self, dropped: Dropped, tell: Callable[[ImportReport], None]
    ) -> Callable[[], object]:
        counting = self._jobs.run(self._tell_count(dropped, tell), "count a drag")
        return counting.cancel

    async def _tell_count(
        self, dropped: Dropped, tell: Callable[[ImportReport], None]
    ) -> None:
        # What cannot be read is told after the drop, not while the mouse moves.
        with contextlib.suppress(AppError):
            tell(
                await self._call(
                    "import.sources",
                    paths=dropped.paths,
                    urls=dropped.urls,
                    text=dropped.text,
                    is_dry_run=True,
                )
            )

    def _import_into(self, dropped: Dropped, topic: str) -> None:
        self.window.activateWindow()
        self._run(
            "import.sources",
            paths=dropped.paths,
            urls=dropped.urls,
            text=dropped.text,
            topic=topic,
        )

    def _attach(self, paper: PaperId, dropped: Dropped) -> None:
        self._run("paper.attach", ids=(paper,), paths=dropped.paths)


def _is_one_pdf(dropped: Dropped) -> bool:
    return len(dropped.paths) == 1 and dropped.paths[0].lower().endswith(".pdf")

"""The parts of the window, built once and connected."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from PySide6 import QtCore, QtWidgets

from app.commands.command import Mode, Registry
from app.commands.keymap import Keymap
from app.domain.paper import PaperId
from app.domain.query import Query
from app.pdf.client import PdfClient
from app.runtime.feed import ChangeFeed
from app.runtime.library_client import LibraryClient
from app.runtime.reporter import Reporter
from app.runtime.suggester import Suggester
from app.runtime.supervisor import TaskSupervisor
from app.runtime.watching import FolderWatch
from app.settings.store import SettingsStore
from app.ui.actions import WindowActions
from app.ui.context_menus import ContextMenus
from app.ui.continuing import Continuing
from app.ui.desk import WindowDesk
from app.ui.detail_feed import DetailFeed
from app.ui.export_opener import ExportOpener
from app.ui.found_papers import FoundPapers
from app.ui.jobs_panel import JobsPanel
from app.ui.keys import KeyFilter
from app.ui.look import Look
from app.ui.main_window import MainWindow
from app.ui.menus import Menus
from app.ui.models.paper_list import PaperListModel
from app.ui.models.saved_searches import SavedSearches
from app.ui.models.topic_tree import TopicTree
from app.ui.models.unseen import UnseenPapers
from app.ui.navigation import Navigator
from app.ui.panels.detail.panel import DetailPanel
from app.ui.panels.list.continue_strip import ContinueStrip
from app.ui.panels.list.panel import ListPanel
from app.ui.panels.list.search_completer import SearchCompleter
from app.ui.panels.reader.page_cache import PageCache
from app.ui.panels.reader.panel import ReaderPanel
from app.ui.panels.reader.places import Places
from app.ui.panels.reader.readers import Readers
from app.ui.panels.sidebar.panel import SidebarPanel
from app.ui.panels.triage.panel import TriagePanel
from app.ui.search_opener import SearchOpener
from app.ui.shape_actions import ShapeActions
from app.ui.sheet_opener import SheetOpener
from app.ui.sheets.host import Sheets
from app.ui.status_line import StatusLine
from app.ui.view_opener import ViewOpener
from app.ui.view_store import ViewStore
from app.ui.which_key import WhichKey
from app.ui.window_drops import WindowDrops
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
        self._registry = registry
        self._library = library
        self._jobs = jobs
        self._settings = settings
        window = self.window = MainWindow(look)
        self.topics = TopicTree(library, jobs, feed, window)
        self.searches = SavedSearches(library, jobs, feed, window)
        self.model = PaperListModel(library, jobs, feed, self.topics, window)
        self.views = ViewStore(self._is_saved, window)
        self.unseen = UnseenPapers(library, jobs, feed, reporter, window)
        self.model.words.follow_unseen(self.unseen.holds)
        self.sidebar = SidebarPanel(
            look,
            self.topics,
            run,
            registry,
            window,
            searches=self.searches,
            unseen=self.unseen,
        )
        self.papers = ListPanel(
            look, self.model, self.topics, jobs, run, registry, window, views=self.views
        )
        self.detail = DetailPanel(look, run, registry, library, jobs, feed, window)
        self._cache = PageCache(0)  # the readers set its limit
        self.places = Places(window)
        self._reading_with = (look, pdf, library, jobs, run, reporter, settings, feed)
        self.readers = Readers(look, self._make_reader, run, window)
        self.status_line = StatusLine(
            look, reporter=reporter, jobs=jobs, run=run, parent=window
        )
        self.jobs_panel = JobsPanel(look, jobs=jobs, run=run, parent=window)
        window.place(
            sidebar=self.sidebar,
            papers=self.papers,
            detail=self.detail,
            reader=self.readers,
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
            reader=self.readers,
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

    @property
    def reader(self) -> ReaderPanel:
        """Return the reader that keys go to."""
        return self.readers.active

    def _make_reader(self, parent: QtWidgets.QWidget, name: str) -> ReaderPanel:
        return ReaderPanel(
            *self._reading_with,
            parent,
            cache=self._cache,
            places=self.places,
            name=name,
        )

    def _bind(self, look: Look) -> None:
        actions = self._actions = WindowActions(
            self.window,
            self.desk,
            look=look,
            sidebar=self.sidebar,
            papers=self.papers,
            detail=self.detail,
            reader=self.readers,
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
        self.searches.changed.connect(self.views.tell_searches)
        viewing = ViewOpener(
            look,
            self.sheet_host,
            self.views,
            query=self.desk.query,
            fitting=self.papers.columns.fitting,
        )
        self.desk.bind(viewing.actions())
        exporting = ExportOpener(
            look,
            self.sheet_host,
            self._settings,
            run=self._run,
            targets=self.desk.targets,
            query=self._listed,
            name=lambda: self.navigator.name,
            n_listed=lambda: self.model.n_papers,
        )
        self.desk.bind(exporting.actions())
        shaping = ShapeActions(
            look, self.sheet_host, self.papers, self.views, query=self.desk.query
        )
        self.desk.bind(shaping.actions())
        self.desk.bind(
            {
                "jobs.show": self._toggle_jobs,
                "jobs.resume": self.jobs_panel.resume,
                "jobs.clear": self.jobs_panel.clear_ended,
            }
        )
        self.watch = FolderWatch(self._library, self._settings, self._reporter.notice)
        self.found = FoundPapers(
            look,
            self.papers,
            self.watch,
            self._jobs,
            registry=self._registry,
            run=self._run,
            call=self._call,
            tell=self._reporter.notice,
        )
        self.desk.bind(self.found.actions())
        self.desk.bind({"view.mark-seen": self.unseen.see_all})
        going_on = self._registry["paper.continue"]
        self.strip = ContinueStrip(look, self._run, going_on, self.papers)
        self.continuing = Continuing(
            self.strip,
            self.papers,
            library=self._library,
            jobs=self._jobs,
            feed=self._library.feed,
            run=self._run,
            tell=self._reporter.notice,
            parent=self.window,
        )
        self.navigator.moved.connect(self.continuing.show_query)
        self.desk.bind({"paper.continue": self.continuing.go_on})
        self.sheets.look_at(
            mode=self.desk.key_mode, targets=self.desk.targets, query=self.desk.query
        )

    def _listed(self) -> Query:
        """Return what the list shows, in the order that it has there."""
        query = self.desk.query()
        return replace(query, sorting=self.views.view(query).sorting)

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
        self.readers.left.connect(self.desk.leave_reader)
        self.detail.address_chosen.connect(self._on_address_chosen)
        self.triage.address_chosen.connect(self._on_address_chosen)
        self.papers.current_changed.connect(self.unseen.look_at)
        self.unseen.kept.connect(self.searches.count_unseen)
        self.unseen.changed.connect(self.papers.table.viewport().update)
        self.triage.row_wanted.connect(self.papers.table.go)
        self.papers.table.current_row_changed.connect(self.triage.show_row)

    def _take_keys(self, look: Look, registry: Registry) -> None:
        self._keys = KeyFilter(
            self.window,
            Keymap(registry),
            mode=self.desk.key_mode,
            run=self._run_key,
            is_blocked=self._is_blocked,
            is_waiting=self._is_waiting,
            has_selection=self._has_selection,
        )
        self.model.settled.connect(self._keys.go_on)
        self.triage.ready.connect(self._keys.go_on)
        self._which_key = WhichKey(look, self.window.stack, self._current_row_rect)
        self._keys.prefix_changed.connect(self._on_prefix_changed)
        self.sidebar.topic_combined.connect(self.completer.toggle_topic)
        self._menus = ContextMenus(
            Menus(look, registry, self._run),
            self.window,
            self.desk,
            self.navigator,
            self.model,
            sidebar=self.sidebar,
            papers=self.papers,
            detail=self.detail,
        )

    def _take_drops(self, look: Look, jobs: TaskSupervisor) -> None:
        self._drops = WindowDrops(
            look,
            self.window,
            self.desk,
            jobs,
            sidebar=self.sidebar,
            papers=self.papers,
            detail=self.detail,
            reader=self.readers,
            model=self.model,
            topics=self.topics,
            files=self._library.files,
            run=self._run,
            call=self._call,
        )

    def _is_saved(self, query: Query) -> bool:
        return self.searches.saved_as(query) is not None

    def _current_row_rect(self) -> QtCore.QRect:
        """Return where the current row is in the stack of panes and reader."""
        table = self.papers.table
        if not table.isVisible():
            return QtCore.QRect()
        rect = table.current_rect()
        corner = table.viewport().mapTo(self.window.stack, rect.topLeft())
        return QtCore.QRect(corner, rect.size())

    def _is_blocked(self) -> bool:
        return self.sheet_host.is_open

    def _is_waiting(self) -> bool:
        is_on_its_way = not self.model.is_settled or self.triage.is_waiting
        return self.desk.mode() is not Mode.READER and is_on_its_way

    def _has_selection(self) -> bool:
        return self.desk.mode() is Mode.READER and self.readers.has_selection

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

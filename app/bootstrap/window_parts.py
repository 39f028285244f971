"""The parts of the window beyond its first picture, built once and connected."""

import asyncio
from dataclasses import replace

from PySide6 import QtCore, QtWidgets

from app.bootstrap.first_parts import FirstParts
from app.bootstrap.picture_parts import feed_pictures
from app.bootstrap.reading_parts import ReadingParts
from app.bootstrap.window_basis import Basis
from app.commands.command import Registry
from app.domain.query import Query
from app.runtime.suggester import Suggester
from app.runtime.watching import FolderWatch
from app.ui.actions import WindowActions
from app.ui.context_menus import ContextMenus
from app.ui.continuing import Continuing
from app.ui.desk import WindowDesk
from app.ui.detail_feed import DetailFeed
from app.ui.found_papers import FoundPapers
from app.ui.jobs_panel import JobsPanel
from app.ui.keys.chosen_keys import ChosenKeys
from app.ui.menus import Menus
from app.ui.models.mark_snippets import MarkSnippets
from app.ui.next_paper import NextPaper
from app.ui.openers.export_opener import ExportOpener
from app.ui.openers.search_opener import SearchOpener
from app.ui.openers.sheet_opener import SheetOpener
from app.ui.openers.view_opener import ViewOpener
from app.ui.panels.detail.panel import DetailPanel
from app.ui.panels.list.continue_strip import ContinueStrip
from app.ui.panels.list.search_completer import SearchCompleter
from app.ui.panels.reader.panel import ReaderPanel
from app.ui.panels.triage.panel import TriagePanel
from app.ui.shape_actions import ShapeActions
from app.ui.sheets.host import Sheets
from app.ui.window_drops import WindowDrops
from app.ui.window_keys import WindowKeys
from app.ui.window_suggestions import WindowSuggestions


class WindowParts:
    """Every part of the window; each knows only what its constructor gets.

    Those of the first picture are given; `build` makes the others.
    """

    def __init__(
        self,
        basis: Basis,
        first: FirstParts,
        *,
        reading: ReadingParts,
        suggester: Suggester,
        registry: Registry,
        keys: ChosenKeys,
    ) -> None:
        self._look, self._library, self._jobs = basis.look, basis.library, basis.jobs
        self._run, self._call, self._settings = basis.run, basis.call, basis.settings
        self._reporter = basis.reporter
        self._feed = basis.feed
        self._pdf = reading.pdf
        self.readers, self.places = reading.readers, reading.places
        self._suggester = suggester
        self._registry = registry
        self._keys = keys
        self._first = first
        self.window, self.status_line = first.window, first.status_line
        self.topics, self.searches = first.topics, first.searches
        self.model, self.views, self.unseen = first.model, first.views, first.unseen
        self.sidebar, self.papers = first.sidebar, first.papers
        self.navigator = first.navigator

    async def build(self) -> None:
        """Make every part, letting the window live between one and the next."""
        for make in (
            _meet_widgets,
            self._make_detail,
            self._make_triage,
            self._place,
            self._make_desk,
            self._bind,
            self._bind_more,
            self._suggest,
            self._watch,
        ):
            make()
            await asyncio.sleep(0)
        self._take_drops()
        self._take_keys()

    def release(self) -> None:
        """Obey what was pressed before there was anybody to obey."""
        self._first.early_keys.release()
        self._first.early_menus.release()

    def _make_detail(self) -> None:
        self.detail = DetailPanel(
            self._look,
            self._run,
            self._registry,
            self._library,
            self._jobs,
            self._feed,
            self.window,
        )

        self.snippets = MarkSnippets(self._library, self._jobs, self._feed, self.window)
        self.snippets.follow(self.model.query, 0)
        self.model.shown.connect(self.snippets.follow)
        table = self.papers.table
        self.snippets.found.connect(table.viewport().update)
        table.delegate.follow_marks(self.snippets.of)
        self.detail.follow_marks(self.snippets.of)

    def _make_triage(self) -> None:
        self.triage = TriagePanel(
            self._look,
            self.model,
            self.topics,
            self._run,
            self._registry,
            self._reporter,
            self._feed,
            self.window,
        )
        self.jobs_panel = JobsPanel(
            self._look, jobs=self._jobs, run=self._run, parent=self.window
        )

    def _place(self) -> None:
        self.window.detail_lifted.connect(self._on_detail_lifted)
        self.window.screen_filled.connect(self._on_screen_filled)
        self.papers.take_commands(self._registry)
        self.window.place_rest(
            detail=self.detail,
            triage=self.triage,
            jobs_panel=self.jobs_panel,
        )

    def _make_desk(self) -> None:
        self.sheet_host = Sheets(self._look, self.window)
        self.sheets = SheetOpener(
            self._look,
            self.sheet_host,
            registry=self._registry,
            library=self._library,
            jobs=self._jobs,
            settings=self._settings,
            run=self._run,
            suggester=self._suggester,
        )
        self.desk = WindowDesk(
            self.window,
            papers=self.papers,
            reader=self.readers,
            triage=self.triage,
            navigator=self.navigator,
            sheets=self.sheets,
        )

    def _suggest(self) -> None:
        self._suggestions = WindowSuggestions(
            self._look,
            self.sheet_host,
            suggester=self._suggester,
            library=self._library,
            jobs=self._jobs,
            run=self._run,
            detail=self.detail,
            triage=self.triage,
            desk=self.desk,
        )
        self.desk.bind(self._suggestions.actions())

    @property
    def reader(self) -> ReaderPanel:
        """Return the reader that keys go to."""
        return self.readers.active

    def _bind(self) -> None:
        look = self._look
        actions = self._actions = WindowActions(
            self.window,
            self.desk,
            look=look,
            sidebar=self.sidebar,
            papers=self.papers,
            detail=self.detail,
            reader=self.readers,
            triage=self.triage,
            jobs_panel=self.jobs_panel,
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
            views=self.views,
        )
        self.desk.bind(opener.actions())
        viewing = ViewOpener(
            look,
            self.sheet_host,
            self.views,
            query=self.desk.query,
            fitting=self.papers.columns.fitting,
        )
        self.desk.bind(viewing.actions())

    def _bind_more(self) -> None:
        look = self._look
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
            kept=self.readers.finish,
            parent=self.window,
        )
        self.navigator.moved.connect(self.continuing.show_query)
        self.continuing.show_query(self.navigator.query)
        self.desk.bind({"paper.continue": self.continuing.go_on})
        self.sheets.look_at(
            mode=self.desk.key_mode, targets=self.desk.targets, query=self.desk.query
        )

    def _listed(self) -> Query:
        """Return what the list shows, in the order that it has there."""
        query = self.desk.query()
        return replace(query, sorting=self.views.view(query).sorting)

    def _watch(self) -> None:
        path_of = self._library.files.path
        NextPaper(self.papers, self.model, self.readers, path_of, self.window)
        self.cards = feed_pictures(
            self._look,
            self._pdf,
            self._library,
            self._jobs,
            self._settings,
            self._run,
            table=self.papers.table,
            detail=self.detail,
        )
        self._detail_feed = DetailFeed(
            self.window,
            model=self.model,
            topics=self.topics,
            papers=self.papers,
            detail=self.detail,
            status_line=self.status_line,
        )
        self.navigator.left.connect(self.status_line.clear_message)
        self.window.stack.currentChanged.connect(self._on_pane_changed)
        self.status_line.jobs_asked.connect(self._toggle_jobs)
        self.readers.left.connect(self.desk.leave_reader)
        self.detail.address_chosen.connect(self._on_address_chosen)
        self.triage.address_chosen.connect(self._on_address_chosen)
        self.triage.row_wanted.connect(self.papers.table.go)
        self.papers.table.current_row_changed.connect(self.triage.show_row)

    def _take_keys(self) -> None:
        WindowKeys(
            self._look,
            self.window,
            self._registry,
            self._keys,
            desk=self.desk,
            papers=self.papers,
            readers=self.readers,
            triage=self.triage,
            model=self.model,
            sheets=self.sheet_host,
            actions=self._actions,
            suggestions=self._suggestions,
            show_begun=self.status_line.show_begun,
        )
        self.sidebar.topic_combined.connect(self.completer.toggle_topic)
        self._menus = ContextMenus(
            Menus(self._look, self._registry, self._run),
            self.window,
            self.desk,
            self.navigator,
            self.model,
            sidebar=self.sidebar,
            papers=self.papers,
            detail=self.detail,
        )

    def _take_drops(self) -> None:
        self._drops = WindowDrops(
            self._look,
            self.window,
            self.desk,
            self._jobs,
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
        self._first.early_drops.release()

    def _toggle_jobs(self) -> None:
        if self.window.close_jobs():
            return
        self.jobs_panel.toggle()
        self.window.place_jobs()
        if self.jobs_panel.is_broken_off:
            self.jobs_panel.setFocus(QtCore.Qt.FocusReason.ShortcutFocusReason)

    def _on_pane_changed(self, _index: int) -> None:
        if self.window.is_reading:
            self.status_line.clear_message()

    def _on_detail_lifted(self, is_over: bool) -> None:
        self.detail.set_over(is_over=is_over)

    def _on_screen_filled(self, is_full: bool) -> None:
        self.readers.set_bare(is_bare=is_full)

    def _on_address_chosen(self, url: str) -> None:
        self._run("address.open", url=url)


def _meet_widgets() -> None:
    """Take a widget that Qt made: at the first, PySide loads every class of them."""
    QtWidgets.QScrollArea().viewport()

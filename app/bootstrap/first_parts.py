"""The parts of the window that its first picture needs, built once and connected."""

from app.bootstrap.window_basis import Basis
from app.commands.command import Registry
from app.commands.window.motions import MOTIONS
from app.domain.paper import PaperId
from app.domain.query import Place, Query
from app.ui.drops.early_drops import EarlyDrops
from app.ui.early_menus import EarlyMenus
from app.ui.keys.chosen_keys import choose_keys
from app.ui.keys.early_keys import EarlyKeys
from app.ui.main_window import MainWindow
from app.ui.models.paper_list import PaperListModel
from app.ui.models.saved_searches import SavedSearches
from app.ui.models.topic_tree import TopicTree
from app.ui.models.unseen import UnseenPapers
from app.ui.models.unseen_sections import UnseenSections
from app.ui.navigation import Navigator
from app.ui.panels.list.panel import ListPanel
from app.ui.panels.sidebar.panel import SidebarPanel
from app.ui.status_line import StatusLine
from app.ui.views.view_store import ViewStore


class FirstParts:
    """The window with its list, which can be looked at and moved in by mouse.

    Its panels know the commands that the window does itself; keys, drops and menus are
    held until the other parts are there.
    """

    def __init__(self, basis: Basis) -> None:
        look, library, jobs = basis.look, basis.library, basis.jobs
        feed, reporter, run = basis.feed, basis.reporter, basis.run
        self._run = run
        registry = self.registry = Registry(MOTIONS)
        choose_keys(basis.settings, registry)
        look.follow_keys(registry)
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
        self.status_line = StatusLine(
            look, reporter=reporter, jobs=jobs, feed=feed, run=run, parent=window
        )
        window.place(
            sidebar=self.sidebar, papers=self.papers, status_line=self.status_line
        )
        self._sections = UnseenSections(self.model, self.unseen, jobs, window)
        self.papers.table.bands.follow_unseen(self._sections.count)
        self.navigator = Navigator(
            self.papers, self.sidebar, self.topics, window, searches=self.searches
        )
        self._watch()

    def show(self) -> None:
        """Show the window, and hold what is asked of it that it cannot do yet."""
        self.window.show()
        self.early_keys = EarlyKeys(self.window)
        self.early_drops = EarlyDrops(self.window)
        self.early_menus = EarlyMenus(self.papers, self.sidebar, self.window)

    def _watch(self) -> None:
        self.topics.reloaded.connect(self._on_topics_reloaded)
        self.searches.changed.connect(self.views.tell_searches)
        self.papers.activated.connect(self._on_activated)
        self.papers.current_changed.connect(self.unseen.look_at)
        self.unseen.kept.connect(self.searches.count_unseen)
        self.unseen.changed.connect(self.papers.table.viewport().update)
        self._sections.changed.connect(self.papers.table.bands.tell)

    def _is_saved(self, query: Query) -> bool:
        return self.searches.saved_as(query) is not None

    def _on_topics_reloaded(self) -> None:
        n_papers = self.topics.count(Place.ALL) + self.topics.count(Place.TRASH)
        self.window.set_empty(is_empty=n_papers == 0)

    def _on_activated(self, paper_id: str) -> None:
        self._run("paper.open", ids=(PaperId(paper_id),))

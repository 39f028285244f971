"""The list panel: title and search above, rows or a word about their absence below."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6 import QtCore, QtGui, QtWidgets

from app.commands.command import Registry
from app.domain.paper import Paper, PaperId, Status
from app.domain.query import Place, Query
from app.domain.view import Section, Sorting
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.models.paper_list import PaperListModel
from app.ui.models.topic_tree import TopicTree
from app.ui.panels.list.columns import ListColumns
from app.ui.panels.list.empty import EmptyLibrary, NothingHere
from app.ui.panels.list.header import ListHeader
from app.ui.panels.list.list_motions import ListMotions
from app.ui.panels.list.list_sections import ListSections
from app.ui.panels.list.list_title import ListTitle
from app.ui.panels.list.table import PaperTable
from app.ui.panels.list.toolbar import ListToolbar
from app.ui.views.view_store import ViewStore
from app.ui.widgets.buttons import Run


class ListPanel(ListMotions):
    """Shows the papers of a query and moves among them."""

    current_changed = QtCore.Signal(object)
    selection_changed = QtCore.Signal(tuple)
    activated = QtCore.Signal(str)
    search_changed = QtCore.Signal(str)
    menu_requested = QtCore.Signal(QtCore.QPoint)

    def __init__(
        self,
        look: Look,
        model: PaperListModel,
        topics: TopicTree,
        jobs: TaskSupervisor,
        run: Run,
        registry: Registry,
        parent: QtWidgets.QWidget,
        *,
        views: ViewStore,
    ) -> None:
        super().__init__(parent)
        self._views = views
        self._kept: tuple[PaperId, ...] = ()
        self.setProperty("kind", "toolbar")
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_StyledBackground)
        self._model = model
        self._topics = topics
        self._jobs = jobs
        self._asked = model.query
        self._sorting: tuple[Sorting, ...] = ()
        self._section = Section.NONE
        self._title = ""
        self._wanted: tuple[PaperId, ...] = ()
        self._row, self._placed_at = 0, -1
        self._is_revealed = self._is_among_found = False
        self._current: PaperId | None = None
        self._total: int | None = None
        self.toolbar = ListToolbar(look, run, registry, self)
        self._heading = ListTitle(self.toolbar, model, topics)
        self._header = ListHeader(look, self)
        self.table = PaperTable(look, model, topics, jobs, self)
        header, shape = self._header, self.toolbar.shape
        asked = self._what_is_asked
        self.columns = ListColumns(look, header, self.table, model, views, asked, run)
        self.sections = ListSections(self.table, header, shape, model, views, asked)
        self._empty_library = EmptyLibrary(look, run, registry, self)
        self._nothing = NothingHere(look, run, registry, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._rows = QtWidgets.QWidget(self)
        rows = QtWidgets.QVBoxLayout(self._rows)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._header)
        rows.addWidget(self.table, 1)
        self._stack = QtWidgets.QStackedWidget(self)
        for page in (self._rows, self._empty_library, self._nothing):
            self._stack.addWidget(page)
            page.setFocusPolicy(QtCore.Qt.FocusPolicy.ClickFocus)
        column = QtWidgets.QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addWidget(self._stack, 1)
        self.table.viewport().installEventFilter(self)

    def _connect(self) -> None:
        self.toolbar.search.edited.connect(self._on_search_edited)
        self.toolbar.search.left.connect(self._on_search_left)
        self._model.modelAboutToBeReset.connect(self._on_about_to_reset)
        self._model.shown.connect(self._on_shown)
        self._model.counted.connect(self._on_counted)
        self._model.paper_changed.connect(self._on_paper_changed)
        self._topics.reloaded.connect(self._on_topics_reloaded)
        self._views.changed.connect(self._on_view_changed)
        self.table.current_row_changed.connect(self._on_current_row_changed)
        self.table.papers_selected.connect(self._on_papers_selected)
        self.table.paper_activated.connect(self.activated)
        self.table.menu_requested.connect(self.menu_requested)

    def take_commands(self, registry: Registry) -> None:
        """Learn of the commands that were not known when the list was first shown."""
        self._empty_library.take_commands(registry)

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        """Let the header follow the width of the rows."""
        if event.type() is QtCore.QEvent.Type.Resize:
            self._header.set_row_width(self.table.viewport().width())
        return False

    @property
    def query(self) -> Query:
        """What the rows are, until those asked for last are there."""
        return self._model.query

    @property
    def is_among_found(self) -> bool:
        """Say whether the user went on from the search into what it found."""
        return self._is_among_found

    def show_query(
        self,
        query: Query,
        title: str = "",
        wanted: Sequence[PaperId] = (),
        row: int = 0,
        *,
        is_revealed: bool = False,
    ) -> None:
        """List a query; the first paper `wanted` that is listed becomes current.

        Else that `row` does, or the last. `title` is shown until the topic of the query
        is known by its name. With `is_revealed` a paper wanted is shown even where its
        section is folded.
        """
        self._title = title
        self._wanted = tuple(wanted)
        self._row, self._kept, self._is_revealed = row, (), is_revealed
        self.toolbar.search.set_text(query.text)
        self._asked = replace(query, sorting=(), section=Section.NONE)
        self._list()

    def _what_is_asked(self) -> Query:
        return self._asked

    def _list(self) -> None:
        view = self._views.view(self._asked)
        self._sorting, self._section = view.sorting, view.section
        query = replace(self._asked, sorting=view.sorting, section=view.section)
        self._model.show(query, self._wanted, view.folded)

    def current(self) -> PaperId | None:
        """Return the current paper, None when there is none (or it is not read yet)."""
        return self._model.id_at(self.table.row())

    @property
    def is_typing(self) -> bool:
        """Say whether the keys go to the search field."""
        return self.toolbar.search.line.hasFocus()

    def current_paper(self) -> Paper | None:
        """Return the current paper, None when there is none or it is not read yet."""
        return self._model.paper_at(self.table.row())

    def targets(self) -> tuple[PaperId, ...]:
        """Return the selected papers, or the current one alone."""
        if selected := self.table.selected():
            return selected
        current = self.current()
        return () if current is None else (current,)

    def toggle_selected(self) -> None:
        """Select the current row, or take it out of the selection."""
        self.table.toggle(self.table.row())

    def select_all(self) -> None:
        """Select every row."""
        if self._model.n_rows:
            self.table.select_rows(0, self._model.n_rows - 1)

    def clear_selected(self) -> bool:
        """Select nothing; return whether there was a selection."""
        had_selection = self.table.selectionModel().hasSelection()
        self.table.clear_selected()
        return had_selection

    def next_unread(self) -> None:
        """Go to the next new paper."""
        self._jobs.run(self._go_unread(1), "find new paper")

    def previous_unread(self) -> None:
        """Go to the new paper before."""
        self._jobs.run(self._go_unread(-1), "find new paper")

    def select_paper(self, paper_id: PaperId) -> None:
        """Make a paper current if it is listed."""
        row = self._model.row_of(paper_id)
        if row >= 0:
            self.table.go(row)
        else:
            self._jobs.run(self._go_to(paper_id), "find paper")

    def focus_search(self) -> None:
        """Put the keys into the search field."""
        self.toolbar.search.take_focus()

    def focus_rows(self) -> None:
        """Put the keys into the rows, or into what stands in their place."""
        self._page().setFocus(QtCore.Qt.FocusReason.OtherFocusReason)

    def stop_sorting(self) -> bool:
        """Leave a long list as it is; return whether it was being sorted."""
        if not self._model.order.is_under_way:
            return False
        self._model.order.stop()
        listed, view = self._model.query, self._views.view(self._asked)
        self._sorting, self._section = listed.sorting, listed.section
        folded = tuple(sorted(self._model.parted.folded))
        view = replace(view, sorting=listed.sorting, section=listed.section)
        self._views.change(self._asked, replace(view, folded=folded))
        return True

    def clear(self) -> bool:
        """Clear the search; return whether there was one."""
        had_text = bool(self.toolbar.search.text())
        self.toolbar.search.clear()
        return had_text

    async def _go_unread(self, step: int) -> None:
        row = await self._model.find_status(Status.NEW, self.table.row(), step)
        if row >= 0:
            self.table.go(row)

    async def _go_to(self, paper_id: PaperId) -> None:
        row = await self._model.find_row(paper_id)
        row = self.sections.unfold_for(paper_id) if row < 0 else row
        if row >= 0:
            self.table.go(row)

    def _on_view_changed(self, name: str) -> None:
        """Look at the list as its view now says."""
        if name != self._views.name(self._asked):
            return
        view = self._views.view(self._asked)
        if self._stack.currentWidget() is self._rows:
            self.columns.show(view)
        self.sections.show_shape(view)
        if (view.sorting, view.section) != (self._sorting, self._section):
            self._keep_place()
            self._placed_at = -1
            self._list()
        else:
            self.sections.show(view)

    def _keep_place(self) -> None:
        """Have the current paper and the selection again in the list that comes."""
        if self._model.is_settled:
            self._wanted = () if (at := self.current()) is None else (at,)
            self._kept = self.table.selected()

    def _on_search_edited(self, text: str) -> None:
        if text:
            self._is_among_found = False
        self.search_changed.emit(text)

    def _on_search_left(self, goes_on: bool) -> None:
        self._is_among_found = goes_on
        self.focus_rows()

    def _on_shown(self, query: Query, n_rows: int) -> None:
        wanted, self._wanted = self._wanted, ()
        row, self._row = self._row, 0
        self.table.delegate.set_search(query.text)
        self.sections.show_shape(self._views.view(query))
        self.columns.show(self._views.view(query))
        self.table.clear_selected()
        self.table.scrollToTop()
        self._total = n_rows if n_rows == 0 else None
        self._renew_title()
        self._show_page()
        place = self.sections.unfold_for if self._is_revealed else self._model.row_of
        self._is_revealed = False
        rows = (place(paper_id) for paper_id in wanted)
        found = next((found for found in rows if found >= 0), -1)
        self.table.go(row if found < 0 else found)
        self._placed_at = self.table.row() if found < 0 else -1
        kept, self._kept = self._kept, ()
        self.table.select_papers(kept)
        if self._model.n_rows == 0:
            self._tell_current()

    def _on_counted(self, total: int) -> None:
        self._total = total
        self._renew_title()
        self._show_page()
        if self.table.row() < 0 and total:
            rows = (self._model.row_of(paper_id) for paper_id in self._wanted)
            self.table.go(next((row for row in rows if row >= 0), 0))
            self.table.select_papers(self._kept)
            self._wanted = self._kept = ()
        if not self._model.n_rows:
            self._tell_current()

    def _on_about_to_reset(self) -> None:
        # A list that the model makes anew by itself keeps its current paper, but for
        # one that is in order only now, and in which nobody went anywhere yet.
        order = (self._model.query.sorting, self._model.query.section)
        if order != (self._sorting, self._section) and self._is_as_placed():
            self._row = self._placed_at
        elif self._model.is_settled and (current := self.current()) is not None:
            self._wanted, self._kept = (current,), self.table.selected()

    def _is_as_placed(self) -> bool:
        is_there = self._placed_at == self.table.row() >= 0
        return self._model.is_settled and is_there and not self.table.selected()

    def _on_topics_reloaded(self) -> None:
        self._renew_title()
        self._show_page()

    def _on_paper_changed(self, paper_id: str) -> None:
        if self._model.id_at(self.table.row()) == paper_id != self._current:
            self._tell_current()

    def _on_current_row_changed(self, row: int) -> None:
        if row < 0 or self._model.id_at(row) is not None:
            self._tell_current()
        else:
            self._model.paper_at(row)

    def _tell_current(self) -> None:
        current = self.current()
        if current != self._current:
            self._current = current
            self.current_changed.emit(current)

    def _on_papers_selected(self) -> None:
        self.selection_changed.emit(self.table.selected())

    def _renew_title(self) -> None:
        self._heading.renew(self._title, self._total)

    def _show_page(self) -> None:
        had_focus = self._page().hasFocus()
        page = self._fitting_page()
        self._stack.setCurrentWidget(page)
        self.toolbar.shape.offer(is_offered=page is not self._empty_library)
        if had_focus:
            self.focus_rows()

    def _fitting_page(self) -> QtWidgets.QWidget:
        if self._total != 0 or not self._topics.is_loaded:
            return self._rows
        query = self._model.query
        is_empty = not (self._topics.count(Place.ALL) or query.text)
        if is_empty and query.place is not Place.TRASH:
            return self._empty_library
        self._nothing.tell(query, n_queued=self._topics.count(Place.QUEUE))
        return self._nothing

    def _page(self) -> QtWidgets.QWidget:
        page = self._stack.currentWidget()
        return self.table if page is None or page is self._rows else page

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        super().resizeEvent(event)
        self.toolbar.set_width(self.width())

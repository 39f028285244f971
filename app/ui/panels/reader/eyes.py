"""What the reader finds and how it shows pages: the commands for it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6 import QtCore

from app.pdf.document import Document
from app.runtime.supervisor import TaskSupervisor
from app.ui.panels.reader.face import Face
from app.ui.panels.reader.figure_search import FigureSearch
from app.ui.panels.reader.figures_pane import FigureRow
from app.ui.panels.reader.finder import Finder
from app.ui.panels.reader.layout import Place
from app.ui.panels.reader.page_theme import NAMES, PageTheme
from app.ui.panels.reader.side_pane import SidePane

_STEPS = {
    "reader.scroll-down": 1,
    "reader.scroll-up": -1,
    "reader.half-down": 8,
    "reader.half-up": -8,
    "reader.screen-down": 8,
    "reader.screen-up": -8,
}
_ROOM_ABOVE = 0.02
"""What is seen of the page above a figure one goes to, as part of the page."""

_EDGES = {"reader.start": True, "reader.end": False}


class Eyes(QtCore.QObject):
    """Does the commands of the panes beside the pages, and of the search's manner."""

    def __init__(
        self,
        face: Face,
        finder: Finder,
        theme: PageTheme,
        jobs: TaskSupervisor,
        jump: Callable[[Place], None],
        parent: QtCore.QObject,
    ) -> None:
        super().__init__(parent)
        self._face = face
        self._finder = finder
        self._theme = theme
        self._jump = jump
        self._panes: tuple[SidePane, ...] = (face.hits, face.thumbnails, face.figures)
        self.figures = FigureSearch(face.figures, jobs, self)
        self._acts: dict[str, Callable[[], object]] = {
            "reader.hits": self._toggle_hits,
            "reader.thumbnails": partial(self._toggle_pane, face.thumbnails),
            "reader.figures": self._toggle_figures,
            "reader.find-case": partial(self._toggle_manner, "is_case_kept"),
            "reader.find-word": partial(self._toggle_manner, "is_word"),
            "reader.find-pattern": partial(self._toggle_manner, "is_pattern"),
            "reader.page-usual": partial(theme.choose, ""),
            **{f"reader.page-{name}": partial(theme.choose, name) for name in NAMES},
        }
        face.find_bar.manner_asked.connect(self._on_manner_asked)
        face.find_bar.list_asked.connect(self._on_list_asked)
        face.hits.picked.connect(self._on_hit_picked)
        face.thumbnails.picked.connect(self._on_page_picked)
        face.figures.picked.connect(self._on_figure_picked)
        face.view.moved.connect(self._on_moved)
        theme.changed.connect(self._on_theme_changed)
        finder.found.connect(self._on_found)
        finder.current_changed.connect(self._on_hit_changed)
        self._on_found()
        self._on_theme_changed()

    def show(self, document: Document | None) -> None:
        """Show another document in the panes."""
        self._face.small_pictures.show(document)
        sizes = document.info.page_sizes if document is not None else ()
        self._face.thumbnails.show_pages(sizes)
        self.figures.show(document)
        self._on_moved()

    @property
    def is_idle(self) -> bool:
        """Say whether nothing is drawn or looked for in the panes."""
        return self._face.small_pictures.is_idle and not self.figures.is_looking

    def perform(self, command_id: str, arguments: Mapping[str, Any]) -> bool:
        """Do a command; False when it is another's, or nothing was to do."""
        pane = next((p for p in self._panes if p.list.hasFocus()), None)
        if pane is not None and self._perform_in(pane, command_id):
            return True
        act = self._acts.get(command_id)
        if act is None:
            return False
        act()
        return True

    def _perform_in(self, pane: SidePane, command_id: str) -> bool:
        """Do what a motion means in a list that has the keys."""
        if command_id in _STEPS:
            pane.step(_STEPS[command_id])
        elif command_id in _EDGES:
            pane.go_to_edge(is_first=_EDGES[command_id])
        elif command_id == "view.escape":
            self._face.leave_panes()
        else:
            return False
        return True

    def _toggle_pane(self, pane: SidePane) -> None:
        """Open a pane with the keys in it, or close it where they are."""
        if pane.isHidden() or not pane.list.hasFocus():
            self._face.body.show_pane(pane, is_shown=True)
            pane.focus()
        else:
            self._face.body.show_pane(pane, is_shown=False)
            self._face.focus_pages()

    def _toggle_hits(self) -> None:
        self._toggle_pane(self._face.hits)
        self._on_hit_changed()

    def _toggle_figures(self) -> None:
        self._toggle_pane(self._face.figures)
        if not self._face.figures.isHidden():
            self.figures.begin()

    def _on_moved(self) -> None:
        if self._face.view.n_pages:
            self._face.thumbnails.show_present(self._face.view.page_index)

    def _on_theme_changed(self) -> None:
        self._face.small_pictures.set_tint(self._theme.tint)

    def _on_page_picked(self, page_index: int) -> None:
        self._jump(Place(page_index, 0.0))
        self._face.leave_panes()

    def _on_figure_picked(self, row: FigureRow) -> None:
        height = max(self._face.view.page_size(row.page_index)[1], 1.0)
        top = row.figure.box.top / height - _ROOM_ABOVE
        self._jump(Place(row.page_index, min(max(top, 0.0), 1.0)))
        self._face.leave_panes()

    def _toggle_manner(self, name: str) -> None:
        how = self._finder.how
        self._finder.set_manner(replace(how, **{name: not getattr(how, name)}))
        self._face.find_bar.show_manner(self._finder.how)
        if self._face.find_bar.isHidden():
            self._face.open_find_bar()

    def _on_manner_asked(self, command_id: str) -> None:
        self._acts[command_id]()
        self._face.find_bar.field.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)

    def _on_list_asked(self) -> None:
        self._face.find_bar.enter()
        if self._face.hits.isHidden():
            self._face.body.show_pane(self._face.hits, is_shown=True)
        self._face.hits.focus()

    def _on_hit_picked(self, number: int) -> None:
        self._finder.choose(number)
        self._face.leave_panes()

    def _on_found(self) -> None:
        finder = self._finder
        self._face.hits.show_hits(
            finder.hits,
            finder.n_later,
            needle=finder.needle,
            is_searching=finder.is_searching,
        )
        fault = finder.fault if finder.needle.strip() else ""
        self._face.find_bar.show_fault(fault)

    def _on_hit_changed(self) -> None:
        if not self._face.hits.isHidden():
            self._face.hits.light(self._finder.number_in_search)

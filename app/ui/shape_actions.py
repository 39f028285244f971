"""Who does the commands that shape the list: cards, sections, folding."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6 import QtCore

from app.domain.query import Query
from app.domain.view import Section
from app.ui.appearance.look import Look
from app.ui.panels.list.panel import ListPanel
from app.ui.sheets.host import Sheets
from app.ui.sheets.section_picker import SectionPicker
from app.ui.views.view_store import ViewStore


class ShapeActions(QtCore.QObject):
    """Changes the view of what is listed; `query` tells what that is."""

    def __init__(
        self,
        look: Look,
        sheets: Sheets,
        papers: ListPanel,
        views: ViewStore,
        *,
        query: Callable[[], Query],
    ) -> None:
        super().__init__(sheets)
        self._look = look
        self._sheets = sheets
        self._sections = papers.sections
        self._views = views
        self._query = query

    def actions(self) -> dict[str, Callable[..., Any]]:
        """Return what each command does."""
        sections = self._sections
        return {
            "view.cards": self._toggle_cards,
            "view.section": self._pick_section,
            "view.fold": sections.toggle_current,
            "view.unfold-next": sections.unfold_next,
            "view.fold-all": sections.fold_all,
            "view.unfold-all": sections.unfold_all,
            "list.next-section": sections.next_section,
            "list.previous-section": sections.previous_section,
        }

    def _toggle_cards(self) -> None:
        query = self._query()
        view = self._views.view(query)
        self._views.change(query, replace(view, is_cards=not view.is_cards))

    def _pick_section(self) -> None:
        current: Section = self._views.view(self._query()).section
        choose = self._sections.part_by
        self._sheets.open(SectionPicker(self._look, current=current, choose=choose))

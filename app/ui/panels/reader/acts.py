"""What each command of the reader does."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6 import QtCore, QtWidgets

from app.domain.mark import Mark, MarkKind
from app.domain.paper import MarkId
from app.ui.panels.reader import layout, marking
from app.ui.panels.reader.face import Face
from app.ui.panels.reader.finder import Finder
from app.ui.panels.reader.jumps import Jumps
from app.ui.panels.reader.layout import Place
from app.ui.panels.reader.marks_control import MarksControl
from app.ui.panels.reader.page_theme import PageTheme
from app.ui.panels.reader.page_view import PageView
from app.ui.panels.reader.text_selecting import TextSelecting

_COLOUR = "mark.colour-"
_LINES_PER_KEY = 1
_SCREEN, _HALF = 1.0, 0.5


class Acts(QtCore.QObject):
    """Does the commands `reader.…` and `mark.…` on the reader's parts.

    `selection_cleared` when nothing is selected any more.
    """

    selection_cleared = QtCore.Signal()

    def __init__(
        self,
        *,
        face: Face,
        marks: MarksControl,
        finder: Finder,
        jumps: Jumps,
        selecting: TextSelecting,
        theme: PageTheme,
        tell: Callable[[str], None],
        parent: QtCore.QObject,
    ) -> None:
        super().__init__(parent)
        self._face = face
        self._view: PageView = face.view
        self._marks = marks
        self._finder = finder
        self._jumps = jumps
        self._selecting = selecting
        self._theme = theme
        self._tell = tell
        self._searched_from: Place | None = None
        marks.wanted_found.connect(self.go_to_mark)
        self._acts: dict[str, Callable[[], object]] = {
            **self._motions(),
            **self._tools(),
        }

    def perform(self, command_id: str, arguments: Mapping[str, Any]) -> bool:
        """Do a command; False when it is none of the reader's, or nothing was to do."""
        if command_id.startswith(_COLOUR):
            self._use_colour(int(arguments.get("slot", command_id[len(_COLOUR) :])))
            return True
        if command_id == "view.escape":
            return self._escape()
        if command_id == "reader.go-to-mark":
            self._marks.want(arguments["mark"])
            return True
        act = self._acts.get(command_id)
        if act is None:
            return False
        act()
        return True

    def jump(self, place: Place) -> None:
        """Go to a place, so that one can go back."""
        self._jumps.leave(self._view.place())
        self._view.go_to(place)

    def clear_selection(self) -> None:
        """Select nothing."""
        self._selecting.clear()
        self._view.viewport().update()
        self.selection_cleared.emit()

    def go_to_mark(self, mark: Mark) -> None:
        """Choose a mark and bring it into view."""
        self._jumps.leave(self._view.place())
        self.clear_selection()
        self._marks.choose(mark)
        if mark.quads:
            self._view.reveal(mark.page_index, mark.quads[0])
        else:
            self._view.go_to_page(mark.page_index)

    def edit_comment(self, mark_id: str) -> None:
        """Open the comment of a mark for writing."""
        self._face.show_marks(is_shown=True)
        self._face.marks.edit_comment(MarkId(mark_id))

    def step_hit(self, direction: int) -> None:
        """Go to the next hit (1) or the one before (-1), round the ends."""
        finder = self._finder
        if not finder.needle.strip():
            self._tell(self.tr("Nothing searched for yet."))
        elif finder.hits:
            if finder.step(direction):
                to_start = self.tr("Past the last hit: on from the first.")
                to_end = self.tr("Past the first hit: on from the last.")
                self._tell(to_start if direction > 0 else to_end)
        elif not finder.is_searching:
            words = self.tr("“{0}” is not in this paper.")
            self._tell(words.format(finder.needle.strip()))

    def open_search(self) -> None:
        """Open the search; leaving it leads back to this place."""
        self._searched_from = self._view.place()
        self._face.open_find_bar()

    def enter_search(self, needle: str) -> None:
        """Search, unless that is done already, and put the keys into the pages."""
        if not needle.strip():
            self.close_search()
            return
        if needle != self._finder.needle:
            self._finder.search(needle, self._view.page_index)
        self._face.focus_pages()

    def abandon_search(self) -> None:
        """Close the search and go back to where it was opened."""
        self.close_search()
        if self._searched_from is not None:
            self._view.go_to(self._searched_from)

    def close_search(self) -> None:
        """Close the search and take its outlines off the pages."""
        self._finder.search("", 0)
        self._face.close_find_bar()

    def _motions(self) -> dict[str, Callable[[], object]]:
        view = self._view
        return {
            "reader.scroll-down": partial(self._step_lines, _LINES_PER_KEY),
            "reader.scroll-up": partial(self._step_lines, -_LINES_PER_KEY),
            "reader.scroll-left": partial(view.scroll_across, -_LINES_PER_KEY),
            "reader.scroll-right": partial(view.scroll_across, _LINES_PER_KEY),
            "reader.next-page": partial(self._step_page, 1),
            "reader.previous-page": partial(self._step_page, -1),
            "reader.half-down": partial(view.scroll_screens, _HALF),
            "reader.half-up": partial(view.scroll_screens, -_HALF),
            "reader.screen-down": partial(view.scroll_screens, _SCREEN),
            "reader.screen-up": partial(view.scroll_screens, -_SCREEN),
            "reader.start": partial(self.jump, Place(0, 0.0)),
            "reader.end": self._go_to_end,
            "reader.ask-page": self._ask_page,
            "reader.back": self._back,
            "reader.forward": self._forward,
            "reader.next-mark": partial(self._step_mark, 1),
            "reader.previous-mark": partial(self._step_mark, -1),
            "reader.next-hit": partial(self.step_hit, 1),
            "reader.previous-hit": partial(self.step_hit, -1),
        }

    def _tools(self) -> dict[str, Callable[[], object]]:
        view = self._view
        return {
            "reader.zoom-in": partial(view.step_zoom, 1),
            "reader.zoom-out": partial(view.step_zoom, -1),
            "reader.fit-width": partial(view.set_zoom, layout.FIT_WIDTH),
            "reader.fit-page": partial(view.set_zoom, layout.FIT_PAGE),
            "reader.page-theme": self._theme.toggle,
            "reader.find": self.open_search,
            "reader.contents": self._toggle_contents,
            "reader.marks": self._toggle_marks,
            "reader.copy": self._copy,
            "mark.highlight": partial(self._mark, MarkKind.HIGHLIGHT),
            "mark.underline": partial(self._mark, MarkKind.UNDERLINE),
            "mark.strike": partial(self._mark, MarkKind.STRIKE),
            "mark.comment": self._comment,
            "mark.tag": self._tag,
            "mark.delete-chosen": self._marks.delete_chosen,
        }

    def _step_lines(self, n_lines: int) -> None:
        if self._face.contents.list.hasFocus():
            self._face.contents.step(n_lines)
        elif self._face.marks.list.hasFocus():
            self._step_mark(n_lines)
        else:
            self._view.scroll_lines(n_lines)

    def _ask_page(self) -> None:
        self._face.bare_bar.reveal()
        self._face.bar.ask_page()

    def _step_page(self, n_pages: int) -> None:
        self._view.step_pages(n_pages)

    def _go_to_end(self) -> None:
        self._jumps.leave(self._view.place())
        self._view.go_to_end()

    def _back(self) -> None:
        if (place := self._jumps.back(self._view.place())) is not None:
            self._view.go_to(place)

    def _forward(self) -> None:
        if (place := self._jumps.forward(self._view.place())) is not None:
            self._view.go_to(place)

    def _step_mark(self, direction: int) -> None:
        mark = self._marks.step(direction, self._view.place(), self._page_height())
        if mark is not None:
            self.go_to_mark(mark)

    def _toggle_contents(self) -> None:
        is_shown = self._face.contents.isHidden()
        self._face.show_contents(is_shown=is_shown)
        if is_shown:
            self._face.contents.focus()
        else:
            self._face.focus_pages()

    def _toggle_marks(self) -> None:
        self._face.show_marks(is_shown=self._face.marks.isHidden())
        if self._face.marks.isHidden():
            self._face.focus_pages()

    def _mark(self, kind: MarkKind) -> None:
        span = self._selecting.span
        if span is not None and self._marks.add(span, kind):
            self.clear_selection()

    def _comment(self) -> None:
        span = self._selecting.span
        if span is not None:
            if self._marks.add(span, MarkKind.HIGHLIGHT, is_commented=True):
                self.clear_selection()
        elif self._marks.chosen is not None:
            self.edit_comment(self._marks.chosen.id)
        elif self._view.n_pages:
            page_index = self._view.page_index
            width = self._view.page_size(page_index)[0]
            self._marks.add_page_note(page_index, width)

    def _tag(self) -> None:
        if self._selecting.span is not None:
            self._mark(MarkKind.HIGHLIGHT)
        self._marks.tags_wanted.emit(self._marks.chosen)

    def _use_colour(self, slot: int) -> None:
        """Mark what is selected in a colour, or recolour the chosen mark."""
        if self._selecting.span is not None:
            self._marks.choose(None)
        self._marks.use_colour(slot)
        self._face.mark_bar.show_colour(slot)
        self._mark(MarkKind.HIGHLIGHT)

    def _copy(self) -> None:
        span, chosen = self._selecting.span, self._marks.chosen
        text = ""
        if span is not None:
            text = marking.selected_text(span, self._marks.text_of)
        elif chosen is not None:
            text = chosen.quote or chosen.comment
        if not text:
            self._tell(
                self.tr("Select text with the mouse, or choose a mark, to copy.")
            )
            return
        QtWidgets.QApplication.clipboard().setText(text)
        n_words = len(text.split())
        words = (
            self.tr("Copied 1 word") if n_words == 1 else self.tr("Copied {0} words")
        )
        self._tell(words.format(n_words))

    def _escape(self) -> bool:
        face = self._face
        if not face.find_bar.isHidden():
            self.close_search()
        elif self._selecting.span is not None or self._marks.chosen is not None:
            self._marks.choose(None)
            self.clear_selection()
        elif face.uncover():
            pass
        elif face.contents.list.hasFocus() or face.marks.list.hasFocus():
            face.focus_pages()
        else:
            return False
        return True

    def _page_height(self) -> float:
        if not self._view.n_pages:
            return 0.0
        return self._view.page_size(self._view.place().page_index)[1]

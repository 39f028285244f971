"""Reading by keys alone: caret, ruler, link labels, kept places, names of pages."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6 import QtCore, QtWidgets

from app.commands.command import Mode
from app.domain.errors import PdfError
from app.domain.paper import PaperId
from app.pdf.contents import OutlineEntry, PageLink
from app.pdf.document import Document
from app.runtime.supervisor import TaskSupervisor
from app.settings.store import SettingsStore
from app.ui.appearance.look import Look
from app.ui.panels.reader.caret_mode import CaretMode
from app.ui.panels.reader.column_steps import Area, main_columns, step_screen
from app.ui.panels.reader.face import Face
from app.ui.panels.reader.link_hints import LinkHints, Purpose
from app.ui.panels.reader.marks_control import MarksControl
from app.ui.panels.reader.outline_builder import OutlineBuilder
from app.ui.panels.reader.page_flow import Unit
from app.ui.panels.reader.page_overlay import PageOverlay
from app.ui.panels.reader.page_prompt import find_page
from app.ui.panels.reader.page_texts import PageTexts
from app.ui.panels.reader.peeking import Peeking
from app.ui.panels.reader.place_letters import PlaceLetters
from app.ui.panels.reader.places import Places
from app.ui.panels.reader.read_aloud import ReadAloud
from app.ui.panels.reader.ruler import Ruler
from app.ui.panels.reader.text_selecting import TextSelecting

_COLUMN_MARGIN = 12
_COLOUR = "mark.colour-"
_RULER = "reading.ruler"
_TO_A_PAGE = ("reader.start", "reader.end")
_ON_A_SENTENCE = ("mark.highlight", "mark.underline", "mark.strike", "mark.comment")


class ReadingTools(QtCore.QObject):
    """Does what keys alone can do to the pages of one view.

    `place_wanted` with a place to jump to, `link_chosen` with a link to follow,
    `selection_changed` when the caret selects other text.
    """

    place_wanted = QtCore.Signal(object)
    link_chosen = QtCore.Signal(object)
    selection_changed = QtCore.Signal()

    def __init__(
        self,
        look: Look,
        *,
        face: Face,
        texts: PageTexts,
        selecting: TextSelecting,
        marks: MarksControl,
        peeking: Peeking,
        places: Places,
        settings: SettingsStore,
        jobs: TaskSupervisor,
        act: Callable[[str, Mapping[str, Any]], bool],
        tell: Callable[[str], None],
        parent: QtCore.QObject,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._face = face
        self._view = face.view
        self._selecting = selecting
        self._marks = marks
        self._peeking = peeking
        self._settings = settings
        self._jobs = jobs
        self._act = act
        self._tell = tell
        self._document: Document | None = None
        self._labels: tuple[str, ...] | None = None
        self._asked_page = ""
        overlay = PageOverlay(look, self._view)
        self.caret = CaretMode(look, self._view, texts, selecting, overlay)
        self.ruler = Ruler(look, self._view, texts, self.caret, overlay)
        self.aloud = ReadAloud(
            look, self._view, texts, self.caret, overlay, settings, tell
        )
        self.hints = LinkHints(look, self._view, texts, overlay)
        self.letters = PlaceLetters(look, self._view, places, tell)
        self._builder = OutlineBuilder(jobs, self)
        self._acts = {**self._caret_acts(), **self._other_acts()}
        self.caret.changed.connect(self.selection_changed)
        self.caret.stepped.connect(self._on_stepped)
        self.aloud.stepped.connect(self._on_stepped)
        self.letters.place_wanted.connect(self.place_wanted)
        self.hints.chosen.connect(self._on_hint_chosen)
        self._builder.built.connect(self._on_outline_built)
        self.hints.more_links.append(peeking.mentions_on)
        self.ruler.turn(is_on=settings.is_on(_RULER))
        face.contents.left.connect(face.focus_pages)
        face.bar.page_text_asked.connect(self._go_to_page)

    @property
    def key_mode(self) -> Mode:
        """Return where keys go: to the reader, the text, or what is selected in it."""
        if not self.caret.is_on or self._is_in_a_list():
            return Mode.READER
        return Mode.SELECTION if self.caret.is_selecting else Mode.TEXT

    @property
    def is_in_use(self) -> bool:
        """Say whether one reads by caret or ruler, or listens."""
        return self.caret.is_on or self.ruler.is_on or self.aloud.is_on

    def show(self, paper: PaperId | None, document: Document | None) -> None:
        """Turn to another document."""
        self.aloud.stop()
        self.caret.leave()
        self.hints.end()
        self.letters.show(paper)
        self.ruler.begin()
        self._document = document
        self._labels = None
        self._builder.show(document)
        if document is not None and not self._face.contents.isHidden():
            self._build_outline()

    def on_selection_cleared(self) -> None:
        """Select nothing more where the caret goes."""
        self.caret.drop()

    def perform(self, command_id: str, arguments: Mapping[str, Any]) -> bool:
        """Do a command that is about keys; False leaves it to others."""
        if command_id == "view.escape":
            return self._escape()
        if command_id.startswith(_COLOUR) and self.caret.is_selecting:
            self._act(command_id, arguments)
            return self._act("mark.highlight", {})
        if command_id == "reader.copy" and self.caret.is_selecting:
            self._act(command_id, arguments)
            return self.caret.drop()
        if command_id in _TO_A_PAGE and "page" in arguments:
            self._go_to_page(str(arguments["page"]))
            return True
        if command_id in _ON_A_SENTENCE:
            if command_id == "mark.comment" and self.aloud.is_speaking:
                self.aloud.pause()
            self._select_sentence()
            return False
        if command_id == "reader.contents" and self._face.contents.isHidden():
            self._build_outline()
        if command_id == "reader.ask-page":
            self._read_labels()
        act = self._acts.get(command_id)
        return act is not None and act() is not False

    def _caret_acts(self) -> dict[str, Callable[[], object]]:
        caret = self.caret
        moves: dict[str, Callable[..., object]] = {
            "left": partial(caret.step, Unit.CHARACTER, -1),
            "right": partial(caret.step, Unit.CHARACTER, 1),
            "down": partial(caret.step_row, 1),
            "up": partial(caret.step_row, -1),
            "next-word": partial(caret.step, Unit.WORD, 1),
            "previous-word": partial(caret.step, Unit.WORD, -1),
            "word-end": partial(caret.step, Unit.WORD_END, 1),
            "next-sentence": partial(caret.step, Unit.SENTENCE, 1),
            "previous-sentence": partial(caret.step, Unit.SENTENCE, -1),
            "next-paragraph": partial(caret.step, Unit.PARAGRAPH, 1),
            "previous-paragraph": partial(caret.step, Unit.PARAGRAPH, -1),
            "line-start": partial(caret.step_edge, -1),
            "line-end": partial(caret.step_edge, 1),
        }
        extending = {
            f"caret.extend-{name}": partial(move, extends=True)
            for name, move in moves.items()
        }
        return {
            **{f"caret.{name}": move for name, move in moves.items()},
            **extending,
            "caret.left-letter": moves["left"],
            "caret.select": caret.select,
            "caret.leave": caret.leave,
            "caret.leave-selection": caret.leave,
            "reader.caret": self._enter_text,
        }

    def _other_acts(self) -> dict[str, Callable[[], object]]:
        return {
            "reader.ruler": self._toggle_ruler,
            "reader.read-aloud": self._read_aloud,
            "reader.pause-aloud": self.aloud.pause,
            "reader.follow-link": partial(self._label_links, Purpose.FOLLOW),
            "reader.peek-link": partial(self._label_links, Purpose.PEEK),
            "reader.set-place": self.letters.ask_to_keep,
            "reader.go-place": self.letters.ask_to_go,
            "reader.scroll-down": partial(self._step_ruler, 1),
            "reader.scroll-up": partial(self._step_ruler, -1),
            "reader.screen-down": partial(self._step_column, 1),
            "reader.screen-up": partial(self._step_column, -1),
        }

    def _enter_text(self) -> None:
        if not self._view.n_pages:
            return
        if not self.caret.enter(self.ruler.start()):
            self._tell(self.tr("No text shows here: this may be a scanned page."))

    def _escape(self) -> bool:
        if not self._face.find_bar.isHidden() or self._is_in_a_list():
            return False
        if self.aloud.stop() or self.caret.drop():
            return True
        if self.caret.is_on:
            self.caret.leave()
            return True
        return False

    def _is_in_a_list(self) -> bool:
        """Say whether the keys go to the contents, the marks or another list."""
        focus = QtWidgets.QApplication.focusWidget()
        return isinstance(focus, QtWidgets.QAbstractItemView)

    def _select_sentence(self) -> None:
        """Select the sentence read aloud, or under the ruler, where no text is."""
        span = self.aloud.sentence or self.ruler.sentence()
        if self._selecting.span is None and span is not None:
            self._selecting.select(span.start, span.end)

    def _read_aloud(self) -> None:
        """Read from the selection, the caret, the ruler or what shows; or stop."""
        span = self._selecting.span
        start = span.start if span is not None else self.caret.caret
        self.aloud.toggle(start or self.ruler.start())
        if self.aloud.is_on:  # marks are for the sentence that is read from now on
            self._selecting.clear()
            self._view.viewport().update()
            self.caret.leave()

    # Ruler and columns

    def _toggle_ruler(self) -> None:
        self.ruler.turn(is_on=not self.ruler.is_on)
        self._settings.change(_RULER, self.ruler.is_on)

    def _step_ruler(self, n_rows: int) -> bool:
        if not self.ruler.is_on or self._face.is_text_shown or self._is_in_a_list():
            return False
        self.ruler.step(n_rows)
        self._on_stepped()
        return True

    def _on_stepped(self) -> None:
        """Let go of the mark just made: what follows is about other text."""
        if self._selecting.span is None:
            self._marks.choose(None)

    def _step_column(self, direction: int) -> bool:
        """Go on by a screen down a column that is wider read than the whole page."""
        across = self._view.horizontalScrollBar()
        down = self._view.verticalScrollBar()
        if not across.maximum() or not self._view.n_pages or self._face.is_text_shown:
            return False
        room = self._view.viewport().rect()
        left, top = float(across.value()), float(down.value())
        shown = Area(left, top, left + room.width(), top + room.height())
        columns = self._columns(self._view.desk.visible(shown.top, shown.bottom))
        if len(columns) < 2:
            return False
        margin = self._look.theme.px(_COLUMN_MARGIN)
        found = step_screen(columns, shown, direction, margin_px=margin)
        if found is None:
            return False
        across.setValue(round(found[0]))
        down.setValue(round(found[1]))
        return True

    def _columns(self, shown: range) -> list[Area]:
        found: list[Area] = []
        last = self._view.n_pages
        for page_index in range(max(0, shown.start - 1), min(shown.stop + 1, last)):
            flow = self.caret.flow_of(page_index)
            box = self._view.boxes[page_index]
            if flow is None:
                continue
            boxes = [
                Area(
                    box.left + quad.left * box.scale,
                    box.top + quad.top * box.scale,
                    box.left + quad.right * box.scale,
                    box.top + quad.bottom * box.scale,
                )
                for quad in flow.columns
            ]
            found += main_columns(boxes)
        return found

    # Links

    def _label_links(self, purpose: Purpose) -> None:
        if self._view.n_pages and not self.hints.begin(purpose):
            self._tell(self.tr("No link shows here."))

    def _on_hint_chosen(
        self, purpose: Purpose, page_index: int, link: PageLink
    ) -> None:
        match purpose:
            case Purpose.FOLLOW if link.uri or link.page_index is not None:
                self.link_chosen.emit(link)
            case Purpose.FOLLOW | Purpose.PEEK:
                self._peeking.peek_link(page_index, link)
            case Purpose.COPY if link.uri:
                QtWidgets.QApplication.clipboard().setText(link.uri)
                self._tell(self.tr("Copied {0}").format(link.uri))
            case Purpose.COPY if link.page_index is None:
                self._tell(self.tr("This is no link and has no address."))
            case Purpose.COPY:
                words = self.tr("This link leads to page {0} and has no address.")
                self._tell(words.format((link.page_index or 0) + 1))

    # Pages by name

    def _read_labels(self) -> None:
        if self._document is not None and self._labels is None:
            self._jobs.run(self._load_labels(self._document), "read the page names")

    async def _load_labels(self, document: Document) -> None:
        try:
            labels = await document.labels()
        except PdfError:
            labels = ()
        if document is self._document:
            self._labels = labels
            if self._asked_page:
                self._go_to_page(self._asked_page)

    def _go_to_page(self, text: str) -> None:
        self._asked_page = ""
        place = find_page(text, self._view.n_pages, self._labels or ())
        if self._labels is None and not text.isdecimal() and place is None:
            self._asked_page = text
            self._read_labels()
        elif place is not None:
            self.place_wanted.emit(place)
        elif text:
            self._tell(self.tr("No page is called {0}.").format(text))

    # Contents

    def _build_outline(self) -> None:
        if self._builder.is_needed:
            self._face.contents.show_looking()
            self._builder.build()

    def _on_outline_built(self, entries: tuple[OutlineEntry, ...]) -> None:
        self._face.contents.show_outline(entries, is_built=True)

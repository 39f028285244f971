"""The reader: a paper's pages with its contents at the left and marks at the right."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6 import QtCore, QtWidgets

from app.commands.command import Mode
from app.domain.errors import AppError
from app.domain.paper import Paper, Sha256
from app.pdf.client import PdfClient
from app.pdf.contents import OutlineEntry, PageLink
from app.pdf.document import Document, Opening
from app.runtime.feed import ChangeFeed
from app.runtime.library_client import LibraryClient
from app.runtime.reporter import Reporter
from app.runtime.supervisor import TaskSupervisor
from app.settings.store import SettingsStore
from app.ui.appearance.look import Look
from app.ui.panels.reader.acts import Acts
from app.ui.panels.reader.chosen import Chosen
from app.ui.panels.reader.eyes import Eyes
from app.ui.panels.reader.face import Face
from app.ui.panels.reader.file_watch import FileWatch
from app.ui.panels.reader.finder import Finder
from app.ui.panels.reader.hits_shown import HitsShown
from app.ui.panels.reader.jumps import Jumps
from app.ui.panels.reader.marks_control import MarksControl, Run
from app.ui.panels.reader.night import white_pages
from app.ui.panels.reader.no_text_strip import NoTextStrip
from app.ui.panels.reader.page_cache import PageCache
from app.ui.panels.reader.page_habits import PageHabits
from app.ui.panels.reader.page_layouts import PageLayouts
from app.ui.panels.reader.page_loader import PageLoader
from app.ui.panels.reader.page_mouse import PageMouse
from app.ui.panels.reader.page_texts import PageTexts
from app.ui.panels.reader.page_theme import PageTheme
from app.ui.panels.reader.page_view import PageView
from app.ui.panels.reader.paper_ahead import PaperAhead
from app.ui.panels.reader.peeking import Peeking
from app.ui.panels.reader.place_left import place_left
from app.ui.panels.reader.places import Places
from app.ui.panels.reader.progress_keeper import ProgressKeeper
from app.ui.panels.reader.reading_tools import ReadingTools
from app.ui.panels.reader.reflowing import Reflowing
from app.ui.panels.reader.text_selecting import TextSelecting


class ReaderPanel(QtWidgets.QWidget):
    """Shows one paper at a time; `left` when the reader asks to go back to the list."""

    left = QtCore.Signal()
    title_changed = QtCore.Signal(str)

    def __init__(
        self,
        look: Look,
        pdf: PdfClient,
        library: LibraryClient,
        jobs: TaskSupervisor,
        run: Run,
        reporter: Reporter,
        settings: SettingsStore,
        feed: ChangeFeed,
        parent: QtWidgets.QWidget | None = None,
        *,
        cache: PageCache | None = None,
        places: Places | None = None,
        name: str = "",
    ) -> None:
        super().__init__(parent)
        self._pdf = pdf
        self._cache = cache if cache is not None else PageCache(0)
        self._jobs = jobs
        self._run = run
        self._reporter = reporter
        self._settings = settings
        self._paper: Paper | None = None
        self._file = Path()
        self._sha256 = Sha256("")
        self._document: Document | None = None
        self._opening: Opening | None = None
        self._loading: asyncio.Task[Any] | None = None
        self._loader = PageLoader(jobs, white_pages(), self, self._cache)
        texts = PageTexts(jobs, self)
        self.marks = MarksControl(library, jobs, run, texts, feed, self)
        self.selecting = TextSelecting(self.marks.text_of)
        self.view = PageView(look, self._loader, texts, self.selecting, self)
        self._mouse = PageMouse(self.view, texts, self.selecting, self.marks.on_page)
        self.finder = Finder(jobs, self)
        self.jumps = Jumps()
        self.face = Face(look, self.view, jobs, settings, self)
        self.theme = PageTheme(look, settings, reporter, self)
        self.ahead = PaperAhead(pdf, self.view, self.theme, jobs, self, name=name)
        self._progress = ProgressKeeper(library, jobs, self)
        self._watch = FileWatch(library, jobs, feed, self)
        self._acts = Acts(
            face=self.face,
            marks=self.marks,
            finder=self.finder,
            jumps=self.jumps,
            selecting=self.selecting,
            theme=self.theme,
            tell=reporter.notice,
            parent=self,
        )
        self.eyes = Eyes(
            self.face, self.finder, self.theme, jobs, self._acts.jump, self
        )
        self.reflowing = Reflowing(
            self.face, self.finder, self.theme, self.marks, settings, self
        )
        self.places = Places(self) if places is None else places
        self.peeking = Peeking(
            look,
            self.view,
            texts,
            self._loader,
            library=library,
            jobs=jobs,
            run=run,
            tell=reporter.notice,
            parent=self,
        )
        self.no_text = NoTextStrip(look, texts, jobs, self)
        column = self.layout()
        assert isinstance(column, QtWidgets.QVBoxLayout)
        column.insertWidget(column.count() - 1, self.no_text)
        self.tools = ReadingTools(
            look,
            face=self.face,
            texts=texts,
            selecting=self.selecting,
            marks=self.marks,
            peeking=self.peeking,
            settings=settings,
            places=self.places,
            jobs=jobs,
            act=self._acts.perform,
            tell=reporter.notice,
            parent=self,
        )
        self._layouts = PageLayouts(self.view, texts, reporter.notice)
        PageHabits(self.view, self._cache, settings)
        self._chosen = Chosen(
            self.face, self.marks, self.selecting, self.tools, self._acts, run
        )
        HitsShown(self.face, self.finder, self.jumps)
        self._connect()
        self._on_theme_changed()
        self._on_moved()
        self._on_zoomed()
        self.setFocusProxy(self.view)

    @property
    def paper(self) -> Paper | None:
        """Return the paper that is open."""
        return self._paper

    @property
    def document(self) -> Document | None:
        """Return the open PDF; None while there is none."""
        return self._document

    @property
    def has_selection(self) -> bool:
        """Say whether text is selected or a mark is chosen."""
        return self.selecting.span is not None or self.marks.chosen is not None

    @property
    def key_mode(self) -> Mode:
        """Return where keys go while the reader has them."""
        mode = self.tools.key_mode
        return Mode.MARK if mode is Mode.READER and self.has_selection else mode

    def show_paper(self, paper: Paper, file: Path, sha256: Sha256) -> None:
        """Open a paper's stored PDF where it was left."""
        self._close_document()
        self._paper, self._file, self._sha256 = paper, file, sha256
        self.theme.show(paper.id)
        self._progress.begin(paper.id, paper.progress)
        self._watch.watch(paper.id, sha256)
        self.face.bar.show_title(paper.title)
        self.title_changed.emit(paper.title)
        self.face.show_pages()
        self._open("")

    def shown(self) -> tuple[Paper, Path, Sha256] | None:
        """Return what is open, at the present place, to be shown once more."""
        if self._paper is None:
            return None
        paper = replace(self._paper, progress=self._progress.latest)
        return paper, self._file, self._sha256

    def give_document(self) -> Document | None:
        """Give up the open PDF without closing it; another paper is to be shown."""
        document, self._document = self._document, None
        return document

    def perform(self, command_id: str, arguments: Mapping[str, Any]) -> bool:
        """Do a command of the reader; False when there was nothing to do.

        For `view.escape` False means that there was nothing to leave.
        """
        self.reflowing.make_way(command_id)
        if self.peeking.perform(command_id, arguments):
            return True
        return (
            self.tools.perform(command_id, arguments)
            or self.eyes.perform(command_id, arguments)
            or self.reflowing.perform(command_id)
            or self._layouts.perform(command_id)
            or self._acts.perform(command_id, arguments)
        )

    def stands_in(self, command_id: str) -> bool:
        """Take a verb on papers that is meant for a cited one; False for others."""
        return self.peeking.stands_in(command_id)

    def leave(self) -> None:
        """Close the paper; its place is kept."""
        self.ahead.drop()
        self._close_document()
        self._progress.end()
        self._watch.watch(None, Sha256(""))
        self._paper = None

    async def finish(self) -> None:
        """Keep the place, and wait until it is kept."""
        await self._progress.finish()

    # Opening

    def _open(self, password: str, *, again: bool = False) -> None:
        assert self._paper is not None
        self._stop_opening()
        document = self.ahead.take(self._sha256)
        if document is not None:
            self._show_document(document)
            return
        left = place_left(self._paper.progress)
        first = self.view.first_look(left.zoom, left.place.page_index)
        # Asked for at once, not in its turn: the worker draws while the window shows.
        opening = self._pdf.begin_open(
            self._file, password=password, again=again, first=first
        )
        self._opening = opening
        work = self._load(opening, is_wrong=bool(password))
        self._loading = self._jobs.run(work, "open a PDF")

    def _stop_opening(self) -> None:
        if self._opening is not None and self._loading is not None:
            self._opening.cancel()
            self._loading.cancel()
            self._opening = self._loading = None

    async def _load(self, opening: Opening, *, is_wrong: bool) -> None:
        assert self._paper is not None
        try:
            document = await opening.document()
        except AppError as error:
            self.face.show_message(error, self._paper.title, is_wrong=is_wrong)
            return
        self._show_document(document)

    def _show_document(self, document: Document) -> None:
        assert self._paper is not None
        self._document = document
        self._opening = self._loading = None
        self.face.show_pages()
        left = place_left(self._paper.progress)
        file = self.ahead.name(self._sha256)
        self.view.show_document(document, zoom=left.zoom, place=left.place, file=file)
        self.finder.show(document)
        self.eyes.show(document)
        self.reflowing.show(document)
        self.peeking.show(document, self._paper)
        self.no_text.show_document(document)
        self.face.contents.show_outline(document.info.outline)
        self.marks.show(self._paper.id, self._sha256)
        self.tools.show(self._paper.id, document)
        self._on_zoomed()
        self._on_moved()
        focus = QtWidgets.QApplication.focusWidget()
        if focus is None or self.isAncestorOf(focus):
            self.face.focus_pages()

    def _close_document(self) -> None:
        self.face.marks.end_writing()
        self._progress.flush()
        self._stop_opening()
        document, self._document = self._document, None
        self.peeking.show(None, None)
        self.no_text.show_document(None)
        self.tools.show(None, None)
        self._acts.clear_selection()
        self.marks.show(None, Sha256(""))
        self.finder.show(None)
        self.eyes.show(None)
        self.reflowing.show(None)
        self.view.show_document(None)
        self.face.contents.show_outline(())
        self.face.find_bar.hide()
        self.face.find_bar.field.clear()
        self.jumps.clear()
        if document is not None:
            document.close()

    # What happens in it

    def _connect(self) -> None:
        face, mouse, marks = self.face, self._mouse, self.marks
        self.view.moved.connect(self._on_moved)
        self.view.zoomed.connect(self._on_zoomed)
        self.theme.changed.connect(self._on_theme_changed)
        self._watch.gone.connect(self.left)
        mouse.selection_changed.connect(self._chosen.on_selecting)
        mouse.selection_finished.connect(self._chosen.show_bar)
        mouse.mark_clicked.connect(marks.choose)
        mouse.link_clicked.connect(self._on_link_clicked)
        mouse.page_clicked.connect(self._on_page_clicked)
        self._acts.selection_cleared.connect(self.tools.on_selection_cleared)
        self.tools.place_wanted.connect(self._acts.jump)
        self.peeking.jumped.connect(self._jump_to_point)
        self.tools.link_chosen.connect(self._on_link_clicked)
        marks.comment_wanted.connect(self._acts.edit_comment)
        face.bar.left.connect(self.left)
        face.bar.used.connect(self._on_used)
        face.bar.field_left.connect(face.focus_pages)
        face.bar.zoom_asked.connect(self.view.set_zoom)
        face.contents.jumped.connect(self._on_contents_jumped)
        face.marks.comment_written.connect(marks.write_comment)
        face.marks.left.connect(face.leave_panes)
        face.mark_bar.chosen.connect(self._on_mark_bar_used)
        face.message.retried.connect(self._on_retried)
        face.message.opened_elsewhere.connect(self._on_opened_elsewhere)
        face.message.password_given.connect(self._open)
        face.find_bar.entered.connect(self._acts.enter_search)
        face.find_bar.abandoned.connect(self._acts.abandon_search)
        face.find_bar.stepped.connect(self._acts.step_hit)
        face.find_bar.closed.connect(self._acts.close_search)

    def _on_moved(self) -> None:
        view, face = self.view, self.face
        face.bar.show_page(view.page_index, view.n_pages)
        face.line.show_fraction(view.fraction if view.n_pages else 0.0)
        if self._document is not None and view.n_pages:
            place = view.place()
            height = view.page_size(place.page_index)[1]
            face.contents.show_place(place.page_index, place.top * height)
            self._progress.note(
                place,
                page_index=view.page_index,
                n_pages=view.n_pages,
                zoom=view.look_words,
            )

    def _on_zoomed(self) -> None:
        self.face.bar.show_zoom(self.view.zoom, self.view.zoom_factor)

    def _on_theme_changed(self) -> None:
        self.view.set_tint(self.theme.tint)
        self.face.bar.theme_button.setChecked(self.theme.is_night)

    def _on_used(self, command_id: str) -> None:
        if not self.perform(command_id, {}):
            self._run(command_id)

    def _on_mark_bar_used(self, command_id: str, slot: int) -> None:
        self.perform(command_id, {"slot": slot})

    def _on_contents_jumped(self, entry: OutlineEntry) -> None:
        if entry.page_index is not None:
            self._jump_to_point(entry.page_index, entry.top)
        self.face.leave_panes()

    def _on_link_clicked(self, link: PageLink) -> None:
        if link.page_index is not None:
            self._jump_to_point(link.page_index, link.top)
        else:
            self._run("address.open", url=link.uri)

    def _jump_to_point(self, page_index: int, top: float) -> None:
        self._acts.jump(self.view.place_of(page_index, top))

    def _on_page_clicked(self, page_index: int) -> None:
        if self._loader.failure(page_index) is not None:
            self._loader.retry(page_index)
            self.view.refresh()

    def _on_retried(self) -> None:
        self._open("", again=True)

    def _on_opened_elsewhere(self) -> None:
        self._run("paper.open-elsewhere")

"""Opening sheets: each command that shows one, and each question that needs one."""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from PySide6 import QtCore, QtWidgets

from app.commands.command import Mode, Registry
from app.commands.desk import Question
from app.commands.imports.planning import planned
from app.domain.duplicates import DuplicateGroup
from app.domain.errors import InvalidInput, NotFound
from app.domain.importing import ImportPlan
from app.domain.mark import Mark
from app.domain.paper import PaperId, Skipped, TopicId
from app.domain.query import Query
from app.domain.refreshing import PaperOffers
from app.domain.topic import Topic
from app.formats.pasted import read_pasted
from app.library import Reader
from app.runtime.library_client import LibraryClient
from app.runtime.reporter import Message
from app.runtime.suggester import Suggester
from app.runtime.supervisor import TaskSupervisor
from app.settings.places import log_file, resources_folder
from app.settings.store import SettingsStore
from app.ui.appearance.look import Look
from app.ui.drops.drops import contents
from app.ui.openers.edit_opener import EditOpener
from app.ui.sheets.about_sheet import AboutSheet
from app.ui.sheets.duplicates_sheet import DuplicatesSheet
from app.ui.sheets.guide_sheet import GuideSheet
from app.ui.sheets.history_sheet import HistorySheet
from app.ui.sheets.host import Sheets
from app.ui.sheets.import_choices import ImportChoices
from app.ui.sheets.import_rows import place_of
from app.ui.sheets.import_sheet import ImportSheet
from app.ui.sheets.keys_sheet import KeysSheet
from app.ui.sheets.mark_picker import MarkPicker
from app.ui.sheets.note_editor import NoteEditor
from app.ui.sheets.palette import Palette
from app.ui.sheets.palette_entries import entries_of, kept_keys
from app.ui.sheets.problem_sheet import ProblemSheet
from app.ui.sheets.question_sheet import QuestionSheet
from app.ui.sheets.recent import Recent
from app.ui.sheets.refresh_sheet import RefreshSheet
from app.ui.sheets.settings_sheet import SettingsSheet
from app.ui.sheets.snooze_picker import SnoozePicker
from app.ui.sheets.tag_picker import TagPicker
from app.ui.sheets.topic_picker import TopicPicker
from app.ui.sheets.trash_sheet import TrashSheet

Run = Callable[..., Any]
_PLACES_AT_ONCE = 200
_OPENED = (
    "*.pdf *.bib *.ris *.nbib *.enw *.xml *.json *.csv *.tsv *.opml *.eml *.html *.htm"
    " *.mhtml *.mht *.rdf *.md *.txt *.zip *.sqlite"
)
"""What the files dialog shows first; what a file is, its content says."""


class SheetOpener(QtCore.QObject):
    """Knows every sheet and what it needs.

    `mode`, `targets` and `query` tell what the window shows now; they are given later
    with `look_at`, since the desk that knows them opens sheets itself.
    """

    @property
    def is_open(self) -> bool:
        """Say whether a sheet is open."""
        return self._sheets.is_open

    def __init__(
        self,
        look: Look,
        sheets: Sheets,
        *,
        registry: Registry,
        library: LibraryClient,
        jobs: TaskSupervisor,
        settings: SettingsStore,
        run: Run,
        suggester: Suggester,
    ) -> None:
        super().__init__(sheets)
        self._look = look
        self._sheets = sheets
        self._registry = registry
        self._library = library
        self._jobs = jobs
        self._settings = settings
        self._run = run
        self._suggester = suggester
        self._has_problem = False
        self._recent: Recent[Any, Any] = Recent()
        self._recent_topics: Recent[Any, Any] = Recent()
        self._mode: Callable[[], Mode] = lambda: Mode.LIST
        self._targets: Callable[[], tuple[PaperId, ...]] = tuple
        self._query: Callable[[], Query] = Query
        self._editing = EditOpener(
            look,
            sheets,
            library=library,
            jobs=jobs,
            run=run,
            targets=self._targets_now,
            query=self._query_now,
        )

    def look_at(
        self,
        *,
        mode: Callable[[], Mode],
        targets: Callable[[], tuple[PaperId, ...]],
        query: Callable[[], Query],
    ) -> None:
        """Say where the sheets learn what the window shows."""
        self._mode, self._targets, self._query = mode, targets, query

    @property
    def recent(self) -> list[str]:
        """The commands and settings chosen lately in the palette, newest first."""
        return kept_keys(self._recent.values())

    def restore_recent(self, keys: Sequence[str]) -> None:
        """Take what `recent` was; what is not known any more is left out."""
        for entry in reversed(entries_of(self._registry, keys)):
            self._recent.add(entry.key, entry)

    def actions(self) -> dict[str, Callable[..., Any]]:
        """Return what each command that opens a sheet does."""
        return {
            "palette.open": self._open_palette,
            "keys.show": self._show_keys,
            "guide.show": self._show_guide,
            "about.show": self._show_about,
            "settings.show": self._show_settings,
            "history.show": self._show_history,
            "trash.show": self._show_trash,
            "topics.pick": self._pick_topics,
            "tags.pick": self._pick_tags,
            "snooze.pick": self._pick_day,
            "note.edit": self._edit_note,
            "marks.find": self._find_marks,
            "duplicates.review": self._review_duplicates,
            "metadata.review": self._review_refresh,
            "import.choose-files": self._choose_files,
            "import.choose-folder": self._choose_folder,
            "import.paste": self._paste,
            **self._editing.actions(),
        }

    async def review(self, plan: ImportPlan) -> ImportPlan | None:
        """Let the user look at an import; None means do nothing."""
        choices = await asyncio.to_thread(ImportChoices, plan)
        topics = await self._library.read(lambda r: r.topics())
        await self._until_free()
        sheet = ImportSheet(self._look, choices, topics)
        sheet.line_given.connect(partial(self._on_line_given, sheet))
        self._sheets.open(sheet)
        self._begin(self._show_places(sheet, choices.known(), topics), "places")
        try:
            return await sheet.review()
        except asyncio.CancelledError:
            sheet.dismiss()  # the job was stopped: nobody waits for the answer
            raise

    def _on_line_given(self, sheet: ImportSheet, part: Skipped, text: str) -> None:
        self._begin(self._read_line(sheet, part, text), "read a line")

    async def _read_line(self, sheet: ImportSheet, part: Skipped, text: str) -> None:
        """Read a corrected line, and compare its papers with the library."""
        found: ImportPlan | None = None
        with contextlib.suppress(InvalidInput):
            read = await asyncio.to_thread(read_pasted, text, source=part.where)
            found = await self._library.read(lambda r: planned(r, [read], ""))
        if not sheet.is_closed:
            sheet.take_line(part, text, found)

    async def ask(self, question: Question) -> int | None:
        """Ask a question; None means no answer."""
        await self._until_free()
        sheet = QuestionSheet(self._look, question)
        self._sheets.open(sheet)
        return await sheet.answered()

    def show_problem(self, message: Message) -> None:
        """Show a bug of ours, with its report to copy; one at a time."""
        if self._has_problem:
            return
        log = log_file()
        sheet = ProblemSheet(
            self._look,
            text=message.text,
            details=message.details,
            copy=QtWidgets.QApplication.clipboard().setText,
            log=log if log.is_file() else None,
        )
        self._has_problem = True
        sheet.closed.connect(self._on_problem_closed)
        self._sheets.open(sheet)

    def _on_problem_closed(self) -> None:
        self._has_problem = False

    async def _show_places(
        self, sheet: ImportSheet, known: Sequence[PaperId], topics: Sequence[Topic]
    ) -> None:
        """Tell the sheet where known papers are, a few at a time."""
        names = {topic.id: topic.name for topic in topics}
        for start in range(0, len(known), _PLACES_AT_ONCE):
            ids = known[start : start + _PLACES_AT_ONCE]
            places = await self._library.read(partial(_places, ids=ids, names=names))
            if sheet.is_closed:
                return
            sheet.show_places(places)

    async def _until_free(self) -> None:
        while (current := self._sheets.current) is not None:
            await current.until_closed()

    def _open_palette(self) -> None:
        self._sheets.open(
            Palette(
                self._look,
                registry=self._registry,
                mode=self._mode(),
                library=self._library,
                jobs=self._jobs,
                run=self._run,
                recent=self._recent,
            )
        )

    def _show_keys(self) -> None:
        self._sheets.open(
            KeysSheet(self._look, registry=self._registry, mode=self._mode())
        )

    def _show_guide(self) -> None:
        self._sheets.open(GuideSheet(self._look, resources_folder() / "guide"))

    def _show_about(self) -> None:
        self._sheets.open(AboutSheet(self._look, library_folder=self._library.folder))

    def _show_settings(self, key: str = "") -> None:
        self._sheets.open(SettingsSheet(self._look, self._settings, key=key))

    def _show_history(self) -> None:
        self._sheets.open(
            HistorySheet(
                self._look, library=self._library, jobs=self._jobs, run=self._run
            )
        )

    def _pick_day(self) -> None:
        ids = self._targets()
        if not ids:
            return
        today = datetime.now().astimezone().date()
        self._sheets.open(SnoozePicker(self._look, ids=ids, today=today, run=self._run))

    def _show_trash(self) -> None:
        self._sheets.open(
            TrashSheet(
                self._look, library=self._library, jobs=self._jobs, run=self._run
            )
        )

    def _pick_topics(self) -> None:
        ids = self._targets()
        if not ids:
            return
        self._sheets.open(
            TopicPicker(
                self._look,
                ids=ids,
                library=self._library,
                jobs=self._jobs,
                run=self._run,
                recent=self._recent_topics,
                suggester=self._suggester,
            )
        )

    def _pick_tags(self, mark: Mark) -> None:
        self._sheets.open(
            TagPicker(
                self._look,
                mark=mark,
                library=self._library,
                jobs=self._jobs,
                run=self._run,
            )
        )

    def _find_marks(self) -> None:
        self._sheets.open(
            MarkPicker(
                self._look, library=self._library, jobs=self._jobs, run=self._run
            )
        )

    def _review_duplicates(self, groups: Sequence[DuplicateGroup]) -> None:
        self._sheets.open(
            DuplicatesSheet(
                self._look,
                groups,
                library=self._library,
                jobs=self._jobs,
                run=self._run,
            )
        )

    def _review_refresh(self, papers: Sequence[PaperOffers]) -> None:
        self._sheets.open(RefreshSheet(self._look, papers, run=self._run))

    def _edit_note(self) -> None:
        ids = self._targets()
        if ids:
            self._begin(self._open_note(ids[0]), "note.edit")

    async def _open_note(self, paper_id: PaperId) -> None:
        paper = await self._library.read(lambda r: r.paper(paper_id))
        self._sheets.open(NoteEditor(self._look, paper=paper, run=self._run))

    def _choose_files(self) -> None:
        dialog = QtWidgets.QFileDialog(self._sheets.window(), self.tr("Open files"))
        dialog.setFileMode(QtWidgets.QFileDialog.FileMode.ExistingFiles)
        known = self.tr("PDF files, lists and bibliographies")
        dialog.setNameFilters([f"{known} ({_OPENED})", self.tr("All files (*)")])
        dialog.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._on_files_selected)
        dialog.open()

    def _choose_folder(self) -> None:
        dialog = QtWidgets.QFileDialog(self._sheets.window(), self.tr("Open a folder"))
        dialog.setFileMode(QtWidgets.QFileDialog.FileMode.Directory)
        dialog.setOption(QtWidgets.QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._on_files_selected)
        dialog.open()

    def _on_files_selected(self, paths: list[str]) -> None:
        self._run("import.sources", paths=tuple(paths))

    def _paste(self) -> None:
        given = contents(QtWidgets.QApplication.clipboard().mimeData())
        if given.is_empty:
            self._run("import.type")
            return
        if given.is_picture:
            raise InvalidInput("The clipboard holds a picture, which is no paper.")
        self._begin(self._import_here(given.sources()), "paste")

    async def _import_here(self, sources: dict[str, Any]) -> None:
        """Import into the topic that the list shows, as a drop on the list does."""
        query, path = self._query(), ""
        if query.topic is not None and not query.text:
            topics = await self._library.read(lambda r: r.topics())
            path = next((t.path for t in topics if t.id == query.topic), "")
        self._run("import.sources", **sources, topic=path)

    def _targets_now(self) -> tuple[PaperId, ...]:
        return self._targets()

    def _query_now(self) -> Query:
        return self._query()

    def _begin(self, work: Coroutine[Any, Any, None], name: str) -> None:
        self._jobs.run(work, name)


def _places(
    reader: Reader, *, ids: Sequence[PaperId], names: Mapping[TopicId, str]
) -> dict[PaperId, str]:
    places = {}
    for paper_id in ids:
        with contextlib.suppress(NotFound):  # gone since the plan was made
            places[paper_id] = place_of(reader.paper(paper_id), names)
    return places

"""The marks of the open paper: shown, chosen, made, coloured and taken away."""

import asyncio
import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6 import QtCore

from app.commands.fetching.versions import name_of, newest_marks
from app.domain.change import Change, Facet
from app.domain.errors import NotFound
from app.domain.mark import Mark, MarkKind
from app.domain.paper import MarkId, PaperId, Sha256, StoredFile
from app.domain.versions import is_same_mark
from app.runtime.feed import ChangeFeed
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.ui.panels.reader import marking
from app.ui.panels.reader.layout import Place
from app.ui.panels.reader.page_texts import PageTexts
from app.ui.panels.reader.selection import Span, TextMap

Run = Callable[..., object]
_NEAR_PT = 2.0


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A mark of another file of the paper; `name` tells that file, as 'v1' does."""

    mark: Mark
    name: str


def on_other_files(
    marks: Sequence[Mark], files: Sequence[StoredFile], here: Sha256
) -> tuple[Elsewhere, ...]:
    """Return the marks of other files that have not gone along to this one."""
    names = {file.sha256: name_of(file) for file in files}
    mine = [mark for mark in marks if mark.file == here]
    others = newest_marks([m for m in marks if m.file != here and m.file in names])
    others.sort(key=lambda mark: (names[mark.file], mark.page_index))
    return tuple(
        Elsewhere(mark, names[mark.file])
        for mark in others
        if not any(is_same_mark(mark, other) for other in mine)
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a command under way makes of a mark; `mark` None takes it away."""

    number: int
    mark: Mark | None


class MarksControl(QtCore.QObject):
    """Holds the marks of one paper's file and asks for changes by commands.

    A change shows at once, before it is stored, and goes when it could not be. A mark
    just made is the chosen one, so that the very next key may colour it or write on it.
    `changed` when other marks are there, `chosen_changed` when another one is
    chosen, `comment_wanted` when the comment of a new mark should be written,
    `tags_wanted` when the chosen mark is to be tagged, with None where there is none,
    `wanted_found` when a mark that is to be gone to is there.
    """

    changed = QtCore.Signal()
    chosen_changed = QtCore.Signal()
    comment_wanted = QtCore.Signal(str)
    tags_wanted = QtCore.Signal(object)
    wanted_found = QtCore.Signal(object)

    def __init__(
        self,
        library: LibraryClient,
        jobs: TaskSupervisor,
        run: Run,
        texts: PageTexts,
        feed: ChangeFeed,
        parent: QtCore.QObject,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._jobs = jobs
        self._run = run
        self._texts = texts
        self._paper: PaperId | None = None
        self._file = Sha256("")
        self._by_page: dict[int, tuple[Mark, ...]] = {}
        self._stored: tuple[Mark, ...] = ()
        self._asked: dict[MarkId, _Asked] = {}
        self._settled: set[int] = set()
        self._numbers = itertools.count(1)
        self._n_loads = 0
        self._wanted: Mark | None = None
        self.marks: tuple[Mark, ...] = ()
        self.elsewhere: tuple[Elsewhere, ...] = ()
        self.chosen: Mark | None = None
        self.colour = 1
        forget = feed.subscribe(self._on_change)
        # The feed outlives the window in tests; it must not call a widget that is gone.
        self.destroyed.connect(forget)

    def show(self, paper: PaperId | None, file: Sha256) -> None:
        """Show the marks of another paper's file."""
        self._paper, self._file = paper, file
        self._stored, self.elsewhere = (), ()
        self._asked.clear()
        self._show_all()
        self.choose(None)
        self._load()

    def want(self, mark: Mark) -> None:
        """Tell of a mark as soon as it is read; another paper's is forgotten."""
        self._wanted = mark
        self._tell_wanted()

    @property
    def is_writing(self) -> bool:
        """Say whether what shows is not stored yet."""
        return bool(self._asked)

    def by_page(self) -> dict[int, tuple[Mark, ...]]:
        """Return the marks of each page."""
        return self._by_page

    def on_page(self, page_index: int) -> tuple[Mark, ...]:
        """Return the marks of a page."""
        return self._by_page.get(page_index, ())

    def text_of(self, page_index: int) -> TextMap | None:
        """Return the text of a page; None while it is not read."""
        content = self._texts.find(page_index)
        return content.text if content is not None else None

    def choose(self, mark: Mark | None) -> None:
        """Make a mark the one that colours, comments and Delete are about."""
        if mark != self.chosen:
            self.chosen = mark
            self.chosen_changed.emit()

    def step(self, direction: int, place: Place, page_height: float) -> Mark | None:
        """Return the mark after (1) or before (-1) the chosen one, or the place."""
        if not self.marks:
            return None
        if self.chosen in self.marks:
            row = self.marks.index(self.chosen) + direction
            return self.marks[row] if 0 <= row < len(self.marks) else None
        here = (place.page_index, place.top * page_height)
        later = [mark for mark in self.marks if _start(mark) >= here]
        if direction > 0:
            return later[0] if later else None
        earlier = self.marks[: len(self.marks) - len(later)]
        return earlier[-1] if earlier else None

    def add(self, span: Span, kind: MarkKind, *, is_commented: bool = False) -> bool:
        """Mark what is selected; False when nothing of it can be marked."""
        if self._paper is None:
            return False
        made = marking.marks_of_span(
            span,
            self.text_of,
            paper_id=self._paper,
            file=self._file,
            kind=kind,
            colour=self.colour,
        )
        if made:
            self._ask({mark.id: mark for mark in made}, "mark.add", marks=tuple(made))
            self._show_new(made[-1], is_commented=is_commented)
        return bool(made)

    def add_page_note(self, page_index: int, page_width: float) -> None:
        """Put a note on a page, and open it for writing."""
        if self._paper is None:
            return
        note = marking.note_on_page(
            page_index,
            page_width,
            paper_id=self._paper,
            file=self._file,
            colour=self.colour,
        )
        self._ask({note.id: note}, "mark.add", marks=(note,))
        self._show_new(note, is_commented=True)

    def use_colour(self, slot: int) -> None:
        """Recolour the chosen mark; without one, colour the marks to come."""
        if self.chosen is None:
            self.colour = slot
        elif self.chosen.colour != slot:
            self._change(self.chosen, colour=slot)

    def write_comment(self, mark_id: MarkId, comment: str) -> None:
        """Rewrite the comment of a mark."""
        if (mark := self._find(mark_id)) is not None:
            self._change(mark, comment=comment)

    def delete_chosen(self) -> None:
        """Remove the chosen mark."""
        if self.chosen is not None:
            mark_id = self.chosen.id
            self._ask({mark_id: None}, "mark.delete", mark_id=mark_id)
            self._show_all()

    def _show_new(self, mark: Mark, *, is_commented: bool) -> None:
        self._show_all()
        self.choose(mark)
        if is_commented:
            self.comment_wanted.emit(mark.id)

    def _change(self, mark: Mark, **values: Any) -> None:
        changed = replace(mark, **values)
        self._ask({mark.id: changed}, "mark.change", mark_id=mark.id, **values)
        self._show_all()

    def _ask(
        self,
        wanted: Mapping[MarkId, Mark | None],
        command_id: str,
        /,
        **arguments: Any,
    ) -> None:
        """Run a command, and show what it will make of marks until it is done.

        Commands on marks are done in the order in which they are asked for.
        """
        task = self._run(command_id, **arguments)
        if isinstance(task, asyncio.Future):
            number = next(self._numbers)
            for mark_id, mark in wanted.items():
                self._asked[mark_id] = _Asked(number, mark)
            task.add_done_callback(partial(self._on_done, number))

    def _on_done(self, number: int, task: "asyncio.Future[Any]") -> None:
        self._settled.add(number)
        self._load()

    def _on_change(self, change: Change) -> None:
        is_about = change.facets & {Facet.MARKS, Facet.FILES}
        if is_about and self._paper in change.papers:
            self._load()

    def _load(self) -> None:
        if self._paper is not None:
            self._n_loads += 1
            self._jobs.run(self._read(self._paper, self._n_loads), "read the marks")

    async def _read(self, paper: PaperId, number: int) -> None:
        settled = frozenset(self._settled)
        try:
            marks, files = await self._library.read(
                lambda reader: (reader.marks(paper), reader.paper(paper).files)
            )
        except NotFound:
            marks, files = (), ()  # the paper is only shown, or gone
        if number != self._n_loads or paper != self._paper:
            return
        self._settled -= settled
        for mark_id, asked in list(self._asked.items()):
            if asked.number in settled:
                del self._asked[mark_id]
        self._stored = tuple(mark for mark in marks if mark.file == self._file)
        self.elsewhere = on_other_files(marks, files, self._file)
        self._show_all()
        self._tell_wanted()
        self._wanted = None  # deleted meanwhile, or a mark of another file

    def _show_all(self) -> None:
        """Show what is stored, as changed by the commands under way."""
        shown = {mark.id: mark for mark in self._stored}
        for mark_id, asked in self._asked.items():
            shown.pop(mark_id, None)
            if asked.mark is not None:
                shown[mark_id] = asked.mark
        self.marks = marking.in_reading_order(tuple(shown.values()))
        pages: dict[int, list[Mark]] = {}
        for mark in self.marks:
            pages.setdefault(mark.page_index, []).append(mark)
        self._by_page = {page: tuple(found) for page, found in pages.items()}
        if self.chosen is not None:
            self.choose(self._find(self.chosen.id))
        self.changed.emit()

    def _tell_wanted(self) -> None:
        wanted = self._wanted
        if wanted is None or self._paper is None:
            return
        if wanted.paper_id != self._paper:
            self._wanted = None
        elif (mark := self._find(wanted.id)) is not None:
            self._wanted = None
            self.wanted_found.emit(mark)

    def _find(self, mark_id: MarkId) -> Mark | None:
        return next((mark for mark in self.marks if mark.id == mark_id), None)


def _start(mark: Mark) -> tuple[int, float]:
    top = mark.quads[0].top if mark.quads else 0.0
    return mark.page_index, top + _NEAR_PT

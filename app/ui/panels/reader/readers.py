"""The reader's place in the window: tabs, and one or two papers beside each other."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6 import QtCore, QtWidgets

from app.commands.command import Mode
from app.domain.paper import Paper, PaperId, Progress, Sha256
from app.pdf.document import Document
from app.ui.appearance.look import Look
from app.ui.panels.reader.guest_strip import GuestStrip
from app.ui.panels.reader.marks_control import Run
from app.ui.panels.reader.open_papers import OpenPaper, OpenPapers
from app.ui.panels.reader.panel import ReaderPanel
from app.ui.panels.reader.tab_strip import TabStrip

MakePanel = Callable[[QtWidgets.QWidget, str], ReaderPanel]
"""Makes a reader in a widget; the name tells the pictures of two readers apart."""

_BESIDE = QtCore.Qt.Orientation.Horizontal
_BELOW = QtCore.Qt.Orientation.Vertical
_SECOND = "second:"


class Readers(QtWidgets.QWidget):
    """Holds the reader, a second one while the window is split, and the tabs.

    Only papers that show are loaded: a tab is a name until it is picked. `left` when
    the reader asks to go back to the list, `changed` when tabs or the split changed.
    """

    left = QtCore.Signal()
    changed = QtCore.Signal()

    def __init__(
        self, look: Look, make: MakePanel, run: Run, parent: QtWidgets.QWidget
    ) -> None:
        super().__init__(parent)
        self._make = make
        self._run = run
        self._open = OpenPapers()
        self._is_apart = False
        self._is_bare = False
        self._ahead = Sha256("")
        self._guests: dict[PaperId, Progress | None] = {}
        self.guest_strip = GuestStrip(look, self)
        self.strip = TabStrip(look, self)
        self.halves = QtWidgets.QSplitter(_BESIDE, self)
        self.halves.setChildrenCollapsible(False)
        self.halves.setHandleWidth(1)
        self._panels = [self._add("")]
        self._spare: ReaderPanel | None = None
        self._active = self._panels[0]
        column = QtWidgets.QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.guest_strip)
        column.addWidget(self.halves, 1)
        self.strip.picked.connect(self._view)
        self.guest_strip.kept.connect(self._keep)
        self.strip.close_asked.connect(self._close_tab)
        self.strip.tabMoved.connect(self._on_tab_moved)
        application = QtWidgets.QApplication.instance()
        assert isinstance(application, QtWidgets.QApplication)
        application.focusChanged.connect(self._on_focus_changed)
        self.setFocusProxy(self._active)
        self._acts: dict[str, Callable[[], object]] = {
            "reader.next-tab": partial(self._step_tab, 1),
            "reader.previous-tab": partial(self._step_tab, -1),
            "reader.close-tab": self._close_current,
            "reader.reopen-tab": self._reopen,
            "reader.new-tab": self._open_apart,
            "reader.split": partial(self.split, _BESIDE),
            "reader.split-below": partial(self.split, _BELOW),
            "reader.unsplit": self._unsplit,
            "pane.next": self.swap,
        }

    # The reader that has the keys

    @property
    def active(self) -> ReaderPanel:
        """Return the reader that keys go to."""
        return self._active

    @property
    def first(self) -> ReaderPanel:
        """Return the reader that is always there."""
        return self._panels[0]

    @property
    def other(self) -> ReaderPanel | None:
        """Return the reader that keys do not go to, while the window is split."""
        others = [panel for panel in self._panels if panel is not self._active]
        return others[0] if others else None

    @property
    def is_in_last_half(self) -> bool:
        """Say whether the keys go to the last reader; the only one is the last too."""
        return self._active is self._panels[-1]

    @property
    def paper(self) -> Paper | None:
        """Return the paper that is read."""
        return self._active.paper

    @property
    def key_mode(self) -> Mode:
        """Return where keys go in the reader."""
        return self._active.key_mode

    @property
    def has_selection(self) -> bool:
        """Say whether text is selected or a mark is chosen."""
        return self._active.has_selection

    def stands_in(self, command_id: str) -> bool:
        """Take a verb on papers that is meant for a cited one; False for others."""
        return self._active.stands_in(command_id)

    def perform(self, command_id: str, arguments: Mapping[str, Any]) -> bool:
        """Do a command of the reader; False when there was nothing to do."""
        act = self._acts.get(command_id)
        if act is None:
            return self._active.perform(command_id, arguments)
        return act() is not False

    def show_paper(self, paper: Paper, file: Path, sha256: Sha256) -> None:
        """Open a paper's stored PDF where it was left, in its tab.

        Once there are tabs, a paper that was opened from the list gets its own.
        """
        is_apart, self._is_apart = self._is_apart, False
        if self._ahead or not self.isVisible():
            is_apart = is_apart or len(self._open.papers) > 1
        elif (other := self.other) is not None and other.paper is not None:
            is_apart = is_apart or other.paper.id == self._open.current
        self._open.put(OpenPaper(paper.id, paper.title), is_apart=is_apart)
        self._remember_guest(self._active)
        if self._ahead == sha256:
            paper = self._taken_over(paper)
        self._ahead = Sha256("")
        self._active.show_paper(paper, file, sha256)
        self._show_tabs()

    def show_guest(self, paper: Paper, file: Path) -> None:
        """Open a PDF that is not in the library; a strip over it offers to keep it.

        The library knows no place of it: it is kept here, as long as the window lives.
        """
        self._remember_guest(self._active)
        left = self._guests.setdefault(paper.id, paper.progress)
        self.show_paper(replace(paper, progress=left), file, paper.files[0].sha256)

    def show_ahead(
        self, paper: Paper, file: Path, document: Document, *, is_guest: bool
    ) -> None:
        """Show an open PDF until what asked for it shows it, and takes it over."""
        if is_guest:
            self._guests[paper.id] = None
        self._ahead = paper.files[0].sha256
        self._active.ahead.hold(document, self._ahead)
        self._active.show_paper(paper, file, self._ahead)
        self._show_tabs()

    def _taken_over(self, paper: Paper) -> Paper:
        """Keep the PDF open that was shown ahead; return the paper at its place."""
        shown, document = self._active.shown(), self._active.give_document()
        if document is not None:
            self._active.ahead.hold(document, self._ahead)
        return paper if shown is None else replace(paper, progress=shown[0].progress)

    def end_visit(self, paper: PaperId) -> None:
        """Show no longer that a paper is not in the library."""
        self._guests.pop(paper, None)
        self._show_tabs()

    def prepare(self, paper: Paper, file: Path, sha256: Sha256) -> None:
        """Open a paper's PDF ahead, for it will be shown next perhaps."""
        self._active.ahead.prepare(paper, file, sha256)

    def leave(self) -> None:
        """Close what is loaded; the tabs stay."""
        self._unsplit()
        self._remember_guest(self._active)
        self._active.leave()

    def _remember_guest(self, panel: ReaderPanel) -> None:
        shown = panel.shown()
        if shown is not None and shown[0].id in self._guests:
            self._guests[shown[0].id] = shown[0].progress

    async def finish(self) -> None:
        """Keep the places, and wait until they are kept."""
        for panel in self._panels:
            await panel.finish()

    def forget(self, papers: Collection[PaperId]) -> bool:
        """Drop the tabs of papers that are no more; True when one of them is read."""
        other = self.other
        if other is not None and other.paper is not None and other.paper.id in papers:
            self._drop(other)
        self._open.forget(papers)
        self._show_tabs()
        return self.paper is not None and self.paper.id in papers

    # Tabs

    @property
    def tabs(self) -> Sequence[OpenPaper]:
        """Return the papers that are open in tabs."""
        return self._open.papers

    def restore_tabs(self, papers: Sequence[OpenPaper]) -> None:
        """Open tabs as they were left; nothing is loaded."""
        self._open.restore(papers)
        self._show_tabs()

    def themes(self) -> dict[str, str]:
        """Return the colours of the papers that have their own, for the next start."""
        values: dict[str, str] = {}
        for panel in (*self._all(), self._active):
            values.update(panel.theme.values())
        return values

    def restore_themes(self, values: Mapping[str, str]) -> None:
        """Take what `themes` returned."""
        for panel in self._all():
            panel.theme.restore(values)

    def _step_tab(self, step: int) -> None:
        paper = self._open.stepped(step if self.isVisible() else 0)
        if paper is not None and not (self.isVisible() and len(self._open.papers) < 2):
            self._view(paper)

    def _open_apart(self) -> None:
        self._is_apart = True
        viewing = self._run("paper.view")
        if isinstance(viewing, asyncio.Task):
            viewing.add_done_callback(self._on_viewed)

    def _on_viewed(self, _task: object) -> None:
        self._is_apart = False

    def _close_current(self) -> None:
        if self.other is not None:
            self._drop(self._active)
        elif self._open.current is not None:
            self._close_tab(self._open.current)

    def _close_tab(self, paper: str) -> None:
        was_current = paper == self._open.current
        self._open.close(PaperId(paper))
        self._show_tabs()
        if not was_current:
            return
        if self._open.current is not None:
            self._view(self._open.current)
        else:
            self.left.emit()

    def _reopen(self) -> None:
        paper = self._open.reopen()
        if paper is not None:
            self._show_tabs()
            self._view(paper)

    def _view(self, paper: str) -> None:
        self._run("paper.view", ids=(PaperId(paper),))

    def _keep(self) -> None:
        self._run("paper.keep")

    def _on_tab_moved(self, source: int, target: int) -> None:
        self._open.move(source, target)
        self.changed.emit()

    def _show_tabs(self) -> None:
        is_shown = not self._is_bare
        papers, current = self._open.papers, self._open.current
        self.strip.show_papers(papers, current, is_shown=is_shown)
        paper = self._active.paper
        self.guest_strip.setVisible(paper is not None and paper.id in self._guests)
        self.changed.emit()

    # Two readers

    @property
    def split_words(self) -> str:
        """Return how the window is split, and the other paper; '' when it is not."""
        other = self.other
        if other is None or other.paper is None:
            return ""
        way = "beside" if self.halves.orientation() is _BESIDE else "below"
        return f"{way} {other.paper.id}"

    def split(self, way: QtCore.Qt.Orientation) -> bool:
        """Show the paper twice, side by side or above each other."""
        self.halves.setOrientation(way)
        if self.other is not None:
            self.changed.emit()
            return True
        shown = self._active.shown()
        if shown is None:
            return False
        second, self._spare = self._spare or self._add(_SECOND), None
        self.halves.addWidget(second)
        second.theme.restore(self._active.theme.values())
        self._panels.append(second)
        second.show_paper(*shown)
        second.show()
        share = self.halves.width() if way is _BESIDE else self.halves.height()
        self.halves.setSizes([share // 2, share // 2])
        self._turn_to(second)
        return True

    def swap(self) -> bool:
        """Put the keys into the other reader; False when there is none."""
        other = self.other
        if other is not None:
            self._turn_to(other)
        return other is not None

    def _unsplit(self) -> bool:
        """Close the reader that has not the keys; False when there is none."""
        other = self.other
        if other is not None:
            self._drop(other)
        return other is not None

    def _drop(self, panel: ReaderPanel) -> None:
        """Close one of two readers; the other one is the first then."""
        self._panels.remove(panel)
        (kept,) = self._panels
        self._remember_guest(panel)
        panel.leave()
        panel.hide()
        self._spare = panel  # a reader listens to the library for as long as it lives
        kept.view.moved.emit()  # of two places in one paper its own is to be kept
        self._turn_to(kept)

    def _turn_to(self, panel: ReaderPanel) -> None:
        self._make_active(panel)
        panel.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _make_active(self, panel: ReaderPanel) -> None:
        self._active = panel
        self.setFocusProxy(panel)
        for one in self._panels:
            is_alone = len(self._panels) == 1
            one.face.line.show_active(is_active=one is panel or is_alone)
        paper = panel.paper
        if paper is not None and self._open.current != paper.id:
            self._open.put(OpenPaper(paper.id, paper.title), is_apart=True)
            self._show_tabs()

    def _add(self, name: str) -> ReaderPanel:
        panel = self._make(self.halves, name)
        self.halves.addWidget(panel)
        panel.left.connect(self._on_left)
        panel.tools.aloud.begun.connect(partial(self._hush_but, panel))
        panel.face.set_bare(is_bare=self._is_bare)
        return panel

    def _hush_but(self, speaking: ReaderPanel) -> None:
        """Let one reader alone be heard."""
        for panel in self._all():
            if panel is not speaking:
                panel.tools.aloud.stop()

    def _all(self) -> list[ReaderPanel]:
        return [*self._panels, *([self._spare] if self._spare is not None else [])]

    def _on_left(self) -> None:
        other = self.other
        if other is not None and self.sender() is other:
            self._drop(other)
        else:
            self.left.emit()

    def _on_focus_changed(
        self, _old: QtWidgets.QWidget | None, now: QtWidgets.QWidget | None
    ) -> None:
        if now is None or len(self._panels) < 2:
            return
        for panel in self._panels:
            if panel is not self._active and panel.isAncestorOf(now):
                self._make_active(panel)

    # Full screen

    def set_bare(self, *, is_bare: bool) -> None:
        """Hide what lies over the pages, for a full screen of them."""
        if is_bare != self._is_bare:
            self._is_bare = is_bare
            for panel in self._all():
                panel.face.set_bare(is_bare=is_bare)
            self._show_tabs()

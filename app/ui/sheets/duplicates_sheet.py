"""The duplicates sheet: papers that may be one side by side, to merge or to keep."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.change import Change
from app.domain.duplicates import DuplicateGroup
from app.domain.errors import NotFound
from app.domain.paper import Paper, PaperId, TopicId
from app.library import Reader
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.sheets.controls import ActButton
from app.ui.sheets.duplicates_choice import DuplicateChoices, Standing
from app.ui.sheets.duplicates_columns import PaperColumns
from app.ui.sheets.duplicates_words import compare, together
from app.ui.sheets.sheet import MARGIN, Sheet
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.labels import hairline, label

_WIDTH, _HEIGHT = 1000, 640


class DuplicatesSheet(Sheet):
    """Goes through groups of papers; what is decided is an act at once."""

    def __init__(
        self,
        look: Look,
        groups: Sequence[DuplicateGroup],
        *,
        library: LibraryClient,
        jobs: TaskSupervisor,
        run: Callable[..., object],
    ) -> None:
        super().__init__(
            look, "Duplicates", width_px=_WIDTH, height_px=_HEIGHT, is_light=False
        )
        self._library, self._jobs, self._run = library, jobs, run
        self._choices = DuplicateChoices(groups)
        self._papers: list[Paper] = []
        self._topics: dict[TopicId, str] = {}
        self._is_asking = False
        self._columns = PaperColumns(look, self)
        self._together = label(self, "", kind="meta", wraps=True)
        tr = self.tr
        self._back = ActButton(look, tr("Back"), self, keys="Esc")
        self._leave_out = ActButton(look, "", self, keys="x")
        self._apart = ActButton(look, tr("Not duplicates"), self, keys="n")
        self._all = ActButton(look, "", self, keys="m")
        self._merge = ActButton(
            look, "", self, keys="Enter", kind="primary", space_passes=True
        )
        self._previous = IconButton(look, "chevron-left", tr("Previous group, k"), self)
        self._next = IconButton(look, "chevron-right", tr("Next group, j"), self)
        self._lay_out()
        self._columns.chosen.connect(self._on_chosen)
        self._back.clicked.connect(self._stop_asking)
        self._previous.clicked.connect(self._go_back)
        self._next.clicked.connect(self._go_forth)
        self._leave_out.clicked.connect(self._toggle_left_out)
        self._apart.clicked.connect(self._keep_apart)
        self._all.clicked.connect(self._ask_for_all)
        self._merge.clicked.connect(self._accept)
        self._stop_listening = library.feed.subscribe(self._on_change)
        self.closed.connect(self._stop_listening)
        self._show_words()
        self.opened.connect(self._read_again)

    def first_focus(self) -> QtWidgets.QWidget:
        return self._merge

    @property
    def shown(self) -> tuple[PaperId, ...]:
        """Return the papers side by side."""
        return tuple(paper.id for paper in self._papers)

    @property
    def choices(self) -> DuplicateChoices:
        """Return what is chosen so far."""
        return self._choices

    def said(self) -> str:
        """Return what the foot tells of the act that Enter would do."""
        return self._together.text()

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        keys = QtCore.Qt.Key
        acts: dict[int, Callable[[], object]] = {
            keys.Key_Down: lambda: self._step(1),
            keys.Key_J: lambda: self._step(1),
            keys.Key_Up: lambda: self._step(-1),
            keys.Key_K: lambda: self._step(-1),
            keys.Key_Right: lambda: self._step_paper(1),
            keys.Key_L: lambda: self._step_paper(1),
            keys.Key_Left: lambda: self._step_paper(-1),
            keys.Key_H: lambda: self._step_paper(-1),
            keys.Key_Space: lambda: self._columns.turn_page(1),
            keys.Key_PageDown: lambda: self._columns.turn_page(1),
            keys.Key_PageUp: lambda: self._columns.turn_page(-1),
            keys.Key_X: self._toggle_left_out,
            keys.Key_N: self._keep_apart,
            keys.Key_M: self._ask_for_all,
            keys.Key_Return: self._accept,
            keys.Key_Enter: self._accept,
        }
        number = event.key() - keys.Key_1
        if event.matches(QtGui.QKeySequence.StandardKey.Undo):
            self._undo()
        elif event.key() == keys.Key_Escape and self._is_asking:
            self._stop_asking()
        elif event.modifiers() & QtCore.Qt.KeyboardModifier.ControlModifier:
            pass
        elif event.key() in acts:
            acts[event.key()]()
        elif 0 <= number < len(self._papers):
            self._on_chosen(number)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _lay_out(self) -> None:
        px = self.look.theme.px
        self.body.setContentsMargins(0, 0, 0, px(20))
        top = QtCore.Qt.AlignmentFlag.AlignTop
        self.header.insertWidget(1, self._previous, alignment=top)
        self.header.insertWidget(2, self._next, alignment=top)
        self.body.addWidget(hairline(self))
        self.body.addWidget(self._columns, 1)
        self.body.addWidget(hairline(self))
        foot = QtWidgets.QHBoxLayout()
        foot.setContentsMargins(px(MARGIN), 0, px(MARGIN), 0)
        foot.setSpacing(px(8))
        foot.addWidget(self._together, 1)
        buttons = (self._back, self._leave_out, self._apart, self._all, self._merge)
        for button in buttons:
            foot.addWidget(button)
        self.body.addLayout(foot)

    def _on_chosen(self, number: int) -> None:
        self._choices.choose(number)
        self._show_papers()

    def _go_back(self) -> None:
        self._step(-1)

    def _go_forth(self) -> None:
        self._step(1)

    def _step(self, n: int) -> None:
        self._choices.step(n)
        self._read_again()

    def _step_paper(self, n: int) -> None:
        self._choices.step_paper(n)
        self._show_papers()

    def _toggle_left_out(self) -> None:
        self._choices.toggle_left_out()
        self._show_papers()

    def _keep_apart(self) -> None:
        group = self._choices.current
        if group is not None and not self._is_asking:
            self._run("duplicates.keep-apart", ids=group.ids)
            self._choices.set_apart()
            self._go_on()

    def _ask_for_all(self) -> None:
        if self._choices.certain():
            self._is_asking = True
            self._show_words()
            self._merge.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)

    def _stop_asking(self) -> None:
        self._is_asking = False
        self._show_words()

    def _accept(self) -> None:
        group = self._choices.current
        if self._is_asking:
            self._run("duplicates.merge", groups=tuple(self._choices.certain()))
            self._choices.decide_certain()
        elif group is not None and group.can_merge:
            self._run("duplicates.merge", groups=(group.taken,))
            self._choices.decide()
        else:
            return
        self._is_asking = False
        self._go_on()

    def _undo(self) -> None:
        if self._choices.can_take_back:
            self._jobs.run(self._take_back(self._run("edit.undo")), "duplicates")

    async def _take_back(self, undoing: object) -> None:
        """Show the last group again when its papers are back."""
        if isinstance(undoing, asyncio.Task):
            await undoing
        self._choices.take_back()
        self._read_again()

    def _go_on(self) -> None:
        if self._choices.current is None:
            self.dismiss()
        else:
            self._merge.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)
            self._read_again()

    def _on_change(self, _change: Change) -> None:
        self._read_again()

    def _read_again(self) -> None:
        self._show_words()
        self._jobs.run(self._read(), "duplicates")

    async def _read(self) -> None:
        group = self._choices.current
        if group is None:
            return
        wanted = group.ids
        papers = await self._library.read(lambda r: _papers_of(r, wanted))
        topics = await self._library.read(lambda r: r.topics())
        now = self._choices.current
        if self.is_closed or now is None or now.ids != wanted:
            return
        gone = set(wanted) - {paper.id for paper in papers}
        if gone:
            self._choices.forget(gone)
            self._go_on()
            return
        self._papers = papers
        self._topics = {topic.id: topic.path for topic in topics}
        self._show_papers()

    def _show_papers(self) -> None:
        group = self._choices.current
        if group is None or self.shown != group.ids:
            return
        kept = group.ids.index(group.taken[0]) if group.taken else group.current
        self._columns.show_papers(
            compare(self._papers, kept, self._topics),
            kept=kept,
            left_out=[id in group.left_out for id in group.ids],
        )
        self._show_words()

    def _show_words(self) -> None:
        group, n_certain = self._choices.current, len(self._choices.certain())
        if group is None:
            return
        n, at = self._choices.n_open, self._choices.at + 1
        parts = (
            self.tr("Group {at} of {n}").format(at=at, n=n) if n > 1 else "",
            self.tr("certain") if group.is_certain else "",
            ", ".join(group.reasons),
        )
        title = self.tr("Merge {n} papers").format(n=len(group.ids))
        if group.reasons:
            title = self.tr("Duplicates")
        self.set_title(title, " · ".join(filter(None, parts)))
        self._previous.setVisible(n > 1)
        self._previous.setEnabled(at > 1)
        self._next.setVisible(n > 1)
        self._next.setEnabled(at < n)
        self._back.setVisible(self._is_asking)
        is_out = group.ids[group.current] in group.left_out
        words = self.tr("Take in") if is_out else self.tr("Leave out")
        self._leave_out.set_words(words)
        has_more = len(group.ids) > 2  # of two, none can be left out
        self._leave_out.setVisible(has_more and not self._is_asking)
        self._apart.setVisible(not self._is_asking)
        self._all.setVisible(n_certain > 0 and n > 1 and not self._is_asking)
        self._all.set_words(self.tr("Merge {n} certain").format(n=n_certain))
        self._show_act(group)

    def _show_act(self, group: Standing) -> None:
        """Tell in the foot what Enter does."""
        if self._is_asking:
            certain = self._choices.certain()
            n_gone = sum(len(ids) - 1 for ids in certain)
            words = self.tr(
                "{n} certain groups become one paper each, {gone} papers go into them. "
                "One step: Undo takes all of it back."
            )
            self._together.setText(words.format(n=len(certain), gone=n_gone))
            act = self.tr("Merge {n} groups").format(n=len(certain))
        else:
            taken = [paper for paper in self._papers if paper.id in group.taken]
            self._together.setText(together(taken, self._topics))
            act = self.tr("Merge {n} papers").format(n=len(group.taken))
        self._merge.set_words(act)
        self._merge.setEnabled(self._is_asking or group.can_merge)


def _papers_of(reader: Reader, ids: Sequence[PaperId]) -> list[Paper]:
    papers = []
    for paper_id in ids:
        with suppress(NotFound):  # gone since the search
            papers.append(reader.paper(paper_id))
    return papers

"""The topic picker: file papers under topics by a few letters."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.change import Change
from app.domain.errors import InvalidInput
from app.domain.paper import Paper, PaperId, TopicId
from app.domain.topic import SEPARATOR, Topic, split_path
from app.library import Reader
from app.runtime.library_client import LibraryClient
from app.runtime.suggester import Suggester
from app.runtime.supervisor import TaskSupervisor
from app.ui.look import Look
from app.ui.sheets import fuzzy
from app.ui.sheets.filter_field import FilterField, field_row
from app.ui.sheets.picker_suggestions import PickerSuggestions
from app.ui.sheets.recent import Recent
from app.ui.sheets.row_painting import (
    RowDelegate,
    centred,
    paint_matched,
    paint_text,
)
from app.ui.sheets.rows import Index, RowList, RowsModel
from app.ui.sheets.sheet import Sheet
from app.ui.widgets.keycap import paint_keys
from app.ui.widgets.labels import hairline

_WIDTH, _HEIGHT, _TOP, _ROW = 480, 420, 140, 34
_MOST_ROWS = 500
"""Nobody reads on: a letter more finds what is further down."""

RecentTopics = Recent[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRow:
    """A topic by its path; `n_members` of the papers are in it.

    `is_missing` is the row that would make it; `slot` the digit that files under it.
    """

    path: str
    colour: int = 0
    n_members: int = 0
    is_member: bool = False
    is_missing: bool = False
    positions: frozenset[int] = frozenset()
    slot: int | None = None


class TopicPicker(Sheet):
    """Shows which topics the papers are in; Enter files or takes out, Esc closes.

    Without a `suggester` no topic is suggested.
    """

    def __init__(
        self,
        look: Look,
        *,
        ids: Sequence[PaperId],
        library: LibraryClient,
        jobs: TaskSupervisor,
        run: Callable[..., object],
        recent: RecentTopics,
        suggester: Suggester | None = None,
    ) -> None:
        super().__init__(
            look,
            "File under topics",
            width_px=_WIDTH,
            height_px=_HEIGHT,
            top_px=_TOP,
            has_header=False,
        )
        self._ids, self._library, self._jobs = tuple(ids), library, jobs
        self._run, self._recent = run, recent
        self._topics: tuple[Topic, ...] = ()
        self._papers: tuple[Paper, ...] = ()
        n = len(self._ids)
        hint = (
            self.tr("File this paper under …")
            if n == 1
            else self.tr("File {n} papers under …").format(n=n)
        )
        self._field = FilterField(look, hint, self)
        self._model: RowsModel[TopicRow] = RowsModel(self._spoken, _is_choice, self)
        self._list = RowList(self.tr("Topics"), self)
        self._list.setModel(self._model)
        self._list.setItemDelegate(_TopicDelegate(look, n, self))
        self._list.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        row, _ = field_row(look, self._field, self)
        self.body.setSpacing(0)
        self.body.addLayout(row)
        self.body.addWidget(hairline(self))
        self._offers: PickerSuggestions | None = None
        if suggester is not None:
            self._offers = PickerSuggestions(
                look,
                self._field,
                self,
                suggester=suggester,
                library=library,
                jobs=jobs,
                run=run,
            )
            self.body.addWidget(self._offers)
            self.closed.connect(self._offers.leave)
        self.body.addSpacing(look.theme.px(8))
        self.body.addWidget(self._list, 1)
        self.body.addSpacing(look.theme.px(12))
        self._field.textChanged.connect(self._on_text_changed)
        self._field.stepped.connect(self._list.step)
        self._field.chosen.connect(self._on_chosen)
        self._list.clicked.connect(self._on_chosen)
        self._stop_listening = library.feed.subscribe(self._on_change)
        self.opened.connect(self._read_again)
        self.closed.connect(self._stop_listening)

    def first_focus(self) -> QtWidgets.QWidget:
        return self._field

    def rows(self) -> tuple[TopicRow, ...]:
        """Return the rows shown."""
        return self._model.rows()

    def _on_change(self, _change: Change) -> None:
        self._read_again()

    def _read_again(self) -> None:
        self._jobs.run(self._read(), "topics of papers")

    async def _read(self) -> None:
        def ask(reader: Reader) -> tuple[tuple[Topic, ...], tuple[Paper, ...]]:
            papers = (reader.paper(paper_id) for paper_id in self._ids)
            return tuple(reader.topics()), tuple(papers)

        topics, papers = await self._library.read(ask)
        if not self.is_closed:
            self._topics, self._papers = topics, papers
            self._show(self._current_path())
            if self._offers is not None:
                self._offers.show_papers(papers)

    def _on_text_changed(self) -> None:
        self._show("")

    def _show(self, keep: str) -> None:
        self._model.set_rows(self._found())
        self._list.go_to_first()
        for number, row in enumerate(self._model.rows()):
            if keep and row.path == keep:
                self._list.setCurrentIndex(self._model.index(number))

    def _found(self) -> list[TopicRow]:
        typed = self._field.text().strip()
        found: list[tuple[float, int, Topic | str, frozenset[int]]] = []
        for topic in self._topics:
            hit = fuzzy.match_path(typed, topic.path, SEPARATOR)
            if hit is not None:
                rank = self._recent.rank(topic.path)
                found.append((-hit.score, rank, topic, hit.positions))
        if missing := _missing(typed, self._topics):
            # Behind what was meant, before what only has the letters somewhere.
            rank = self._recent.rank(missing)
            found.append((-fuzzy.LEAST_OF_A_PART, rank, missing, frozenset()))
        found.sort(key=itemgetter(0, 1))
        n_members = Counter(topic for paper in self._papers for topic in paper.topics)
        return [
            self._row(topic, positions, n_members)
            for _, _, topic, positions in found[:_MOST_ROWS]
        ]

    def _row(
        self,
        topic: Topic | str,
        positions: frozenset[int],
        n_members: Mapping[TopicId, int],
    ) -> TopicRow:
        """Return the row of a topic, or of the path of one that is missing."""
        if isinstance(topic, str):
            return TopicRow(path=topic, is_missing=True)
        members = n_members.get(topic.id, 0)
        return TopicRow(
            path=topic.path,
            colour=topic.colour,
            n_members=members,
            is_member=bool(members) and members == len(self._papers),
            positions=positions,
            slot=topic.slot,
        )

    def _current_path(self) -> str:
        index = self._list.currentIndex()
        return self._model.row_at(index).path if index.isValid() else ""

    def _on_chosen(self) -> None:
        index = self._list.currentIndex()
        if not index.isValid() or not self._ids:
            return
        row = self._model.row_at(index)
        verb = "topic.unfile" if row.is_member else "topic.file"
        if not row.is_member:
            self._recent.add(row.path, row.path)
        self._run(verb, ids=self._ids, topic=row.path)
        self._field.selectAll()

    def _spoken(self, row: TopicRow) -> str:
        if row.is_missing:
            return self.tr("Create “{path}”").format(path=row.path)
        state = self.tr("filed") if row.is_member else self.tr("not filed")
        return f"{row.path}, {state}"


class _TopicDelegate(RowDelegate):
    """Paints a topic's dot, path and tick."""

    def __init__(self, look: Look, n_papers: int, parent: QtWidgets.QWidget) -> None:
        super().__init__(look, _ROW, parent)
        self._n_papers = n_papers

    def paint_row(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, index: Index
    ) -> None:
        theme, px = self.look.theme, self.look.theme.px
        row: TopicRow = index.model().row_at(index)  # type: ignore[attr-defined]  # ours
        inner = rect.adjusted(px(12), 0, -px(12), 0)
        room = inner.adjusted(px(28), 0, -px(60), 0)
        mark = centred(inner, inner.left(), px(18))
        if row.is_missing:
            self.look.icons.paint(painter, mark, "plus", theme.colours.accenttext)
            words = self.tr("Create “{path}”").format(path=row.path)
            colour = theme.colours.accenttext
            paint_text(painter, room, words, theme.ui_font(1.0, 500), colour)
            return
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        painter.setBrush(theme.mark(row.colour).line)
        dot = centred(inner, inner.left() + px(5), px(8))
        painter.drawRoundedRect(dot, px(2), px(2))
        paint_matched(painter, theme, room, row.path, row.positions)
        if row.is_member:
            tick = centred(inner, inner.right() - px(18), px(18))
            self.look.icons.paint(painter, tick, "check", theme.colours.accent)
            inner = inner.adjusted(0, 0, -px(26), 0)
        if row.slot is not None:
            caps = str(row.slot)
            right = paint_keys(painter, theme, inner, caps, align_right=True)
            inner = inner.adjusted(0, 0, -right - px(8), 0)
        if row.n_members and not row.is_member:
            words = self.tr("{n} of {all}").format(n=row.n_members, all=self._n_papers)
            font, colour = theme.ui_font(0.92), theme.colours.text3
            paint_text(painter, inner, words, font, colour, align_right=True)


def _missing(typed: str, topics: Sequence[Topic]) -> str:
    """Return the path typed, tidied, when no topic has it; else ''."""
    try:
        path = SEPARATOR.join(split_path(typed))
    except InvalidInput:
        return ""
    is_known = any(topic.path.casefold() == path.casefold() for topic in topics)
    return "" if is_known else path


def _is_choice(_row: TopicRow) -> bool:
    return True

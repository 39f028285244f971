"""The topic picker: file papers under topics by a few letters."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from PySide6 import QtCore, QtGui

from app.domain.change import Change
from app.domain.errors import InvalidInput
from app.domain.paper import Paper, PaperId, TopicId
from app.domain.topic import SEPARATOR, Topic, split_path
from app.library import Reader
from app.runtime.library_client import LibraryClient
from app.runtime.suggester import Suggester
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.sheets import fuzzy
from app.ui.sheets.choice_sheet import ChoiceSheet
from app.ui.sheets.picker_suggestions import PickerSuggestions
from app.ui.sheets.recent import Recent
from app.ui.sheets.row_painting import centred, paint_matched, paint_text
from app.ui.widgets.keycap import paint_keys

_WIDTH, _HEIGHT = 480, 420
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


class TopicPicker(ChoiceSheet[TopicRow]):
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
        self._ids, self._library, self._jobs = tuple(ids), library, jobs
        self._run, self._recent = run, recent
        self._topics: tuple[Topic, ...] | None = None
        self._is_owed = False
        self._papers: tuple[Paper, ...] = ()
        translate = QtCore.QCoreApplication.translate
        one = translate("TopicPicker", "File this paper under …")
        more = translate("TopicPicker", "File {n} papers under …")
        super().__init__(
            look,
            "File under topics",
            hint=one if len(ids) == 1 else more.format(n=len(ids)),
            rows_name="Topics",
            width_px=_WIDTH,
            height_px=_HEIGHT,
        )
        self._offers: PickerSuggestions | None = None
        if suggester is not None:
            self._offers = PickerSuggestions(
                look,
                self.field,
                self,
                suggester=suggester,
                library=library,
                jobs=jobs,
                run=run,
            )
            self.put_on_top(self._offers)
            self.closed.connect(self._offers.leave)
        self._stop_listening = library.feed.subscribe(self._on_change)
        self.opened.connect(self._read_again)
        self.closed.connect(self._stop_listening)
        self.renew()

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
            self._renew_in_place()
            if self._is_owed:
                self._is_owed = False
                self._on_chosen()
            if self._offers is not None:
                self._offers.show_papers(papers)

    def _renew_in_place(self) -> None:
        current = self.row()
        self.renew()
        for number, row in enumerate(self.rows()):
            if current is not None and row.path == current.path:
                self.list.setCurrentIndex(self.model.index(number))

    def _on_chosen(self) -> None:
        # Typed ahead of the topics: nothing is made that may be there.
        if self._topics is None:
            self._is_owed = True
        else:
            super()._on_chosen()

    def found(self, typed: str) -> list[TopicRow]:
        if self._topics is None:
            return []
        topics = self._topics
        found: list[tuple[float, int, Topic | str, frozenset[int]]] = []
        for topic in topics:
            hit = fuzzy.match_path(typed, topic.path, SEPARATOR)
            if hit is not None:
                rank = self._recent.rank(topic.path)
                found.append((-hit.score, rank, topic, hit.positions))
        if missing := _missing(typed, topics):
            # Behind what was meant, before what only has the letters somewhere.
            rank = self._recent.rank(missing)
            found.append((-fuzzy.LEAST_OF_A_PART, rank, missing, frozenset()))
        found.sort(key=itemgetter(0, 1))
        n_members = Counter(topic for paper in self._papers for topic in paper.topics)
        return [
            self._topic_row(topic, positions, n_members)
            for _, _, topic, positions in found[:_MOST_ROWS]
        ]

    def _topic_row(
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

    def absence(self, typed: str) -> str:
        if self._topics is None:
            return ""
        if self._topics:
            return super().absence(typed)
        return self.tr(
            "There are no topics yet. Type a name and press Enter to make one;"
            " “Agents/Memory” makes one inside the other."
        )

    def take(self, row: TopicRow) -> None:
        if not self._ids:
            return
        verb = "topic.unfile" if row.is_member else "topic.file"
        if not row.is_member:
            self._recent.add(row.path, row.path)
        self._run(verb, ids=self._ids, topic=row.path)
        self.field.selectAll()

    def spoken(self, row: TopicRow) -> str:
        if row.is_missing:
            return self.tr("Create “{path}”").format(path=row.path)
        state = self.tr("filed") if row.is_member else self.tr("not filed")
        return f"{row.path}, {state}"

    def paint_row(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, row: TopicRow
    ) -> None:
        """Paint a topic's dot, path and tick."""
        theme, px = self.look.theme, self.look.theme.px
        room = rect.adjusted(px(28), 0, -px(60), 0)
        mark = centred(rect, rect.left(), px(18))
        if row.is_missing:
            self.look.icons.paint(painter, mark, "plus", theme.colours.accenttext)
            words = self.tr("Create “{path}”").format(path=row.path)
            colour = theme.colours.accenttext
            paint_text(painter, room, words, theme.ui_font(1.0, 500), colour)
            return
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        painter.setBrush(theme.mark(row.colour).line)
        dot = centred(rect, rect.left() + px(5), px(8))
        painter.drawRoundedRect(dot, px(2), px(2))
        paint_matched(painter, theme, room, row.path, row.positions)
        self._paint_state(painter, rect, row)

    def _paint_state(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, row: TopicRow
    ) -> None:
        """Paint what stands at the right: tick, digit, how many of several."""
        theme, px = self.look.theme, self.look.theme.px
        if row.is_member:
            tick = centred(rect, rect.right() - px(18), px(18))
            self.look.icons.paint(painter, tick, "check", theme.colours.accent)
            rect = rect.adjusted(0, 0, -px(26), 0)
        if row.slot is not None:
            right = paint_keys(painter, theme, rect, str(row.slot), align_right=True)
            rect = rect.adjusted(0, 0, -right - px(8), 0)
        if row.n_members and not row.is_member:
            words = self.tr("{n} of {all}").format(
                n=row.n_members, all=len(self._papers)
            )
            font, colour = theme.ui_font(0.92), theme.colours.text3
            paint_text(painter, rect, words, font, colour, align_right=True)


def _missing(typed: str, topics: Sequence[Topic]) -> str:
    """Return the path typed, tidied, when no topic has it; else ''."""
    try:
        path = SEPARATOR.join(split_path(typed))
    except InvalidInput:
        return ""
    is_known = any(topic.path.casefold() == path.casefold() for topic in topics)
    return "" if is_known else path

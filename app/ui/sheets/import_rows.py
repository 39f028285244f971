"""The rows of the import sheet: planned papers, and parts that are no papers."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from PySide6 import QtCore, QtGui, QtWidgets

from app.commands.imports.gaining import told
from app.domain.importing import PlannedPaper, Verdict
from app.domain.paper import Paper, PaperId, Skipped, Status, TopicId
from app.formats.readable import readable
from app.formats.recognition.judging import is_unsure
from app.ui.appearance.look import Look
from app.ui.sheets.controls import paint_box
from app.ui.sheets.row_painting import RowDelegate, centred, paint_text
from app.ui.sheets.rows import Index

_ROW = 42
_VERDICT_WIDTH = 176
_BOX = 16
_META_STEP = 0.92
_N_TITLES = 1_024
_ADDS_FILE = "Here, adds its PDF"
_UNSURE = "New, title unsure"
_LONGEST_LINE = 400
"""More of a line than any row shows, in characters."""

_PLACES = {
    Status.NEW: "In Inbox",
    Status.QUEUED: "In Queue",
    Status.READING: "In Reading",
    Status.DONE: "In Done",
    Status.DISMISSED: "Dismissed",
}

WORDS = {
    Verdict.NEW: ("New", "plus", "good"),
    Verdict.MAYBE: ("Maybe here", "duplicate", "warn"),
    Verdict.UPDATE: ("Updates", "merge", "accenttext"),
    Verdict.HERE: ("Here already", "duplicate", "text2"),
    Verdict.REPEATED: ("Twice in this list", "duplicate", "text2"),
}
"""The word, the icon and the colour role of each verdict."""


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row; `number` is its place among the papers, or among the skipped parts."""

    number: int
    what: PlannedPaper | Skipped


def place_of(paper: Paper, topics: Mapping[TopicId, str]) -> str:
    """Return where a paper of the library is: 'In the trash', 'In Done · Agents'.

    `topics` are the names of the topics by their ids.
    """
    if paper.is_trashed:
        return "In the trash"
    names = [topics[topic] for topic in paper.topics if topic in topics]
    return " · ".join(filter(None, (_PLACES[paper.status], ", ".join(names))))


def first_line(text: str) -> str:
    """Return the first line that is not empty."""
    return text.lstrip().partition("\n")[0].strip()


class ImportWords:
    """Words rows: titles as people read them, and where known papers are.

    With `has_topic` a topic is chosen to file them under.
    """

    def __init__(self) -> None:
        self._readable = lru_cache(maxsize=_N_TITLES)(readable)
        self._places: dict[PaperId, str] = {}
        self.has_topic = False

    def add_places(self, places: Mapping[PaperId, str]) -> None:
        """Learn where papers of the library are."""
        self._places.update(places)

    def title(self, row: ImportRow) -> str:
        """Return the paper's title, or the first line of a part that is none."""
        what = row.what
        text = first_line(what.text) if isinstance(what, Skipped) else what.draft.title
        return self._readable(text[:_LONGEST_LINE])

    def verdict(self, paper: PlannedPaper) -> str:
        """Return what becomes of a paper; of a known one, where it is."""
        if paper.gain is not None:
            what = told(paper.gain)
            return _ADDS_FILE if what == "PDF" else f"Here, adds {what}"
        if paper.adds_file:
            return _ADDS_FILE
        if is_unsure(paper.draft) and paper.verdict is Verdict.NEW:
            return _UNSURE
        place = self._places.get(paper.known) if paper.known is not None else None
        if place and paper.verdict is Verdict.MAYBE:
            return f"Maybe {place[0].lower()}{place[1:]}"
        return place or WORDS[paper.verdict][0]

    def sentence(self, row: ImportRow) -> str:
        """Return a row in words, for screen readers."""
        title = self.title(row)
        if isinstance(row.what, Skipped):
            return f"{title}, {row.what.where}, {row.what.why}"
        word, verdict = WORDS[row.what.verdict][0], self.verdict(row.what)
        where = "" if verdict == word else f" ({verdict})"
        what = "will be filed" if self.is_filed(row.what) else _plan_word(row.what)
        return f"{title}, {word}{where}, {what}"

    def is_filed(self, paper: PlannedPaper) -> bool:
        """Say whether a paper here already gets the topic chosen."""
        return self.has_topic and paper.is_filed


class ImportDelegate(RowDelegate):
    """Paints box, title and verdict, or a skipped part with the reason."""

    def __init__(
        self, look: Look, words: ImportWords, holder: QtWidgets.QWidget
    ) -> None:
        super().__init__(look, _ROW, holder, holder=holder)
        self._words = words

    def row_height(self) -> int:
        """Return the height of every row in device-independent pixels."""
        return self.look.theme.px(_ROW)

    def act_width(self) -> int:
        """Return how wide the verdict or the act is, from the row's right."""
        return self.look.theme.px(_VERDICT_WIDTH)

    def paint_row(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, index: Index
    ) -> None:
        theme, px = self.look.theme, self.look.theme.px
        row: ImportRow = index.model().row_at(index)  # type: ignore[attr-defined]  # ours
        inner = rect.adjusted(px(24), 0, -px(24), 0)
        painter.setPen(QtGui.QPen(theme.colours.line, 1))
        left = inner.left() + px(30)
        painter.drawLine(left, rect.bottom(), inner.right(), rect.bottom())
        title = self._words.title(row)
        if isinstance(row.what, Skipped):
            self._paint_skipped(painter, inner, row.what, title)
        else:
            self._paint_paper(painter, inner, row.what, title)

    def _paint_paper(
        self,
        painter: QtGui.QPainter,
        rect: QtCore.QRect,
        paper: PlannedPaper,
        title: str,
    ) -> None:
        theme, px = self.look.theme, self.look.theme.px
        is_filed = self._words.is_filed(paper)
        is_added = paper.is_added or paper.is_update or is_filed
        box = centred(rect, rect.left(), px(_BOX))
        paint_box(painter, self.look, box, is_on=is_added)
        _, icon, role = WORDS[paper.verdict]
        colour = getattr(theme.colours, role)
        right = rect.adjusted(rect.width() - self.act_width() + px(24), 0, 0, 0)
        place = centred(right, right.left(), px(16))
        self.look.icons.paint(painter, place, icon, colour)
        words = right.adjusted(px(24), 0, 0, 0)
        verdict = self._words.verdict(paper)
        paint_text(painter, words, verdict, theme.ui_font(_META_STEP), colour)
        room = rect.adjusted(px(30), 0, -self.act_width() + px(8), 0)
        font = theme.ui_font(1.0, 500 if is_added else 400)
        ink = theme.colours.text if is_added else theme.colours.text2
        paint_text(painter, room, title, font, ink)

    def _paint_skipped(
        self,
        painter: QtGui.QPainter,
        rect: QtCore.QRect,
        skipped: Skipped,
        title: str,
    ) -> None:
        theme, px = self.look.theme, self.look.theme.px
        place = centred(rect, rect.left(), px(16))
        self.look.icons.paint(painter, place, "info", theme.colours.text3)
        act = rect.adjusted(rect.width() - self.act_width() + px(24), 0, 0, 0)
        font = theme.ui_font(_META_STEP, 600)
        paint_text(painter, act, "Add as paper", font, theme.colours.accenttext)
        room = rect.adjusted(px(30), 0, -self.act_width() + px(8), 0)
        half = room.height() // 2
        upper = QtCore.QRect(room.left(), room.top() + px(2), room.width(), half)
        lower = QtCore.QRect(room.left(), room.top() + half, room.width(), half)
        paint_text(painter, upper, title, theme.ui_font(), theme.colours.text)
        why = f"{skipped.where} · {skipped.why}"
        quiet = theme.ui_font(0.85)
        paint_text(painter, lower, why, quiet, theme.colours.text3)


def _plan_word(paper: PlannedPaper) -> str:
    if paper.is_update:
        return "will be updated"
    if paper.adds_file and paper.verdict is Verdict.REPEATED:
        return "its PDF will be added"
    return "will be added" if paper.is_added else "stays out"

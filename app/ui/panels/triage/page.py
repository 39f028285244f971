"""The page of triage: one paper, set for reading."""

from collections.abc import Mapping
from datetime import UTC, datetime

from PySide6 import QtCore, QtGui, QtWidgets

from app.commands.command import Registry
from app.domain.paper import Paper, Status, TopicId
from app.domain.topic import Topic
from app.formats.readable import apart, readable, shown_title
from app.ui.appearance.look import Look
from app.ui.models.paper_words import STATUS_NAMES, status_words
from app.ui.panels.detail.words import DetailWords
from app.ui.panels.triage.pill import Pill
from app.ui.panels.triage.topics import TriageTopics
from app.ui.widgets.buttons import CommandIcon, Run
from app.ui.widgets.column import ColumnLayout
from app.ui.widgets.keycap import KeyCaps
from app.ui.widgets.labels import breakable, hairline, label
from app.ui.widgets.reading_text import ReadingText
from app.ui.widgets.show_more import first_part
from app.ui.widgets.suggestion_row import SuggestionRow

_WIDTH, _SIDE, _TOP, _FADE = 640, 24, 36, 56
_TITLE_STEP, _TITLE_WEIGHT = 2.2, 600
_TEXT_STEP, _TEXT_LEADING = 1.3, 1.56
_SHARE_OF_PAGE = 0.85
_DOT = "  ·  "
_NEW = "new"
"""The badge of a listing that the status tells already."""


class TriagePage(QtWidgets.QWidget):
    """Title, authors, badges, origin and the whole abstract in one column."""

    def __init__(
        self, look: Look, run: Run, registry: Registry, parent: QtWidgets.QWidget
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._words = DetailWords(self)
        self._column = _Column(look, run, registry, self)
        self._scroll = QtWidgets.QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QtWidgets.QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        off = QtCore.Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self._scroll.setHorizontalScrollBarPolicy(off)
        self._scroll.setWidget(self._column)
        self._fade = _Fade(look, self)
        self._more = _ReadOn(look, self)
        layout = QtWidgets.QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)
        bar = self._scroll.verticalScrollBar()
        bar.valueChanged.connect(self._on_scrolled)
        bar.rangeChanged.connect(self._on_scrolled)

    @property
    def suggestions(self) -> SuggestionRow:
        """The row of topics suggested for the paper."""
        return self._column.suggestions

    @property
    def abstract(self) -> ReadingText:
        """The abstract, whose addresses can be clicked."""
        return self._column.abstract

    def show_paper(
        self, paper: Paper, topics: Mapping[TopicId, Topic], place: str
    ) -> None:
        """Show a paper; `place` says which of how many it is."""
        is_same = self._column.paper_id == paper.id
        self._column.show_paper(paper, topics, place)
        if not is_same:
            self._scroll.verticalScrollBar().setValue(0)

    def read_on(self, direction: int) -> bool:
        """Read on (1) or back (-1); False when there is no more of it."""
        bar = self._scroll.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + round(direction * bar.pageStep() * _SHARE_OF_PAGE))
        return bar.value() != before

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        super().resizeEvent(event)
        px = self._look.theme.px
        self._fade.setGeometry(0, self.height() - px(_FADE), self.width(), px(_FADE))
        self._place_more()

    def _on_scrolled(self, *_: int) -> None:
        bar = self._scroll.verticalScrollBar()
        has_more = bar.value() < bar.maximum()
        self._fade.setVisible(has_more)
        self._more.setVisible(has_more and self._place_more())

    def _place_more(self) -> bool:
        """Put the hint beside the column; False where there is no room for it."""
        px = self._look.theme.px
        size = self._more.sizeHint()
        left = (self.width() + px(_WIDTH)) // 2 + px(_SIDE)
        self._more.move(left, self.height() - size.height() - px(12))
        self._more.resize(size)
        return left + size.width() <= self.width()


class _Column(QtWidgets.QWidget):
    """What scrolls."""

    def __init__(
        self, look: Look, run: Run, registry: Registry, parent: QtWidgets.QWidget
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._words = DetailWords(self)
        self.paper_id = ""
        self._status = Pill(look, self)
        self._pdf = Pill(look, self)
        self._place = label(self, kind="meta")
        self._star = CommandIcon(look, run, registry["paper.star"], self)
        self._head = QtWidgets.QWidget(self)
        head = QtWidgets.QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(look.theme.px(12))
        head.addWidget(self._status)
        head.addWidget(self._pdf)
        head.addWidget(self._place)
        head.addStretch(1)
        head.addWidget(self._star)
        self._title = label(self, wraps=True)
        self._authors = label(self, kind="lead", wraps=True)
        self._facts = label(self, kind="meta", wraps=True)
        self._topics = TriageTopics(look, run, self)
        self.suggestions = SuggestionRow(look, self)
        self._line = hairline(self)
        self.abstract = ReadingText(look, self, step=_TEXT_STEP, leading=_TEXT_LEADING)
        self.abstract.setAccessibleName(self.tr("Abstract"))
        self.abstract.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        self._note = label(self, kind="meta", wraps=True)
        self._layout = ColumnLayout(self)
        for widget, above in (
            (self._head, 0),
            (self._title, 14),
            (self._authors, 12),
            (self._facts, 6),
            (self._topics, 14),
            (self.suggestions, 6),
            (self._line, 18),
            (self.abstract, 18),
            (self._note, 18),
        ):
            self._layout.add(widget, above_px=look.theme.px(above))
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def show_paper(
        self, paper: Paper, topics: Mapping[TopicId, Topic], place: str
    ) -> None:
        """Show a paper."""
        self.paper_id = paper.id
        now = datetime.now(UTC)
        self._status.set_text(*self._status_words(paper, now))
        self._pdf.set_text(self.tr("PDF stored") if paper.has_pdf else "")
        self._place.setText(place)
        icon, role = ("star-filled", "star") if paper.is_starred else ("star", "text3")
        self._star.set_icon(icon, role)
        self._title.setText(breakable(shown_title(paper.title)))
        authors = self._words.authors(paper, is_folded=True)
        if self._words.more_authors(paper):
            authors = f"{apart(authors)} et al."
        self._authors.setText(authors)
        self._authors.setVisible(bool(authors))
        self._facts.setText(self._facts_of(paper))
        self._facts.setVisible(bool(self._facts.text()))
        self._topics.show_topics(topics, paper)
        abstract = readable(first_part(paper.abstract))
        none = self.tr("This paper has no abstract here.")
        self.abstract.set_text(abstract or none)
        note = first_part(paper.note.text) if paper.note else ""
        self._note.setText(f"{self.tr('Note')}: {note}" if note else "")
        self._note.setVisible(bool(note))

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_margins()

    def _status_words(self, paper: Paper, now: datetime) -> tuple[str, str]:
        if paper.is_snoozed(now):
            return status_words(self, paper), "warn"
        if paper.status is Status.NEW and paper.snoozed_until is not None:
            return self.tr("Back again"), "accenttext"
        role = "accenttext" if paper.status is Status.NEW else "text2"
        return self.tr(STATUS_NAMES[paper.status]), role

    def _facts_of(self, paper: Paper) -> str:
        origin = paper.provenance[0] if paper.provenance else None
        parts = (
            self._words.identifier(paper),
            self._words.venue(paper),
            self._words.origin(origin) if origin else "",
            origin.badge if origin and origin.badge.lower() != _NEW else "",
        )
        return _DOT.join(part for part in parts if part)

    def _set_margins(self) -> None:
        px = self._look.theme.px
        side = max(px(_SIDE), (self.width() - px(_WIDTH)) // 2)
        self._layout.setContentsMargins(side, px(_TOP), side, px(_FADE))

    def _on_look_changed(self) -> None:
        theme = self._look.theme
        self._title.setFont(theme.reading_font(_TITLE_STEP, _TITLE_WEIGHT))
        self._set_margins()


class _Fade(QtWidgets.QWidget):
    """The text dips under the foot while there is more of it."""

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        ground = QtGui.QColor(self._look.theme.colours.window)
        clear = QtGui.QColor(ground)
        clear.setAlpha(0)
        shade = QtGui.QLinearGradient(0, 0, 0, self.height())
        shade.setColorAt(0.0, clear)
        shade.setColorAt(1.0, ground)
        QtGui.QPainter(self).fillRect(self.rect(), shade)


class _ReadOn(QtWidgets.QWidget):
    """The key that reads on, where there is more."""

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QtWidgets.QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.theme.px(8))
        row.addWidget(KeyCaps(look, parent=self, command_id="detail.scroll-down"))
        row.addWidget(label(self, self.tr("read on"), kind="hint"))

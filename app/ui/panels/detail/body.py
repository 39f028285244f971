"""The body of the detail: title, authors, acts, topics, abstract and what follows."""

from collections.abc import Mapping, Sequence

from PySide6 import QtCore, QtWidgets

from app.commands.command import Registry
from app.commands.fetching.versions import name_of
from app.domain.mark import Mark
from app.domain.paper import Paper, TopicId
from app.domain.topic import Topic
from app.domain.versions import newest_out
from app.formats.readable import readable, shown_title
from app.ui.appearance.look import Look
from app.ui.models.news import news_of
from app.ui.panels.detail.acts import Acts
from app.ui.panels.detail.picture_strip import PictureStrip
from app.ui.panels.detail.rating import RatingStars
from app.ui.panels.detail.sections import (
    LinksSection,
    MarksSection,
    NoteSection,
    OriginSection,
    link_button,
)
from app.ui.panels.detail.topics_row import TopicsRow
from app.ui.panels.detail.words import DetailWords
from app.ui.widgets.buttons import Run
from app.ui.widgets.column import ColumnLayout
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.focus_ring import RING
from app.ui.widgets.labels import PlainLabel, breakable, hairline, label
from app.ui.widgets.reading_text import ReadingText
from app.ui.widgets.show_more import ShowMore
from app.ui.widgets.suggestion_row import SuggestionRow

_SEPARATOR = "·"
_SIDE = 24


class DetailBody(QtWidgets.QWidget):
    """Everything of one paper, in one column."""

    address_chosen = QtCore.Signal(str)

    def __init__(
        self, look: Look, run: Run, registry: Registry, parent: QtWidgets.QWidget
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._run = run
        self._paper: Paper | None = None
        self._words = DetailWords(self)
        self._title = label(self, kind="sheet-title", wraps=True)
        self._authors = label(self, wraps=True)
        self._editable = {self._title: "title", self._authors: "authors"}
        for text in self._editable:
            flag = QtCore.Qt.TextInteractionFlag.TextSelectableByMouse
            text.setTextInteractionFlags(flag)
            text.installEventFilter(self)
        self._more_authors = link_button(self)
        self._facts = Facts(look, run, registry, self._words, self)
        self._acts = Acts(look, run, registry, self)
        self._topics = TopicsRow(look, run, registry, self)
        self.suggestions = SuggestionRow(look, self)
        self._abstract = ReadingText(look, self)
        self._abstract.setAccessibleName(self.tr("Abstract"))
        self._more_abstract = ShowMore(self._show_abstract, self)
        self.strip = PictureStrip(look, run, self)
        self._line = hairline(self)
        self._note = NoteSection(look, run, self)
        self._marks = MarksSection(look, run, self)
        self._links = LinksSection(look, self._words, self)
        self._origin = OriginSection(look, self._words, self)
        self._lay_out()
        self._more_authors.clicked.connect(self._on_more_authors_clicked)
        self._facts.page_asked.connect(self._on_page_asked)
        self._links.address_chosen.connect(self.address_chosen)
        self._abstract.address_chosen.connect(self.address_chosen)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def _lay_out(self) -> None:
        px = self._look.theme.px
        self._column = ColumnLayout(self)
        for widget, above, is_ringed in (
            (self._title, 0, False),
            (self._authors, 10, False),
            (self._more_authors, 2, True),
            (self._facts, 4, False),
            (self._acts, 12, True),
            (self._topics, 8, True),
            (self.suggestions, 2, False),
            (self._abstract, 18, False),
            (self._more_abstract, 4, True),
            (self.strip, 18, True),
            (self._note, 24, False),
            (self._marks, 24, False),
            (self._links, 24, True),
            (self._line, 24, False),
            (self._origin, 16, False),
        ):
            inset = 0 if is_ringed else px(RING)
            self._column.add(widget, above_px=px(above), inset_px=inset)

    def show_paper(
        self, paper: Paper, topics: Mapping[TopicId, Topic], *, is_same: bool
    ) -> None:
        """Show a paper; one that is the same as before keeps its unfolded parts."""
        self._paper = paper
        self._title.setText(breakable(shown_title(paper.title)))
        is_folded = not is_same or not self._more_authors.isHidden()
        self._show_authors(paper, is_folded=is_folded)
        self._facts.show_paper(paper)
        self._acts.show_paper(paper)
        self._topics.show_topics(topics[t] for t in paper.topics if t in topics)
        self._abstract.setVisible(bool(paper.abstract))
        self._more_abstract.show_text(paper.abstract)
        self._note.show_note(paper.note)
        self._links.show_links(paper.links)
        self._origin.show_origin(paper)
        if not is_same:
            self._marks.show_marks(())

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Show the marks of the paper, read after it; tell those of an older file."""
        files = self._paper.files if self._paper is not None else ()
        older = {file.sha256: name_of(file) for file in files[1:]}
        self._marks.show_marks(marks, older)

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        """Open a field that is clicked twice."""
        is_twice = event.type() is QtCore.QEvent.Type.MouseButtonDblClick
        if is_twice and isinstance(watched, QtWidgets.QLabel):
            self._run("paper.edit", field=self._editable[watched])
            return True
        return super().eventFilter(watched, event)

    def _show_authors(self, paper: Paper, *, is_folded: bool) -> None:
        more = self._words.more_authors(paper) if is_folded else ""
        self._authors.setVisible(bool(paper.authors))
        self._authors.setText(self._words.authors(paper, is_folded=bool(more)))
        self._more_authors.setText(more)
        self._more_authors.setVisible(bool(more))

    def _show_abstract(self, text: str) -> None:
        self._abstract.set_text(readable(text))

    def _on_more_authors_clicked(self) -> None:
        if self._paper is not None:
            self._show_authors(self._paper, is_folded=False)

    def _on_page_asked(self) -> None:
        self._run("paper.open-page")

    def _on_look_changed(self) -> None:
        px = self._look.theme.px
        side = px(_SIDE - RING)
        self._column.setContentsMargins(side, px(24), side, px(24))


class _Line(PlainLabel):
    """A line of text, and more of them where the room is less than its width."""

    def __init__(self, parent: QtWidgets.QWidget) -> None:
        super().__init__("", parent)
        self.setWordWrap(True)
        self.setProperty("kind", "meta")

    def sizeHint(self) -> QtCore.QSize:
        flag = QtCore.Qt.TextFlag.TextSingleLine
        return self.fontMetrics().size(flag, self.text()) + QtCore.QSize(1, 0)


class Facts(QtWidgets.QWidget):
    """One line: venue, id as a link, pages, and the rating."""

    page_asked = QtCore.Signal()

    def __init__(
        self,
        look: Look,
        run: Run,
        registry: Registry,
        words: DetailWords,
        parent: QtWidgets.QWidget,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._run = run
        self._venue = _Line(self)
        self._link = link_button(self)
        self._link.setProperty("kind", "meta-link")
        self._pages = label(self, kind="meta")
        self._fetch = link_button(self)
        self._fetch.setProperty("kind", "meta-link")
        self._numbers = label(self, kind="meta")
        self._rating = RatingStars(look, run, registry, self)
        self._dots = (
            label(self, _SEPARATOR, kind="hint"),
            label(self, _SEPARATOR, kind="hint"),
            label(self, _SEPARATOR, kind="hint"),
            label(self, _SEPARATOR, kind="hint"),
        )
        flow = FlowLayout(self)
        flow.set_gap(look.theme.px(10))
        for part in (
            self._venue,
            self._dots[0],
            self._link,
            self._dots[1],
            self._pages,
            self._fetch,
            self._dots[2],
            self._numbers,
            self._dots[3],
            self._rating,
        ):
            if part in self._dots:
                flow.add_separator(part)
            else:
                flow.addWidget(part)
        self._link.clicked.connect(self.page_asked)
        self._fetch.clicked.connect(self._on_fetch_clicked)

    def show_paper(self, paper: Paper) -> None:
        """Show what is known."""
        venue = self._words.publication(paper)
        identifier = self._words.identifier(paper)
        pages = " · ".join(filter(None, (self._words.pages(paper), *news_of(paper))))
        self._venue.setText(venue)
        self._link.setText(identifier.replace("&", "&&"))
        self._pages.setText(pages)
        self._venue.setVisible(bool(venue))
        self._link.setVisible(bool(identifier))
        self._pages.setVisible(bool(pages))
        newest = newest_out(paper)
        self._fetch.setText(self.tr("Fetch v%1").replace("%1", str(newest)))
        self._fetch.setVisible(newest is not None)
        self._numbers.setText(numbers := self._words.numbers(paper))
        self._numbers.setVisible(bool(numbers))
        counters = self._words.counters(paper)
        self._numbers.setToolTip(counters)
        self._numbers.setAccessibleDescription(counters)
        self._dots[0].setVisible(bool(venue and (identifier or pages)))
        self._dots[1].setVisible(bool(identifier and pages))
        self._dots[2].setVisible(bool((venue or identifier or pages) and numbers))
        self._dots[3].setVisible(bool(venue or identifier or pages or numbers))
        self._rating.show_rating(paper.rating)
        self.updateGeometry()

    def _on_fetch_clicked(self) -> None:
        self._run("paper.fetch-newest")

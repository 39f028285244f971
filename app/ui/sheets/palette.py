"""The palette: anything by a few letters of its name."""

from collections.abc import Callable
from dataclasses import replace

from PySide6 import QtCore, QtGui, QtWidgets

from app.commands.command import Mode, Registry
from app.domain.query import Query, SavedSearch
from app.domain.topic import Topic
from app.library import Reader
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.sheets import palette_entries as entries
from app.ui.sheets.filter_field import FilterField, field_row
from app.ui.sheets.palette_entries import Entry, Row, Section
from app.ui.sheets.recent import Recent
from app.ui.sheets.row_painting import (
    RowDelegate,
    centred,
    paint_matched,
    paint_text,
)
from app.ui.sheets.rows import Index, RowList, RowsModel
from app.ui.sheets.sheet import Sheet
from app.ui.widgets.keycap import KeyCaps, keys_width, paint_keys
from app.ui.widgets.labels import hairline, label

_TOP, _HEIGHT = 112, 476
_N_PAPERS = 8
_ROW, _HEADING = 36, 32
_SIGNS = (">", "@", "#", "=")
_LEGEND = ">\u00a0commands   @\u00a0papers   #\u00a0topics   =\u00a0settings"
_LONGEST_NAME = 40
_META_STEP, _CAPTION_STEP = 0.92, 0.85

RecentEntries = Recent[str, Entry]


class Palette(Sheet):
    """Finds topics, searches, papers, commands, settings; Enter does what is current.

    `>` finds commands alone, `@` papers, `#` topics and searches, `=` settings. Tab
    lists the acts of the paper or topic that is current.
    """

    def __init__(
        self,
        look: Look,
        *,
        registry: Registry,
        mode: Mode,
        library: LibraryClient,
        jobs: TaskSupervisor,
        run: Callable[..., object],
        recent: RecentEntries,
    ) -> None:
        super().__init__(
            look,
            "Palette",
            width_px=look.theme.sizes.palette,
            height_px=_HEIGHT,
            top_px=_TOP,
            has_header=False,
        )
        self._library, self._jobs, self._run = library, jobs, run
        self._recent = recent
        self._registry, self._mode = registry, mode
        self._commands = entries.command_entries(registry, mode)
        self._settings = entries.setting_entries()
        self._thing: Entry | None = None
        self._acts: tuple[Entry, ...] = ()
        self._topics: tuple[Entry, ...] = ()
        self._searches: tuple[Entry, ...] = ()
        self._asked = 0
        self._is_waiting = False
        self._is_enter_due = False
        self._left = ""
        self._found: tuple[Entry, ...] = ()
        self._field = FilterField(look, self.tr("Type a few letters"), self)
        self._model: RowsModel[Row] = RowsModel(_spoken, _is_choice, self)
        self._list = RowList(self.tr("Results"), self)
        self._list.setModel(self._model)
        self._list.setItemDelegate(_PaletteDelegate(look, self))
        self._list.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        row, self._count = field_row(look, self._field, self)
        self.body.setSpacing(0)
        self.body.addLayout(row)
        self.body.addWidget(hairline(self))
        self.body.addSpacing(look.theme.px(8))
        self.body.addWidget(self._list, 1)
        self.body.addSpacing(look.theme.px(8))
        self.body.addWidget(hairline(self))
        self.body.addLayout(self._make_foot())
        self._field.textChanged.connect(self._on_text_changed)
        self._field.stepped.connect(self._list.step)
        self._field.chosen.connect(self._on_chosen)
        self._list.clicked.connect(self._on_chosen)
        self.opened.connect(self._on_opened)
        self._show()

    def first_focus(self) -> QtWidgets.QWidget:
        return self._field

    def rows(self) -> tuple[Row, ...]:
        """Return the rows shown, headings among them."""
        return self._model.rows()

    def _on_opened(self) -> None:
        self._jobs.run(self._read_topics(), "palette topics")

    async def _read_topics(self) -> None:
        topics, searches = await self._library.read(_topics_and_searches)
        if not self.is_closed:
            self._topics = entries.topic_entries(topics)
            self._searches = entries.search_entries(searches)
            self._show()

    def _on_text_changed(self) -> None:
        self._asked += 1
        self._is_enter_due = False
        kind, typed = self._typed()
        asks = kind == "@" or (bool(typed) and not kind)
        self._is_waiting = asks and self._thing is None
        if self._is_waiting:
            self._jobs.run(self._search(typed, self._asked), "palette search")
        else:
            self._found = ()
        self._show()

    async def _search(self, typed: str, ticket: int) -> None:
        query = Query(typed)
        papers = await self._library.read_latest(
            lambda reader: reader.papers(reader.keys(query, limit=_N_PAPERS)),
            asker="palette",
        )
        if ticket != self._asked or self.is_closed:
            return
        self._is_waiting = False
        if papers is not None:
            self._found = entries.paper_entries(papers, typed)
            self._show()
        if self._is_enter_due:
            self._on_chosen()

    def _typed(self) -> tuple[str, str]:
        text = self._field.text().strip()
        if text[:1] in _SIGNS and self._thing is None:
            return text[:1], text[1:].strip()
        return "", text

    def focusNextPrevChild(self, is_next: bool) -> bool:
        if is_next:
            self._list_acts()
        else:
            self._leave_acts()
        return True

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        if event.key() == QtCore.Qt.Key.Key_Escape and self._thing is not None:
            self._leave_acts()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _list_acts(self) -> None:
        """Offer what can be done with the paper or topic that is current."""
        index = self._list.currentIndex()
        row = self._model.row_at(index) if index.isValid() else None
        if self._thing is not None or not isinstance(row, Entry):
            return
        acts = entries.act_entries(self._registry, self._mode, row)
        if acts:
            self._left = self._field.text()
            self._thing, self._acts = row, acts
            self._take_words("", self.tr("What to do with it"))

    def _leave_acts(self) -> None:
        if self._thing is not None:
            self._thing = None
            self._take_words(self._left, self.tr("Type a few letters"))

    def _take_words(self, text: str, hint: str) -> None:
        self._field.setPlaceholderText(hint)
        if text == self._field.text():
            self._on_text_changed()
        else:
            self._field.setText(text)

    def _show(self) -> None:
        rows = entries.arranged(self._sections())
        current = self._current()
        self._model.set_rows(rows)
        self._select(current if self._is_waiting else None)
        n = sum(isinstance(row, Entry) for row in rows)
        words = self.tr("1 result") if n == 1 else self.tr("{n} results").format(n=n)
        if self._thing is not None:
            words = self._thing.title
            if len(words) > _LONGEST_NAME:
                words = f"{words[: _LONGEST_NAME - 1].rstrip()}…"
        self._count.setText(words if self._field.text() or self._thing else "")

    def _sections(self) -> list[tuple[Entry, ...]]:
        kind, typed = self._typed()
        rank = self._recent.rank
        if self._thing is not None:
            return [entries.ranked(self._acts, typed, rank)]
        sections = []
        commands = self._commands
        if not typed and not kind:
            recents = self._recents()
            sections.append(recents)
            shown = {entry.key for entry in recents}
            commands = tuple(c for c in commands if c.key not in shown)
        if kind in ("", "#") and (typed or kind):
            sections.append(entries.ranked(self._topics, typed, rank))
            sections.append(entries.ranked(self._searches, typed, rank))
        if kind == "@" or (typed and not kind):
            sections.append(self._papers(typed))
        if kind in ("", ">"):
            sections.append(entries.ranked(commands, typed, rank))
        if kind == "=" or (typed and not kind):
            sections.append(entries.ranked(self._settings, typed, rank))
        return sections

    def _recents(self) -> tuple[Entry, ...]:
        none: frozenset[int] = frozenset()
        fresh = {entry.key: entry for entry in self._commands}
        return tuple(
            replace(entry, section=Section.RECENT, positions=none, score=0.0)
            for chosen in self._recent.values()
            if (entry := entries.as_it_is(chosen, fresh)) is not None
        )

    def _papers(self, typed: str) -> tuple[Entry, ...]:
        # Until the answer comes, papers of the last one that still match.
        if self._is_waiting:
            return entries.ranked(self._found, typed, self._recent.rank)
        return self._found

    def _current(self) -> str:
        index = self._list.currentIndex()
        row = self._model.row_at(index) if index.isValid() else None
        return row.key if isinstance(row, Entry) else ""

    def _select(self, key: str | None) -> None:
        self._list.go_to_first()
        for number, row in enumerate(self._model.rows()):
            if key and isinstance(row, Entry) and row.key == key:
                self._list.setCurrentIndex(self._model.index(number))

    def _on_chosen(self) -> None:
        index = self._list.currentIndex()
        row = self._model.row_at(index) if index.isValid() else None
        if isinstance(row, Entry):
            recent = self._thing or row
            self._recent.add(recent.key, recent)
            self.dismiss()
            self._run(row.command, **row.arguments)
        else:
            self._is_enter_due = self._is_waiting

    def _make_foot(self) -> QtWidgets.QHBoxLayout:
        px = self.look.theme.px
        foot = QtWidgets.QHBoxLayout()
        foot.setContentsMargins(px(20), px(8), px(20), px(9))
        foot.setSpacing(px(8))
        for keys, words in (
            ("Enter", self.tr("open")),
            ("Tab", self.tr("acts")),
            ("Esc", self.tr("close")),
        ):
            foot.addWidget(KeyCaps(self.look, keys, self))
            foot.addWidget(label(self, words, kind="meta"))
            foot.addSpacing(px(10))
        signs = label(
            self,
            self.tr(_LEGEND),
            kind="meta",
            wraps=True,
        )
        right = QtCore.Qt.AlignmentFlag.AlignRight
        signs.setAlignment(right | QtCore.Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(signs, 1)
        return foot


class _PaletteDelegate(RowDelegate):
    """Paints headings and entries."""

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(look, _ROW, parent)

    def height_of(self, index: Index) -> int:
        row = index.model().row_at(index)  # type: ignore[attr-defined]  # our model
        return _HEADING if isinstance(row, Section) else _ROW

    def paint_row(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, index: Index
    ) -> None:
        theme, px = self.look.theme, self.look.theme.px
        row = index.model().row_at(index)  # type: ignore[attr-defined]  # our model
        inner = rect.adjusted(px(12), 0, -px(12), 0)
        if isinstance(row, Section):
            font = theme.ui_font(_CAPTION_STEP, 600)
            paint_text(painter, inner, row.value, font, theme.colours.text2)
            return
        self._paint_icon(painter, inner, row)
        room = inner.adjusted(px(30), 0, 0, 0)
        if row.keys:
            paint_keys(painter, theme, room, row.keys, align_right=True)
            taken = keys_width(theme, row.keys)
        else:
            font = theme.ui_font(_META_STEP)
            colour = theme.colours.text2
            taken = paint_text(
                painter, room, row.detail, font, colour, align_right=True
            )
        words = room.adjusted(0, 0, -taken - px(12), 0)
        paint_matched(painter, theme, words, row.title, row.positions)

    def _paint_icon(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, row: Entry
    ) -> None:
        theme, px = self.look.theme, self.look.theme.px
        if row.slot:
            painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
            painter.setPen(QtCore.Qt.PenStyle.NoPen)
            painter.setBrush(theme.mark(row.slot).line)
            dot = centred(rect, rect.left() + px(5), px(8))
            painter.drawRoundedRect(dot, px(2), px(2))
            return
        box = centred(rect, rect.left(), px(18))
        colour = getattr(theme.colours, row.role)
        self.look.icons.paint(painter, box, row.icon, colour)


def _topics_and_searches(
    reader: Reader,
) -> tuple[tuple[Topic, ...], tuple[SavedSearch, ...]]:
    return reader.topics(), reader.searches()


def _spoken(row: Row) -> str:
    if isinstance(row, Section):
        return row.value
    return ", ".join(part for part in (row.title, row.detail, row.keys) if part)


def _is_choice(row: Row) -> bool:
    return isinstance(row, Entry)

"""The picker of marks: words find what was marked in the whole library, and where."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from typing import Any

from PySide6 import QtCore, QtGui

from app.domain.mark import FoundMark
from app.domain.mark_tag import written_tags
from app.formats.readable import readable
from app.formats.text import one_line
from app.library import Reader
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.matches import Sought, snippet, words_in_marks
from app.ui.sheets.choice_sheet import ChoiceSheet
from app.ui.sheets.row_painting import paint_matched, paint_text

N_SHOWN = 200
_WIDTH, _HEIGHT, _ROW = 720, 600, 52
_BAR, _GAP, _AROUND = 3, 12, 48
_ASKER = "marks"


class MarkPicker(ChoiceSheet[FoundMark]):
    """Lists the newest marks with the words typed; Enter opens the paper at one."""

    def __init__(
        self,
        look: Look,
        *,
        library: LibraryClient,
        jobs: TaskSupervisor,
        run: Callable[..., object],
    ) -> None:
        self._library, self._jobs, self._run = library, jobs, run
        self._found: Sequence[FoundMark] = ()
        self._words: Sought = ()
        self._asking: asyncio.Task[Any] | None = None
        self._is_read = False
        translate = QtCore.QCoreApplication.translate
        super().__init__(
            look,
            "Search marks",
            hint=translate("MarkPicker", "Words you marked or wrote beside, or #tag …"),
            rows_name="Marks",
            width_px=_WIDTH,
            height_px=_HEIGHT,
            row_px=_ROW,
        )
        self.closed.connect(self._on_closed)
        self.renew()

    def renew(self) -> None:
        """Look for what is typed; the rows come when they are found."""
        self._asking = self._jobs.run(self._ask(self.field.text()), "search marks")

    def found(self, typed: str) -> Sequence[FoundMark]:
        return self._found

    def absence(self, typed: str) -> str:
        if not self._is_read:
            return ""
        if typed:
            return self.tr("No mark has these words. #method finds marks by a tag.")
        words = self.tr("Nothing is marked yet: select text in a paper")
        key = self.look.key("mark.highlight")
        return self.tr("{0} and press {1}.").format(words, key) if key else f"{words}."

    def spoken(self, row: FoundMark) -> str:
        mark = row.mark
        words = (mark.quote, mark.comment, written_tags(mark.tags))
        parts = (*words, row.title, self._page(row))
        return ", ".join(one_line(part) for part in parts if part)

    def take(self, row: FoundMark) -> None:
        self.dismiss()
        self._run("mark.open", mark=row.mark)

    def paint_row(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, row: FoundMark
    ) -> None:
        """Paint the words marked with what was found in them, then where they are."""
        theme, px = self.look.theme, self.look.theme.px
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        painter.setBrush(theme.mark(row.mark.colour).line)
        bar = QtCore.QRectF(rect.adjusted(0, px(8), 0, -px(8)))
        bar.setWidth(px(_BAR))
        painter.drawRoundedRect(bar, px(_BAR) / 2, px(_BAR) / 2)
        inside = rect.adjusted(px(_BAR + _GAP), px(5), 0, -px(5))
        half = inside.height() // 2
        upper, lower = inside.adjusted(0, 0, 0, -half), inside.adjusted(0, half, 0, 0)
        said = snippet(row.mark, self._words, _AROUND)
        places = (range(start, end) for start, end in said.spans)
        positions = frozenset(chain.from_iterable(places))
        paint_matched(painter, theme, upper, said.text, positions)
        small, colour = theme.ui_font(0.92), theme.colours.text2
        page = self._page(row)
        width = paint_text(painter, lower, page, small, colour, align_right=True)
        lower = lower.adjusted(0, 0, -width - px(_GAP), 0)
        if tags := written_tags(row.mark.tags):
            accent = theme.colours.accenttext
            room = lower.adjusted(0, 0, -lower.width() // 2, 0)
            width = paint_text(painter, room, tags, small, accent)
            lower = lower.adjusted(width + px(_GAP), 0, 0, 0)
        paint_text(painter, lower, readable(row.title), small, colour)

    def _page(self, row: FoundMark) -> str:
        return self.tr("p. %1").replace("%1", str(row.mark.page_index + 1))

    async def _ask(self, text: str) -> None:
        find = partial(_find, text=text)
        found = await self._library.read_latest(find, asker=_ASKER)
        if found is None or self.is_closed:
            return
        self._found, self._words = found, words_in_marks(text)
        self._is_read = True
        super().renew()

    def _on_closed(self) -> None:
        self._library.stop_latest(asker=_ASKER)


def _find(reader: Reader, *, text: str) -> tuple[FoundMark, ...]:
    return reader.find_marks(text, limit=N_SHOWN)

"""The picker of tags: give a mark tags of one's own by a few letters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from PySide6 import QtCore, QtGui

from app.domain.mark import Mark
from app.domain.mark_tag import LONGEST_TAG, tag_key, tidy_tag, united_tags
from app.domain.wanted import Key
from app.library import Reader
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.sheets import fuzzy
from app.ui.sheets.choice_sheet import ChoiceSheet
from app.ui.sheets.row_painting import centred, paint_matched, paint_text

_WIDTH, _HEIGHT = 420, 360
_MOST_ROWS = 500
_OFFERED = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TagRow:
    """A tag; `n_papers` have marks with it, `is_given` says that this one has it.

    `is_missing` is the row that would give a tag that no mark has yet.
    """

    name: str
    n_papers: int = 0
    is_given: bool = False
    is_missing: bool = False
    positions: frozenset[int] = frozenset()


class TagPicker(ChoiceSheet[TagRow]):
    """Shows the tags of a mark, and those of all marks; Enter gives or takes one."""

    def __init__(
        self,
        look: Look,
        *,
        mark: Mark,
        library: LibraryClient,
        jobs: TaskSupervisor,
        run: Callable[..., object],
    ) -> None:
        self._mark, self._tags = mark, mark.tags
        self._library, self._jobs, self._run = library, jobs, run
        self._used: Sequence[tuple[str, int]] | None = None
        self._owed: list[str] = []
        translate = QtCore.QCoreApplication.translate
        super().__init__(
            look,
            "Tag the mark",
            hint=translate("TagPicker", "Tag this mark …"),
            rows_name="Tags",
            width_px=_WIDTH,
            height_px=_HEIGHT,
        )
        self.field.setMaxLength(LONGEST_TAG)
        self.opened.connect(self._on_opened)
        self.renew()

    @property
    def tags(self) -> tuple[str, ...]:
        """Return the tags that the mark has by now."""
        return self._tags

    def _on_opened(self) -> None:
        self._jobs.run(self._read(), "tags of marks")

    async def _read(self) -> None:
        self._used = await self._library.read(_in_use)
        for typed in self._owed:  # those of a picker that is closed again, too
            if rows := self.found(typed):
                self._toggle(rows[0])
        self._owed.clear()
        if not self.is_closed:
            self.renew()

    def _on_chosen(self) -> None:
        # Typed ahead of the tags in use: Enter means the first of them that fits.
        if self._used is None:
            self._owed += filter(None, (self.field.text().strip(),))
            self.field.clear()
        else:
            super()._on_chosen()

    def found(self, typed: str) -> list[TagRow]:
        counts = dict(self._used or ())
        given = {tag_key(tag) for tag in self._tags}
        known = (*self._tags, *(t for t in counts if tag_key(t) not in given))
        wanted = tidy_tag(typed)
        found: list[tuple[float, bool, TagRow]] = []
        for tag in known:
            hit = fuzzy.match(wanted, tag)
            if hit is not None:
                is_given = tag_key(tag) in given
                row = TagRow(
                    name=tag,
                    n_papers=counts.get(tag, 0),
                    is_given=is_given,
                    positions=hit.positions,
                )
                is_same = tag_key(tag) == tag_key(wanted)
                score = float("-inf") if is_same else -hit.score
                found.append((score, not is_given, row))
        if wanted and tag_key(wanted) not in map(tag_key, known):
            # Behind what was meant, before what only has the letters somewhere.
            row = TagRow(name=wanted, is_missing=True)
            found.append((-fuzzy.LEAST_OF_A_PART, True, row))
        found.sort(key=itemgetter(0, 1))
        return [row for _, _, row in found[:_MOST_ROWS]]

    def absence(self, typed: str) -> str:
        if self._used is None:
            return ""
        return self.tr("No mark has a tag yet. Type one and press Enter: “method”.")

    def take(self, row: TagRow) -> None:
        self._toggle(row)
        self.field.clear()
        self.renew()

    def _toggle(self, row: TagRow) -> None:
        if row.is_given:
            self._tags = united_tags(self._tags, without=(row.name,))
            self._run("mark.change", mark_id=self._mark.id, remove_tags=(row.name,))
        else:
            self._tags = united_tags(self._tags, (row.name,))
            self._run("mark.change", mark_id=self._mark.id, add_tags=(row.name,))

    def spoken(self, row: TagRow) -> str:
        if row.is_missing:
            return self.tr("New tag “{name}”").format(name=row.name)
        state = self.tr("given") if row.is_given else self.tr("not given")
        return f"{row.name}, {state}"

    def paint_row(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, row: TagRow
    ) -> None:
        """Paint a tag's sign, name, and tick or number of papers."""
        theme, px = self.look.theme, self.look.theme.px
        colours = theme.colours
        room = rect.adjusted(px(28), 0, -px(60), 0)
        sign = centred(rect, rect.left(), px(18))
        if row.is_missing:
            self.look.icons.paint(painter, sign, "plus", colours.accenttext)
            words = self.tr("New tag “{name}”").format(name=row.name)
            paint_text(
                painter, room, words, theme.ui_font(1.0, 500), colours.accenttext
            )
            return
        paint_text(
            painter, sign.adjusted(px(4), 0, 0, 0), "#", theme.ui_font(), colours.text3
        )
        paint_matched(painter, theme, room, row.name, row.positions)
        if row.is_given:
            tick = centred(rect, rect.right() - px(18), px(18))
            self.look.icons.paint(painter, tick, "check", colours.accent)
        elif row.n_papers:
            number, font = f"{row.n_papers:,}", theme.ui_font(0.92)
            paint_text(painter, rect, number, font, colours.text3, align_right=True)


def _in_use(reader: Reader) -> tuple[tuple[str, int], ...]:
    return reader.values(Key.MARK_TAG, limit=_OFFERED)

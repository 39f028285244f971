"""The sheet that asks into which topic another one moves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6 import QtCore, QtGui

from app.domain.paper import TopicId
from app.domain.topic import SEPARATOR, Topic
from app.ui.appearance.look import Look
from app.ui.sheets import fuzzy
from app.ui.sheets.choice_sheet import ChoiceSheet
from app.ui.sheets.row_painting import centred, paint_matched, paint_text

_WIDTH, _HEIGHT = 480, 420
_MOST_ROWS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow:
    """A topic that another may go into; `id` None is the top level."""

    id: TopicId | None
    path: str
    colour: int = 0
    positions: frozenset[int] = frozenset()


class TopicTarget(ChoiceSheet[TargetRow]):
    """Lists where a topic may go, by a few letters; Enter moves it there."""

    def __init__(
        self,
        look: Look,
        *,
        topic: Topic,
        topics: Sequence[Topic],
        run: Callable[..., object],
    ) -> None:
        self._topic, self._run = topic, run
        inside = topic.path + SEPARATOR
        self._topics = [
            other
            for other in topics
            if other.id not in (topic.id, topic.parent)
            and not other.path.startswith(inside)
        ]
        hint = QtCore.QCoreApplication.translate("TopicTarget", "Move %1 into …")
        super().__init__(
            look,
            "Move the topic",
            hint=hint.replace("%1", topic.path),
            rows_name="Topics",
            width_px=_WIDTH,
            height_px=_HEIGHT,
        )
        self.renew()

    def found(self, typed: str) -> list[TargetRow]:
        scored: list[tuple[float, TargetRow]] = []
        for topic in self._topics:
            hit = fuzzy.match_path(typed, topic.path, SEPARATOR)
            if hit is not None:
                row = TargetRow(
                    id=topic.id,
                    path=topic.path,
                    colour=topic.colour,
                    positions=hit.positions,
                )
                scored.append((-hit.score, row))
        scored.sort(key=lambda item: item[0])
        rows = [row for _, row in scored[:_MOST_ROWS]]
        if self._topic.parent is not None and not typed:
            rows.insert(0, TargetRow(id=None, path=self.tr("The top level")))
        return rows

    def absence(self, typed: str) -> str:
        if typed:
            return super().absence(typed)
        return self.tr("There is no other topic to move it into.")

    def spoken(self, row: TargetRow) -> str:
        return row.path

    def take(self, row: TargetRow) -> None:
        self._run("topic.place", topic_id=self._topic.id, parent=row.id)
        self.dismiss()

    def paint_row(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, row: TargetRow
    ) -> None:
        """Paint a topic's dot and path."""
        theme, px = self.look.theme, self.look.theme.px
        room = rect.adjusted(px(28), 0, 0, 0)
        if row.id is None:
            font = theme.ui_font(1.0, 500)
            paint_text(painter, room, row.path, font, theme.colours.text)
            return
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        painter.setBrush(theme.mark(row.colour).line)
        dot = centred(rect, rect.left() + px(5), px(8))
        painter.drawRoundedRect(dot, px(2), px(2))
        paint_matched(painter, theme, room, row.path, row.positions)

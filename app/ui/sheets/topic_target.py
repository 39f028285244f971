"""The sheet that asks into which topic another one moves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.paper import TopicId
from app.domain.topic import SEPARATOR, Topic
from app.ui.look import Look
from app.ui.sheets import fuzzy
from app.ui.sheets.filter_field import FilterField, field_row
from app.ui.sheets.row_painting import RowDelegate, centred, paint_matched, paint_text
from app.ui.sheets.rows import Index, RowList, RowsModel
from app.ui.sheets.sheet import Sheet
from app.ui.widgets.labels import hairline

_WIDTH, _HEIGHT, _TOP, _ROW = 480, 420, 140, 34
_MOST_ROWS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow:
    """A topic that another may go into; `id` None is the top level."""

    id: TopicId | None
    path: str
    colour: int = 0
    positions: frozenset[int] = frozenset()


class TopicTarget(Sheet):
    """Lists where a topic may go, by a few letters; Enter moves it there."""

    def __init__(
        self,
        look: Look,
        *,
        topic: Topic,
        topics: Sequence[Topic],
        run: Callable[..., object],
    ) -> None:
        super().__init__(
            look,
            "Move the topic",
            width_px=_WIDTH,
            height_px=_HEIGHT,
            top_px=_TOP,
            has_header=False,
        )
        self._topic, self._run = topic, run
        inside = topic.path + SEPARATOR
        self._topics = [
            other
            for other in topics
            if other.id not in (topic.id, topic.parent)
            and not other.path.startswith(inside)
        ]
        hint = self.tr("Move %1 into …").replace("%1", topic.path)
        self._field = FilterField(look, hint, self)
        self._model: RowsModel[TargetRow] = RowsModel(_spoken, _is_choice, self)
        self._list = RowList(self.tr("Topics"), self)
        self._list.setModel(self._model)
        self._list.setItemDelegate(_TargetDelegate(look, self))
        self._list.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        row, _ = field_row(look, self._field, self)
        self.body.setSpacing(0)
        self.body.addLayout(row)
        self.body.addWidget(hairline(self))
        self.body.addSpacing(look.theme.px(8))
        self.body.addWidget(self._list, 1)
        self.body.addSpacing(look.theme.px(12))
        self._field.textChanged.connect(self._show)
        self._field.stepped.connect(self._list.step)
        self._field.chosen.connect(self._on_chosen)
        self._list.clicked.connect(self._on_chosen)
        self._show()

    def first_focus(self) -> QtWidgets.QWidget:
        return self._field

    def rows(self) -> tuple[TargetRow, ...]:
        """Return the rows shown."""
        return self._model.rows()

    def _show(self) -> None:
        typed = self._field.text().strip()
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
        self._model.set_rows(rows)
        self._list.go_to_first()

    def _on_chosen(self) -> None:
        index = self._list.currentIndex()
        if not index.isValid():
            return
        row = self._model.row_at(index)
        self._run("topic.place", topic_id=self._topic.id, parent=row.id)
        self.dismiss()


class _TargetDelegate(RowDelegate):
    """Paints a topic's dot and path."""

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(look, _ROW, parent)

    def paint_row(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, index: Index
    ) -> None:
        theme, px = self.look.theme, self.look.theme.px
        row: TargetRow = index.model().row_at(index)  # type: ignore[attr-defined]  # ours
        inner = rect.adjusted(px(12), 0, -px(12), 0)
        room = inner.adjusted(px(28), 0, 0, 0)
        if row.id is None:
            paint_text(
                painter, room, row.path, theme.ui_font(1.0, 500), theme.colours.text
            )
            return
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        painter.setBrush(theme.mark(row.colour).line)
        dot = centred(inner, inner.left() + px(5), px(8))
        painter.drawRoundedRect(dot, px(2), px(2))
        paint_matched(painter, theme, room, row.path, row.positions)


def _spoken(row: TargetRow) -> str:
    return row.path


def _is_choice(_row: TargetRow) -> bool:
    return True

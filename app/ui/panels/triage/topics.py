"""The topics of a paper in triage, with those that a digit files it under."""

from collections.abc import Mapping
from functools import partial

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.paper import Paper, PaperId, TopicId
from app.domain.topic import Topic
from app.ui.appearance.look import Look
from app.ui.widgets.buttons import Run
from app.ui.widgets.chip import MOST_CHIPS, chip_font, paint_dot
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.keycap import keys_width, paint_keys

_HEIGHT, _PADDING, _DOT, _GAP = 28, 8, 6, 6
_LONGEST = 220


class DigitChip(QtWidgets.QAbstractButton):
    """A topic with its digit; filled where the paper is in it.

    A click files the paper under it, or takes it out; the keys stay where they are.
    """

    def __init__(
        self, look: Look, topic: Topic, parent: QtWidgets.QWidget, *, is_on: bool
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._topic, self._is_on = topic, is_on
        self._digit = "" if topic.slot is None else str(topic.slot)
        self.setText(topic.name)
        words = self.tr("Take out of {path}") if is_on else self.tr("File under {path}")
        self.setToolTip(words.format(path=topic.path))
        self.setAccessibleName(f"{topic.path} {self._digit}".rstrip())
        self.setAccessibleDescription(self.toolTip())
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_Hover)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QtCore.QSize:
        theme = self._look.theme
        words = QtGui.QFontMetrics(chip_font(theme)).horizontalAdvance(self._topic.name)
        width = min(words, theme.px(_LONGEST))
        width += theme.px(2 * _PADDING + _DOT + _GAP) + 2
        if self._digit:
            width += keys_width(theme, self._digit) + theme.px(_GAP)
        return QtCore.QSize(width, theme.px(_HEIGHT))

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        theme, c, px = self._look.theme, self._look.theme.colours, self._look.theme.px
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        box = QtCore.QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QtGui.QPen(c.accent if self._is_on else c.line, 1))
        ground = c.hover if self.underMouse() else c.raised
        painter.setBrush(c.accentsoft if self._is_on else ground)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        inner = self.rect().adjusted(px(_PADDING), 0, -px(_PADDING), 0)
        if self._digit:
            width = paint_keys(painter, theme, inner, self._digit)
            inner.setLeft(inner.left() + width + px(_GAP))
        place = QtCore.QPointF(inner.left() + px(_DOT) / 2, self.height() / 2)
        paint_dot(painter, place, theme.mark(self._topic.colour).line, px(_DOT))
        inner.setLeft(inner.left() + px(_DOT + _GAP))
        painter.setFont(chip_font(theme))
        painter.setPen(c.text if self._is_on else c.text2)
        words = painter.fontMetrics().elidedText(
            self._topic.name, QtCore.Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, QtCore.Qt.AlignmentFlag.AlignVCenter, words)


class TriageTopics(QtWidgets.QWidget):
    """Chips of the topics with a digit, then of the paper's other topics."""

    def __init__(self, look: Look, run: Run, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look, self._run = look, run
        self._paper_id: PaperId | None = None
        self._flow = FlowLayout(self)
        self._shown: tuple[tuple[Topic, bool], ...] = ()
        self._chips: list[DigitChip] = []
        self.hide()

    def show_topics(self, topics: Mapping[TopicId, Topic], paper: Paper) -> None:
        """Show the chips of a paper."""
        self._paper_id = paper.id
        mine = set(paper.topics)
        with_digit = (t for t in topics.values() if t.slot is not None)
        first = sorted(with_digit, key=lambda topic: topic.slot or 0)
        others = [t for t in topics.values() if t.id in mine and t.slot is None]
        some = (*first, *others[:MOST_CHIPS])
        wanted = tuple((topic, topic.id in mine) for topic in some)
        if wanted == self._shown:
            return
        self._shown = wanted
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._flow.set_gap(self._look.theme.px(_PADDING))
        self._chips = [
            DigitChip(self._look, topic, self, is_on=is_on) for topic, is_on in wanted
        ]
        for chip, (topic, is_on) in zip(self._chips, wanted, strict=True):
            chip.clicked.connect(partial(self._on_clicked, topic.path, is_on))
            self._flow.addWidget(chip)
            chip.show()
        self.setVisible(bool(wanted))

    def _on_clicked(self, path: str, is_on: bool, _is_checked: bool = False) -> None:
        if self._paper_id is not None:
            command = "topic.unfile" if is_on else "topic.file"
            self._run(command, ids=(self._paper_id,), topic=path)

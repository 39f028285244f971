"""The topics of a paper as chips, and the chip that adds one."""

from collections.abc import Iterable
from functools import partial

from PySide6 import QtWidgets

from app.commands.command import Registry
from app.domain.paper import TopicId
from app.domain.query import Place
from app.domain.topic import Topic
from app.ui.appearance.look import Look
from app.ui.widgets.buttons import Run
from app.ui.widgets.chip import MOST_CHIPS, AddChip, TopicChip
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import label

_GAP = 1


class TopicsRow(QtWidgets.QWidget):
    """Chips that lead to their topic; behind many, how many more there are."""

    def __init__(
        self, look: Look, run: Run, registry: Registry, parent: QtWidgets.QWidget
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._run = run
        self._shown: tuple[Topic, ...] = ()
        self._chips: list[TopicChip] = []
        command = registry["topics.pick"]
        self._add = AddChip(look, self.tr("Add"), command, self)
        self._add.setAccessibleName(command.title)
        self._add.clicked.connect(self._on_add_clicked)
        self._more = label(self, kind="hint")
        self._more.hide()
        self._flow = FlowLayout(self)
        self._flow.addWidget(self._add)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def show_topics(self, topics: Iterable[Topic]) -> None:
        """Show the chips of these topics."""
        wanted = tuple(topics)
        if [_face(t) for t in wanted] == [_face(t) for t in self._shown]:
            return
        self._shown = wanted
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._flow.removeWidget(self._add)
        self._chips = [self._chip(topic) for topic in wanted[:MOST_CHIPS]]
        n_more = max(len(wanted) - MOST_CHIPS, 0)
        self._more.setText(self.tr("and %1 more").replace("%1", str(n_more)))
        self._flow.removeWidget(self._more)
        self._more.hide()
        more = (self._more,) if n_more else ()
        for widget in (*self._chips, *more, self._add):
            self._flow.addWidget(widget)
            widget.show()

    def _chip(self, topic: Topic) -> TopicChip:
        chip = TopicChip(self._look, topic.name, topic.colour, self)
        chip.setToolTip(topic.path)
        chip.clicked.connect(partial(self._on_topic_clicked, topic.id))
        return chip

    def _on_topic_clicked(self, topic: TopicId, is_checked: bool = False) -> None:
        self._run("view.show", place=Place.TOPIC, topic=topic)

    def _on_add_clicked(self) -> None:
        self._run("topics.pick")

    def _on_look_changed(self) -> None:
        self._flow.set_gap(self._look.theme.px(_GAP))


def _face(topic: Topic) -> tuple[TopicId, str, int]:
    return topic.id, topic.name, topic.colour

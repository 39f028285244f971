"""What stands above the list: what is listed, how many papers, and being sorted."""

from PySide6 import QtCore

from app.ui.models.paper_list import PaperListModel
from app.ui.models.topic_tree import TopicTree
from app.ui.panels.list.toolbar import ListToolbar


class ListTitle(QtCore.QObject):
    """Tells the toolbar what is listed; a long list that is being sorted says so."""

    def __init__(
        self, toolbar: ListToolbar, model: PaperListModel, topics: TopicTree
    ) -> None:
        super().__init__(toolbar)
        self._toolbar, self._model, self._topics = toolbar, model, topics
        model.order.changed.connect(self._on_order_changed)

    def renew(self, title: str, total: int | None) -> None:
        """Show what is listed; `title` until its topic is known, `total` None too."""
        query = self._model.query
        topic = self._topics.topic(query.topic) if query.topic else None
        of = None
        if query.text:
            of = (
                self._topics.total(query.topic)
                if query.topic
                else self._topics.count(query.place)
            )
        is_named = query.topic is not None or bool(query.text)
        name = topic.name if topic else title if is_named else ""
        self._toolbar.set_title(query.place, name, total, of=of)

    def _on_order_changed(self, is_under_way: bool) -> None:
        self._toolbar.say_sorting(is_sorting=is_under_way)

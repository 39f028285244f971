"""The sidebar: the name of the program, the places, the topics and the trash."""

from PySide6 import QtCore, QtGui, QtWidgets

from app.commands.command import Registry
from app.domain.paper import TopicId
from app.domain.query import Place, Query
from app.ui.appearance.look import Look
from app.ui.models.place_list import TRASH, PlaceList, RowKind, SidebarRow
from app.ui.models.saved_searches import SavedSearches
from app.ui.models.topic_tree import TopicTree
from app.ui.models.unseen import UnseenPapers
from app.ui.panels.sidebar.places_view import PlacesView
from app.ui.widgets.buttons import CommandIcon, IconButton, Run, tip
from app.ui.widgets.labels import label

_LOGO = 24
_ADD = 26
_UNDER_HEAD = 8


class SidebarPanel(QtWidgets.QWidget):
    """Shows places and topics with their counts, wide or as a rail of icons.

    `query_chosen` tells what to list; `menu_requested` where to open a menu on what;
    `main_menu_requested` above which place to open the window's menu;
    `compact_toggled` that its button was pressed; `topic_dragged` the row of a topic
    that the mouse takes elsewhere, `topic_combined` one to add to the search.
    """

    query_chosen = QtCore.Signal(object)
    compact_toggled = QtCore.Signal()
    menu_requested = QtCore.Signal(QtCore.QPoint, object)
    main_menu_requested = QtCore.Signal(QtCore.QPoint)
    topic_dragged = QtCore.Signal(object)
    topic_combined = QtCore.Signal(str)

    def __init__(
        self,
        look: Look,
        topics: TopicTree,
        run: Run,
        registry: Registry,
        parent: QtWidgets.QWidget,
        *,
        searches: SavedSearches | None = None,
        unseen: UnseenPapers | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._topics = topics
        self._run = run
        self._shown: Query | None = None
        self._was_on: Query | None = None
        self._is_compact = False
        self._head = SidebarHead(look, registry, self)
        self._places = PlaceList(topics, self, searches=searches, unseen=unseen)
        self._view = PlacesView(look, self._places, self)
        self._view.setAccessibleName(self.tr("Places and topics"))
        bottom = PlaceList(topics, self, places=(TRASH,), has_topics=False)
        self._trash = PlacesView(look, bottom, self)
        self._trash.setAccessibleName(self.tr("Trash"))
        self._trash.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        self._add = CommandIcon(look, run, registry["topic.new"], self._view.viewport())
        self._menu = IconButton(look, "more", self.tr("Menu"), self)
        self._foot = QtWidgets.QBoxLayout(QtWidgets.QBoxLayout.Direction.LeftToRight)
        self._foot.addWidget(self._trash, 1)
        self._foot.addWidget(self._menu, 0, QtCore.Qt.AlignmentFlag.AlignCenter)
        column = QtWidgets.QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._view, 1)
        column.addLayout(self._foot)
        self.setFocusProxy(self._view)
        self._connect()
        self._on_look_changed()

    def _connect(self) -> None:
        for view in (self._view, self._trash):
            view.menu_requested.connect(self.menu_requested)
        self._view.row_chosen.connect(self._on_row_chosen)
        self._view.resized.connect(self._place_add)
        self._view.topic_dragged.connect(self.topic_dragged)
        self._view.topic_combined.connect(self.topic_combined)
        self._trash.row_chosen.connect(self._on_trash_chosen)
        self._places.modelAboutToBeReset.connect(self._on_rows_changing)
        self._places.modelReset.connect(self._on_rows_changed)
        self._view.verticalScrollBar().valueChanged.connect(self._place_add)
        self._look.changed.connect(self._on_look_changed)
        self._head.toggled.connect(self.compact_toggled)
        self._menu.clicked.connect(self._on_menu_clicked)

    def set_compact(self, is_compact: bool) -> None:
        """Become a rail of icons, or wide again."""
        if is_compact == self._is_compact:
            return
        self._is_compact = is_compact
        for view in (self._view, self._trash):
            view.painter_delegate.is_compact = is_compact
            view.places.set_compact(is_compact)
            view.scheduleDelayedItemsLayout()
        self._head.set_compact(is_compact)
        direction = QtWidgets.QBoxLayout.Direction
        self._foot.setDirection(
            direction.TopToBottom if is_compact else direction.LeftToRight
        )
        self._on_look_changed()

    def show_query(self, query: Query) -> None:
        """Mark the place or topic that is listed."""
        self._shown = query
        row = self._view.mark(query)
        self._trash.mark(query)
        if row >= 0:
            self._view.setCurrentIndex(self._places.index(row))

    def next_row(self) -> None:
        """Go to the next place or topic."""
        self._step(1)

    def previous_row(self) -> None:
        """Go to the place or topic before."""
        self._step(-1)

    @property
    def has_topics(self) -> bool:
        """Say whether there is a topic, listed here or not."""
        return bool(self._topics.topics())

    def first_topic(self) -> None:
        """Take the keys, on the first topic if one is listed."""
        for row in range(self._places.rowCount()):
            shown = self._places.row(row)
            if shown and shown.kind is RowKind.TOPIC:
                self._view.setCurrentIndex(self._places.index(row))
                break
        self._view.setFocus(QtCore.Qt.FocusReason.ShortcutFocusReason)

    def current_topic(self) -> TopicId | None:
        """Return the topic that the keys are on, None for none."""
        row = self._places.row(self._view.currentIndex().row())
        return row.query.topic if row is not None and row.query else None

    def activate(self) -> None:
        """List the place or topic that the keys are on."""
        row = self._view.currentIndex().row()
        if row >= 0:
            self._on_row_chosen(row)

    def fold(self) -> None:
        """Fold the topic that the keys are on, or open it."""
        self._view.fold(self._view.currentIndex().row())

    def row_at(self, point: QtCore.QPoint) -> SidebarRow | None:
        """Return the row under a point of this panel, None for none."""
        for view in (self._view, self._trash):
            inside = view.viewport().mapFrom(self, point)
            if view.viewport().rect().contains(inside):
                return view.places.row(view.row_at(inside))
        return None

    def open_at(self, point: QtCore.QPoint) -> bool:
        """Open the folded topic under a point of this panel; False when none is."""
        row = self.row_at(point)
        is_folded = row is not None and row.is_open is False
        if is_folded and row is not None and row.query and row.query.topic:
            self._places.fold(row.query.topic)
        return is_folded

    def scroll_near(self, point: QtCore.QPoint) -> None:
        """Scroll by a row where a point of this panel is at its list's edge."""
        place = self._view.viewport().mapFrom(self, point)
        rect = self._view.viewport().rect()
        step = self._view.sizeHintForRow(0)
        if not rect.contains(place):
            return
        bar = self._view.verticalScrollBar()
        if place.y() < step:
            bar.setValue(bar.value() - step)
        elif place.y() > rect.bottom() - step:
            bar.setValue(bar.value() + step)

    def is_above_row(self, point: QtCore.QPoint) -> bool:
        """Say whether a point of this panel is nearer to above a row than on it."""
        return self._view.is_on_upper_edge(self._view.viewport().mapFrom(self, point))

    def topic_name(self, topic_id: TopicId) -> str:
        """Return the name of a topic, '' while it is not known."""
        topic = self._topics.topic(topic_id)
        return topic.name if topic is not None else ""

    def highlight(self, query: Query | None, *, is_above: bool = False) -> None:
        """Light a place or a topic up as the target of a drag; None lights none.

        With `is_above` the line above it is lit.
        """
        for view in (self._view, self._trash):
            row = -1 if query is None else view.places.find(query)
            view.painter_delegate.target_row = -1 if is_above else row
            view.painter_delegate.gap_row = row if is_above else -1
            view.viewport().update()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        c = self._look.theme.colours
        painter = QtGui.QPainter(self)
        painter.fillRect(self.rect(), c.sidebar)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), c.line)

    def _step(self, step: int) -> None:
        row = self._view.currentIndex().row() + step
        while (shown := self._places.row(row)) is not None:
            if shown.kind not in (RowKind.SECTION, RowKind.HINT):
                self._view.setCurrentIndex(self._places.index(row))
                self._view.viewport().update()
                return
            row += step

    def _on_row_chosen(self, row: int) -> None:
        shown = self._places.row(row)
        if shown is None:
            return
        if shown.kind is RowKind.TOPICS:
            self._run("topics.focus")
        elif shown.query is not None:
            self.query_chosen.emit(shown.query)

    def _on_menu_clicked(self) -> None:
        self.main_menu_requested.emit(self._menu.mapToGlobal(QtCore.QPoint(0, 0)))

    def _on_trash_chosen(self, row: int) -> None:
        self.query_chosen.emit(Query(place=Place.TRASH))

    def _on_rows_changing(self) -> None:
        shown = self._places.row(self._view.currentIndex().row())
        self._was_on = shown.query if shown is not None else None

    def _on_rows_changed(self) -> None:
        if self._shown is not None:
            self.show_query(self._shown)
        row = -1 if self._was_on is None else self._places.find(self._was_on)
        if row >= 0:
            self._view.setCurrentIndex(self._places.index(row))
        self._place_add()

    def _place_add(self) -> None:
        theme = self._look.theme
        side = theme.px(_ADD)
        rows = range(self._places.rowCount())
        section = [
            row
            for row in rows
            if (r := self._places.row(row)) and r.kind is RowKind.SECTION
        ]
        self._add.setVisible(bool(section))
        for row in section[:1]:  # that of the topics
            rect = self._view.visualRect(self._places.index(row))
            x = self._view.viewport().width() - side - theme.px(12)
            y = rect.top() + (rect.height() + theme.px(8) - side) // 2
            self._add.setGeometry(x, y, side, side)

    def _on_look_changed(self) -> None:
        theme = self._look.theme
        width = theme.sizes.rail if self._is_compact else theme.sizes.sidebar_min
        self.setMinimumWidth(theme.px(width))
        self.setMaximumWidth(theme.px(width) if self._is_compact else 16_777_215)
        self._trash.setFixedHeight(self._trash.n_high() + theme.px(8))
        side = 0 if self._is_compact else theme.px(8)
        self._foot.setContentsMargins(0, 0, side, theme.px(4))
        self._place_add()
        self.update()


class SidebarHead(QtWidgets.QWidget):
    """The logo, the name and the button that hides the sidebar."""

    toggled = QtCore.Signal()

    def __init__(
        self, look: Look, registry: Registry, parent: QtWidgets.QWidget
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._is_compact = False
        self._name = label(self, "Octavo", kind="view-title")
        command = registry["sidebar.toggle"]
        self._toggle = IconButton(look, command.icon, command.title, self)
        self._command = command
        self._toggle.clicked.connect(self.toggled)
        self._row = QtWidgets.QHBoxLayout(self)
        self._row.addWidget(self._name)
        self._row.addStretch()
        self._row.addWidget(self._toggle)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def set_compact(self, is_compact: bool) -> None:
        """Show the logo alone."""
        self._is_compact = is_compact
        self._name.setVisible(not is_compact)
        self._toggle.setVisible(not is_compact)
        self.update()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        theme = self._look.theme
        painter = QtGui.QPainter(self)
        size = theme.px(_LOGO)
        left = (self.width() - size) // 2 if self._is_compact else theme.px(15)
        height = theme.px(theme.sizes.toolbar)
        logo = QtCore.QRect(left, (height - size) // 2, size, size)
        self._look.icons.paint(painter, logo, "octavo", theme.colours.text)

    def _on_look_changed(self) -> None:
        theme = self._look.theme
        px = theme.px
        self._row.setContentsMargins(px(46), 0, px(9), px(_UNDER_HEAD))
        self.setFixedHeight(px(theme.sizes.toolbar + _UNDER_HEAD))
        self._toggle.setToolTip(tip(self._look.now(self._command)))
        self.update()

"""The bar above the list: what is shown, how many, and the search."""

from PySide6 import QtCore, QtGui, QtWidgets

from app.commands.command import Registry
from app.domain.query import Place
from app.ui.appearance.look import Look
from app.ui.models.place_list import PLACES, TRASH
from app.ui.panels.list.search_field import SearchField
from app.ui.panels.list.shape_buttons import ShapeButtons
from app.ui.widgets.buttons import CommandIcon, Run
from app.ui.widgets.focus_ring import RING
from app.ui.widgets.labels import label

_NAMES = {place: name for place, name, _icon in (*PLACES, TRASH)}
_TITLE_WIDTH = 132
_NARROW = 460


class ListToolbar(QtWidgets.QWidget):
    """Title and count at the left, the search field beside them."""

    def __init__(
        self, look: Look, run: Run, registry: Registry, parent: QtWidgets.QWidget
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._title = label(self, kind="view-title")
        self._count = label(self, kind="meta")
        self._counted_words, self._is_sorting = "", False
        self.search = SearchField(look, run, registry, self)
        self.sidebar = CommandIcon(look, run, registry["sidebar.toggle"], self)
        self.shape = ShapeButtons(look, run, registry, self)
        self.details = CommandIcon(look, run, registry["paper.details"], self)
        self.offer_panes(has_sidebar=True, has_detail=True)
        self._titles = QtWidgets.QWidget(self)
        titles = QtWidgets.QVBoxLayout(self._titles)
        titles.setContentsMargins(0, 0, 0, 0)
        titles.setSpacing(0)
        titles.addStretch()
        titles.addWidget(self._title)
        titles.addWidget(self._count)
        titles.addStretch()
        self._row = QtWidgets.QHBoxLayout(self)
        self._row.addWidget(self.sidebar)
        self._row.addWidget(self._titles)
        self._row.addWidget(self.search, 1)
        self._row.addStretch()
        self._row.addWidget(self.shape)
        self._row.addWidget(self.details)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def set_title(
        self, place: Place, topic: str, n: int | None, *, of: int | None
    ) -> None:
        """Show what is listed; `n` None while it is counted, `of` of how many."""
        name = topic or self.tr(_NAMES.get(place, "Topic"))
        self._title.setText(name)
        self._title.setToolTip(name)
        self._counted_words = self._counted(n, of)
        self._show_count()

    @property
    def counted(self) -> str:
        """What stands below the title."""
        return self._count.text()

    def say_sorting(self, *, is_sorting: bool) -> None:
        """Tell that the list is being sorted, in the place of how many there are."""
        self._is_sorting = is_sorting
        self._show_count()

    def offer_panes(self, *, has_sidebar: bool, has_detail: bool) -> None:
        """Offer the panes that are not shown."""
        self.sidebar.setVisible(not has_sidebar)
        self.details.setVisible(not has_detail)

    def set_width(self, width: int) -> None:
        """Give the search the whole bar where there is little room."""
        self._titles.setVisible(width > self._look.theme.px(_NARROW))
        self.shape.set_width(width)

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        c = self._look.theme.colours
        painter = QtGui.QPainter(self)
        painter.fillRect(self.rect(), c.window)
        painter.fillRect(0, self.height() - 1, self.width(), 1, c.line)

    def _show_count(self) -> None:
        words = self.tr("Sorting…") if self._is_sorting else self._counted_words
        self._count.setText(words)

    def _counted(self, n: int | None, of: int | None) -> str:
        if n is None:
            return ""
        if of is not None:
            return self.tr("%1 of %2").replace("%1", count(n)).replace("%2", count(of))
        if n == 0:
            return self.tr("nothing here yet")
        return self.tr("1 paper") if n == 1 else f"{count(n)} {self.tr('papers')}"

    def _on_look_changed(self) -> None:
        theme = self._look.theme
        px = theme.px
        self._row.setContentsMargins(px(20), 0, px(16), 1)
        self._row.setSpacing(px(12 - RING))
        self._titles.setFixedWidth(px(_TITLE_WIDTH))
        self.setFixedHeight(px(theme.sizes.toolbar))
        self.update()


def count(n: int) -> str:
    """Return a number with its thousands parted as the locale does."""
    return QtCore.QLocale().toString(n)

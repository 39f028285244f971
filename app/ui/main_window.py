"""The main window: it places panels, and nothing else."""

from PySide6 import QtCore, QtGui, QtWidgets

from app.ui.jobs_panel import JobsPanel
from app.ui.look import Look
from app.ui.panels.detail.panel import DetailPanel
from app.ui.panels.list.panel import ListPanel
from app.ui.panels.reader.panel import ReaderPanel
from app.ui.panels.sidebar.panel import SidebarPanel
from app.ui.status_line import StatusLine

WIDE_PX = 1240
MIDDLE_PX = 1040
NARROW_PX = 900
"""The widths at which the panes change."""

_LEAST_WIDTH_PX, _LEAST_HEIGHT_PX = 560, 420
_JOBS_WIDTH = 420
_NARROWER_DETAIL = 440


class MainWindow(QtWidgets.QWidget):
    """Sidebar, list and detail beside one another; the reader over them.

    `closing` is emitted instead of closing: the program closes in order.
    """

    closing = QtCore.Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._is_sidebar_hidden = False
        self._is_detail_wanted = True
        self._is_detail_over = False
        self._is_empty = False
        self.setWindowTitle("Octavo")
        self.setWindowIcon(look.icons.icon("octavo", look.theme.colours.text, 64))
        self.setMinimumSize(_LEAST_WIDTH_PX, _LEAST_HEIGHT_PX)
        self.splitter = QtWidgets.QSplitter(QtCore.Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.stack = QtWidgets.QStackedWidget(self)
        self.stack.addWidget(self.splitter)
        self._layout = QtWidgets.QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self.stack, 1)

    def place(
        self,
        *,
        sidebar: SidebarPanel,
        papers: ListPanel,
        detail: DetailPanel,
        reader: ReaderPanel,
        status_line: StatusLine,
        jobs_panel: JobsPanel,
    ) -> None:
        """Put the panels where they belong."""
        self._sidebar = sidebar
        self._papers = papers
        self._detail = detail
        self._reader = reader
        self._status_line = status_line
        self._jobs_panel = jobs_panel
        for index, panel in enumerate((sidebar, papers, detail)):
            self.splitter.addWidget(panel)
            self.splitter.setStretchFactor(index, int(panel is papers))
        self.stack.addWidget(reader)
        self._layout.addWidget(status_line)
        self._look.changed.connect(self._arrange)
        sidebar.compact_toggled.connect(self.toggle_sidebar)

    @property
    def is_reading(self) -> bool:
        """Say whether the reader is shown."""
        return self.stack.currentWidget() is self._reader

    @property
    def is_sidebar_hidden(self) -> bool:
        """Say whether the user hid the sidebar."""
        return self._is_sidebar_hidden

    def show_reader(self) -> None:
        """Show the reader over the panes."""
        self.stack.setCurrentWidget(self._reader)
        self._reader.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)

    def show_list(self) -> None:
        """Show the panes, with the keys in the list."""
        self.stack.setCurrentWidget(self.splitter)
        self._papers.focus_rows()

    def toggle_sidebar(self) -> None:
        """Give the sidebar's room to the list, or take it back."""
        self._is_sidebar_hidden = not self._is_sidebar_hidden
        self._arrange()

    def toggle_detail(self) -> None:
        """Open or close the detail."""
        if self._is_narrow():
            self._is_detail_over = not self._is_detail_over
        else:
            self._is_detail_wanted = not self._detail.isVisible()
        self._arrange()
        shown = self._detail if self._is_detail_over else self._papers
        shown.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)

    def close_detail(self) -> bool:
        """Close the detail that lies over a narrow list; False when there is none."""
        if not self._is_detail_over:
            return False
        self.toggle_detail()
        return True

    def set_empty(self, *, is_empty: bool) -> None:
        """Hide the detail while the library holds nothing."""
        if is_empty != self._is_empty:
            self._is_empty = is_empty
            self._arrange()

    def restore(
        self, geometry: str, widths: list[int], *, is_sidebar_hidden: bool
    ) -> None:
        """Take place and pane widths as they were left."""
        self._is_sidebar_hidden = is_sidebar_hidden
        stored = QtCore.QByteArray.fromBase64(
            QtCore.QByteArray(geometry.encode("ascii", "replace"))
        )
        if stored.isEmpty() or not self.restoreGeometry(stored):
            self._take_first_place()
        self._arrange()
        if len(widths) == self.splitter.count() and all(w > 0 for w in widths):
            self.splitter.setSizes(widths)

    def geometry_text(self) -> str:
        """Return the window's place as text for `restore`."""
        return bytes(self.saveGeometry().toBase64().data()).decode()

    def closeEvent(self, event: QtGui.QCloseEvent) -> None:
        """Ask the program to close in order."""
        event.ignore()
        self.closing.emit()

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        """Change the panes with the width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()
        self.place_jobs()

    def place_jobs(self) -> None:
        """Put the jobs panel at the right, above the status line."""
        panel = self._jobs_panel
        height = panel.sizeHint().height()
        width = min(self._look.theme.px(_JOBS_WIDTH), self.width())
        top = self.height() - self._status_line.height() - height
        panel.setGeometry(self.width() - width, top, width, height)
        panel.raise_()

    def _take_first_place(self) -> None:
        screen = self.screen().availableGeometry()
        size = QtCore.QSize(
            min(1440, screen.width() * 9 // 10), min(900, screen.height() * 9 // 10)
        )
        self.resize(size)
        self.move(
            screen.center() - QtCore.QPoint(size.width() // 2, size.height() // 2)
        )

    def _is_narrow(self) -> bool:
        return self.width() < self._look.theme.px(MIDDLE_PX)

    def _arrange(self) -> None:
        theme = self._look.theme
        width = self.width() * 10 / (theme.scale * theme.base_pt)
        is_narrow = self._is_narrow()
        self._is_detail_over = self._is_detail_over and is_narrow and not self._is_empty
        has_detail = self._is_detail_over if is_narrow else self._is_detail_wanted
        is_rail = width < WIDE_PX
        self._sidebar.setVisible(not self._is_sidebar_hidden and width >= NARROW_PX)
        self._sidebar.set_compact(is_rail)
        self._detail.setVisible(has_detail and not self._is_empty)
        self._papers.setVisible(not self._is_detail_over)
        sidebar = theme.px(theme.sizes.rail if is_rail else theme.sizes.sidebar)
        detail = theme.px(theme.sizes.detail if width >= WIDE_PX else _NARROWER_DETAIL)
        rest = max(1, self.width() - sidebar - detail)
        self.splitter.setSizes([sidebar, rest, detail])

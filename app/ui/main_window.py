"""The main window: it places panels, and nothing else."""

from PySide6 import QtCore, QtGui, QtWidgets

from app.ui.appearance.look import Look
from app.ui.panels.list.panel import ListPanel
from app.ui.panels.sidebar.panel import SidebarPanel
from app.ui.status_line import StatusLine
from app.ui.veil import Veil
from app.ui.views.pane_widths import WIDEST_DETAIL, WIDEST_SIDEBAR, PaneWidths
from app.ui.window_place import place_text, take_place

WIDE_PX = 1240
MIDDLE_PX = 1040
NARROW_PX = 900
"""The widths at which the panes change."""

_LEAST_WIDTH_PX, _LEAST_HEIGHT_PX = 560, 420
_JOBS_WIDTH = 420
_NARROWER_DETAIL = 440
_NARROWEST_LIST = 380
_ANY_WIDTH_PX = 16_777_215
"""Qt's largest width: no limit."""


class MainWindow(QtWidgets.QWidget):
    """Sidebar, list and detail beside one another; the reader over them.

    The list and what is beside it are there first; the rest is placed later, while a
    pane keeps the room of the detail. `closing` is emitted instead of closing: the
    program closes in order. `detail_lifted` tells whether the detail lies over a
    narrow list, `screen_filled` whether the window has the whole screen.
    """

    closing = QtCore.Signal()
    detail_lifted = QtCore.Signal(bool)
    screen_filled = QtCore.Signal(bool)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._is_sidebar_hidden = False
        self._is_sidebar_over = False
        self._is_detail_wanted = True
        self._is_detail_over = False
        self._is_empty = False
        self._detail = QtWidgets.QWidget(self)
        absent = QtWidgets.QWidget(self)
        absent.hide()
        self._reader = self._triage = self._jobs_panel = absent
        self._widths = PaneWidths()
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
        self._veil = Veil(look, self)

    def place(
        self, *, sidebar: SidebarPanel, papers: ListPanel, status_line: StatusLine
    ) -> None:
        """Put the panels of the first picture where they belong."""
        self._sidebar = sidebar
        self._papers = papers
        self._status_line = status_line
        for index, panel in enumerate((sidebar, papers, self._detail)):
            self.splitter.addWidget(panel)
            self.splitter.setStretchFactor(index, int(panel is papers))
        self._layout.addWidget(status_line)
        self._look.changed.connect(self._arrange)
        self.splitter.splitterMoved.connect(self._on_splitter_moved)
        self.splitter.installEventFilter(self)
        sidebar.compact_toggled.connect(self.toggle_sidebar)
        sidebar.query_chosen.connect(self._on_query_chosen)
        self._veil.pressed.connect(self.close_sidebar)

    def place_reader(self, reader: QtWidgets.QWidget) -> None:
        """Put the reader where it belongs: over all."""
        self._reader = reader
        self.stack.addWidget(reader)

    def place_rest(
        self,
        *,
        detail: QtWidgets.QWidget,
        triage: QtWidgets.QWidget,
        jobs_panel: QtWidgets.QWidget,
    ) -> None:
        """Put the other panels where they belong: triage over all."""
        self.splitter.replaceWidget(self.splitter.indexOf(self._detail), detail)
        self._detail.deleteLater()
        self._triage.deleteLater()
        self._detail = detail
        self._triage, self._jobs_panel = triage, jobs_panel
        self.stack.addWidget(triage)
        self._arrange()
        self._fit_screen()
        self.place_jobs()

    @property
    def is_reading(self) -> bool:
        """Say whether the reader is shown."""
        return self._reader is self.stack.currentWidget()

    @property
    def is_sidebar_hidden(self) -> bool:
        """Say whether the user hid the sidebar."""
        return self._is_sidebar_hidden

    @property
    def is_detail_hidden(self) -> bool:
        """Say whether the user hid the detail of a wide window."""
        return not self._is_detail_wanted

    @property
    def widths(self) -> list[int]:
        """What the user made of the panes' widths, for `restore`."""
        return self._widths.values()

    def show_triage(self) -> None:
        """Show triage over the panes; it tells itself what was done."""
        self._is_sidebar_over = self._is_detail_over = False  # the list comes next
        self._arrange()
        self._jobs_panel.hide()
        self._status_line.hide()
        self.stack.setCurrentWidget(self._triage)
        self._triage.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)

    def show_reader(self) -> None:
        """Show the reader over the panes."""
        self._set_sidebar_over(is_over=False)
        self.stack.setCurrentWidget(self._reader)
        self._fit_screen()
        self._reader.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)

    def show_list(self) -> None:
        """Show the panes, with the keys in the list, or in what lies over it."""
        self._status_line.show()
        self.stack.setCurrentWidget(self.splitter)
        self._give_keys_back()

    def toggle_sidebar(self) -> None:
        """Give the sidebar's room to the list, or take it back.

        A window too narrow for it shows it over the list.
        """
        if self._is_sidebar_over:
            self.close_sidebar()
        elif self._units(self.width()) < NARROW_PX:
            self.show_sidebar()
        else:
            self._is_sidebar_hidden = not self._is_sidebar_hidden
            self._arrange()

    def show_sidebar(self) -> None:
        """Show the sidebar with its names and give it the keys."""
        if self._is_rail():
            self._set_sidebar_over(is_over=True)
        else:
            self._is_sidebar_hidden = False
            self._arrange()
        self._sidebar.setFocus(QtCore.Qt.FocusReason.ShortcutFocusReason)

    def close_sidebar(self) -> bool:
        """Close the sidebar that lies over the list; False when there is none."""
        if not self._is_sidebar_over:
            return False
        self._set_sidebar_over(is_over=False)
        self._give_keys_back()
        return True

    def toggle_detail(self) -> None:
        """Open or close the detail; one that lies over the list takes the keys."""
        if self._is_narrow():
            self._is_detail_over = not self._is_detail_over
        else:
            self._is_detail_wanted = not self._detail.isVisible()
        self._arrange()
        self._give_keys_back()

    def show_detail(self) -> None:
        """Show the detail and give it the keys."""
        if self._is_narrow():
            self._is_detail_over = True
        else:
            self._is_detail_wanted = True
        self._arrange()
        if self._detail.isVisible():
            self._detail.setFocus(QtCore.Qt.FocusReason.ShortcutFocusReason)

    def close_detail(self) -> bool:
        """Close the detail that lies over a narrow list; False when there is none."""
        if not self._is_detail_over:
            return False
        self.toggle_detail()
        return True

    def close_jobs(self) -> bool:
        """Close the jobs panel; False when it is closed already."""
        panel = self._jobs_panel
        if panel.isHidden():
            return False
        focus = panel.focusWidget()
        had_keys = focus is not None and focus.hasFocus()
        panel.hide()
        if had_keys and self.is_reading:
            self._reader.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)
        elif had_keys:
            self._papers.focus_rows()
        return True

    def set_empty(self, *, is_empty: bool) -> None:
        """Hide the detail while the library holds nothing."""
        if is_empty != self._is_empty:
            self._is_empty = is_empty
            self._arrange()

    def restore(
        self,
        geometry: str,
        widths: list[int],
        *,
        is_sidebar_hidden: bool,
        is_detail_hidden: bool,
    ) -> None:
        """Take place and pane widths (what `widths` was) as they were left."""
        self._is_sidebar_hidden = is_sidebar_hidden
        self._is_detail_wanted = not is_detail_hidden
        take_place(self, geometry)
        self._widths.restore(widths)
        self._arrange()

    def geometry_text(self) -> str:
        """Return the window's place as text for `restore`."""
        return place_text(self)

    def closeEvent(self, event: QtGui.QCloseEvent) -> None:
        """Ask the program to close in order."""
        event.ignore()
        self.closing.emit()

    def changeEvent(self, event: QtCore.QEvent) -> None:
        """Give a full screen to the pages alone."""
        super().changeEvent(event)
        if event.type() is QtCore.QEvent.Type.WindowStateChange:
            self._fit_screen()

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        """Change the panes with the width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()
        self.place_jobs()

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        """Give the list alone what the panes gain or lose."""
        if event.type() == QtCore.QEvent.Type.Resize:
            self._share_width()
        return False

    def place_jobs(self) -> None:
        """Put the jobs panel at the right, above the status line."""
        panel = self._jobs_panel
        height = panel.sizeHint().height()
        width = min(self._look.theme.px(_JOBS_WIDTH), self.width())
        top = self.height() - self._status_line.height() - height
        panel.setGeometry(self.width() - width, top, width, height)
        panel.raise_()

    def _fit_screen(self) -> None:
        is_full = self.isFullScreen()
        self.screen_filled.emit(is_full)
        if self.is_reading:
            self._status_line.setVisible(not is_full)

    def _units(self, length_px: int) -> float:
        theme = self._look.theme
        return length_px * 10 / (theme.scale * theme.base_pt)

    def _is_narrow(self) -> bool:
        return self._units(self.width()) < MIDDLE_PX

    def _is_rail(self) -> bool:
        return self._units(self.width()) < WIDE_PX

    def _give_keys_back(self) -> None:
        if self._is_detail_over:
            self._detail.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)
        else:
            self._papers.focus_rows()

    def _set_sidebar_over(self, *, is_over: bool) -> None:
        if is_over != self._is_sidebar_over:
            self._is_sidebar_over = is_over
            self._arrange()

    def _on_query_chosen(self) -> None:
        self.close_sidebar()

    def _on_splitter_moved(self, _position_px: int, index: int) -> None:
        """Keep what the user made of the pane beside the handle that was moved."""
        sizes, is_rail = self.splitter.sizes(), self._is_rail()
        if self.splitter.widget(index) is self._detail:
            width = round(self._units(sizes[index]))
            self._widths.set_detail(width, is_rail=is_rail)
        elif not is_rail:
            self._widths.set_sidebar(round(self._units(sizes[index - 1])))

    def _arrange(self) -> None:
        focus = QtWidgets.QApplication.focusWidget()
        is_narrow, is_rail = self._is_narrow(), self._is_rail()
        has_room = self._units(self.width()) >= NARROW_PX
        self._is_sidebar_over = self._is_sidebar_over and is_rail
        self._is_detail_over = self._is_detail_over and is_narrow and not self._is_empty
        has_detail = self._is_detail_over if is_narrow else self._is_detail_wanted
        has_detail = has_detail and not self._is_empty
        has_sidebar = has_room and not self._is_sidebar_hidden
        self._sidebar.set_compact(is_rail and not self._is_sidebar_over)
        self._lift_sidebar(is_over=self._is_sidebar_over, has_rail=has_sidebar)
        self._sidebar.setVisible(has_sidebar or self._is_sidebar_over)
        self.detail_lifted.emit(self._is_detail_over)
        self._detail.setVisible(has_detail)
        self._papers.setVisible(not self._is_detail_over)
        self._papers.toolbar.offer_panes(
            has_sidebar=has_sidebar, has_detail=has_detail or self._is_empty
        )
        self._share_width()
        if focus is not None and self._is_left_behind(focus):
            self._give_keys_back()
        elif focus is not None and self._sidebar.isAncestorOf(focus):
            focus.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)

    def _is_left_behind(self, focus: QtWidgets.QWidget) -> bool:
        """Say whether what had the keys is in a pane that is no longer shown."""
        panes = (self._sidebar, self._papers, self._detail)
        return self.isVisible() and any(
            pane.isHidden() and (pane is focus or pane.isAncestorOf(focus))
            for pane in panes
        )

    def _lift_sidebar(self, *, is_over: bool, has_rail: bool) -> None:
        """Lay the sidebar over the panes, whose room stays, or set it among them."""
        theme = self._look.theme
        if not is_over:
            self._veil.hide()
            if self.splitter.indexOf(self._sidebar) < 0:
                self.splitter.insertWidget(0, self._sidebar)
                self.splitter.setStretchFactor(0, 0)
                self.splitter.setContentsMargins(0, 0, 0, 0)
            return
        if self.splitter.indexOf(self._sidebar) >= 0:
            self._sidebar.setParent(self)
        rail = theme.px(theme.sizes.rail) if has_rail else 0
        self.splitter.setContentsMargins(rail, 0, 0, 0)
        width = theme.px(self._widths.sidebar(theme.sizes.sidebar))
        rect = QtCore.QRect(self.rect())
        rect.setBottom(self._status_line.geometry().top() - 1)
        self._veil.lie_over(rect, width)
        self._sidebar.setGeometry(0, 0, width, rect.height())
        self._sidebar.raise_()

    def _share_width(self) -> None:
        theme, is_rail = self._look.theme, self._is_rail()
        sizes, px = theme.sizes, theme.px
        if not is_rail:
            self._sidebar.setMaximumWidth(px(WIDEST_SIDEBAR))
        widest = _ANY_WIDTH_PX if self._is_detail_over else px(WIDEST_DETAIL)
        self._detail.setMaximumWidth(widest)
        default = _NARROWER_DETAIL if is_rail else sizes.detail
        detail = px(self._widths.detail(default, is_rail=is_rail))
        sidebar = self._widths.sidebar(sizes.sidebar)
        wanted: dict[QtWidgets.QWidget | None, int] = {
            self._sidebar: px(sizes.rail if is_rail else sidebar),
            self._detail: detail,
        }
        panes = [self.splitter.widget(i) for i in range(self.splitter.count())]
        rest = self.splitter.contentsRect().width()
        rest -= sum(wanted.get(p, 0) for p in panes if p and not p.isHidden())
        spare = max(0, wanted[self._detail] - px(sizes.detail_min))
        given = min(spare, max(0, px(_NARROWEST_LIST) - rest))
        wanted[self._detail] -= given
        rest = max(1, rest + given)
        self.splitter.setSizes([wanted.get(pane, rest) for pane in panes])

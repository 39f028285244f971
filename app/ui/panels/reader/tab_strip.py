"""The tabs of the papers that are open."""

from collections.abc import Sequence

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.paper import PaperId
from app.ui.appearance.look import Look
from app.ui.panels.reader.open_papers import OpenPaper

_HEIGHT = 34
_WIDEST = 220
_NARROWEST = 128


class TabStrip(QtWidgets.QTabBar):
    """One tab a paper; hidden while there are fewer than two.

    `picked` when a tab is pressed, `close_asked` by its cross or the middle button.
    """

    picked = QtCore.Signal(str)
    close_asked = QtCore.Signal(str)

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._pressed = -1
        self.setAccessibleName(self.tr("Open papers"))
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setMovable(True)
        self.setUsesScrollButtons(True)
        for scroller in self.findChildren(QtWidgets.QToolButton):
            scroller.setProperty("kind", "quiet")
        self.setElideMode(QtCore.Qt.TextElideMode.ElideRight)
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        self.setSelectionBehaviorOnRemove(
            QtWidgets.QTabBar.SelectionBehavior.SelectPreviousTab
        )
        self.tabBarClicked.connect(self._on_clicked)
        look.changed.connect(self._dress)
        self._dress()
        self.hide()

    def show_papers(
        self, papers: Sequence[OpenPaper], current: PaperId | None, *, is_shown: bool
    ) -> None:
        """Show these tabs."""
        while self.count() > len(papers):
            self.removeTab(self.count() - 1)
        while self.count() < len(papers):
            at = self.addTab("")
            side = QtWidgets.QTabBar.ButtonPosition.RightSide
            self.setTabButton(at, side, self._cross())
        for index, paper in enumerate(papers):
            # A letter after & would be underlined.
            self.setTabText(index, paper.title.replace("&", "&&"))
            self.setTabToolTip(index, "")
            self.setAccessibleTabName(index, paper.title)
            self.setTabData(index, paper.id)
            if paper.id == current:
                self.setCurrentIndex(index)
        self.setVisible(is_shown and len(papers) > 1)

    def tabSizeHint(self, index: int) -> QtCore.QSize:
        """Return a room that shrinks with the number of tabs."""
        px = self._look.theme.px
        share = self.width() // max(1, self.count())
        width = min(max(share, px(_NARROWEST)), px(_WIDEST))
        return QtCore.QSize(width, px(_HEIGHT))

    def minimumTabSizeHint(self, index: int) -> QtCore.QSize:
        """Return the least room of a tab."""
        px = self._look.theme.px
        return QtCore.QSize(px(_NARROWEST), px(_HEIGHT))

    def mousePressEvent(self, event: QtGui.QMouseEvent) -> None:
        """Close a tab by the middle button."""
        if event.button() is QtCore.Qt.MouseButton.MiddleButton:
            index = self.tabAt(event.position().toPoint())
            if index >= 0:
                self.close_asked.emit(str(self.tabData(index)))
            return
        super().mousePressEvent(event)

    def wheelEvent(self, event: QtGui.QWheelEvent) -> None:
        """Leave the tabs alone: a paper is opened on purpose."""
        event.ignore()

    def _on_clicked(self, index: int) -> None:
        pressed = QtWidgets.QApplication.mouseButtons()
        if index >= 0 and not pressed & QtCore.Qt.MouseButton.MiddleButton:
            self.picked.emit(str(self.tabData(index)))

    def _cross(self) -> QtWidgets.QToolButton:
        cross = QtWidgets.QToolButton(self)
        cross.setProperty("kind", "quiet")
        cross.setAccessibleName(self.tr("Close the tab"))
        cross.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        cross.clicked.connect(self._on_cross)
        self._dress_cross(cross)
        return cross

    def _on_cross(self) -> None:
        side = QtWidgets.QTabBar.ButtonPosition.RightSide
        for index in range(self.count()):
            if self.tabButton(index, side) is self.sender():
                self.close_asked.emit(str(self.tabData(index)))
                return

    def _dress(self) -> None:
        self.setFixedHeight(self._look.theme.px(_HEIGHT))
        side = QtWidgets.QTabBar.ButtonPosition.RightSide
        for index in range(self.count()):
            cross = self.tabButton(index, side)
            if isinstance(cross, QtWidgets.QToolButton):
                self._dress_cross(cross)

    def _dress_cross(self, cross: QtWidgets.QToolButton) -> None:
        px, key = self._look.theme.px, self._look.key("reader.close-tab")
        name = cross.accessibleName()
        cross.setToolTip(f"{name} ({key})" if key else name)
        cross.setIcon(self._look.icon("close", "text3", 16))
        cross.setIconSize(QtCore.QSize(px(14), px(14)))
        cross.setFixedSize(px(24), px(24))

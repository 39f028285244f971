"""The bar over the pages of a full screen: away until it is wanted."""

from PySide6 import QtCore, QtGui, QtWidgets

from app.ui.panels.reader.reader_bar import ReaderBar

_EDGE_PX = 3
_LINGER_MS = 500


class BareBar(QtCore.QObject):
    """Takes a bar off the pages; it lies over them while the pointer is at the top."""

    def __init__(
        self,
        bar: ReaderBar,
        column: QtWidgets.QVBoxLayout,
        viewport: QtWidgets.QWidget,
    ) -> None:
        super().__init__(bar)
        self._bar = bar
        self._column = column
        self._viewport = viewport
        self.is_bare = False
        self._leaving = QtCore.QTimer(self, singleShot=True, interval=_LINGER_MS)
        self._leaving.timeout.connect(self._hide)
        viewport.installEventFilter(self)
        bar.installEventFilter(self)
        bar.field_left.connect(self._leaving.start)

    def set_bare(self, *, is_bare: bool) -> None:
        """Take the bar away, or put it back over the pages."""
        if is_bare == self.is_bare:
            return
        self.is_bare = is_bare
        if is_bare:
            self._column.removeWidget(self._bar)
            self._bar.hide()
        else:
            self._leaving.stop()
            self._column.insertWidget(0, self._bar)
            self._bar.show()

    def reveal(self) -> None:
        """Lay the bar over the pages until it is left."""
        if self.is_bare and self._bar.isHidden():
            whole = self._bar.parentWidget()
            assert whole is not None
            self._bar.setGeometry(0, 0, whole.width(), self._bar.height())
            self._bar.show()
            self._bar.raise_()
        self._leaving.stop()

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        if not self.is_bare:
            return False
        if watched is self._viewport and isinstance(event, QtGui.QMouseEvent):
            if event.position().y() <= _EDGE_PX:
                self.reveal()
            elif not self._bar.isHidden() and not self._leaving.isActive():
                self._leaving.start()
        elif event.type() is QtCore.QEvent.Type.Enter:
            self._leaving.stop()
        return False

    def _hide(self) -> None:
        """Take the bar away, unless it is being used."""
        if not self.is_bare:
            return
        focus = QtWidgets.QApplication.focusWidget()
        is_used = focus is not None and self._bar.isAncestorOf(focus)
        is_open = QtWidgets.QApplication.activePopupWidget() is not None
        if self._bar.underMouse() or is_open:
            self._leaving.start()
        elif not is_used:
            self._bar.hide()

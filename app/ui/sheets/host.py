"""The host of the sheets: the scrim over the window, one sheet at a time."""

from PySide6 import QtCore, QtGui, QtWidgets
from shiboken6 import isValid

from app.ui.appearance.look import Look
from app.ui.appearance.theme import Scheme
from app.ui.sheets.sheet import Sheet
from app.ui.widgets.shadow import paint_shadow

_ROOM = 24
_SCRIM = {Scheme.LIGHT: 0.34, Scheme.DARK: 0.55}


class Sheets(QtWidgets.QWidget):
    """Covers the window while a sheet is open, and gives the focus back after it.

    A sheet opened while another is open waits for its turn.
    """

    changed = QtCore.Signal()

    def __init__(self, look: Look, window: QtWidgets.QWidget) -> None:
        super().__init__(window)
        self._look = look
        self._covered = window
        self._current: Sheet | None = None
        self._waiting: list[Sheet] = []
        self._had_focus: QtWidgets.QWidget | None = None
        self.hide()
        window.installEventFilter(self)
        look.changed.connect(self._on_look_changed)

    @property
    def is_open(self) -> bool:
        """Say whether a sheet holds the keys."""
        return self._current is not None

    @property
    def current(self) -> Sheet | None:
        """Return the sheet that is open."""
        return self._current

    def open(self, sheet: Sheet) -> None:
        """Show a sheet, now or when the one that is open closes; it is ours then."""
        sheet.setParent(self)
        if self._current is not None:
            self._waiting.append(sheet)
            return
        if not self.isVisible():
            self._had_focus = self._covered.focusWidget()
        self._current = sheet
        sheet.closed.connect(self._on_sheet_closed)
        self.setGeometry(self._covered.rect())
        self.raise_()
        self.show()
        self._place(sheet)
        sheet.show()
        sheet.raise_()
        sheet.first_focus().setFocus(QtCore.Qt.FocusReason.PopupFocusReason)
        sheet.opened.emit()
        self.changed.emit()

    def place_current(self) -> None:
        """Give the open sheet its room again, after its contents changed."""
        if self._current is not None:
            self._place(self._current)
            self.update()

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        if event.type() == QtCore.QEvent.Type.Resize and self._current is not None:
            self.setGeometry(self._covered.rect())
            self.place_current()
        return False

    def mousePressEvent(self, event: QtGui.QMouseEvent) -> None:
        event.accept()
        if self._current is not None and self._current.is_light:
            self._current.dismiss()

    def wheelEvent(self, event: QtGui.QWheelEvent) -> None:
        event.accept()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        theme = self._look.theme
        painter = QtGui.QPainter(self)
        scrim = QtGui.QColor(theme.colours.scrim)
        scrim.setAlphaF(_SCRIM[theme.scheme])
        painter.fillRect(event.rect(), scrim)
        if self._current is not None:
            radius = theme.sizes.radius_sheet
            paint_shadow(painter, theme, self._current.geometry(), radius)

    def _place(self, sheet: Sheet) -> None:
        theme = self._look.theme
        room = theme.px(_ROOM)
        width = min(theme.px(sheet.width_px), self.width() - 2 * room)
        highest = self.height() - 2 * room
        sheet.ensurePolished()
        if sheet.height_px is not None:
            height = theme.px(sheet.height_px)
        elif sheet.hasHeightForWidth():
            height = sheet.heightForWidth(width)
        else:
            height = sheet.sizeHint().height()
        height = min(height, highest)
        middle = (self.height() - height) // 2
        top = middle if sheet.top_px is None else theme.px(sheet.top_px)
        top = max(room, min(top, self.height() - height - room))
        sheet.setGeometry((self.width() - width) // 2, top, width, height)

    def _on_sheet_closed(self) -> None:
        sheet, self._current = self._current, None
        if sheet is not None:
            sheet.deleteLater()
        if self._waiting:
            self.open(self._waiting.pop(0))
            return
        self.hide()
        had, self._had_focus = self._had_focus, None
        if had is not None and isValid(had) and had.isVisible():
            had.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _on_look_changed(self) -> None:
        self.place_current()
        self.update()

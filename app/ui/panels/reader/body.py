"""The middle of the reader: the pages, with a pane at either side or over them."""

from collections.abc import Sequence

from PySide6 import QtCore, QtGui, QtWidgets

from app.ui.appearance.look import Look

NARROW_PX = 900
"""Below this width, in pixels at the usual text size, a pane lies over the pages."""

_PANES_SHARE = 0.4
"""The most of the width that the panes beside the pages may take together."""


class ReaderBody(QtWidgets.QWidget):
    """Lays panes beside the pages, or one of them over pages that are narrow.

    Of the panes at the left one shows at a time. `changed` when a pane came or went.
    """

    changed = QtCore.Signal()

    def __init__(
        self,
        look: Look,
        pages: QtWidgets.QWidget,
        left: Sequence[QtWidgets.QWidget],
        marks: QtWidgets.QWidget,
        parent: QtWidgets.QWidget,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._pages = pages
        self._left = tuple(left)
        self._hairs = {pane: self._hair() for pane in (*left, marks)}
        self._wanted = {pane: pane is marks for pane in (*left, marks)}
        self._over: QtWidgets.QWidget | None = None
        self._free_px = 0
        for child in (pages, *self._wanted, *self._hairs.values()):
            child.setParent(self)
        look.changed.connect(self.arrange)
        self.arrange()

    @property
    def is_narrow(self) -> bool:
        """Say whether panes lie over the pages."""
        return self.width() < self._look.theme.px(NARROW_PX)

    def show_pane(self, pane: QtWidgets.QWidget, *, is_shown: bool) -> None:
        """Open or close a pane."""
        if self.is_narrow:
            if is_shown or pane is self._over:
                self._over = pane if is_shown else None
        else:
            if is_shown and pane in self._left:
                self._wanted.update(dict.fromkeys(self._left, False))
            self._wanted[pane] = is_shown
        self.arrange()

    def uncover(self) -> bool:
        """Close the pane that lies over the pages; False when none does."""
        if self._over is None:
            return False
        self._over = None
        self.arrange()
        return True

    def keep_free(self, height_px: int) -> None:
        """Let a pane over the pages leave so much of their top to see."""
        if height_px != self._free_px:
            self._free_px = height_px
            self.arrange()

    def arrange(self) -> None:
        """Give everything its place."""
        if not self.is_narrow:
            self._over = None
        beside = [pane for pane in self._wanted if self._is_beside(pane)]
        most = int(self.width() * _PANES_SHARE)
        nominal = sum(self._nominal(pane) for pane in beside)
        part = min(1.0, most / max(1, nominal))
        left, right = 0, self.width()
        for pane, hair in self._hairs.items():
            is_over = pane is self._over
            pane.setVisible(is_over or pane in beside)
            hair.setVisible(not pane.isHidden())
            if pane.isHidden():
                continue
            width = round(self._nominal(pane) * (1.0 if is_over else part))
            width = min(width, self.width())
            is_left = pane in self._left
            x = 0 if is_left else self.width() - width
            top = min(self._free_px, self.height() // 2) if is_over else 0
            height = self.height() - top
            pane.setGeometry(x, top, width, height)
            hair.setGeometry(x + width if is_left else x - 1, top, 1, height)
            if is_over:
                pane.raise_()
                hair.raise_()
            elif is_left:
                left = width + 1
            else:
                right = x - 1
        self._pages.setGeometry(left, 0, max(0, right - left), self.height())
        self.changed.emit()

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def _is_beside(self, pane: QtWidgets.QWidget) -> bool:
        return not self.is_narrow and self._wanted[pane]

    def _nominal(self, pane: QtWidgets.QWidget) -> int:
        sizes = self._look.theme.sizes
        is_left = pane in self._left
        return self._look.theme.px(sizes.outline if is_left else sizes.marks_pane)

    def _hair(self) -> QtWidgets.QFrame:
        hair = QtWidgets.QFrame(self)
        hair.setProperty("kind", "hair")
        return hair

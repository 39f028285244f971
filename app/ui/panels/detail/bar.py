"""The bar above a paper: its status, star, note, and what else one can do."""

from PySide6 import QtCore, QtGui, QtWidgets

from app.commands.command import Registry
from app.domain.paper import Paper, Status
from app.ui.appearance.look import Look
from app.ui.models.paper_words import (
    STATUS_ICONS,
    STATUS_NAMES,
    status_icon,
    status_words,
)
from app.ui.widgets.buttons import CommandIcon, IconButton, Run
from app.ui.widgets.focus_ring import RING, inset, paint_ring

_PADDING = 10
_GAP = 8
_ICON = 16
_CHEVRON = 14
_HEIGHT = 28


class DetailBar(QtWidgets.QWidget):
    """Status menu, star, note, cite and more; menus are asked of the window."""

    status_menu_requested = QtCore.Signal(QtCore.QPoint)
    menu_requested = QtCore.Signal(QtCore.QPoint)

    def __init__(
        self, look: Look, run: Run, registry: Registry, parent: QtWidgets.QWidget
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._back = CommandIcon(look, run, registry["pane.close"], self)
        self._back.set_icon("back")
        key = registry["pane.close"].keys[0]
        self._back.setAccessibleName(self.tr("Back to the list"))
        self._back.setToolTip(f"{self._back.accessibleName()} ({key})")
        self._status = StatusButton(look, self)
        self._star = CommandIcon(look, run, registry["paper.star"], self)
        self._note = CommandIcon(look, run, registry["note.edit"], self)
        self._cite = CommandIcon(look, run, registry["paper.copy-bibtex"], self)
        self._cite.set_icon("cite")
        self._more = IconButton(look, "more", self.tr("More acts"), self)
        self._row = QtWidgets.QHBoxLayout(self)
        self._row.addWidget(self._back)
        self._row.addWidget(self._status)
        self._row.addWidget(self._star)
        self._row.addStretch()
        for button in (self._note, self._cite, self._more):
            self._row.addWidget(button)
        self._status.clicked.connect(self._on_status_clicked)
        self._more.clicked.connect(self._on_more_clicked)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()
        self.set_over(is_over=False)

    def set_over(self, *, is_over: bool) -> None:
        """Offer the way back to a list that the detail lies over."""
        self._back.setVisible(is_over)

    def show_paper(self, paper: Paper | None) -> None:
        """Show the state of a paper; None hides the buttons."""
        for button in (self._status, self._star, self._note, self._cite, self._more):
            button.setVisible(paper is not None)
        if paper is None:
            return
        self._status.show_paper(paper)
        icon = "star-filled" if paper.is_starred else "star"
        self._star.set_icon(icon, "star" if paper.is_starred else "text2")
        self._note.set_icon("note", "accent" if paper.note else "text2")

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        c = self._look.theme.colours
        painter = QtGui.QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, c.line)

    def _on_status_clicked(self) -> None:
        below = self._status.rect().bottomLeft()
        self.status_menu_requested.emit(self._status.mapToGlobal(below))

    def _on_more_clicked(self) -> None:
        below = self._more.rect().bottomLeft()
        self.menu_requested.emit(self._more.mapToGlobal(below))

    def _on_look_changed(self) -> None:
        theme = self._look.theme
        px = theme.px
        self._row.setContentsMargins(px(20 - RING), 0, px(16), 1)
        self._row.setSpacing(px(2))
        self.setFixedHeight(px(theme.sizes.toolbar))
        self.update()


class StatusButton(QtWidgets.QAbstractButton):
    """The status of a paper in a pill; a click asks for the others."""

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._icon = STATUS_ICONS[Status.NEW]
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.TabFocus)
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_Hover)
        self.setToolTip(self.tr("Change the status"))
        self.setSizePolicy(
            QtWidgets.QSizePolicy.Policy.Fixed, QtWidgets.QSizePolicy.Policy.Fixed
        )
        look.changed.connect(self._on_look_changed)
        self._show(self.tr(STATUS_NAMES[Status.NEW]))

    def show_paper(self, paper: Paper) -> None:
        """Show the status of a paper."""
        self._icon = status_icon(paper)
        self._show(status_words(self, paper))

    def _show(self, name: str) -> None:
        self.setText(name)
        self.setAccessibleName(self.tr("Status: %1").replace("%1", name))
        self._on_look_changed()

    def sizeHint(self) -> QtCore.QSize:
        theme = self._look.theme
        px = theme.px
        metrics = QtGui.QFontMetrics(theme.ui_font(1.0, 500))
        width = metrics.horizontalAdvance(self.text())
        width += px(2 * _PADDING + _ICON + _CHEVRON + 2 * _GAP + 2 * RING)
        return QtCore.QSize(width, px(_HEIGHT + 2 * RING))

    def minimumSizeHint(self) -> QtCore.QSize:
        return self.sizeHint()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        theme = self._look.theme
        c, px = theme.colours, theme.px
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        radius = px(theme.sizes.radius_row)
        body = inset(theme, self.rect())
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        painter.setBrush(c.idle if self.underMouse() else c.sunken)
        painter.drawRoundedRect(body, radius, radius)
        inner = body.toRect().adjusted(px(_PADDING), 0, -px(_PADDING), 0)
        icon, role = self._icon
        place = QtCore.QRect(inner.left(), inner.top(), px(_ICON), inner.height())
        self._look.icons.paint(painter, place, icon, getattr(c, role))
        size = px(_CHEVRON)
        place = QtCore.QRect(
            inner.right() + 1 - size, inner.top(), size, inner.height()
        )
        self._look.icons.paint(painter, place, "chevron-down", c.text3)
        painter.setFont(theme.ui_font(1.0, 500))
        painter.setPen(c.text)
        inner.setLeft(inner.left() + px(_ICON + _GAP))
        painter.drawText(inner, QtCore.Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            paint_ring(painter, theme, self.rect(), radius)

    def _on_look_changed(self) -> None:
        self.updateGeometry()
        self.update()

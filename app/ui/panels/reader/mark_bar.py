"""The bar by the selection: eight colours, and what to make of the selection."""

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.mark import N_COLOURS
from app.ui.appearance.look import Look

_BUTTON_WIDTH, _BUTTON_HEIGHT = 32, 36
_SWATCH = 16
_PADDING = 3
_DARKER = 1.4
_KEY_STEP = 0.85
_ACTS = (
    ("mark.highlight", "highlight", "Highlight"),
    ("mark.underline", "underline", "Underline"),
    ("mark.strike", "strike", "Strike out"),
    ("mark.comment", "note", "Comment"),
    ("mark.tag", "topic", "Tag"),
)


class MarkButton(QtWidgets.QAbstractButton):
    """A swatch or an icon with its key below it."""

    used = QtCore.Signal(str, int)

    def __init__(
        self,
        look: Look,
        *,
        command_id: str,
        name: str,
        slot: int = 0,
        icon: str = "",
        parent: QtWidgets.QWidget,
    ) -> None:
        super().__init__(parent)
        self._command_id = command_id
        self.slot = slot
        self._look = look
        self._key = ""
        self._icon = icon
        self.setAccessibleName(name)
        self.take_key()
        self.setCheckable(bool(slot))
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        self.clicked.connect(self._on_clicked)

    def sizeHint(self) -> QtCore.QSize:
        theme, px = self._look.theme, self._look.theme.px
        metrics = QtGui.QFontMetrics(theme.ui_font(_KEY_STEP, 500))
        width = metrics.horizontalAdvance(self._key) + 2 * px(_PADDING)
        return QtCore.QSize(max(px(_BUTTON_WIDTH), width), px(_BUTTON_HEIGHT))

    def take_key(self) -> None:
        """Show the key that its command has now."""
        self._key = self._look.key(self._command_id)
        name = self.accessibleName()
        self.setAccessibleDescription(self._key)
        self.setToolTip(f"{name} ({self._key})" if self._key else name)

    def enterEvent(self, event: QtGui.QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QtCore.QEvent) -> None:
        self.update()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        theme = self._look.theme
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse():
            is_on = self.isChecked()
            fill = theme.colours.idle if is_on else theme.colours.hover
            painter.setBrush(fill)
            painter.setPen(QtCore.Qt.PenStyle.NoPen)
            radius = theme.px(theme.sizes.radius_row)
            inset = theme.px(1)
            frame = self.rect().adjusted(inset, 0, -inset, 0)
            painter.drawRoundedRect(frame, radius, radius)
        side = theme.px(_SWATCH)
        top = theme.px(4)
        place = QtCore.QRectF((self.width() - side) / 2, top, side, side)
        if self.slot:
            self._paint_swatch(painter, place)
        else:
            self._look.icons.paint(
                painter, place.toRect(), self._icon, theme.colours.text2
            )
        painter.setFont(theme.ui_font(_KEY_STEP, 500))
        painter.setPen(theme.colours.text2)
        below = self.rect().adjusted(0, top + side, 0, 0)
        painter.drawText(below, QtCore.Qt.AlignmentFlag.AlignCenter, self._key)

    def _on_clicked(self) -> None:
        self.used.emit(self._command_id, self.slot)

    def _paint_swatch(self, painter: QtGui.QPainter, place: QtCore.QRectF) -> None:
        theme = self._look.theme
        colour = theme.mark(self.slot)
        is_dark = theme.scheme.value == "dark"
        painter.setBrush(colour.fill_night if is_dark else colour.fill_light)
        painter.setPen(QtGui.QPen(colour.line, _DARKER))
        painter.drawEllipse(place.adjusted(1, 1, -1, -1))


class MarkBar(QtWidgets.QFrame):
    """Eight swatches and five acts; `chosen` gives the id of the command pressed."""

    chosen = QtCore.Signal(str, int)

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setProperty("kind", "raised")
        self.setAccessibleName(self.tr("Mark"))
        self._swatches = [self._swatch(slot) for slot in range(1, N_COLOURS + 1)]
        self._hair = QtWidgets.QFrame(self)
        self._hair.setProperty("kind", "hair")
        self._acts = [
            MarkButton(
                look,
                command_id=command_id,
                name=self.tr(name),
                icon=icon,
                parent=self,
            )
            for command_id, icon, name in _ACTS
        ]
        self._grid = QtWidgets.QGridLayout(self)
        self._n_abreast = 0
        for button in (*self._swatches, *self._acts):
            button.used.connect(self.chosen)
        self._dress()
        look.changed.connect(self._dress)

    def fit(self, room_px: int) -> None:
        """Lie in one row, or in more of them where the room is not so wide."""
        px = self._look.theme.px
        step = max(*(b.width() for b in (*self._swatches, *self._acts)), 1)
        n_fitting = max((room_px - 2 * px(8) - 1) // step, 1)
        n_buttons = len(self._swatches) + len(self._acts)
        n_abreast = n_buttons if n_fitting >= n_buttons else n_fitting
        if n_abreast != self._n_abreast:
            self._n_abreast = n_abreast
            self._lay_out(n_abreast)
        self.adjustSize()

    def _lay_out(self, n_abreast: int) -> None:
        for widget in (*self._swatches, self._hair, *self._acts):
            self._grid.removeWidget(widget)
        is_row = n_abreast == len(self._swatches) + len(self._acts)
        self._hair.setVisible(is_row)
        if is_row:
            parts = (*self._swatches, self._hair, *self._acts)
            for column, widget in enumerate(parts):
                self._grid.addWidget(widget, 0, column)
            return
        top = 0
        for buttons in (self._swatches, self._acts):
            for number, button in enumerate(buttons):
                row, column = divmod(number, n_abreast)
                self._grid.addWidget(button, top + row, column)
            top += -(-len(buttons) // n_abreast)

    def show_colour(self, slot: int) -> None:
        """Show which colour is in use."""
        for button in self._swatches:
            button.setChecked(button.slot == slot)

    def _swatch(self, slot: int) -> MarkButton:
        colour = self._look.theme.mark(slot)
        return MarkButton(
            self._look,
            command_id=f"mark.colour-{slot}",
            name=f"{colour.name}: {colour.meaning}",
            slot=slot,
            parent=self,
        )

    def _dress(self) -> None:
        px = self._look.theme.px
        self._grid.setContentsMargins(px(8), px(_PADDING), px(8), px(_PADDING))
        self._grid.setSpacing(0)
        self._hair.setFixedSize(1, px(_BUTTON_HEIGHT - 8))
        for button in (*self._swatches, *self._acts):
            button.take_key()
            button.setFixedSize(button.sizeHint())
        if not self._n_abreast:
            self._n_abreast = len(self._swatches) + len(self._acts)
            self._lay_out(self._n_abreast)
        self.adjustSize()

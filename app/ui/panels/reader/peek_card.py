"""The card that shows what a mention means: a figure, or a reference's words."""

from collections.abc import Sequence

from PySide6 import QtCore, QtGui, QtWidgets

from app.ui.appearance.look import Look
from app.ui.widgets.keycap import KeyCaps

_WIDTH = 452
_MOST_HEIGHT = 340
_GAP = 6
_BORDER_PX = 2
_LIGHTER = 140
_LEAST = 60
_PADDING = 12
_ZOOM_STEP = 1.25
_MOST_ZOOM = 6.0


class PeekCard(QtWidgets.QFrame):
    """Shows a picture or words, what it is, and which keys do what with it.

    `followed` when it was clicked, `grown` when its picture should be sharper.
    """

    followed = QtCore.Signal()
    grown = QtCore.Signal()

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setProperty("kind", "raised")
        self.setAccessibleName(self.tr("Peek"))
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        self._image = QtGui.QImage()
        self.zoom = 1.0
        self._area = QtWidgets.QScrollArea(self)
        self._area.setFrameShape(QtWidgets.QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        self._area.setAlignment(QtCore.Qt.AlignmentFlag.AlignCenter)
        self._picture = QtWidgets.QLabel()
        self._area.setWidget(self._picture)
        self.words = self._label("")
        self.status = self._label("meta")
        self.name = self._label("hint")
        self.name.setWordWrap(False)
        self._foot = QtWidgets.QHBoxLayout()
        self._keys: list[QtWidgets.QWidget] = []
        self._hair = QtWidgets.QFrame(self)
        self._hair.setProperty("kind", "hair")
        self._hair.setFixedHeight(1)
        self._lay_out()
        self._dress()
        look.changed.connect(self._dress)
        self.hide()

    @property
    def inner_width(self) -> int:
        """Return the width of what it shows, in device-independent pixels."""
        px = self._look.theme.px
        return px(_WIDTH) - 2 * px(_PADDING) - 2 * _BORDER_PX

    def begin(self, name: str, keys: tuple[tuple[str, str], ...]) -> None:
        """Show nothing yet but a name and what keys do, each a key and a verb."""
        self.zoom = 1.0
        self._image = QtGui.QImage()
        self._area.hide()
        self.words.hide()
        self.status.hide()
        self.name.setText(name)
        self.setAccessibleDescription(name)
        self.show_keys(keys)

    def show_keys(self, keys: tuple[tuple[str, str], ...]) -> None:
        """Say what keys do."""
        for widget in self._keys:
            self._foot.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._keys = []
        for key, verb in keys:
            caps = KeyCaps(self._look, key, self)
            words = self._label("hint")
            words.setWordWrap(False)
            words.setText(verb)
            self._keys += [caps, words]
            for widget in (caps, words):
                self._foot.addWidget(widget)
                widget.show()

    def show_words(self, text: str) -> None:
        """Show words as they are."""
        self.words.setText(text)
        self.words.setVisible(bool(text))
        self.setAccessibleDescription(f"{self.name.text()}. {text}")

    def show_status(self, text: str) -> None:
        """Say where the paper is."""
        self.status.setText(text)
        self.status.setVisible(bool(text))

    def show_picture(self, image: QtGui.QImage) -> None:
        """Show a picture, in the width there is."""
        self._image = image
        self._area.setVisible(not image.isNull())
        self._place_picture()

    def step_zoom(self, direction: int) -> None:
        """Show the picture larger (1) or smaller (-1)."""
        wanted = self.zoom * _ZOOM_STEP**direction
        self.zoom = min(max(wanted, 1.0), _MOST_ZOOM)
        self._place_picture()
        self.grown.emit()

    def place(self, anchor: QtCore.QRectF, *, at_left: float) -> None:
        """Take the size that the contents need, under an anchor or else over it."""
        parent = self.parentWidget()
        assert parent is not None
        room, gap = parent.rect(), self._look.theme.px(_GAP)
        self._fit(room)
        most_left = room.width() - self.width() - gap
        left = max(0, min(max(round(at_left), gap), most_left))
        below = round(anchor.bottom()) + gap
        room_below = room.height() - below - gap
        room_above = round(anchor.top()) - 2 * gap
        is_below = self.height() <= room_below or room_below >= room_above
        most = max(room_below if is_below else room_above, self._look.theme.px(_LEAST))
        if self.height() > most:
            self.setFixedHeight(most)
        above = max(0, round(anchor.top()) - gap - self.height())
        self.move(left, below if is_below else above)

    def _fit(self, room: QtCore.QRect) -> None:
        width = min(self._look.theme.px(_WIDTH), max(1, room.width()))
        self.setFixedWidth(width)
        self._column.invalidate()
        self._column.activate()
        height = self._column.totalHeightForWidth(width - 2 * _BORDER_PX)
        needed = max(height, self._column.totalMinimumSize().height())
        needed += self._look.theme.px(_GAP)
        self.setFixedHeight(max(1, min(needed, room.height())))

    def mouseReleaseEvent(self, event: QtGui.QMouseEvent) -> None:
        if event.button() is QtCore.Qt.MouseButton.LeftButton:
            self.followed.emit()
        event.accept()

    def mousePressEvent(self, event: QtGui.QMouseEvent) -> None:
        event.accept()

    def _place_picture(self) -> None:
        if self._image.isNull():
            return
        width = round(self.inner_width * self.zoom)
        height = round(width * self._image.height() / max(1, self._image.width()))
        most = self._look.theme.px(_MOST_HEIGHT)
        if self.zoom == 1.0 and height > most:
            width, height = max(1, round(width * most / height)), most
        ratio = self.devicePixelRatioF()
        size = QtCore.QSize(max(1, round(width * ratio)), max(1, round(height * ratio)))
        smooth = QtCore.Qt.TransformationMode.SmoothTransformation
        keep = QtCore.Qt.AspectRatioMode.IgnoreAspectRatio
        image = self._image
        if image.size() != size:
            image = image.scaled(size, keep, smooth)
        pixmap = QtGui.QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(ratio)
        self._picture.setPixmap(pixmap)
        self._picture.resize(width, height)
        shown = min(height, most)
        policy = QtCore.Qt.ScrollBarPolicy
        bars = policy.ScrollBarAsNeeded if self.zoom > 1 else policy.ScrollBarAlwaysOff
        self._area.setHorizontalScrollBarPolicy(bars)
        self._area.setVerticalScrollBarPolicy(bars)
        self._area.setFixedHeight(max(1, shown))

    def _label(self, kind: str) -> QtWidgets.QLabel:
        label = QtWidgets.QLabel(self)
        if kind:
            label.setProperty("kind", kind)
        label.setTextFormat(QtCore.Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def _lay_out(self) -> None:
        self._foot.addWidget(self.name)
        self._foot.addStretch(1)
        self._column = QtWidgets.QVBoxLayout(self)
        self._column.addWidget(self._area)
        self._column.addWidget(self.words)
        self._column.addWidget(self.status)
        self._column.addWidget(self._hair)
        self._column.addLayout(self._foot)

    def _dress(self) -> None:
        px = self._look.theme.px
        self._column.setContentsMargins(*[px(_PADDING)] * 4)
        self._column.setSpacing(px(8))
        self._foot.setSpacing(px(6))


class _Frame(QtWidgets.QWidget):
    """The frame around what the card belongs to; the mouse goes through it."""

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        colour = self._look.theme.colours.accent.lighter(_LIGHTER)
        painter.setPen(QtGui.QPen(colour, 2))
        box = QtCore.QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, 3, 3)


class PeekFrames:
    """The frames around what a card belongs to, one a line of it."""

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        self._look = look
        self._parent = parent
        self._frames: list[_Frame] = []

    def show(self, rects: Sequence[QtCore.QRectF]) -> None:
        """Frame these boxes of the parent, and no others."""
        while len(self._frames) < len(rects):
            self._frames.append(_Frame(self._look, self._parent))
        self.hide()
        for frame, rect in zip(self._frames, rects, strict=False):
            frame.setGeometry(rect.adjusted(-2, -1, 2, 1).toAlignedRect())
            frame.show()
            frame.raise_()

    def hide(self) -> None:
        """Frame nothing."""
        for frame in self._frames:
            frame.hide()

    def places(self) -> list[QtCore.QRect]:
        """Return where the frames are."""
        return [frame.geometry() for frame in self._frames if frame.isVisible()]

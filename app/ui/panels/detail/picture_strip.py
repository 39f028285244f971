"""The strip of small pictures of a paper: its first figures, else its pages."""

from collections.abc import Sequence
from functools import partial

from PySide6 import QtCore, QtGui, QtWidgets

from app.ui.appearance.look import Look
from app.ui.pictures.paper_picture import PaperPicture
from app.ui.widgets.buttons import Run
from app.ui.widgets.flow import FlowLayout

_SCREEN_PART = 0.5
"""Pictures are drawn twice as large as they show."""

_GAP, _EDGE = 8, 2


class PictureButton(QtWidgets.QPushButton):
    """A picture that opens the reader at its page."""

    def __init__(
        self, look: Look, picture: PaperPicture, parent: QtWidgets.QWidget
    ) -> None:
        super().__init__(parent)
        self._look = look
        self.picture = picture
        words = self.tr("Page %1") if not picture.caption else self.tr("Page %1: %2")
        words = words.replace("%1", str(picture.page_index + 1))
        name = words.replace("%2", picture.caption)
        self.setAccessibleName(name)
        self.setToolTip(QtGui.QTextDocumentFragment.fromPlainText(name).toHtml())
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(True)  # else Return would not press it
        self.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)
        policy = QtWidgets.QSizePolicy.Policy.Fixed
        self.setSizePolicy(policy, policy)

    def sizeHint(self) -> QtCore.QSize:
        px, image = self._look.theme.px, self.picture.image
        edge = 2 * px(_EDGE)
        return QtCore.QSize(
            px(round(image.width() * _SCREEN_PART)) + edge,
            px(round(image.height() * _SCREEN_PART)) + edge,
        )

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        theme = self._look.theme
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.SmoothPixmapTransform)
        edge = theme.px(_EDGE)
        inside = self.rect().adjusted(edge, edge, -edge, -edge)
        is_marked = self.hasFocus() or self.underMouse()
        painter.setOpacity(1.0 if is_marked else theme.picture_opacity)
        painter.drawImage(inside, self.picture.image)
        painter.setOpacity(1.0)
        line = theme.colours.accent if is_marked else theme.colours.line
        painter.setPen(QtGui.QPen(line, edge if is_marked else 1))
        painter.setBrush(QtCore.Qt.BrushStyle.NoBrush)
        painter.drawRect(inside.adjusted(-1, -1, 0, 0))

    def enterEvent(self, event: QtGui.QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QtCore.QEvent) -> None:
        self.update()


class PictureStrip(QtWidgets.QWidget):
    """Shows pictures side by side; hidden while there is none."""

    def __init__(self, look: Look, run: Run, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._run = run
        self.buttons: list[PictureButton] = []
        self._flow = FlowLayout(self)
        self._flow.set_gap(look.theme.px(_GAP))
        self.setAccessibleName(self.tr("Figures of the paper"))
        self.hide()

    def show_pictures(self, pictures: Sequence[PaperPicture]) -> None:
        """Show pictures; none hides the strip."""
        had_focus = any(button.hasFocus() for button in self.buttons)
        for button in self.buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        for picture in pictures:
            button = PictureButton(self._look, picture, self)
            button.clicked.connect(partial(self._on_clicked, picture.page_index))
            self._flow.addWidget(button)
            self.buttons.append(button)
        self.setVisible(bool(pictures))
        self.updateGeometry()
        if had_focus and self.buttons:
            self.buttons[0].setFocus()

    def _on_clicked(self, page_index: int, is_checked: bool = False) -> None:
        self._run("paper.view", page_index=page_index)

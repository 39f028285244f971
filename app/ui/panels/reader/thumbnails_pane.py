"""The pages as a strip of small pictures at the left, with the present one marked."""

from collections.abc import Sequence

from PySide6 import QtCore, QtGui, QtWidgets

from app.ui.appearance.look import Look
from app.ui.panels.reader.side_pane import SidePane
from app.ui.panels.reader.small_pictures import Small, SmallPictures

_WIDTH, _HEIGHT, _ROW = 128, 166, 204

_Index = QtCore.QModelIndex | QtCore.QPersistentModelIndex
_Role = QtCore.Qt.ItemDataRole


class PagesModel(QtCore.QAbstractListModel):
    """A row for each page, with its size in points."""

    def __init__(self, parent: QtCore.QObject) -> None:
        super().__init__(parent)
        self.sizes: Sequence[tuple[float, float]] = ()

    def show(self, sizes: Sequence[tuple[float, float]]) -> None:
        """Show the pages of another document."""
        self.beginResetModel()
        self.sizes = sizes
        self.endResetModel()

    def rowCount(self, parent: _Index = QtCore.QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.sizes)

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> object:
        if index.isValid() and role == _Role.AccessibleTextRole:
            return self.tr("Page {0}").format(index.row() + 1)
        return None


class ThumbnailsDelegate(QtWidgets.QStyledItemDelegate):
    """Paints a small page over its number; `present` is the page that is read."""

    def __init__(
        self, look: Look, pictures: SmallPictures, parent: QtCore.QObject
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._pictures = pictures
        self.present = 0

    def sizeHint(
        self, option: QtWidgets.QStyleOptionViewItem, index: _Index
    ) -> QtCore.QSize:
        return QtCore.QSize(0, self._look.theme.px(_ROW))

    def paint(
        self,
        painter: QtGui.QPainter,
        option: QtWidgets.QStyleOptionViewItem,
        index: _Index,
    ) -> None:
        theme = self._look.theme
        colours, px = theme.colours, theme.px
        model = index.model()
        assert isinstance(model, PagesModel)
        rect: QtCore.QRect = option.rect
        flags = QtWidgets.QStyle.StateFlag
        is_chosen = option.state & flags.State_Selected
        has_keys = option.state & flags.State_HasFocus
        is_present = index.row() == self.present
        painter.save()
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        if is_chosen and has_keys:
            radius = px(theme.sizes.radius_row)
            painter.setPen(QtCore.Qt.PenStyle.NoPen)
            painter.setBrush(colours.accentsoft)
            box = rect.adjusted(px(8), px(2), -px(8), -px(2))
            painter.drawRoundedRect(box, radius, radius)
        frame = self._frame(rect, model.sizes[index.row()])
        ratio = option.widget.devicePixelRatioF()
        image = self._pictures.find(Small(index.row(), round(frame.width() * ratio)))
        if image is not None:
            painter.setRenderHint(QtGui.QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(frame, image)
        else:
            painter.fillRect(frame, colours.raised)
        width = px(2) if is_present else 1
        painter.setPen(
            QtGui.QPen(colours.accent if is_present else colours.line, width)
        )
        painter.setBrush(QtCore.Qt.BrushStyle.NoBrush)
        grown = QtCore.QRectF(frame).adjusted(-width, -width, width, width)
        painter.drawRect(grown)
        painter.setFont(theme.ui_font(0.92, 600 if is_present else 400))
        painter.setPen(colours.accenttext if is_present else colours.text3)
        words = QtCore.QRect(rect.left(), frame.bottom() + px(6), rect.width(), px(18))
        centre = QtCore.Qt.AlignmentFlag.AlignHCenter
        painter.drawText(words, centre, str(index.row() + 1))
        painter.restore()

    def _frame(self, rect: QtCore.QRect, size: tuple[float, float]) -> QtCore.QRect:
        px = self._look.theme.px
        room = QtCore.QSizeF(px(_WIDTH), px(_HEIGHT))
        page = QtCore.QSizeF(max(size[0], 1.0), max(size[1], 1.0))
        page.scale(room, QtCore.Qt.AspectRatioMode.KeepAspectRatio)
        width, height = max(round(page.width()), 4), max(round(page.height()), 4)
        left = rect.left() + (rect.width() - width) // 2
        top = rect.top() + px(8) + (px(_HEIGHT) - height) // 2
        return QtCore.QRect(left, top, width, height)


class ThumbnailsPane(SidePane):
    """The pages as small pictures; `picked` with a page."""

    picked = QtCore.Signal(int)

    def __init__(
        self, look: Look, pictures: SmallPictures, parent: QtWidgets.QWidget
    ) -> None:
        super().__init__(look, "", "reader.thumbnails", parent)
        self._title.setText(self.tr("Pages"))
        self.list.setAccessibleName(self.tr("Pages"))
        self.list.setUniformItemSizes(True)
        self.model = PagesModel(self)
        self._delegate = ThumbnailsDelegate(look, pictures, self.list)
        self.list.setModel(self.model)
        self.list.setItemDelegate(self._delegate)
        self.chosen.connect(self._on_chosen)
        pictures.drawn.connect(self.list.viewport().update)

    def show_pages(self, sizes: Sequence[tuple[float, float]]) -> None:
        """Show the pages of another document."""
        self.model.show(sizes)
        self.show_count(str(len(sizes)) if sizes else "")

    @property
    def present(self) -> int:
        """Return the page that is marked as the one that is read."""
        return self._delegate.present

    def show_present(self, page_index: int) -> None:
        """Mark the page that is read."""
        if page_index == self._delegate.present and self.list.currentIndex().isValid():
            return
        self._delegate.present = page_index
        if not self.list.hasFocus():
            index = self.model.index(page_index)
            self.list.setCurrentIndex(index)
            if not self.isHidden():
                self.list.scrollTo(index)
        self.list.viewport().update()

    def showEvent(self, event: QtGui.QShowEvent) -> None:
        super().showEvent(event)
        self.list.scrollTo(self.list.currentIndex())

    def _on_chosen(self, index: QtCore.QModelIndex) -> None:
        self.picked.emit(index.row())

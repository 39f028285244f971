"""What a search found, at the left: each hit with the words around it."""

from collections.abc import Sequence

from PySide6 import QtCore, QtGui, QtWidgets

from app.pdf.contents import Hit
from app.ui.appearance.look import Look
from app.ui.appearance.theme import Theme
from app.ui.panels.reader.hits_model import HitRow, HitsModel, PageHead
from app.ui.panels.reader.side_pane import SidePane

_HEAD, _ROW = 28, 46
_BEFORE_CHARS = 22
_MOST_LINES = 2
_STEP, _FOUND_WEIGHT = 0.96, 600

_Index = QtCore.QModelIndex | QtCore.QPersistentModelIndex


class HitsDelegate(QtWidgets.QStyledItemDelegate):
    """Paints the head of a page with its count, and hits in two lines."""

    def __init__(self, look: Look, parent: QtCore.QObject) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(
        self, option: QtWidgets.QStyleOptionViewItem, index: _Index
    ) -> QtCore.QSize:
        model = index.model()
        assert isinstance(model, HitsModel)
        is_head = isinstance(model.rows[index.row()], PageHead)
        return QtCore.QSize(0, self._look.theme.px(_HEAD if is_head else _ROW))

    def paint(
        self,
        painter: QtGui.QPainter,
        option: QtWidgets.QStyleOptionViewItem,
        index: _Index,
    ) -> None:
        theme = self._look.theme
        px = theme.px
        model = index.model()
        assert isinstance(model, HitsModel)
        entry = model.rows[index.row()]
        rect: QtCore.QRect = option.rect
        painter.save()
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        if isinstance(entry, PageHead):
            self._paint_head(painter, rect.adjusted(px(18), 0, -px(18), 0), entry)
        else:
            flags = QtWidgets.QStyle.StateFlag
            fill = None
            if option.state & flags.State_Selected:
                has_keys = bool(option.state & flags.State_HasFocus)
                fill = theme.colours.accentsoft if has_keys else theme.colours.idle
            elif option.state & flags.State_MouseOver:
                fill = theme.colours.hover
            if fill is not None:
                radius = px(theme.sizes.radius_row)
                painter.setPen(QtCore.Qt.PenStyle.NoPen)
                painter.setBrush(fill)
                box = rect.adjusted(px(8), 0, -px(8), 0)
                painter.drawRoundedRect(box, radius, radius)
            inner = rect.adjusted(px(18), px(4), -px(18), -px(4))
            self._paint_hit(painter, inner, entry.hit)
        painter.restore()

    def _paint_head(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, head: PageHead
    ) -> None:
        theme = self._look.theme
        at_bottom = QtCore.Qt.AlignmentFlag.AlignBottom
        painter.setFont(theme.ui_font(0.92, 600))
        painter.setPen(theme.colours.text2)
        left, right = (
            QtCore.Qt.AlignmentFlag.AlignLeft,
            QtCore.Qt.AlignmentFlag.AlignRight,
        )
        words = self.tr("Page {0}").format(head.page_index + 1)
        painter.drawText(rect, at_bottom | left, words)
        painter.setFont(theme.ui_font(0.92))
        painter.setPen(theme.colours.text3)
        painter.drawText(rect, at_bottom | right, str(head.n_hits))

    def _paint_hit(self, painter: QtGui.QPainter, rect: QtCore.QRect, hit: Hit) -> None:
        theme = self._look.theme
        layout = lay_out_hit(theme, hit, rect.width())
        painter.setClipRect(rect, QtCore.Qt.ClipOperation.IntersectClip)
        painter.setPen(theme.colours.text2)
        layout.draw(painter, QtCore.QPointF(rect.topLeft()))


class HitsPane(SidePane):
    """The hits as a list; `picked` with a hit's place in the search."""

    picked = QtCore.Signal(int)

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(look, "", "reader.hits", parent)
        self._title.setText(self.tr("Found"))
        self.list.setAccessibleName(self.tr("Found"))
        self.model = HitsModel(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(HitsDelegate(look, self.list))
        self.chosen.connect(self._on_chosen)

    def show_hits(
        self, hits: Sequence[Hit], n_later: int, *, needle: str, is_searching: bool
    ) -> None:
        """Show what was found so far; the first `n_later` lie behind the others."""
        self.model.show(hits, n_later)
        self.show_count(str(len(hits)) if hits else "")
        words = ""
        if not needle.strip():
            words = self.tr("Search this paper, and the hits are listed here.")
            if key := self.look.key("reader.find"):
                words = self.tr(
                    "Search this paper with {0} and the hits are listed here."
                )
                words = words.format(key)
        elif not hits and not is_searching:
            words = self.tr("Not found")
        self.show_empty(words)

    def light(self, number: int) -> None:
        """Make the row of a hit current."""
        row = self.model.row_of(number)
        if row is not None:
            self.list.setCurrentIndex(self.model.index(row))
            self.list.scrollTo(self.model.index(row))

    def _on_chosen(self, index: QtCore.QModelIndex) -> None:
        entry = self.model.rows[index.row()]
        if isinstance(entry, HitRow):
            self.picked.emit(entry.number)


def lay_out_hit(theme: Theme, hit: Hit, width_px: int) -> QtGui.QTextLayout:
    """Return a hit and the words around it in two lines; more of it ends in '…'."""
    text, start, end = shortened(hit)
    layout = _laid_out(theme, text, (start, end), width_px)
    last = layout.lineAt(layout.lineCount() - 1)
    cut = last.textStart()
    if cut + last.textLength() < len(text):
        room = QtGui.QFontMetrics(theme.ui_font(_STEP, _FOUND_WEIGHT))
        right = QtCore.Qt.TextElideMode.ElideRight
        text = text[:cut] + room.elidedText(text[cut:], right, width_px)
        layout = _laid_out(theme, text, (start, min(end, len(text))), width_px)
    return layout


def _laid_out(
    theme: Theme, text: str, found: tuple[int, int], width_px: int
) -> QtGui.QTextLayout:
    layout = QtGui.QTextLayout(text, theme.ui_font(_STEP))
    option = QtGui.QTextOption()
    option.setWrapMode(QtGui.QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    stretch = QtGui.QTextLayout.FormatRange()
    stretch.start, stretch.length = found[0], found[1] - found[0]
    style = QtGui.QTextCharFormat()
    style.setFontWeight(_FOUND_WEIGHT)
    style.setForeground(theme.colours.text)
    stretch.format = style
    layout.setFormats([stretch])
    layout.beginLayout()
    top = 0.0
    for _ in range(_MOST_LINES):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width_px)
        line.setPosition(QtCore.QPointF(0, top))
        top += line.height()
    layout.endLayout()
    return layout


def shortened(hit: Hit) -> tuple[str, int, int]:
    """Return the words around a hit, cut so that the hit shows, and where it is."""
    text, start, end = hit.context, hit.start, hit.end
    if start <= _BEFORE_CHARS:
        return text, start, end
    cut = text.find(" ", start - _BEFORE_CHARS, start)
    cut = cut + 1 if cut >= 0 else start - _BEFORE_CHARS
    return "… " + text[cut:], start - cut + 2, end - cut + 2

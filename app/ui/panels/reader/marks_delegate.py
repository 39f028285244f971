"""Painting a mark in the list of marks, and writing its comment in place."""

from dataclasses import dataclass

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.mark import Mark, MarkKind
from app.domain.mark_tag import written_tags
from app.ui.appearance.look import Look
from app.ui.panels.reader.marks_model import MarksModel

_QUOTE_LINES, _COMMENT_LINES, _TAG_LINES = 4, 6, 3
_EDITOR_LINES = 4
_QUOTE_LEADING = 1.4
_OUTER, _PAD, _INDENT = 9, 12, 22
_BAR = 3
_Index = QtCore.QModelIndex | QtCore.QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class _Parts:
    """A mark's words broken into lines that fit."""

    quote: tuple[str, ...]
    comment: tuple[str, ...]
    tags: tuple[str, ...]


class MarksDelegate(QtWidgets.QStyledItemDelegate):
    """Draws rows as high as their words need; the editor takes the comment's place."""

    def __init__(self, look: Look, view: QtWidgets.QListView) -> None:
        super().__init__(view)
        self._look = look
        self._view = view
        self._editing: QtCore.QPersistentModelIndex | None = None
        self._editor: QtWidgets.QPlainTextEdit | None = None

    def sizeHint(
        self, option: QtWidgets.QStyleOptionViewItem, index: _Index
    ) -> QtCore.QSize:
        width = self._view.viewport().width()
        parts = self._parts(_mark(index), width)
        theme = self._look.theme
        height = 2 * theme.px(_PAD) + theme.px(4)
        height += self._quote_height() * len(parts.quote)
        if self._is_edited(index):
            height += self._editor_height()
        else:
            height += self._comment_height() * len(parts.comment)
        height += self._comment_height() * len(parts.tags)
        height += theme.px(24)
        return QtCore.QSize(width, height)

    def paint(
        self,
        painter: QtGui.QPainter,
        option: QtWidgets.QStyleOptionViewItem,
        index: _Index,
    ) -> None:
        theme = self._look.theme
        px, colours = theme.px, theme.colours
        mark = _mark(index)
        rect: QtCore.QRect = option.rect
        state = option.state
        flags = QtWidgets.QStyle.StateFlag
        card = QtCore.QRectF(rect.adjusted(px(_OUTER), px(2), -px(_OUTER), -px(2)))
        painter.save()
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        if state & flags.State_Selected or self._is_edited(index):
            self._paint_card(painter, card, colours.raised, colours.line)
        elif state & flags.State_MouseOver:
            self._paint_card(painter, card, colours.hover, colours.hover)
        top = rect.top() + px(_PAD) + px(2)
        left, right = rect.left() + px(_INDENT) + px(8), rect.right() - px(24)
        top = self._paint_quote(painter, mark, left, top, rect.width())
        if self._is_edited(index):
            top += self._editor_height()
        else:
            lines = self._parts(mark, rect.width()).comment
            top = self._paint_lines(painter, lines, colours.text2, left, top)
        lines = self._parts(mark, rect.width()).tags
        top = self._paint_lines(painter, lines, colours.accenttext, left, top)
        foot = QtCore.QRect(left, top + px(5), right - left, px(18))
        painter.setFont(theme.ui_font(0.85, 500))
        painter.setPen(colours.text2)
        middle = QtCore.Qt.AlignmentFlag.AlignVCenter
        painter.drawText(foot, middle, theme.mark(mark.colour).meaning)
        painter.setPen(colours.text3)
        page = self.tr("p. {0}").format(mark.page_index + 1)
        if file := _model(index).file_of(mark):
            on = self.tr("on {0}").format(file)
            middle_out = QtCore.Qt.TextElideMode.ElideMiddle
            metrics = painter.fontMetrics()
            page = f"{metrics.elidedText(on, middle_out, foot.width() // 2)} · {page}"
        painter.drawText(foot, middle | QtCore.Qt.AlignmentFlag.AlignRight, page)
        painter.restore()

    def createEditor(
        self,
        parent: QtWidgets.QWidget,
        option: QtWidgets.QStyleOptionViewItem,
        index: _Index,
    ) -> QtWidgets.QWidget:
        editor = QtWidgets.QPlainTextEdit(parent)
        editor.setFont(self._look.theme.ui_font(0.92))
        editor.setAccessibleName(self.tr("Comment"))
        editor.setPlaceholderText(self.tr("Write a comment"))
        editor.setTabChangesFocus(True)
        self._editing = QtCore.QPersistentModelIndex(index)
        self._editor = editor
        editor.destroyed.connect(self._on_editor_gone)
        self.sizeHintChanged.emit(index)
        return editor

    def setEditorData(self, editor: QtWidgets.QWidget, index: _Index) -> None:
        assert isinstance(editor, QtWidgets.QPlainTextEdit)
        if not editor.document().isModified():
            editor.setPlainText(_mark(index).comment)
            editor.moveCursor(QtGui.QTextCursor.MoveOperation.End)

    def setModelData(
        self,
        editor: QtWidgets.QWidget,
        model: QtCore.QAbstractItemModel,
        index: _Index,
    ) -> None:
        assert isinstance(editor, QtWidgets.QPlainTextEdit)
        model.setData(index, editor.toPlainText(), QtCore.Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(
        self,
        editor: QtWidgets.QWidget,
        option: QtWidgets.QStyleOptionViewItem,
        index: _Index,
    ) -> None:
        px = self._look.theme.px
        rect: QtCore.QRect = option.rect
        n_quote = len(self._parts(_mark(index), rect.width()).quote)
        top = rect.top() + px(_PAD) + px(2) + self._quote_height() * n_quote
        left = rect.left() + px(_INDENT) + px(2)
        editor.setGeometry(
            left,
            top + px(2),
            rect.right() - px(18) - left,
            self._editor_height() - px(4),
        )

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        if (
            isinstance(event, QtGui.QKeyEvent)
            and isinstance(watched, QtWidgets.QPlainTextEdit)
            and event.type() is QtCore.QEvent.Type.KeyPress
        ):
            keys = QtCore.Qt.Key
            is_enter = event.key() in (keys.Key_Return, keys.Key_Enter)
            control = QtCore.Qt.KeyboardModifier.ControlModifier
            if event.key() == keys.Key_Escape or (
                is_enter and event.modifiers() & control
            ):
                self.end_writing()
                return True
        return super().eventFilter(watched, event)

    def end_writing(self) -> None:
        """Keep what is typed and close the editor; Undo takes it back."""
        editor, self._editor = self._editor, None
        if editor is not None:
            self.commitData.emit(editor)
            self.closeEditor.emit(editor)

    def _on_editor_gone(self) -> None:
        self._editor = None
        index, self._editing = self._editing, None
        if index is not None and index.isValid():
            self.sizeHintChanged.emit(index)

    def _is_edited(self, index: _Index) -> bool:
        return self._editing is not None and self._editing == index

    def _paint_card(
        self,
        painter: QtGui.QPainter,
        card: QtCore.QRectF,
        fill: QtGui.QColor,
        edge: QtGui.QColor,
    ) -> None:
        radius = self._look.theme.px(self._look.theme.sizes.radius_field)
        painter.setPen(QtGui.QPen(edge, 1))
        painter.setBrush(fill)
        painter.drawRoundedRect(card, radius, radius)

    def _paint_quote(
        self, painter: QtGui.QPainter, mark: Mark, left: int, top: int, width: int
    ) -> int:
        theme = self._look.theme
        lines = self._parts(mark, width).quote
        height = self._quote_height()
        if lines:
            bar = QtCore.QRectF(
                left - theme.px(12), top, theme.px(_BAR), height * len(lines)
            )
            painter.setPen(QtCore.Qt.PenStyle.NoPen)
            painter.setBrush(theme.mark(mark.colour).line)
            painter.drawRoundedRect(bar, 1, 1)
        painter.setFont(theme.reading_font())
        painter.setPen(theme.colours.text)
        for line in lines:
            box = QtCore.QRect(left, top, width, height)
            painter.drawText(box, QtCore.Qt.AlignmentFlag.AlignVCenter, line)
            top += height
        return top

    def _paint_lines(
        self,
        painter: QtGui.QPainter,
        lines: tuple[str, ...],
        colour: QtGui.QColor,
        left: int,
        top: int,
    ) -> int:
        """Paint the lines of a comment, or of tags; return where they end."""
        theme = self._look.theme
        painter.setFont(theme.ui_font(0.92))
        painter.setPen(colour)
        height, width = self._comment_height(), self._view.viewport().width()
        for line in lines:
            box = QtCore.QRect(left, top + theme.px(2), width, height)
            painter.drawText(box, QtCore.Qt.AlignmentFlag.AlignVCenter, line)
            top += height
        return top

    def _parts(self, mark: Mark, width: int) -> _Parts:
        theme = self._look.theme
        room = max(width - theme.px(_INDENT) - theme.px(32), theme.px(60))
        quote = mark.quote
        if mark.kind is MarkKind.PAGE_NOTE:
            quote = self.tr("Note on page {0}").format(mark.page_index + 1)
        return _Parts(
            _broken(quote, theme.reading_font(), room, _QUOTE_LINES),
            _broken(mark.comment, theme.ui_font(0.92), room, _COMMENT_LINES),
            _broken(written_tags(mark.tags), theme.ui_font(0.92), room, _TAG_LINES),
        )

    def _quote_height(self) -> int:
        font = self._look.theme.reading_font()
        return round(QtGui.QFontInfo(font).pixelSize() * _QUOTE_LEADING)

    def _comment_height(self) -> int:
        font = self._look.theme.ui_font(0.92)
        return round(QtGui.QFontMetrics(font).height() * 1.1)

    def _editor_height(self) -> int:
        return self._comment_height() * _EDITOR_LINES + self._look.theme.px(18)


def _model(index: _Index) -> MarksModel:
    model = index.model()
    assert isinstance(model, MarksModel)
    return model


def _mark(index: _Index) -> Mark:
    return _model(index).marks[index.row()]


def _broken(text: str, font: QtGui.QFont, room: int, most: int) -> tuple[str, ...]:
    """Break text into at most so many lines; what is left out shows as an ellipsis."""
    lines: list[str] = []
    metrics = QtGui.QFontMetrics(font)
    for paragraph in text.splitlines():
        layout = QtGui.QTextLayout(paragraph, font)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(room)
            start, length = line.textStart(), line.textLength()
            if len(lines) == most - 1:
                rest = paragraph[start:]
                right = QtCore.Qt.TextElideMode.ElideRight
                lines.append(metrics.elidedText(rest, right, room))
                layout.endLayout()
                return tuple(lines)
            lines.append(paragraph[start : start + length].rstrip())
        layout.endLayout()
    return tuple(lines)

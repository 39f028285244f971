"""Writing headings, paragraphs, items and figures into a text, in the reader's size."""

from PySide6 import QtCore, QtGui

from app.domain.mark import Quad
from app.formats.pages.flow import Kind, Piece
from app.settings.store import SettingsStore
from app.ui.appearance.look import Look
from app.ui.panels.reader.night import white_pages
from app.ui.panels.reader.small_pictures import Small

SIZE_KEY = "reading.text_size"
_MOST_ENLARGED = 1.9
"""How large a figure is at most, in pixels a point."""

_LETTERS_PT = 10.0
"""How high the letters of a paper's text are, more or less."""

_LINE_HEIGHT = 145.0
_SIZES = {1: 1.5, 2: 1.22, 3: 1.08}


class PieceWriter:
    """Writes pieces; `images` are the figures written so far, by their names.

    `tint` are the colours, `measure` is the width of the column and `ratio` how many
    device pixels one of its pixels has.
    """

    def __init__(self, look: Look, settings: SettingsStore) -> None:
        self._look = look
        self._settings = settings
        self.images: dict[str, Small] = {}
        self.tint = white_pages()
        self.measure = 1.0
        self.ratio = 1.0

    def font(self, step: float, weight: int = 400) -> QtGui.QFont:
        """Return the font of the text at a step of its scale."""
        return self._look.theme.reading_font(step * self._size, weight)

    def write(self, cursor: QtGui.QTextCursor, piece: Piece) -> None:
        """Write a piece into the empty paragraph of a cursor."""
        theme = self._look.theme
        shape = QtGui.QTextBlockFormat()
        letters = QtGui.QTextCharFormat()
        letters.setForeground(self.tint.ink)
        percent = QtGui.QTextBlockFormat.LineHeightTypes.ProportionalHeight
        shape.setLineHeight(_LINE_HEIGHT, percent.value)
        shape.setBottomMargin(theme.px(12) * self._size)
        match piece.kind:
            case Kind.HEADING:
                step = _SIZES.get(piece.level, 1.0)
                letters.setFont(self.font(step, 600))
                shape.setTopMargin(theme.px(18) * self._size)
                shape.setLineHeight(120.0, percent.value)
            case Kind.CAPTION:
                letters.setFont(self.font(0.86))
            case Kind.ITEM:
                letters.setFont(self.font(1.0))
                shape.setLeftMargin(theme.px(24) * self._size)
                shape.setTextIndent(-theme.px(16) * self._size)
            case _:
                letters.setFont(self.font(1.0))
        if piece.box is not None:
            shape.setAlignment(QtCore.Qt.AlignmentFlag.AlignHCenter)
            shape.setLineHeight(100.0, percent.value)
        cursor.setBlockFormat(shape)
        cursor.setBlockCharFormat(letters)
        if piece.box is not None:
            cursor.insertImage(self._image(piece, piece.box))
        else:
            cursor.insertText(piece.text, letters)

    def _image(self, piece: Piece, box: Quad) -> QtGui.QTextImageFormat:
        width_pt = max(box.right - box.left, 1.0)
        height_pt = max(box.bottom - box.top, 1.0)
        enlarged = _MOST_ENLARGED
        if piece.kind is Kind.DISPLAY:  # its letters as high as those of the text
            enlarged = QtGui.QFontInfo(self.font(1.0)).pixelSize() / _LETTERS_PT
        width = min(self.measure, width_pt * enlarged)
        height = width * height_pt / width_pt
        page_index = piece.spots[0].page_index
        name = f"figure:{page_index}:{box.left:.1f}:{box.top:.1f}"
        self.images[name] = Small(page_index, max(round(width * self.ratio), 1), box)
        image = QtGui.QTextImageFormat()
        image.setName(name)
        image.setWidth(width)
        image.setHeight(height)
        image.setToolTip(piece.text)
        return image

    @property
    def _size(self) -> float:
        return self._settings.number(SIZE_KEY)

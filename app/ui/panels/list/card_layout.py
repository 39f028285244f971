"""Where the parts of a card stand."""

from dataclasses import dataclass

from PySide6 import QtCore, QtGui

from app.ui.appearance.theme import Theme
from app.ui.panels.list.row_layout import Span
from app.ui.widgets.chip import chip_height

_MARGIN = 16
_STATUS_LEFT, _STATUS = 14, 18
_TEXT_LEFT, _TEXT_RIGHT = 40, 24
_TOP, _GAP, _BOTTOM = 12, 5, 11
_META = 21
_TITLE_LEADING, _ABSTRACT_LEADING = 1.30, 1.43
_LONGEST_LINE = 90
_PICTURES_TOP, _PICTURES_RIGHT, _BESIDE_PICTURES = 15, 15, 18
_PICTURES_PART, _PICTURES_STEP = 0.27, 24
_PICTURES_LEAST, _PICTURES_MOST = 96, 192
_MOST_AIR = 120
_LETTERS = "abcdefghijklmnopqrstuvwxyz "


@dataclass(frozen=True, slots=True, kw_only=True)
class CardLayout:
    """The parts of a card, in pixels from the upper left corner of its row.

    `pictures` is the room for small pictures, empty where there is none.
    """

    card: QtCore.QRect
    status: QtCore.QRect
    text: Span
    pictures: QtCore.QRect
    top: int
    title_line: int
    meta_line: int
    abstract_line: int
    gap: int
    chips_top: int

    @classmethod
    def empty(cls) -> "CardLayout":
        """Return the layout of no card."""
        return cls(
            card=QtCore.QRect(),
            status=QtCore.QRect(),
            text=Span(0, 0),
            pictures=QtCore.QRect(),
            top=0,
            title_line=1,
            meta_line=1,
            abstract_line=1,
            gap=0,
            chips_top=0,
        )


def lay_out_card(
    theme: Theme, size: QtCore.QSize, *, has_pictures: bool = False
) -> CardLayout:
    """Lay out a card in a row of this size; wide lists have it in their middle.

    No line is longer than some ninety letters. Pictures stand right of the text; a
    narrow card has no room for them.
    """
    px = theme.px
    abstract = QtGui.QFontMetricsF(theme.reading_font())
    title = QtGui.QFontMetricsF(theme.reading_font(1.23, 600))
    letter = abstract.horizontalAdvance(_LETTERS) / len(_LETTERS)
    around = px(_TEXT_LEFT) + px(_TEXT_RIGHT)
    longest = round(letter * _LONGEST_LINE)
    width = min(size.width() - 2 * px(_MARGIN), longest + around + px(_MOST_AIR))
    left = (size.width() - width) // 2
    gap = px(theme.sizes.card_gap)
    card = QtCore.QRect(left, gap // 2, width, size.height() - gap)
    title_line = round(_point_px(theme, 1.23) * _TITLE_LEADING)
    abstract_line = round(_point_px(theme, 1.08) * _ABSTRACT_LEADING)
    title_line = max(title_line, round(title.height() * 0.95))
    top = card.top() + px(_TOP)
    pictures = _room_for_pictures(theme, card) if has_pictures else QtCore.QRect()
    if not pictures.isEmpty():
        around = px(_TEXT_LEFT) + px(_BESIDE_PICTURES) + card.right() - pictures.left()
    status = px(_STATUS)
    status_top = top + (title_line - status) // 2
    return CardLayout(
        card=card,
        status=QtCore.QRect(left + px(_STATUS_LEFT), status_top, status, status),
        text=Span(left + px(_TEXT_LEFT), max(min(width - around, longest), 1)),
        pictures=pictures,
        top=top,
        title_line=title_line,
        meta_line=px(_META),
        abstract_line=abstract_line,
        gap=px(_GAP),
        chips_top=card.bottom() + 1 - px(_BOTTOM) - chip_height(theme),
    )


def _room_for_pictures(theme: Theme, card: QtCore.QRect) -> QtCore.QRect:
    """Return the room at a card's right, of a few widths alone.

    A list that is pulled wider has its pictures set anew at few of its widths.
    """
    px, step = theme.px, theme.px(_PICTURES_STEP)
    part = round(card.width() * _PICTURES_PART)
    width = min(part // step * step, px(_PICTURES_MOST))
    if width < px(_PICTURES_LEAST):
        return QtCore.QRect()
    left = card.right() + 1 - px(_PICTURES_RIGHT) - width
    top = card.top() + px(_PICTURES_TOP)
    return QtCore.QRect(left, top, width, card.height() - 2 * px(_PICTURES_TOP))


def _point_px(theme: Theme, step: float) -> float:
    """Return the size of the reading font at a step, in pixels."""
    return QtGui.QFontInfo(theme.reading_font(step)).pixelSize()

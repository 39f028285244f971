"""A small picture of a paper, as the strips and the cards show it."""

from dataclasses import dataclass

from PySide6 import QtGui


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPicture:
    """A small picture: a figure with its caption, or a whole page."""

    page_index: int
    is_figure: bool
    caption: str
    image: QtGui.QImage

"""The first picture of a paper, asked for before the reader knows the paper."""

from app.pdf.client import FirstLook, FirstPicture
from app.pdf.contents import DocumentInfo
from app.pdf.image import lay_out
from app.ui.panels.reader import layout
from app.ui.panels.reader.layout import Room
from app.ui.panels.reader.page_loader import limited_scale


def first_look(
    page_index: int, *, zoom: str, room: Room, ratio: float, is_night: bool
) -> FirstLook:
    """Return what picks the picture that a view of this room will ask for first.

    `ratio` is in device pixels a pixel. What is returned runs in any thread.
    """

    def pick(info: DocumentInfo) -> FirstPicture:
        index = min(page_index, info.n_pages - 1)
        size = info.page_sizes[index]
        (box,) = layout.arrange((size,), zoom, room).boxes
        area = lay_out(size, limited_scale(size, box.scale * ratio))
        return FirstPicture(page_index=index, area=area, is_dark=is_night)

    return pick

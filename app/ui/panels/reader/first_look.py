"""The first picture of a paper, asked for before the reader knows the paper."""

from app.pdf.contents import DocumentInfo
from app.pdf.document import FirstLook, FirstPicture
from app.pdf.image import lay_out
from app.ui.panels.reader import layout
from app.ui.panels.reader.layout import Room
from app.ui.panels.reader.night import Tint
from app.ui.panels.reader.page_loader import limited_scale
from app.ui.panels.reader.spread import parse_look


def first_look(
    page_index: int, *, words: str, room: Room, ratio: float, tint: Tint
) -> FirstLook:
    """Return what picks the picture that a view of this room will ask for first.

    `words` are the kept zoom and spread, `ratio` is in device pixels a pixel. What is
    returned runs in any thread.
    """
    kept, spread = parse_look(words)
    zoom = layout.parse_zoom(kept)

    def pick(info: DocumentInfo) -> FirstPicture:
        index = min(page_index, info.n_pages - 1)
        size = info.page_sizes[index]
        (box,) = layout.arrange((size,), zoom, room, spread).boxes
        area = lay_out(size, limited_scale(size, box.scale * ratio))
        return FirstPicture(
            page_index=index,
            area=area,
            is_dark=tint.is_dark,
            keeps_drawings=tint.keeps_figures,
        )

    return pick

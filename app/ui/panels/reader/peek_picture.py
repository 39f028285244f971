"""Part of a page as a picture, in the colours in which the reader shows pages."""

from PySide6 import QtGui

from app.domain.mark import Quad
from app.pdf.document import Document
from app.ui.panels.reader.page_loader import PageLoader

_MOST_SCALE = 12.0
_LEAST_PT = 1.0


async def draw_region(
    loader: PageLoader,
    document: Document,
    page_index: int,
    box: Quad,
    *,
    width_px: float,
) -> QtGui.QImage:
    """Draw the part of a page within `box` (points) as wide as `width_px`.

    Raises:
        PdfError: the page cannot be drawn.
    """
    scale = width_px / max(box.right - box.left, _LEAST_PT)
    return await loader.draw_part(document, page_index, min(scale, _MOST_SCALE), box)

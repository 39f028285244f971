"""Raster figures on a night page: which of them keep their own light and dark."""

import mmap
from collections.abc import Iterable, Sequence

from app.domain.mark import Quad
from app.pdf.messages import Render

_LEAST_SIDE_PT = 36.0
"""What is smaller is a rule, a sign or a formula, and is read as ink."""

_SCAN_PART = 0.6
"""Images that fill more of a page than this are a scan of it: they are its paper."""

_BYTES_PER_PIXEL = 3


def pick_figures(boxes: Iterable[Quad], page: Quad) -> tuple[Quad, ...]:
    """Pick the figures out of the boxes of all images of a page, in points.

    A page that images fill as a scan does has none.
    """
    inside = (_common(box, page) for box in boxes)
    figures = tuple(
        box
        for box in inside
        if min(box.right - box.left, box.bottom - box.top) >= _LEAST_SIDE_PT
    )
    is_scan = sum(map(_area, figures)) > _SCAN_PART * _area(page)
    return () if is_scan else figures


def paste_figures(
    target: mmap.mmap, light: memoryview, figures: Sequence[Quad], drawn: Render
) -> None:
    """Copy figures from a light drawing of the same area into a dark one."""
    stride = drawn.width * _BYTES_PER_PIXEL
    for box in figures:
        left = max(round(box.left * drawn.scale_x) - drawn.left, 0)
        right = min(round(box.right * drawn.scale_x) - drawn.left, drawn.width)
        top = max(round(box.top * drawn.scale_y) - drawn.top, 0)
        bottom = min(round(box.bottom * drawn.scale_y) - drawn.top, drawn.height)
        if left >= right:
            continue
        for row in range(top, bottom):
            start = row * stride + left * _BYTES_PER_PIXEL
            end = row * stride + right * _BYTES_PER_PIXEL
            target[start:end] = light[start:end]


def _common(box: Quad, page: Quad) -> Quad:
    return Quad(
        max(box.left, page.left),
        max(box.top, page.top),
        min(box.right, page.right),
        min(box.bottom, page.bottom),
    )


def _area(box: Quad) -> float:
    return (box.right - box.left) * (box.bottom - box.top)

"""A drawn page in shared memory: how large it becomes, and how it is asked for."""

import math
from dataclasses import dataclass

from app.domain.mark import Quad
from app.pdf.messages import Render, Rendered
from app.pdf.process import WorkerProcess
from app.pdf.segment import Segment

PIXELS_MAX = 64_000_000
BYTES_PER_PIXEL = 3
_TINY = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class PageImage:
    """A drawn page, or part of it: RGB, 3 bytes a pixel, rows of `stride_bytes`.

    `scale` is in pixels a point, smaller than asked where the page would have been too
    large; `left_px`, `top_px` say where in the whole drawn page the image begins.
    `data` is shared memory (one open file each) that lives as long as this object:
    a QImage made of it (Format_RGB888) must keep a reference to this.
    """

    width: int
    height: int
    left_px: int
    top_px: int
    stride_bytes: int
    scale: float
    data: memoryview
    segment: Segment

    def close(self) -> None:
        """Give the memory back now; nothing may be drawn from `data` any more."""
        self.segment.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """What is drawn: the page at these scales, and the box of pixels cut out of it."""

    scale: float
    scale_x: float
    scale_y: float
    left: int
    top: int
    width: int
    height: int


def lay_out(size: tuple[float, float], scale: float, clip: Quad | None = None) -> Area:
    """Find the pixels of a page of `size` points, or of its part within `clip`.

    The page gets whole pixels, so the scales along x and y may differ a little. An
    image of more than 64 million pixels is scaled down.
    """
    page_width, page_height = size
    box = clip or Quad(0.0, 0.0, page_width, page_height)
    left, right = (min(max(x, 0.0), page_width) for x in (box.left, box.right))
    top, bottom = (min(max(y, 0.0), page_height) for y in (box.top, box.bottom))
    n_pixels = (right - left) * (bottom - top) * scale**2
    scale *= min(1.0, math.sqrt(PIXELS_MAX / max(n_pixels, 1.0)))
    full_width = max(round(page_width * scale), 1)
    full_height = max(round(page_height * scale), 1)
    scale_x, scale_y = full_width / page_width, full_height / page_height
    first_x, first_y = math.floor(left * scale_x), math.floor(top * scale_y)
    last_x = min(math.ceil(right * scale_x - _TINY), full_width)
    last_y = min(math.ceil(bottom * scale_y - _TINY), full_height)
    return Area(
        scale=scale,
        scale_x=scale_x,
        scale_y=scale_y,
        left=first_x,
        top=first_y,
        width=max(last_x - first_x, 1),
        height=max(last_y - first_y, 1),
    )


def draw(
    worker: WorkerProcess,
    document: int,
    page_index: int,
    area: Area,
    *,
    is_dark: bool,
    keeps_drawings: bool = False,
) -> PageImage:
    """Have a worker draw an area of a page; blocks, so for the worker's thread.

    Raises:
        Unreadable: the page is damaged.
        Ended: the worker is gone.
    """
    segment = worker.spare.take(area.width * area.height * BYTES_PER_PIXEL)
    try:
        request = Render(
            document=document,
            page_index=page_index,
            scale_x=area.scale_x,
            scale_y=area.scale_y,
            left=area.left,
            top=area.top,
            width=area.width,
            height=area.height,
            is_dark=is_dark,
            segment=segment.name,
            keeps_drawings=keeps_drawings,
        )
        worker.ask(request, Rendered, fd=segment.fd)
    except BaseException:
        segment.close()
        raise
    segment.close_file()
    return PageImage(
        width=area.width,
        height=area.height,
        left_px=area.left,
        top_px=area.top,
        stride_bytes=area.width * BYTES_PER_PIXEL,
        scale=area.scale,
        data=segment.view,
        segment=segment,
    )

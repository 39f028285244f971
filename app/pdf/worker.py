"""The process that reads and draws PDFs for the window: the only user of MuPDF."""

import contextlib
import gc
import itertools
import os
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, assert_never

import pymupdf as untyped_pymupdf

from app.domain.mark import Quad
from app.formats.recognition.judging import TOLD, Stated
from app.formats.recognition.layout import Page
from app.pdf import bodies, lines
from app.pdf.attached import list_attached, read_attached
from app.pdf.confine import allow_time, confine
from app.pdf.contents import (
    DocumentInfo,
    Figure,
    Hit,
    Inspection,
    PageLink,
    PageText,
)
from app.pdf.figures import paste_figures, pick_figures
from app.pdf.links import read_links, read_refused, without
from app.pdf.messages import (
    REQUESTS,
    Begin,
    Done,
    Failed,
    Find,
    Forget,
    Inspect,
    ListAttached,
    Open,
    Opened,
    ReadAttached,
    ReadFigures,
    ReadLabels,
    ReadLayout,
    ReadLinks,
    ReadText,
    Ready,
    Render,
    Rendered,
    Reply,
    Request,
    read_frame,
    write_frame,
)
from app.pdf.opening import (
    PDF_ERRORS,
    Locked,
    count_pages,
    open_file,
    outline_of,
    read_metadata,
    read_sizes,
    read_xmp,
)
from app.pdf.page_labels import page_labels
from app.pdf.patience import TakesTooLong
from app.pdf.recognising import inspection_of, layout_of
from app.pdf.regions import MOST_VECTORS, find_figures
from app.pdf.searching import ReadPage, SearchedPages, find_on_page
from app.pdf.segment import attach
from app.pdf.store import Store
from app.pdf.streams import ClosableStream, connect

pymupdf: Any = untyped_pymupdf
mupdf: Any = untyped_pymupdf.mupdf

_USAGE_ERROR = 2
_DRAWINGS_KEPT = 12
_TEXT_FLAGS = (
    pymupdf.TEXT_PRESERVE_WHITESPACE
    | pymupdf.TEXT_MEDIABOX_CLIP
    | pymupdf.TEXT_CID_FOR_UNKNOWN_UNICODE
)
_IMAGE_FLAGS = pymupdf.TEXT_PRESERVE_IMAGES | pymupdf.TEXT_MEDIABOX_CLIP
_VECTOR_FLAGS = _IMAGE_FLAGS | pymupdf.TEXT_COLLECT_VECTORS
_TEXT_BLOCK = int(mupdf.FZ_STEXT_BLOCK_TEXT)
_IMAGE_BLOCK = int(mupdf.FZ_STEXT_BLOCK_IMAGE)
_VECTOR_BLOCK = int(mupdf.FZ_STEXT_BLOCK_VECTOR)

Answer = Callable[[Request, int | None], tuple[Reply, bytes]]


@dataclass(slots=True)
class _Opened:
    document: Any
    drawings: OrderedDict[int, Any] = field(default_factory=OrderedDict)
    searched: SearchedPages = field(default_factory=SearchedPages)
    figures: dict[int, tuple[Quad, ...]] = field(default_factory=dict)
    found_figures: dict[int, tuple[Figure, ...]] = field(default_factory=dict)


def main(argv: Sequence[str]) -> int:
    """Run the worker until the window closes the connection; give the exit code."""
    if argv:
        return _USAGE_ERROR
    return serve(connect(), Worker().answer)


def serve(stream: ClosableStream, answer: Answer) -> int:
    """Answer one request after the other until the other side is gone."""
    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    with contextlib.closing(stream), contextlib.suppress(EOFError, OSError):
        begin, _ = read_frame(stream, (Begin,))
        confine(begin.memory_limit_bytes)
        gc.freeze()  # collections need not look at what is loaded by now,
        gc.set_threshold(20_000)  # nor often at what a page is made of
        write_frame(stream, Ready(pid=os.getpid()))
        while True:
            request, _ = read_frame(stream, REQUESTS)
            allow_time()
            write_frame(stream, *_answer_safely(answer, request, stream.take_fd()))
    return 0


def _answer_safely(
    answer: Answer, request: Request, fd: int | None
) -> tuple[Reply, bytes]:
    try:
        return answer(request, fd)
    except Locked:
        return Failed(reason="encrypted", detail=""), b""
    except TakesTooLong:
        return Failed(reason="pattern", detail=""), b""
    except MemoryError as error:
        return Failed(reason="memory", detail=str(error)[:200]), b""
    except Exception as error:  # noqa: BLE001 the worker loop is one of the four places
        detail = f"{type(error).__name__}: {error}"[:200]
        is_memory = isinstance(error, mupdf.FzErrorSystem) and "alloc" in detail
        reason = "memory" if is_memory else "unreadable"
        return Failed(reason=reason, detail=detail), b""
    finally:
        if fd is not None:
            os.close(fd)


class Worker:
    """The open documents of this process and the answers about them."""

    def __init__(self) -> None:
        self._documents: dict[int, _Opened] = {}
        self._store = Store()

    def answer(self, request: Request, fd: int | None) -> tuple[Reply, bytes]:
        """Do what is asked; `fd` is the open file that came with it."""
        match request:
            case Open():
                info = self._open(request, fd)
                return Opened(n_pages=info.n_pages), bodies.pack_info(info)
            case Forget():
                self._documents.pop(request.document, None)
                return Done(document=request.document), b""
            case Inspect():
                return Done(document=0), bodies.pack_inspection(_inspect(request, fd))
        opened = self._documents[request.document]
        match request:
            case Render():
                _render(opened, request, fd)
                self._store.trim()
                return Rendered(width=request.width, height=request.height), b""
            case ReadText():
                body = bodies.pack_text(_read_text(opened, request.page_index))
            case ReadLinks():
                body = bodies.pack_links(_read_links(opened, request.page_index))
            case ReadLayout():
                page = _read_page(opened, request.page_index)
                body = bodies.pack_layout(_layout_of(page))
            case ReadLabels():
                body = bodies.pack_labels(_read_labels(opened.document))
            case ReadFigures():
                body = bodies.pack_figures(_find_figures(opened, request.page_index))
            case ListAttached():
                body = bodies.pack_attached(list_attached(opened.document))
            case ReadAttached():
                body = read_attached(opened.document, request.number)
            case Find():
                body = bodies.pack_hits(_find(opened, request))
            case _:
                assert_never(request)
        return Done(document=request.document), body

    def document_title(self, document: int) -> str:
        """Give the title an open document's metadata states."""
        return read_metadata(self._documents[document].document, "title")

    def _open(self, request: Open, fd: int | None) -> DocumentInfo:
        document = open_file(request, fd)
        info = DocumentInfo(
            page_sizes=read_sizes(document),
            outline=outline_of(document),
            title=read_metadata(document, "title"),
        )
        self._documents[request.document] = _Opened(document)
        return info


def _render(opened: _Opened, request: Render, fd: int | None) -> None:
    drawing = _drawing(opened, request.page_index)
    right = request.left + request.width
    bottom = request.top + request.height
    pixmap = mupdf.fz_new_pixmap_with_bbox(
        mupdf.FzColorspace(mupdf.FzColorspace.Fixed_RGB),
        mupdf.FzIrect(request.left, request.top, right, bottom),
        mupdf.FzSeparations(),
        0,
    )
    mupdf.fz_clear_pixmap_with_value(pixmap, 255)
    device = mupdf.fz_new_draw_device(mupdf.FzMatrix(), pixmap)
    mupdf.fz_run_display_list(
        drawing.this,
        device,
        mupdf.FzMatrix(request.scale_x, 0, 0, request.scale_y, 0, 0),
        mupdf.FzRect(request.left, request.top, right, bottom),
        mupdf.FzCookie(),
    )
    mupdf.fz_close_device(device)
    drawn = pymupdf.Pixmap("raw", pixmap)  # its samples die with it
    figures = _light_parts(opened, request) if request.is_dark else ()
    light = memoryview(bytes(drawn.samples_mv) if figures else b"")
    if request.is_dark:
        mupdf.fz_invert_pixmap_luminance(pixmap)
    with attach(fd, request.segment, drawn.stride * drawn.height) as target:
        target[:] = drawn.samples_mv
        paste_figures(target, light, figures, request)


def _light_parts(opened: _Opened, request: Render) -> tuple[Quad, ...]:
    """Return what stays light on a dark page, in points."""
    photographs = _figures(opened, request.page_index)
    if not request.keeps_drawings:
        return photographs
    drawn = _find_figures(opened, request.page_index)
    return (*photographs, *(figure.box for figure in drawn))


def _find_figures(opened: _Opened, page_index: int) -> tuple[Figure, ...]:
    if page_index not in opened.found_figures:
        drawing = _drawing(opened, page_index)
        page = drawing.get_textpage(flags=_VECTOR_FLAGS)
        boxes: dict[int, list[Quad]] = {_IMAGE_BLOCK: [], _VECTOR_BLOCK: []}
        for block in itertools.islice(page, MOST_VECTORS):
            shape = block.m_internal
            if shape.type in boxes:
                box = shape.bbox
                boxes[shape.type].append(Quad(box.x0, box.y0, box.x1, box.y1))
        rect = drawing.rect
        opened.found_figures[page_index] = find_figures(
            boxes[_IMAGE_BLOCK],
            boxes[_VECTOR_BLOCK],
            _read_text(opened, page_index).lines,
            Quad(rect.x0, rect.y0, rect.x1, rect.y1),
        )
    return opened.found_figures[page_index]


def _figures(opened: _Opened, page_index: int) -> tuple[Quad, ...]:
    if page_index not in opened.figures:
        drawing = _drawing(opened, page_index)
        page = drawing.get_textpage(flags=_IMAGE_FLAGS)
        boxes = (block.m_internal.bbox for block in page if block.m_internal.type == 1)
        rect = drawing.rect
        opened.figures[page_index] = pick_figures(
            (Quad(box.x0, box.y0, box.x1, box.y1) for box in boxes),
            Quad(rect.x0, rect.y0, rect.x1, rect.y1),
        )
    return opened.figures[page_index]


def _drawing(opened: _Opened, page_index: int) -> Any:
    """Give a page's drawing instructions, kept for the next zoom."""
    drawing = opened.drawings.pop(page_index, None)
    if drawing is None:
        drawing = opened.document.load_page(page_index).get_displaylist()
    opened.drawings[page_index] = drawing
    while len(opened.drawings) > _DRAWINGS_KEPT:
        opened.drawings.popitem(last=False)
    return drawing


def _read_text(opened: _Opened, page_index: int) -> PageText:
    raw = pymupdf.TextPage(_read_page(opened, page_index)).extractRAWDICT()
    return lines.from_raw(raw["blocks"])


def _read_page(opened: _Opened, page_index: int) -> Any:
    """Extract a page's text; Page.get_textpage would undo the page's rotation.

    One that is not drawn yet is read as it is, at two thirds of the time.
    """
    drawing = opened.drawings.get(page_index)
    if drawing is not None:
        return drawing.get_textpage(flags=_TEXT_FLAGS)
    page = opened.document.load_page(page_index).this
    text = mupdf.FzStextPage(mupdf.fz_bound_page(page))
    options = mupdf.FzStextOptions()
    options.flags = _TEXT_FLAGS
    device = mupdf.fz_new_stext_device(text, options)
    mupdf.fz_run_page(page, device, mupdf.FzMatrix(), mupdf.FzCookie())
    mupdf.fz_close_device(device)
    return text


def _read_links(opened: _Opened, page_index: int) -> list[PageLink]:
    page = opened.document.load_page(page_index)
    links = read_links(opened.document, mupdf.fz_load_links(page.this))
    with contextlib.suppress(*PDF_ERRORS):  # they lead nowhere in any case
        refused = list(read_refused(opened.document, page))
        links = without(links, refused) + refused
    return links


def _layout_of(page: Any) -> Page:
    return layout_of(pymupdf.TextPage(page).extractDICT())


def _read_labels(document: Any) -> tuple[str, ...]:
    try:
        return page_labels(document.get_page_labels(), count_pages(document))
    except PDF_ERRORS:  # pages that are not called anything still have numbers
        return ()


def _find(opened: _Opened, request: Find) -> list[list[Hit]]:
    """Find a needle on the first few pages; a damaged one is told of by itself."""

    def read(page_index: int) -> ReadPage:
        page = _read_page(opened, page_index)
        return ReadPage(
            pymupdf.TextPage(page).extractText().removesuffix("\n").split("\n"),
            lambda: _rows_of(page),
            lambda: _read_text(opened, page_index),
            page,
        )

    found: list[list[Hit]] = []
    until_s = time.monotonic() + request.for_s
    for page_index in range(request.page_index, request.page_index + request.n_pages):
        if found and time.monotonic() >= until_s:
            break
        try:
            page = replace(request, page_index=page_index)
            found.append(find_on_page(opened.searched, page, read))
        except PDF_ERRORS:
            if not found:
                raise
            break
    return found


def _rows_of(page: Any) -> list[Any]:
    """Return the lines of a page's text; its iterators take twice as long."""
    rows: list[Any] = []
    block = page.m_internal.first_block
    while block:
        if block.type == _TEXT_BLOCK:
            row = mupdf.FzStextBlock(block).begin().__ref__().m_internal
            while row:
                rows.append(row)
                row = row.next
        block = block.next
    return rows


def _inspect(request: Inspect, fd: int | None) -> Inspection:
    document = open_file(request, fd)
    n_pages = count_pages(document)
    opened = _Opened(document)

    def read(page_index: int) -> Any:
        return pymupdf.TextPage(_read_page(opened, page_index)).extractDICT()

    told = {key: read_metadata(document, key) for key in TOLD} | {
        "xmp": read_xmp(document)
    }
    return inspection_of(read, Stated(**told, name=request.name, n_pages=n_pages))

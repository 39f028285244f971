"""The process that reads and draws PDFs for the window: the only user of MuPDF."""

import contextlib
import mmap
import os
import socket
import sys
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, assert_never

import pymupdf as untyped_pymupdf

from app.domain.mark import Quad
from app.pdf import bodies, finding, lines
from app.pdf.confine import allow_time, confine
from app.pdf.contents import (
    DocumentInfo,
    Hit,
    Inspection,
    OutlineEntry,
    PageLink,
    PageText,
)
from app.pdf.figures import paste_figures, pick_figures
from app.pdf.messages import (
    REQUESTS,
    Begin,
    Done,
    Failed,
    Find,
    Forget,
    Inspect,
    Open,
    Opened,
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
from app.pdf.segment import attach
from app.pdf.streams import ClosableStream, PipeStream, SocketStream

pymupdf: Any = untyped_pymupdf
mupdf: Any = untyped_pymupdf.mupdf

_USAGE_ERROR = 2
_PAGES_MAX = 50_000
_OUTLINE_MAX = 10_000
_LINKS_MAX = 5_000
_FIRST_PAGE_CHARS = 20_000
_TITLE_CHARS = 1_000
_DRAWINGS_KEPT = 12
_SIDE_MAX_PT = 100_000.0
_LETTER_PT = (612.0, 792.0)
_TEXT_FLAGS = (
    pymupdf.TEXT_PRESERVE_WHITESPACE
    | pymupdf.TEXT_MEDIABOX_CLIP
    | pymupdf.TEXT_CID_FOR_UNKNOWN_UNICODE
)
_IMAGE_FLAGS = pymupdf.TEXT_PRESERVE_IMAGES | pymupdf.TEXT_MEDIABOX_CLIP
# MuPDF's binding raises RuntimeError or ValueError at open, its own family at page
# load, and trips over broken objects in its own Python code.
_PDF_ERRORS = (
    RuntimeError,
    ValueError,
    TypeError,
    AttributeError,
    mupdf.FzErrorBase,
)

Answer = Callable[[Request, int | None], tuple[Reply, bytes]]


class Locked(Exception):
    """The document needs a password, or another one."""


@dataclass(slots=True)
class _Opened:
    document: Any
    drawings: OrderedDict[int, Any] = field(default_factory=OrderedDict)
    folded: dict[tuple[int, bool], str] = field(default_factory=dict)
    figures: dict[int, tuple[Quad, ...]] = field(default_factory=dict)


def main(argv: Sequence[str]) -> int:
    """Run the worker until the window closes the connection; give the exit code."""
    if argv:
        return _USAGE_ERROR
    return serve(connect(), Worker().answer)


def connect() -> ClosableStream:
    """Take over standard input (and output) as the connection to the window."""
    source = os.dup(0)
    sink = os.dup(1)
    with open(os.devnull, "r+b", buffering=0) as nothing:
        for standard in (0, 1, 2):
            os.dup2(nothing.fileno(), standard)
    if sys.platform == "win32":
        return PipeStream(os.fdopen(source, "rb"), os.fdopen(sink, "wb"))
    os.close(sink)
    return SocketStream(socket.socket(fileno=source))


def serve(stream: ClosableStream, answer: Answer) -> int:
    """Answer one request after the other until the other side is gone."""
    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    with contextlib.closing(stream), contextlib.suppress(EOFError, OSError):
        begin, _ = read_frame(stream, (Begin,))
        confine(begin.memory_limit_bytes)
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

    def answer(self, request: Request, fd: int | None) -> tuple[Reply, bytes]:
        """Do what is asked; `fd` is the open file that came with it."""
        match request:
            case Open():
                info = self._open(request, fd)
                return Opened(n_pages=info.n_pages), bodies.pack_info(info)
            case Forget():
                self._documents.pop(request.document, None)
                return Done(document=request.document), b""
        opened = self._documents[request.document]
        match request:
            case Render():
                _render(opened, request, fd)
                return Rendered(width=request.width, height=request.height), b""
            case ReadText():
                body = bodies.pack_text(_read_text(opened, request.page_index))
            case ReadLinks():
                body = bodies.pack_links(_read_links(opened, request.page_index))
            case Find():
                body = bodies.pack_hits(_find(opened, request))
            case Inspect():
                body = bodies.pack_inspection(_inspect(opened))
            case _:
                assert_never(request)
        return Done(document=request.document), body

    def document_title(self, document: int) -> str:
        """Give the title an open document's metadata states."""
        return _metadata(self._documents[document].document, "title")

    def _open(self, request: Open, fd: int | None) -> DocumentInfo:
        content = memoryview(_map_file(request, fd))
        document: Any = pymupdf.open(stream=content, filetype="pdf")
        if not document.is_pdf:  # MuPDF looks at the content and knows other formats
            raise ValueError("no PDF")
        if document.needs_pass and not document.authenticate(request.password):
            raise Locked
        info = DocumentInfo(
            page_sizes=_read_sizes(document),
            outline=_read_outline(document),
            title=_metadata(document, "title"),
        )
        self._documents[request.document] = _Opened(document)
        return info


def _map_file(request: Open, fd: int | None) -> mmap.mmap:
    """Map the file, so that neither it nor MuPDF's view of it takes memory."""
    if fd is not None:
        return mmap.mmap(fd, 0, access=mmap.ACCESS_READ)
    with open(request.path, "rb") as source:
        return mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ)


def _metadata(document: Any, key: str) -> str:
    metadata = document.metadata or {}
    return bodies.one_line(str(metadata.get(key) or ""))[:_TITLE_CHARS].strip()


def _read_sizes(document: Any) -> tuple[tuple[float, float], ...]:
    n_pages = document.page_count
    if n_pages > _PAGES_MAX:
        raise ValueError(f"{n_pages} pages are too many")
    return tuple(_read_size(document, index) for index in range(n_pages))


def _read_size(document: Any, page_index: int) -> tuple[float, float]:
    """Read a page's size as it shows, without loading the page: a third of the time."""
    try:
        page = mupdf.pdf_lookup_page_obj(
            pymupdf._as_pdf_document(document),
            page_index,
        )
        box, turned = mupdf.FzRect(), mupdf.FzMatrix()
        mupdf.pdf_page_obj_transform(page, box, turned)
        rect = mupdf.fz_transform_rect(box, turned)
    except _PDF_ERRORS:  # a single broken page leaves the others readable
        return _LETTER_PT
    sides = (float(rect.x1 - rect.x0), float(rect.y1 - rect.y0))
    return sides if all(0 < side <= _SIDE_MAX_PT for side in sides) else _LETTER_PT


def _read_outline(document: Any) -> tuple[OutlineEntry, ...]:
    try:
        waiting = [(1, document.outline)]
        entries: list[OutlineEntry] = []
        while waiting and len(entries) < _OUTLINE_MAX:
            level, item = waiting.pop()
            if item is None or not item.this.m_internal:
                continue
            page_index, top = _resolve(document, item.uri)
            title = bodies.one_line(item.title or "")[:_TITLE_CHARS].strip()
            entries.append(
                OutlineEntry(level=level, title=title, page_index=page_index, top=top)
            )
            waiting.append((level, item.next))
            waiting.append((level + 1, item.down))
        return tuple(entries)
    except _PDF_ERRORS:  # a broken outline leaves the pages readable
        return ()


def _resolve(document: Any, uri: str | None) -> tuple[int | None, float]:
    """Find the page and the place on it that an inner address leads to."""
    if not uri or not uri.startswith("#"):
        return None, 0.0
    page_index, _, top = document.resolve_link(uri)
    return (page_index, _finite(top)) if page_index >= 0 else (None, 0.0)


def _finite(number: float) -> float:
    return number if abs(number) <= _SIDE_MAX_PT else 0.0


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
    figures = _figures(opened, request.page_index) if request.is_dark else ()
    light = memoryview(bytes(drawn.samples_mv) if figures else b"")
    if request.is_dark:
        mupdf.fz_invert_pixmap_luminance(pixmap)
    with attach(fd, request.segment, drawn.stride * drawn.height) as target:
        target[:] = drawn.samples_mv
        paste_figures(target, light, figures, request)


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
    """Extract a page's text; Page.get_textpage would undo the page's rotation."""
    drawing = opened.drawings.get(page_index)
    if drawing is None:
        drawing = opened.document.load_page(page_index).get_displaylist()
    return drawing.get_textpage(flags=_TEXT_FLAGS)


def _read_links(opened: _Opened, page_index: int) -> list[PageLink]:
    links: list[PageLink] = []
    page = opened.document.load_page(page_index)
    link = page.first_link  # it lives no longer than its page
    while link and len(links) < _LINKS_MAX:
        uri = link.uri or ""
        target, top = _resolve(opened.document, uri)
        if target is not None or not uri.startswith(("#", "file:")):
            box = Quad(*(_finite(float(place)) for place in link.rect))
            outer = "" if target is not None else bodies.one_line(uri)
            links.append(PageLink(box=box, uri=outer, page_index=target, top=top))
        link = link.next
    return links


def _find(opened: _Opened, request: Find) -> list[Hit]:
    is_case_kept = request.is_case_kept
    key = (request.page_index, is_case_kept)
    wanted = finding.fold_fast(request.needle, is_case_kept=is_case_kept)
    if key in opened.folded and wanted not in opened.folded[key]:
        return []
    page = _read_page(opened, request.page_index)
    # Reading the place of each character takes four times as long as the plain text.
    texts = pymupdf.TextPage(page).extractText().removesuffix("\n").split("\n")
    opened.folded[key] = finding.fold_fast("\n".join(texts), is_case_kept=is_case_kept)
    if wanted not in opened.folded[key]:
        return []
    rows = [row for block in page if block.m_internal.type == 0 for row in block]
    if len(rows) != len(texts):
        text = _read_text(opened, request.page_index)
        texts = [line.text for line in text.lines]
        box = lines.boxes_of_lines(text.lines)
    else:
        box = lines.boxes_of_rows(rows, texts)
    return finding.find(
        texts, request.needle, request.page_index, box, is_case_kept=is_case_kept
    )


def _inspect(opened: _Opened) -> Inspection:
    document = opened.document
    n_pages = document.page_count
    text = document.load_page(0).get_text(flags=_TEXT_FLAGS) if n_pages else ""
    return Inspection(
        n_pages=n_pages,
        first_page_text=text[:_FIRST_PAGE_CHARS],
        title=_metadata(document, "title"),
        author=_metadata(document, "author"),
        subject=_metadata(document, "subject"),
    )

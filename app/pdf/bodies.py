"""The values read out of a PDF, packed into bytes for the way between processes.

A body is a row of sections, each a uint64 length and its bytes: numbers as doubles in
the machine's own order, texts as UTF-8 lines. What arrives is checked for its shape.
"""

import math
import struct
from array import array
from collections.abc import Iterable, Sequence
from itertools import pairwise

from app.domain.mark import Quad
from app.pdf.contents import (
    DocumentInfo,
    Hit,
    Inspection,
    OutlineEntry,
    PageLink,
    PageText,
    TextLine,
)
from app.pdf.messages import BadFrame

_LENGTH = struct.Struct("<Q")
_NOWHERE = -1.0


def pack_info(info: DocumentInfo) -> bytes:
    """Pack a DocumentInfo."""
    outline = (
        (e.level, _NOWHERE if e.page_index is None else e.page_index, e.top)
        for e in info.outline
    )
    return _join(
        _numbers(value for size in info.page_sizes for value in size),
        _numbers(value for entry in outline for value in entry),
        _texts(entry.title for entry in info.outline),
        _texts([info.title]),
    )


def unpack_info(body: bytes, n_pages: int) -> DocumentInfo:
    """Unpack a DocumentInfo of so many pages.

    Raises:
        BadFrame: the body has another shape.
    """
    sizes, outline, titles, title = _split(body, 4)
    pages = _rows(sizes, 2)
    entries = _rows(outline, 3)
    if len(pages) != n_pages:
        raise BadFrame("page sizes and page count differ")
    return DocumentInfo(
        page_sizes=tuple((width, height) for width, height in pages),
        outline=tuple(
            OutlineEntry(
                level=int(level),
                title=text,
                page_index=_page(page, n_pages),
                top=top,
            )
            for (level, page, top), text in _paired(entries, _lines(titles))
        ),
        title=_text(title),
    )


def pack_text(text: PageText) -> bytes:
    """Pack a PageText."""
    rows = (
        (line.left, line.top, line.right, line.bottom, line.block, line.is_horizontal)
        for line in text.lines
    )
    return _join(
        _numbers(value for row in rows for value in row),
        _numbers(edge for line in text.lines for edge in line.edges),
        _texts(line.text for line in text.lines),
    )


def unpack_text(body: bytes) -> PageText:
    """Unpack a PageText.

    Raises:
        BadFrame: the body has another shape.
    """
    boxes, edges, texts = _split(body, 3)
    rows = _paired(_rows(boxes, 6), _lines(texts))
    places = _doubles(edges)
    starts = [0]
    for _, text in rows:
        starts.append(starts[-1] + len(text) + 1)
    if starts[-1] != len(places):
        raise BadFrame("characters and their places differ")
    return PageText(
        tuple(
            TextLine(
                left=row[0],
                top=row[1],
                right=row[2],
                bottom=row[3],
                text=text,
                edges=tuple(places[start:end]),
                block=int(row[4]),
                is_horizontal=bool(row[5]),
            )
            for (row, text), (start, end) in zip(rows, pairwise(starts), strict=True)
        )
    )


def pack_links(links: Sequence[PageLink]) -> bytes:
    """Pack the links of a page."""
    rows = (
        (
            *_corners(link.box),
            _NOWHERE if link.page_index is None else link.page_index,
            link.top,
        )
        for link in links
    )
    return _join(
        _numbers(value for row in rows for value in row),
        _texts(link.uri for link in links),
    )


def unpack_links(body: bytes, n_pages: int) -> tuple[PageLink, ...]:
    """Unpack the links of a page of a document of so many pages.

    Raises:
        BadFrame: the body has another shape.
    """
    numbers, uris = _split(body, 2)
    return tuple(
        PageLink(
            box=Quad(row[0], row[1], row[2], row[3]),
            uri=uri,
            page_index=_page(row[4], n_pages),
            top=row[5],
        )
        for row, uri in _paired(_rows(numbers, 6), _lines(uris))
    )


def pack_hits(hits: Sequence[Hit]) -> bytes:
    """Pack the hits on one page."""
    return _join(
        _numbers(n for hit in hits for n in (len(hit.quads), hit.start, hit.end)),
        _numbers(n for hit in hits for quad in hit.quads for n in _corners(quad)),
        _texts(hit.context for hit in hits),
    )


def unpack_hits(body: bytes, page_index: int) -> tuple[Hit, ...]:
    """Unpack the hits on one page.

    Raises:
        BadFrame: the body has another shape.
    """
    counts, corners, contexts = _split(body, 3)
    rows = _paired(_rows(counts, 3), _lines(contexts))
    quads = [Quad(*row) for row in _rows(corners, 4)]
    hits = []
    first = 0
    for (n_quads, start, end), context in rows:
        last = first + int(n_quads)
        hits.append(
            Hit(
                page_index=page_index,
                quads=tuple(quads[first:last]),
                context=context,
                start=int(start),
                end=int(end),
            )
        )
        first = last
    if first != len(quads):
        raise BadFrame("hits and their boxes differ")
    return tuple(hits)


def pack_inspection(found: Inspection) -> bytes:
    """Pack an Inspection."""
    return _join(
        _numbers([found.n_pages]),
        found.first_page_text.encode("utf-8", "replace"),
        _texts([found.title, found.author, found.subject]),
    )


def unpack_inspection(body: bytes) -> Inspection:
    """Unpack an Inspection.

    Raises:
        BadFrame: the body has another shape.
    """
    numbers, first, texts = _split(body, 3)
    ((n_pages,),) = _paired_one(_rows(numbers, 1))
    lines = _lines(texts)
    if len(lines) != 3:
        raise BadFrame("an inspection has three texts")
    return Inspection(
        n_pages=int(n_pages),
        first_page_text=_text(first),
        title=lines[0],
        author=lines[1],
        subject=lines[2],
    )


def _join(*sections: bytes) -> bytes:
    return b"".join(_LENGTH.pack(len(part)) + part for part in sections)


def _split(body: bytes, n_sections: int) -> list[bytes]:
    sections = []
    start = 0
    for _ in range(n_sections):
        if start + _LENGTH.size > len(body):
            raise BadFrame("the body ends early")
        (length,) = _LENGTH.unpack_from(body, start)
        start += _LENGTH.size
        sections.append(body[start : start + length])
        start += length
    if start != len(body):
        raise BadFrame("the body has another length")
    return sections


def _numbers(values: Iterable[float]) -> bytes:
    return array("d", values).tobytes()


def _doubles(section: bytes) -> Sequence[float]:
    values = array("d")
    if len(section) % values.itemsize:
        raise BadFrame("half a number")
    values.frombytes(section)
    if not all(map(math.isfinite, values)):
        raise BadFrame("no finite number")
    return values


def _rows(section: bytes, n_columns: int) -> list[tuple[float, ...]]:
    values = _doubles(section)
    if len(values) % n_columns:
        raise BadFrame("half a row of numbers")
    return list(zip(*[iter(values)] * n_columns, strict=True))


def _texts(texts: Iterable[str]) -> bytes:
    return b"".join(one_line(text).encode("utf-8", "replace") + b"\n" for text in texts)


def one_line(text: str) -> str:
    """Turn each control character into a space, so that texts stay one a line."""
    if text.isprintable():
        return text
    return "".join(" " if char < " " or char == "\x7f" else char for char in text)


def _text(section: bytes) -> str:
    try:
        return section.decode().removesuffix("\n")
    except UnicodeDecodeError as error:
        raise BadFrame("no UTF-8") from error


def _lines(section: bytes) -> list[str]:
    text = _text(section)
    return text.split("\n") if section else []


def _paired(
    rows: list[tuple[float, ...]], texts: list[str]
) -> list[tuple[tuple[float, ...], str]]:
    if len(rows) != len(texts):
        raise BadFrame("numbers and texts differ in count")
    return list(zip(rows, texts, strict=True))


def _paired_one(rows: list[tuple[float, ...]]) -> list[tuple[float, ...]]:
    if len(rows) != 1:
        raise BadFrame("one row was expected")
    return rows


def _page(number: float, n_pages: int) -> int | None:
    return int(number) if 0 <= number < n_pages else None


def _corners(quad: Quad) -> tuple[float, float, float, float]:
    return quad.left, quad.top, quad.right, quad.bottom

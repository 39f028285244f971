"""The values read out of a PDF, packed into bytes for the way between processes.

A body is a row of sections (sections.py). What arrives is checked for its shape.
"""

from collections.abc import Sequence
from itertools import chain, islice, pairwise, repeat

from app.domain.mark import Quad
from app.domain.paper import Identifier
from app.formats.recognition.judging import Recognition
from app.formats.recognition.layout import Line, Page, Span
from app.pdf.contents import (
    AttachedFile,
    DocumentInfo,
    Figure,
    Hit,
    Inspection,
    OutlineEntry,
    PageLink,
    PageText,
    TextLine,
)
from app.pdf.messages import BadFrame
from app.pdf.sections import (
    join_sections,
    only_row,
    pack_numbers,
    pack_texts,
    paired,
    split_sections,
    unpack_lines,
    unpack_numbers,
    unpack_one_text,
    unpack_rows,
)

_NOWHERE = -1.0


def pack_info(info: DocumentInfo) -> bytes:
    """Pack a DocumentInfo."""
    outline = (
        (e.level, _NOWHERE if e.page_index is None else e.page_index, e.top)
        for e in info.outline
    )
    return join_sections(
        pack_numbers(value for size in info.page_sizes for value in size),
        pack_numbers(value for entry in outline for value in entry),
        pack_texts(entry.title for entry in info.outline),
        pack_texts([info.title]),
    )


def unpack_info(body: bytes, n_pages: int) -> DocumentInfo:
    """Unpack a DocumentInfo of so many pages.

    Raises:
        BadFrame: the body has another shape.
    """
    sizes, outline, titles, title = split_sections(body, 4)
    pages = unpack_rows(sizes, 2)
    entries = unpack_rows(outline, 3)
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
            for (level, page, top), text in paired(entries, unpack_lines(titles))
        ),
        title=unpack_one_text(title),
    )


def pack_text(text: PageText) -> bytes:
    """Pack a PageText."""
    rows = (
        (line.left, line.top, line.right, line.bottom, line.block, line.is_horizontal)
        for line in text.lines
    )
    return join_sections(
        pack_numbers(value for row in rows for value in row),
        pack_numbers(edge for line in text.lines for edge in line.edges),
        pack_texts(line.text for line in text.lines),
    )


def unpack_text(body: bytes) -> PageText:
    """Unpack a PageText.

    Raises:
        BadFrame: the body has another shape.
    """
    boxes, edges, texts = split_sections(body, 3)
    rows = paired(unpack_rows(boxes, 6), unpack_lines(texts))
    places = unpack_numbers(edges)
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
    return join_sections(
        pack_numbers(value for row in rows for value in row),
        pack_texts(link.uri for link in links),
    )


def unpack_links(body: bytes, n_pages: int) -> tuple[PageLink, ...]:
    """Unpack the links of a page of a document of so many pages.

    Raises:
        BadFrame: the body has another shape.
    """
    numbers, uris = split_sections(body, 2)
    return tuple(
        PageLink(
            box=Quad(row[0], row[1], row[2], row[3]),
            uri=uri,
            page_index=_page(row[4], n_pages),
            top=row[5],
        )
        for row, uri in paired(unpack_rows(numbers, 6), unpack_lines(uris))
    )


def pack_layout(page: Page) -> bytes:
    """Pack the layout of a page."""
    spans = [span for line in page.lines for span in line.spans]
    return join_sections(
        pack_numbers([page.width, page.height]),
        pack_numbers(
            n for line in page.lines for n in (len(line.spans), line.is_level)
        ),
        pack_numbers(value for span in spans for value in span[1:]),
        pack_texts(span.text for span in spans),
    )


def unpack_layout(body: bytes) -> Page:
    """Unpack the layout of a page.

    Raises:
        BadFrame: the body has another shape.
    """
    sides, counts, numbers, texts = split_sections(body, 4)
    ((width, height),) = only_row(unpack_rows(sides, 2))
    spans = [
        Span(text, size, bool(is_bold), left, top, right, bottom, bool(is_math))
        for (size, is_bold, left, top, right, bottom, is_math), text in paired(
            unpack_rows(numbers, 7), unpack_lines(texts)
        )
    ]
    lines = []
    first = 0
    for n_spans, is_level in unpack_rows(counts, 2):
        last = first + int(n_spans)
        lines.append(Line(tuple(spans[first:last]), bool(is_level)))
        first = last
    if first != len(spans):
        raise BadFrame("lines and their spans differ")
    return Page(width, height, tuple(lines))


def pack_labels(labels: Sequence[str]) -> bytes:
    """Pack the labels of all pages, or none."""
    return join_sections(pack_texts(labels))


def unpack_labels(body: bytes, n_pages: int) -> tuple[str, ...]:
    """Unpack the labels of a document of so many pages, or none.

    Raises:
        BadFrame: the body has another shape.
    """
    (texts,) = split_sections(body, 1)
    labels = tuple(unpack_lines(texts))
    if len(labels) not in (0, n_pages):
        raise BadFrame("labels and pages differ in count")
    return labels


def pack_figures(figures: Sequence[Figure]) -> bytes:
    """Pack the figures of a page."""
    return join_sections(
        pack_numbers(n for figure in figures for n in _corners(figure.box)),
        pack_texts(figure.caption for figure in figures),
    )


def unpack_figures(body: bytes) -> tuple[Figure, ...]:
    """Unpack the figures of a page.

    Raises:
        BadFrame: the body has another shape.
    """
    boxes, captions = split_sections(body, 2)
    return tuple(
        Figure(box=Quad(row[0], row[1], row[2], row[3]), caption=caption)
        for row, caption in paired(unpack_rows(boxes, 4), unpack_lines(captions))
    )


def pack_hits(pages: Sequence[Sequence[Hit]]) -> bytes:
    """Pack the hits on pages that follow each other."""
    hits = [hit for found in pages for hit in found]
    return join_sections(
        pack_numbers(len(found) for found in pages),
        pack_numbers(n for hit in hits for n in (len(hit.quads), hit.start, hit.end)),
        pack_numbers(n for hit in hits for quad in hit.quads for n in _corners(quad)),
        pack_texts(hit.context for hit in hits),
    )


def unpack_hits(body: bytes, pages: range) -> list[tuple[Hit, ...]]:
    """Unpack the hits on the first of these pages, and maybe on the next ones.

    Raises:
        BadFrame: the body has another shape.
    """
    numbers, counts, corners, contexts = split_sections(body, 4)
    n_hits = [int(number) for number in unpack_numbers(numbers)]
    rows = paired(unpack_rows(counts, 3), unpack_lines(contexts))
    quads = [Quad(*row) for row in unpack_rows(corners, 4)]
    is_sound = 0 < len(n_hits) <= len(pages) and min(n_hits) >= 0
    if not is_sound or sum(n_hits) != len(rows):
        raise BadFrame("hits and their pages differ")
    page_indexes = chain.from_iterable(map(repeat, pages, n_hits))
    hits = []
    first = 0
    for ((n_quads, start, end), context), page_index in zip(
        rows, page_indexes, strict=True
    ):
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
    left = iter(hits)
    return [tuple(islice(left, n)) for n in n_hits]


def pack_attached(files: Sequence[AttachedFile]) -> bytes:
    """Pack the list of the files that lie in a document."""
    return join_sections(
        pack_numbers(n for file in files for n in (file.number, file.length_bytes)),
        pack_texts(file.name for file in files),
    )


def unpack_attached(body: bytes) -> tuple[AttachedFile, ...]:
    """Unpack the list of the files that lie in a document.

    Raises:
        BadFrame: the body has another shape.
    """
    numbers, names = split_sections(body, 2)
    return tuple(
        AttachedFile(number=int(row[0]), name=name, length_bytes=int(row[1]))
        for row, name in paired(unpack_rows(numbers, 2), unpack_lines(names))
    )


def pack_inspection(found: Inspection) -> bytes:
    """Pack an Inspection."""
    paper = found.found
    return join_sections(
        pack_numbers([found.n_pages, paper.score]),
        found.first_page_text.encode("utf-8", "replace"),
        pack_texts([paper.title, paper.version, paper.why]),
        pack_texts(paper.authors),
        pack_texts(i.scheme for i in paper.identifiers),
        pack_texts(i.value for i in paper.identifiers),
    )


def unpack_inspection(body: bytes) -> Inspection:
    """Unpack an Inspection.

    Raises:
        BadFrame: the body has another shape.
    """
    numbers, first, texts, authors, schemes, values = split_sections(body, 6)
    ((n_pages, score),) = only_row(unpack_rows(numbers, 2))
    lines = unpack_lines(texts)
    names = list(zip(unpack_lines(schemes), unpack_lines(values), strict=False))
    if len(lines) != 3 or len(names) != len(unpack_lines(values)):
        raise BadFrame("an inspection has three texts, and pairs of identifiers")
    return Inspection(
        n_pages=int(n_pages),
        first_page_text=unpack_one_text(first),
        found=Recognition(
            title=lines[0],
            authors=tuple(unpack_lines(authors)),
            identifiers=tuple(Identifier(scheme, value) for scheme, value in names),
            version=lines[1],
            score=score,
            why=lines[2],
        ),
    )


def _page(number: float, n_pages: int) -> int | None:
    return int(number) if 0 <= number < n_pages else None


def _corners(quad: Quad) -> tuple[float, float, float, float]:
    return quad.left, quad.top, quad.right, quad.bottom

"""Write small PDFs of our own: a title, authors and some pages, nothing but stdlib."""

import textwrap
import zlib
from collections.abc import Sequence


def paper_pdf(
    title: str,
    *,
    authors: Sequence[str] = (),
    abstract: str = "",
    n_pages: int = 2,
    padding_bytes: int = 0,
) -> bytes:
    """Return a PDF whose first page shows title, authors and abstract, as papers do.

    `padding_bytes` makes it larger without changing what it shows.
    """
    first = [(17, line) for line in textwrap.wrap(title, 52)]
    first += [(11, line) for line in textwrap.wrap(", ".join(authors), 80)]
    first += [(12, "Abstract")] if abstract else []
    first += [(10, line) for line in textwrap.wrap(abstract, 90)]
    pages = [_page_content(first)]
    for number in range(2, n_pages + 1):
        pages.append(_page_content([(11, f"Page {number} of the paper.")]))
    return _document(pages, padding_bytes)


def pages_pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """Return a PDF of pages of lines; the first line of all is the title."""
    contents = []
    for number, lines in enumerate(pages):
        sizes = [17 if not number and not row else 11 for row in range(len(lines))]
        contents.append(_page_content(list(zip(sizes, lines, strict=True))))
    return _document(contents, 0)


def _page_content(lines: Sequence[tuple[int, str]]) -> bytes:
    parts = ["BT", "1 0 0 1 72 740 Tm"]
    for size_pt, text in lines:
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        parts += [f"/F1 {size_pt} Tf", f"({escaped}) Tj", f"0 -{size_pt + 5} Td"]
    return "\n".join([*parts, "ET"]).encode("cp1252", "replace")


def _document(contents: Sequence[bytes], padding_bytes: int) -> bytes:
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(contents)))
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica"
        b" /Encoding /WinAnsiEncoding >>",
    ]
    for index, content in enumerate(contents):
        bodies.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792]"
            b" /Resources << /Font << /F1 3 0 R >> >>"
            b" /Contents %d 0 R >>" % (5 + 2 * index)
        )
        packed = zlib.compress(content)
        head = b"<< /Length %d /Filter /FlateDecode >>" % len(packed)
        bodies.append(head + b"\nstream\n" + packed + b"\nendstream")
    if padding_bytes:
        filler = b"<< /Length %d >>\nstream\n" % padding_bytes
        bodies.append(filler + b"\0" * padding_bytes + b"\nendstream")
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(bodies, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(bodies) + 1)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)

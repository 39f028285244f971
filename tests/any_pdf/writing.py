"""PDFs written object by object, so that each byte of them can be wrong on purpose."""

import zlib
from collections.abc import Iterable, Sequence

Objects = dict[int, bytes]
"""The objects of a file by number, each without its 'obj' and 'endobj'."""

CATALOG, PAGES, FONT, FIRST_PAGE = 1, 2, 3, 10
PLAIN_TEXT = b"BT /F 11 Tf 72 700 Td (The harbour lies quiet while birds sing.) Tj ET"
BOX = b"/MediaBox[0 0 612 792]"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
_STEP = 2


def stream(content: bytes, words: bytes = b"", *, deflated: bool = False) -> bytes:
    """Return a stream object; `words` are further entries of its dictionary."""
    if deflated:
        content, words = zlib.compress(content, 9), words + b"/Filter/FlateDecode"
    length = b"/Length %d" % len(content)
    return b"<<" + length + words + b">>\nstream\n" + content + b"\nendstream"


def paged(
    contents: Sequence[bytes] = (PLAIN_TEXT,),
    *,
    box: bytes = BOX,
    page: bytes = b"",
    resources: bytes = b"",
    catalog: bytes = b"",
    more: Objects | None = None,
) -> Objects:
    """Return the objects of a file with a page for each content stream.

    `page`, `resources` and `catalog` are further entries of these dictionaries; the
    first page is object 10, its content 11, the second page 12; `more` adds objects,
    or stands for these.
    """
    numbers = [FIRST_PAGE + _STEP * index for index in range(len(contents))]
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    objects = {
        CATALOG: b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
        PAGES: b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, len(numbers)),
        FONT: _FONT,
    }
    for number, content in zip(numbers, contents, strict=True):
        objects[number] = (
            b"<</Type/Page/Parent 2 0 R"
            + (box + page + b"/Contents %d 0 R" % (number + 1))
            + b"/Resources<</Font<</F 3 0 R>>%b>>>>" % resources
        )
        objects[number + 1] = stream(content)
    return objects | (more or {})


def written(objects: Objects, *, trailer: bytes = b"") -> bytes:
    """Return a file with a sound table of where its objects lie."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places: dict[int, int] = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        at, kind = (places[number], b"n") if number in places else (0, b"f")
        out += b"%010d 00000 %b \n" % (at, kind)
    out += b"trailer\n<</Size %d/Root 1 0 R%b>>\n" % (size, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def packed(objects: Objects) -> bytes:
    """Return a file whose objects lie in an object stream, but for the streams."""
    loose = {number: body for number, body in objects.items() if b"stream\n" in body}
    inner = {number: body for number, body in objects.items() if number not in loose}
    heads, bodies = bytearray(), bytearray()
    for number, body in inner.items():
        heads += b"%d %d " % (number, len(bodies))
        bodies += body + b" "
    holder, table = max(objects) + 1, max(objects) + 2
    words = b"/Type/ObjStm/N %d/First %d" % (len(inner), len(heads))
    loose[holder] = stream(bytes(heads + bodies), words, deflated=True)
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    rows = {number: (2, holder, index) for index, number in enumerate(inner)}
    for number, body in loose.items():
        rows[number] = (1, len(out), 0)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    rows[table] = (1, start, 0)
    words = b"/Type/XRef/W[1 4 2]/Size %d/Root 1 0 R" % (table + 1)
    packed_rows = (
        b"".join(
            kind.to_bytes(1, "big") + at.to_bytes(4, "big") + index.to_bytes(2, "big")
            for kind, at, index in (
                rows.get(number, (0, 0, 0)) for number in range(table)
            )
        )
        + b"\x01"
        + start.to_bytes(4, "big")
        + b"\x00\x00"
    )
    out += b"%d 0 obj\n" % table + stream(packed_rows, words) + b"\nendobj\n"
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def references(numbers: Iterable[int]) -> bytes:
    """Return an array of references to objects."""
    return b"[" + b" ".join(b"%d 0 R" % number for number in numbers) + b"]"

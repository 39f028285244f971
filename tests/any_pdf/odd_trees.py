"""PDFs whose pages, outline, names or encryption are odd."""

import zlib
from typing import Any

import pymupdf as untyped_pymupdf

from tests.any_pdf.oddity import Oddity
from tests.any_pdf.planted import FAILED, LOCKED, NO_PAGE, REFUSED, SHOWN
from tests.any_pdf.writing import (
    PLAIN_TEXT,
    Objects,
    packed,
    paged,
    references,
    stream,
    written,
)

pymupdf: Any = untyped_pymupdf

_ANY = (SHOWN, NO_PAGE, REFUSED, FAILED)
_EMPTY = (NO_PAGE, REFUSED)
_CIPHERS = {
    "RC4 40": pymupdf.PDF_ENCRYPT_RC4_40,
    "RC4 128": pymupdf.PDF_ENCRYPT_RC4_128,
    "AES 128": pymupdf.PDF_ENCRYPT_AES_128,
    "AES 256": pymupdf.PDF_ENCRYPT_AES_256,
}


def _with(more: Objects, catalog: bytes = b"") -> bytes:
    return written(paged(catalog=catalog, more=more))


def _locked(cipher: int, *, user: str, owner: str) -> bytes:
    with pymupdf.open(stream=written(paged()), filetype="pdf") as document:
        kept: bytes = document.tobytes(
            encryption=cipher, user_pw=user, owner_pw=owner, permissions=0
        )
    return kept


def _outline(count: int, *, is_deep: bool = False) -> bytes:
    objects = {50: b"<</Type/Outlines/First 100 0 R/Last 100 0 R/Count 1>>"}
    for index in range(count):
        number, further = 100 + index, index < count - 1
        word = b"First" if is_deep else b"Next"
        after = b"/%b %d 0 R" % (word, number + 1) if further else b""
        title = b"/Title(Entry %d of the birds)/Dest[10 0 R/XYZ 0 700 0]" % index
        objects[number] = b"<<" + title + b"/Parent 50 0 R" + after + b">>"
    return _with(objects, b"/Outlines 50 0 R")


def _outline_ring() -> bytes:
    entry = (
        b"<</Title(Round)/Parent 50 0 R/Dest(a)/First 51 0 R/Next 51 0 R/Prev 51 0 R>>"
    )
    objects = {50: b"<</First 51 0 R/Last 51 0 R>>", 51: entry}
    return _with(objects, b"/Outlines 50 0 R")


def _names_ring() -> bytes:
    more = {
        50: b"<</Dests 51 0 R/EmbeddedFiles 51 0 R>>",
        51: b"<</Kids[51 0 R 51 0 R]/Limits[(a)(z)]>>",
        100: b"<</Type/Annot/Subtype/Link/Rect[9 9 99 99]/Dest(m)>>",
    }
    page = b"/Annots[100 0 R]"
    return written(paged(page=page, catalog=b"/Names 50 0 R", more=more))


def _destination_ring() -> bytes:
    more = {
        50: b"<</m 51 0 R>>",
        51: b"<</D 51 0 R>>",
        100: b"<</Type/Annot/Subtype/Link/Rect[9 9 99 99]/Dest/m>>",
    }
    page = b"/Annots[100 0 R]"
    return written(paged(page=page, catalog=b"/Dests 50 0 R", more=more))


def _portfolio() -> bytes:
    inner = stream(b"the inner file", b"/Type/EmbeddedFile")
    more = {
        50: b"<</EmbeddedFiles<</Names[(../../up.pdf)51 0 R(b)52 0 R(c)51 0 R]>>>>",
        51: b"<</Type/Filespec/F(../../up.pdf)/UF(../../up.pdf)/EF<</F 53 0 R>>>>",
        52: b"<</Type/Filespec/F(C:\\\\nul)/EF<</F 54 0 R>>>>",
        53: inner,
    }
    return _with(more, b"/Names 50 0 R/Collection<</View/T>>")


def _form_of_another_kind() -> bytes:
    xml = b'<?xml version="1.0"?><xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"/>'
    more = {50: b"<</Fields[50 0 R]/XFA 51 0 R/CO[50 0 R]>>", 51: stream(xml)}
    return _with(more, b"/AcroForm 50 0 R/NeedsRendering true")


def _labels(rules: bytes) -> bytes:
    pages = [PLAIN_TEXT] * 4
    return written(paged(pages, catalog=b"/PageLabels<</Nums[%b]>>" % rules))


def _bad_table(change: tuple[bytes, bytes]) -> bytes:
    return written(paged()).replace(*change)


def _itself_in_a_pack() -> bytes:
    words = b"/Type/ObjStm/N 1/First 5/Extends 50 0 R"
    return _with({50: stream(b"50 0 <<>>", words)})


def _swollen() -> bytes:
    """A content stream of 400 MB that is packed into 400 KB."""
    packer = zlib.compressobj(9)
    parts = [packer.compress(b" " * (1 << 20)) for _ in range(400)]
    content = b"".join(parts) + packer.flush()
    return _with({11: stream(content, b"/Filter/FlateDecode")})


def _described(xml: bytes) -> bytes:
    return _with({50: stream(xml, b"/Type/Metadata/Subtype/XML")}, b"/Metadata 50 0 R")


TREE_ODDITIES: tuple[Oddity, ...] = (
    *(
        Oddity(
            f"locked {name}",
            lambda cipher=cipher: _locked(cipher, user="tide", owner="ebb"),
            (LOCKED,),
        )
        for name, cipher in _CIPHERS.items()
    ),
    *(
        Oddity(
            f"locked for changes {name}",
            lambda cipher=cipher: _locked(cipher, user="", owner="ebb"),
        )
        for name, cipher in _CIPHERS.items()
    ),
    Oddity(
        "encrypted in no known way",
        lambda: written(
            paged(), trailer=b"/Encrypt<</Filter/Standard/V 99/R 99/O(a)/U(b)/P -1>>"
        ),
        (SHOWN, REFUSED, LOCKED),
    ),
    Oddity("packed", lambda: packed(paged())),
    Oddity("packed into itself", _itself_in_a_pack),
    Oddity(
        "start of table wrong", lambda: _bad_table((b"startxref\n", b"startxref\n9"))
    ),
    Oddity("no start of table", lambda: _bad_table((b"startxref", b"start"))),
    Oddity("table of zeros", lambda: _bad_table((b" 00000 n", b" 00009 f")), _ANY),
    Oddity("table in a ring", lambda: written(paged(), trailer=b"/Prev 9")),
    Oddity(
        "table for millions", lambda: _bad_table((b"xref\n0 ", b"xref\n0 99999999"))
    ),
    Oddity("size of millions", lambda: _bad_table((b"/Size ", b"/Size 99999999"))),
    Oddity(
        "number of millions",
        lambda: written(paged()).replace(b"11 0 obj", b"8388606 0 obj"),
    ),
    Oddity("cut in half", lambda: written(paged())[:500], _ANY),
    Oddity("words before", lambda: b"<html>\n" * 100 + written(paged())),
    Oddity("words behind", lambda: written(paged()) + b"\0" * 9_000),
    Oddity("length wrong", lambda: written(paged()).replace(b"/Length ", b"/Length 9")),
    Oddity(
        "length is itself",
        lambda: written(
            paged(
                more={11: b"<</Length 11 0 R>>\nstream\n" + PLAIN_TEXT + b"\nendstream"}
            )
        ),
        _ANY,
    ),
    Oddity("root missing", lambda: _bad_table((b"/Root 1 0 R", b"")), _ANY),
    Oddity(
        "root is a page", lambda: _bad_table((b"/Root 1 0 R", b"/Root 10 0 R")), _ANY
    ),
    Oddity("pages are null", lambda: _with({2: b"null"}), _ANY),
    Oddity("no kids", lambda: _with({2: b"<</Type/Pages/Count 0/Kids[]>>"}), _EMPTY),
    Oddity(
        "no kids but a count",
        lambda: _with({2: b"<</Type/Pages/Count 7/Kids[]>>"}),
        _ANY,
    ),
    Oddity(
        "count of millions",
        lambda: _with({2: b"<</Type/Pages/Count 99999999/Kids[10 0 R]>>"}),
        _ANY,
    ),
    Oddity(
        "count below zero",
        lambda: _with({2: b"<</Type/Pages/Count -3/Kids[10 0 R]>>"}),
        _ANY,
    ),
    Oddity(
        "pages in a ring",
        lambda: _with({2: b"<</Type/Pages/Count 3/Kids[2 0 R 10 0 R 2 0 R]>>"}),
        _ANY,
    ),
    Oddity(
        "pages their own parent",
        lambda: _with({2: b"<</Type/Pages/Parent 2 0 R/Count 1/Kids[10 0 R]>>"}),
        _ANY,
    ),
    Oddity(
        "kids are null",
        lambda: _with({2: b"<</Type/Pages/Count 3/Kids[null 10 0 R 99 0 R]>>"}),
        _ANY,
    ),
    Oddity(
        "same page 300 times",
        lambda: _with(
            {2: b"<</Type/Pages/Count 300/Kids" + references([10] * 300) + b">>"}
        ),
        _ANY,
    ),
    Oddity("pages 5,000", lambda: written(paged([PLAIN_TEXT] * 5_000)), is_heavy=True),
    Oddity("outline of 100,000", lambda: _outline(100_000), is_heavy=True),
    Oddity("outline of 2,000", lambda: _outline(2_000)),
    Oddity("outline 1,000 deep", lambda: _outline(1_000, is_deep=True)),
    Oddity("outline in a ring", _outline_ring),
    Oddity("names in a ring", _names_ring),
    Oddity("destinations in a ring", _destination_ring),
    Oddity("portfolio", _portfolio),
    Oddity("form of another kind", _form_of_another_kind),
    Oddity(
        "labels odd",
        lambda: _labels(b"0<</S/r/St -5>>2<</S/Z/P(\xff\x00)>>9<</S/A>>-4<</S/D>>"),
    ),
    Oddity("labels of wrong kinds", lambda: _labels(b"/a 3 (x) null 1<</St(x)/S 3>>")),
    Oddity(
        "labels vast",
        lambda: _labels(
            b"0<</S/A/St 2147483647/P(" + b"p" * 9_000 + b")>>1<</S/R/St 99999999999>>"
        ),
    ),
    Oddity(
        "labels in a ring",
        lambda: _with({50: b"<</Kids[50 0 R 50 0 R]>>"}, b"/PageLabels 50 0 R"),
    ),
    Oddity(
        "layers in a ring",
        lambda: _with(
            {50: b"<</OCGs[50 0 R]/D<</Order[50 0 R[50 0 R]]/OFF[50 0 R]>>>>"},
            b"/OCProperties 50 0 R",
        ),
    ),
    Oddity("described in no XML", lambda: _described(b"<x" * 9_000)),
    Oddity(
        "described in ever more words",
        lambda: _described(
            b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
            b"<x>&b;</x>"
        ),
    ),
    Oddity(
        "title of wrong kind",
        lambda: written(
            paged(more={50: b"<</Title[1 2]/Author 50 0 R>>"}), trailer=b"/Info 50 0 R"
        ),
    ),
    Oddity("content of 400 MB", _swollen, (SHOWN, FAILED), is_heavy=True),
)

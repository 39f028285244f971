"""PDFs with a page that is odd in its size, text, fonts, pictures or links."""

from collections.abc import Iterable

from tests.any_pdf.oddity import Oddity
from tests.any_pdf.planted import FAILED, SHOWN
from tests.any_pdf.writing import (
    PLAIN_TEXT,
    Objects,
    paged,
    references,
    stream,
    written,
)

_SHOWN_OR_TOLD = (SHOWN, FAILED)
_FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]"
_IMAGE = b"/Type/XObject/Subtype/Image"
_PAINTED = b"q 500 0 0 500 50 100 cm /X Do Q " + PLAIN_TEXT
_ACTS = {
    "script": b"/S/JavaScript/JS(app.alert(1))",
    "launch": b"/S/Launch/F(/bin/sh)",
    "submit": b"/S/SubmitForm/F(http://127.0.0.1/x)",
    "import": b"/S/ImportData/F(x.fdf)",
    "embedded": b"/S/GoToE/T<</R/C/N(x)>>",
    "remote": b"/S/GoToR/F(other.pdf)/D[0/Fit]",
    "file": b"/S/URI/URI(file:///etc/passwd)",
    "smb": b"/S/URI/URI(smb://host/x)",
    "long address": b"/S/URI/URI(http://x/" + b"a" * 60_000 + b")",
    "named": b"/S/Named/N/Print",
    "rendition": b"/S/Rendition/OP 0",
    "hide": b"/S/Hide/T(x)",
    "next ring": b"/S/GoTo/D[10 0 R/Fit]/Next 50 0 R",
    "unknown": b"/S/Nothing/X 1",
    "nowhere": b"/S/GoTo/D[9999 0 R/XYZ 1e99 -1e99 0]",
    "no name": b"/S/GoTo/D(no such name)",
}


def _box(box: bytes, page: bytes = b"") -> bytes:
    return written(paged(box=box, page=page))


def _annotated(annotations: Iterable[bytes], more: Objects | None = None) -> bytes:
    objects = dict(enumerate(annotations, 100))
    page = b"/Annots" + references(objects)
    return written(paged(page=page, more=objects | (more or {})))


def _link(number: int, act: bytes = b"/S/GoTo/D[10 0 R/Fit]") -> bytes:
    left, low = 30 + number % 50 * 10, 30 + number // 50 % 100 * 7
    box = b"[%d %d %d %d]" % (left, low, left + 9, low + 6)
    return b"<</Type/Annot/Subtype/Link/Rect%b/A<<%b>>>>" % (box, act)


def _links(count: int) -> bytes:
    return _annotated(_link(number) for number in range(count))


def _mixed_links(count: int) -> bytes:
    acts = (b"/S/GoTo/D[10 0 R/Fit]", b"/S/JavaScript/JS(1)")
    return _annotated(_link(n // 2, acts[n % 2]) for n in range(count))


def _notes(count: int) -> bytes:
    return _annotated(
        b"<</Type/Annot/Subtype/Text/Contents(note)/Rect[%d 20 %d 40]>>"
        % (number % 500, number % 500 + 20)
        for number in range(count)
    )


def _acted(act: bytes) -> bytes:
    ring = {50: b"<</S/GoTo/D[10 0 R/Fit]/Next 50 0 R>>"}
    catalog = b"/OpenAction<<" + act + b">>/AA<</WC<<" + act + b">>>>"
    objects = paged(
        page=b"/Annots[100 0 R]/AA<</O<<" + act + b">>>>",
        catalog=catalog,
        more={100: _link(0, act)} | ring,
    )
    return written(objects)


def _painting(image: bytes, more: Objects | None = None) -> bytes:
    resources = b"/XObject<</X 50 0 R>>"
    return written(
        paged((_PAINTED,), resources=resources, more={50: image, **more})
        if more
        else paged((_PAINTED,), resources=resources, more={50: image})
    )


def _image(words: bytes, content: bytes) -> bytes:
    return _painting(stream(content, _IMAGE + words))


def _nested_forms(depth: int, *, is_ring: bool = False) -> bytes:
    forms = {}
    for number in range(depth):
        last = number == depth - 1
        target = 50 if is_ring and last else 51 + number
        words = _FORM + b"/Resources<</XObject<</X %d 0 R>>>>" % target
        forms[50 + number] = stream(
            PLAIN_TEXT if last and not is_ring else b"/X Do", words
        )
    return _painting(forms.pop(50), forms) if depth > 1 else _painting(forms[50])


def _bomb() -> bytes:
    """Ten forms that each paint the next ten times: 10^10 strokes."""
    forms = {
        50 + level: stream(
            b"/X Do " * 10 if level < 9 else b"0 0 m 600 700 l S",
            _FORM + b"/Resources<</XObject<</X %d 0 R>>>>" % (51 + level),
        )
        for level in range(10)
    }
    return _painting(forms.pop(50), forms)


def _mask_ring() -> bytes:
    words = _IMAGE + b"/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray"
    return _painting(
        stream(b"\x10\x80\x80\x10", words + b"/SMask 51 0 R"),
        {51: stream(b"\x80" * 4, words + b"/SMask 50 0 R")},
    )


def _group_mask_ring() -> bytes:
    group = b"/Group<</S/Transparency/CS/DeviceRGB>>"
    state = b"/ExtGState<</G<</SMask<</S/Luminosity/G 50 0 R>>>>>>"
    form = stream(b"/G gs " + PLAIN_TEXT, _FORM + group + b"/Resources<<%b>>" % state)
    content = b"/G gs " + PLAIN_TEXT
    return written(paged((content,), resources=state, more={50: form}))


def _pattern_ring() -> bytes:
    words = (
        b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep .001/YStep .001"
    )
    words += b"/Resources<</Pattern<</P 50 0 R>>>>"
    pattern = stream(b"/Pattern cs /P scn 0 0 9 9 re f", words)
    content = b"/Pattern cs /P scn 0 0 600 700 re f " + PLAIN_TEXT
    resources = b"/Pattern<</P 50 0 R>>"
    return written(paged((content,), resources=resources, more={50: pattern}))


def _font(
    font: bytes, content: bytes = PLAIN_TEXT, more: Objects | None = None
) -> bytes:
    return written(paged((content,), more={3: font, **(more or {})}))


def _drawn_font_ring() -> bytes:
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.1 0 0 .1 0 0]"
        b"/FirstChar 84/LastChar 84/Widths[9]/Encoding<</Differences[84/a]>>"
        b"/CharProcs<</a 50 0 R>>/Resources<</Font<</F 3 0 R>>>>>>"
    )
    glyph = stream(b"9 0 d0 BT /F 9 Tf (T) Tj ET")
    return _font(font, b"BT /F 11 Tf 72 700 Td (TTTT) Tj ET", {50: glyph})


def _no_unicode() -> bytes:
    names = b"".join(b"/g%d" % number for number in range(128))
    font = (
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica"
        b"/Encoding<</Differences[0" + names + b"]>>>>"
    )
    return _font(font)


def _wide_font(base: bytes, encoding: bytes, text: bytes) -> bytes:
    inner = (
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/" + base + b"/CIDSystemInfo"
        b"<</Registry(Adobe)/Ordering(Japan1)/Supplement 6>>>>"
    )
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/"
        + base
        + b"/Encoding/"
        + encoding
        + b"/DescendantFonts[50 0 R]>>"
    )
    content = b"BT /F 14 Tf 500 700 Td <" + text.hex().encode() + b"> Tj ET"
    return _font(font, content, {50: inner})


def _megabyte_of_text() -> bytes:
    line = b"(the harbour lies quiet while the birds are counted by the pier) '"
    lines = b" ".join([line] * 16_000)
    return written(paged((b"BT /F .05 Tf .04 TL 30 760 Td " + lines + b" ET",)))


def _mentions(count: int) -> bytes:
    lines = b"".join(
        b"(see Fig. %d and Table %d, [%d], Smith 2020 and \\(%d\\)) ' "
        % ((number,) * 4)
        for number in range(1, count // 5)
    )
    return written(paged((b"BT /F .2 Tf .19 TL 30 780 Td " + lines + b" ET",)))


def _long_line() -> bytes:
    return written(
        paged((b"BT /F .001 Tf 9 400 Td (" + b"the " * 120_000 + b") Tj ET",))
    )


def _strokes(count: int) -> bytes:
    strokes = b"".join(
        b"%d %d m %d %d l S\n" % (number % 600, number % 777, number % 511, number % 91)
        for number in range(count)
    )
    return written(paged((strokes + PLAIN_TEXT,)))


def _garbage(filter_name: bytes) -> bytes:
    words = b"/Width 400/Height 400/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/"
    return _image(words + filter_name, bytes(range(256)) * 20)


_BOXES = {
    "huge": b"/MediaBox[0 0 1e9 1e9]",
    "vast": b"/MediaBox[0 0 90000 90000]",
    "negative": b"/MediaBox[612 792 0 0]",
    "below zero": b"/MediaBox[-700 -800 -88 -8]",
    "zero": b"/MediaBox[0 0 0 0]",
    "flat": b"/MediaBox[0 0 612 0]",
    "not a number": b"/MediaBox[0 0 nan inf]",
    "beyond floats": b"/MediaBox[-1e39 -1e39 1e39 1e39]",
    "names": b"/MediaBox[/a/b/c/d]",
    "short": b"/MediaBox[0 0 612]",
    "none": b"",
    "itself": b"/MediaBox 10 0 R",
    "cut outside": b"/MediaBox[0 0 612 792]/CropBox[2000 2000 3000 3000]",
    "cut to nothing": b"/MediaBox[0 0 612 792]/CropBox[90 90 90 90]",
    "thread": b"/MediaBox[0 0 .01 14400]",
    "turned by 45": b"/MediaBox[0 0 612 792]/Rotate 45",
    "turned by -90": b"/MediaBox[0 0 612 792]/Rotate -90",
    "turned far": b"/MediaBox[0 0 612 792]/Rotate 99999999990",
    "unit 1000": b"/MediaBox[0 0 612 792]/UserUnit 1000",
    "unit 0": b"/MediaBox[0 0 612 792]/UserUnit 0",
    "unit below": b"/MediaBox[0 0 612 792]/UserUnit -3",
}
_FILTERS = (b"JPXDecode", b"JBIG2Decode", b"DCTDecode", b"CCITTFaxDecode", b"LZWDecode")
_HUGE = b"/Width 60000/Height 60000/BitsPerComponent 8/ColorSpace/DeviceRGB"
_KANJI = "港の鳥を数える".encode("utf-16-be")

PAGE_ODDITIES: tuple[Oddity, ...] = (
    *(
        Oddity(f"box {name}", lambda box=box: _box(box), _SHOWN_OR_TOLD)
        for name, box in _BOXES.items()
    ),
    *(
        Oddity(f"act {name}", lambda act=act: _acted(act))
        for name, act in _ACTS.items()
    ),
    *(
        Oddity(f"garbage {name.decode()}", lambda name=name: _garbage(name))
        for name in _FILTERS
    ),
    Oddity("links 1,000", lambda: _links(1_000)),
    Oddity("links 10,000", lambda: _links(10_000), is_heavy=True),
    Oddity("links and scripts", lambda: _mixed_links(5_000), is_heavy=True),
    Oddity("mentions 20,000", lambda: _mentions(20_000), is_heavy=True),
    Oddity("notes 100,000", lambda: _notes(100_000), _SHOWN_OR_TOLD, is_heavy=True),
    Oddity("annotation is the page", lambda: written(paged(page=b"/Annots[10 0 R]"))),
    Oddity(
        "annotations are a ring",
        lambda: written(paged(page=b"/Annots 50 0 R", more={50: b"[50 0 R 50 0 R]"})),
    ),
    Oddity(
        "link without box",
        lambda: _annotated([b"<</Type/Annot/Subtype/Link/A<</S/JavaScript/JS(1)>>>>"]),
    ),
    Oddity(
        "link box of names",
        lambda: _annotated([b"<</Type/Annot/Subtype/Link/Rect[/a/b]/A<</S/Launch>>>>"]),
    ),
    Oddity("forms 20 deep", lambda: _nested_forms(20)),
    Oddity("forms 5,000 deep", lambda: _nested_forms(5_000), _SHOWN_OR_TOLD),
    Oddity("forms in a ring", lambda: _nested_forms(3, is_ring=True)),
    Oddity("forms without end", _bomb, _SHOWN_OR_TOLD, is_heavy=True),
    Oddity("form paints itself", lambda: _nested_forms(1, is_ring=True)),
    Oddity("image too large", lambda: _image(_HUGE, b"x"), _SHOWN_OR_TOLD),
    Oddity("image of no size", lambda: _image(b"/Width 0/Height 0", b"")),
    Oddity("image below zero", lambda: _image(b"/Width -5/Height 9", b"x")),
    Oddity("image without words", lambda: _image(b"", b"x")),
    Oddity("masks in a ring", _mask_ring),
    Oddity("group masks in a ring", _group_mask_ring, _SHOWN_OR_TOLD),
    Oddity("patterns in a ring", _pattern_ring, _SHOWN_OR_TOLD),
    Oddity("font missing", lambda: _font(b"null")),
    Oddity("font of no kind", lambda: _font(b"<</Type/Font>>")),
    Oddity(
        "font unknown",
        lambda: _font(b"<</Type/Font/Subtype/TrueType/BaseFont/NoSuchFont>>"),
    ),
    Oddity(
        "font file broken",
        lambda: _font(
            b"<</Type/Font/Subtype/TrueType/BaseFont/A/FontDescriptor 50 0 R>>",
            more={
                50: b"<</Type/FontDescriptor/FontFile2 51 0 R>>",
                51: stream(b"\x00\x01\x00\x00" + b"\xff" * 300),
            },
        ),
    ),
    Oddity("font draws itself", _drawn_font_ring),
    Oddity("glyphs without unicode", _no_unicode),
    Oddity("downwards", lambda: _wide_font(b"Ryumin-Light", b"UniJIS-UTF16-V", _KANJI)),
    Oddity("across", lambda: _wide_font(b"Ryumin-Light", b"UniJIS-UTF16-H", _KANJI)),
    Oddity("no such encoding", lambda: _wide_font(b"A", b"Nothing-H", _KANJI)),
    Oddity("megabyte of text", _megabyte_of_text, is_heavy=True),
    Oddity("half a megabyte in a line", _long_line, is_heavy=True),
    Oddity("strokes 200,000", lambda: _strokes(200_000), _SHOWN_OR_TOLD, is_heavy=True),
    Oddity("content missing", lambda: written(paged(more={11: b"null"}))),
    Oddity("content is the page", lambda: written(paged(page=b"/Contents 10 0 R"))),
    Oddity(
        "content unbalanced",
        lambda: written(paged((b"Q Q Q " + b"q " * 100_000 + PLAIN_TEXT,))),
        _SHOWN_OR_TOLD,
    ),
    Oddity(
        "content of wrong kinds",
        lambda: written(
            paged((b"(a) (b) cm [1 2] Tj <</A 1>> re /x Tf 1e999 w " + PLAIN_TEXT,))
        ),
    ),
    Oddity(
        "brackets 100,000 deep",
        lambda: written(paged((b"[" * 100_000 + b" " + PLAIN_TEXT,))),
        _SHOWN_OR_TOLD,
    ),
    Oddity(
        "letters as large as a town",
        lambda: written(paged((b"BT /F 1e7 Tf 9 9 Td (the town) Tj ET",))),
    ),
)

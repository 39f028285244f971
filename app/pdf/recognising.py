"""How a first page's shapes in MuPDF become a layout that is judged."""

from collections.abc import Callable, Container, Mapping
from typing import Any

from app.formats.recognition.judging import Stated, recognise
from app.formats.recognition.layout import Line, Page, Span
from app.pdf.contents import Inspection
from app.pdf.sections import one_line

_BOLD = 16
_LINES_MAX = 800
_SPAN_CHARS = 500
_FIRST_PAGE_CHARS = 20_000
_LEVEL_COSINE = 0.9
_BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi", "cmbx", "-bd", "medi")

_MATH_NAMES = (
    *("cmmi", "cmsy", "cmex", "msam", "msbm", "cmbsy", "eufm", "eusm", "rsfs", "bbm"),
    *("math", "symbol", "mtmi", "mtsy", "mtex", "mtpro", "txmi", "txsy", "txex"),
    *("pxmi", "pxsy", "pxex", "stmary", "wasy", "dsrom", "esint", "mdsymb"),
)
_MATH_LETTERS = range(0x1D400, 0x1D800)

Shapes = Mapping[str, Any]
"""What extractDICT gives of a page."""


def inspection_of(read: Callable[[int], Shapes], stated: Stated) -> Inspection:
    """Look at a document's first pages; `read` gives the shapes of one."""
    n_pages = stated.n_pages
    if not n_pages:
        return Inspection(n_pages=0)
    first = read(0)

    def second() -> Page | None:
        return layout_of(read(1)) if n_pages > 1 else None

    return Inspection(
        n_pages=n_pages,
        first_page_text=_plain_text(first)[:_FIRST_PAGE_CHARS],
        found=recognise(layout_of(first), second, stated),
    )


def layout_of(shapes: Shapes) -> Page:
    """Return the lines of a page, up to 800 of them."""
    lines: list[Line] = []
    bold = {font: _is_bold(*font) for font in _fonts_of(shapes)}
    math = {name for _, name in bold if _is_math(name)}
    for block in shapes["blocks"]:
        for line in block.get("lines", ()):
            spans = tuple(
                Span(
                    one_line(span["text"])[:_SPAN_CHARS],
                    span["size"],
                    bold[span["flags"], span["font"]],
                    *(*span["bbox"], _is_of_math(span, math)),
                )
                for span in line["spans"]
            )
            if spans:
                lines.append(Line(spans, line["dir"][0] > _LEVEL_COSINE))
        if len(lines) >= _LINES_MAX:
            break
    return Page(shapes["width"], shapes["height"], tuple(lines[:_LINES_MAX]))


def _fonts_of(shapes: Shapes) -> set[tuple[int, str]]:
    """Return flags and name of each font that is used."""
    lines = (line for block in shapes["blocks"] for line in block.get("lines", ()))
    return {(span["flags"], span["font"]) for line in lines for span in line["spans"]}


def _is_bold(flags: int, font: str) -> bool:
    if flags & _BOLD:
        return True
    font = font.lower()
    return any(name in font for name in _BOLD_NAMES)


def _is_math(font: str) -> bool:
    font = font.lower()
    return any(name in font for name in _MATH_NAMES)


def _is_of_math(span: Mapping[str, Any], fonts: Container[str]) -> bool:
    """Say whether letters are of a font, or a block of Unicode, of mathematics."""
    text: str = span["text"]
    if span["font"] in fonts:
        return True
    return not text.isascii() and any(ord(char) in _MATH_LETTERS for char in text)


def _plain_text(shapes: Shapes) -> str:
    lines = (line for block in shapes["blocks"] for line in block.get("lines", ()))
    texts = ("".join(span["text"] for span in line["spans"]) for line in lines)
    return "".join(f"{text}\n" for text in texts)

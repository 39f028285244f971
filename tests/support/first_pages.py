"""First pages in the shapes that publishers give them, drawn at test time.

A page is rows from top to bottom, each `SIZE[b][i][c|r] TEXT`: the size in points,
bold, italic, centred or at the right; `gap N` leaves N points; `body N` sets N rows of
text in one column, `columns N` in two; `side TEXT` is a stamp up the left margin;
`foot TEXT` stands at the lower edge, `head TEXT` at the upper one.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

import pymupdf

_ROW = re.compile(r"(\d+(?:\.\d+)?)([bicr]*) (.+)")
_WIDTH, _HEIGHT, _MARGIN = 612, 792, 60
_FILLER = (
    "we describe how the measured values follow from the model and what remains open "
    "when the number of samples grows while the noise of each of them stays the same "
)


@dataclass(frozen=True, kw_only=True)
class FirstPage:
    """A page to draw, and what is true of it; `title` '' where it is no paper."""

    name: str
    rows: tuple[str, ...]
    title: str = ""
    authors: tuple[str, ...] = ()
    identifiers: dict[str, str] = field(default_factory=dict)
    stated: str = ""
    stated_author: str = ""
    second: tuple[str, ...] = ()
    size: tuple[int, int] = (_WIDTH, _HEIGHT)
    n_pages: int = 1
    file: str = ""

    @property
    def file_name(self) -> str:
        """Return the name of its file."""
        return self.file or f"{self.name.replace(' ', '-')}.pdf"


def draw(page: FirstPage, folder: Path) -> Path:
    """Draw the page as a PDF in a folder."""
    document = pymupdf.open()
    _draw_rows(document.new_page(width=page.size[0], height=page.size[1]), page.rows)
    if page.second:
        _draw_rows(document.new_page(), page.second)
    for _ in range(page.n_pages - len(document)):
        document.new_page()
    document.set_metadata({"title": page.stated, "author": page.stated_author})
    path = folder / page.file_name
    document.save(path)
    document.close()
    return path


def _draw_rows(page: pymupdf.Page, rows: tuple[str, ...]) -> None:
    top = 50.0
    for row in rows:
        word, _, rest = row.partition(" ")
        match word:
            case "gap":
                top += float(rest)
            case "body":
                top = _body(
                    page, _MARGIN, page.rect.width - 2 * _MARGIN, top, int(rest)
                )
            case "columns":
                width = (page.rect.width - 2 * _MARGIN - 20) / 2
                start = top
                for left in (_MARGIN, _MARGIN + width + 20):
                    top = _body(page, left, width, start, int(rest))
            case "side":
                page.insert_text((30, 600), rest, fontsize=20, rotate=90)
            case "foot":
                page.insert_text((_MARGIN, page.rect.height - 40), rest, fontsize=8)
            case "head":
                page.insert_text((_MARGIN, 36), rest, fontsize=8)
            case _:
                top = _text(page, row, top)


def _body(page: pymupdf.Page, left: float, width: float, top: float, n: int) -> float:
    font = pymupdf.Font("tiro")
    words = (_FILLER * 50).split()
    for _ in range(n):
        line: list[str] = []
        while font.text_length(" ".join([*line, words[0]]), 10) < width:
            line.append(words.pop(0))
        top += 12
        page.insert_text((left, top), " ".join(line), fontname="tiro", fontsize=10)
    return top


def _text(page: pymupdf.Page, row: str, top: float) -> float:
    match = _ROW.fullmatch(row)
    assert match is not None, row
    size, style, text = float(match[1]), match[2], match[3]
    name = {"b": "tibo", "i": "tiit", "bi": "tibi"}.get(
        "".join(c for c in style if c in "bi"), "tiro"
    )
    font = pymupdf.Font(name if _fits(text) else "china-s")
    writer = pymupdf.TextWriter(page.rect)
    length = font.text_length(text, size)
    left = float(_MARGIN)
    if "c" in style:
        left = (page.rect.width - length) / 2
    if "r" in style:
        left = page.rect.width - _MARGIN - length
    top += 1.2 * size
    writer.append((left, top), text, font=font, fontsize=size)
    writer.write_text(page)
    return top


def _fits(text: str) -> bool:
    return text == text.encode("cp1252", "ignore").decode("cp1252")

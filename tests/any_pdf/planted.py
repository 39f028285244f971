"""PDFs of our own that are hard on a reader, with what must come of each."""

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import pymupdf as untyped_pymupdf

pymupdf: Any = untyped_pymupdf

SHOWN, LOCKED, NO_PAGE, REFUSED, FAILED = (
    "shown",
    "locked",
    "no page",
    "refused",
    "failed",
)

PASSWORD = "tide"
_PLAIN = "The harbour lies quiet while the birds are counted."


def write_planted(folder: Path, *, leave_out: Collection[str] = ()) -> dict[Path, str]:
    """Write the files but for some; return what must come of each."""
    folder.mkdir(parents=True, exist_ok=True)
    made: dict[Path, str] = {}
    for name, expected, write in _FILES:
        if name in leave_out:
            continue
        path = folder / f"{name}.pdf"
        write(path)
        made[path] = expected
    return made


def _pages(path: Path, *sizes: tuple[float, float], title: str = "") -> None:
    with pymupdf.open() as document:
        for width, height in sizes:
            page = document.new_page(width=width, height=height)
            if height > 30 and width > 30:
                page.insert_text((15, height / 2), _PLAIN, fontsize=11)
        document.set_metadata({"title": title})
        document.save(path)


def _many(path: Path) -> None:
    _pages(path, *[(612, 792)] * 5_000)


def write_locked(path: Path) -> None:
    """Write a page that only PASSWORD opens."""
    with pymupdf.open() as document:
        document.new_page().insert_text((72, 72), _PLAIN)
        how = pymupdf.PDF_ENCRYPT_AES_256
        document.save(path, encryption=how, user_pw=PASSWORD, owner_pw="x")


def _scanned(path: Path) -> None:
    with pymupdf.open() as document:
        for _ in range(3):
            page = document.new_page()
            picture = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 600, 800))
            picture.clear_with(230)
            page.insert_image(page.rect, pixmap=picture)
        document.save(path)


def _huge_image(path: Path) -> None:
    with pymupdf.open() as document:
        page = document.new_page()
        picture = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 9_000, 9_000))
        picture.clear_with(90)
        page.insert_image(page.rect, pixmap=picture)
        document.save(path, deflate=True)


def _leftwards(path: Path) -> None:
    with pymupdf.open() as document:
        page = document.new_page()
        text = "<p dir='rtl'>שלום עולם, העופות נספרים בנמל</p>"
        page.insert_htmlbox(pymupdf.Rect(72, 72, 500, 300), text * 20)
        document.save(path)


def _downwards(path: Path) -> None:
    with pymupdf.open() as document:
        page = document.new_page()
        for column in range(6):
            text = "港の鳥を数える"
            for row, letter in enumerate(text):
                at = (500 - 40 * column, 80 + 20 * row)
                page.insert_text(at, letter, fontname="japan", fontsize=14)
        page.insert_text((60, 400), _PLAIN, rotate=90)
        document.save(path)


def _form(path: Path) -> None:
    with pymupdf.open() as document:
        page = document.new_page()
        widget = pymupdf.Widget()
        widget.field_type = pymupdf.PDF_WIDGET_TYPE_TEXT
        widget.field_name = "name"
        widget.field_value = "a value"
        widget.rect = pymupdf.Rect(72, 72, 300, 100)
        page.add_widget(widget)
        document.save(path)


def _damaged(path: Path) -> None:
    _pages(path, (612, 792))
    path.write_bytes(b"%PDF-1.7\n" + b"no PDF at all\n" * 90)


def _no_page(path: Path) -> None:
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
        b"2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
        b"trailer\n<</Root 1 0 R/Size 3>>\n%%EOF\n"
    )


def _empty(path: Path) -> None:
    path.write_bytes(b"")


_FILES: tuple[tuple[str, str, Callable[[Path], None]], ...] = (
    ("plain", SHOWN, lambda path: _pages(path, *[(612, 792)] * 3)),
    ("wide", SHOWN, lambda path: _pages(path, (4_000, 400))),
    ("tall", SHOWN, lambda path: _pages(path, (400, 14_000))),
    ("tiny", SHOWN, lambda path: _pages(path, (1, 1))),
    ("mixed", SHOWN, lambda path: _pages(path, (1, 1), (4_000, 400), (612, 792))),
    ("many", SHOWN, _many),
    ("locked", LOCKED, write_locked),
    ("scanned", SHOWN, _scanned),
    ("huge image", SHOWN, _huge_image),
    ("leftwards", SHOWN, _leftwards),
    ("downwards", SHOWN, _downwards),
    ("form", SHOWN, _form),
    ("damaged", REFUSED, _damaged),
    ("no page", NO_PAGE, _no_page),
    ("empty", REFUSED, _empty),
    ("hang", FAILED, lambda path: _pages(path, (612, 792), title="HANG")),
    ("crash", FAILED, lambda path: _pages(path, (612, 792), title="CRASH")),
    ("eat", FAILED, lambda path: _pages(path, (612, 792), title="EAT")),
    ("babble", FAILED, lambda path: _pages(path, (612, 792), title="BABBLE")),
)

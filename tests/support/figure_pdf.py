"""A PDF with one figure, drawn when asked for."""

import pymupdf

RED = (180, 20, 20)
"""The colour of the figure, as 8-bit RGB."""


def pdf_with_figure() -> bytes:
    """Return a PDF of four pages, a red figure with its caption on the third."""
    document = pymupdf.open()
    for number in range(4):
        page = document.new_page(width=400, height=600)
        page.insert_text((40, 60), f"Page {number + 1} of words and words.")
    picture = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 60, 40))
    picture.set_rect(picture.irect, RED)
    document[2].insert_image(pymupdf.Rect(60, 120, 300, 280), pixmap=picture)
    document[2].insert_text((60, 300), "Figure 1: A red field.")
    return bytes(document.tobytes())

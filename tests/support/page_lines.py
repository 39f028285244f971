"""Lines of pages as the PDF worker reads them, made by hand: no PDF needed."""

from app.pdf.contents import TextLine

LETTER_PT, LINE_PT = 5.0, 12.0


def line_at(text: str, left: float, top: float, *, block: int = 0) -> TextLine:
    """Return a level line; each letter is 5 points wide, the line 10 high."""
    edges = tuple(left + LETTER_PT * at for at in range(len(text) + 1))
    return TextLine(
        left=left,
        top=top,
        right=edges[-1],
        bottom=top + 10,
        text=text,
        edges=edges,
        block=block,
        is_horizontal=True,
    )


def column(
    texts: list[str], left: float, *, top: float = 80.0, block: int = 0
) -> list[TextLine]:
    """Return lines below each other."""
    return [
        line_at(text, left, top + LINE_PT * number, block=block)
        for number, text in enumerate(texts)
    ]

"""The words of what is selected in a text some of whose paragraphs are pictures."""

from collections.abc import Sequence

from PySide6 import QtGui

from app.formats.pages.flow import Piece

_PICTURE = "\ufffc"
"""What stands in a text for a picture."""


def chosen_words(cursor: QtGui.QTextCursor, pieces: Sequence[Piece]) -> str:
    """Return what a cursor selects of a text whose paragraphs are pieces."""
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    block = cursor.document().findBlock(start)
    parts = []
    while block.isValid() and block.position() < end:
        text = block.text()[max(start - block.position(), 0) : end - block.position()]
        number = block.blockNumber()
        words = pieces[number].text if number < len(pieces) else ""
        parts.append(text.replace(_PICTURE, words))
        block = block.next()
    return "\n".join(parts)

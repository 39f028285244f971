"""What is read out of a PDF: frozen values in points, origin upper left, y downwards.

Every place is given on the page as it is shown: rotated, and cut to its crop box.
"""

from dataclasses import dataclass, field

from app.domain.mark import Quad
from app.formats.recognition.judging import Recognition


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineEntry:
    """One line of the outline; `level` from 1; `page_index` None leads nowhere."""

    level: int
    title: str
    page_index: int | None
    top: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentInfo:
    """What is known once a document is open: page sizes (width, height) and outline."""

    page_sizes: tuple[tuple[float, float], ...]
    outline: tuple[OutlineEntry, ...]
    title: str

    @property
    def n_pages(self) -> int:
        """Count the pages; at least 1."""
        return len(self.page_sizes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What one look at a file tells; a sound file may have 0 pages.

    `first_page_text` holds up to 20,000 characters; '' when there is no text layer.
    `found` is the paper it seems to be.
    """

    n_pages: int
    first_page_text: str = ""
    found: Recognition = field(default_factory=Recognition)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """One line of text; character i lies between `edges[i]` and `edges[i + 1]`.

    `edges` has len(text) + 1 places along x, or along y where the line is not
    `is_horizontal`; they fall where the text runs leftwards or upwards.
    """

    left: float
    top: float
    right: float
    bottom: float
    text: str
    edges: tuple[float, ...]
    block: int
    is_horizontal: bool

    def quad(self, start: int = 0, end: int | None = None) -> Quad:
        """Give the box of the characters from `start` up to, not with, `end`."""
        end = len(self.text) if end is None else end
        low, high = sorted((self.edges[start], self.edges[end]))
        if self.is_horizontal:
            return Quad(low, self.top, high, self.bottom)
        return Quad(self.left, low, self.right, high)


@dataclass(frozen=True, slots=True)
class PageText:
    """The lines of a page in reading order; lines of one paragraph share `block`."""

    lines: tuple[TextLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A link's box with an address, or a page of this document; nothing is followed.

    `uri` is '' for a link inside the document. The address is untrusted: show it, and
    allow only the schemes the reader may open ("launch:", "javascript:" and "submit:"
    stand for what a link would do).
    """

    box: Quad
    uri: str
    page_index: int | None
    top: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure's box on its page, with its caption, '' for none."""

    box: Quad
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedFile:
    """A file that lies in a PDF; name and size are as the PDF states them."""

    number: int
    name: str
    length_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One place where the needle stands: a box a line, and the words around it.

    The hit itself is `context[start:end]`.
    """

    page_index: int
    quads: tuple[Quad, ...]
    context: str
    start: int
    end: int

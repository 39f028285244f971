"""Notes of Zotero, which are HTML, as plain Markdown text."""

import html.parser
import re

from app.formats.listings.markup import tamed
from app.formats.text import clean

_BLOCKS = frozenset(
    {
        *("p", "div", "section", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre"),
        *("blockquote", "ul", "ol", "li", "table", "tr"),
    }
)
_UNSEEN = frozenset({"script", "style", "template", "title"})
_MARKS = {
    "strong": "**",
    "b": "**",
    "em": "*",
    "i": "*",
    "s": "~~",
    "del": "~~",
    "strike": "~~",
    "code": "`",
}
_HEADINGS = {f"h{n}": "#" * n + " " for n in range(1, 7)}
_SPACES = re.compile(r"[ \t\n]+")
_MAX_DEPTH = 8
"""Lists and quotes in each other deeper than this are not indented further."""


def read_note(text: str) -> str:
    """Return a note as Markdown; what is no HTML comes out as it is. Linear."""
    parser = _Parser()
    parser.feed(tamed(clean(text)))
    parser.close()
    return parser.text()


class _Parser(html.parser.HTMLParser):
    """Writes paragraphs while it goes through; lists and quotes prefix their lines."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._inline: list[str] = []
        self._lists: list[int] = []
        self._n_quotes = 0
        self._item = ""
        self._lead = ""
        self._links: list[str] = []
        self._unseen = ""
        self._is_code = False

    def text(self) -> str:
        """Return what was written."""
        self._end_block()
        return "\n".join(self._lines).strip("\n").rstrip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, or what is set apart in a line."""
        if self._unseen:
            return
        if tag in _UNSEEN:
            self._unseen = tag
        elif tag in _BLOCKS:
            self._begin_block(tag)
        elif tag == "br":
            self._inline.append("\n" if self._is_code else "\0")
        elif tag in _MARKS and not self._is_code:
            self._inline.append(_MARKS[tag])
        elif tag == "a":
            url = (dict(attrs).get("href") or "").strip()
            self._links.append(url if url.startswith(("http://", "https://")) else "")
            self._inline.append("[" if self._links[-1] else "")
        elif tag == "img":
            self._inline.append("(picture)")
        elif tag in ("td", "th"):
            self._inline.append(" | " if "".join(self._inline).strip() else "")

    def handle_endtag(self, tag: str) -> None:
        """End what was begun."""
        if self._unseen:
            self._unseen = "" if tag == self._unseen else self._unseen
        elif tag in _BLOCKS:
            self._close_block(tag)
        elif tag in _MARKS and not self._is_code:
            self._inline.append(_MARKS[tag])
        elif tag == "a" and self._links:
            url = self._links.pop()
            self._inline.append(f"]({url})" if url else "")

    def handle_data(self, data: str) -> None:
        """Take words."""
        if not self._unseen:
            self._inline.append(data)

    def _begin_block(self, tag: str) -> None:
        self._end_block()
        if tag in ("ul", "ol"):
            self._lists.append(0 if tag == "ul" else 1)
        elif tag == "li":
            ordered = self._lists[-1] if self._lists else 0
            self._item = f"{ordered}. " if ordered else "* "
            if ordered:
                self._lists[-1] += 1
        elif tag == "blockquote":
            self._n_quotes += 1
        elif tag == "hr":
            self._write("---")
        elif tag == "pre":
            self._is_code = True
        self._lead = _HEADINGS.get(tag, "")

    def _close_block(self, tag: str) -> None:
        self._end_block()
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag == "blockquote" and self._n_quotes:
            self._n_quotes -= 1
        elif tag == "pre":
            self._is_code = False
        self._item = self._lead = ""

    def _end_block(self) -> None:
        """Write the paragraph that is open."""
        text, self._inline = "".join(self._inline), []
        if self._is_code:
            if code := text.strip("\n").replace("\0", "\n"):
                self._write(*("    " + line for line in code.split("\n")))
            return
        told = [_SPACES.sub(" ", line).strip() for line in text.split("\0")]
        if any(told):
            self._write(*told)

    def _write(self, *told: str) -> None:
        quote = "> " * min(self._n_quotes, _MAX_DEPTH)
        indent = "  " * min(max(len(self._lists) - 1, 0), _MAX_DEPTH)
        is_next_item = bool(self._lists) and bool(self._item)
        if self._lines and not (is_next_item and self._follows_item()):
            self._lines.append(
                quote.rstrip() if self._lines[-1].startswith(">") else ""
            )
        for line in told:
            lead = self._item or ("  " if self._lists else "")
            self._lines.append(f"{quote}{indent}{lead}{self._lead}{line}".rstrip())
            self._item = self._lead = ""

    def _follows_item(self) -> bool:
        return bool(re.match(r"[> ]*(?:\*|\d+\.) ", self._lines[-1]))

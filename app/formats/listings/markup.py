"""HTML as what a reader sees of it: paragraphs, links, and data beside them."""

import html.parser
import re
import urllib.parse
from dataclasses import dataclass, field

from app.formats.text import TURN_CHARS

MAX_LINK_WORDS = 4_000
"""Characters of a link's own words that are kept."""

_BLOCKS = re.compile(
    r"address|article|aside|blockquote|body|button|caption|center|dd"
    r"|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer|form|h1"
    r"|h2|h3|h4|h5|h6|header|hgroup|hr|html|label|legend|li|main|nav|ol"
    r"|optgroup|option|p|pre|section|select|summary|table|tbody|td|textarea"
    r"|tfoot|th|thead|time|tr|ul"
)
_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "title"})
_SKIPPED_MARKUP = re.compile(r"<!--|<!|<\?")
_LONG_NUMBER = re.compile(r"&#x?[0-9a-f]{8,}", re.IGNORECASE)
"""No character has such a number, and int() refuses some."""
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d{1,5}\)(https?://[^\s<>]{1,2000})")
_SPACES = re.compile(r"[ \t\n]+")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link: its address in full, and its words on one line."""

    url: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """What HTML holds: `text` has an empty line between paragraphs.

    `props` are the values of `data-props` attributes; `metas` the names and contents of
    meta elements, in order.
    """

    text: str
    anchors: tuple[Anchor, ...]
    props: tuple[str, ...]
    metas: tuple[tuple[str, str], ...]


def read_markup(text: str) -> Markup:
    """Read HTML, whole or a part, well made or not. Linear in its length."""
    saved_from = _SAVED_FROM.search(text, 0, TURN_CHARS)
    parser = _Parser(saved_from[1] if saved_from else "")
    parser.feed(tamed(text))
    parser.close()
    return parser.markup()


def tamed(text: str) -> str:
    """Take out what makes the parser slow or stop: comments, declarations, a cut tag.

    Without a `>` behind it a `<` opens nothing; the parser would look for one again at
    each.
    """
    parts: list[str] = []
    at = 0
    while found := _SKIPPED_MARKUP.search(text, at):
        parts.append(text[at : found.start()])
        mark = "-->" if found[0] == "<!--" else ">"
        end = text.find(mark, found.end())
        at = end + len(mark) if end >= 0 else len(text)
    parts.append(text[at:])
    whole = _LONG_NUMBER.sub("", "".join(parts))
    last = whole.rfind(">") + 1
    return whole[:last] + whole[last:].replace("<", "&lt;")


@dataclass(slots=True)
class _Link:
    """A link that is open."""

    url: str
    words: list[str] = field(default_factory=list)
    n_chars: int = 0


class _Parser(html.parser.HTMLParser):
    """Gather paragraphs, links and data while the parser goes through."""

    def __init__(self, base: str) -> None:
        super().__init__(convert_charrefs=True)
        self._base = base
        self._paragraphs: list[str] = []
        self._inline: list[str] = []
        self._anchors: list[Anchor] = []
        self._props: list[str] = []
        self._metas: list[tuple[str, str]] = []
        self._link: _Link | None = None
        self._unseen = ""
        self._n_unseen = 0

    def markup(self) -> Markup:
        """Return what was gathered."""
        self._end_link()
        self._end_paragraph()
        return Markup(
            text="\n\n".join(self._paragraphs),
            anchors=tuple(
                Anchor(_joined(self._base, each.url), each.words)
                for each in self._anchors
            ),
            props=tuple(self._props),
            metas=tuple(self._metas),
        )

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element's attributes, and end the paragraph before a block."""
        found = dict(attrs)
        if props := found.get("data-props"):
            self._props.append(props)
        if self._unseen:
            self._n_unseen += tag == self._unseen
        elif tag in _UNSEEN:
            self._unseen, self._n_unseen = tag, 1
        elif _BLOCKS.fullmatch(tag):
            self._end_paragraph()
        elif tag == "br":
            self.handle_data("\n")
        elif tag == "a":
            self._end_link()
            self._link = _Link((found.get("href") or "").strip())
        elif tag == "meta":
            name = found.get("name") or found.get("property") or ""
            self._metas.append((name.casefold(), found.get("content") or ""))
            if name.casefold() == "og:url":
                self._set_base(found.get("content"))
        elif tag == "base" or (tag == "link" and found.get("rel") == "canonical"):
            self._set_base(found.get("href"))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element that is closed at once; HTML knows none but empty ones."""
        self.handle_starttag(tag, attrs)
        if tag == self._unseen:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """End a paragraph, a link or what is not seen."""
        if self._unseen:
            self._n_unseen -= tag == self._unseen
            if not self._n_unseen:
                self._unseen = ""
        elif _BLOCKS.fullmatch(tag):
            self._end_paragraph()
        elif tag == "a":
            self._end_link()

    def handle_data(self, data: str) -> None:
        """Take words that are seen."""
        if self._unseen:
            return
        self._inline.append(data)
        if self._link is not None and self._link.n_chars < MAX_LINK_WORDS:
            self._link.words.append(data)
            self._link.n_chars += len(data)

    def _set_base(self, url: str | None) -> None:
        if not self._base and url and url.startswith(("http://", "https://")):
            self._base = url

    def _end_paragraph(self) -> None:
        text = _SPACES.sub(" ", "".join(self._inline)).strip()
        self._inline = []
        if text:
            self._paragraphs.append(text)

    def _end_link(self) -> None:
        if self._link is not None and self._link.url:
            words = _SPACES.sub(" ", "".join(self._link.words)).strip()
            self._anchors.append(Anchor(self._link.url, words[:MAX_LINK_WORDS]))
        self._link = None


def _joined(base: str, url: str) -> str:
    """Return an address in full; a relative one without a base stays as it is."""
    try:
        return urllib.parse.urljoin(base, url)
    except ValueError:
        return url

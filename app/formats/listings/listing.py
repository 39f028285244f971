"""Saved listings of papers: the text of a page that shows titles and abstracts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.domain.errors import InvalidInput
from app.domain.paper import Draft, Harvest, Provenance, Skipped
from app.formats.addresses import MAX_SHOWN_LENGTH, links_in
from app.formats.listings import furniture, segments, wrapping
from app.formats.listings.segments import Line, Role, Segment
from app.formats.text import TURN_CHARS, clean, lines_of

KIND = "saved listing"
LONE_TITLE = "a title without an abstract"
LONE_ABSTRACT = "an abstract without a title"
LONE_PARTS = (LONE_TITLE, LONE_ABSTRACT)
"""Why a part of a paper is skipped."""

_MOST_LINES = 200_000
"""As 12,000 papers wrapped to 80 columns have; it takes a minute to part them."""

_GLUED_BADGE = re.compile(r"(?<=\S)new(?=\s{1,8}Get trending papers)", re.IGNORECASE)
"""A page pasted right behind one without a final line end."""
_GLUED_LENGTH = 40
"""No longer is what the pattern looks at, in characters."""


def read_listing(text: str, *, source: str) -> Harvest:
    """Read the papers of a saved listing, in its order.

    Titles and abstracts are the source's own words, unwrapped where lines were
    wrapped. Header and footer lines become furniture and provenance; a title without
    an abstract, or the reverse, is skipped and told, and shifts nothing.

    Raises:
        InvalidInput: there are too many lines.
    """
    raw = list(lines_of(_part_glued(clean(text))))
    lines = _lines(raw)
    if len(lines) > _MOST_LINES:
        raise InvalidInput(
            f"“{source}” has {len(lines):,} lines, too many for one list.",
            "Part it into files of a few thousand papers each.",
        )
    layout = segments.layout_of(lines)
    reader = _Reader(source, raw, lines, layout.wrap)
    for part in segments.segment(lines, layout):
        reader.take(part)
    reader.end()
    return Harvest(
        source=source,
        kind=KIND,
        drafts=tuple(reader.drafts),
        skipped=tuple(reader.skipped),
        furniture=tuple(reader.furniture),
        list_date=reader.first_date,
    )


def _part_glued(text: str) -> str:
    """Part pages that are glued together, a stretch of the text after the other."""
    parts: list[str] = []
    at = 0
    for start in range(0, len(text), TURN_CHARS):
        end = start + TURN_CHARS
        for match in _GLUED_BADGE.finditer(text, max(start, at), end + _GLUED_LENGTH):
            if match.start() < end:
                parts += text[at : match.start()], "\nnew"
                at = match.end()
    return "".join([*parts, text[at:]]) if parts else text


@dataclass(slots=True)
class _Reader:
    """The pairs made so far, with the header that stands over them."""

    source: str
    raw: Sequence[str]
    lines: Sequence[Line]
    wrap: wrapping.Wrap | None
    drafts: list[Draft] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    first_date: str = ""
    _date: str = ""
    _curator: str = ""
    _badge: str = ""
    _is_in_header: bool = True
    _title: Segment | None = None

    def take(self, part: Segment) -> None:
        """Take the next part."""
        match part.role:
            case Role.FURNITURE:
                self._take_furniture(self._text(part))
            case Role.TITLE:
                self.end()
                self._title = part
            case Role.ABSTRACT:
                self._take_abstract(part)
            case Role.OVERLONG:
                self.end()
                n_chars = len(self.lines[part.start].text)
                self._skip(part, f"a line of {n_chars:,} characters is no abstract")

    def end(self) -> None:
        """Tell of a title that no abstract followed."""
        if self._title is not None:
            self._skip(self._title, LONE_TITLE)
            self._title = None

    def _take_furniture(self, text: str) -> None:
        self.furniture.append(text)
        if furniture.is_badge(text):
            self._badge, self._is_in_header = text, True
        elif furniture.is_curator(text):
            self._curator, self._is_in_header = text, True
        elif furniture.is_date(text) and self._is_in_header:
            self._date = text
            self.first_date = self.first_date or text

    def _take_abstract(self, part: Segment) -> None:
        self._is_in_header = False
        if self._title is None:
            self._skip(part, LONE_ABSTRACT)
            return
        abstract = self._text(part)
        self.drafts.append(
            Draft(
                title=self._text(self._title),
                abstract=abstract,
                links=links_in(abstract),
                provenance=self._provenance(self._title, part),
            )
        )
        self._title = None

    def _provenance(self, title: Segment, abstract: Segment) -> Provenance:
        first = self.lines[title.start].number
        last = self.lines[abstract.end - 1].number
        return Provenance(
            source=self.source,
            kind=KIND,
            list_date=self._date,
            curator=self._curator,
            badge=self._badge,
            position=len(self.drafts) + 1,
            original="\n".join(self.raw[first - 1 : last]),
        )

    def _skip(self, part: Segment, why: str) -> None:
        where = f"{self.source}, line {self.lines[part.start].number}"
        text = self._text(part)[:MAX_SHOWN_LENGTH]
        self.skipped.append(Skipped(where=where, why=why, text=text))

    def _text(self, part: Segment) -> str:
        texts = [line.text for line in self.lines[part.start : part.end]]
        return wrapping.join(texts, self.wrap)


def _lines(raw: Sequence[str]) -> list[Line]:
    """Return the lines that are not empty, trimmed."""
    found: list[Line] = []
    is_after_gap = False
    for number, line in enumerate(raw, start=1):
        text = line.strip()
        if text:
            found.append(Line(text, number, is_after_gap))
        is_after_gap = not text
    return found

"""Listings clipped as Markdown, or dumped with numbered links."""

import re
from collections.abc import Iterator

from app.domain.paper import Draft, Harvest, Provenance, Skipped
from app.formats.addresses import MAX_SHOWN_LENGTH, identifiers_in, link_of, links_in
from app.formats.listings import furniture, wrapping
from app.formats.listings.listing import LONE_TITLE
from app.formats.text import TURN_CHARS, clean

KIND = "clipped listing"

_HEADING = re.compile(
    r"^#{2,4} \[(?P<title>[^\n]{1,600}?)\]"
    r"(?:\((?P<url>https?://[^()\s]{1,2000})\)|\[(?P<number>\d{1,5})\])[ ]*$",
    re.MULTILINE,
)
_TARGET = re.compile(
    r"^[ ]{0,3}\[?(\d{1,5})\]?[:.]\s+(https?://\S{1,2000})", re.MULTILINE
)
_MARKUP = re.compile(r"!?\[([^\[\]]*)\](?:\([^()\s]*\)|\[\d{1,5}\])?|^[#*-]+ |\\+$")
_LINE_BREAK = re.compile(r"\\+[ ]*(?=\n|\Z)|\\ +")
_MAX_HEADING = 3_000
"""Characters of one heading."""
_MAX_HEADER = 20_000
"""Characters before the first paper that are read as the page's header."""


def is_clipping(text: str) -> bool:
    """Say whether text is a listing whose titles are linked headings."""
    for start in range(0, len(text), TURN_CHARS):
        found = _HEADING.search(text, start, start + TURN_CHARS + _MAX_HEADING)
        if found and _HEADING.match(text, found.start()):
            return True
    return False


def read_clipping(text: str, *, source: str) -> Harvest:
    """Read the papers of a listing clipped as Markdown, in its order.

    A paper is a heading that is a link, and the linked paragraph behind it. A heading
    without one is skipped.
    """
    text = clean(text)
    headings = list(_HEADING.finditer(text))
    header = tuple(_header_lines(text[: headings[0].start()] if headings else text))
    date = next((line for line in header if furniture.is_date(line)), "")
    curator = next((line for line in header if furniture.is_curator(line)), "")
    badge = next((line for line in header if furniture.is_badge(line)), "")
    targets = {match[1]: match[2] for match in _TARGET.finditer(text)}
    drafts: list[Draft] = []
    skipped: list[Skipped] = []
    line, counted = 1, 0
    ends = [*(heading.start() for heading in headings[1:]), len(text)]
    for heading, end in zip(headings, ends, strict=True):
        title = _plain(heading["title"])
        found = _abstract(text, heading, end)
        line += text.count("\n", counted, heading.start())
        counted = heading.start()
        if found is None:
            where = f"{source}, line {line}"
            shown = title[:MAX_SHOWN_LENGTH]
            skipped.append(Skipped(where=where, why=LONE_TITLE, text=shown))
            continue
        abstract, stop = found
        url = heading["url"] or targets.get(heading["number"], "")
        drafts.append(
            Draft(
                title=title,
                abstract=abstract,
                identifiers=identifiers_in(url)[:1],
                links=(*((link_of(url),) if url else ()), *links_in(abstract)),
                provenance=Provenance(
                    source=source,
                    kind=KIND,
                    list_date=date,
                    curator=curator,
                    badge=badge,
                    position=len(drafts) + 1,
                    original=text[heading.start() : stop],
                ),
            )
        )
    return Harvest(
        source=source,
        kind=KIND,
        drafts=tuple(drafts),
        skipped=tuple(skipped),
        furniture=header,
        list_date=date,
    )


def _abstract(text: str, heading: re.Match[str], end: int) -> tuple[str, int] | None:
    """Return the linked paragraph behind a heading, and where it ends in the text."""
    start = heading.end()
    while start < end and text[start].isspace():
        start += 1
    closing = f"]({heading['url']})" if heading["url"] else "\n]["
    stop = text.find(closing, start, end)
    if text[start : start + 1] != "[" or stop < 0:
        return None
    abstract = _plain(text[start + 1 : stop])
    return (abstract, stop + len(closing)) if abstract else None


def _plain(text: str) -> str:
    """Return text without Markdown's line breaks, unwrapped."""
    lines = [line.strip() for line in _LINE_BREAK.sub(" ", text).split("\n")]
    lines = [line for line in lines if line]
    return " ".join(wrapping.join(lines, None).split()) if lines else ""


def _header_lines(text: str) -> Iterator[str]:
    """Find the header's lines that are known furniture, without their markup."""
    for line in text[:_MAX_HEADER].split("\n"):
        line = line.strip()
        for _ in range(3):
            line = _MARKUP.sub(lambda match: match[1] or "", line).strip()
        if line and furniture.is_furniture(line):
            yield line

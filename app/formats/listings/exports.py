"""Listings as note programs export them: text, with each link's address on a line."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from app.domain.paper import Harvest, Identifier, Skipped
from app.formats.addresses import identifiers_in
from app.formats.listings import webpage
from app.formats.listings.listing import read_listing
from app.formats.listings.markup import Anchor, Markup
from app.formats.listings.segments import MIN_ABSTRACT
from app.formats.text import clean, lines_of

_BARE_LINK = re.compile(r"[ \t]*[<(\[]?(https?://[^\s<>]{4,2000}?)[>)\]]?[ \t]*")
LONE_LINK = "a link that belongs to no paper beside it"
_MAX_LINES = 2_000
_LEAST_LINKS = 2


def is_export(text: str) -> bool:
    """Say whether text has addresses of papers on lines between long paragraphs."""
    lines = list(islice(lines_of(text), _MAX_LINES))
    links = [found[1] for line in lines if (found := _BARE_LINK.fullmatch(line))]
    n_named = sum(bool(identifiers_in(link)) for link in links)
    n_long = sum(len(line) >= MIN_ABSTRACT and " " in line for line in lines)
    return n_named >= _LEAST_LINKS and n_long >= _LEAST_LINKS


def read_export(text: str, *, source: str) -> Harvest:
    """Read the papers of an export; an address belongs to the paragraph before it."""
    lines = list(lines_of(clean(text)))
    seen = [line if not _BARE_LINK.fullmatch(line) else "" for line in lines]
    markup = Markup(
        text="\n".join(seen), anchors=tuple(_anchors(lines)), props=(), metas=()
    )
    found = webpage.read_linked(markup, source=source)
    read = found or read_listing(markup.text, source=source)
    told = {each for draft in read.drafts for each in draft.identifiers}
    left = _left(lines, told, source)
    return replace(read, skipped=(*read.skipped, *left))


def _left(lines: list[str], told: set[Identifier], source: str) -> Iterator[Skipped]:
    """Tell of addresses that name a paper beside which it does not stand, each once."""
    for number, line in enumerate(lines, start=1):
        found = _BARE_LINK.fullmatch(line)
        names = identifiers_in(found[1])[:1] if found else ()
        if found and not told.issuperset(names):
            told.update(names)
            where = f"{source}, line {number}"
            yield Skipped(where=where, why=LONE_LINK, text=found[1])


def _anchors(lines: list[str]) -> Iterator[Anchor]:
    """Give each address the words of the paragraph, and of the line, before it."""
    words: list[str] = []
    is_over = False
    for line in lines:
        if found := _BARE_LINK.fullmatch(line):
            yield Anchor(found[1], " ".join(words))
            yield Anchor(found[1], words[-1] if words else "")
            is_over = True
        elif line.strip():
            words = [] if is_over else words
            words.append(line.strip())
            is_over = False
        else:
            is_over = True

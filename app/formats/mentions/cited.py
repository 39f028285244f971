"""The paper that an entry of a list of references names, as a draft."""

import re
from dataclasses import dataclass, replace

from app.domain.paper import Draft, Provenance
from app.formats.addresses import identifiers_in, links_in, stub_title
from app.formats.citations.entries import unmarked
from app.formats.citations.printed import read_entry
from app.formats.text import one_line

KIND = "cited reference"
UNSURE = "title not certain"

_MOST_TITLE = 160
_YEAR = re.compile(r"(?<![\d.:/–-])(?:19|20)\d\d(?=[a-z]?(?![\w/–]))")


@dataclass(frozen=True, slots=True)
class CitedPaper:
    """What an entry names; `is_sure` says that its title is told for certain."""

    draft: Draft
    is_sure: bool


def cited_paper(entry: str, *, found_in: str, page_number: int) -> CitedPaper:
    """Return the paper of an entry found in a paper of a title, on a page from 1.

    Where no title is certain, the draft bears the identifier, else the entry's own
    words, and its origin says so; the whole entry is kept as it is printed.
    """
    source = f"found in {one_line(found_in)} p. {page_number}"
    draft = read_entry(entry, source=source, position=0)
    if draft is not None:
        return CitedPaper(replace(draft, provenance=_origin(source, entry)), True)
    identifiers = identifiers_in(entry)
    words = one_line(unmarked(entry))
    if len(words) > _MOST_TITLE:
        words = words[:_MOST_TITLE].rsplit(" ", 1)[0] + "…"
    years = _YEAR.findall(entry)
    stub = Draft(
        title=stub_title(identifiers) if identifiers else words,
        year=int(years[-1]) if years else None,
        identifiers=identifiers,
        links=links_in(entry),
        provenance=replace(_origin(source, entry), badge=UNSURE),
    )
    return CitedPaper(stub, False)


def _origin(source: str, entry: str) -> Provenance:
    return Provenance(source=source, kind=KIND, original=entry)

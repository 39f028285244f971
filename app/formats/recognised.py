"""Tell in few words what a text is recognised as, while it is being typed."""

import urllib.parse
from collections import Counter

from app.formats.addresses import find_urls, has_address, identifiers_in
from app.formats.incoming import FORMATS

_MOST_READ = 2_000
"""Longer texts were pasted; to look at them at each key takes too long."""
_MOST_NAMED = 3
_NAMES = {
    "arxiv": "arXiv id",
    "doi": "DOI",
    "pmid": "PMID",
    "pmcid": "PMCID",
    "isbn": "ISBN",
    "openreview": "OpenReview id",
    "acl": "ACL id",
}


def recognised(text: str) -> str:
    """Return what the text names, '' where that is nothing that is known.

    One line is named in full ('arXiv id 2304.15004'), of several their kinds are
    counted ('2 arXiv ids, 1 link, 1 other line'); a list in a format is its name.
    """
    if len(text) > _MOST_READ:
        return ""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) == 1:
        return ", ".join(_names_in(lines[0])[:_MOST_NAMED])
    kind = next((each.name for each in FORMATS if each.is_it(text)), "")
    if kind or not any(map(has_address, lines)):
        return kind
    kinds = Counter(map(_kind_of, lines))
    others = kinds.pop("other line", 0)
    told = [*kinds.items(), *([("other line", others)] if others else [])]
    return ", ".join(f"{n} {kind}{'' if n == 1 else 's'}" for kind, n in told)


def _names_in(line: str) -> list[str]:
    """Return what a line names; an address only where it tells no identifier."""
    found = identifiers_in(line)
    if found:
        return [f"{_NAMES.get(i.scheme, i.scheme)} {i.value}" for i in found]
    return [f"link to {urllib.parse.urlsplit(url).hostname}" for url in find_urls(line)]


def _kind_of(line: str) -> str:
    found = identifiers_in(line)
    if found:
        return _NAMES.get(found[0].scheme, found[0].scheme)
    return "link" if has_address(line) else "other line"

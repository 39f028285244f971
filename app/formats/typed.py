"""Fields of a paper as a person types them: text <-> values."""

import re

from app.domain.errors import InvalidInput
from app.domain.paper import Author, Detail, Draft, Identifier, Link, Provenance
from app.formats.addresses import find_urls, identifiers_in, link_of
from app.formats.text import one_line

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9_.-]{1,30})\s*:\s*(\S.*)")
_WEB_SCHEMES = ("http", "https")
_TAG_GAPS = re.compile(r"[,;\n]")
_DETAIL = re.compile(r"\s*([^:\s].*?)\s*(?::\s+|:(?!//)(?=[^:]*$))(\S.*?)\s*")
_YEAR = re.compile(r"\d{4}")
BY_HAND = "by hand"


def title_typed(text: str) -> str:
    """Read a title: TeX as it is, line breaks as blanks.

    Raises:
        InvalidInput: it is empty.
    """
    title = " ".join(line.strip() for line in text.splitlines()).strip()
    if not title:
        raise InvalidInput("A paper needs a title.", "Write one, in TeX if you like.")
    return title


def authors_typed(text: str) -> tuple[Author, ...]:
    """Read authors, one a line."""
    return tuple(Author(line.strip()) for line in text.splitlines() if line.strip())


def authors_text(authors: tuple[Author, ...]) -> str:
    """Write authors, one a line."""
    return "\n".join(" ".join(author.name.splitlines()) for author in authors)


def year_typed(text: str) -> int:
    """Read a year; nothing is 0.

    Raises:
        InvalidInput: it is no year of four digits.
    """
    text = text.strip()
    if not text:
        return 0
    if not (_YEAR.fullmatch(text) and text.isascii() and text[0] != "0"):
        raise InvalidInput(f"“{one_line(text)[:40]}” is no year.", "Write four digits.")
    return int(text)


def identifiers_typed(
    text: str, known: tuple[Identifier, ...] = ()
) -> tuple[Identifier, ...]:
    """Read identifiers, one a line: an arXiv id, a DOI, or `scheme:value`.

    Those of `known` stay what they were, arXiv's version too.

    Raises:
        InvalidInput: a line is none of them.
    """
    there = {_told(identifier): identifier for identifier in known}
    found: list[Identifier] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        named = _SCHEME.fullmatch(line)
        if line in there:
            found.append(there[line])
        elif names := identifiers_in(line):
            found.extend(names)
        elif named and named[1].lower() not in _WEB_SCHEMES:
            found.append(Identifier(named[1].lower(), named[2].strip()))
        else:
            raise InvalidInput(
                f"“{one_line(line)[:60]}” is no identifier.",
                "Write an arXiv id, a DOI, or a scheme and a value: isbn:978….",
            )
    return tuple(dict.fromkeys(found))


def identifiers_text(identifiers: tuple[Identifier, ...]) -> str:
    """Write identifiers, one a line."""
    return "\n".join(map(_told, identifiers))


def links_typed(text: str, known: tuple[Link, ...] = ()) -> tuple[Link, ...]:
    """Read addresses, one a line; those of `known` stay what they were.

    Raises:
        InvalidInput: a line holds no web address.
    """
    there = {link.url: link for link in known}
    found: list[Link] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        urls = (line,) if line in there else find_urls(line)
        if not urls:
            raise InvalidInput(
                f"“{one_line(line)[:60]}” is no web address.",
                "Write addresses that begin with https://.",
            )
        found.extend(there.get(url) or link_of(url) for url in urls)
    return tuple(dict.fromkeys(found))


def links_text(links: tuple[Link, ...]) -> str:
    """Write addresses, one a line."""
    return "\n".join(link.url for link in links)


def tags_typed(text: str) -> tuple[str, ...]:
    """Read tags, parted by commas."""
    parts = (part.strip() for part in _TAG_GAPS.split(text))
    return tuple(dict.fromkeys(filter(None, parts)))


def tags_text(tags: tuple[str, ...]) -> str:
    """Write tags, parted by commas."""
    return ", ".join(tags)


def details_typed(text: str, known: tuple[Detail, ...] = ()) -> tuple[Detail, ...]:
    """Read more fields, `name: value` one a line.

    Those of `known` stay what they were, line breaks and all; its internal ones, which
    `details_text` does not write, stay too.

    Raises:
        InvalidInput: a line has no name, or no value.
    """
    there = {_detail_line(detail): detail for detail in known}
    found: list[Detail] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        told = _DETAIL.fullmatch(line)
        if line in there:
            found.append(there[line])
        elif told:
            found.append(Detail(told[1], told[2]))
        else:
            raise InvalidInput(
                f"“{one_line(line)[:60]}” is no field.",
                "Write a name and a value: volume: 3.",
            )
    kept = (detail for detail in known if detail.is_internal)
    return tuple(dict.fromkeys([*found, *kept]))


def details_text(details: tuple[Detail, ...]) -> str:
    """Write more fields, `name: value` one a line, without internal ones."""
    return "\n".join(_detail_line(each) for each in details if not each.is_internal)


def draft_typed(
    *,
    title: str,
    authors: str = "",
    year: str = "",
    venue: str = "",
    identifiers: str = "",
    links: str = "",
) -> Draft:
    """Read a paper written by hand.

    Raises:
        InvalidInput: one of its fields cannot be read.
    """
    return Draft(
        title=title_typed(title),
        authors=authors_typed(authors),
        year=year_typed(year) or None,
        venue=venue.strip(),
        identifiers=identifiers_typed(identifiers),
        links=links_typed(links),
        provenance=Provenance(source=BY_HAND, kind=BY_HAND),
    )


def _told(identifier: Identifier) -> str:
    return f"{identifier.scheme}:{identifier.value}"


def _detail_line(detail: Detail) -> str:
    return f"{detail.name}: {one_line(detail.value)}"

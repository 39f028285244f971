"""The variables of CSL, and the forms of their values: names, dates, texts.

Source: the CSL 1.0.2 specification, appendices III and IV; csl-data.json.
"""

import json
import re
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.paper import Author
from app.formats import people
from app.formats.bibliographies import reference
from app.formats.bibliographies.issued import date_of
from app.formats.text import clean, one_line


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TYPES = _words(
    """article article-journal article-magazine article-newspaper bill book broadcast
    chapter classic collection dataset document entry entry-dictionary
    entry-encyclopedia event figure graphic hearing interview legal_case legislation
    manuscript map motion_picture musical_score pamphlet paper-conference patent
    performance periodical personal_communication post post-weblog regulation report
    review review-book software song speech standard thesis treaty webpage
    journal-article proceedings-article book-chapter posted-content"""
)
"""The types of CSL, and those of Crossref that mean one."""

NAMES = _words(
    """author chair collection-editor compiler composer container-author contributor
    curator director editor editor-translator editorial-director executive-producer
    guest host illustrator interviewer narrator organizer original-author performer
    producer recipient reviewed-author script-writer series-creator translator"""
)
DATES = _words("accessed available-date event-date issued original-date submitted")
STRINGS = _words(
    """annote archive archive_collection archive_location archive-place authority
    call-number chapter-number citation-key citation-label citation-number
    collection-number collection-title container-title-short dimensions division edition
    event event-place event-title first-reference-note-number genre issue
    journalAbbreviation jurisdiction language license locator medium number
    number-of-pages
    number-of-volumes original-publisher original-publisher-place original-title page
    ISSN ISBN page-first part part-title printing publisher publisher-place references
    reviewed-genre reviewed-title scale section shortTitle source status supplement
    title-short version volume volume-title year-suffix"""
)
"""The variables whose value is one text or number."""

_CROSSREF: Mapping[str, str] = MappingProxyType(
    {
        "journal-article": "article-journal",
        "proceedings-article": "paper-conference",
        "book-chapter": "chapter",
        "posted-content": "article",
    }
)
_SEASONS = ("Spring", "Summer", "Autumn", "Winter")
_NAME_PARTS = _words(
    """family given literal name suffix comma-suffix static-ordering parse-names
    dropping-particle non-dropping-particle isInstitution sequence multi"""
)
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def text_of(value: object) -> str | None:
    """Return a text or number as clean text, the one text of a list too; else None."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, str):
        return clean(value)
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_number else None


def packed(value: object) -> str:
    """Return a value that has no form here as JSON."""
    try:
        return clean(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
    except RecursionError:
        return "(nested too deep)"


def unpacked(name: str, text: str) -> object:
    """Return the value of a variable by its name: a date, JSON that was kept, text."""
    if name in DATES:
        return written_date(text)
    if not text.startswith(("{", "[")):
        return text
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return value if packed(value) == text else text


def listed(value: object) -> list[object]:
    """Return the members of a list, or a lone value as one."""
    return value if isinstance(value, list) else [value]


def kind_of(value: object) -> str:
    """Return the type an item says it has, '' where it says none."""
    name = text_of(value) or ""
    return _CROSSREF.get(name, one_line(name))


def author_of(name: object) -> Author | None:
    """Read a name in one of its forms; None where it is empty."""
    if isinstance(name, str):
        return reference.author(clean(name))
    if not isinstance(name, dict):
        return None
    parts = {key: one_line(text_of(each) or "") for key, each in name.items()}
    whole = parts.get("literal") or parts.get("name") or ""
    family, given = parts.get("family", ""), parts.get("given", "")
    for particle in ("non-dropping-particle", "dropping-particle"):
        family = f"{parts.get(particle, '')} {family}".strip()
    if name.get("isInstitution") and (whole or family):
        return people.author_of(whole or family)
    if not (family or given):
        return Author(name=whole) if whole else None
    return people.author_of(family, given, parts.get("suffix", ""))


def has_more(names: object) -> bool:
    """Say whether names tell more than names: where their people work, their ORCID."""
    return isinstance(names, list) and any(
        isinstance(name, dict)
        and any(value for key, value in name.items() if key not in _NAME_PARTS)
        for name in names
    )


def name_of(author: Author) -> dict[str, str]:
    """Write a name by its parts where they are known."""
    given, suffix = people.suffix_of(author.given)
    parts = {"family": author.family, "given": given, "suffix": suffix}
    if not author.family:
        parts = {"literal": author.name}
    return {key: value for key, value in parts.items() if value}


def read_date(value: object) -> str:
    """Return a date as '2003-05-21', a span as '2003/2004', else as it was told."""
    if not isinstance(value, dict):
        text = text_of(value) or ""
        return date_of(text) or text
    parts = value.get("date-parts")
    days = [_day(part) for part in parts] if isinstance(parts, list) else []
    season = text_of(value.get("season")) or ""
    told = "/".join(day for day in days if day)
    if told and season in ("1", "2", "3", "4"):
        told = f"{_SEASONS[int(season) - 1]} {told}"
    elif told and season:
        told = f"{season} {told}"
    literal = text_of(value.get("literal")) or text_of(value.get("raw")) or ""
    if literal and (not told or (len(told) == len("2003") and told in literal)):
        told = date_of(literal) or literal
    return told


def written_date(text: str) -> dict[str, object]:
    """Write a date of `read_date`."""
    days = text.split("/")
    if len(days) <= 2 and all(map(_DATE.fullmatch, days)):
        return {"date-parts": [[int(part) for part in day.split("-")] for day in days]}
    return {"literal": text}


def _day(part: object) -> str:
    """Return the parts of a day, numbers or their texts, as far as they are sound."""
    if not isinstance(part, list):
        return ""
    texts = [text_of(each) or "" for each in part[:3]]
    known: list[str] = []
    for text in texts:
        if not re.fullmatch(r"-?[0-9]{1,4}", text):
            break
        known.append(text.zfill(2))
    date = "-".join([known[0].zfill(4), *known[1:]]) if known else ""
    return date_of(date) or (known[0] if known else "")

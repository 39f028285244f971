"""Read Crossref's replies: one work, or a list of them.

Source: https://api.crossref.org/swagger-ui/index.html, schema 'Work'.
"""

from collections.abc import Mapping
from types import MappingProxyType

from app.domain.fetching import WorkRecord
from app.formats.replies import members
from app.formats.replies.members import Json, member

NAME = "Crossref"
_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "journal-article": "article-journal",
        "proceedings-article": "paper-conference",
        "book": "book",
        "monograph": "book",
        "edited-book": "book",
        "reference-book": "book",
        "book-chapter": "chapter",
        "book-section": "chapter",
        "dissertation": "thesis",
        "report": "report",
        "posted-content": "article",
        "dataset": "dataset",
        "standard": "standard",
    }
)
_DATES = ("issued", "published", "published-print", "published-online")


def read_works(data: bytes) -> tuple[WorkRecord, ...]:
    """Read the works of a reply, in its order; those without a title are left out.

    Raises:
        BadReply: it is no reply of Crossref.
    """
    message = member(members.parse(data, NAME), "message")
    if not isinstance(message, dict):
        raise members.bad(NAME)
    listed = message.get("items")
    works = members.objects(listed) if "items" in message else iter([message])
    read = (_work(work) for work in works)
    return tuple(work for work in read if work is not None)


def _work(work: dict[str, Json]) -> WorkRecord | None:
    title = members.title(work.get("title"))
    if not title:
        return None
    kind = _KINDS.get(members.text(work.get("type")), "")
    issued = next((day for name in _DATES if (day := _date(work.get(name)))), "")
    return WorkRecord(
        title=title,
        abstract=members.abstract(work.get("abstract")),
        authors=members.known(
            *(
                members.author(a.get("name"), a.get("family"), a.get("given"))
                for a in members.objects(work.get("author"))
            )
        ),
        year=members.year(issued),
        venue=members.short(members.plain(work.get("container-title"))),
        identifiers=members.identifiers(members.doi(work.get("DOI"))),
        kind=kind,
        details=members.details(
            volume=work.get("volume"),
            issue=work.get("issue"),
            page=work.get("page") or work.get("article-number"),
            publisher=work.get("publisher"),
            issued=issued if len(issued) > len("2003") else None,
        ),
        signals=members.signals(NAME, citations=work.get("is-referenced-by-count")),
    )


def _date(value: Json) -> str:
    """Return a date of `date-parts` as far as it is told; `[[null]]` tells nothing."""
    parts = member(value, "date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    told: list[str] = []
    for part in first[:3] if isinstance(first, list) else ():
        found = members.words(part)
        if not (found.isascii() and found.isdecimal() and len(found) <= 4):
            break
        told.append(found.zfill(2))
    return members.day("-".join(told))

"""Read OpenAlex's replies: one work, or a list of them.

Source: https://docs.openalex.org/api-entities/works/work-object
"""

from collections.abc import Mapping
from types import MappingProxyType

from app.domain.fetching import WorkRecord
from app.formats.replies import members
from app.formats.replies.members import Json, member

NAME = "OpenAlex"
_MAX_POSITION = 20_000
_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "book": "book",
        "book-chapter": "chapter",
        "dissertation": "thesis",
        "report": "report",
        "preprint": "article",
        "dataset": "dataset",
    }
)
_BY_SOURCE: Mapping[str, str] = MappingProxyType(
    {
        "journal": "article-journal",
        "conference": "paper-conference",
        "repository": "article",
    }
)


def read_works(data: bytes) -> tuple[WorkRecord, ...]:
    """Read the works of a reply, in its order; those without a title are left out.

    Raises:
        BadReply: it is no reply of OpenAlex.
    """
    value = members.parse(data, NAME)
    if not isinstance(value, dict) or not ("results" in value or "id" in value):
        raise members.bad(NAME)
    listed = value.get("results")
    works = members.objects(listed) if "results" in value else iter([value])
    read = (_work(work) for work in works)
    return tuple(work for work in read if work is not None)


def _work(work: dict[str, Json]) -> WorkRecord | None:
    title = members.title(work.get("title") or work.get("display_name"))
    if not title:
        return None
    source = member(work, "primary_location", "source")
    place = members.text(member(source, "type"))
    venue = (
        "" if place == "repository" else members.short(member(source, "display_name"))
    )
    first = members.words(member(work, "biblio", "first_page"))
    last = members.words(member(work, "biblio", "last_page"))
    names = (
        member(each, "author", "display_name")
        for each in members.objects(work.get("authorships"))
    )
    kind = _KINDS.get(members.text(work.get("type")), "") or _BY_SOURCE.get(place, "")
    return WorkRecord(
        title=title,
        abstract=_abstract(work.get("abstract_inverted_index")),
        authors=members.known(*(members.author(name) for name in names)),
        year=members.year(work.get("publication_year")),
        venue=venue,
        identifiers=members.identifiers(members.doi(work.get("doi"))),
        kind=kind,
        details=members.details(
            volume=member(work, "biblio", "volume"),
            issue=member(work, "biblio", "issue"),
            page=f"{first}-{last}" if last and last != first else first,
        ),
        signals=members.signals(NAME, citations=work.get("cited_by_count")),
    )


def _abstract(index: Json) -> str:
    """Return an abstract from its words and their places."""
    if not isinstance(index, dict):
        return ""
    placed = sorted(
        (position, word)
        for word, positions in index.items()
        for position in (positions if isinstance(positions, list) else ())
        if type(position) is int and 0 <= position < _MAX_POSITION
    )
    return members.abstract(" ".join(word for _, word in placed))

"""Read Semantic Scholar's replies: one work, a batch, or what a search found.

Source: https://api.semanticscholar.org/api-docs/graph, schema 'FullPaper'.
"""

from app.domain.fetching import WorkRecord
from app.domain.paper import Identifier
from app.formats.addresses import identifiers_in
from app.formats.replies import members
from app.formats.replies.members import Json, member

NAME = "Semantic Scholar"
_PREPRINTS = ("arxiv", "biorxiv", "medrxiv", "corr", "ssrn")


def read_works(data: bytes) -> tuple[WorkRecord, ...]:
    """Read the works of a reply, in its order; nulls and the untitled are left out.

    Raises:
        BadReply: it is no reply of Semantic Scholar.
    """
    value = members.parse(data, NAME)
    if isinstance(value, dict):
        if not ("data" in value or "paperId" in value or "total" in value):
            raise members.bad(NAME)
        value = value.get("data", [value] if "paperId" in value else [])
    if not isinstance(value, list):
        raise members.bad(NAME)
    read = (_work(work) for work in members.objects(value))
    return tuple(work for work in read if work is not None)


def _work(work: dict[str, Json]) -> WorkRecord | None:
    title = members.title(work.get("title"))
    if not title:
        return None
    venue = members.short(
        member(work, "publicationVenue", "name")
        or work.get("venue")
        or member(work, "journal", "name")
    )
    is_preprint = venue.casefold().startswith(_PREPRINTS)
    names = (each.get("name") for each in members.objects(work.get("authors")))
    return WorkRecord(
        title=title,
        abstract=members.abstract(work.get("abstract")),
        authors=members.known(*(members.author(name) for name in names)),
        year=members.year(work.get("year")),
        venue="" if is_preprint else venue,
        identifiers=members.identifiers(
            _arxiv(member(work, "externalIds", "ArXiv")),
            members.doi(member(work, "externalIds", "DOI")),
        ),
        kind="" if is_preprint else _kind(work),
        details=members.details(
            volume=None if is_preprint else member(work, "journal", "volume"),
            page=None if is_preprint else member(work, "journal", "pages"),
        ),
        signals=members.signals(NAME, citations=work.get("citationCount")),
    )


def _kind(work: dict[str, Json]) -> str:
    match members.text(member(work, "publicationVenue", "type")):
        case "journal":
            return "article-journal"
        case "conference":
            return "paper-conference"
        case _:
            return ""


def _arxiv(value: Json) -> Identifier | None:
    found = identifiers_in(f"arXiv:{members.text(value)}")
    return next((i for i in found if i.scheme == "arxiv"), None)

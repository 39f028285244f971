"""Read DataCite's replies: one work, or a list of them.

Source: https://support.datacite.org/docs/api, JSON:API resource 'dois'.
"""

from collections.abc import Mapping
from types import MappingProxyType

from app.domain.fetching import WorkRecord
from app.formats.replies import members
from app.formats.replies.members import Json, member

NAME = "DataCite"
_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "JournalArticle": "article-journal",
        "ConferencePaper": "paper-conference",
        "Book": "book",
        "BookChapter": "chapter",
        "Dissertation": "thesis",
        "Report": "report",
        "Preprint": "article",
        "Dataset": "dataset",
        "Software": "software",
    }
)


def read_works(data: bytes) -> tuple[WorkRecord, ...]:
    """Read the works of a reply, in its order; those without a title are left out.

    Raises:
        BadReply: it is no reply of DataCite.
    """
    value = members.parse(data, NAME)
    if not isinstance(value, dict) or "data" not in value:
        raise members.bad(NAME)
    found = value["data"]
    works = members.objects(found if isinstance(found, list) else [found])
    read = (_work(work.get("attributes")) for work in works)
    return tuple(work for work in read if work is not None)


def _work(work: Json) -> WorkRecord | None:
    titles = members.objects(member(work, "titles"))
    title = next((t for each in titles if (t := members.title(each.get("title")))), "")
    if not title:
        return None
    abstracts = (
        each.get("description")
        for each in members.objects(member(work, "descriptions"))
        if each.get("descriptionType") == "Abstract"
    )
    return WorkRecord(
        title=title,
        abstract=members.abstract(next(abstracts, None)),
        authors=members.known(
            *(
                members.author(a.get("name"), a.get("familyName"), a.get("givenName"))
                for a in members.objects(member(work, "creators"))
            )
        ),
        year=members.year(member(work, "publicationYear")),
        venue=members.short(member(work, "container", "title")),
        identifiers=members.identifiers(members.doi(member(work, "doi"))),
        kind=_KINDS.get(members.text(member(work, "types", "resourceTypeGeneral")), ""),
        details=members.details(
            volume=member(work, "container", "volume"),
            issue=member(work, "container", "issue"),
            publisher=member(work, "publisher", "name") or member(work, "publisher"),
        ),
    )

"""Read what a search in DBLP found.

Source: https://dblp.org/faq/How+to+use+the+dblp+search+API.html
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.fetching import WorkRecord
from app.domain.paper import Identifier
from app.formats.addresses import identifiers_in
from app.formats.replies import members
from app.formats.replies.members import Json, member

NAME = "DBLP"
_NUMBER = re.compile(r" \d{4}$")
"""What tells two people of one name apart."""
_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "Journal Articles": "article-journal",
        "Conference and Workshop Papers": "paper-conference",
        "Books and Theses": "book",
        "Parts in Books or Collections": "chapter",
    }
)


def read_works(data: bytes) -> tuple[WorkRecord, ...]:
    """Read the works found, the best first; those without a title are left out.

    Raises:
        BadReply: it is no reply of DBLP.
    """
    hits = member(members.parse(data, NAME), "result", "hits")
    if not isinstance(hits, dict):
        raise members.bad(NAME)
    read = (_work(each.get("info")) for each in members.objects(hits.get("hit")))
    return tuple(work for work in read if work is not None)


def _work(info: Json) -> WorkRecord | None:
    title = members.title(member(info, "title"))
    if not title:
        return None
    venue = members.short(member(info, "venue"))
    is_preprint = venue == "CoRR"
    people = member(info, "authors", "author")
    names = [people] if isinstance(people, dict) else list(members.objects(people))
    kind = _KINDS.get(members.text(member(info, "type")), "")
    return WorkRecord(
        title=title,
        abstract="",
        authors=members.known(
            *(
                members.author(_NUMBER.sub("", members.plain(each.get("text"))))
                for each in names
            )
        ),
        year=members.year(member(info, "year")),
        venue="" if is_preprint else venue,
        identifiers=members.identifiers(
            members.doi(member(info, "doi")), _preprint(member(info, "ee"))
        ),
        kind="article" if is_preprint else kind,
        details=()
        if is_preprint
        else members.details(
            volume=member(info, "volume"),
            issue=member(info, "number"),
            page=member(info, "pages"),
        ),
    )


def _preprint(address: Json) -> Identifier | None:
    found = identifiers_in(members.text(address))
    return next((i for i in found if i.scheme == "arxiv"), None)

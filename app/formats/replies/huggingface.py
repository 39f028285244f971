"""Read what Hugging Face tells of one paper.

Source: https://huggingface.co/docs/hub/api, 'GET /api/papers/{id}'.
"""

from app.domain.fetching import WorkRecord
from app.formats.listings import hub
from app.formats.replies import members

NAME = "Hugging Face"


def read_works(data: bytes) -> tuple[WorkRecord, ...]:
    """Read the works of a reply, in its order; those without a title are left out.

    Raises:
        BadReply: it is no reply of the papers' API.
    """
    value = members.parse(data, NAME)
    if not isinstance(value, dict | list) or (
        isinstance(value, dict) and "id" not in value
    ):
        raise members.bad(NAME)
    found = hub.gather(value, source=NAME, header=hub.Header(), kind=hub.KIND)
    return tuple(
        WorkRecord(
            title=draft.title,
            abstract=draft.abstract,
            authors=members.known(*draft.authors),
            year=draft.year,
            venue="",
            identifiers=draft.identifiers,
            details=draft.details,
            links=draft.links,
            signals=draft.signals,
        )
        for draft in found.drafts
        if members.title(draft.title)
    )

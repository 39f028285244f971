"""What a browser hands over in several forms at once: the one that tells most."""

from collections.abc import Callable, Sequence

from app.domain.errors import InvalidInput
from app.domain.paper import Draft, Harvest
from app.formats.links import read_links
from app.formats.listings.webpage import is_page
from app.formats.pasted import read_pasted


def read_fragment(*, html: str, text: str, urls: Sequence[str], source: str) -> Harvest:
    """Read the papers of a fragment of a page from whichever form tells most of them.

    A paper with an identifier counts before one without, then one with a title of its
    own, an abstract, and parts that are told as no papers; of forms that tell the same,
    the page's own markup is taken.

    Raises:
        InvalidInput: no form holds a paper.
    """
    page = html if is_page(html) else f"<div>{html}</div>"
    readings: list[Callable[[], Harvest]] = [lambda: read_pasted(page, source=source)]
    if text.strip():
        readings.append(lambda: read_pasted(text, source=source))
    if urls:
        readings.append(lambda: read_links("\n".join(urls), source="links"))
    found: list[Harvest] = []
    refusal: InvalidInput | None = None
    for read in readings:
        try:
            found.append(read())
        except InvalidInput as error:
            refusal = error
    if not found:
        assert refusal is not None, "a fragment has one form at least"
        raise refusal
    return max(found, key=_worth)


def _worth(harvest: Harvest) -> tuple[int, ...]:
    """Return how much a reading tells; the first of equals is taken by `max`."""
    drafts = harvest.drafts
    return (
        sum(bool(draft.identifiers) for draft in drafts),
        len(drafts),
        sum(_is_titled(draft) for draft in drafts),
        sum(bool(draft.abstract) for draft in drafts),
        len(harvest.skipped),
    )


def _is_titled(draft: Draft) -> bool:
    """Say whether a draft's title is more than an identifier or address."""
    title = draft.title.casefold()
    names = (*(i.value for i in draft.identifiers), *(x.url for x in draft.links))
    return not any(name.casefold() in title for name in names)

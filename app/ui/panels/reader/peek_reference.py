"""Whether a cited paper is in the library."""

from dataclasses import dataclass

from app.domain.paper import Paper, Status
from app.formats.mentions.cited import CitedPaper, cited_paper
from app.library import Reader
from app.runtime.library_client import LibraryClient

_DECIDED = (Status.QUEUED, Status.READING, Status.DONE)


@dataclass(frozen=True, slots=True)
class Finding:
    """A cited paper and the paper in the library that it is, or may be."""

    cited: CitedPaper
    paper: Paper | None
    is_sure: bool

    @property
    def is_queued(self) -> bool:
        """Say whether the paper is queued already, or further."""
        return self.paper is not None and self.paper.status in _DECIDED


class CitedFinder:
    """Looks cited papers up in the library, on its reader's thread."""

    def __init__(self, library: LibraryClient) -> None:
        self._library = library

    async def find(self, entry: str, *, found_in: str, page_number: int) -> Finding:
        """Read an entry, and look for its paper."""
        cited = cited_paper(entry, found_in=found_in, page_number=page_number)
        return await self._library.read(lambda reader: _found(reader, cited))


def _found(reader: Reader, cited: CitedPaper) -> Finding:
    drafts = [cited.draft]
    known = reader.find_known(drafts)[0]
    if known is not None:
        return Finding(cited, reader.paper(known), True)
    alike = reader.find_alike(drafts)[0] if cited.is_sure else None
    if alike is not None:
        return Finding(cited, reader.paper(alike), False)
    return Finding(cited, None, False)

"""Each of the seven catalogues through the door: its switch, its address, its batch."""

from pathlib import Path

import pytest

from app.domain.paper import Identifier
from tests.support import catalogues
from tests.support.catalogues import Entry, serve_catalogues, settings_of
from tests.support.server import PaperServer, Work
from tests.support.workbench import workbench
from tests.unit.commands.conftest import TIDEWATER

pytestmark = pytest.mark.asyncio
ARXIV_ID = Identifier("arxiv", TIDEWATER.id)
DOI = Identifier("doi", "10.1234/tide.5")
KNOWN = Entry(
    title=TIDEWATER.title, doi=DOI.value, arxiv=TIDEWATER.id, venue="Tidal Letters"
)
PATHS = {
    "arxiv": "/api/query",
    "crossref": catalogues.CROSSREF,
    "openalex": catalogues.OPENALEX,
    "semanticscholar": catalogues.SCHOLAR,
    "datacite": catalogues.DATACITE,
    "dblp": catalogues.DBLP,
    "huggingface": catalogues.HUGGING_FACE,
}
AT_ONCE = {
    "arxiv": 1,
    "crossref": 1,
    "openalex": 1,
    "semanticscholar": 1,
    "datacite": 1,
}
"""How many requests nine papers are; the others tell one paper a request."""


def settings(server: PaperServer, name: str, *, is_on: bool) -> dict[str, object]:
    """Return the settings with one catalogue's address, and no other switched on."""
    known = {} if name == "arxiv" else settings_of(server, name)
    return {**known, "sources__arxiv__enabled": False} | {
        f"sources__{name}__enabled": is_on
    }


@pytest.mark.parametrize("name", PATHS)
@pytest.mark.parametrize("is_on", [True, False])
async def test_catalogue_is_asked_at_its_address_where_it_is_switched_on(
    tmp_path: Path, server: PaperServer, name: str, is_on: bool
) -> None:
    serve_catalogues(server, [KNOWN])
    own = settings(server, name, is_on=is_on)
    async with workbench(tmp_path, server, **own) as bench:  # type: ignore[arg-type]
        named = () if name == "dblp" else (ARXIV_ID, DOI)
        (paper,) = await bench.add(TIDEWATER.title, identifiers=named)

        (found,) = await bench.run("metadata.look-up", ids=(paper,))

        assert bool(server.asked) is is_on
        assert all(path.startswith(PATHS[name]) for path in server.paths())
        assert bool(found.offers) is is_on


@pytest.mark.parametrize("name", AT_ONCE)
async def test_catalogue_is_asked_about_many_papers_at_once(
    tmp_path: Path, server: PaperServer, name: str
) -> None:
    titles = [f"Work number {n} on tides" for n in range(9)]
    server.works = [Work(id=f"2401.{n:05}", title=t) for n, t in enumerate(titles)]
    entries = [
        Entry(title=t, doi=f"10.1234/w{n}", arxiv=f"2401.{n:05}")
        for n, t in enumerate(titles)
    ]
    serve_catalogues(server, entries)
    own = settings(server, name, is_on=True)
    async with workbench(tmp_path, server, **own) as bench:  # type: ignore[arg-type]
        ids = []
        for entry in entries:
            known = [Identifier("arxiv", entry.arxiv), Identifier("doi", entry.doi)]
            ids += await bench.add(entry.title, identifiers=known)

        found = await bench.run("metadata.look-up", ids=tuple(ids))

        assert [bool(paper.offers) for paper in found] == [True] * 9
        assert len(server.asked) == AT_ONCE[name]

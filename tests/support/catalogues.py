"""Catalogues on a `PaperServer`: small answers in the shapes that they document."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.support.server import Asked, PaperServer

Json = dict[str, Any]

CROSSREF = "/crossref/works"
OPENALEX = "/openalex/works"
SCHOLAR = "/graph/v1/paper"
DATACITE = "/datacite/dois"
DBLP = "/search/publ/api"
HUGGING_FACE = "/api/papers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A work as every catalogue knows it."""

    title: str
    doi: str = ""
    arxiv: str = ""
    venue: str = ""
    year: int = 2024
    volume: str = ""


def settings_of(server: PaperServer, *on: str) -> dict[str, Any]:
    """Return the settings that ask the server; `on` are the catalogues' short names."""
    paths = {
        "crossref": CROSSREF,
        "openalex": OPENALEX,
        "semanticscholar": SCHOLAR,
        "datacite": DATACITE,
        "dblp": DBLP,
        "huggingface": HUGGING_FACE,
    }
    settings: dict[str, Any] = {}
    for name in on:
        settings[f"sources__{name}__enabled"] = True
        settings[f"sources__{name}__api_url"] = server.address + paths[name]
    return settings


def serve_catalogues(server: PaperServer, entries: Sequence[Entry]) -> None:
    """Have the server answer as every catalogue that knows the entries."""
    server.answer(CROSSREF, lambda asked: _crossref(entries, asked))
    server.answer(OPENALEX, lambda asked: _openalex(entries, asked))
    server.answer(SCHOLAR, lambda asked: _scholar(entries, asked))
    server.answer(DATACITE, lambda asked: _datacite(entries, asked))
    server.answer(DBLP, lambda asked: _dblp(entries, asked))
    server.answer(HUGGING_FACE, lambda asked: _hugging_face(entries, asked))


def crossref_work(entry: Entry) -> Json:
    """Write a work as Crossref does."""
    return {
        "DOI": entry.doi,
        "title": [entry.title],
        "type": "journal-article" if entry.venue else "posted-content",
        "author": [
            {"given": "Ada", "family": "Example", "sequence": "first"},
            {"name": "The Sample Group", "sequence": "additional"},
        ],
        "abstract": "<jats:p>All about it.</jats:p>",
        "container-title": [entry.venue] if entry.venue else [],
        "issued": {"date-parts": [[entry.year, 5]]},
        "volume": entry.volume or None,
        "publisher": "Example Press",
    }


def scholar_work(entry: Entry) -> Json:
    """Write a work as Semantic Scholar does."""
    ids = {"ArXiv": entry.arxiv, "DOI": entry.doi, "CorpusId": 1}
    return {
        "paperId": "0" * 40,
        "externalIds": {name: value for name, value in ids.items() if value},
        "title": entry.title,
        "abstract": None,
        "year": entry.year,
        "venue": entry.venue or "arXiv.org",
        "publicationVenue": {"name": entry.venue, "type": "conference"}
        if entry.venue
        else None,
        "journal": None,
        "authors": [{"authorId": "1", "name": "Ada Example"}],
        "citationCount": 7,
    }


def openalex_work(entry: Entry) -> Json:
    """Write a work as OpenAlex does."""
    return {
        "id": "https://openalex.org/W1",
        "doi": f"https://doi.org/{entry.doi}",
        "title": entry.title,
        "publication_year": entry.year,
        "type": "article",
        "authorships": [{"author": {"display_name": "Ada Example"}}],
        "primary_location": {
            "source": {"display_name": entry.venue, "type": "journal"}
        },
        "biblio": {"volume": entry.volume, "first_page": "1", "last_page": "9"},
        "abstract_inverted_index": {"All": [0], "about": [1], "it.": [2]},
        "cited_by_count": 12,
    }


def datacite_work(entry: Entry) -> Json:
    """Write a work as DataCite does."""
    return {
        "id": entry.doi,
        "type": "dois",
        "attributes": {
            "doi": entry.doi,
            "titles": [{"title": entry.title}],
            "creators": [
                {"name": "Example, Ada", "givenName": "Ada", "familyName": "Example"}
            ],
            "publicationYear": entry.year,
            "publisher": "Zenodo",
            "types": {"resourceTypeGeneral": "Dataset"},
            "container": {},
            "descriptions": [
                {"description": "All about it.", "descriptionType": "Abstract"}
            ],
        },
    }


def dblp_hit(entry: Entry) -> Json:
    """Write a work as a hit of DBLP."""
    return {
        "info": {
            "authors": {"author": [{"text": "Ada Example 0001"}]},
            "title": f"{entry.title}.",
            "venue": entry.venue or "CoRR",
            "year": str(entry.year),
            "type": "Conference and Workshop Papers",
            "doi": entry.doi,
        }
    }


def hugging_face_work(entry: Entry) -> Json:
    """Write a paper as Hugging Face does."""
    return {
        "id": entry.arxiv,
        "title": entry.title,
        "summary": "All about it.",
        "authors": [{"name": "Ada Example", "hidden": False}],
        "publishedAt": f"{entry.year}-05-01T00:00:00.000Z",
        "upvotes": 31,
        "githubRepo": "https://github.com/example/tidewater",
        "githubStars": 9,
        "projectPage": "https://tidewater.github.io/",
    }


def _crossref(entries: Sequence[Entry], asked: Asked) -> tuple[int, bytes]:
    wanted = [part[4:] for part in asked.query.get("filter", "").split(",")]
    title = asked.query.get("query.bibliographic")
    found = [e for e in entries if e.doi in wanted or (title and e.doi)]
    return 200, _json({"message": {"items": [crossref_work(e) for e in found]}})


def _openalex(entries: Sequence[Entry], asked: Asked) -> tuple[int, bytes]:
    wanted = asked.query.get("filter", "")[4:].split("|")
    found = [e for e in entries if e.doi in wanted]
    return 200, _json({"meta": {}, "results": [openalex_work(e) for e in found]})


def _scholar(entries: Sequence[Entry], asked: Asked) -> tuple[int, bytes]:
    if not asked.path.endswith("/batch"):
        return 404, _json({"error": "Title match not found"})
    found = []
    for name in json.loads(asked.body)["ids"]:
        scheme, _, value = name.partition(":")
        matching = (
            e for e in entries if value == (e.arxiv if scheme == "ARXIV" else e.doi)
        )
        entry = next(matching, None)
        found.append(None if entry is None else scholar_work(entry))
    return 200, _json(found)


def _datacite(entries: Sequence[Entry], asked: Asked) -> tuple[int, bytes]:
    query = asked.query["query"]
    found = [e for e in entries if e.doi and f'"{e.doi}"' in query]
    return 200, _json({"data": [datacite_work(e) for e in found]})


def _dblp(entries: Sequence[Entry], asked: Asked) -> tuple[int, bytes]:
    hits = [dblp_hit(e) for e in entries]
    return 200, _json({"result": {"hits": {"@total": str(len(hits)), "hit": hits}}})


def _hugging_face(entries: Sequence[Entry], asked: Asked) -> tuple[int, bytes]:
    wanted = asked.path.rpartition("/")[2]
    found = next((e for e in entries if e.arxiv == wanted), None)
    if found is None:
        return 404, _json({"error": "Paper not found"})
    return 200, _json(hugging_face_work(found))


def _json(value: object) -> bytes:
    return json.dumps(value).encode()

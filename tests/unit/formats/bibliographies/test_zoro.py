"""What zoro keeps of a paper, read with its topics, status, rating and marks."""

import json

from app.domain.paper import Author, Identifier, Status
from app.formats.incoming import read_text
from tests.support.references import detail

PAPER = {
    "id": "0b5d0a52-0000-4000-8000-000000000000",
    "slug": "a-way-of-seeing",
    "title": "A Way of Seeing",
    "short_title": None,
    "authors": [{"name": "Ann Smith", "affiliation": "X", "orcid": None}],
    "abstract": "It is told.",
    "doi": "10.1000/xyz",
    "arxiv_id": "1706.03762",
    "url": "https://arxiv.org/abs/1706.03762",
    "pdf_url": "https://arxiv.org/pdf/1706.03762",
    "published_date": "2017-06-12T17:57:34Z",
    "added_date": "2026-01-02T10:00:00+00:00",
    "tags": ["ml"],
    "collections": ["Deep"],
    "attachments": [],
    "notes": ["mine"],
    "read_status": "reading",
    "rating": 4,
    "extra": {},
    "entry_type": "inproceedings",
    "journal": "NeurIPS",
    "annotations": [
        {"selected_text": "marked  words", "comment": "why", "page_number": 3}
    ],
}


def test_paper_is_read_with_all_that_zoro_keeps() -> None:
    harvest = read_text(json.dumps(PAPER, indent=2), name="metadata.json")

    [draft] = harvest.drafts
    assert harvest.kind == "zoro paper"
    assert (draft.title, draft.venue, draft.kind) == (
        *("A Way of Seeing", "NeurIPS", "paper-conference"),
    )
    assert draft.authors == (Author("Ann Smith", "Smith", "Ann"),)
    assert draft.identifiers == (
        Identifier("doi", "10.1000/xyz"),
        Identifier("arxiv", "1706.03762"),
    )
    assert (draft.topics, draft.tags) == (("Deep",), ("ml",))
    assert (draft.status, draft.rating) == (Status.READING, 4)
    assert draft.note == "mine\n\n> marked words (p. 3)\nwhy"
    assert draft.attachments == ("paper.pdf",)
    assert (draft.year, detail(draft, "issued")) == (2017, "2017-06-12")
    assert draft.added_at is not None
    assert draft.added_at.isoformat() == "2026-01-02T10:00:00+00:00"


def test_paper_without_a_name_is_listed() -> None:
    nameless = {"slug": "x", "read_status": "unread", "added_date": "", "title": ""}

    harvest = read_text(json.dumps([PAPER, nameless]), name="x.json")

    assert (len(harvest.drafts), len(harvest.skipped)) == (1, 1)

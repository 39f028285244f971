"""Zotero's items as JSON: of Better BibTeX and of the Web API."""

import json
from pathlib import Path

import pytest

from app.domain.paper import Author, Draft, Identifier
from app.formats.incoming import read_text
from tests.support.references import detail

ITEM = {
    "itemType": "conferencePaper",
    "itemID": 7,
    "itemKey": "AB12",
    "title": "A Way of <i>Seeing</i>",
    "proceedingsTitle": "Proceedings of Things",
    "date": "2017-06-12",
    "DOI": "10.1000/xyz",
    "citationKey": "smith2017",
    "extra": ["arXiv: 1706.03762", "more"],
    "creators": [
        {"creatorType": "author", "firstName": "Ann", "lastName": "Smith"},
        {"creatorType": "author", "name": "A Consortium"},
        {"creatorType": "editor", "firstName": "Bob", "lastName": "Stone"},
    ],
    "tags": [{"tag": "ml"}, "nlp"],
    "notes": [{"note": "<p>A <b>note</b></p>"}, "<p>Another</p>"],
    "attachments": [
        {"path": "files/7/a.pdf", "title": "Full Text"},
        {"path": "files/7/a.html"},
        {"url": "https://a.org/x"},
    ],
    "dateAdded": "2020-01-02T10:00:00Z",
}
SHELVES = {
    "c1": {"key": "c1", "name": "Deep", "parent": "c2", "items": [7]},
    "c2": {"key": "c2", "name": "All/some", "collections": ["c1"], "items": []},
}
EXPORT = {
    "config": {"label": "BetterBibTeX JSON"},
    "collections": SHELVES,
    "items": [ITEM, {"itemType": "note", "note": "lone"}, {"itemType": "book"}],
}
SAMPLES = Path(__file__).parents[4] / ".." / "shared" / "data" / "bibliography"
NAMELESS = 75
"""Items of the samples that hold neither title nor identifier nor link."""


def read(value: object, **options: int) -> list[Draft]:
    return list(read_text(json.dumps(value, **options), name="x.json").drafts)  # type: ignore[arg-type] # indent


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("first", ["config", "collections", "items"])
def test_item_is_read_with_all_it_has(indent: int | None, first: str) -> None:
    whole = {first: EXPORT[first], **EXPORT}
    [draft] = read_text(json.dumps(whole, indent=indent), name="x.json").drafts

    assert (draft.title, draft.venue) == ("A Way of Seeing", "Proceedings of Things")
    assert (draft.kind, draft.year) == ("paper-conference", 2017)
    assert draft.authors == (
        Author("Ann Smith", "Smith", "Ann"),
        Author("A Consortium", "A Consortium"),
    )
    assert draft.identifiers == (
        Identifier("doi", "10.1000/xyz"),
        Identifier("arxiv", "1706.03762"),
    )
    assert (draft.tags, draft.topics) == (("ml", "nlp"), ("All-some/Deep",))
    assert draft.note == "A **note**\n\nAnother"
    assert draft.attachments == ("files/7/a.pdf",)
    assert [link.url for link in draft.links] == ["https://a.org/x"]
    assert detail(draft, "citation-key") == "smith2017"
    assert (detail(draft, "editor"), detail(draft, "zotero:extra")) == (
        *("Stone, Bob", "more"),
    )
    assert draft.added_at is not None
    assert draft.added_at.isoformat() == "2020-01-02T10:00:00+00:00"


def test_note_alone_and_item_without_a_name_are_listed() -> None:
    harvest = read_text(json.dumps(EXPORT, indent=1), name="x.json")

    assert [each.why for each in harvest.skipped] == [
        "note of no item, not taken",
        "the entry has no title, identifier or link",
    ]
    assert json.dumps(EXPORT, indent=1).split("\n")[
        int(harvest.skipped[0].where.rsplit(" ", 1)[1]) - 1
    ] == ("  {")


def test_answer_of_the_web_api_joins_notes_and_files_to_their_items() -> None:
    answer = [
        {"key": "K1", "data": {"itemType": "book", "key": "K1", "title": "A Book"}},
        {
            "key": "K2",
            "data": {"itemType": "note", "parentItem": "K1", "note": "<p>said</p>"},
        },
        {
            "key": "K3",
            "data": {
                "itemType": "attachment",
                "parentItem": "K1",
                "path": "storage:b.pdf",
                "contentType": "application/pdf",
            },
        },
    ]

    [draft] = read(answer)

    assert (draft.title, draft.note, draft.attachments) == (
        *("A Book", "said", ("b.pdf",)),
    )


def test_broken_item_spoils_no_other() -> None:
    text = json.dumps({"items": [ITEM, ITEM]}, indent=1)
    broken = text.replace('"itemID": 7', '"itemID": ', 1)

    harvest = read_text(broken, name="x.json")

    assert (len(harvest.drafts), len(harvest.skipped)) == (1, 1)


@pytest.mark.skipif(not SAMPLES.exists(), reason="the shared samples are not here")
def test_exports_of_better_bibtex_lose_no_item() -> None:
    lost = 0
    for path in (SAMPLES / "zotero-better-bibtex" / "import").glob("*.json"):
        text = path.read_text("utf-8")
        whole = json.loads(text)
        if whole.get("items"):
            harvest = read_text(text, name=path.name)
            n_told = len(harvest.drafts) + len(harvest.skipped)
            assert n_told == len(whole["items"])
            lost += sum("no title" in each.why for each in harvest.skipped)
    assert lost == NAMELESS


def test_export_is_known_behind_collections_longer_than_its_beginning() -> None:
    shelves = {
        str(n): {"key": str(n), "name": f"C{n}", "parent": False, "items": [1]}
        for n in range(3_000)
    }
    item = {"itemType": "book", "title": "A Title", "itemID": 1}
    export = {"config": {"label": "BetterBibTeX JSON"}, "collections": shelves}

    harvest = read_text(json.dumps(export | {"items": [item]}), name="x.json")

    assert [draft.title for draft in harvest.drafts] == ["A Title"]
    assert len(harvest.drafts[0].topics) == 3_000

"""What is written as BibTeX is read back as it was."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.paper import (
    Author,
    Detail,
    Draft,
    Identifier,
    Note,
    Paper,
    PaperId,
    Provenance,
    Status,
)
from app.formats.addresses import link_of
from app.formats.bibliographies.bibtex import write_biblatex, write_bibtex
from app.formats.bibliographies.bibtex_reading import is_bibtex, read_bibtex
from app.formats.bibliographies.kinds import BIBTEX_KINDS, MASTERS_THESIS, PHD_THESIS
from app.formats.people import author_of
from app.formats.text import clean, one_line

NOW = datetime(2025, 3, 11, tzinfo=UTC)
HARD = "ab \\{}$%&#_^~\"'@,;=-–éŁ東⟂"
WORDS = st.one_of(
    st.text(max_size=40), st.text(alphabet=HARD, max_size=40), st.just("a $x^{2}$ b")
).map(one_line)
TITLES = WORDS.map(lambda text: text or "Untitled")
PARAGRAPHS = st.lists(WORDS, max_size=4).map(
    lambda lines: clean("\n".join(lines)).strip(" \n")
)
NAME_PARTS = st.sampled_from(
    (
        *("Erdős", "van Beethoven", "Müller-Lüdenscheidt", "de la Cruz", "O'Neil"),
        *("Smith", "Łukasz & Söhne", "Simon and Schuster", "Foo, Inc.", "others"),
        *("王", "von"),
    )
)
GIVENS = st.sampled_from(
    ("", "Ludwig", "J. R. R.", "小明", "Jean-Paul", "A and B", "Xi")
)
SUFFIXES = st.sampled_from(("", "Jr.", "III"))
AUTHORS = st.builds(
    lambda family, given, suffix: author_of(family, given, suffix if given else ""),
    *(NAME_PARTS, GIVENS, SUFFIXES),
)
DETAILS = st.builds(
    Detail,
    st.sampled_from(
        (
            *("volume", "issue", "number", "publisher", "publisher-place", "edition"),
            *("language", "note", "collection-title", "title-short", "archive"),
            *("ris:C1", "genre", "ISSN", "chapter-number", "accessed", "event-title"),
        )
    ),
    WORDS.filter(bool),
)
SOURCES = st.sampled_from(("{A} \\foo", "x {\\'e} y", "2020", "$a$ % b"))
OWN_DETAILS = st.builds(
    Detail, st.sampled_from(("bibtex:owner", "bibtex:howpublished")), SOURCES
)
EDITORS = st.sampled_from(("Doe, Jane", "van Dyck, Anton", "King, Martin, Jr."))
IDENTIFIERS = st.sampled_from(
    (
        Identifier("arxiv", "2304.15004"),
        Identifier("arxiv", "hep-th/9901001"),
        Identifier("doi", "10.1000/a_b(1)%20<x>"),
        Identifier("pmid", "12345"),
        Identifier("isbn", "9783943267914"),
        Identifier("openreview", "Hk_x$y"),
    )
)
URLS = st.sampled_from(
    (
        *("https://example.org/a_b?c=d&e=%20#f~g", "https://github.com/a/b"),
        *("https://arxiv.org/abs/2304.15004", "http://x.org/$a$b."),
    )
)


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    year = draw(st.one_of(st.none(), st.integers(1900, 2030)))
    details = draw(st.lists(st.one_of(DETAILS, OWN_DETAILS), max_size=6))
    details += [Detail("editor", name) for name in draw(st.lists(EDITORS, max_size=2))]
    issued = ("2021", "2021-04", f"{year}-04", f"{year}-04-09", "2020-01-01/2021")
    details += [
        Detail("citation-key", draw(st.sampled_from(("Doe:2020a", "../../x", "a/b")))),
        *(
            Detail("issued", i)
            for i in draw(st.lists(st.sampled_from(issued), max_size=1))
        ),
    ]
    if year is None:
        details = [detail for detail in details if detail.name != "issued"]
    links = dict.fromkeys(draw(st.lists(URLS, max_size=3)))
    return Paper(
        id=PaperId("0b5d0a52-0000-4000-8000-000000000000"),
        title=draw(TITLES),
        abstract=draw(PARAGRAPHS),
        authors=tuple(draw(st.lists(AUTHORS, max_size=4))),
        year=year,
        venue=draw(WORDS),
        identifiers=tuple(dict.fromkeys(draw(st.lists(IDENTIFIERS, max_size=4)))),
        links=tuple(link_of(url) for url in links),
        status=Status.NEW,
        is_starred=False,
        rating=0,
        topics=(),
        tags=tuple(dict.fromkeys(t for t in draw(st.lists(WORDS, max_size=3)) if t)),
        provenance=(),
        files=(),
        note=Note(text=draw(PARAGRAPHS), changed_at=NOW),
        n_marks=0,
        progress=None,
        added_at=NOW,
        is_trashed=False,
        kind=draw(
            st.sampled_from(sorted({*BIBTEX_KINDS.values(), "article", "speech"}))
        ),
        details=tuple(details),
    )


def told(one: Paper | Draft) -> dict[str, object]:
    """Return what a paper and its draft have in common, details by their names."""
    note = one.note.text if isinstance(one.note, Note) else one.note
    details: dict[str, list[str]] = {}
    for detail in one.details:
        if detail.name != "bibtex:entrytype":
            details.setdefault(detail.name, []).append(detail.value)
    if one.kind == "thesis":
        details.setdefault("genre", [PHD_THESIS])
    return {
        "title": one.title,
        "abstract": one.abstract,
        "authors": one.authors,
        "year": one.year,
        "venue": one.venue,
        "identifiers": frozenset(one.identifiers),
        "links": one.links,
        "tags": one.tags,
        "kind": one.kind,
        "note": note,
        "details": details,
    }


@given(one=papers())
@pytest.mark.parametrize("write", [write_bibtex, write_biblatex])
def test_write_bibtex_when_read_back_then_it_is_the_same_paper(
    write: object, one: Paper
) -> None:
    assert callable(write)
    written = write([one], with_notes=True)

    assert is_bibtex(written)
    harvest = read_bibtex(written, source="x.bib")
    assert harvest.skipped == ()
    [draft] = harvest.drafts
    assert told(draft) == told(one), written


@pytest.mark.parametrize("kind", sorted(set(BIBTEX_KINDS.values())))
def test_write_bibtex_when_it_has_a_kind_then_it_is_kept(kind: str) -> None:
    first = Draft(title="A", kind=kind, provenance=Provenance(source="x", kind="y"))
    assert read_back(first).kind == kind


@pytest.mark.parametrize("genre", [PHD_THESIS, MASTERS_THESIS, "Habilitation"])
def test_write_bibtex_when_a_thesis_then_its_genre_is_kept(genre: str) -> None:
    first = Draft(
        title="A",
        kind="thesis",
        details=(Detail("genre", genre),),
        provenance=Provenance(source="x", kind="y"),
    )
    assert [d for d in read_back(first).details if d.name == "genre"] == [
        *first.details
    ]


def test_write_bibtex_when_parts_of_a_name_are_unknown_then_the_name_is_kept() -> None:
    first = Draft(
        title="A",
        authors=(Author("Laurens van der Maaten"), Author("World Health Organization")),
        provenance=Provenance(source="x", kind="y"),
    )
    maaten, who = read_back(first).authors
    assert maaten == Author("Laurens van der Maaten", "van der Maaten", "Laurens")
    assert who == Author("World Health Organization", "World Health Organization")


def test_write_bibtex_when_not_asked_then_without_the_note() -> None:
    one = paper_of(Draft(title="A", provenance=Provenance(source="x", kind="y")))
    assert "private" not in write_bibtex([one])
    assert "private" in write_bibtex([one], with_notes=True)


def read_back(draft: Draft) -> Draft:
    [again] = read_bibtex(write_bibtex([paper_of(draft)]), source="x.bib").drafts
    return again


def paper_of(draft: Draft) -> Paper:
    return Paper(
        id=PaperId("0b5d0a52-0000-4000-8000-000000000000"),
        title=draft.title,
        abstract=draft.abstract,
        authors=draft.authors,
        year=draft.year,
        venue=draft.venue,
        identifiers=draft.identifiers,
        links=draft.links,
        status=Status.NEW,
        is_starred=False,
        rating=0,
        topics=(),
        tags=draft.tags,
        provenance=(),
        files=(),
        note=Note(text="private", changed_at=NOW),
        n_marks=0,
        progress=None,
        added_at=NOW,
        is_trashed=False,
        kind=draft.kind,
        details=draft.details,
    )

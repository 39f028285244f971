"""Papers of every shape a bibliography may hold, for property tests."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from app.domain.paper import (
    Author,
    Detail,
    Draft,
    Identifier,
    Link,
    LinkKind,
    Note,
    Paper,
    PaperId,
    Status,
    TopicId,
)
from app.domain.signal import Signal, SignalName
from app.formats.text import clean, one_line

WHEN = datetime(2026, 3, 11, 9, 30, tzinfo=UTC)
TOPICS = {TopicId("t1"): "Agents", TopicId("t2"): "Learning/Diffusion, fast"}
"""The full paths of the topics that `papers` files under."""

_MARKS = st.sampled_from(
    [
        *("TY  - JOUR", "ER  - ", "{", "}", '"', "\\", "<i>x</i>", "&amp;", "%0 Book"),
        *(", ", "; ", " and ", "10.1000/x", "https://a.org/b?c=d", "\n\n", "PMID- 12"),
    ]
)
_TEXT = st.lists(
    st.one_of(st.text(st.characters(codec="utf-8"), max_size=12), _MARKS), max_size=5
).map(lambda parts: clean("".join(parts)))
_LINE = _TEXT.map(one_line)
_WORD = _LINE.filter(bool)
_DETAIL_NAMES = (
    *("volume", "issue", "page", "publisher", "publisher-place", "edition", "editor"),
    *("issued", "accessed", "citation-key", "ISSN", "ISBN", "genre", "number", "DOI"),
    *("container-title-short", "collection-title", "translator", "title-short"),
    *("ris:C1", "ris:TY", "ris:TI", "csl:title", "csl:funder", "csl:custom"),
    *("bibtex:howpublished", "author", "type", "custom", "language"),
)
_DETAIL_VALUES = st.one_of(
    st.sampled_from(
        [
            *("12", "1-9", "e815", "2003-05-21", "2003-05", "2003/2004", "Spring 2003"),
            *("King, Martin Luther, Jr.", "Smith, J.", "ACM", "978-3-86680-192-9"),
            *('{"a":[1,2]}', "[1]", "<i>E. coli</i> grows", "x [pmid]", "[broken"),
        ]
    ),
    _WORD,
)
_IDENTIFIERS = st.one_of(
    st.sampled_from(
        [
            Identifier("doi", "10.1000/abc"),
            Identifier("doi", "10.1000/Upper"),
            Identifier("arxiv", "2304.15004"),
            Identifier("arxiv", "math/0211159"),
            Identifier("pmid", "29424689"),
            Identifier("pmcid", "PMC5832410"),
            Identifier("isbn", "9783866801929"),
            Identifier("openreview", "ZYm1Ql6udy"),
        ]
    ),
    st.builds(Identifier, st.sampled_from(["doi", "x", "pmid"]), _WORD),
)
_AUTHORS = st.one_of(
    st.builds(Author, _WORD),
    st.builds(Author, _WORD, _LINE, _LINE),
    st.sampled_from(
        [
            Author("Martin Luther King, Jr.", "King", "Martin Luther, Jr."),
            Author("Ludwig van Beethoven", "van Beethoven", "Ludwig"),
            Author("World Health Organization", "World Health Organization"),
            Author("University of California, Berkeley"),
        ]
    ),
)
_URLS = st.sampled_from(
    ["https://arxiv.org/abs/2304.15004", "http://a.org/x;y", "https://doi.org/10.1/x"]
)
_LINKS = st.builds(Link, st.one_of(_URLS, _WORD), st.sampled_from(LinkKind))
_SIGNALS = st.builds(
    Signal,
    name=st.sampled_from(SignalName),
    number=st.integers(0, 10**9),
    source=_WORD,
    as_of=st.just(WHEN),
)
_KINDS = st.sampled_from(
    ["", "article-journal", "paper-conference", "book", "chapter", "thesis", "report"]
)


def papers() -> st.SearchStrategy[Paper]:
    """Make papers with any content, and none of what stays in a library."""
    return st.builds(
        Paper,
        id=st.uuids().map(lambda made: PaperId(str(made))),
        title=_WORD,
        abstract=_TEXT,
        authors=st.lists(_AUTHORS, max_size=3).map(tuple),
        year=st.none() | st.integers(1, 9999) | st.just(2003),
        venue=_LINE,
        identifiers=st.lists(_IDENTIFIERS, max_size=3, unique=True).map(tuple),
        links=st.lists(_LINKS, max_size=3, unique=True).map(tuple),
        status=st.sampled_from(Status),
        is_starred=st.booleans(),
        rating=st.integers(0, 5),
        topics=st.lists(st.sampled_from(sorted(TOPICS)), unique=True).map(tuple),
        tags=st.lists(_WORD, max_size=3, unique=True).map(tuple),
        provenance=st.just(()),
        files=st.just(()),
        note=st.none()
        | st.builds(Note, text=_TEXT.filter(bool), changed_at=st.just(WHEN)),
        n_marks=st.just(0),
        progress=st.none(),
        added_at=st.just(WHEN),
        is_trashed=st.just(False),
        kind=_KINDS | _LINE,
        details=st.lists(
            st.builds(Detail, st.sampled_from(_DETAIL_NAMES), _DETAIL_VALUES),
            max_size=5,
        ).map(tuple),
        signals=st.lists(_SIGNALS, max_size=3, unique_by=lambda s: s.name).map(tuple),
    )


def a_paper(title: str = "Attention and the Sea", **fields: object) -> Paper:
    """Make a paper with a few fields."""
    base: dict[str, object] = {
        "id": PaperId("0b5d0a52-0000-4000-8000-000000000000"),
        "title": title,
        "abstract": "",
        "authors": (),
        "year": None,
        "venue": "",
        "identifiers": (),
        "links": (),
        "status": Status.NEW,
        "is_starred": False,
        "rating": 0,
        "topics": (),
        "tags": (),
        "provenance": (),
        "files": (),
        "note": None,
        "n_marks": 0,
        "progress": None,
        "added_at": WHEN,
        "is_trashed": False,
    }
    return Paper(**(base | fields))  # type: ignore[arg-type] # any field, by name


def detail(draft: Draft, name: str) -> str:
    """Return a draft's first detail of that name, '' where there is none."""
    return next((each.value for each in draft.details if each.name == name), "")

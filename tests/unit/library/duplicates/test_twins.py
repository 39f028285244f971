"""A paper that is there already is known again."""

import itertools
from contextlib import closing
from pathlib import Path

import pytest

from app.domain.edit import AddPapers
from app.domain.paper import (
    Author,
    Detail,
    Draft,
    Identifier,
    Provenance,
    Sha256,
    StoredFile,
)
from app.library import Library, Reader, find_twins
from tests.unit.library.building import add, draft

ISBN = "9780306406157"
_NUMBERS = itertools.count()
TEXT = "We study how a model of language learns to read long lists of papers"


def _file(letters: str) -> StoredFile:
    return StoredFile(sha256=Sha256(letters * 32), length_bytes=1, name="a.pdf")


def _named(scheme: str, value: str, kind: str = "") -> Draft:
    """Make a draft whose title is like no other's."""
    title = f"{scheme} {value} {kind} {next(_NUMBERS)}"
    return draft(title, kind=kind, identifiers=(Identifier(scheme, value),))


def _by(author: str, year: int, volume: str = "", abstract: str = "") -> Draft:
    details = (Detail("volume", volume),) if volume else ()
    names = (Author(author),)
    return draft("Introduction", abstract, authors=names, year=year, details=details)


PAIRS = [
    (draft("A: b", TEXT), draft("a B", TEXT), True),
    (draft("Naïve – Bayes?", TEXT), draft("NAIVE BAYES"), True),
    (draft("Title"), draft("Title", TEXT), True),
    (draft("Title", TEXT), draft("Title", TEXT + " and one word more"), True),
    (draft("Title", TEXT), draft("Title", "Another work about whales"), False),
    (draft("Title", TEXT), draft("Titles", TEXT), False),
    (draft("?!", TEXT), draft("?!", TEXT), False),
    (
        draft("One", identifiers=(Identifier("arxiv", "2401.00001v1"),)),
        draft("Two", identifiers=(Identifier("arxiv", "2401.00001v3"),)),
        True,
    ),
    (
        draft("One", identifiers=(Identifier("doi", "10.1000/ABC"),)),
        draft("Two", identifiers=(Identifier("doi", "https://doi.org/10.1000/abc"),)),
        True,
    ),
    (
        draft("One", identifiers=(Identifier("doi", "1"),)),
        draft("Two", identifiers=(Identifier("arxiv", "1"),)),
        False,
    ),
    (_by("Ada Lovelace", 1998), _by("Lovelace, A.", 2000), True),
    (_by("Ada Lovelace", 1998), draft("Introduction"), True),
    (_by("Ada Lovelace", 1998), _by("Émile Borel", 1998), False),
    (_by("Ada Lovelace", 1998), _by("Ada Lovelace", 1965), False),
    (_by("Ada Lovelace", 1998, "1"), _by("Ada Lovelace", 1998, "2"), False),
    (_by("Ada Lovelace", 1998, "1"), _by("Ada Lovelace", 1998), True),
    (
        _by("Ada Lovelace", 1998, abstract=TEXT),
        _by("Countess of Lovelace", 2024, abstract=TEXT),
        True,
    ),
    (_named("pmid", "PMID: 012345"), _named("pmid", "12345"), True),
    (_named("arxiv", "2401.00001"), _named("doi", "10.48550/arXiv.2401.00001"), True),
    (_named("doi", "10.48550/arXiv.2401.00001"), _named("arxiv", "2401.00001v2"), True),
    (
        _named("doi", "http://doi.acm.org/10.1145/3292500.3330701"),
        _named("doi", "10.1145/3292500.3330701"),
        True,
    ),
    (
        _named("doi", "10.1145/nnnnnnn.nnnnnnn"),
        _named("doi", "10.1145/nnnnnnn.nnnnnnn"),
        False,
    ),
    (_named("isbn", ISBN, kind="book"), _named("isbn", "0-306-40615-2"), True),
    (
        _named("isbn", ISBN, kind="chapter"),
        _named("isbn", ISBN, kind="chapter"),
        False,
    ),
    (_named("isbn", ISBN, kind="book"), _named("isbn", ISBN, kind="chapter"), False),
    (_named("isbn", ISBN, kind="chapter"), _named("isbn", ISBN, kind="book"), False),
    (draft("One", file=_file("ab")), draft("Two", file=_file("ab")), True),
    (draft("One", file=_file("ab")), draft("Two", file=_file("cd")), False),
]


@pytest.mark.parametrize(("first", "second", "is_same"), PAIRS)
def test_find_known_tells_the_same_paper(
    first: Draft, second: Draft, is_same: bool, library: Library, reader: Reader
) -> None:
    _, wanted = add(library, draft("Another"), first)

    known = reader.find_known([draft("Unknown"), second])

    assert known == [None, wanted if is_same else None]
    assert find_twins([draft("Unknown"), first, second]) == [
        None,
        None,
        1 if is_same else None,
    ]


def test_find_known_of_a_whole_list_knows_each_one(
    library: Library, reader: Reader
) -> None:
    drafts = [draft(f"Paper number {n}", f"{TEXT} {n}") for n in range(2_500)]
    ids = add(library, *drafts)

    assert reader.find_known(drafts) == list(ids)
    assert find_twins([*drafts, *drafts[:3]])[-4:] == [None, 0, 1, 2]


def test_find_known_of_nothing_is_nothing(reader: Reader) -> None:
    assert reader.find_known([]) == []
    assert find_twins([]) == []


def _pdf(name: str, sha256: str) -> Draft:
    file = StoredFile(sha256=Sha256(sha256 * 64), length_bytes=1, name=f"{name}.pdf")
    origin = Provenance(source=f"{name}.pdf", kind="PDF")
    return Draft(title=name, file=file, provenance=origin)


def test_find_twins_when_two_pdfs_share_a_name_then_both_are_papers() -> None:
    long_name = "A long and telling title of a paper"

    twins = find_twins(
        [
            _pdf("paper", "a"),
            _pdf("paper", "b"),
            _pdf(long_name, "c"),
            _pdf(long_name, "d"),
            _pdf("paper", "a"),
        ]
    )

    assert twins == [None, None, None, None, 0]


def test_find_known_when_a_pdf_is_named_like_a_paper_without_one_then_is_it(
    tmp_path: Path,
) -> None:
    title = "A long and telling title of a paper"
    origin = Provenance(source="list.txt", kind="saved listing")
    library = Library.open(tmp_path)
    draft = Draft(title=title, abstract="Some words.", provenance=origin)
    added = library.apply(AddPapers(drafts=(draft,), label="Added")).added
    pdf = _pdf(title, "a")

    with closing(Reader.open(tmp_path)) as reader:
        known = reader.find_known([pdf])
        updates = ((added[0], pdf),)
        library.apply(AddPapers(drafts=(), label="Attached", updates=updates))
        paper = reader.paper(added[0])
        other = reader.find_known([_pdf(title, "b")])
    library.undo()
    library.close()

    assert known == [added[0]]
    assert paper.has_pdf
    assert other == [None]


@pytest.mark.parametrize("has_author", [True, False])
def test_find_twins_when_hundreds_share_a_title_then_each_finds_its_own(
    has_author: bool,
) -> None:
    origin = Provenance(source="list.txt", kind="saved listing")
    editorials = [
        Draft(
            title="Editorial",
            year=800 + 4 * number,
            authors=(Author(f"Ada Name{number}"),) if has_author else (),
            provenance=origin,
        )
        for number in range(300)
    ]

    twins = find_twins([*editorials, *editorials])

    assert twins[len(editorials) :: 10] == list(range(0, 300, 10))

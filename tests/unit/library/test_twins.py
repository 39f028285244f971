"""A paper that is there already is known again."""

import pytest

from app.domain.paper import Draft, Identifier, Sha256, StoredFile
from app.library import Library, Reader, find_twins
from tests.unit.library.building import add, draft

TEXT = "We study how a model of language learns to read long lists of papers"


def _file(letters: str) -> StoredFile:
    return StoredFile(sha256=Sha256(letters * 32), length_bytes=1, name="a.pdf")


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

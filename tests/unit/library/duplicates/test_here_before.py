"""Papers just added are found to be those here before, as surely as duplicates are."""

import pytest

from app.domain.duplicates import Twin
from app.domain.edit import ChangePapers, KeepApart
from app.domain.paper import Draft, PaperId
from app.library import Library, Reader
from tests.unit.library.building import add
from tests.unit.library.duplicates.test_duplicates import PAIRS, work


@pytest.mark.parametrize(("one", "other", "judged"), PAIRS)
def test_what_is_certain_of_duplicates_is_certain_of_the_paper_before(
    library: Library,
    reader: Reader,
    one: Draft,
    other: Draft,
    judged: tuple[bool, str],
) -> None:
    # What a catalogue tells has TeX more often than what was here before.
    one, other = sorted((one, other), key=lambda draft: "$" in draft.title)
    (before,) = add(library, one)
    (new,) = add(library, other)

    found = reader.find_before([new], [new])

    sure = Twin(id=new, before=before, is_certain=True)
    assert (found == (sure,)) is judged[0]
    assert all(twin.is_certain is judged[0] for twin in found)


def test_trashed_papers_and_those_just_added_were_not_here_before(
    library: Library, reader: Reader
) -> None:
    (trashed,) = add(library, work())
    edit = ChangePapers(ids=(trashed,), label="Trashed", is_trashed=True)
    library.apply(edit)
    new = add(library, work(), work())

    assert reader.find_before(new, new) == ()


def test_papers_kept_apart_are_never_certain(library: Library, reader: Reader) -> None:
    (before,) = add(library, work())
    (new,) = add(library, work())
    library.apply(KeepApart(ids=(before, new), label="Kept apart"))

    (twin,) = reader.find_before([new], [new])

    assert not twin.is_certain


def test_paper_that_is_gone_is_no_error(library: Library, reader: Reader) -> None:
    (here,) = add(library, work())

    assert reader.find_before([PaperId("gone")], [here]) == ()

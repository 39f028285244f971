"""Numbers of the day are kept with their source and day, and undone like the rest."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.change import Facet
from app.domain.edit import ChangePapers, MergePapers, Merger, RefreshPapers
from app.domain.errors import NotFound
from app.domain.fields import Fields
from app.domain.paper import Detail, PaperId
from app.domain.signal import Signal, SignalName
from app.library import Library, Reader
from tests.unit.library.building import NOON, add, draft, full_draft, told

CITED = told(SignalName.CITATIONS, 130, "OpenAlex")
LATER = replace(CITED, as_of=NOON + timedelta(days=30))


def refresh(paper: PaperId, *signals: Signal) -> RefreshPapers:
    pairs = tuple((paper, signal) for signal in signals)
    return RefreshPapers(changes=(), label="Refreshed", signals=pairs)


def numbers(reader: Reader, paper: PaperId) -> dict[str, int]:
    return {s.name.value: s.number for s in reader.paper(paper).signals}


def test_a_draft_brings_its_numbers(library: Library, reader: Reader) -> None:
    (paper, other) = add(library, full_draft(), draft("Bare"))

    assert reader.paper(paper).signals == full_draft().signals
    assert reader.paper(other).signals == ()


def test_a_refresh_is_one_act_that_undo_takes_back(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, full_draft())

    change = library.apply(refresh(paper, LATER))

    assert change.facets == {Facet.PAPERS}
    assert reader.paper(paper).signal(SignalName.CITATIONS) == LATER
    assert reader.paper(paper).edited == frozenset()
    library.undo()
    assert reader.paper(paper).signals == full_draft().signals
    library.redo()
    assert reader.paper(paper).signal(SignalName.CITATIONS) == LATER


def test_what_was_told_without_a_day_is_of_now(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, full_draft())

    library.apply(refresh(paper, replace(CITED, as_of=None)))

    kept = reader.paper(paper).signal(SignalName.CITATIONS)
    assert kept is not None
    assert kept.as_of is not None
    assert (kept.number, kept.as_of > NOON) == (130, True)


def test_what_is_told_of_a_day_to_come_is_of_now(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, full_draft())
    library.apply(refresh(paper, replace(CITED, as_of=NOON.replace(year=2990))))

    library.apply(refresh(paper, replace(CITED, number=140, as_of=None)))

    assert numbers(reader, paper)["citations"] == 140


@pytest.mark.parametrize(
    "signal",
    [
        replace(LATER, as_of=NOON - timedelta(days=1)),
        replace(LATER, number=-1),
        full_draft().signals[0],
    ],
    ids=["older", "no count", "the same"],
)
def test_an_older_number_and_the_same_change_nothing(
    library: Library, reader: Reader, signal: Signal
) -> None:
    (paper,) = add(library, full_draft())

    assert library.apply(refresh(paper, signal)).is_empty
    assert numbers(reader, paper)["citations"] == 120


def test_a_refresh_of_a_paper_that_is_gone_is_refused(library: Library) -> None:
    with pytest.raises(NotFound):
        library.apply(refresh(PaperId("none"), CITED))


def test_editing_every_field_leaves_the_numbers(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, full_draft())
    fields = Fields(details=(), links=(), identifiers=())

    library.apply(ChangePapers(ids=(paper,), label="Edited", fields=fields))

    library.apply(refresh(paper, LATER))
    assert numbers(reader, paper) == {"citations": 130, "stars": 50, "upvotes": 11}


def test_a_merge_keeps_the_newest_of_each(library: Library, reader: Reader) -> None:
    one, other = add(
        library,
        full_draft(),
        draft("Twin", signals=(LATER, told(SignalName.STARS, 3))),
    )

    library.apply(
        MergePapers(mergers=(Merger(target=one, others=(other,)),), label="Merged")
    )

    assert numbers(reader, one) == {"citations": 130, "stars": 50, "upvotes": 11}
    library.undo()
    assert numbers(reader, other) == {"citations": 130, "stars": 3}


def test_an_act_of_before_signals_is_redone_with_signals(
    library: Library, reader: Reader
) -> None:
    details = (Detail("hf:upvotes", "12"), Detail("hf:ai_summary", "Short"))
    (paper,) = add(library, draft("Of before", details=details))

    library.undo()
    library.redo()

    there = reader.paper(paper)
    assert numbers(reader, paper) == {"upvotes": 12}
    assert [each.name for each in there.details] == ["hf:ai_summary"]
    library.undo()
    library.redo()
    assert reader.paper(paper) == there
    assert reader.check() == []

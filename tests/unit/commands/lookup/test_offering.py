"""Offers of the numbers of the day: only what is another number than before."""

from app.commands.lookup.offering import Told, offers_of
from app.domain.fetching import WorkRecord
from app.domain.paper import Paper
from app.domain.refreshing import RefreshOutcome
from app.domain.signal import Signal, SignalName
from tests.support.references import WHEN, a_paper

TITLE = "Attention and the Sea of Sensors"


def told(number: int, source: str) -> Told:
    signal = Signal(name=SignalName.CITATIONS, number=number, source=source)
    work = WorkRecord(
        title=TITLE,
        abstract="",
        authors=(),
        year=None,
        venue="",
        identifiers=(),
        signals=(signal,),
    )
    return Told(source, work)


def counted(number: int, source: str = "OpenAlex") -> Paper:
    signal = Signal(name=SignalName.CITATIONS, number=number, source=source, as_of=WHEN)
    return a_paper(TITLE, signals=(signal,), edited=frozenset({"details"}))


def test_another_number_is_offered_and_taken_whatever_the_user_edited() -> None:
    found = offers_of(counted(3), [told(12, "OpenAlex")])

    (offer,) = found.taken
    assert (offer.field, offer.name) == ("signals", "citations")
    assert (offer.old, offer.new, offer.source) == ("3", "12", "OpenAlex")
    assert found.confirmed == ()


def test_the_same_number_is_no_change_but_confirmed() -> None:
    found = offers_of(counted(12), [told(12, "OpenAlex")])

    assert (found.outcome, found.offers) == (RefreshOutcome.UNCHANGED, ())
    (signal,) = found.confirmed
    assert (signal.number, signal.as_of) == (12, None)


def test_of_several_counts_the_widest_catalogue_s_is_taken() -> None:
    all_told = [told(9, "Crossref"), told(12, "OpenAlex"), told(7, "Semantic Scholar")]

    (offer,) = offers_of(a_paper(TITLE), all_told).taken

    assert (offer.new, offer.source) == ("12", "OpenAlex")


def test_a_number_of_a_work_of_a_like_title_is_not_taken() -> None:
    paper = a_paper("Attention and the Sea of Sensors Once More, in Two Parts")

    found = offers_of(paper, [told(12, "OpenAlex")])

    assert (found.outcome, found.taken) == (RefreshOutcome.UNSURE, ())

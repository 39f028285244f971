"""Make offers of what catalogues tell of a paper: field by field, the guard first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.domain.fetching import WorkRecord
from app.domain.fields import Fields
from app.domain.paper import Author, Detail, Identifier, Link, Paper
from app.domain.refreshing import (
    TOLD_BY,
    Offer,
    PaperOffers,
    RefreshOutcome,
)
from app.domain.signal import Signal, SignalName
from app.formats.registries import is_placeholder
from app.sources.matching import Verdict, judge

_PREPRINT = "article"
"""The kind of CSL for what only a server of preprints has."""
_SCHEMES = {"arxiv": "arXiv", "doi": "DOI"}
_OF_THE_DAY = ("hf:", "s2:", "openalex:")
"""The details that change by themselves: always taken anew."""
_COUNTED_BY = ("OpenAlex", "Semantic Scholar", "Crossref")
"""Whose count of citations is taken, the widest first."""

_MAX_SHOWN = 4
_UNSURE_WORDS = "The titles differ; nothing is taken without your word."


@dataclass(frozen=True, slots=True)
class Told:
    """A work as the provider of that name tells it."""

    source: str
    work: WorkRecord


def is_stub(paper: Paper) -> bool:
    """Say whether a paper has no title but the identifier it came by."""
    return any(paper.title.endswith(each.value) for each in paper.identifiers)


def verdict_of(paper: Paper, work: WorkRecord) -> Verdict:
    """Compare titles; a paper without a title of its own is what its identifier says.

    It must be found under that identifier.
    """
    if is_stub(paper):
        known = set(paper.identifiers) & set(work.identifiers)
        return Verdict.SAME if known else Verdict.OTHER
    return judge(paper.title, paper.abstract, work).verdict


def offers_of(
    paper: Paper, told: Sequence[Told], problems: Sequence[str] = ()
) -> PaperOffers:
    """Return what the works told would change on a paper.

    Works of another title are refused. The works are in the order of trust; where it
    appeared is told by the first that has it published.
    """
    judged = [(verdict_of(paper, each.work), each) for each in told]
    same = [each for verdict, each in judged if verdict is Verdict.SAME]
    unsure = [each for verdict, each in judged if verdict is Verdict.UNSURE]
    other = [each for verdict, each in judged if verdict is Verdict.OTHER]
    found = PaperOffers(
        id=paper.id,
        title=paper.title,
        outcome=RefreshOutcome.NOT_FOUND,
        message=" ".join(problems) or "No catalogue knows it.",
    )
    if not (same or unsure):
        if other:
            return replace(
                found, outcome=RefreshOutcome.REFUSED, message=_refused(paper, other[0])
            )
        return replace(found, outcome=RefreshOutcome.FAILED) if problems else found
    offers = tuple(_offers(paper, same or unsure))
    if not same:
        offers = tuple(replace(offer, is_taken=False) for offer in offers)
        words = f"{unsure[0].source} has “{unsure[0].work.title}”. {_UNSURE_WORDS}"
        return replace(
            found, outcome=RefreshOutcome.UNSURE, offers=offers, message=words
        )
    is_changed = any(offer.is_taken and not offer.is_locked for offer in offers)
    return replace(
        found,
        confirmed=_confirmed(paper, same),
        outcome=RefreshOutcome.CHANGED if is_changed else RefreshOutcome.UNCHANGED,
        offers=offers,
        message=" ".join(problems) or (_refused(paper, other[0]) if other else ""),
    )


def told_by(paper: Paper) -> dict[str, str]:
    """Return who told each field the last time, as far as it was a catalogue."""
    pairs = (each.partition("=") for each in paper.detail(TOLD_BY).split("; "))
    return {field: source for field, _, source in pairs if source}


def _refused(paper: Paper, told: Told) -> str:
    return (
        f"{told.source} has “{told.work.title}” and not “{paper.title}”: "
        "nothing of it is taken."
    )


def _offers(paper: Paper, told: Sequence[Told]) -> Iterator[Offer]:
    published = [each for each in told if _is_published(each.work)]
    placed = [*(each for each in published if each.work.kind), *published, *told]
    yield from _title(paper, told)
    yield from _authors(paper, told)
    for field in ("year", "venue", "kind"):
        yield from _plain(paper, placed, field)
    yield from _details(paper, placed)
    yield from _identifiers(paper, told)
    yield from _links(paper, told)
    yield from _plain(paper, told, "abstract")
    yield from _signals(paper, told)


def _title(paper: Paper, told: Sequence[Told]) -> Iterator[Offer]:
    """Offer the title, which a paper known by its identifier alone has none of."""
    if first := _first(told, "title"):
        new = first.work.title
        for offer in _offer(
            paper, first.source, "title", paper.title, new, Fields(title=new)
        ):
            yield replace(offer, is_taken=offer.is_taken or is_stub(paper))


def _authors(paper: Paper, told: Sequence[Told]) -> Iterator[Offer]:
    first = _first(told, "authors")
    if first is None:
        return
    authors = first.work.authors
    if [a.name for a in authors] == [a.name for a in paper.authors]:
        return
    old, new = _names(paper.authors), _names(authors)
    if old == new:  # they differ beyond those that are shown
        new = f"{new} ({len(authors)})"
    yield from _offer(paper, first.source, "authors", old, new, Fields(authors=authors))


def _plain(paper: Paper, told: Sequence[Told], field: str) -> Iterator[Offer]:
    """Offer a field that is a text or a number."""
    if first := _first(told, field):
        old, new = str(getattr(paper, field) or ""), getattr(first.work, field)
        value = replace(Fields(), **{field: new})
        yield from _offer(paper, first.source, field, old, str(new), value)


def _offer(
    paper: Paper, source: str, field: str, old: str, new: str, value: Fields
) -> Iterator[Offer]:
    """Offer what differs; taken is what was empty, or told by the same source."""
    if new and new != old:
        yield Offer(
            field=field,
            name=field,
            old=old,
            new=new,
            source=source,
            value=value,
            is_taken=not old or told_by(paper).get(field) == source,
            is_locked=field in paper.edited,
        )


def _is_published(work: WorkRecord) -> bool:
    return bool(work.venue) and work.kind != _PREPRINT


def _first(told: Iterable[Told], field: str) -> Told | None:
    return next((each for each in told if getattr(each.work, field)), None)


def _details(paper: Paper, told: Sequence[Told]) -> Iterator[Offer]:
    """Offer details: a new one is taken, another value only of the day's numbers.

    What says where a work appeared comes from one source, as the venue does.
    """
    by_source, seen = told_by(paper), set[str]()
    whence = next((each for each in told if each.work.venue), None)
    for each in told:
        for detail in each.work.details:
            is_signal = detail.name.startswith(_OF_THE_DAY)
            fits = is_signal or whence is None or each.source == whence.source
            if detail.name in seen or not fits:
                continue
            seen.add(detail.name)
            old = paper.detail(detail.name)
            if old == detail.value:
                continue
            is_ours = by_source.get(detail.name) == each.source
            yield Offer(
                field="details",
                name=detail.name,
                old=old,
                new=detail.value,
                source=each.source,
                details=(detail,),
                is_taken=not old or is_signal or is_ours,
                is_locked="details" in paper.edited,
            )


def _identifiers(paper: Paper, told: Sequence[Told]) -> Iterator[Offer]:
    """Offer identifiers of schemes the paper has none of; those it has stay."""
    has = {each.scheme for each in paper.identifiers}
    added: dict[str, tuple[Identifier, str]] = {}
    for each in told:
        for one in each.work.identifiers:
            is_none = one.scheme == "doi" and is_placeholder(one.value)
            if one.scheme not in has and not is_none:
                added.setdefault(one.scheme, (one, each.source))
    if added:
        new = tuple(one for one, _ in added.values())
        yield Offer(
            field="identifiers",
            name="identifiers",
            old=_ids(paper.identifiers),
            new=_ids((*paper.identifiers, *new)),
            source=", ".join(dict.fromkeys(source for _, source in added.values())),
            value=Fields(identifiers=(*paper.identifiers, *new)),
            is_locked="identifiers" in paper.edited,
        )


def _links(paper: Paper, told: Sequence[Told]) -> Iterator[Offer]:
    has = {link.url.rstrip("/") for link in paper.links}
    added: dict[Link, str] = {}
    for each in told:
        for link in each.work.links:
            if link.url.rstrip("/") not in has:
                has.add(link.url.rstrip("/"))
                added[link] = each.source
    if added:
        yield Offer(
            field="links",
            name="links",
            old=", ".join(link.url for link in paper.links),
            new=", ".join(link.url for link in (*paper.links, *added)),
            source=", ".join(dict.fromkeys(added.values())),
            value=Fields(links=(*paper.links, *added)),
            is_locked="links" in paper.edited,
        )


def _signals(paper: Paper, told: Sequence[Told]) -> Iterator[Offer]:
    """Offer the numbers that are others today; nobody edits them."""
    for new in told_signals(told):
        old = paper.signal(new.name)
        if old is None or old.number != new.number:
            yield Offer(
                field="signals",
                name=new.name.value,
                old="" if old is None else str(old.number),
                new=str(new.number),
                source=new.source,
                signal=new,
            )


def _confirmed(paper: Paper, told: Sequence[Told]) -> tuple[Signal, ...]:
    """Return the numbers that are today what they were."""
    known = {(signal.name, signal.number) for signal in paper.signals}
    return tuple(s for s in told_signals(told) if (s.name, s.number) in known)


def told_signals(told: Iterable[Told]) -> tuple[Signal, ...]:
    """Return one number of each name, from whoever counts it best."""
    found = [signal for each in told for signal in each.work.signals]
    found.sort(
        key=lambda s: _COUNTED_BY.index(s.source) if s.source in _COUNTED_BY else 0
    )
    best: dict[SignalName, Signal] = {}
    for signal in found:
        best.setdefault(signal.name, signal)
    return tuple(best.values())


def _names(authors: Sequence[Author]) -> str:
    shown = ", ".join(author.name for author in authors[:_MAX_SHOWN])
    more = len(authors) - _MAX_SHOWN
    return f"{shown} and {more} more" if more > 0 else shown


def _ids(identifiers: Sequence[Identifier]) -> str:
    return ", ".join(
        f"{_SCHEMES.get(i.scheme, i.scheme)} {i.value}" for i in identifiers
    )


def merged_details(
    paper: Paper, offers: Sequence[Offer], told: dict[str, str]
) -> tuple[Detail, ...]:
    """Return all details of a paper with those offered in place, and who told what."""
    given = {offer.name: offer.details for offer in offers if offer.field == "details"}
    words = "; ".join(f"{field}={source}" for field, source in sorted(told.items()))
    if words:
        given[TOLD_BY] = (Detail(TOLD_BY, words),)
    merged: list[Detail] = []
    for detail in paper.details:
        if detail.name not in given:
            merged.append(detail)
        elif given[detail.name]:
            merged += given[detail.name]
            given[detail.name] = ()
    for details in given.values():
        merged += details
    return tuple(merged)

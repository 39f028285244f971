"""Looking papers up in the world's catalogues, by one deadline for all of them."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from app.commands.lookup.offering import Told, offers_of, verdict_of
from app.domain.errors import AppError, Unreachable
from app.domain.fetching import WorkRecord
from app.domain.paper import Detail, Identifier, Paper, PaperId
from app.domain.refreshing import (
    LATEST_VERSION,
    PUBLISHED_IN,
    Offer,
    PaperOffers,
    RefreshOutcome,
)
from app.domain.versions import newest_stored
from app.formats.registries import is_placeholder
from app.formats.venues import placed_in
from app.sources.matching import Verdict
from app.sources.provider import Provider

T = TypeVar("T")

OnProgress = Callable[[float | None, str], None]
"""Told the share done (None: unknown) and what is being done."""

FIRST_S = 90.0
_MORE_S = 2.0
_MOST_S = 1800.0
"""A look-up may take 90 seconds, 2 more for each paper, half an hour at most."""

_ARXIV, _CROSSREF, _SCHOLAR = "arXiv", "Crossref", "Semantic Scholar"
_BY_TITLE = ("Crossref", "DBLP", "arXiv", "OpenAlex", "Semantic Scholar", "DataCite")
_OFFLINE = "Octavo is set to work offline."
_NONE_ON = "No catalogue is switched on in the settings."
_PLACE = ("venue", "kind", "identifiers", "volume", "issue", "page", "publisher")
"""What finding that a preprint appeared tells of the paper, by the offers' names."""


@dataclass(slots=True)
class _Run:
    """One look-up under way: what is known of each paper so far."""

    papers: Sequence[Paper]
    told: dict[PaperId, list[Told]] = field(default_factory=dict)
    problems: dict[str, AppError] = field(default_factory=dict)
    n_done: int = 0
    is_late: bool = False

    def add(self, paper: Paper, source: str, work: WorkRecord) -> None:
        self.told.setdefault(paper.id, []).append(Told(source, work))

    def words(self) -> list[str]:
        """Return what went wrong, each once."""
        late = ["Not every catalogue answered in time."] if self.is_late else []
        return list(
            dict.fromkeys([*(e.message for e in self.problems.values()), *late])
        )


class Catalogues:
    """Asks every provider that is switched on, the most trusted first.

    `is_on` tells by a provider's name whether it may be asked, `is_offline` whether
    none may. A look-up of one paper may take `first_s` seconds; `renew` has every
    provider asked anew.
    """

    def __init__(
        self,
        providers: Sequence[Provider],
        *,
        is_on: Callable[[str], bool],
        is_offline: Callable[[], bool],
        renew: Callable[[], None],
        first_s: float = FIRST_S,
    ) -> None:
        self._all = tuple(providers)
        self._first_s = first_s
        self._is_on = is_on
        self._is_offline = is_offline
        self._renew = renew

    async def look_up(
        self, papers: Sequence[Paper], on_progress: OnProgress
    ) -> tuple[PaperOffers, ...]:
        """Return what the catalogues would change, in the papers' order.

        Papers are found by their identifiers, those that have none by their titles.
        Never raises for what the world does: each paper's outcome says it.
        """
        run = _Run(papers)
        providers = self._providers()

        async def work() -> None:
            named = [paper for paper in papers if _identifiers(paper)]
            await self._by_identifiers(run, named, providers, on_progress)
            await self._by_new_dois(run, named)
            nameless = [paper for paper in papers if not _identifiers(paper)]
            for index, paper in enumerate(nameless):
                on_progress(index / len(nameless), "By title")
                await self._by_title(run, paper, providers)

        await self._in_time(run, work)
        return tuple(self._offers(run, paper, providers) for paper in papers)

    async def complete(
        self, papers: Sequence[Paper], on_progress: OnProgress
    ) -> tuple[PaperOffers, ...]:
        """Return what belongs to papers known by their identifiers alone."""
        run, providers = _Run(papers), self._providers(_ARXIV, _CROSSREF)

        async def work() -> None:
            await self._by_identifiers(run, papers, providers, on_progress)

        await self._in_time(run, work)
        return tuple(self._offers(run, paper, providers) for paper in papers)

    async def check(
        self, papers: Sequence[Paper], on_progress: OnProgress
    ) -> tuple[PaperOffers, ...]:
        """Return where preprints appeared, and which have a newer version."""
        run, providers = _Run(papers), self._providers(_ARXIV, _SCHOLAR)
        preprints = [paper for paper in papers if paper.identifier("arxiv")]

        async def work() -> None:
            await self._by_identifiers(run, preprints, providers, on_progress)
            await self._by_new_dois(run, preprints)

        await self._in_time(run, work)
        return tuple(
            _checked(paper, self._offers(run, paper, providers), run.told.get(paper.id))
            for paper in preprints
        )

    def renew(self) -> None:
        """Ask anew from now on, also what was asked a moment ago."""
        self._renew()

    def _providers(self, *names: str) -> list[Provider]:
        if self._is_offline():
            return []
        return [
            provider
            for provider in self._all
            if self._is_on(provider.name) and (not names or provider.name in names)
        ]

    async def _in_time(self, run: _Run, work: Callable[[], Awaitable[None]]) -> None:
        seconds = min(self._first_s + _MORE_S * (len(run.papers) - 1), _MOST_S)
        try:
            async with asyncio.timeout(seconds):
                await work()
        except TimeoutError:
            run.is_late = True

    async def _by_identifiers(
        self,
        run: _Run,
        papers: Sequence[Paper],
        providers: Sequence[Provider],
        on_progress: OnProgress,
    ) -> None:
        """Ask all providers at the same time; what they tell keeps their order."""
        found: dict[str, dict[Identifier, WorkRecord]] = {}
        n_done = 0

        async def ask(provider: Provider) -> None:
            nonlocal n_done
            asked = [
                one
                for paper in papers
                for one in _identifiers(paper)
                if one.scheme in provider.schemes
            ]
            if asked:
                found[provider.name] = await self._asked(
                    run, provider.name, provider.works(asked), {}
                )
            n_done += 1
            on_progress(n_done / len(providers), provider.name)

        try:
            async with asyncio.TaskGroup() as group:
                for provider in providers:
                    group.create_task(ask(provider))
        finally:  # also of those that answered before the time was up
            for provider in providers:
                works = found.get(provider.name, {})
                for paper in papers:
                    for one in _identifiers(paper):
                        if one in works:
                            run.add(paper, provider.name, works[one])

    async def _by_new_dois(self, run: _Run, papers: Sequence[Paper]) -> None:
        """Ask Crossref about the DOIs that preprints were found to have."""
        new: dict[Identifier, Paper] = {}
        for paper in papers:
            if paper.identifier("doi"):
                continue
            for told in run.told.get(paper.id, []):
                doi = told.work.identifier("doi")
                if doi and verdict_of(paper, told.work) is Verdict.SAME:
                    new.setdefault(Identifier("doi", doi), paper)
        for provider in self._providers(_CROSSREF) if new else ():
            works = await self._asked(run, provider.name, provider.works([*new]), {})
            for one, work in works.items():
                known = run.told[new[one].id]
                # Under a DOI that others told, it must be the very title they told.
                titled = [replace(new[one], title=each.work.title) for each in known]
                if any(verdict_of(each, work) is Verdict.SAME for each in titled):
                    names = (*work.identifiers, *new[one].identifiers)
                    run.add(new[one], provider.name, replace(work, identifiers=names))

    async def _by_title(
        self, run: _Run, paper: Paper, providers: Sequence[Provider]
    ) -> None:
        """Ask one provider after the other until one surely has it."""
        ordered = {provider.name: provider for provider in providers}
        for name in _BY_TITLE:
            if name not in ordered:
                continue
            works = await self._asked(
                run, name, ordered[name].by_title(paper.title), ()
            )
            for work in works:
                if verdict_of(paper, work) is Verdict.SAME:
                    run.told[paper.id] = [Told(name, work)]
                    return
                if verdict_of(paper, work) is Verdict.UNSURE:
                    run.add(paper, name, work)

    async def _asked(self, run: _Run, name: str, answer: Awaitable[T], nothing: T) -> T:
        try:
            return await answer
        except AppError as error:
            run.problems[name] = error
            return nothing

    def _offers(
        self, run: _Run, paper: Paper, providers: Sequence[Provider]
    ) -> PaperOffers:
        if not providers:
            return PaperOffers(
                id=paper.id,
                title=paper.title,
                outcome=RefreshOutcome.OFFLINE,
                message=_OFFLINE if self._is_offline() else _NONE_ON,
            )
        trust = [provider.name for provider in self._all]
        told = sorted(run.told.get(paper.id, []), key=lambda t: trust.index(t.source))
        offers = offers_of(paper, told, run.words())
        if not told and _is_cut_off(run.problems.values()):
            return replace(offers, outcome=RefreshOutcome.OFFLINE)
        return offers


def newest_known(paper: Paper, version: int, updated: str) -> int | None:
    """Return the newest version of a preprint where the stored PDF is an older one.

    A PDF whose version nobody told counts as the one of the day it was added; `updated`
    is the ISO date of the newest.
    """
    if not paper.files:
        return None
    if (stored := newest_stored(paper)) is not None:
        return version if version > stored else None
    added = max((f.added_at for f in paper.files if f.added_at), default=None)
    is_newer = added is not None and version > 1 and updated > added.date().isoformat()
    return version if is_newer else None


def _checked(
    paper: Paper, offers: PaperOffers, told: Sequence[Told] | None
) -> PaperOffers:
    """Keep of the offers where it appeared, and add what the badges tell."""
    if not told or offers.outcome not in _SURE:
        return replace(offers, offers=())
    kept = [offer for offer in offers.offers if offer.name in _PLACE]
    works = [e.work for e in told if verdict_of(paper, e.work) is Verdict.SAME]
    where = next((w for w in works if w.venue and w.kind), None)
    where = where or next((w for w in works if w.venue), None)
    version = next((w for w in works if w.version is not None), None)
    badges: dict[str, str] = {}
    if where is not None:
        badges[PUBLISHED_IN] = placed_in(where.venue, where.year)
    if version is not None and version.version is not None:
        newest = newest_known(paper, version.version, version.updated)
        badges[LATEST_VERSION] = "" if newest is None else str(newest)
    kept += [
        Offer(
            field="details",
            name=name,
            old=paper.detail(name),
            new=value,
            source=told[0].source,
            details=(Detail(name, value),) if value else (),
            is_locked="details" in paper.edited,
        )
        for name, value in badges.items()
        if value != paper.detail(name)
    ]
    is_changed = any(offer.is_taken and not offer.is_locked for offer in kept)
    outcome = RefreshOutcome.CHANGED if is_changed else RefreshOutcome.UNCHANGED
    return replace(offers, outcome=outcome, offers=tuple(kept))


_SURE = (RefreshOutcome.CHANGED, RefreshOutcome.UNCHANGED)


def _identifiers(paper: Paper) -> list[Identifier]:
    """Return the identifiers to ask by; a template's DOI is none."""
    return [
        each
        for each in paper.identifiers
        if each.scheme != "doi" or not is_placeholder(each.value)
    ]


def _is_cut_off(problems: Iterable[AppError]) -> bool:
    found = list(problems)
    return bool(found) and all(isinstance(each, Unreachable) for each in found)

"""What an import would do: which drafts are new, here already, or named twice."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.commands.imports.gaining import gain, may_gain, told, with_file
from app.commands.imports.import_labels import told_searches
from app.commands.wording import count, listed
from app.domain.importing import ImportPlan, PlannedPaper, Verdict, new_searches
from app.domain.paper import Draft, Harvest, PaperId, Sha256
from app.formats.collecting import without_collecting
from app.library import Reader, find_twins


def planned(reader: Reader, harvests: Sequence[Harvest], topic: str) -> ImportPlan:
    """Compare what was read with the library, and with itself.

    Takes a second for 20,000 drafts: never on the loop.
    """
    with without_collecting():
        return _planned(reader, harvests, topic)


def _planned(reader: Reader, harvests: Sequence[Harvest], topic: str) -> ImportPlan:
    drafts = [draft for each in harvests for draft in each.drafts]
    known = reader.find_known(drafts)
    planner = _Planner(reader, drafts)
    papers = [
        planner.plan(index, here, first)
        for index, (here, first) in enumerate(
            zip(known, find_twins(drafts), strict=True)
        )
    ]
    plan = ImportPlan(
        papers=tuple(_with_doubts(reader, _with_gains(reader, papers))),
        skipped=tuple(s for each in harvests for s in each.skipped),
        furniture=tuple(line for each in harvests for line in each.furniture),
        summary=_summary(harvests),
        topic=topic,
        sources=tuple(each.source for each in harvests),
        looks=tuple(look for each in harvests for look in each.looks),
        searches=new_searches(
            (search for each in harvests for search in each.searches),
            reader.searches(),
        ),
    )
    told_all = "  ·  ".join(filter(None, (plan.summary, told_searches(plan))))
    return replace(plan, summary=told_all)


class _Planner:
    """Gives each draft its verdict, and each PDF the one paper that it belongs to."""

    def __init__(self, reader: Reader, drafts: Sequence[Draft]) -> None:
        self._reader = reader
        self._drafts = drafts
        self._held: dict[PaperId | int, set[Sha256]] = {}
        self._apart: dict[Sha256, int] = {}

    def plan(self, index: int, here: PaperId | None, first: int | None) -> PlannedPaper:
        """Plan a draft, which is a paper `here`, or the same as the draft `first`."""
        draft, adds_file = self._drafts[index], False
        if draft.file is not None and draft.file.sha256 in self._apart:
            here, first = None, self._apart[draft.file.sha256]
        elif draft.file is not None and (here is not None or first is not None):
            sha256, held = draft.file.sha256, self._files_of(here, first)
            is_other = bool(held) and sha256 not in held
            if is_other and not draft.identifiers:
                # Two PDFs that differ are not one paper for their names' sake.
                here = first = None
                self._apart[sha256] = index
            elif sha256 not in held and (here is not None or not held):
                adds_file = True
                held.add(sha256)
        verdict = (
            Verdict.HERE
            if here is not None
            else Verdict.REPEATED
            if first is not None
            else Verdict.NEW
        )
        return PlannedPaper(
            draft=draft,
            where=_where(draft),
            verdict=verdict,
            known=here,
            first=first if verdict is Verdict.REPEATED else None,
            is_wanted=verdict is Verdict.NEW,
            adds_file=adds_file,
        )

    def _files_of(self, here: PaperId | None, first: int | None) -> set[Sha256]:
        """Return the hashes of the PDFs that a paper or an earlier draft has by now."""
        if here is not None:
            if here not in self._held:
                files = self._reader.paper(here).files
                self._held[here] = {file.sha256 for file in files}
            return self._held[here]
        assert first is not None
        own = self._drafts[first].file
        return self._held.setdefault(first, set() if own is None else {own.sha256})


def _with_gains(reader: Reader, planned: Sequence[PlannedPaper]) -> list[PlannedPaper]:
    """Say of papers here already what the drafts add to them."""
    known = [
        paper.known
        for paper in planned
        if paper.known is not None and (paper.adds_file or may_gain(paper.draft))
    ]
    here = {paper.id: paper for paper in reader.papers(reader.keys_of(known))}
    topics = {topic.id: topic.path for topic in reader.topics()} if here else {}

    def looked_at(planned: PlannedPaper) -> PlannedPaper:
        paper = None if planned.known is None else here.get(planned.known)
        if paper is None:
            return planned
        draft = planned.draft
        marks = reader.marks(paper.id) if draft.marks and paper.n_marks else ()
        gained = gain(draft, paper, marks, topics)
        if planned.adds_file:
            gained = with_file(gained, draft)
        if not told(gained):
            return planned
        return replace(planned, verdict=Verdict.UPDATE, gain=gained, is_wanted=True)

    return [looked_at(each) for each in planned]


def _with_doubts(
    reader: Reader, papers: Sequence[PlannedPaper]
) -> Iterator[PlannedPaper]:
    """Say of new papers which of the library's they may be."""
    new = [paper.draft for paper in papers if paper.verdict is Verdict.NEW]
    alike = iter(reader.find_alike(new))
    for paper in papers:
        known = next(alike) if paper.verdict is Verdict.NEW else None
        if known is None:
            yield paper
        else:
            yield replace(paper, verdict=Verdict.MAYBE, known=known)


def _where(draft: Draft) -> str:
    origin = draft.provenance
    if origin.position:
        return f"{origin.source}, paper {origin.position}"
    return origin.source


def _summary(harvests: Sequence[Harvest]) -> str:
    brought = _brought([draft for each in harvests for draft in each.drafts])
    if len(harvests) != 1:
        sources = listed([each.source for each in harvests])
        return "  ·  ".join(filter(None, (sources, brought)))
    only = harvests[0]
    dated = f"listed {only.list_date}" if only.list_date else ""
    kind = ", ".join(filter(None, (only.kind, only.encoding)))
    told = dict.fromkeys(filter(None, (only.source, kind, dated, brought)))
    return "  ·  ".join(told)


def _brought(drafts: Sequence[Draft]) -> str:
    """Count what comes with papers of another program's library, '' for mere lists."""
    counts = (
        (sum(d.file is not None for d in drafts), "PDF"),
        (sum(bool(d.note.strip()) for d in drafts), "note"),
        (sum(len(d.marks) for d in drafts), "mark"),
        (len({path for d in drafts for path in d.topics}), "topic"),
    )
    if not any(n for n, what in counts if what != "PDF"):
        return ""
    return ", ".join(count(n, what) for n, what in counts if n)

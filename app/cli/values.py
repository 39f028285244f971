"""Papers as JSON values: the shapes the command line promises."""

from datetime import datetime
from typing import Any

from app.commands.imports.importing import ImportReport
from app.domain.change import Act
from app.domain.duplicates import DuplicateGroup
from app.domain.fetching import FetchReport
from app.domain.hints import without_keys
from app.domain.importing import ImportPlan, Verdict
from app.domain.mark import Mark
from app.domain.mark_tag import written_tags
from app.domain.paper import Paper, PaperId, Provenance, TopicId
from app.domain.signal import Signal
from app.domain.topic import Topic
from app.domain.versions import version_of
from app.library import FileStore

Json = dict[str, Any]


def paper_value(paper: Paper, topics: dict[TopicId, Topic]) -> Json:
    """Return a paper as `list` prints it; `topics` are full paths."""
    return {
        "id": paper.id,
        "title": paper.title,
        "abstract": paper.abstract,
        "authors": [author.name for author in paper.authors],
        "year": paper.year,
        "venue": paper.venue,
        "kind": paper.kind,
        "details": [{"name": d.name, "value": d.value} for d in paper.details],
        "signals": {
            s.name.value: {
                "number": s.number,
                "source": s.source,
                "as_of": _time_or_none(s.as_of),
            }
            for s in paper.signals
        },
        "identifiers": {i.scheme: i.value for i in reversed(paper.identifiers)},
        "links": [{"url": x.url, "kind": x.kind.value} for x in paper.links],
        "status": paper.status.value,
        "snoozed_until": _time_or_none(paper.snoozed_until),
        "starred": paper.is_starred,
        "rating": paper.rating,
        "topics": [topics[t].path for t in paper.topics if t in topics],
        "tags": list(paper.tags),
        "has_pdf": paper.has_pdf,
        "provenance": [_provenance_value(p) for p in paper.provenance],
        "added_at": _time(paper.added_at),
    }


def signal_line(signal: Signal) -> str:
    """Return a number for people: '120 citations (OpenAlex, 2026-01-02)'."""
    day = "" if signal.as_of is None else f", {signal.as_of:%Y-%m-%d}"
    return f"{signal.number:,} {signal.name.value} ({signal.source}{day})"


def mark_line(mark: Mark) -> str:
    """Return a mark for people: 'p. 3: “words marked” comment #method'."""
    words = (f"“{mark.quote}”", mark.comment, written_tags(mark.tags))
    return f"p. {mark.page_index + 1}: {' '.join(filter(None, words))}"


def full_value(
    paper: Paper,
    topics: dict[TopicId, Topic],
    marks: tuple[Mark, ...],
    files: FileStore,
) -> Json:
    """Return a paper as `show` prints it: with notes, marks and files."""
    notes = []
    if paper.note is not None:
        notes.append(
            {"text": paper.note.text, "changed_at": _time(paper.note.changed_at)}
        )
    return {
        **paper_value(paper, topics),
        "trashed": paper.is_trashed,
        "notes": notes,
        "marks": [_mark_value(mark, paper) for mark in marks],
        "files": [
            {
                "sha256": file.sha256,
                "bytes": file.length_bytes,
                "name": file.name,
                "source": file.source,
                "pages": file.n_pages,
                "version": version_of(file),
                "path": str(files.path(file.sha256)),
            }
            for file in paper.files
        ],
        "progress": None
        if paper.progress is None
        else {
            "page": paper.progress.page_index + 1,
            "furthest_page": paper.progress.furthest_page_index + 1,
            "pages": paper.progress.n_pages,
            "read_at": _time(paper.progress.read_at),
        },
    }


def import_value(report: ImportReport) -> Json:
    """Return what an import did, of a dry run the verdict on each line as well.

    `maybe` is there only where something may be here, `updated` where papers here
    already are added to.
    """
    maybe = [{"where": d.where, "id": d.id} for d in report.maybe]
    updated = list(report.updated)
    return {
        "added": list(report.added),
        "duplicates": [{"where": d.where, "id": d.id} for d in report.duplicates],
        **({"maybe": maybe} if maybe else {}),
        **({"updated": updated} if updated else {}),
        "skipped": [
            {"where": s.where, "why": s.why, "text": s.text} for s in report.skipped
        ],
        **({} if report.plan is None else _plan_value(report.plan)),
    }


def _plan_value(plan: ImportPlan) -> Json:
    """Return what a dry run would do: counts, and a verdict on each paper and part."""
    papers: list[Json] = [
        {
            "where": paper.where,
            "verdict": paper.verdict.value,
            "title": paper.draft.title,
            "id": paper.known,
            "identifiers": {
                i.scheme: i.value for i in reversed(paper.draft.identifiers)
            },
            "adds_file": paper.adds_file,
            "why": "",
        }
        for paper in plan.papers
    ]
    skipped: list[Json] = [
        {
            "where": part.where,
            "verdict": "skipped",
            "title": part.text.strip().partition("\n")[0],
            "id": None,
            "identifiers": {},
            "adds_file": False,
            "why": part.why,
        }
        for part in plan.skipped
    ]
    verdicts = [paper.verdict for paper in plan.papers]
    return {
        "counts": {
            "add": plan.n_wanted,
            **{verdict.value: verdicts.count(verdict) for verdict in Verdict},
            "update": plan.n_updated,
            "skipped": len(skipped),
        },
        "lines": papers + skipped,
    }


def group_value(group: DuplicateGroup, titles: dict[PaperId, str]) -> Json:
    """Return a group of papers that may be one, the one to keep first."""
    return {
        "papers": [{"id": id, "title": titles[id]} for id in group.ids],
        "reasons": list(group.reasons),
        "certain": group.is_certain,
    }


def fetch_value(report: FetchReport) -> Json:
    """Return what became of one fetch."""
    return {
        "id": report.id,
        "outcome": report.outcome.value,
        "attempts": [
            {"url": a.url, "status": a.status, "bytes": a.n_bytes, "why": a.why}
            for a in report.attempts
        ],
        "path": report.path or None,
        "sha256": report.sha256,
        "message": without_keys(f"{report.message} {report.hint}").strip(),
    }


def act_value(act: Act) -> Json:
    """Return one line of the history."""
    return {
        "number": act.number,
        "label": act.label,
        "at": _time(act.at),
        "undone": act.is_undone,
        "taken_back_by": act.taken_back_by,
    }


def _mark_value(mark: Mark, paper: Paper) -> Json:
    file = next((file for file in paper.files if file.sha256 == mark.file), None)
    return {
        "id": mark.id,
        "kind": mark.kind.value,
        "colour": mark.colour,
        "page": mark.page_index + 1,
        "quote": mark.quote,
        "prefix": mark.prefix,
        "suffix": mark.suffix,
        "comment": mark.comment,
        "tags": list(mark.tags),
        "file": mark.file,
        "version": None if file is None else version_of(file),
        "quads": [[q.left, q.top, q.right, q.bottom] for q in mark.quads],
        "created_at": _time(mark.created_at),
        "changed_at": _time(mark.changed_at),
    }


def _provenance_value(origin: Provenance) -> Json:
    return {
        "source": origin.source,
        "kind": origin.kind,
        "list_date": origin.list_date,
        "curator": origin.curator,
        "badge": origin.badge,
        "position": origin.position,
        "original": origin.original,
        "imported_at": None
        if origin.imported_at is None
        else _time(origin.imported_at),
    }


def _time_or_none(moment: datetime | None) -> str | None:
    return None if moment is None else _time(moment)


def _time(moment: datetime) -> str:
    return moment.isoformat()

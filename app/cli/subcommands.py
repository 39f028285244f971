"""What each terminal command does: run the window's command, say what came of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.cli.asked import Asked
from app.cli.export_options import LISTED, chosen_format
from app.cli.fields import fields_given
from app.cli.output import write_output
from app.cli.rows import line_of, row_of
from app.cli.values import (
    act_value,
    full_value,
    group_value,
    import_value,
    mark_line,
    paper_value,
    signal_line,
)
from app.cli.writing import is_standard_output
from app.commands.context import Context
from app.commands.dispatcher import Dispatcher
from app.commands.exports.citing import keyed
from app.commands.exports.exporting import taken_out, text_of, written
from app.commands.exports.writing import write_text
from app.commands.imports.importing import ImportReport
from app.commands.lookup.metadata import may_complete
from app.commands.wording import count
from app.domain.change import Act, Change
from app.domain.duplicates import DuplicateGroup
from app.domain.errors import InvalidInput
from app.domain.paper import Paper, PaperId, Status, TopicId
from app.domain.query import Query
from app.domain.topic import Topic
from app.domain.view import MOST_RANKED, Column
from app.formats.citations.citing import plain
from app.formats.citations.styles import cite, style
from app.formats.format_names import BUNDLE
from app.formats.outgoing import writer
from app.formats.text import one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a command says: a JSON value, lines for people, and the exit code.

    `raw` is a document printed as it is, in place of the lines. `has_names` tells that
    the value holds names of files, whose every byte counts.
    """

    value: Any
    lines: tuple[str, ...]
    exit_code: int = 0
    problem: str = ""
    raw: str | None = None
    has_names: bool = False


@dataclass(frozen=True, slots=True)
class Terminal:
    """What a terminal command works with."""

    context: Context
    dispatcher: Dispatcher


Subcommand = Callable[[Terminal, Asked], Awaitable[Answer]]


async def import_papers(terminal: Terminal, asked: Asked) -> Answer:
    """Add papers from files, folders and addresses."""
    sources = asked.options["sources"]
    report: ImportReport = await terminal.dispatcher.call(
        "import.sources",
        paths=[s for s in sources if not _is_address(s)],
        urls=[s for s in sources if _is_address(s)],
        topic=asked.options["topic"],
        is_dry_run=asked.options["dry_run"],
        completes=False,
    )
    is_dry_run = asked.options["dry_run"]
    if report.added and any(map(_is_address, sources)):
        report = await _completed(terminal, report)
    attached = f", {count(report.n_attached, 'PDF')}" if report.n_attached else ""
    changed = f", updated {len(report.updated)}" if report.updated else ""
    lines = [
        f"{'Would add' if is_dry_run else 'Added'} "
        f"{count(report.n_planned, 'paper')}{attached}{changed}; "
        f"{len(report.duplicates)} here already; {len(report.skipped)} skipped."
    ]
    lines += [f"  joined {each.where} with {each.id}" for each in report.rejoined]
    if report.maybe:
        lines.append(
            f"{count(len(report.maybe), 'paper')} may be here already: "
            "see `octavo duplicates`."
        )
    if is_dry_run:
        lines += [f"  {one_line(title)}" for title in report.titles]
    lines += [f"  skipped {s.where}: {s.why}" for s in report.skipped]
    return Answer(
        value=import_value(report),
        lines=tuple(lines),
        exit_code=1 if report.is_refused else 0,
        problem=_refused(report),
    )


async def _completed(terminal: Terminal, report: ImportReport) -> ImportReport:
    """Complete what came as links; what was here already counts as that."""
    if not may_complete(terminal.context):
        return report
    mergers = await terminal.dispatcher.call("metadata.complete", ids=report.added)
    return report.joined({id: each.target for each in mergers for id in each.others})


async def list_papers(terminal: Terminal, asked: Asked) -> Answer:
    """List papers."""
    text, limit = " ".join(asked.options["query"]), asked.options["limit"]
    query = Query(text=text, sorting=asked.options["sorting"])
    papers, topics = await _found(terminal, query, limit)
    problem = await _not_ranked(terminal, query)
    if columns := asked.options["columns"]:
        rows = [row_of(paper, topics, columns) for paper in papers]
        lines = tuple(line_of(row) for row in rows)
        return Answer(value=rows, lines=lines, problem=problem)
    return Answer(
        value=[paper_value(paper, topics) for paper in papers],
        lines=tuple(_line(paper) for paper in papers),
        problem=problem,
    )


async def _not_ranked(terminal: Terminal, query: Query) -> str:
    """Say why papers are not sorted by relevance, '' where they are or need not be."""
    if all(key.column is not Column.RELEVANCE for key in query.sorting):
        return ""
    if not query.text:
        return "octavo: not sorted by relevance: there are no words to search for."
    keys = await terminal.context.library.read(lambda r: r.keys(Query(query.text)))
    if len(keys) <= MOST_RANKED:
        return ""
    return f"octavo: not sorted by relevance: more than {MOST_RANKED:,} papers found."


async def show(terminal: Terminal, asked: Asked) -> Answer:
    """Show one paper."""
    library = terminal.context.library
    paper_id = await library.read(lambda r: r.resolve(asked.options["id"]))
    paper = await library.read(lambda r: r.paper(paper_id))
    marks = await library.read(lambda r: r.marks(paper_id))
    topics = await _topics(terminal)
    value = full_value(paper, topics, marks, library.files)
    lines = [
        one_line(paper.title),
        one_line(", ".join(a.name for a in paper.authors)),
        f"{paper.status.value}, {', '.join(value['topics']) or 'no topic'}",
        "",
        paper.abstract,
    ]
    if paper.note is not None:
        lines += ["", f"Note: {paper.note.text}"]
    if paper.signals:
        lines += ["", *map(signal_line, paper.signals)]
    lines += map(mark_line, marks)
    return Answer(value=value, lines=tuple(lines))


async def set_values(terminal: Terminal, asked: Asked) -> Answer:
    """Set values of papers, as one act."""
    options = asked.options
    ids = await resolved(terminal, options["ids"])
    status = options["status"]
    fields = fields_given(options)
    given = (status, options["is_starred"], options["rating"])
    topics = options["file_under"] + options["unfile"]
    if all(v is None for v in given) and not topics and not fields.names():
        raise InvalidInput(
            "Nothing to set was given.",
            "Give --status, --star, --rating, --topic, --title, --tag or their like.",
        )
    change: Change = await terminal.dispatcher.call(
        "paper.set",
        ids=ids,
        fields=fields,
        status=None if status is None else Status(status),
        is_starred=options["is_starred"],
        rating=options["rating"],
        file_under=tuple(options["file_under"]),
        unfile=tuple(options["unfile"]),
    )
    return Answer(
        value={"changed": sorted(change.papers), "label": change.label},
        lines=(change.label if change.papers else "Nothing to change.",),
    )


async def duplicates(terminal: Terminal, asked: Asked) -> Answer:
    """List papers that may be in the library twice."""
    groups: tuple[DuplicateGroup, ...] = await terminal.dispatcher.call(
        "duplicates.list"
    )
    ids = [id for group in groups for id in group.ids]
    papers = await terminal.context.library.read(
        lambda r: r.papers([r.key_of(id) for id in ids])
    )
    titles = {paper.id: paper.title for paper in papers}
    lines = []
    for group in groups:
        verdict = "certain" if group.is_certain else "maybe"
        lines.append(f"{verdict}: {', '.join(group.reasons)}")
        lines += [f"  {id[:8]}  {one_line(titles[id])}" for id in group.ids]
    return Answer(
        value=[group_value(group, titles) for group in groups],
        lines=tuple(lines) or ("No duplicates were found.",),
    )


async def merge(terminal: Terminal, asked: Asked) -> Answer:
    """Merge papers into the first one named, as one act."""
    ids = await resolved(terminal, asked.options["ids"])
    change: Change = await terminal.dispatcher.call("duplicates.merge", groups=(ids,))
    return Answer(value={"id": ids[0], "label": change.label}, lines=(change.label,))


async def undo(terminal: Terminal, asked: Asked) -> Answer:
    """Take back the last act, or the one of a number."""
    number = asked.options["act"]
    if number is None:
        return _acted(await terminal.dispatcher.call("edit.undo"), "Nothing to undo.")
    change: Change = await terminal.dispatcher.call("edit.take-back", act=number)
    return _acted(
        None if change.is_empty else change,
        "Nothing of this act is left to take back.",
    )


async def redo(terminal: Terminal, asked: Asked) -> Answer:
    """Do the last undone act again."""
    return _acted(await terminal.dispatcher.call("edit.redo"), "Nothing to redo.")


async def history(terminal: Terminal, asked: Asked) -> Answer:
    """List what was done, newest first."""
    limit = asked.options["limit"]
    n_acts = _ALL if limit is None else limit
    acts = await terminal.context.library.read(lambda r: r.history(limit=n_acts))
    return Answer(
        value=[act_value(act) for act in acts],
        lines=tuple(
            f"{a.number:>6}  {a.at:%Y-%m-%d %H:%M}  {one_line(a.label)}{_standing(a)}"
            for a in acts
        ),
    )


async def export(terminal: Terminal, asked: Asked) -> Answer:
    """Write papers in a format."""
    options = asked.options
    target: Path | None = options["output"]
    form = chosen_format(options)
    is_printed = target is None or is_standard_output(target)
    if form == BUNDLE and is_printed:
        raise InvalidInput("A bundle cannot be printed.", "Give -o FILE.octavo.zip.")
    context, query = terminal.context, Query(text=" ".join(options["query"]))
    taken = await taken_out(context, None, query, with_marks=form == BUNDLE)
    if (each := writer(form)) is not None and each.has_keys:
        papers = await keyed(context, taken.papers, keeps=False)
        taken = replace(taken, papers=tuple(papers))
    if form == LISTED:
        topics = {topic.id: topic for topic in taken.topics}
        value: Any = [paper_value(paper, topics) for paper in taken.papers]
        text = write_output(value) + "\n"
    elif each is not None:
        text = text_of(taken, each)
        value = {form: text}
    if target is None or is_printed:
        return Answer(value=value, lines=(), raw=text.removesuffix("\n"))
    if form == BUNDLE:
        with_files = options["with_files"]
        written(context, taken, file=target, format=form, with_files=with_files)
    else:
        write_text(target, text, library=context.library.folder)
    n_papers = len(taken.papers)
    return Answer(
        value={"written": str(target), "papers": n_papers},
        lines=(f"Wrote {count(n_papers, 'paper')} to {target}.",),
    )


async def cite_papers(terminal: Terminal, asked: Asked) -> Answer:
    """Print citations of papers, in the order given."""
    ids = await resolved(terminal, asked.options["ids"])
    taken = await taken_out(terminal.context, ids, None)
    settings = terminal.context.settings
    wanted = style(asked.options["style"] or settings.text("citations.style"))
    texts = [plain(text) for text in cite(taken.papers, wanted)]
    return Answer(
        value=[
            {"id": paper.id, "citation": text}
            for paper, text in zip(taken.papers, texts, strict=True)
        ],
        lines=tuple(texts),
    )


_ALL = -1
_ADDRESSES = ("http://", "https://", "arxiv:", "doi:")

WRITING = frozenset({"import", "set", "merge", "fetch", "metadata", "undo", "redo"})
"""The commands that need the library to themselves; a dry run does not."""

EMPTY_WITHOUT_LIBRARY = frozenset(
    {"import", "list", "duplicates", "history", "export", "metadata", "undo", "redo"}
)
"""The commands to which no library is an empty one, but where papers are named."""

SUBCOMMANDS: dict[str, Subcommand] = {
    "import": import_papers,
    "list": list_papers,
    "show": show,
    "set": set_values,
    "duplicates": duplicates,
    "merge": merge,
    "undo": undo,
    "redo": redo,
    "history": history,
    "export": export,
    "cite": cite_papers,
}


async def _found(
    terminal: Terminal, query: Query, limit: int | None
) -> tuple[list[Paper], dict[TopicId, Topic]]:
    library = terminal.context.library
    papers = await library.read(lambda r: r.papers(r.keys(query, limit=limit)))
    return papers, await _topics(terminal)


async def _topics(terminal: Terminal) -> dict[TopicId, Topic]:
    topics = await terminal.context.library.read(lambda r: r.topics())
    return {topic.id: topic for topic in topics}


async def resolved(terminal: Terminal, given: list[str]) -> tuple[PaperId, ...]:
    """Return the papers whose ids begin as given, each once.

    Raises:
        NotFound, InvalidInput: one of them is no paper, or several.
    """

    def resolve_all(reader: Any) -> tuple[PaperId, ...]:
        return tuple(dict.fromkeys(reader.resolve(prefix) for prefix in given))

    return await terminal.context.library.read(resolve_all)


def _standing(act: Act) -> str:
    if act.is_undone:
        return " (undone)"
    return "" if act.taken_back_by is None else f" (taken back by {act.taken_back_by})"


def _acted(change: Change | None, nothing: str) -> Answer:
    if change is None:
        return Answer(value={"label": None, "papers": []}, lines=(nothing,))
    return Answer(
        value={"label": change.label, "papers": sorted(change.papers)},
        lines=(change.label,),
    )


def _refused(report: ImportReport) -> str:
    if not report.is_refused:
        return ""
    return "octavo: Nothing could be read. " + " ".join(s.why for s in report.skipped)


def _line(paper: Paper) -> str:
    star = "*" if paper.is_starred else " "
    return f"{paper.id[:8]} {star} {paper.status.value:<9} {one_line(paper.title)}"


def _is_address(source: str) -> bool:
    return source.lower().startswith(_ADDRESSES)

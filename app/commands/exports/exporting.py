"""Taking papers out: into a file in a format of the user's choice."""

import asyncio
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.commands.command import Command, Group
from app.commands.context import Context
from app.commands.exports.bundling import Parcel, write_parcel
from app.commands.exports.citing import keyed
from app.commands.exports.writing import write_file, write_text
from app.commands.wording import count
from app.domain.errors import InvalidInput, NotFound
from app.domain.mark import Mark
from app.domain.paper import Paper, PaperId, TopicId
from app.domain.query import Place, Query, SavedSearch
from app.domain.topic import Topic
from app.formats.format_names import BUNDLE
from app.formats.outgoing import Writer, writer
from app.library import Reader
from app.runtime.supervisor import Progressing

_STEP = 100  # papers between two words of progress

Tell = Callable[[float], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The papers to take out, with what belongs to them; `is_whole`: all there are.

    `searches` and `queue`, the order of the queue, are for a bundle alone.
    """

    papers: tuple[Paper, ...]
    topics: tuple[Topic, ...]
    marks: tuple[Mark, ...] = ()
    is_whole: bool = False
    searches: tuple[SavedSearch, ...] = ()
    queue: tuple[PaperId, ...] = ()

    @property
    def paths(self) -> dict[TopicId, str]:
        """Return the full paths of the topics."""
        return {topic.id: topic.path for topic in self.topics}


async def export(
    context: Context,
    *,
    file: Path,
    format: str,
    ids: Sequence[PaperId] | None = None,
    query: Query | None = None,
    with_files: bool = False,
    keeps_keys: bool = True,
) -> int:
    """Write papers to a file: those of `ids`, of a query, or all; return how many.

    With `with_files` a bundle holds their PDFs too. `keeps_keys` keeps the citation
    keys that are written, so that they stay.

    Raises:
        NotFound: there is no paper to write.
        InvalidInput: the format is not known, or the file cannot be written.
    """
    each = None if format == BUNDLE else _known(format)
    chosen = None if ids is None else tuple(ids)

    async def work(progress: Progressing) -> int:
        taken = await taken_out(context, chosen, query, with_marks=format == BUNDLE)
        if not taken.papers:
            raise NotFound("There is no paper to export.", "Choose another list.")
        if each is not None and each.has_keys and keeps_keys:
            papers = await keyed(context, taken.papers)
            taken = Taken(papers=tuple(papers), topics=taken.topics)
        await _in_thread(
            progress,
            lambda tell: written(
                context,
                taken,
                file=file,
                format=format,
                with_files=with_files,
                tell=tell,
            ),
        )
        return len(taken.papers)

    n_papers: int = await context.jobs.start(
        f"Exporting to {file.name}", work, is_awaited=True
    )
    context.reporter.notice(f"Wrote {count(n_papers, 'paper')} to {file.name}")
    return n_papers


async def taken_out(
    context: Context,
    ids: Sequence[PaperId] | None,
    query: Query | None,
    *,
    with_marks: bool = False,
) -> Taken:
    """Read papers, in the order of `ids` or of the query, with all they need."""

    def ask(reader: Reader) -> Taken:
        keys = reader.keys(query or Query()) if ids is None else reader.keys_of(ids)
        papers = tuple(reader.papers(keys))
        marked = (paper.id for paper in papers if with_marks and paper.n_marks)
        is_whole = ids is None and query in (None, Query())
        queued = reader.keys(Query(place=Place.QUEUE)) if with_marks else ()
        return Taken(
            papers=papers,
            topics=reader.topics(),
            marks=tuple(mark for paper_id in marked for mark in reader.marks(paper_id)),
            is_whole=is_whole,
            searches=reader.searches() if with_marks and is_whole else (),
            queue=tuple(paper.id for paper in reader.papers(queued)),
        )

    return await context.library.read_apart(ask)


def written(
    context: Context,
    taken: Taken,
    *,
    file: Path,
    format: str,
    with_files: bool = False,
    tell: Tell = lambda _fraction: None,
) -> None:
    """Write papers to a file, whole or not at all; slow, so never on the loop.

    Raises:
        InvalidInput: the format is not known, or the file cannot be written.
    """
    folder = context.library.folder
    if format == BUNDLE:
        parcel = Parcel(
            papers=taken.papers,
            topics=taken.topics,
            marks=taken.marks,
            files=context.library.files if with_files else None,
            is_whole=taken.is_whole,
            searches=taken.searches,
            queue=taken.queue,
        )
        write_file(file, lambda out: write_parcel(parcel, out, tell), library=folder)
        return
    text = text_of(taken, _known(format), tell)
    tell(1.0)  # the last word before the file is written
    write_text(file, text, library=folder)


def text_of(taken: Taken, each: Writer, tell: Tell = lambda _fraction: None) -> str:
    """Return papers as text of a format."""
    return each.write(_counted(taken.papers, tell), taken.paths)


def _known(format: str) -> Writer:
    each = writer(format)
    if each is None:
        raise InvalidInput(f"Octavo does not write “{format}”.", "Choose a format.")
    return each


def _counted(papers: Sequence[Paper], tell: Tell) -> Iterator[Paper]:
    for index, paper in enumerate(papers):
        if index % _STEP == 0:
            tell(index / len(papers))
        yield paper


async def _in_thread(progress: Progressing, work: Callable[[Tell], Any]) -> None:
    """Do work in a thread; it stops at its next word of progress when cancelled."""
    loop, is_stopped = asyncio.get_running_loop(), threading.Event()

    def tell(fraction: float) -> None:
        if is_stopped.is_set():
            raise InvalidInput("The export was stopped.")
        loop.call_soon_threadsafe(progress.update, fraction)

    try:
        await asyncio.to_thread(work, tell)
    finally:
        is_stopped.set()


COMMANDS = (
    Command(
        id="library.export",
        title="Export to a file",
        help="Write papers to a file.",
        group=Group.LIBRARY,
        handler=export,
        is_listed=False,
    ),
)

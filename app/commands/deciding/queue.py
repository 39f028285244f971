"""The order of the queue, and reading along it."""

from collections.abc import Sequence
from enum import StrEnum

from app.commands.acting import act_on_papers
from app.commands.command import LIST, Command, Group, Menu
from app.commands.context import Context
from app.commands.fetching.acquire import view
from app.commands.wording import subject
from app.domain.change import Change
from app.domain.edit import MoveInQueue
from app.domain.errors import NotFound
from app.domain.paper import Paper, PaperId
from app.domain.query import Place, Query
from app.library import Reader


class Way(StrEnum):
    """Where papers of the queue go."""

    UP = "up"
    DOWN = "down"
    FIRST = "to the top"
    LAST = "to the end"


async def shift(context: Context, *, ids: Sequence[PaperId], way: Way) -> None:
    """Move papers within the queue; several move together, in their order there."""
    async with context.library.acting:
        wanted, before = await context.library.read(
            lambda reader: _destination(reader, ids, way)
        )
        papers = await context.library.read(
            lambda reader: reader.papers([reader.key_of(i) for i in wanted])
        )
        label = f"Moved {subject(papers)} {way} in the queue"
        edit = MoveInQueue(ids=wanted, label=label, before=before)
        change = await context.library.apply(edit)
    if not change.is_empty:
        context.reporter.done(change.label)


async def move(
    context: Context, *, ids: Sequence[PaperId], before: PaperId | None
) -> Change:
    """Move papers of the queue before another one; None puts them at its end."""

    def decide(papers: Sequence[Paper]) -> MoveInQueue:
        return MoveInQueue(
            ids=tuple(paper.id for paper in papers),
            label=f"Moved {subject(papers)} in the queue",
            before=before,
        )

    return await act_on_papers(context, ids, decide)


async def read_next(context: Context) -> None:
    """Read the paper at the top of the queue."""
    found = await context.library.read(_first_queued)
    if found is None:
        raise NotFound(
            "The queue is empty.", "Press ⟨paper.queue⟩ on a paper to queue it."
        )
    await view(context, ids=(found,))


def _destination(
    reader: Reader, ids: Sequence[PaperId], way: Way
) -> tuple[tuple[PaperId, ...], PaperId | None]:
    """Return the papers in the queue's order, and the one they are to come before."""
    if not ids:
        raise NotFound(
            "No paper is selected.",
            "Go to a paper with ⟨list.next-row⟩ and ⟨list.previous-row⟩.",
        )
    order = list(reader.keys(Query(place=Place.QUEUE)))
    places = {key: n for n, key in enumerate(order)}
    keys = [reader.key_of(paper_id) for paper_id in ids]
    if not all(key in places for key in keys):
        raise NotFound(
            "This paper is not in the queue.", "Press ⟨paper.queue⟩ to queue it."
        )
    keys.sort(key=lambda key: places[key])
    moving = set(keys)
    rest = [key for key in order if key not in moving]
    match way:
        case Way.UP:
            at = max(places[keys[0]] - 1, 0)
        case Way.DOWN:
            at = places[keys[-1]] - len(keys) + 2
        case Way.FIRST:
            at = 0
        case Way.LAST:
            at = len(rest)
    before = reader.id_of(rest[at]) if at < len(rest) else None
    return tuple(reader.id_of(key) for key in keys), before


def _first_queued(reader: Reader) -> PaperId | None:
    first = reader.keys(Query(place=Place.QUEUE), limit=1)
    return reader.id_of(first[0]) if first else None


COMMANDS = (
    *(
        Command(
            id=f"queue.{name}",
            title=f"Move {way.value} in the queue",
            help=what,
            group=Group.FILE,
            keys=(key,),
            modes=LIST,
            menu=Menu.PAPER,
            handler=shift,
            takes_papers=True,
            arguments={"way": way},
        )
        for name, way, key, what in (
            ("up", Way.UP, "Ctrl+Up", "Read the paper one place sooner."),
            ("down", Way.DOWN, "Ctrl+Down", "Read the paper one place later."),
            ("first", Way.FIRST, "Ctrl+Home", "Read the paper next."),
            ("last", Way.LAST, "Ctrl+End", "Read the paper last."),
        )
    ),
    Command(
        id="queue.move",
        title="Move within the queue",
        help="Move papers of the queue before another one.",
        group=Group.FILE,
        handler=move,
        takes_papers=True,
        is_listed=False,
    ),
    Command(
        id="queue.read-next",
        title="Read the next of the queue",
        help="Open the paper at the top of the queue.",
        group=Group.READ,
        keys=("g n",),
        menu=Menu.READ,
        icon="queue",
        handler=read_next,
    ),
)

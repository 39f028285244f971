"""Making topics of groups that were suggested; the window shows them first."""

from collections.abc import Sequence

from app.commands.acting import act_and_tell
from app.commands.command import Command, Group
from app.commands.context import Context
from app.commands.wording import count
from app.domain.edit import FilePapers
from app.domain.paper import PaperId


async def make_topics(
    context: Context, *, groups: Sequence[tuple[str, tuple[PaperId, ...]]]
) -> None:
    """File each group of papers under its topic, as one act."""
    n_papers = len({id for _, ids in groups for id in ids})
    where = groups[0][0] if len(groups) == 1 else count(len(groups), "topic")
    label = f"Filed {count(n_papers, 'paper')} under {where}"
    await act_and_tell(context, FilePapers(groups=tuple(groups), label=label))


COMMANDS = (
    Command(
        id="topics.make",
        title="File groups of papers",
        help="File groups of papers under topics, made where they are missing.",
        group=Group.FILE,
        handler=make_topics,
        is_listed=False,
    ),
)

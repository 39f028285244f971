"""Suggested topics: groups made topics, refusals remembered or forgotten."""

from collections.abc import Sequence

from app.commands.acting import act_and_tell
from app.commands.command import LIST_OR_TRIAGE, Command, Group, Menu
from app.commands.context import Context
from app.commands.wording import count
from app.domain.edit import AllowTopics, FilePapers, RefuseTopic
from app.domain.paper import PaperId, TopicId


async def make_topics(
    context: Context, *, groups: Sequence[tuple[str, tuple[PaperId, ...]]]
) -> None:
    """File each group of papers under its topic, as one act."""
    n_papers = len({id for _, ids in groups for id in ids})
    where = groups[0][0] if len(groups) == 1 else count(len(groups), "topic")
    label = f"Filed {count(n_papers, 'paper')} under {where}"
    await act_and_tell(context, FilePapers(groups=tuple(groups), label=label))


async def refuse(context: Context, *, paper_id: PaperId, topic_id: TopicId) -> None:
    """Never suggest a topic for a paper again."""
    await act_and_tell(context, RefuseTopic(paper_id, topic_id))


async def allow(context: Context) -> None:
    """Let every topic that was refused be suggested again."""
    change = await act_and_tell(context, AllowTopics())
    if change.is_empty:
        context.reporter.notice("No suggestion was refused.")


COMMANDS = (
    Command(
        id="topics.make",
        title="File groups of papers",
        help="File groups of papers under topics, made where they are missing.",
        group=Group.FILE,
        handler=make_topics,
        is_listed=False,
    ),
    Command(
        id="topic.refuse",
        title="Refuse a suggested topic",
        help="Never suggest the topic for the paper again.",
        group=Group.FILE,
        handler=refuse,
        is_listed=False,
    ),
    Command(
        id="topics.allow-refused",
        title="Suggest refused topics again",
        help="Forget which suggested topics were refused, of every paper.",
        group=Group.FILE,
        modes=LIST_OR_TRIAGE,
        menu=Menu.TOPIC,
        handler=allow,
    ),
)

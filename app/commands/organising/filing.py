"""Grouping papers by topic."""

from collections.abc import Sequence

from app.commands.acting import act_and_tell, act_on_papers
from app.commands.command import LIST, LIST_OR_TRIAGE, Command, Group, Menu
from app.commands.context import Context
from app.commands.wording import subject
from app.domain.edit import AddTopic, ChangePapers, ChangeTopic, DeleteTopic
from app.domain.paper import Paper, PaperId, TopicId
from app.domain.query import Place
from app.domain.topic import N_SLOTS


async def file_under(context: Context, *, ids: Sequence[PaperId], topic: str) -> None:
    """File the papers under a topic, made where it is missing."""
    await act_on_papers(
        context,
        ids,
        lambda papers: ChangePapers(
            ids=tuple(paper.id for paper in papers),
            label=f"Filed {subject(papers)} under {topic}",
            file_under=(topic,),
        ),
    )


async def unfile(context: Context, *, ids: Sequence[PaperId], topic: str) -> None:
    """Take the papers out of a topic."""
    await act_on_papers(
        context,
        ids,
        lambda papers: ChangePapers(
            ids=tuple(paper.id for paper in papers),
            label=f"Took {subject(papers)} out of {topic}",
            unfile=(topic,),
        ),
    )


async def toggle_slot(context: Context, *, ids: Sequence[PaperId], slot: int) -> None:
    """File the papers under the topic of a digit; out of it when all are in it."""
    topics = await context.library.read(lambda r: r.topics())
    topic = next((t for t in topics if t.slot == slot), None)
    if topic is None:
        context.reporter.notice(
            f"No topic has the digit {slot}. Give it one with “Rename or recolour”."
        )
        return
    there = (topic.path,)

    def decide(papers: Sequence[Paper]) -> ChangePapers:
        chosen = tuple(paper.id for paper in papers)
        if all(topic.id in paper.topics for paper in papers):
            label = f"Took {subject(papers)} out of {topic.path}"
            return ChangePapers(ids=chosen, label=label, unfile=there)
        label = f"Filed {subject(papers)} under {topic.path}"
        return ChangePapers(ids=chosen, label=label, file_under=there)

    await act_on_papers(context, ids, decide)


async def add_topic(context: Context, *, path: str) -> None:
    """Add a topic by its full path."""
    change = await act_and_tell(context, AddTopic(path))
    if change.is_empty:
        context.reporter.notice(f"The topic {path} is here already.")


async def change_topic(
    context: Context,
    *,
    topic_id: TopicId,
    name: str | None = None,
    colour: int | None = None,
    slot: int | None = None,
) -> None:
    """Rename or recolour a topic, or give it a digit; a slot of 0 takes it away."""
    await act_and_tell(
        context, ChangeTopic(topic_id=topic_id, name=name, colour=colour, slot=slot)
    )


async def delete_topic(context: Context, *, topic_id: TopicId | None = None) -> None:
    """Remove a topic; without one named, the topic shown."""
    shown = context.desk.query()
    target = topic_id or shown.topic
    if target is None:
        context.reporter.notice("Go to a topic first.")
        return
    await act_and_tell(context, DeleteTopic(target))
    if shown.topic == target:
        context.desk.perform("view.show", {"place": Place.ALL, "topic": None})


async def remove_from_shown(context: Context, *, ids: Sequence[PaperId]) -> None:
    """Take the papers out of the topic that the list shows."""
    topic_id = context.desk.query().topic
    if topic_id is None:
        context.reporter.notice("Go to a topic first.")
        return
    topics = await context.library.read(lambda r: r.topics())
    path = next((t.path for t in topics if t.id == topic_id), None)
    if path is not None:
        await unfile(context, ids=ids, topic=path)


COMMANDS = (
    Command(
        id="topic.file",
        title="File under a topic",
        help="File papers under a topic.",
        group=Group.FILE,
        handler=file_under,
        takes_papers=True,
        is_listed=False,
    ),
    Command(
        id="topic.unfile",
        title="Take out of a topic",
        help="Take papers out of a topic.",
        group=Group.FILE,
        handler=unfile,
        takes_papers=True,
        is_listed=False,
    ),
    Command(
        id="topic.remove-papers",
        title="Take out of this topic",
        help="Take the papers out of the topic shown.",
        group=Group.FILE,
        modes=LIST,
        menu=Menu.TOPIC,
        handler=remove_from_shown,
        takes_papers=True,
    ),
    *(
        Command(
            id=f"topic.slot-{slot}",
            title=f"File under the topic of digit {slot}",
            series=f"File under the topic of 1 to {N_SLOTS}",
            help="File under the topic that has the digit, or take out of it.",
            group=Group.FILE,
            keys=(str(slot),),
            modes=LIST_OR_TRIAGE,
            handler=toggle_slot,
            takes_papers=True,
            arguments={"slot": slot},
        )
        for slot in range(1, N_SLOTS + 1)
    ),
    Command(
        id="topic.add",
        title="Add a topic",
        help="Add a topic by its path.",
        group=Group.FILE,
        handler=add_topic,
        is_listed=False,
    ),
    Command(
        id="topic.change",
        title="Change a topic",
        help="Rename or recolour a topic, or give it a digit.",
        group=Group.FILE,
        handler=change_topic,
        is_listed=False,
    ),
    Command(
        id="topic.delete",
        title="Delete the topic",
        help="Remove the topic shown and those below it; their papers stay.",
        group=Group.FILE,
        modes=LIST,
        menu=Menu.TOPIC,
        icon="trash",
        handler=delete_topic,
    ),
)

"""The tree of topics: moving in it, notes on topics, and taking one elsewhere."""

from collections.abc import Sequence

from app.commands.acting import act, act_and_tell
from app.commands.command import LIST, Command, Group, Menu
from app.commands.context import Context
from app.domain.edit import MoveTopic, WriteTopicNote
from app.domain.errors import NotFound
from app.domain.paper import TopicId
from app.domain.topic import Topic


async def place_topic(
    context: Context,
    *,
    topic_id: TopicId,
    parent: TopicId | None,
    before: TopicId | None = None,
) -> None:
    """Put a topic into another, or on the top level."""
    edit = MoveTopic(topic_id=topic_id, parent=parent, before=before)
    await act_and_tell(context, edit)


async def step_topic(
    context: Context, *, step: int, topic_id: TopicId | None = None
) -> None:
    """Move a topic (without one named, the topic shown) among its neighbours."""
    wanted = topic_id or context.desk.query().topic
    if wanted is None:
        context.reporter.notice("Go to a topic first.")
        return
    async with context.library.acting:
        topics = await context.library.read(lambda r: r.topics())
        edit = _stepped(topics, wanted, step)
        change = None if edit is None else await context.library.apply(edit)
    if change is not None:
        context.reporter.done(change.label)


async def write_note(
    context: Context, *, topic_id: TopicId, text: str, session: str = ""
) -> None:
    """Write the note of a topic."""
    await act(context, WriteTopicNote(topic_id=topic_id, text=text, session=session))


def _stepped(topics: Sequence[Topic], wanted: TopicId, step: int) -> MoveTopic | None:
    """Return the move by one place, None where there is no such place."""
    topic = next((t for t in topics if t.id == wanted), None)
    if topic is None:
        raise NotFound("This topic is no longer there.", "It may have been deleted.")
    siblings = [t.id for t in topics if t.parent == topic.parent]
    at = siblings.index(wanted) + step
    if not 0 <= at < len(siblings):
        return None
    others = [sibling for sibling in siblings if sibling != wanted]
    before = others[at] if at < len(others) else None
    return MoveTopic(
        topic_id=wanted, parent=topic.parent, before=before, is_last=before is None
    )


COMMANDS = (
    Command(
        id="topic.place",
        title="Put a topic into another",
        help="Put a topic into another, or on the top level.",
        group=Group.FILE,
        handler=place_topic,
        is_listed=False,
    ),
    *(
        Command(
            id=f"topic.move-{name}",
            title=f"Move the topic {name}",
            help=f"Move the topic shown {name} among its neighbours.",
            group=Group.FILE,
            modes=LIST,
            menu=Menu.TOPIC,
            handler=step_topic,
            arguments={"step": step},
        )
        for name, step in (("up", -1), ("down", 1))
    ),
    Command(
        id="topic.write-note",
        title="Write on a topic",
        help="Write the note of a topic.",
        group=Group.FILE,
        handler=write_note,
        is_listed=False,
    ),
)

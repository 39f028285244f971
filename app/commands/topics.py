"""The tree of topics: moving in it, notes on topics, and taking one elsewhere."""

import asyncio
import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from app.commands.acting import act, act_and_tell
from app.commands.command import LIST, Command, Group, Menu
from app.commands.context import Context
from app.commands.wording import count
from app.domain.edit import MoveTopic, WriteTopicNote
from app.domain.errors import InvalidInput, NotFound
from app.domain.paper import Paper, TopicId, new_id
from app.domain.query import Place, Query
from app.domain.topic import Topic
from app.formats.bibliographies.bibtex import write_bibtex
from app.library import Reader


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


async def export_topic(context: Context, *, topic_id: TopicId, file: Path) -> None:
    """Write the papers of a topic as BibTeX into a file.

    Raises:
        NotFound: the topic is not there, or holds no paper.
        InvalidInput: the file cannot be written.
    """
    papers = await context.library.read_apart(lambda r: _members(r, topic_id))
    if not papers:
        raise NotFound("This topic holds no paper.", "File some under it with t.")
    text = await asyncio.to_thread(write_bibtex, papers)
    await asyncio.to_thread(_write, file, text)
    context.reporter.notice(f"Wrote {count(len(papers), 'paper')} to {file.name}")


def _members(reader: Reader, topic_id: TopicId) -> list[Paper]:
    query = Query(place=Place.TOPIC, topic=topic_id)
    return reader.papers(reader.keys(query))


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


def _write(file: Path, text: str) -> None:
    """Write a file whole or not at all."""
    part = file.with_name(f".{new_id()}.part")
    try:
        with part.open("x", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(file)
    except OSError as error:
        raise InvalidInput(
            f"{file} cannot be written: {error.strerror}.", "Choose another place."
        ) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink()


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
    Command(
        id="topic.export",
        title="Export a topic",
        help="Write the papers of a topic as BibTeX.",
        group=Group.FILE,
        handler=export_topic,
        is_listed=False,
    ),
)

"""What the palette offers: topics, papers, commands and settings, ranked."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from app.commands.command import Command, Mode, Registry
from app.domain.paper import Paper, Status
from app.domain.query import Place, SavedSearch
from app.domain.topic import SEPARATOR, Topic
from app.formats.readable import shown_title
from app.settings.declaration import SETTINGS
from app.ui.sheets import fuzzy

_BY_HELP = 0.5
_MOST_OF_A_SECTION = 8
_PAPERS_AT_MOST = 3.5
_OWN = "palette.open"
_PAPER = "paper.reveal"
_COMMAND_KEY, _SETTING_KEY = "command ", "setting "


class Section(StrEnum):
    """A section of the palette, in their order at equal hits."""

    RECENT = "Recent"
    TOPICS = "Topics"
    SEARCHES = "Searches"
    PAPERS = "Papers"
    ACTS = "Acts"
    COMMANDS = "Commands"
    SETTINGS = "Settings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing to choose, and the command that chooses it.

    `slot` is a topic's colour, 0 for none; `positions` are the matched letters.
    """

    section: Section
    key: str
    title: str
    command: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    detail: str = ""
    keys: str = ""
    help: str = ""
    icon: str = ""
    role: str = "text2"
    slot: int = 0
    score: float = 0.0
    positions: frozenset[int] = frozenset()


Row = Entry | Section
"""A row of the list: a heading, or what can be chosen."""

STATUS_ROLES: Mapping[Status, str] = {
    Status.NEW: "accent",
    Status.QUEUED: "text2",
    Status.READING: "accent",
    Status.DONE: "good",
    Status.DISMISSED: "text3",
}
"""The colour role of each status icon."""


def topic_entries(topics: Iterable[Topic]) -> tuple[Entry, ...]:
    """Offer to go to each topic."""
    return tuple(
        Entry(
            section=Section.TOPICS,
            key=f"topic {topic.id}",
            title=topic.path,
            command="view.show",
            arguments={"place": Place.TOPIC, "topic": topic.id},
            detail=_topic_detail(topic),
            slot=topic.colour,
        )
        for topic in topics
    )


def search_entries(searches: Iterable[SavedSearch]) -> tuple[Entry, ...]:
    """Offer to show each saved search."""
    return tuple(
        Entry(
            section=Section.SEARCHES,
            key=f"search {search.id}",
            title=search.name,
            command="search.show",
            arguments={"text": search.text},
            detail=search.text,
            icon="saved-search",
        )
        for search in searches
    )


def command_entries(registry: Registry, mode: Mode) -> tuple[Entry, ...]:
    """Offer the commands of a mode."""
    return tuple(
        Entry(
            section=Section.COMMANDS,
            key=f"{_COMMAND_KEY}{command.id}",
            title=command.title,
            command=command.id,
            keys=command.key,
            help=command.help,
            icon=command.icon or "chevron-right",
        )
        for command in registry.listed(mode)
        if command.id != _OWN
    )


def act_entries(registry: Registry, mode: Mode, thing: Entry) -> tuple[Entry, ...]:
    """Offer what can be done with a paper or a topic; nothing with what is else."""
    if thing.command == _PAPER:
        return (
            _act(thing, registry[_PAPER]),
            *(
                _act(thing, command)
                for command in registry.listed(mode)
                if command.takes_papers
            ),
        )
    topic = thing.arguments.get("topic")
    if topic is None or "topic.delete" not in registry:
        return ()
    return (
        _act(thing, registry["view.show"]),
        _act(thing, registry["topic.delete"], arguments={"topic_id": topic}),
    )


def _act(
    thing: Entry, command: Command, *, arguments: Mapping[str, Any] | None = None
) -> Entry:
    return Entry(
        section=Section.ACTS,
        key=f"act {command.id}",
        title=command.title,
        command=command.id,
        arguments=thing.arguments if arguments is None else arguments,
        keys=command.key,
        help=command.help,
        icon=command.icon or "chevron-right",
    )


def setting_entries() -> tuple[Entry, ...]:
    """Offer each setting; choosing one opens the settings at it."""
    return tuple(
        Entry(
            section=Section.SETTINGS,
            key=f"{_SETTING_KEY}{setting.key}",
            title=setting.title,
            command="settings.show",
            arguments={"key": setting.key},
            detail=setting.group,
            help=setting.help,
            icon="settings",
        )
        for setting in SETTINGS
    )


def kept_keys(chosen: Iterable[Entry]) -> list[str]:
    """Return the keys of the commands and settings, which are there another day too."""
    return [e.key for e in chosen if e.key.startswith((_COMMAND_KEY, _SETTING_KEY))]


def entries_of(registry: Registry, keys: Sequence[str]) -> tuple[Entry, ...]:
    """Return the commands and settings of keys, without those that are no more."""
    commands = (e for mode in Mode for e in command_entries(registry, mode))
    known = {entry.key: entry for entry in (*commands, *setting_entries())}
    return tuple(known[key] for key in keys if key in known)


def as_it_is(chosen: Entry, commands: Mapping[str, Entry]) -> Entry | None:
    """Return what was chosen; a command with its keys of now, None where it is none."""
    is_command = chosen.key.startswith(_COMMAND_KEY)
    return commands.get(chosen.key) if is_command else chosen


def paper_entries(papers: Iterable[Paper], typed: str) -> tuple[Entry, ...]:
    """Offer papers that a search found, best titles first, else in its order."""
    entries = []
    for paper in papers:
        title = shown_title(paper.title)
        hit = fuzzy.match(typed, title)
        score = hit.score if hit else _BY_HELP
        if score < fuzzy.EXACT:
            score = min(score, _PAPERS_AT_MOST)
        entries.append(
            Entry(
                section=Section.PAPERS,
                key=f"paper {paper.id}",
                title=title,
                command=_PAPER,
                arguments={"ids": (paper.id,)},
                detail=_paper_detail(paper),
                icon=f"status-{paper.status.value}",
                role=STATUS_ROLES[paper.status],
                score=score,
                positions=hit.positions if hit else frozenset(),
            )
        )
    return tuple(sorted(entries, key=lambda entry: -int(entry.score)))


def ranked(
    entries: Iterable[Entry], typed: str, rank: Callable[[str], int]
) -> tuple[Entry, ...]:
    """Keep the entries that match: the best first, then what was chosen lately.

    `rank` tells by an entry's key how many choices are newer. Nothing typed keeps all.
    """
    found = []
    for entry in entries:
        hit = (
            fuzzy.match_path(typed, entry.title, SEPARATOR)
            if entry.section is Section.TOPICS
            else fuzzy.match(typed, entry.title)
        )
        if hit is not None:
            found.append(replace(entry, score=hit.score, positions=hit.positions))
        elif entry.help and typed.strip().lower() in entry.help.lower():
            found.append(replace(entry, score=_BY_HELP, positions=frozenset()))
    if not typed.strip():
        return tuple(sorted(found, key=lambda e: rank(e.key)))
    found.sort(key=lambda e: (-e.score, rank(e.key), len(e.title)))
    return tuple(found[:_MOST_OF_A_SECTION])


def arranged(sections: Sequence[Sequence[Entry]]) -> tuple[Row, ...]:
    """Put a heading over each section, the section with the best hit first."""
    filled = [section for section in sections if section]
    filled.sort(key=lambda section: -int(max(entry.score for entry in section)))
    rows: list[Row] = []
    for section in filled:
        rows += (section[0].section, *section)
    return tuple(rows)


def _topic_detail(topic: Topic) -> str:
    papers = "1 paper" if topic.n_papers == 1 else f"{topic.n_papers} papers"
    return f"{papers}, {topic.n_new} new" if topic.n_new else papers


def _paper_detail(paper: Paper) -> str:
    progress = paper.progress
    if paper.status is Status.READING and progress and progress.n_pages:
        part = (progress.furthest_page_index + 1) / progress.n_pages
        return f"reading, {part:.0%}".replace("%", " %")
    return paper.status.value

"""What a command is: one declaration that feeds keys, menus, palette and terminal."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

Handler = Callable[..., Awaitable[Any]]
"""Called with the context, and the dispatcher's arguments by name."""


class Mode(StrEnum):
    """Where keys go."""

    LIST = "list"
    READER = "reader"
    TRIAGE = "triage"
    TEXT = "text"
    SELECTION = "selection"
    MARK = "mark"


BENEATH = dict.fromkeys((Mode.TEXT, Mode.SELECTION, Mode.MARK), Mode.READER)
"""Where keys go that a mode has no command for: into the text, then to the reader."""

EVERYWHERE = frozenset({Mode.LIST, Mode.READER, Mode.TRIAGE})
BOTH = frozenset({Mode.LIST, Mode.READER})
LIST = frozenset({Mode.LIST})
LIST_OR_TRIAGE = frozenset({Mode.LIST, Mode.TRIAGE})
READER = frozenset({Mode.READER})
TEXT = frozenset({Mode.TEXT})
IN_TEXT = frozenset({Mode.TEXT, Mode.SELECTION})
ON_A_MARK = IN_TEXT | {Mode.MARK}


class Group(StrEnum):
    """What a command is for, in the order of the keys sheet."""

    MOVE = "Move"
    GO = "Go to"
    DECIDE = "Decide"
    FILE = "File"
    READ = "Read"
    MARK = "Mark"
    FIND = "Find"
    LIBRARY = "Library"
    WINDOW = "Window"


class Menu(StrEnum):
    """The menus of the window, in their order."""

    LIBRARY = "Library"
    PAPER = "Paper"
    TOPIC = "Topic"
    READ = "Read"
    VIEW = "View"
    HELP = "Help"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One thing a person can do.

    `id` is `noun.verb`. `title` starts with a verb; `help` is one sentence. A key is
    written `j`, `Ctrl+K`, or `g i` for one after the other; the first is the one shown.
    `handler` None means that the window itself does it (a motion, a sheet). With
    `takes_papers` the handler gets the papers it acts on as `ids`, chosen at the
    moment of the key. `arguments` are fixed ones. `series` is what commands that
    differ only in the digit of their key do together. Unlisted commands need arguments
    that only a view can give; they are in no palette and no menu. A decision on a paper
    shows the next one at once, where papers are decided on one by one.
    """

    id: str
    title: str
    help: str
    group: Group
    keys: tuple[str, ...] = ()
    modes: frozenset[Mode] = EVERYWHERE
    menu: Menu | None = None
    icon: str = ""
    handler: Handler | None = None
    takes_papers: bool = False
    arguments: Mapping[str, Any] = field(default_factory=dict)
    series: str = ""
    is_listed: bool = True
    is_decision: bool = False

    @property
    def key(self) -> str:
        """Return the key that is shown, '' for none."""
        return self.keys[0] if self.keys else ""


class Registry:
    """Every command by id, with the keys that were declared or chosen since."""

    def __init__(self, commands: tuple[Command, ...]) -> None:
        self._commands: dict[str, Command] = {}
        for command in commands:
            if command.id in self._commands:
                raise ValueError(f"two commands are called {command.id}")
            self._commands[command.id] = command
        self._declared = tuple(commands)

    @property
    def declared(self) -> tuple[Command, ...]:
        """Return the commands as they were declared."""
        return self._declared

    def choose_keys(self, keys: Mapping[str, tuple[str, ...]]) -> None:
        """Give commands these keys by their id; the others have those declared."""
        for command in self._declared:
            chosen = keys.get(command.id, command.keys)
            self._commands[command.id] = replace(command, keys=chosen)

    def __getitem__(self, command_id: str) -> Command:
        return self._commands[command_id]

    def __contains__(self, command_id: str) -> bool:
        return command_id in self._commands

    def all(self) -> tuple[Command, ...]:
        """Return every command in the order of declaration."""
        return tuple(self._commands.values())

    def listed(self, mode: Mode) -> tuple[Command, ...]:
        """Return the commands of a mode that a person may choose by name."""
        modes = {mode, BENEATH.get(mode, mode)}
        return tuple(c for c in self.all() if c.is_listed and modes & c.modes)

    def keyed(self, mode: Mode) -> tuple[Command, ...]:
        """Return the listed commands whose first key works in a mode, its own first."""
        listed = [command for command in self.listed(mode) if command.keys]
        own = [command for command in listed if mode in command.modes]
        taken = {key for command in own for key in command.keys}
        beneath = [
            c
            for c in listed
            if mode not in c.modes and not (c.is_decision and mode in IN_TEXT)
        ]
        return (*own, *(c for c in beneath if c.keys[0] not in taken))

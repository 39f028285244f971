"""Which keys commands have: those of a preset, and the user's own before them."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.commands.command import Command
from app.commands.keys.key_presets import Preset, preset_keys
from app.commands.keys.key_writing import written_key


@dataclass(frozen=True, slots=True)
class KeyChoice:
    """The keys by command, and in words what came between the user's own."""

    keys: dict[str, tuple[str, ...]]
    problems: tuple[str, ...] = ()


def chosen_keys(commands: Iterable[Command], preset: Preset, own: str) -> KeyChoice:
    """Return the keys of a preset with the user's own.

    `own` has a command a line, or between semicolons: `paper.star: b or Ctrl+B`; with
    nothing behind the colon it has no key. A key that others have is taken from them.
    """
    by_id = {command.id: command for command in commands}
    keys = preset_keys(preset, by_id.values())
    problems: list[str] = []
    wanted = _parsed(own, by_id, problems)
    for command_id in wanted:
        keys[command_id] = ()
    for command_id, own_keys in wanted.items():
        for key in own_keys:
            _give(key, by_id[command_id], by_id, keys, frozenset(wanted), problems)
    return KeyChoice(keys, tuple(problems))


def _parsed(
    own: str, by_id: dict[str, Command], problems: list[str]
) -> dict[str, tuple[str, ...]]:
    wanted: dict[str, tuple[str, ...]] = {}
    lines = own.splitlines() if "\n" in own.strip() else own.split(";")
    for line in filter(None, map(str.strip, lines)):
        command_id, colon, text = line.partition(":")
        command_id = command_id.strip()
        if not colon or command_id not in by_id:
            problems.append(f"Your own keys: no command is called “{command_id}”.")
            continue
        found = []
        for part in filter(None, map(str.strip, text.split(" or "))):
            if key := written_key(part):
                found.append(key)
            else:
                problems.append(f"Your own keys: “{part}” is no key.")
        wanted[command_id] = tuple(dict.fromkeys(found))
    return wanted


def _give(
    key: str,
    command: Command,
    by_id: dict[str, Command],
    keys: dict[str, tuple[str, ...]],
    own: frozenset[str],
    problems: list[str],
) -> None:
    """Give a command a key, unless another of the user's own has it already."""
    for other in by_id.values():
        if other.id == command.id and not _clashing(key, keys[other.id]):
            continue
        if not other.modes & command.modes:
            continue
        taken = _clashing(key, keys[other.id])
        if not taken:
            continue
        if other.id in own:
            problems.append(
                f"Your own keys: {key} is “{other.title}”, so not “{command.title}”."
            )
            return
        keys[other.id] = tuple(k for k in keys[other.id] if k not in taken)
        left = f"keeps {keys[other.id][0]}" if keys[other.id] else "has no key now"
        problems.append(
            f"{' and '.join(taken)} is taken by “{command.title}”: "
            f"“{other.title}” {left}."
        )
    keys[command.id] = (*keys[command.id], key)


def _clashing(key: str, others: tuple[str, ...]) -> tuple[str, ...]:
    """Return the keys that cannot be told from a key: the same, or one begins it."""
    return tuple(
        other
        for other in others
        if f"{other} ".startswith(f"{key} ") or f"{key} ".startswith(f"{other} ")
    )

"""The key map: from keys pressed to commands, one map a mode."""

from dataclasses import dataclass

from app.commands.command import BENEATH, IN_TEXT, Command, Mode, Registry


@dataclass(frozen=True, slots=True)
class Pending:
    """Keys that begin longer ones; `followers` maps each next key to its command."""

    followers: dict[str, Command]


class Keymap:
    """Finds the command of a key sequence; keys are written as in `Command.keys`.

    With `has_counts` a number typed before a motion says how often.
    """

    def __init__(self, registry: Registry, *, has_counts: bool = False) -> None:
        self.has_counts = has_counts
        self._maps: dict[Mode, dict[tuple[str, ...], Command]] = {m: {} for m in Mode}
        for command in registry.all():
            for key in command.keys:
                for mode in command.modes:
                    self._bind(mode, tuple(key.split(" ")), command)

    def find(self, mode: Mode, pressed: tuple[str, ...]) -> Command | Pending | None:
        """Return the command of the keys pressed, or what may follow, or None.

        Nothing is decided on a paper by a key that its text does not know.
        """
        found = self._find(mode, pressed)
        if found is not None or mode not in BENEATH:
            return found
        found = self._find(BENEATH[mode], pressed)
        is_decision = isinstance(found, Command) and found.is_decision
        return None if is_decision and mode in IN_TEXT else found

    def _find(self, mode: Mode, pressed: tuple[str, ...]) -> Command | Pending | None:
        bound = self._maps[mode]
        if command := bound.get(pressed):
            return command
        n = len(pressed)
        followers = {
            keys[n]: command
            for keys, command in bound.items()
            if len(keys) > n and keys[:n] == pressed
        }
        return Pending(followers) if followers else None

    def _bind(self, mode: Mode, keys: tuple[str, ...], command: Command) -> None:
        bound = self._maps[mode]
        for other, owner in bound.items():
            shorter = min(len(other), len(keys))
            if other[:shorter] == keys[:shorter]:
                raise ValueError(
                    f"{' '.join(keys)} in {mode} is both {owner.id} and {command.id}"
                )
        bound[keys] = command

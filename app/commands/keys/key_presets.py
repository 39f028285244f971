"""The presets of keys: which keys commands have instead of the declared ones."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from app.commands.command import Command

Keys = Mapping[str, tuple[str, ...]]
"""Keys by the id of their command, the one shown first."""


class Preset(StrEnum):
    """A set of keys for every command."""

    OCTAVO = "octavo"
    CLASSIC = "classic"
    VIM = "vim"


_CLASSIC: Keys = MappingProxyType(
    {
        "caret.left-letter": (),  # the arrow does it
        "reader.find-case": ("Shift+Alt+C",),
        "reader.find-word": ("Shift+Alt+W",),
        "reader.find-pattern": ("Shift+Alt+R",),
    }
)
"""What the rule of this preset would give a key that is taken."""

_VIM: Keys = MappingProxyType(
    {
        "reader.scroll-left": ("h", "Left"),
        "reader.scroll-right": ("l", "Right"),
        "reader.scroll-down": ("j", "Down", "Ctrl+E"),
        "reader.scroll-up": ("k", "Up", "Ctrl+Y"),
        "reader.screen-down": ("Space", "Ctrl+F"),
        "reader.screen-up": ("Shift+Space", "Ctrl+B"),
        "reader.find": ("/",),
        "reader.back": ("Ctrl+O", "Backspace", "Alt+Left"),
        "reader.forward": ("Ctrl+I", "Alt+Right"),
        "reader.peek": ("L",),
        "mark.highlight": ("H",),
        "mark.underline": ("U",),
        "caret.left": ("h", "Left"),
        "caret.left-letter": (),
        "list.page-down": ("PgDown", "Ctrl+F"),
        "list.page-up": ("PgUp", "Ctrl+B"),
        "search.focus": ("/",),
        "import.choose-files": ("Shift+Alt+O",),
        "edit.undo": ("u", "Ctrl+Z"),
        "edit.redo": ("Ctrl+R", "Ctrl+Shift+Z"),
        "paper.restore": ("U",),
        **{f"topic.slot-{n}": (f"Alt+{n}",) for n in range(1, 10)},
        **{f"mark.colour-{n}": (f"Alt+{n}",) for n in range(1, 9)},
    }
)
"""Letters move, their capitals mark; digits are counts."""


def preset_keys(
    preset: Preset, commands: Iterable[Command]
) -> dict[str, tuple[str, ...]]:
    """Return the keys that a preset gives each command."""
    if preset is Preset.CLASSIC:
        return {c.id: _CLASSIC.get(c.id, _classic(c.keys)) for c in commands}
    other: Keys = _VIM if preset is Preset.VIM else {}
    return {c.id: other.get(c.id, c.keys) for c in commands}


def _classic(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return the keys that no letter or sign begins; else Alt with the first."""
    chords = tuple(key for key in keys if not _is_bare(key))
    return chords or tuple(_with_alt(key) for key in keys[:1])


def _is_bare(key: str) -> bool:
    return len(key.split(" ")[0]) == 1


def _with_alt(key: str) -> str:
    first, *others = key.split(" ")
    held = "Shift+Alt" if first.isupper() else "Alt"
    return " ".join([f"{held}+{first.upper()}", *others])

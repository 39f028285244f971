"""Write the guide's chapters on keys and settings, with the Python of `.venv`.

`packaging/guide.py` runs it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

# The program of this checkout, not an installed one.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.commands.command import Command, Group, Mode
from app.commands.keys.key_choice import chosen_keys
from app.commands.keys.key_presets import Preset
from app.commands.table import all_commands
from app.settings.declaration import SETTINGS, Setting, Value

GUIDE = Path(__file__).resolve().parents[1] / "resources" / "guide"
PLACES = {
    Mode.LIST: "In the list",
    Mode.TRIAGE: "In triage",
    Mode.READER: "In the reader",
    Mode.MARK: "On a mark or a selection in the reader",
    Mode.TEXT: "In the text of the reader",
}


def keys_chapter() -> str:
    """Return the chapter on keys: a table a group, for each place of keys."""
    parts = [
        "# Keys",
        "`?` shows the keys that work where you are; `Ctrl+K` finds anything by its "
        "name. Keys after one another are pressed one after the other.",
    ]
    for mode, title in PLACES.items():
        parts.append(f"## {title}")
        commands = [
            c for c in all_commands().listed(mode) if c.keys and mode in c.modes
        ]
        for group in Group:
            rows = [_key_row(c) for c in commands if c.group is group]
            if rows:
                parts += [
                    f"### {group.value}",
                    _table(("keys", "command", "what it does"), rows),
                ]
    return "\n\n".join([*parts, *_presets_parts()]) + "\n"


def settings_chapter() -> str:
    """Return the chapter on settings: a table a group."""
    parts = [
        "# Settings",
        "`Ctrl+,` opens the settings. They are kept in `settings.toml` in the "
        "platform's folder for settings, or in the file named with `--settings`; "
        "`--set KEY=VALUE` sets one for a single run.",
    ]
    for group in dict.fromkeys(setting.group for setting in SETTINGS):
        rows = [_setting_row(s) for s in SETTINGS if s.group == group]
        titles = ("setting", "what it does", "values", "if not set")
        parts += [f"## {group}", _table(titles, rows)]
    return "\n\n".join(parts) + "\n"


CHAPTERS: dict[str, Callable[[], str]] = {
    "6-keys.md": keys_chapter,
    "7-settings.md": settings_chapter,
}


def main() -> None:
    """Write both chapters."""
    for name, chapter in CHAPTERS.items():
        (GUIDE / name).write_text(chapter(), encoding="utf-8", newline="\n")


def _presets_parts() -> list[str]:
    """Return what is said of presets, with the keys that Vim has for others."""
    commands = all_commands().all()
    vim = chosen_keys(commands, Preset.VIM, "").keys
    rows = [
        (", ".join(map(code, vim[c.id])), c.title, _places(c))
        for c in commands
        if vim[c.id] and vim[c.id] != c.keys
    ]
    return [
        "## Presets and keys of your own",
        "The setting `keys.preset` changes all keys at once; menus, hints and `?` show "
        "those in force.",
        "`classic` has no bare letters, digits or signs: a command keeps its chords, "
        "arrows and named keys; one that has none gets `Alt` with its letter, as "
        "`Alt+S` for `s`, `Shift+Alt+V` for `V`, and `Alt+G` then `i` for `g i`. The "
        "search's chips are `Shift+Alt+C`, `Shift+Alt+W` and `Shift+Alt+R`.",
        "`vim` scrolls with `h j k l`, and digits are counts: `5j` scrolls five times, "
        "`12G` goes to page 12. What differs from the tables above:",
        _table(("keys", "command", "where"), rows),
        "`keys.own` has commands with keys of your own, between semicolons or a line "
        "each: `paper.star: b or Ctrl+B; reader.peek: K`. Nothing behind the colon "
        "takes a command's keys away. They win over the preset; who loses a key is "
        "told. What commands are called:",
        _table(
            ("name", "command"),
            [(f"`{c.id}`", c.title) for c in commands if c.is_listed],
        ),
    ]


def _places(command: Command) -> str:
    where = [PLACES[mode].lower() for mode in PLACES if mode in command.modes]
    return ", ".join(where)


def _key_row(command: Command) -> tuple[str, ...]:
    keys = ", ".join(map(code, command.keys))
    return keys, command.title, command.help


def _setting_row(setting: Setting) -> tuple[str, ...]:
    return (
        f"`{setting.key}`",
        setting.help,
        _values(setting),
        code(_written(setting.default)),
    )


def _values(setting: Setting) -> str:
    if setting.choices:
        return ", ".join(f"`{choice}`" for choice in setting.choices)
    if isinstance(setting.default, bool):
        return "`true`, `false`"
    if isinstance(setting.default, str):
        return "a text"
    return f"{setting.least:g} to {setting.most:g} {setting.unit}".strip()


def _written(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def code(text: str) -> str:
    """Return a text as code; a backtick needs two around it, and none is 'nothing'."""
    return f"`` {text} ``" if "`" in text else f"`{text}`" if text else "nothing"


def _table(titles: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [titles, ("--",) * len(titles), *rows]
    escaped = ([cell.replace("|", "\\|") for cell in line] for line in lines)
    return "\n".join(f"| {' | '.join(line)} |" for line in escaped)


if __name__ == "__main__":
    main()

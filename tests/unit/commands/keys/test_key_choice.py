"""Keys are chosen by preset and by the user, and none is given twice."""

import pytest

from app.commands.command import Command, Mode
from app.commands.keys.key_choice import chosen_keys
from app.commands.keys.key_counts import n_times
from app.commands.keys.key_presets import Preset
from app.commands.keys.key_writing import written_key
from app.commands.keys.keymap import Keymap, Pending
from app.commands.table import all_commands

COMMANDS = all_commands().declared
WITHOUT = {Preset.OCTAVO: set(), Preset.CLASSIC: {"caret.left-letter"}}
WITHOUT[Preset.VIM] = WITHOUT[Preset.CLASSIC]
"""What an arrow does as well."""


def keymap(preset: Preset, own: str = "") -> Keymap:
    """Return the keys that a preset makes."""
    registry = all_commands()
    registry.choose_keys(chosen_keys(COMMANDS, preset, own).keys)
    return Keymap(registry)


def found(preset: Preset, mode: Mode, *pressed: str, own: str = "") -> str:
    """Return the id of the command of keys, '' for none."""
    command = keymap(preset, own).find(mode, pressed)
    assert not isinstance(command, Pending)
    return command.id if command else ""


@pytest.mark.parametrize("preset", Preset)
def test_a_preset_gives_no_key_twice_and_leaves_no_command_without(
    preset: Preset,
) -> None:
    keymap(preset)  # would refuse it

    keys = chosen_keys(COMMANDS, preset, "").keys
    assert {c.id for c in COMMANDS if c.keys and not keys[c.id]} == WITHOUT[preset]
    assert all(key == written_key(key) for each in keys.values() for key in each)


def test_nothing_begins_with_a_letter_or_a_sign_in_classic() -> None:
    keys = chosen_keys(COMMANDS, Preset.CLASSIC, "").keys

    assert not [k for each in keys.values() for k in each if len(k.split()[0]) == 1]
    assert keys["paper.star"] == ("Alt+S",)
    assert keys["paper.fetch"] == ("Shift+Alt+V",)
    assert keys["go.inbox"] == ("Alt+G i",)
    assert keys["list.next-row"] == ("Down",)


def test_vim_scrolls_with_letters_and_marks_with_capitals() -> None:
    assert found(Preset.VIM, Mode.READER, "h") == "reader.scroll-left"
    assert found(Preset.VIM, Mode.READER, "l") == "reader.scroll-right"
    assert found(Preset.VIM, Mode.READER, "H") == "mark.highlight"
    assert found(Preset.VIM, Mode.SELECTION, "H") == "mark.highlight"
    assert found(Preset.VIM, Mode.SELECTION, "h") == "caret.left"
    assert not [
        (command.id, key)
        for command in COMMANDS
        for key in chosen_keys(COMMANDS, Preset.VIM, "").keys[command.id]
        if key in tuple("123456789")
    ]


def test_own_keys_win_and_what_they_take_is_told() -> None:
    own = "paper.star: f or ctrl+b; reader.peek: K"
    choice = chosen_keys(COMMANDS, Preset.OCTAVO, own)

    assert choice.keys["paper.star"] == ("f", "Ctrl+B")
    assert choice.keys["reader.follow-link"] == ()
    assert choice.keys["reader.previous-page"] == ("PgUp",)
    assert choice.problems == (
        "f is taken by “Star”: “Follow a link” has no key now.",
        "K is taken by “Peek at what is mentioned”: “Go to the previous page” "
        "keeps PgUp.",
    )
    assert found(Preset.OCTAVO, Mode.READER, "f", own=own) == "paper.star"


def test_an_own_key_takes_the_longer_ones_that_it_begins() -> None:
    choice = chosen_keys(COMMANDS, Preset.OCTAVO, "reader.follow: z")

    assert choice.keys["reader.fit-column"] == ()
    assert choice.keys["view.fold"] == ("z a",)  # in the list, where Enter opens
    keymap(Preset.OCTAVO, "reader.follow: z")


def test_of_two_own_commands_the_first_has_the_key() -> None:
    choice = chosen_keys(COMMANDS, Preset.OCTAVO, "paper.star: b\npaper.queue: b")

    assert choice.keys["paper.star"] == ("b",)
    assert choice.keys["paper.queue"] == ()
    assert "Your own keys: b is “Star”, so not “Queue”." in choice.problems


def test_what_is_no_command_or_no_key_is_told_and_the_rest_holds() -> None:
    own = "nobody.knows: x; paper.star: Hyper+Q; paper.done: D; paper.queue:"
    choice = chosen_keys(COMMANDS, Preset.OCTAVO, own)

    assert choice.problems == (
        "Your own keys: no command is called “nobody.knows”.",
        "Your own keys: “Hyper+Q” is no key.",
    )
    assert choice.keys["paper.done"] == ("D",)
    assert choice.keys["paper.queue"] == ()


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("j", "j"),
        ("G", "G"),
        ("shift+g", "G"),
        ("ctrl+shift+f", "Ctrl+Shift+F"),
        ("Alt+shift+down", "Shift+Alt+Down"),
        ("enter", "Return"),
        ("pagedown", "PgDown"),
        ("g  i", "g i"),
        ("ctrl++", "Ctrl++"),
        ("+", "+"),
        (":", ":"),
        ("f5", "F5"),
        ("é", ""),
        ("f99", ""),
        ("ctrl+", ""),
        ("", ""),
    ],
)
def test_a_key_is_read_as_a_person_writes_it(typed: str, key: str) -> None:
    assert written_key(typed) == key


def test_a_count_repeats_motions_and_nothing_else() -> None:
    by_id: dict[str, Command] = {command.id: command for command in COMMANDS}

    assert n_times(by_id["reader.scroll-down"], 5) == 5
    assert n_times(by_id["reader.scroll-down"], 0) == 1
    assert n_times(by_id["reader.scroll-down"], 10**9) == 999
    assert n_times(by_id["paper.star"], 5) == 1

"""The table of commands: every one told well, no key twice, found by its keys."""

import re

import pytest

from app.commands.command import Command, Group, Mode, Registry
from app.commands.keys.keymap import Keymap, Pending
from app.commands.table import all_commands
from app.commands.window.motions import MOTIONS
from app.settings.places import resources_folder

COMMANDS = all_commands().all()


def command(command_id: str, *keys: str, mode: Mode = Mode.LIST) -> Command:
    return Command(
        id=command_id,
        title="Do",
        help="Do.",
        group=Group.MOVE,
        keys=keys,
        modes=frozenset({mode}),
    )


@pytest.mark.parametrize("each", COMMANDS, ids=lambda each: each.id)
def test_command_says_what_it_is(each: Command) -> None:
    assert re.fullmatch(r"[a-z]+\.[a-z0-9-]+", each.id)
    assert each.title[0].isupper()
    assert not each.title.endswith(".")
    assert each.help.endswith(".")
    assert each.group in Group
    assert each.modes
    icons = resources_folder() / "icons"
    assert not each.icon or (icons / f"{each.icon}.svg").is_file()


def test_unlisted_commands_are_in_no_menu_and_on_no_key() -> None:
    unlisted = [each for each in COMMANDS if not each.is_listed]

    assert unlisted
    assert all(each.menu is None and not each.keys for each in unlisted)


def test_listed_leaves_unlisted_and_other_modes_out() -> None:
    listed = {each.id for each in all_commands().listed(Mode.READER)}

    assert "mark.highlight" in listed
    assert not listed & {"list.next-row", "mark.add"}


def test_window_does_exactly_what_has_no_handler() -> None:
    without = {each.id for each in COMMANDS if each.handler is None}

    assert without == {each.id for each in MOTIONS}


def test_two_commands_of_one_id_are_an_error() -> None:
    with pytest.raises(ValueError, match=r"a\.b"):
        Registry((command("a.b"), command("a.b")))


@pytest.mark.parametrize(
    ("one", "other"), [("j", "j"), ("g", "g i"), ("g i", "g"), ("g i", "g i")]
)
def test_keys_that_clash_in_a_mode_are_an_error(one: str, other: str) -> None:
    with pytest.raises(ValueError, match=r"a\.one.*a\.other"):
        Keymap(Registry((command("a.one", one), command("a.other", other))))


def test_same_key_in_two_modes_is_two_commands() -> None:
    keymap = Keymap(
        Registry((command("a.one", "j"), command("a.other", "j", mode=Mode.READER)))
    )

    found = [keymap.find(mode, ("j",)) for mode in (Mode.LIST, Mode.READER)]
    assert [each.id for each in found if isinstance(each, Command)] == [
        "a.one",
        "a.other",
    ]


def test_every_key_of_the_table_finds_its_command() -> None:
    keymap = Keymap(all_commands())

    for each in COMMANDS:
        for key in each.keys:
            for mode in each.modes:
                assert keymap.find(mode, tuple(key.split(" "))) is each


def test_prefix_tells_what_may_follow() -> None:
    found = Keymap(all_commands()).find(Mode.LIST, ("g",))

    assert isinstance(found, Pending)
    assert found.followers["i"].id == "go.inbox"
    assert set(found.followers) == set("gicfjoqrsdatnplTv")


@pytest.mark.parametrize("pressed", [("~",), ("g", "z"), ("j", "j")])
def test_keys_without_meaning_find_nothing(pressed: tuple[str, ...]) -> None:
    assert Keymap(all_commands()).find(Mode.LIST, pressed) is None


def test_keymap_when_a_mode_lies_over_another_then_only_its_own_keys_differ() -> None:
    registry = all_commands()
    keymap = Keymap(registry)

    def found(mode: Mode, *pressed: str) -> str:
        command = keymap.find(mode, pressed)
        assert isinstance(command, Command)
        return command.id

    assert found(Mode.TEXT, "h") == "caret.left-letter"
    assert found(Mode.SELECTION, "h") == found(Mode.READER, "h") == "mark.highlight"
    assert found(Mode.TEXT, "g", "g") == found(Mode.READER, "g", "g")
    assert found(Mode.SELECTION, "j") == "caret.down"
    assert keymap.find(Mode.READER, ("d",)) is not None
    assert keymap.find(Mode.TEXT, ("d",)) is None
    keyed = {command.id for command in registry.keyed(Mode.TEXT)}
    assert "caret.down" in keyed
    assert "reader.next-page" in keyed
    assert "reader.scroll-down" not in keyed


def test_the_key_of_topics_tags_where_a_mark_is_chosen_and_decisions_stay() -> None:
    registry = all_commands()
    keymap = Keymap(registry)

    def found(mode: Mode, key: str) -> str:
        command = keymap.find(mode, (key,))
        assert isinstance(command, Command)
        return command.id

    for mode in (Mode.MARK, Mode.TEXT, Mode.SELECTION):
        assert found(mode, "t") == "mark.tag"
    assert found(Mode.READER, "t") == found(Mode.LIST, "t") == "topics.pick"
    assert found(Mode.MARK, "h") == "mark.highlight"
    assert found(Mode.MARK, "e") == found(Mode.READER, "e") == "paper.done"
    keyed = {command.id for command in registry.keyed(Mode.MARK)}
    assert keyed >= {"mark.tag", "paper.done", "reader.scroll-down"}
    assert "topics.pick" not in keyed

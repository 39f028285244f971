"""Hints tell the keys in force in a window, and none on a terminal."""

from pathlib import Path

import pytest

import app
from app.commands.table import all_commands
from app.domain.errors import NotFound
from app.domain.hints import commands_named, with_keys, without_keys

KEYS = {"paper.queue": "b", "paper.view": "Return"}
SOURCES = tuple(Path(app.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize(
    ("text", "told", "left"),
    [
        ("Nothing. Press ⟨paper.queue⟩ to.", "Nothing. Press b to.", "Nothing."),
        ("⟨paper.queue⟩ or ⟨paper.view⟩!", "b or Return!", ""),
        ("Go. Press ⟨paper.star⟩ now. Or not.", "Go. Or not.", "Go. Or not."),
        ("No hint {paper.queue} ⟨a b⟩.", "No hint {paper.queue} ⟨a b⟩.", None),
    ],
)
def test_hint_tells_the_key_of_now_or_is_left_out(
    text: str, told: str, left: str | None
) -> None:
    assert with_keys(text, lambda command_id: KEYS.get(command_id, "")) == told
    assert without_keys(text) == (text if left is None else left)


def test_error_is_told_without_keys_where_nobody_fills_them_in() -> None:
    error = NotFound("The queue is empty.", "Press ⟨paper.queue⟩ on a paper.")

    assert str(error) == "The queue is empty."
    assert error.hint == "Press ⟨paper.queue⟩ on a paper."


def test_every_command_named_in_a_hint_is_one_with_a_key() -> None:
    named = {
        command_id
        for source in SOURCES
        if source.name != "hints.py"
        for command_id in commands_named(source.read_text("utf-8"))
    }
    commands = all_commands()

    assert "paper.queue" in named
    assert all(commands[command_id].key for command_id in named)

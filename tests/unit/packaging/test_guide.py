"""The guide's chapters that are made from the tables are current."""

from collections.abc import Callable
from types import ModuleType

import pytest

from app.commands.table import all_commands
from app.settings.declaration import SETTINGS
from app.settings.places import resources_folder

Load = Callable[[str], ModuleType]


@pytest.mark.parametrize("name", ["6-keys.md", "7-settings.md"])
def test_chapter_is_current(script: Load, name: str) -> None:
    written = (resources_folder() / "guide" / name).read_text(encoding="utf-8")

    assert written == script("guide").CHAPTERS[name](), (
        "run .venv/bin/python packaging/guide.py"
    )


def test_chapters_name_every_listed_key_and_every_setting(script: Load) -> None:
    guide = script("guide")
    keys, settings = guide.keys_chapter(), guide.settings_chapter()

    listed = [command for command in all_commands().all() if command.is_listed]
    assert all(f"`{key}`" in keys for command in listed for key in command.keys)
    assert all(f"`{setting.key}`" in settings for setting in SETTINGS)

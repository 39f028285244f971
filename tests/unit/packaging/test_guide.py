"""The guide's chapters that are made from the tables are current."""

import subprocess
import sys
from collections.abc import Callable
from types import ModuleType

import pytest

from app.commands.table import all_commands
from app.settings.declaration import SETTINGS
from app.settings.places import resources_folder
from tests.unit.packaging.conftest import SCRIPTS

Load = Callable[[str], ModuleType]


@pytest.mark.parametrize("name", ["6-keys.md", "7-settings.md"])
def test_chapter_is_current(script: Load, name: str) -> None:
    written = (resources_folder() / "guide" / name).read_text(encoding="utf-8")

    assert written == script("chapters").CHAPTERS[name](), (
        "run python3 packaging/guide.py"
    )


def test_chapters_name_every_listed_key_and_every_setting(script: Load) -> None:
    chapters = script("chapters")
    keys, settings = chapters.keys_chapter(), chapters.settings_chapter()

    listed = [command for command in all_commands().all() if command.is_listed]
    assert all(chapters.code(key) in keys for command in listed for key in command.keys)
    assert all(f"`{setting.key}`" in settings for setting in SETTINGS)


def test_python_without_libraries_can_write_them() -> None:
    plain = [sys.executable, "-S", "-E", str(SCRIPTS / "guide.py"), "--help"]

    told = subprocess.run(plain, capture_output=True, text=True, check=False)

    assert (told.returncode, told.stderr) == (0, "")
    assert "python3 packaging/guide.py" in told.stdout

"""Where things are kept: under the home of this user, and beside the program."""

from pathlib import Path

from app.settings.places import (
    default_library_folder,
    default_settings_file,
    log_folder,
    resources_folder,
)


def test_places_lie_in_the_home_of_the_user() -> None:
    home = Path.home().resolve()

    for place in (default_library_folder(), default_settings_file(), log_folder()):
        assert place.resolve().is_relative_to(home)
        assert "octavo" in str(place).lower()


def test_resources_hold_icons_themes_and_guide() -> None:
    names = {path.name for path in resources_folder().iterdir()}

    assert {"icons", "themes", "guide"} <= names

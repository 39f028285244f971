"""What the command line and the settings say, before anything is built."""

from collections.abc import Mapping
from pathlib import Path

from app.cli.asked import Asked
from app.domain.errors import InvalidInput
from app.settings.declaration import Value
from app.settings.places import default_library_folder, default_settings_file
from app.settings.store import SettingsStore, parse

LIBRARY_VARIABLE = "OCTAVO_LIBRARY"


def settings_store(asked: Asked) -> SettingsStore:
    """Read the settings: defaults, file, then `--set`.

    Raises:
        InvalidInput: a `--set` does not fit.
    """
    overrides: dict[str, Value] = {}
    for text in asked.overrides:
        key, equals, value = text.partition("=")
        if not equals:
            raise InvalidInput(f"--set {text} lacks a value.", "Write KEY=VALUE.")
        overrides[key] = parse(key, value)
    file = asked.settings or default_settings_file()
    store = SettingsStore(file, overrides, _edited)
    store.load()
    return store


def library_folder(asked: Asked, environment: Mapping[str, str]) -> Path:
    """Return the library's folder: the option, the variable, else the default."""
    if asked.library is not None:
        return asked.library.absolute()
    if named := environment.get(LIBRARY_VARIABLE):
        return Path(named).absolute()
    return default_library_folder()


def _edited(text: str, key: str, value: Value) -> str:
    from app.settings.editing import with_value

    return with_value(text, key, value)

"""The settings in force: defaults, the file, and what the command line sets."""

import contextlib
import math
import os
import tempfile
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

from app.domain.errors import InvalidInput
from app.settings.declaration import SETTINGS, Setting, Value

EditText = Callable[[str, str, Value], str]
"""Returns the text of a settings file with the value of a key set."""

_LARGE = 2**63
"""Numbers as large are none. Source: TOML 1.0.0, 'Integer'."""

_BY_KEY = {setting.key: setting for setting in SETTINGS}


def parse(key: str, text: str) -> Value:
    """Read a value as typed on the command line (`KEY=VALUE`).

    Raises:
        InvalidInput: no such setting, or the text does not fit it.
    """
    return check(key, _typed(_declared(key), text))


def check(key: str, value: object) -> Value:
    """Return the value if it fits its setting.

    Raises:
        InvalidInput: no such setting, a wrong type, or out of bounds.
    """
    setting = _declared(key)
    wanted = type(setting.default)
    if isinstance(value, int) and not -_LARGE <= value < _LARGE:
        raise InvalidInput(
            f"The number given for the setting {key} is too large.",
            f"Give {_wanted(setting)}.",
        )
    if wanted is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if not isinstance(value, str | int | float | bool) or type(value) is not wanted:
        raise InvalidInput(
            f"The setting {key} cannot be “{value}”.", f"Give {_wanted(setting)}."
        )
    if setting.choices and value not in setting.choices:
        raise InvalidInput(
            f"The setting {key} cannot be “{value}”.", f"Give {_wanted(setting)}."
        )
    if isinstance(value, int | float) and not isinstance(value, bool):
        low = -math.inf if setting.least is None else setting.least
        high = math.inf if setting.most is None else setting.most
        if not low <= value <= high:  # so that not-a-number fits nothing
            raise InvalidInput(
                f"The setting {key} cannot be {value}.", f"Give {_wanted(setting)}."
            )
    return value


class SettingsStore:
    """The settings in force; `overrides` win over the file and are never saved.

    `edit` changes the text of the file when a setting is saved.
    """

    def __init__(
        self, file: Path, overrides: Mapping[str, Value], edit: EditText
    ) -> None:
        self.file = file
        self._edit = edit
        self._overrides = dict(overrides)
        self._saved: dict[str, Value] = {}
        self._listeners: list[Callable[[str], None]] = []
        self.problems: tuple[str, ...] = ()

    def load(self) -> None:
        """Read the file; what cannot be used is told in `problems` and left alone."""
        try:
            given = _flat(tomllib.loads(_text_of(self.file)))
        except (OSError, ValueError, RecursionError) as error:  # ValueError: no TOML
            self.problems = (f"The settings file could not be read: {error}",)
            return
        problems = []
        for key, value in given:
            try:
                self._saved[key] = check(key, value)
            except InvalidInput as error:
                problems.append(str(error))
        self.problems = tuple(problems)

    def __getitem__(self, key: str) -> Value:
        if key in self._overrides:
            return self._overrides[key]
        return self._saved.get(key, _declared(key).default)

    def text(self, key: str) -> str:
        """Return a text setting."""
        return str(self[key])

    def number(self, key: str) -> float:
        """Return a number setting."""
        return float(self[key])

    def is_on(self, key: str) -> bool:
        """Return a yes-or-no setting."""
        return bool(self[key])

    def is_set_by_user(self, key: str) -> bool:
        """Say whether the user, not the default, decided the value."""
        return key in self._overrides or key in self._saved

    def subscribe(self, listener: Callable[[str], None]) -> None:
        """Call `listener` with the key of every setting that changes."""
        self._listeners.append(listener)

    def change(self, key: str, value: Value) -> None:
        """Set a value, tell the listeners, and keep it in the file.

        Raises:
            InvalidInput: the value does not fit; or the file cannot be read or
                written: then the value holds until the program ends.
        """
        self._saved[key] = check(key, value)
        self._overrides.pop(key, None)
        for listener in tuple(self._listeners):
            listener(key)
        self._save(key)

    def _save(self, key: str) -> None:
        try:
            text = self._edit(_text_of(self.file), key, self._saved[key])
        except (InvalidInput, OSError, UnicodeDecodeError) as error:
            raise InvalidInput(
                f"The settings file {self.file} cannot be used: {error}",
                "It is left as it is; the setting holds until you quit.",
            ) from error
        try:
            _write(self.file, text)
        except OSError as error:
            raise InvalidInput(
                f"The settings file {self.file} cannot be written.",
                "The setting holds until you quit.",
            ) from error


def _declared(key: str) -> Setting:
    try:
        return _BY_KEY[key]
    except KeyError:
        raise InvalidInput(
            f"There is no setting {key}.", f"The settings are {', '.join(_BY_KEY)}."
        ) from None


def _wanted(setting: Setting) -> str:
    if setting.choices:
        return " or ".join(setting.choices)
    if isinstance(setting.default, bool):
        return "true or false"
    if isinstance(setting.default, str):
        return "a text"
    return f"a number from {setting.least} to {setting.most}"


def _typed(setting: Setting, text: str) -> Value:
    if isinstance(setting.default, bool):
        words = {"true": True, "false": False, "yes": True, "no": False}
        return words.get(text.lower(), text)
    if isinstance(setting.default, str):
        return text
    try:
        return type(setting.default)(text)
    except ValueError:
        return text


def _flat(data: Mapping[str, object], prefix: str = "") -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for name, value in data.items():
        key = f"{prefix}{name}"
        if isinstance(value, dict):
            found.extend(_flat(value, f"{key}."))
        else:
            found.append((key, value))
    return found


def _text_of(file: Path) -> str:
    """Read a settings file, also one that an editor began with a byte order mark."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""


def _write(file: Path, text: str) -> None:
    target = file.resolve()  # a link to a file elsewhere stays a link
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=target.name)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(target)
    finally:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()

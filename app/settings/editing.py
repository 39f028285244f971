"""Writing one setting into the text of a settings file, comments and order kept.

It loads a library that takes long, and is needed only when a setting is saved.
"""

from collections.abc import MutableMapping
from typing import Any

import tomlkit

from app.domain.errors import InvalidInput
from app.settings.declaration import Value


def with_value(text: str, key: str, value: Value) -> str:
    """Return the text of a settings file with one value set.

    Raises:
        InvalidInput: the text is not valid TOML, or holds a value where the key's
            group should be.
    """
    try:
        document = tomlkit.parse(text)
    except tomlkit.exceptions.ParseError as error:
        raise InvalidInput("The settings file is not valid TOML.") from error
    *groups, name = key.split(".")
    table: MutableMapping[str, Any] = document
    for group in groups:
        if group not in table:
            table[group] = tomlkit.table()
        inner = table[group]
        if not isinstance(inner, MutableMapping):
            raise InvalidInput(f"“{group}” in the settings file is no group.")
        table = inner
    table[name] = value
    return tomlkit.dumps(document)

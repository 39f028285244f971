"""What a setting is."""

from dataclasses import dataclass
from typing import Literal

Value = str | int | float | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting; `choices` are for texts, `least` and `most` for numbers.

    `names` are what the choices are called, in their order; `unit` is a number's. A
    text with `is_folders` names folders, one a line.
    """

    key: str
    default: Value
    title: str
    help: str
    group: Literal[
        "Appearance",
        "Reading",
        "Keys",
        "Suggestions",
        "Export",
        "Import",
        "Sources",
        "Limits",
    ]
    choices: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    is_folders: bool = False
    unit: str = ""
    least: float | None = None
    most: float | None = None

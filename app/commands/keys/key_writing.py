"""Keys as a person writes them, read into the way that commands write theirs."""

import re

_MODIFIERS = ("Ctrl", "Shift", "Alt")
_NAMED = (
    *("Up", "Down", "Left", "Right", "PgUp", "PgDown", "Home", "End"),
    *("Return", "Esc", "Backspace", "Delete", "Space", "Tab"),
    *(f"F{n}" for n in range(1, 13)),
)
_OTHER_NAMES = {
    "enter": "Return",
    "escape": "Esc",
    "pageup": "PgUp",
    "pagedown": "PgDown",
    "del": "Delete",
}
_NAMES = {name.lower(): name for name in _NAMED} | _OTHER_NAMES
_STROKE = re.compile(r"(?P<held>(?:(?:ctrl|shift|alt)\+)*)(?P<name>.|\w+)", re.I)


def written_key(text: str) -> str:
    """Return a key as commands write it: 'ctrl+k' is 'Ctrl+K', 'G I' stays 'G I'.

    '' where the text is no key.
    """
    strokes = [_stroke(part) for part in text.split()]
    return " ".join(strokes) if strokes and all(strokes) else ""


def _stroke(text: str) -> str:
    found = _STROKE.fullmatch(text)
    if found is None:
        return ""
    held = {part.capitalize() for part in found["held"].split("+") if part}
    name = found["name"]
    if len(name) > 1:
        name = _NAMES.get(name.lower(), "")
    elif not ("!" <= name <= "~"):
        name = ""
    elif held & {"Ctrl", "Alt"}:
        name = name.upper()
    elif "Shift" in held:
        name, held = name.upper(), held - {"Shift"}
    if not name:
        return ""
    return "+".join([*(label for label in _MODIFIERS if label in held), name])

"""Names for files whose own names come from strangers."""

import re
import unicodedata
from pathlib import PurePosixPath

_MAX_BYTES = 120
_MAX_SUFFIX = 16
_BAD = re.compile(
    r'[\x00-\x1f\x7f-\x9f<>:"|?*\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]'
)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.IGNORECASE)
_NAMELESS = "file"


def safe_name(name: str) -> str:
    """Return a name that is one plain, visible file in any folder of any system."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = " ".join(_BAD.sub("_", last).split()).strip(" .")
    plain = plain.encode("utf-8", "ignore").decode()
    if _RESERVED.match(plain):
        plain = f"_{plain}"
    suffix = PurePosixPath(plain).suffix[:_MAX_SUFFIX] if plain else ""
    stem = plain[: len(plain) - len(suffix)] if suffix else plain
    room = _MAX_BYTES - len(suffix.encode())
    stem = stem.encode()[:room].decode("utf-8", "ignore").rstrip(" .")
    return f"{stem}{suffix}" if stem else f"{_NAMELESS}{suffix}"


def free_name(name: str, number: int) -> str:
    """Return a name for the nth file of that name in a folder; the first keeps it."""
    if number < 2:
        return name
    suffix = PurePosixPath(name).suffix
    stem = name[: len(name) - len(suffix)] if suffix else name
    return f"{stem} ({number}){suffix}"

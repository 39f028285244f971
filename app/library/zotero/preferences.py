"""The folder below which Zotero links files, as its settings name it.

Sources: zotero.org/support/kb/profile_directory and .../zotero_data; the settings
`extensions.zotero.dataDir` and `extensions.zotero.baseAttachmentPath` of prefs.js.
"""

import json
import re
from pathlib import Path

_PROFILES = (
    ".zotero/zotero",
    "Library/Application Support/Zotero/Profiles",
    "AppData/Roaming/Zotero/Zotero/Profiles",
)
_USUAL = "Zotero"
_SETTING = re.compile(
    r'^user_pref\("extensions\.zotero\.(dataDir|baseAttachmentPath)",\s*'
    r'("(?:[^"\\]|\\.)*")\);',
    re.MULTILINE,
)
_MAX_CHARS = 4_000_000


def linked_folder(data_folder: Path, home: Path) -> Path | None:
    """Return the folder of linked files for a data folder, None where none is named.

    `home` is the user's own folder, where Zotero keeps its profiles.
    """
    for profiles in _PROFILES:
        for settings in sorted((home / profiles).glob("*/prefs.js")):
            told = _read(settings)
            own = Path(told.get("dataDir", home / _USUAL))
            base = told.get("baseAttachmentPath", "")
            if base and own == data_folder:
                return Path(base)
    return None


def _read(settings: Path) -> dict[str, str]:
    """Return the two settings, as far as they are there."""
    try:
        text = settings.read_text("utf-8", "replace")[:_MAX_CHARS]
    except OSError:
        return {}
    found: dict[str, str] = {}
    for name, value in _SETTING.findall(text):
        try:
            found[name] = str(json.loads(value))
        except ValueError:
            continue
    return found

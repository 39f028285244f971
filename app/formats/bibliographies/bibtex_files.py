"""What other programs keep in BibTeX: paths of files, and groups of papers.

Sources: JabRef's documentation, 'Custom BibTeX fields' and 'Groups'; its classes
FileFieldParser and GroupsParser; files that Mendeley, Zotero and Calibre wrote.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from app.domain.topic import SEPARATOR
from app.formats.text import one_line

FOLDER_MARK = "fileDirectory: "
"""Before a folder that JabRef looks for files in, among the furniture of a harvest."""

_ESCAPED = re.compile(r"\\(.)")
_TYPE = re.compile(r"[A-Za-z0-9]{1,8}|[a-z]{1,20}/[\w.+-]{1,80}|", re.ASCII)
_DRIVE = re.compile(r"[A-Za-z]")
_META = re.compile(r"\s*jabref-meta:\s*", re.IGNORECASE)
_GROUP = re.compile(r"(\d{1,3}) ([A-Za-z]{1,40}Group):(.*)", re.DOTALL)
_LISTED_GROUP = "ExplicitGroup"
_MAX_DEPTH = 30
_CALIBRE_NEXT = re.compile(r",\s*(?=:[^:]{1,4000}:[A-Z0-9]{2,5}(?:,|$))")


def paths_of(value: str) -> tuple[str, ...]:
    r"""Return the paths that a 'file' field names, in order.

    'text:path:type' (JabRef, Mendeley, Zotero) and plain paths, parted by ';'; '\'
    escapes ':' and ';', before other signs it is a part of the path.
    """
    parts = [part for part in _split(value, ";") if part.strip()]
    if value.startswith(":") and len(parts) == 1:
        parts = _CALIBRE_NEXT.split(value)
    found = (_path_of(_split(part, ":")) for part in parts)
    return tuple(dict.fromkeys(path for path in found if path))


def _path_of(parts: list[str]) -> str:
    """Return the path among the parts of a description, path and type."""
    if len(parts) > 1 and parts[0].strip().lower() in ("http", "https", "ftp", "file"):
        return ":".join(parts).strip()
    if len(parts) > 1 and _TYPE.fullmatch(parts[-1].strip()):
        parts = parts[:-1]
        if len(parts) > 1:
            is_drive = _DRIVE.fullmatch(parts[0]) and parts[1][:1] in ("/", "\\")
            parts = parts if is_drive else parts[1:]
    elif len(parts) == 2 and not _DRIVE.fullmatch(parts[0]):
        parts = parts[1:]
    path = ":".join(parts).strip()
    return _ESCAPED.sub(lambda m: m[1] if m[1] in ":;\\" else m[0], path)


def _split(text: str, mark: str) -> list[str]:
    """Part a text at a mark that no backslash escapes; the escapes stay."""
    parts: list[list[str]] = [[]]
    for piece in re.findall(rf"\\.|\\\Z|[^\\{mark}]+|{mark}", text, re.DOTALL):
        if piece == mark:
            parts.append([])
        else:
            parts[-1].append(piece)
    return ["".join(part) for part in parts]


@dataclass(slots=True)
class JabRef:
    """What the comments of a JabRef file say on all of its entries.

    `paths` are the topics by the name of a group, `topics` those by the key of an entry
    (files of JabRef 3 and older); `folders` are where its files lie.
    """

    paths: dict[str, str] = field(default_factory=dict)
    topics: dict[str, list[str]] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)

    def take(self, comment: str) -> None:
        """Take a comment, if it is one of JabRef's."""
        start = _META.match(comment)
        if start is None:
            return
        name, _, value = comment[start.end() :].partition(":")
        name = name.strip().lower()
        if name in ("groupstree", "grouping"):
            self._take_tree(value)
        elif name.startswith("filedirectory"):
            folder = _unescaped(value.strip().removesuffix(";").replace("\n", ""))
            self.folders.append(_unescaped(folder))

    def _take_tree(self, value: str) -> None:
        """Take the tree of groups: 'level kind:name\\;…;', lines folded anywhere."""
        above: list[str] = []
        for entry in _split(value.replace("\n", ""), ";"):
            match = _GROUP.match(entry.strip())
            if match is None:
                continue
            level = min(int(match[1]), _MAX_DEPTH)
            cells = [_unescaped(cell) for cell in _split(_unescaped(match[3]), ";")]
            name = topic_name(cells[0])
            if level == 0 or not name:
                continue
            above[level - 1 :] = [name]
            path = SEPARATOR.join(above)
            self.paths.setdefault(cells[0].strip(), path)
            if match[2] == _LISTED_GROUP:
                for key in cells[2:]:
                    if key:
                        self.topics.setdefault(key, []).append(path)


def topics_of(groups: Iterable[str], key: str, jabref: JabRef) -> tuple[str, ...]:
    """Return the topics of an entry by the names of its groups, and by its key."""
    named = [jabref.paths.get(name) or topic_name(name) for name in groups]
    return tuple(dict.fromkeys(p for p in [*named, *jabref.topics.get(key, ())] if p))


def topic_name(name: str) -> str:
    """Return a group's name as the name of one topic."""
    return one_line(name.replace(SEPARATOR, "∕"))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)

"""The files that a bibliography names: those that are there, beside its papers."""

import contextlib
import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from app.domain.paper import Draft, Harvest, Sha256, Skipped, StoredFile
from app.formats.bibliographies.bibtex_files import FOLDER_MARK
from app.formats.bibliographies.zoro import NOTES
from app.formats.incoming import looks_like_pdf
from app.formats.text import decode

_HEAD_BYTES = 1024
_MOST_NOTES = 100
_LONGEST_NOTE_BYTES = 1 << 20
_MISSING = "was not found"
_OTHER = "lies on another computer, which is not looked at"
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_ELSEWHERE = re.compile(r"\\\\[^\\]" if os.sep == "/" else r"[\\/]{2}[^\\/]")
"""How Windows names another computer, which a look would send the user's name to."""
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,20}://", re.IGNORECASE)


def attached(
    harvest: Harvest,
    folder: Path,
    *,
    hash_of: Callable[[Path], tuple[Sha256, int]],
    label_of: Callable[[Path], str],
) -> Harvest:
    """Find the files of the drafts, below `folder` or where their paths say.

    A path that leads to no PDF is told in `skipped`; an address is left to the links.
    Only regular files that begin as a PDF are taken, and none is opened further.
    """
    if not any(draft.attachments for draft in harvest.drafts):
        return harvest
    below = [line for line in harvest.furniture if line.startswith(FOLDER_MARK)]
    folders = (folder, *(folder / line.removeprefix(FOLDER_MARK) for line in below))
    finder = _Finder(harvest.source, folders, hash_of, label_of)
    drafts = tuple(finder.completed(draft) for draft in harvest.drafts)
    skipped = (*harvest.skipped, *finder.missing)
    return replace(harvest, drafts=drafts, skipped=skipped)


def with_notes(harvest: Harvest, folder: Path) -> Harvest:
    """Add what zoro keeps as Markdown in the folder of notes to the one draft.

    Links, other files and what is longer than a note are passed over.
    """
    if len(harvest.drafts) != 1:
        return harvest
    notes = [harvest.drafts[0].note]
    with contextlib.suppress(OSError):
        for path in sorted((folder / NOTES).glob("*.md"))[:_MOST_NOTES]:
            told = path.lstat()
            if stat.S_ISREG(told.st_mode) and told.st_size <= _LONGEST_NOTE_BYTES:
                notes.append(decode(path.read_bytes())[0].strip())
    note = "\n\n".join(filter(None, notes))
    return replace(harvest, drafts=(replace(harvest.drafts[0], note=note),))


class _Finder:
    """Finds files; `missing` are those that are not there, or no PDFs."""

    def __init__(
        self,
        source: str,
        folders: tuple[Path, ...],
        hash_of: Callable[[Path], tuple[Sha256, int]],
        label_of: Callable[[Path], str],
    ) -> None:
        self._source = source
        self._folders = folders
        self._hash_of = hash_of
        self._label_of = label_of
        self.missing: list[Skipped] = []

    def completed(self, draft: Draft) -> Draft:
        """Return a draft with its files."""
        found: dict[Sha256, StoredFile] = {}
        for path in draft.attachments:
            if _ADDRESS.match(path) and not path.lower().startswith("file:"):
                continue
            file = self._found(path)
            if isinstance(file, StoredFile):
                found.setdefault(file.sha256, file)
            else:
                why = f"“{_name(path)}” of “{draft.title}” {file}"
                self.missing.append(Skipped(where=self._source, why=why, text=path))
        files = (*draft.other_files, *found.values())
        if draft.file is None and files:
            return replace(draft, file=files[0], other_files=files[1:])
        return replace(draft, other_files=files)

    def _found(self, path: str) -> StoredFile | str:
        """Return the file that a path leads to, else why it is not taken."""
        why = ""
        for file in self._candidates(path):
            trouble = trouble_with(file)
            if not trouble:
                try:
                    sha256, length = self._hash_of(file)
                except OSError as error:
                    return f"cannot be read: {error.strerror or error}"
                return StoredFile(
                    sha256=sha256,
                    length_bytes=length,
                    name=self._label_of(file),
                    source=str(file),
                )
            if not why or not trouble.startswith(_MISSING):
                why = trouble
        return why or (_OTHER if _ELSEWHERE.match(_plain(path)) else _MISSING)

    def _candidates(self, path: str) -> Iterator[Path]:
        plain = _plain(path)
        if "\0" in plain or not plain.strip() or _ELSEWHERE.match(plain):
            return
        names = [plain]
        if os.sep == "/" and "\\" in plain and not _DRIVE.match(plain):
            names.append(plain.replace("\\", "/"))
        for name in names:
            for folder in self._folders:
                yield folder / os.path.expanduser(name)


def trouble_with(file: Path) -> str:
    """Return why a file is not taken, '' where it is a PDF."""
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            return f"is no file at {file}"
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with open(os.open(file, flags), "rb") as stream:
            head = stream.read(_HEAD_BYTES)
    except (FileNotFoundError, NotADirectoryError):
        return f"{_MISSING} at {file}"
    except (OSError, ValueError) as error:
        return f"cannot be read: {getattr(error, 'strerror', None) or error}"
    return "" if looks_like_pdf(head) else "is no PDF, and is left where it is"


def _plain(path: str) -> str:
    """Return a path without what makes it an address of a file."""
    return re.sub(r"\Afile:(?://(?:localhost)?(?=/))?", "", path, flags=re.IGNORECASE)


def _name(path: str) -> str:
    return re.split(r"[/\\]", path)[-1] or path

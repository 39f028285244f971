"""The PDFs of papers as files with names for people, for a drag to other programs."""

import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from app.domain.paper import Paper, StoredFile
from app.formats.readable import shown_title
from app.library import FileStore

_MOST_BYTES = 64 * 1024 * 1024
"""More is not copied while a drag begins: it would be seen."""
_LONGEST = 80
_UNSAFE = re.compile(r"[^\w ,()+-]+")


class DragFiles:
    """Copies PDFs out of the store: what takes a drag may write to what it gets.

    The copies of a drag stay until the next one, or until the program ends.
    """

    def __init__(self, store: FileStore) -> None:
        self._store = store
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def of(self, papers: Sequence[Paper]) -> list[Path]:
        """Return copies of the papers' first PDFs; none where the disk is full.

        What is too much to copy at once is left out.
        """
        self.clear()
        rest, taken, copies = _MOST_BYTES, set[str](), list[Path]()
        for paper in papers:
            file = next((f for f in paper.files if self._store.has(f.sha256)), None)
            if file is None or file.length_bytes > rest:
                continue
            rest -= file.length_bytes
            name, n_alike = _name(paper), 1
            while name in taken:
                n_alike += 1
                name = f"{_name(paper)} ({n_alike})"
            taken.add(name)
            try:
                copies.append(self._copied(file, f"{name}.pdf"))
            except OSError:
                break
        return copies

    def clear(self) -> None:
        """Remove the copies."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _copied(self, file: StoredFile, name: str) -> Path:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(
                prefix="octavo-", ignore_cleanup_errors=True
            )
        copy = Path(self._folder.name, name)
        shutil.copyfile(self._store.path(file.sha256), copy)
        return copy


def _name(paper: Paper) -> str:
    who = paper.authors[0].short_name if paper.authors else ""
    parts = (who, str(paper.year or ""), shown_title(paper.title))
    plain = _UNSAFE.sub(" ", " ".join(part for part in parts if part))
    return " ".join(plain.split())[:_LONGEST].strip() or "paper"

"""The folder where small pictures are kept, as PNG; it knows nothing of Qt.

Its reading and writing are done on threads, where nothing of Qt may be touched.
"""

import contextlib
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.paper import Sha256

_MOST_PAPERS = 300
_FIGURE, _PAGE = "figure", "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPicture:
    """A picture as it lies in its file: `png` is the file's content."""

    page_index: int
    is_figure: bool
    png: bytes


class PictureFolder:
    """Keeps the pictures of the last papers, those of each in a folder by its hash."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, sha256: Sha256) -> tuple[KeptPicture, ...] | None:
        """Return the pictures of a PDF, None where none were ever kept.

        What cannot be read is left out.
        """
        folder = self._folder / sha256
        if not folder.is_dir():
            return None
        pictures = []
        for path in sorted(folder.glob("*-*-*.png")):
            _, kind, number = path.stem.split("-", 2)
            with contextlib.suppress(OSError):
                if number.isdecimal():
                    pictures.append(
                        KeptPicture(
                            page_index=int(number),
                            is_figure=kind == _FIGURE,
                            png=path.read_bytes(),
                        )
                    )
        with contextlib.suppress(OSError):
            os.utime(folder)  # the least recently looked at go first
        return tuple(pictures)

    def write(self, sha256: Sha256, pictures: Sequence[KeptPicture]) -> None:
        """Keep pictures; a full or locked disk only means that they are drawn again."""
        with contextlib.suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            made = self._folder / f"{sha256}.new"
            made.mkdir(exist_ok=True)
            for number, picture in enumerate(pictures):
                kind = _FIGURE if picture.is_figure else _PAGE
                name = f"{number}-{kind}-{picture.page_index}.png"
                (made / name).write_bytes(picture.png)
            made.replace(self._folder / sha256)
            self._make_room()

    def _make_room(self) -> None:
        folders = [folder for folder in self._folder.iterdir() if folder.is_dir()]
        if len(folders) > _MOST_PAPERS:
            folders.sort(key=lambda folder: folder.stat().st_mtime)
            for folder in folders[: len(folders) - _MOST_PAPERS]:
                shutil.rmtree(folder, ignore_errors=True)

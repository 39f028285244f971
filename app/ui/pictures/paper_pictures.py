"""Small pictures of a paper's first figures, else of its pages, kept in a folder."""

import asyncio
import contextlib
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from PySide6 import QtGui

from app.domain.errors import AppError, PdfError
from app.domain.mark import Quad
from app.domain.paper import Sha256
from app.pdf.client import PdfClient
from app.pdf.document import Document
from app.pdf.turns import Priority
from app.ui.pictures.paper_picture import PaperPicture

MOST_PICTURES = 4
HEIGHT_PX = 176
"""The height of a kept picture: twice as high as it shows, for sharp screens."""

_WIDEST = 2.0
"""A figure that is so many times wider than high is drawn less high."""

_PAGES_LOOKED_AT = 12
_MOST_PAPERS = 300
_CAPTION = "Caption"
_FIGURE, _PAGE = "figure", "page"


class PaperPictures:
    """Draws small pictures once and keeps those of the last papers, by their hash."""

    def __init__(self, pdf: PdfClient, folder: Path) -> None:
        self._pdf = pdf
        self._folder = folder
        self._one_by_one = asyncio.Lock()

    async def kept(self, sha256: Sha256) -> tuple[PaperPicture, ...] | None:
        """Return the pictures of a PDF that are kept, None where none were drawn."""
        return await asyncio.to_thread(self._read, sha256)

    async def of(self, file: Path, sha256: Sha256) -> tuple[PaperPicture, ...]:
        """Return the pictures of a PDF, drawn after all else when they are not kept.

        A file that cannot be read has none.
        """
        async with self._one_by_one:
            kept = await asyncio.to_thread(self._read, sha256)
            return await self._drawn(file, sha256) if kept is None else kept

    async def _drawn(self, file: Path, sha256: Sha256) -> tuple[PaperPicture, ...]:
        try:
            opening = self._pdf.begin_open(file, wanted=Priority.PREFETCH)
            document = await opening.document()
        except AppError:  # the reader tells what is wrong
            return ()
        try:
            pictures = tuple(await _draw_all(document))
        except AppError:
            pictures = ()
        finally:
            document.close()
        await asyncio.to_thread(self._write, sha256, pictures)
        return pictures

    def _read(self, sha256: Sha256) -> tuple[PaperPicture, ...] | None:
        folder = self._folder / sha256
        if not folder.is_dir():
            return None
        pictures = []
        for path in sorted(folder.glob("*.png")):
            image = QtGui.QImage(str(path))
            _, kind, number = path.stem.split("-", 2)
            if not image.isNull() and number.isdigit():
                pictures.append(
                    PaperPicture(
                        page_index=int(number),
                        is_figure=kind == _FIGURE,
                        caption=image.text(_CAPTION),
                        image=image,
                    )
                )
        with contextlib.suppress(OSError):
            os.utime(folder)  # the least recently looked at go first
        return tuple(pictures)

    def _write(self, sha256: Sha256, pictures: Sequence[PaperPicture]) -> None:
        """Keep pictures; a full or locked disk only means that they are drawn again."""
        with contextlib.suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            made = self._folder / f"{sha256}.new"
            made.mkdir(exist_ok=True)
            for number, picture in enumerate(pictures):
                kind = _FIGURE if picture.is_figure else _PAGE
                picture.image.setText(_CAPTION, picture.caption)
                name = f"{number}-{kind}-{picture.page_index}.png"
                picture.image.save(str(made / name))
            made.replace(self._folder / sha256)
            self._make_room()

    def _make_room(self) -> None:
        folders = [folder for folder in self._folder.iterdir() if folder.is_dir()]
        if len(folders) > _MOST_PAPERS:
            folders.sort(key=lambda folder: folder.stat().st_mtime)
            for folder in folders[: len(folders) - _MOST_PAPERS]:
                shutil.rmtree(folder, ignore_errors=True)


async def _draw_all(document: Document) -> list[PaperPicture]:
    wanted: list[tuple[int, Quad | None, str]] = []
    n_pages = document.info.n_pages
    for page_index in range(min(n_pages, _PAGES_LOOKED_AT)):
        with contextlib.suppress(PdfError):
            for figure in await document.figures(page_index):
                wanted.append((page_index, figure.box, figure.caption))
        if len(wanted) >= MOST_PICTURES:
            break
    if not wanted:
        wanted = [(index, None, "") for index in range(min(n_pages, MOST_PICTURES))]
    pictures = []
    for page_index, box, caption in wanted[:MOST_PICTURES]:
        image = await _draw(document, page_index, box)
        if image is not None:
            pictures.append(
                PaperPicture(
                    page_index=page_index,
                    is_figure=box is not None,
                    caption=caption,
                    image=image,
                )
            )
    return pictures


async def _draw(
    document: Document, page_index: int, box: Quad | None
) -> QtGui.QImage | None:
    width, height = document.info.page_sizes[page_index]
    if box is not None:
        width, height = box.right - box.left, box.bottom - box.top
    widest = HEIGHT_PX * _WIDEST
    scale = min(HEIGHT_PX / max(height, 1.0), widest / max(width, 1.0))
    try:
        page = await document.render(
            page_index, scale, clip=box, wanted=Priority.PREFETCH
        )
    except PdfError:
        return None
    shared = QtGui.QImage(
        page.data,
        page.width,
        page.height,
        page.stride_bytes,
        QtGui.QImage.Format.Format_RGB888,
    )
    image = shared.convertToFormat(QtGui.QImage.Format.Format_RGB32)
    del shared
    page.close()
    return image

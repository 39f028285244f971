"""Small pictures of a paper's first figures, else of its pages, kept in a folder."""

import asyncio
import contextlib
from collections.abc import Sequence
from pathlib import Path

from PySide6 import QtCore, QtGui

from app.domain.errors import AppError, PdfError
from app.domain.mark import Quad
from app.domain.paper import Sha256
from app.pdf.client import PdfClient
from app.pdf.document import Document
from app.pdf.turns import Priority
from app.ui.pictures.paper_picture import PaperPicture
from app.ui.pictures.picture_folder import KeptPicture, PictureFolder

MOST_PICTURES = 4
HEIGHT_PX = 176
"""The height of a kept picture: twice as high as it shows, for sharp screens."""

_WIDEST = 2.0
"""A figure that is so many times wider than high is drawn less high."""

_PAGES_LOOKED_AT = 12
_CAPTION = "Caption"
_PNG_QUALITY = 80
"""Compressed in half the time that Qt's default takes, and hardly larger."""


class PaperPictures:
    """Draws small pictures once and keeps those of the last papers, by their hash."""

    def __init__(self, pdf: PdfClient, folder: Path) -> None:
        self._pdf = pdf
        self._folder = PictureFolder(folder)
        self._one_by_one = asyncio.Lock()

    async def kept(self, sha256: Sha256) -> tuple[PaperPicture, ...] | None:
        """Return the pictures of a PDF that are kept, None where none were drawn."""
        kept = await asyncio.to_thread(self._folder.read, sha256)
        if kept is None:
            return None
        pictures = []
        for picture in kept:
            await asyncio.sleep(0)  # the window answers between two pictures
            image = QtGui.QImage.fromData(picture.png)
            if not image.isNull():
                pictures.append(
                    PaperPicture(
                        page_index=picture.page_index,
                        is_figure=picture.is_figure,
                        caption=image.text(_CAPTION),
                        image=image,
                    )
                )
        return tuple(pictures)

    async def of(self, file: Path, sha256: Sha256) -> tuple[PaperPicture, ...]:
        """Return the pictures of a PDF, drawn after all else when they are not kept.

        A file that cannot be read has none.
        """
        async with self._one_by_one:
            kept = await self.kept(sha256)
            return await self._drawn(file, sha256) if kept is None else kept

    async def _drawn(self, file: Path, sha256: Sha256) -> tuple[PaperPicture, ...]:
        try:
            opening = self._pdf.begin_open(file, wanted=Priority.PREFETCH)
            document = await opening.document()
        except AppError:  # the reader tells what is wrong
            return ()
        try:
            pictures = tuple(await _draw_all(document))
        except AppError:  # a worker that is gone, say: another time
            return ()
        finally:
            document.close()
        await self._write(sha256, pictures)
        return pictures

    async def _write(self, sha256: Sha256, pictures: Sequence[PaperPicture]) -> None:
        kept = []
        for picture in pictures:
            await asyncio.sleep(0)
            kept.append(
                KeptPicture(
                    page_index=picture.page_index,
                    is_figure=picture.is_figure,
                    png=_png(picture),
                )
            )
        await asyncio.to_thread(self._folder.write, sha256, kept)


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


def _png(picture: PaperPicture) -> bytes:
    buffer = QtCore.QBuffer()
    buffer.open(QtCore.QIODevice.OpenModeFlag.WriteOnly)
    writer = QtGui.QImageWriter(buffer, QtCore.QByteArray(b"png"))
    writer.setQuality(_PNG_QUALITY)
    writer.setText(_CAPTION, picture.caption)
    writer.write(picture.image)
    return bytes(buffer.data().data())

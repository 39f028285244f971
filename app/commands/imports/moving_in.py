"""Moving in from Zotero: its works with their PDFs, notes and marks, ready to add."""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from app.commands.context import Context
from app.commands.imports.attaching import trouble_with
from app.commands.imports.placing_marks import Page, mark_of
from app.domain.errors import AppError, PdfError
from app.domain.mark import Mark
from app.domain.paper import Draft, Harvest, Sha256, Skipped, StoredFile
from app.formats.recognition.judging import recognised
from app.formats.zotero.annotations import Annotation, as_text
from app.formats.zotero.items import KIND
from app.library.zotero import StoredPdf, Work, ZoteroLibrary, read_zotero
from app.pdf.document import Document
from app.runtime.supervisor import Progressing

HashOf = Callable[[Path], tuple[Sha256, int]]
LabelOf = Callable[[Path], str]

_READING = 0.2
"""The part of the time that reading the database takes, as progress is told."""
_AT_ONCE = 6
"""Works whose files are looked at side by side, so that no PDF worker waits."""


async def moved_in(
    context: Context,
    database: Path,
    progress: Progressing,
    *,
    hash_of: HashOf,
    label_of: LabelOf,
) -> Harvest:
    """Read Zotero's library; nothing of it is changed, and no PDF copied yet.

    Annotations become marks of the PDFs that are there; those that have no place in one
    are written into the paper's note.

    Raises:
        Busy, InvalidInput, LibraryError: as `read_zotero` does.
    """
    library = await _read(database, progress)
    moving = _Moving(context, label_of(database), hash_of, label_of)
    drafts: list[Draft] = []
    n_works = len(library.works)
    for start in range(0, n_works, _AT_ONCE):
        batch = library.works[start : start + _AT_ONCE]
        fraction = _READING + (1 - _READING) * start / n_works
        n_read = start + len(batch)
        progress.update(fraction, f"{n_read:,} of {n_works:,} papers")
        async with asyncio.TaskGroup() as group:
            made = [group.create_task(moving.draft(work)) for work in batch]
        drafts += [each.result() for each in made]
    return Harvest(
        source=moving.source,
        kind=KIND,
        drafts=tuple(drafts),
        skipped=(*library.skipped, *moving.told()),
    )


async def _read(database: Path, progress: Progressing) -> ZoteroLibrary:
    """Read the database in a thread, which ends soon after it is no longer wanted."""
    loop = asyncio.get_running_loop()
    is_unwanted = threading.Event()

    def told(fraction: float, words: str) -> None:
        if is_unwanted.is_set():
            raise _Unwanted
        loop.call_soon_threadsafe(progress.update, fraction * _READING, words)

    try:
        return await asyncio.to_thread(read_zotero, database, told)
    finally:
        is_unwanted.set()


class _Unwanted(Exception):
    """The reading was cancelled."""


class _Moving:
    """Makes drafts of works; remembers what could not be taken."""

    def __init__(
        self, context: Context, source: str, hash_of: HashOf, label_of: LabelOf
    ) -> None:
        self.source = source
        self._context = context
        self._hash_of = hash_of
        self._label_of = label_of
        self._missing: list[Skipped] = []
        self._counts: Counter[str] = Counter()

    def told(self) -> Iterator[Skipped]:
        """Go through what was not taken, and what became something else."""
        yield from self._missing
        for what, n in sorted(self._counts.items()):
            yield Skipped(where=self.source, why=f"{what}: {n:,}")

    async def draft(self, work: Work) -> Draft:
        """Return the draft of a work with its files, marks, and the words of others."""
        draft, marks = work.draft, list[Mark]()
        loose = list(work.unplaced)
        found: dict[Sha256, StoredFile] = {}
        for pdf in work.files:
            file = await asyncio.to_thread(self._file, draft, pdf)
            if file is None:
                loose.extend(pdf.annotations)
                continue
            found.setdefault(file.sha256, file)
            if work.is_file_alone:
                draft = await self._recognised(draft, Path(pdf.path))
            if pdf.annotations:
                placed, left = await self._marks(file, pdf.annotations)
                marks.extend(placed)
                loose.extend(left)
        files = tuple(found.values())
        words = [text for each in loose if (text := as_text(each))]
        if words:
            self._counts["annotations without a place, now in notes"] += len(words)
        return replace(
            draft,
            file=files[0] if files else None,
            other_files=files[1:],
            marks=tuple(marks),
            note="\n\n".join(filter(None, (draft.note, *words))),
        )

    def _file(self, draft: Draft, pdf: StoredPdf) -> StoredFile | None:
        """Return a PDF that is there; one that is not is told of."""
        path = Path(pdf.path)
        trouble = trouble_with(path)
        if not trouble:
            try:
                sha256, length = self._hash_of(path)
            except OSError as error:
                trouble = f"cannot be read: {error.strerror or error}"
            else:
                return StoredFile(
                    sha256=sha256,
                    length_bytes=length,
                    name=self._label_of(path),
                    source=pdf.path,
                )
        why = f"“{path.name}” of “{draft.title}” {trouble}"
        self._missing.append(Skipped(where=self.source, why=why, text=pdf.path))
        return None

    async def _recognised(self, draft: Draft, path: Path) -> Draft:
        """Look at a PDF of which Zotero knows nothing more than that it is there."""
        try:
            seen = await self._context.pdf.inspect(path)
        except AppError:
            return draft  # locked or broken: it is kept under its name all the same
        return recognised(draft, seen.found)

    async def _marks(
        self, file: StoredFile, annotations: tuple[Annotation, ...]
    ) -> tuple[list[Mark], list[Annotation]]:
        """Return the marks of a PDF, and the annotations that have no place in it."""
        try:
            document = await self._context.pdf.open(Path(file.source))
        except AppError:
            return [], list(annotations)
        marks: list[Mark] = []
        left: list[Annotation] = []
        pages: dict[int, Page] = {}
        try:
            for annotation in annotations:
                made = []
                for index, (page_index, boxes) in enumerate(annotation.places):
                    if page_index not in pages:
                        pages[page_index] = await _page(document, page_index)
                    mark = mark_of(
                        annotation,
                        page_index,
                        boxes,
                        pages[page_index],
                        file=file.sha256,
                        is_first=not index,
                    )
                    made += [mark] if mark is not None else []
                marks += made
                left += [] if made else [annotation]
        finally:
            document.close()
        return marks, left


async def _page(document: Document, page_index: int) -> Page:
    """Read a page's size and text; no size is of a page that is not there."""
    sizes = document.info.page_sizes
    if page_index >= len(sizes):
        return Page(0.0, 0.0)
    width, height = sizes[page_index]
    try:
        text = await document.text(page_index)
    except PdfError:
        return Page(width, height)
    return await asyncio.to_thread(Page, width, height, text)

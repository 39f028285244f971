"""`octavo inspect`: tell of each PDF file which paper it is; add nothing."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.cli.subcommands import Answer
from app.domain.errors import Encrypted, NotFound, PdfError, TooSlow, WorkerDied
from app.formats.incoming import looks_like_pdf
from app.formats.recognition.judging import Recognition
from app.formats.text import one_line
from app.pdf.client import PdfClient

_HEAD_BYTES = 1024
_TOLD_EVERY = 20
_NO_FILE = "there is no such file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a look at one file told; `pages` None when it could not be opened."""

    file: str
    outcome: str
    pages: int | None = None
    found: Recognition = field(default_factory=Recognition)
    why: str = ""
    is_there: bool = True


async def inspect_files(
    files: Sequence[str], new_client: Callable[[], PdfClient], *, n_workers: int
) -> Answer:
    """Look at files, several at once; the answers are in the order given."""
    seen: list[Seen | None] = [None] * len(files)
    waiting = iter(range(len(files)))
    progress = _Progress(len(files))

    async def look() -> None:
        async with _closing(new_client()) as client:
            for index in waiting:
                seen[index] = await _seen(client, files[index])
                progress.step()

    try:
        async with asyncio.TaskGroup() as lookers:
            for _ in range(min(n_workers, len(files))):
                lookers.create_task(look())
    finally:
        progress.clear()
    done = [each for each in seen if each is not None]
    are_none = not any(each.is_there for each in done)
    return Answer(
        value=[_value(each) for each in done],
        lines=tuple(_line(each) for each in done),
        exit_code=1 if are_none else 0,
        problem=f"octavo: {_missing(done)}" if are_none else "",
        has_names=True,
    )


async def _seen(client: PdfClient, file: str) -> Seen:
    if not file:
        return Seen(file=file, outcome="damaged", why=_NO_FILE, is_there=False)
    path = Path(file)
    try:
        told = await client.inspect(path, again=True)
    except Encrypted:
        why = "it is locked with a password"
        return Seen(file=file, outcome="password", why=why)
    except TooSlow as error:
        return Seen(file=file, outcome="timeout", why=_clause(error.message))
    except WorkerDied as error:
        why = f"the reader crashed: {_clause(error.message)}"
        return Seen(file=file, outcome="crashed", why=why)
    except NotFound:
        return Seen(file=file, outcome="damaged", why=_NO_FILE, is_there=False)
    except PdfError as error:
        why, is_there = await asyncio.to_thread(_trouble, path, error.message)
        return Seen(file=file, outcome="damaged", why=why, is_there=is_there)
    if not told.n_pages:
        return Seen(file=file, outcome="empty", pages=0, why="it has no pages")
    found = told.found
    return Seen(file=file, outcome="ok", pages=told.n_pages, found=found, why=found.why)


def _trouble(path: Path, message: str) -> tuple[str, bool]:
    """Return why a file cannot be read as a PDF, and whether it is there to read."""
    try:
        if path.is_dir():
            return "it is a folder", False
        if not path.is_file():
            return "it is no file", False
        with path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
    except OSError as error:
        return f"it cannot be read: {error.strerror}", False
    if not head:
        return "it has 0 bytes", True
    return _clause(message) if looks_like_pdf(head) else "it is no PDF", True


def _value(seen: Seen) -> dict[str, Any]:
    found = seen.found
    return {
        "file": seen.file,
        "outcome": seen.outcome,
        "pages": seen.pages,
        "title": found.title,
        "authors": list(found.authors),
        "identifiers": {i.scheme: i.value for i in reversed(found.identifiers)},
        "version": found.version,
        "score": found.score,
        "why": seen.why,
    }


def _line(seen: Seen) -> str:
    pages = "" if seen.pages is None else f"{seen.pages} pp"
    score = f"{seen.found.score:.2f}" if seen.outcome == "ok" else ""
    mark = "" if seen.found.is_sure or seen.outcome != "ok" else "? "
    told = f"{mark}{one_line(seen.found.title)}" if seen.found.title else seen.why
    name = one_line(os.fsencode(seen.file).decode("utf-8", "replace"))
    return f"{seen.outcome:<8} {pages:>7} {score:>4}  {name}  {told}"


def _clause(message: str) -> str:
    return message[:1].lower() + message[1:].rstrip(".")


def _missing(seen: Sequence[Seen]) -> str:
    names = "" if len(seen) > 1 else f" {seen[0].file}: {seen[0].why}."
    return f"Nothing could be read.{names}"


@asynccontextmanager
async def _closing(client: PdfClient) -> AsyncIterator[PdfClient]:
    try:
        yield client
    finally:
        await client.close()


class _Progress:
    """A count on standard error, where that is a terminal."""

    def __init__(self, n_files: int) -> None:
        self._n_files = n_files
        self._n_done = 0
        self._is_shown = (
            n_files > _TOLD_EVERY and sys.stderr is not None and sys.stderr.isatty()
        )

    def step(self) -> None:
        """Count one more."""
        self._n_done += 1
        if self._is_shown and self._n_done % _TOLD_EVERY == 0:
            print(
                f"\r{self._n_done} of {self._n_files}",
                end="",
                file=sys.stderr,
                flush=True,
            )

    def clear(self) -> None:
        """Leave the terminal's line as it was."""
        if self._is_shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

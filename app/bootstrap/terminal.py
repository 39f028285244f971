"""The terminal program: no window, no Qt."""

import asyncio
import contextlib
import logging
import os
import tempfile
from pathlib import Path

from app.bootstrap.pdf_clients import pdf_client
from app.bootstrap.preferences import library_folder, settings_store
from app.bootstrap.services import LateFetcher
from app.cli.asked import Asked
from app.cli.checkup import doctor
from app.cli.desk import TerminalDesk
from app.cli.fetching import fetch
from app.cli.inspecting import inspect_files
from app.cli.metadata import refresh_details
from app.cli.output import escaped, print_problem, print_text, write_output
from app.cli.subcommands import (
    EMPTY_WITHOUT_LIBRARY,
    SUBCOMMANDS,
    WRITING,
    Answer,
    Terminal,
)
from app.commands.context import Context
from app.commands.dispatcher import Dispatcher
from app.commands.table import all_commands
from app.domain.errors import AppError, NotFound, TooOld
from app.runtime.feed import ChangeFeed
from app.runtime.library_client import LibraryClient
from app.runtime.reporter import Reporter
from app.runtime.supervisor import TaskSupervisor
from app.settings.store import SettingsStore

_WAIT_S = 5.0
log = logging.getLogger(__name__)


def run(asked: Asked) -> int:
    """Do one terminal command and return its exit code."""
    logging.basicConfig(level=logging.CRITICAL)
    try:
        settings = settings_store(asked)
        for problem in settings.problems:
            print_problem(f"octavo: {problem}")
        with contextlib.ExitStack() as nowhere:
            answer = asyncio.run(_answered(asked, settings, nowhere))
    except AppError as error:
        return _failed(asked, str(error))
    except KeyboardInterrupt:
        return _failed(asked, "Stopped.")
    except Exception as error:
        log.debug("unexpected failure", exc_info=error)
        return _failed(asked, f"Something went wrong inside Octavo: {error!r}")
    try:
        _print(asked, answer)
    except AppError as error:
        print_problem(f"octavo: {error}")
        return 1
    return answer.exit_code


async def _answered(
    asked: Asked, settings: SettingsStore, nowhere: contextlib.ExitStack
) -> Answer:
    assert asked.subcommand is not None
    if asked.subcommand == "inspect":
        return await inspect_files(
            asked.options["files"],
            lambda: pdf_client(settings, n_workers=1),
            n_workers=os.cpu_count() or 1,
        )
    library = LibraryClient(library_folder(asked, dict(os.environ)), ChangeFeed())
    pdf = pdf_client(settings)
    reporter = Reporter()
    jobs = TaskSupervisor(reporter)
    fetcher = LateFetcher(pdf, library, settings)
    try:
        await _open(library, asked, nowhere)
        context = Context(
            library=library,
            jobs=jobs,
            reporter=reporter,
            settings=settings,
            fetcher=fetcher,
            catalogues=fetcher.catalogues,
            pdf=pdf,
            desk=TerminalDesk(),
        )
        terminal = Terminal(context, Dispatcher(all_commands(), context))
        subcommands = {
            **SUBCOMMANDS,
            "fetch": fetch,
            "metadata": refresh_details,
            "doctor": doctor,
        }
        return await subcommands[asked.subcommand](terminal, asked)
    finally:
        await jobs.close()
        await fetcher.close()
        await pdf.close()
        await library.close()


async def _open(
    library: LibraryClient, asked: Asked, nowhere: contextlib.ExitStack
) -> None:
    """Open the library; only an import makes one.

    To those that list, none is the same as an empty one, which is made in a folder of
    its own that `nowhere` removes.
    """
    is_dry_run = bool(asked.options.get("dry_run"))
    is_import = asked.subcommand == "import" and not is_dry_run
    changes = asked.subcommand in WRITING - {"import"} and library.is_there
    changes = changes and not is_dry_run
    if is_import or changes:
        await library.open(wait_s=_WAIT_S)
        return
    try:
        await library.open_for_reading()
    except TooOld:
        await library.open(wait_s=_WAIT_S)  # brings it up to date, after a copy
    except NotFound as missing:
        can_be_empty = asked.subcommand in EMPTY_WITHOUT_LIBRARY
        if asked.options.get("ids") or not can_be_empty or library.folder.is_file():
            raise
        print_problem(f"octavo: {missing}")
        folder = tempfile.TemporaryDirectory(prefix="octavo-")
        library.move_to(Path(nowhere.enter_context(folder)))
        await library.open()


def _print(asked: Asked, answer: Answer) -> None:
    if asked.as_json:
        print_text(write_output(answer.value, has_names=answer.has_names))
    elif answer.raw is not None:
        print_text(answer.raw)
    elif answer.lines:
        print_text(escaped("\n".join(answer.lines)))
    if answer.problem:
        print_problem(answer.problem)


def _failed(asked: Asked, problem: str) -> int:
    print_problem(f"octavo: {problem}")
    if asked.as_json:
        with contextlib.suppress(AppError):
            print_text(write_output({"error": problem}))
    return 1

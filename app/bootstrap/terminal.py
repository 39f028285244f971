"""The terminal program: no window, no Qt."""

import asyncio
import logging
import os

from app.bootstrap.services import (
    LateFetcher,
    library_folder,
    pdf_client,
    settings_store,
)
from app.cli.arguments import Asked
from app.cli.desk import TerminalDesk
from app.cli.output import print_problem, print_text, write_output
from app.cli.subcommands import SUBCOMMANDS, WRITING, Answer, Terminal
from app.commands.context import Context
from app.commands.dispatcher import Dispatcher
from app.commands.table import all_commands
from app.domain.errors import AppError, NotFound
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
    except AppError as error:
        return _failed(asked, str(error))
    for problem in settings.problems:
        print_problem(f"octavo: {problem}")
    try:
        answer = asyncio.run(_answered(asked, settings))
    except AppError as error:
        return _failed(asked, str(error))
    except KeyboardInterrupt:
        return _failed(asked, "Stopped.")
    except Exception as error:
        log.debug("unexpected failure", exc_info=error)
        return _failed(asked, f"Something went wrong inside Octavo: {error!r}")
    _print(asked, answer)
    return answer.exit_code


async def _answered(asked: Asked, settings: SettingsStore) -> Answer:
    assert asked.subcommand is not None
    library = LibraryClient(library_folder(asked, dict(os.environ)), ChangeFeed())
    pdf = pdf_client(settings)
    reporter = Reporter()
    jobs = TaskSupervisor(reporter)
    fetcher = LateFetcher(pdf, library, settings)
    try:
        await _open(library, is_writing=asked.subcommand in WRITING)
        context = Context(
            library=library,
            jobs=jobs,
            reporter=reporter,
            settings=settings,
            fetcher=fetcher,
            pdf=pdf,
            desk=TerminalDesk(),
        )
        terminal = Terminal(context, Dispatcher(all_commands(), context))
        return await SUBCOMMANDS[asked.subcommand](terminal, asked)
    finally:
        await jobs.close()
        await fetcher.close()
        await pdf.close()
        await library.close()


async def _open(library: LibraryClient, *, is_writing: bool) -> None:
    if is_writing:
        await library.open(wait_s=_WAIT_S)
        return
    try:
        await library.open_for_reading()
    except NotFound:
        await library.open(wait_s=_WAIT_S)


def _print(asked: Asked, answer: Answer) -> None:
    if answer.raw is not None:
        print_text(answer.raw)
    elif asked.as_json:
        print_text(write_output(answer.value))
    elif answer.lines:
        print_text("\n".join(answer.lines))
    if answer.problem:
        print_problem(answer.problem)


def _failed(asked: Asked, problem: str) -> int:
    if asked.as_json:
        print_text(write_output({"error": problem}))
    print_problem(f"octavo: {problem}")
    return 1

"""Everything that commands work with, real but for the screen."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.bootstrap.pdf_clients import pdf_client
from app.bootstrap.services import LateFetcher
from app.commands.context import Context
from app.commands.dispatcher import Dispatcher
from app.commands.table import all_commands
from app.domain.change import Change
from app.domain.edit import AddPapers
from app.domain.paper import Draft, Identifier, Paper, PaperId, Provenance
from app.domain.topic import Topic
from app.runtime.feed import ChangeFeed
from app.runtime.library_client import LibraryClient
from app.runtime.reporter import Message, Reporter, Tone
from app.runtime.supervisor import Job, TaskSupervisor
from app.settings.declaration import Value
from app.settings.editing import with_value
from app.settings.sources import ENABLED
from app.settings.store import SettingsStore
from tests.support.recording_desk import RecordingDesk
from tests.support.server import PaperServer


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbench:
    """A library with its services, a recording desk, and what was told so far."""

    library: LibraryClient
    jobs: TaskSupervisor
    settings: SettingsStore
    desk: RecordingDesk
    dispatcher: Dispatcher
    messages: list[Message]
    changes: list[Change]
    job_states: list[Job]

    async def run(self, command_id: str, **arguments: Any) -> Any:
        """Run a command as a key does, and wait until it is done."""
        task = self.dispatcher.run(command_id, **arguments)
        return None if task is None else await task

    async def add(
        self,
        *titles: str,
        abstract: str = "",
        identifiers: Iterable[Identifier] = (),
        topics: tuple[str, ...] = (),
    ) -> tuple[PaperId, ...]:
        """Add papers by their titles."""
        drafts = tuple(
            Draft(
                title=title,
                abstract=abstract,
                identifiers=tuple(identifiers),
                provenance=Provenance(source="test", kind="by hand"),
            )
            for title in titles
        )
        edit = AddPapers(drafts=drafts, label="Added papers", topics=topics)
        return (await self.library.apply(edit)).added

    async def paper(self, paper_id: PaperId) -> Paper:
        """Read a paper."""
        return await self.library.read(lambda reader: reader.paper(paper_id))

    async def topics(self) -> dict[str, Topic]:
        """Read the topics by their paths."""
        topics = await self.library.read(lambda reader: reader.topics())
        return {topic.path: topic for topic in topics}

    async def labels(self) -> list[str]:
        """Read the acts of the history, newest first."""
        acts = await self.library.read(lambda reader: reader.history())
        return [act.label for act in acts if not act.is_undone]

    def texts(self, tone: Tone) -> list[str]:
        """Return what was told in a tone."""
        return [message.text for message in self.messages if message.tone is tone]

    def stored(self) -> list[Path]:
        """Return every file in the store, half-written ones too."""
        folder = self.library.folder / "files"
        return [path for path in folder.rglob("*") if path.is_file()]


@asynccontextmanager
async def workbench(
    folder: Path, server: PaperServer | None = None, **overrides: Value
) -> AsyncIterator[Workbench]:
    """Open a library in a folder; arXiv is the server, or an address none answers at.

    `overrides` are settings, written with `__` for the dot.
    """
    api = server.api_url if server else "http://127.0.0.1:9/api/query"
    pdf_url = server.pdf_url if server else "http://127.0.0.1:9/pdf"
    settings = SettingsStore(
        folder / "settings.toml",
        {
            "sources.arxiv.api_url": api,
            "sources.arxiv.pdf_url": pdf_url,
            "sources.arxiv.interval_s": 0.0,
            **{key: False for name, key in ENABLED.items() if name != "arXiv"},
            **{key.replace("__", "."): value for key, value in overrides.items()},
        },
        with_value,
    )
    feed, reporter = ChangeFeed(), Reporter()
    library = LibraryClient(folder / "library", feed)
    jobs, pdf = TaskSupervisor(reporter), pdf_client(settings)
    fetcher = LateFetcher(pdf, library, settings, folder / "replies")
    desk = RecordingDesk()
    context = Context(
        library=library,
        jobs=jobs,
        reporter=reporter,
        settings=settings,
        fetcher=fetcher,
        catalogues=fetcher.catalogues,
        pdf=pdf,
        desk=desk,
    )
    messages: list[Message] = []
    changes: list[Change] = []
    states: list[Job] = []
    reporter.subscribe(messages.append)
    feed.subscribe(changes.append)
    jobs.subscribe(states.append)
    await library.open()
    try:
        yield Workbench(
            library=library,
            jobs=jobs,
            settings=settings,
            desk=desk,
            dispatcher=Dispatcher(all_commands(), context),
            messages=messages,
            changes=changes,
            job_states=states,
        )
    finally:
        await jobs.close()
        await fetcher.close()
        await pdf.close()
        await library.close()

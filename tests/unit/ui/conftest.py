"""What UI tests share: a Qt event loop for coroutines, the look, and the settings."""

import asyncio
import functools
import gc
import inspect
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import shiboken6
from PySide6 import QtCore, QtWidgets

from app.bootstrap.event_loop import WindowLoop
from app.commands.table import all_commands
from app.domain.edit import AddPapers
from app.domain.paper import Author, Draft, PaperId, Provenance
from app.runtime.feed import ChangeFeed
from app.runtime.library_client import LibraryClient
from app.runtime.reporter import Message, Reporter, Tone
from app.runtime.supervisor import TaskSupervisor
from app.settings.editing import with_value
from app.settings.places import resources_folder
from app.settings.store import SettingsStore
from app.ui.appearance.look import Look
from app.ui.models.paper_list import PaperListModel
from app.ui.models.topic_tree import TopicTree
from app.ui.panels.reader.panel import ReaderPanel
from tests.support.reader_stage import settled

AddTitles = Callable[..., Awaitable[list[PaperId]]]
"""Adds papers of these titles; `topic` is the path they are filed under."""


def _qt_loop() -> asyncio.AbstractEventLoop:
    return WindowLoop(
        QtWidgets.QApplication.instance() or QtWidgets.QApplication(["octavo"])
    )


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Run the coroutines of this folder's tests on Qt's event loop."""
    return {"qt": _qt_loop}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the work of readers end with their test, while its event loop still runs."""
    for item in items:
        if isinstance(item, pytest.Function) and _is_of_a_reader(item):
            item.obj = _settling(item.obj)


def _is_of_a_reader(item: pytest.Function) -> bool:
    names = {"stage", "make_stage"}.intersection(item.fixturenames)
    return bool(names) and inspect.iscoroutinefunction(item.obj)


def _settling(test: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    @functools.wraps(test)
    async def run(**fixtures: Any) -> None:
        await test(**fixtures)
        for widget in QtWidgets.QApplication.topLevelWidgets():
            if isinstance(widget, ReaderPanel):
                await settled(widget)

    return run


@pytest.fixture(autouse=True)
def _collect_on_the_main_thread() -> Iterator[None]:
    """Collect rubbish between tests alone.

    A cycle with a QObject that the library's reader thread happens to collect would be
    destroyed on that thread, which Qt does not allow.
    """
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture
def settings(tmp_path: Path) -> SettingsStore:
    """Settings as they come, in a file of their own."""
    return SettingsStore(tmp_path / "settings.toml", {}, with_value)


@pytest.fixture
def look(qapp: QtWidgets.QApplication, settings: SettingsStore) -> Iterator[Look]:
    """The look of the program, as it is in the window.

    The next one finds the system's font again, not the one a test made larger.
    """
    qapp.setStyle("Fusion")
    system_font = qapp.font()
    made = Look(qapp, settings, resources_folder())
    made.follow_keys(all_commands())
    yield made
    qapp.setFont(system_font)


@pytest.fixture
def reporter() -> Reporter:
    """A reporter whose bugs fail the test."""
    made = Reporter()

    def on_message(message: Message) -> None:
        assert message.tone is not Tone.BUG, message.details

    made.subscribe(on_message)
    return made


@pytest_asyncio.fixture
async def jobs(reporter: Reporter) -> AsyncIterator[TaskSupervisor]:
    """A supervisor that stops its work when the test ends."""
    made = TaskSupervisor(reporter)
    yield made
    await made.close()


@pytest_asyncio.fixture
async def library(tmp_path: Path) -> AsyncIterator[LibraryClient]:
    """An open, empty library."""
    client = LibraryClient(tmp_path / "library", ChangeFeed())
    await client.open()
    yield client
    await client.close()


@pytest_asyncio.fixture
async def root(
    library: LibraryClient, jobs: TaskSupervisor
) -> AsyncIterator[QtCore.QObject]:
    """An owner of models, gone with their timers while the loop still runs."""
    made = QtCore.QObject()
    yield made
    shiboken6.delete(made)


@pytest.fixture
def topics(
    root: QtCore.QObject, library: LibraryClient, jobs: TaskSupervisor
) -> TopicTree:
    """The topics and counts of the library."""
    return TopicTree(library, jobs, library.feed, root)


@pytest.fixture
def model(
    root: QtCore.QObject,
    library: LibraryClient,
    jobs: TaskSupervisor,
    topics: TopicTree,
) -> PaperListModel:
    """The list of papers, with nothing shown yet."""
    return PaperListModel(library, jobs, library.feed, topics, root)


@pytest.fixture
def add(library: LibraryClient) -> AddTitles:
    """Add papers by their titles; they come in that order, newest import first."""

    async def add_titles(*titles: str, topic: str = "") -> list[PaperId]:
        drafts = tuple(
            Draft(
                title=title,
                abstract=f"About {title.lower()}.",
                authors=(Author("Ada Lovelace"), Author("Charles Babbage")),
                year=1843,
                provenance=Provenance(source="test", kind="by hand"),
            )
            for title in titles
        )
        filed = (topic,) if topic else ()
        edit = AddPapers(drafts=drafts, label="Added papers", topics=filed)
        return list((await library.apply(edit)).added)

    return add_titles

"""What UI tests share: a Qt event loop for coroutines, the look, and the settings."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio
import qasync
from PySide6 import QtWidgets

from app.runtime.feed import ChangeFeed
from app.runtime.library_client import LibraryClient
from app.runtime.reporter import Message, Reporter, Tone
from app.runtime.supervisor import TaskSupervisor
from app.settings.places import resources_folder
from app.settings.store import SettingsStore
from app.ui.look import Look


def _qt_loop() -> asyncio.AbstractEventLoop:
    return qasync.QEventLoop(
        QtWidgets.QApplication.instance() or QtWidgets.QApplication(["octavo"])
    )


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Run the coroutines of this folder's tests on Qt's event loop."""
    return {"qasync": _qt_loop}


@pytest.fixture
def settings(tmp_path: Path) -> SettingsStore:
    """Settings as they come, in a file of their own."""
    return SettingsStore(tmp_path / "settings.toml", {})


@pytest.fixture
def look(qapp: QtWidgets.QApplication, settings: SettingsStore) -> Look:
    """The look of the program, as it is in the window."""
    qapp.setStyle("Fusion")
    return Look(qapp, settings, resources_folder())


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

"""What tests of commands share: a workbench, and one with a server for arXiv."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.support.server import PaperServer, Work
from tests.support.workbench import Workbench, workbench

TIDEWATER = Work(
    id="2404.01234",
    title="Tidewater: Streaming Attention for Sensor Networks",
    abstract="Small sensors lose power without warning, and with it everything a "
    "model has read so far. We introduce an attention layer whose state fits in 64 "
    "bytes and survives a power cut at any instruction of the program it runs.",
    authors=("Ada Example", "Ben Sample"),
)


@pytest_asyncio.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Workbench]:
    """A workbench whose arXiv nobody answers for."""
    async with workbench(tmp_path) as made:
        yield made


@pytest.fixture
def server() -> Iterator[PaperServer]:
    """A server that knows one work."""
    with PaperServer([TIDEWATER]) as made:
        yield made


@pytest_asyncio.fixture
async def online(tmp_path: Path, server: PaperServer) -> AsyncIterator[Workbench]:
    """A workbench with a server for arXiv."""
    async with workbench(tmp_path, server) as made:
        yield made

"""Octavo in a process of its own, with a home of its own."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support import listings
from tests.support.program import Program

CLOSING_LINES = pytest.StashKey[list[str]]()
"""What tests measured and tell at the end of the run."""


@pytest.fixture
def tell_at_end(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Return what prints a line at the end of the run."""
    return request.config.stash.setdefault(CLOSING_LINES, []).append


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print what tests measured."""
    for line in config.stash.get(CLOSING_LINES, []):
        terminalreporter.write_line(line)


@pytest.fixture
def octavo(tmp_path: Path) -> Iterator[Program]:
    """Octavo from an empty home, without an address to fetch from."""
    with Program(tmp_path) as made:
        yield made


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the sample imported, to be copied."""
    with Program(tmp_path_factory.mktemp("stock")) as made:
        made.tell("import", str(listings.SAMPLE))
        return made.library


@pytest.fixture
def stocked(octavo: Program, stock: Path) -> Program:
    """Octavo with the sample imported."""
    shutil.copytree(stock, octavo.library)
    return octavo

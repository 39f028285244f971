"""An open library, and a reader of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.library import Library, Reader


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Open a new library."""
    library = Library.open(tmp_path / "library")
    yield library
    library.close()


@pytest.fixture
def reader(library: Library) -> Iterator[Reader]:
    """Open a reader of the new library."""
    reader = Reader.open(library.folder)
    yield reader
    reader.close()

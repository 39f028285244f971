"""Any file in the reader: a picture, or a plain message, never a dead window."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from app.pdf.client import PdfClient
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.settings.store import SettingsStore
from app.ui.appearance.look import Look
from tests.any_pdf.planted import FAILED, REFUSED, SHOWN, write_planted
from tests.any_pdf.visiting import Stalls, visit
from tests.support.pdf_workers import CHECKOUT, PLANTED_WORKER
from tests.support.reader_stage import ReaderStage

pytestmark = [pytest.mark.ui, pytest.mark.asyncio]
_PATIENT_S = 8.0
"""A worker of a busy machine starts in this time; the file that hangs costs it."""

_LEFT_TO_THE_DEEP_RUN = ("many", "huge image", "eat")


@pytest_asyncio.fixture
async def stage(
    look: Look, library: LibraryClient, jobs: TaskSupervisor, settings: SettingsStore
) -> AsyncIterator[ReaderStage]:
    """A shown reader with PDF workers that can be planted."""
    client = PdfClient(PLANTED_WORKER, folder=CHECKOUT, time_limit_s=_PATIENT_S)
    made = ReaderStage(look, library, jobs, settings, client)
    yield made
    made.panel.leave()
    made.panel.deleteLater()
    await client.close()


async def test_each_planted_file_comes_to_its_end(
    stage: ReaderStage, tmp_path: Path
) -> None:
    stalls = Stalls(stage.panel)
    wrong = []
    for path, expected in write_planted(
        tmp_path / "planted", leave_out=_LEFT_TO_THE_DEEP_RUN
    ).items():
        done = await visit(stage, stalls, path)
        if done.outcome != expected:
            wrong.append((path.stem, done.outcome, done.words))
        if expected in (REFUSED, FAILED):
            assert done.words
        if expected == SHOWN and path.stem in ("scanned", "plain"):
            assert done.has_text == (path.stem == "plain")
    assert wrong == []

"""The log of bugs tells where, holds little, and holds no texts of papers."""

import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap.bug_log import MAX_BYTES, keep_bug_log
from app.domain.errors import NotFound
from app.runtime.reporter import Reporter


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    made = tmp_path / "log" / "octavo.log"
    handler = keep_bug_log(made)
    assert handler is not None
    yield made
    logging.getLogger("app").removeHandler(handler)
    handler.close()


def fail(message: str) -> None:
    try:
        raise KeyError("identifier")
    except KeyError as error:
        raise ValueError(message) from error


def report(message: str) -> None:
    try:
        fail(message)
    except ValueError as error:
        Reporter().failure(error)


def test_bug_is_logged_with_its_trace_and_cause(file: Path) -> None:
    report("no such thing")

    text = file.read_text(encoding="utf-8")
    assert "in fail" in text
    assert "KeyError: 'identifier'" in text
    assert text.rstrip().endswith("ValueError: no such thing")


def test_texts_of_papers_stay_out(file: Path) -> None:
    another = logging.StreamHandler(io.StringIO())  # it formats the failure first
    logger = logging.getLogger("app.runtime.reporter")
    logger.addHandler(another)
    report("cannot use 'Densing Law of LLMs' and “A Mirage of Laws”")
    logger.removeHandler(another)

    text = file.read_text(encoding="utf-8")
    assert "ValueError: cannot use '…' and '…'" in text
    assert "Densing" not in text
    assert "Mirage" not in text


def test_expected_failure_is_no_bug(file: Path) -> None:
    Reporter().failure(NotFound("No paper is selected."))

    assert not file.exists()


def test_log_is_bounded(file: Path) -> None:
    for _ in range(900):
        report("x" * 10_000)

    kept = sorted(file.parent.iterdir())
    assert len(kept) == 3
    assert all(each.stat().st_size <= MAX_BYTES for each in kept)


def test_folder_that_cannot_be_made_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    assert keep_bug_log(tmp_path / "file" / "log" / "octavo.log") is None

"""At random moments killed: nothing told of is lost, nothing is there by half."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from app.library.schema import STEPS
from tests.faults import (
    checkpoints,
    imports,
    operations,
    programs,
    together,
    writers,
)
from tests.faults.operations import IMPORT, KEEP, MARK, migration, run
from tests.faults.report import Harm, Report

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL and fork"),
]


def assert_harmless(report: Report) -> None:
    print(report.line())
    assert not report.findings, "\n".join(
        f"{f.harm}: {f.what}" for f in report.findings
    )


def test_kill_while_importing_loses_nothing(tmp_path: Path) -> None:
    assert_harmless(run(IMPORT, tmp_path, n_kills=70))


def test_kill_while_marking_loses_nothing(tmp_path: Path) -> None:
    assert_harmless(run(MARK, tmp_path, n_kills=70))


def test_kill_while_keeping_files_loses_nothing(tmp_path: Path) -> None:
    assert_harmless(run(KEEP, tmp_path, n_kills=30))


@pytest.mark.parametrize("n_steps", range(len(STEPS)))
def test_kill_while_migrating_leaves_a_library_that_opens(
    tmp_path: Path, n_steps: int
) -> None:
    operation = migration(tmp_path / "old", n_steps)

    assert_harmless(run(operation, tmp_path, n_kills=24))


@pytest.mark.parametrize("share", [0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0])
def test_kill_within_a_checkpoint_leaves_a_library_that_opens(
    tmp_path: Path, share: float
) -> None:
    folder = tmp_path / "library"
    checkpoints.library_with_a_log(folder)
    checkpoints.stop_checkpoint_after(folder, share)

    n_stored, findings = imports.check(folder, checkpoints.N_IMPORTS)

    assert n_stored == checkpoints.N_IMPORTS
    assert not findings


def test_kill_of_the_importing_program_loses_nothing(tmp_path: Path) -> None:
    assert_harmless(programs.kill_imports(tmp_path, n_kills=6))


def test_kill_of_the_fetching_program_leaves_no_part_of_a_pdf(tmp_path: Path) -> None:
    assert_harmless(programs.kill_fetches(tmp_path, n_kills=4))


def test_writer_that_tells_too_early_is_found_out(tmp_path: Path) -> None:
    careless = replace(IMPORT, writer=writers.tell_too_early)

    report = run(careless, tmp_path, n_kills=12)

    assert Harm.LOST in {finding.harm for finding in report.findings}


def test_writer_that_imports_in_halves_is_found_out(tmp_path: Path) -> None:
    careless = replace(IMPORT, writer=writers.import_in_halves)

    report = run(careless, tmp_path, n_kills=4)

    assert Harm.DAMAGED in {finding.harm for finding in report.findings}


def test_programs_at_one_library_get_it_one_at_a_time(tmp_path: Path) -> None:
    for _ in range(5):
        crowd = together.Crowd(tmp_path / "library", 5)
        assert crowd.rush() == {together.HELD: 1, together.BUSY: 4}
        crowd.kill()


def test_every_operation_is_run_by_the_program(tmp_path: Path) -> None:
    names = {operation.name for operation in operations.all_operations(tmp_path)}

    assert names >= {"import", "mark", "keep file", "migrate 1", "migrate 2"}

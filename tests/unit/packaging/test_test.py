"""The runner of the checks."""

from collections.abc import Callable
from types import ModuleType

import pytest


def test_unknown_step_is_a_usage_error(
    script: Callable[[str], ModuleType], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        script("test").main(["unit", "units"])

    assert stop.value.code == 2
    assert "no such step: units" in capsys.readouterr().err


def test_summary_when_a_step_failed_names_it_and_fails(
    script: Callable[[str], ModuleType], capsys: pytest.CaptureFixture[str]
) -> None:
    results = {"env": (True, 1.0), "lint": (False, 2.0), "unit": (True, 3.0)}

    code = script("test")._summarise(results)

    assert code == 1
    assert "FAILED: lint (6 s)" in capsys.readouterr().out


def test_step_of_pytest_without_a_single_test_fails(
    script: Callable[[str], ModuleType],
) -> None:
    runner = script("test")
    nothing = ["-m", "pytest", "-q", "-m", "ui", "tests/unit/packaging"]
    runner.STEPS["ui"] = [nothing]
    venv = runner.environment.Environment(with_tests=True)

    assert not runner._check(venv, "ui")


def test_every_step_of_pytest_takes_tests_no_other_takes(
    script: Callable[[str], ModuleType],
) -> None:
    steps = script("test").STEPS

    [[*_, unit]] = steps["unit"]
    for marker in ("ui", "window", "bundle", "faults"):
        assert f"not {marker}" in unit
        assert marker in steps[marker][0]

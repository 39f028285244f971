"""A terminal of its own for each test, in this process."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.__main__ import main
from tests.support.listings import SAMPLE

Octavo = Callable[..., tuple[int, Any]]


@pytest.fixture
def octavo(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Octavo:
    """Run a command with --json on a library of its own; return code and value."""

    def run(*words: str) -> tuple[int, Any]:
        given = ["--library", str(tmp_path / "library"), "--json", "--set"]
        code = main([*words, *given, "import.complete=false"])
        return code, json.loads(capsys.readouterr().out)

    return run


@pytest.fixture
def listed(octavo: Octavo) -> list[dict[str, Any]]:
    """The papers of a library that a listing was imported into."""
    assert octavo("import", str(SAMPLE), "--topic", "A/B")[0] == 0
    papers: list[dict[str, Any]] = octavo("list")[1]
    return papers

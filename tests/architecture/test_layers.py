"""Every import contract of pyproject.toml breaks when something is planted against it.

Each plant goes into a copy of app/; import-linter runs there in its own process.
"""

import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as run; run()"
HIDDEN = "def act():\n    import {}\n"
UNCHECKED = "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    import {}\n"

# (contract, {planted file: its text}): each must break its contract.
PLANTS: list[tuple[str, dict[str, str]]] = [
    *(
        ("layers", {f"{low}/planted.py": f"import app.{high}\n"})
        for low, high in [
            ("domain", "settings"),
            ("settings", "formats"),
            ("formats", "library"),
            ("formats", "learning"),
            ("learning", "library"),
            ("library", "sources"),
            ("sources", "pdf"),
            ("pdf", "library"),
            ("pdf", "runtime"),
            ("runtime", "commands"),
            ("commands", "ui"),
            ("commands", "cli"),
            ("ui", "cli"),
            ("cli", "ui"),
            ("cli", "bootstrap"),
            ("bootstrap", "__main__"),
        ]
    ),
    ("layers", {"formats/planted.py": HIDDEN.format("app.ui")}),
    ("layers", {"formats/planted.py": UNCHECKED.format("app.ui")}),
    ("layers", {"planted.py": ""}),
    (
        "siblings",
        {
            "formats/planted.py": "import app.formats.planted_too\n",
            "formats/planted_too.py": "import app.formats.planted\n",
        },
    ),
    (
        "providers",
        {
            "sources/providers/planted.py": (
                "import app.sources.providers.planted_too\n"
            ),
            "sources/providers/planted_too.py": "",
        },
    ),
    ("stdlib-domain", {"domain/planted.py": "import httpx\n"}),
    ("stdlib-domain", {"learning/planted.py": "import sqlite_utils\n"}),
    ("qt", {"commands/planted.py": "from PySide6 import QtCore\n"}),
    ("qt", {"bootstrap/planted.py": "from PySide6.QtWidgets import QApplication\n"}),
    ("qasync", {"ui/planted.py": "import qasync\n"}),
    ("pymupdf", {"pdf/planted.py": HIDDEN.format("pymupdf")}),
    ("network", {"sources/planted.py": "import httpx\n"}),
    ("network", {"sources/providers/planted.py": "from httpcore import Request\n"}),
    ("sqlite", {"runtime/planted.py": "import sqlite3\n"}),
    ("sqlite", {"cli/planted.py": "from sqlite_utils import Database\n"}),
    ("sqlite", {"commands/planted.py": "import pysqlite3\n"}),
    ("bibliography", {"library/planted.py": "import bibtexparser\n"}),
    ("preferences", {"ui/planted.py": "import platformdirs\n"}),
]


def lint(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LINT_IMPORTS, *options],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def contract_names() -> Mapping[str, str]:
    """Return the name of every contract by its id."""
    tools = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["tool"]
    return {one["id"]: one["name"] for one in tools["importlinter"]["contracts"]}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with app/ and the contracts, for planting."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copytree(
        CHECKOUT / "app",
        folder / "app",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    shutil.copy(CHECKOUT / "pyproject.toml", folder)
    return folder


@pytest.mark.parametrize(
    ("contract", "files"), PLANTS, ids=[f"{c}-{'+'.join(f)}" for c, f in PLANTS]
)
def test_contract_when_violated_breaks(
    copy: Path, contract: str, files: Mapping[str, str]
) -> None:
    for name, text in files.items():
        (copy / "app" / name).write_text(text, encoding="utf-8")
    try:
        answer = lint(copy, "--contract", contract)
    finally:
        for name in files:
            (copy / "app" / name).unlink()

    assert answer.returncode == 1
    assert f"{contract_names()[contract]} BROKEN" in answer.stdout
    assert "planted" in answer.stdout


def test_contracts_when_nothing_is_planted_hold(copy: Path) -> None:
    answer = lint(copy)

    assert answer.returncode == 0, answer.stdout
    for name in contract_names().values():
        assert f"{name} KEPT" in answer.stdout


def test_every_contract_has_a_plant() -> None:
    assert {contract for contract, _ in PLANTS} == set(contract_names())

"""What a start loads: the first picture and a terminal command wait for little."""

import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
FIRST_PICTURE = "from app.__main__ import load_window; load_window()"
TERMINAL = "from app.__main__ import load_terminal; load_terminal()"


def loaded(code: str) -> list[str]:
    """Return the modules that some code loads in a process of its own, in order."""
    told = f"{code}; import sys; print(*sys.modules, sep='\\n')"
    answer = subprocess.run(
        [sys.executable, "-c", told],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    )
    return answer.stdout.split()


@pytest.mark.parametrize(
    ("code", "late"),
    [
        (
            FIRST_PICTURE,
            {
                *("app.pdf", "app.sources", "app.learning", "app.commands.context"),
                *("app.commands.dispatcher", "app.ui.desk", "app.ui.panels.reader"),
                *("app.ui.panels.detail", "app.ui.panels.triage", "app.ui.keys.keys"),
                *("app.cli.arguments", "PySide6.QtNetwork", "tomlkit", "httpx"),
                *("sqlite_utils", "app.formats.incoming", "app.bootstrap.services"),
            },
        ),
        (TERMINAL, {"PySide6", "qasync", "app.ui", "httpx", "sqlite_utils"}),
    ],
)
def test_start_loads_nothing_that_can_come_later(code: str, late: set[str]) -> None:
    assert not late.intersection(loaded(code))


def test_what_knows_no_qt_is_loaded_before_it() -> None:
    # PySide reads the source of each module that is loaded after it.
    modules = loaded(FIRST_PICTURE)
    after = modules[modules.index("PySide6.QtCore") :]

    with_qt = ("app.ui", "app.bootstrap")
    assert [
        m for m in after if m.startswith("app.") and not m.startswith(with_qt)
    ] == []

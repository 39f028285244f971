"""What a start loads: the first picture and a terminal command wait for little."""

import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
FIRST_PICTURE = "from app.__main__ import load_window; load_window()"
FIRST_PAGE = (
    "from app.__main__ import load_window; load_window();"
    "import app.bootstrap.reading_parts"
)
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
                *("app.pdf.client", "app.sources", "app.learning"),
                *("app.commands.context", "app.pdf.process"),
                *("app.commands.dispatcher", "app.ui.desk", "app.ui.panels.reader"),
                *("app.ui.panels.detail", "app.ui.panels.triage", "app.ui.keys.keys"),
                *("app.cli.arguments", "PySide6.QtNetwork", "tomlkit", "httpx"),
                *("sqlite_utils", "app.formats.incoming", "app.bootstrap.services"),
            },
        ),
        (
            FIRST_PAGE,
            {
                *("app.sources", "app.learning", "app.commands.dispatcher"),
                *("app.ui.desk", "app.ui.panels.detail", "app.ui.panels.triage"),
                *("app.ui.keys.keys", "PySide6.QtNetwork", "tomlkit", "httpx"),
                *("sqlite_utils", "app.formats.incoming", "app.bootstrap.services"),
            },
        ),
        (TERMINAL, {"PySide6", "qasync", "app.ui", "httpx", "sqlite_utils"}),
    ],
)
def test_start_loads_nothing_that_can_come_later(code: str, late: set[str]) -> None:
    assert not late.intersection(loaded(code))


def test_qt_leaves_the_imports_to_python() -> None:
    # PySide would read the source of each module that is loaded after it.
    whole = f"{FIRST_PICTURE}; import app.bootstrap.whole_window"
    own = "import builtins; own = builtins.__import__"

    modules = loaded(f"{own}; {whole}; assert builtins.__import__ is own")

    assert "PySide6.QtWidgets" in modules


def test_classes_of_qt_are_made_on_the_windows_thread_alone() -> None:
    # Qt asks for metaobjects without Python's lock.
    beneath = "import app.bootstrap.beneath_whole_window"
    assert [m for m in loaded(beneath) if m.startswith(("PySide6", "app.ui"))] == []


def test_what_knows_no_qt_is_loaded_beneath_the_whole_window() -> None:
    threaded = f"{FIRST_PICTURE}; import app.bootstrap.beneath_whole_window"
    before = loaded(threaded)
    after = loaded(f"{threaded}; import app.bootstrap.whole_window")[len(before) :]

    with_qt = ("app.ui", "app.bootstrap")
    assert [
        m for m in after if m.startswith("app.") and not m.startswith(with_qt)
    ] == []


def test_every_module_of_the_window_is_loaded_by_itself() -> None:
    listed = "from app.bootstrap.late_loading import window_modules"
    loading = f"{listed}; from importlib import import_module; m = [*window_modules()]"
    told = f"{FIRST_PICTURE}; {loading}; [import_module(n) for n in m]; print(*m)"
    answer = loaded(told)
    names = answer[: answer.index("app.bootstrap.whole_window") + 1]

    assert {m for m in answer if m.startswith("app.ui.") and is_module(m)} <= {*names}


def is_module(name: str) -> bool:
    """Return whether it is a module, and no package."""
    return CHECKOUT.joinpath(*name.split(".")).with_suffix(".py").is_file()

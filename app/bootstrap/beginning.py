"""What a start does before it loads Qt: settings, a window that is there, a PDF."""

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.bootstrap.own_program import spawn_pdf_worker
from app.bootstrap.preferences import library_folder, settings_store
from app.bootstrap.qt import load_qt
from app.cli.asked import Asked
from app.cli.output import print_problem
from app.domain.errors import AppError
from app.pdf.spawning import Spawned
from app.settings.store import SettingsStore
from app.ui import handing_over
from app.ui.session import was_reading

_SCREENLESS = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs")
_X11_SOCKETS = Path("/tmp/.X11-unix")


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What a window begins with; `worker` is a PDF worker, where one is wanted first.

    Whoever gets it ends the worker.
    """

    settings: SettingsStore
    folder: Path
    files: tuple[str, ...]
    worker: Spawned | None = None


def begin(asked: Asked) -> Beginning | int:
    """Prepare a window, and have a PDF worker start if the first picture is a page.

    Returns the exit code where no window is to be made: another one has the files now,
    or something is wrong, which is said.
    """
    if problem := _missing_screen(os.environ):
        print_problem(f"octavo: {problem}")
        return 1
    try:
        settings = settings_store(asked)
    except AppError as error:
        print_problem(f"octavo: {error}")
        return 1
    folder, files = library_folder(asked, os.environ), asked.files
    if sys.platform != "win32" and hand_over(folder, files):
        return 0
    is_reading = is_one_pdf(files) if files else was_reading(folder)
    worker = spawn_pdf_worker() if is_reading else None
    return Beginning(settings=settings, folder=folder, files=files, worker=worker)


def is_one_pdf(files: Sequence[str]) -> bool:
    """Say whether a single PDF is to be shown."""
    return len(files) == 1 and files[0].lower().endswith(".pdf")


def hand_over(folder: Path, files: Sequence[str]) -> bool:
    """Give the files to another window of the library; False when there is none.

    On Windows this takes an application of Qt.
    """
    if sys.platform == "win32":
        load_qt()
        from app.ui.single_instance import hand_over_by_qt

        return hand_over_by_qt(folder, files)
    return handing_over.hand_over(folder, files)


def _missing_screen(environment: Mapping[str, str]) -> str:
    """Return why no window can be shown, '' when one can.

    Qt aborts with a core dump where there is no display: look first.
    """
    if not sys.platform.startswith("linux"):
        return ""
    if environment.get("QT_QPA_PLATFORM", "").split(":")[0] in _SCREENLESS:
        return ""
    if environment.get("WAYLAND_DISPLAY"):
        return ""
    display = environment.get("DISPLAY", "")
    hint = "Start Octavo from a desktop, or use its commands: octavo list."
    if not display:
        return f"There is no screen to show a window on. {hint}"
    name = display.removeprefix(":").split(".")[0]
    is_local = display.startswith(":") and name.isdigit()
    if is_local and _X11_SOCKETS.exists() and not (_X11_SOCKETS / f"X{name}").exists():
        return f"The screen {display} does not answer. {hint}"
    return ""

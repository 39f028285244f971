"""Decide which program to be: the window, a terminal command, or a worker."""

import gc
import sys
from collections.abc import Callable, Sequence
from typing import Any

_LIBRARY_IS_MISSING = (
    "cannot open shared object file",
    "DLL load failed",
    "Library not loaded",
)
"""What loaders say. Source: glibc's dlerror, CPython's dynload_win.c, Apple's dyld."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run Octavo with the command line's arguments and return the exit code."""
    try:
        return _run(argv)
    except KeyboardInterrupt:
        print("octavo: Stopped.", file=sys.stderr)
        return 1


def _run(argv: Sequence[str] | None) -> int:
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == ["--pdf-worker"]:
        from app.bootstrap.worker import run as run_worker

        return run_worker(arguments[1:])
    if arguments[:1] == ["--learner"]:
        from app.bootstrap.learner import run as run_learner

        return run_learner(arguments[1:])
    if arguments == ["--version"]:
        from app.cli.output import print_version

        print_version()
        return 0
    from app.cli.asked import window_asked

    asked = window_asked(arguments)
    if asked is None:
        from app.cli.arguments import parse

        asked = parse(arguments)
    if asked.subcommand is None:
        return _run_window(asked)
    return load_terminal()(asked)


def _run_window(asked: Any) -> int:
    try:
        from app.bootstrap.beginning import begin

        beginning = begin(asked)
        if isinstance(beginning, int):
            return beginning
        run_window = load_window()
    except ImportError as error:
        print(f"octavo: {import_problem(error)}", file=sys.stderr)
        return 1
    return run_window(beginning)


def load_terminal() -> Callable[[Any], int]:
    """Load the code of the terminal and return what runs it."""
    gc.disable()  # nothing that is loaded is garbage
    from app.bootstrap.terminal import run

    gc.freeze()
    gc.enable()
    return run


def load_window() -> Callable[[Any], int]:
    """Load the code of the window and return what runs it.

    Nothing that is loaded is garbage: it is not looked through for any until the
    window's own collector does.
    """
    gc.disable()
    from app.bootstrap.qt import load_qt

    load_qt()
    from app.bootstrap.window import run

    return run


def import_problem(error: ImportError) -> str:
    """Say in one line why the window's code could not be loaded."""
    if any(words in str(error) for words in _LIBRARY_IS_MISSING):
        return (
            f"a library of the system is missing: {error}. "
            "python3 packaging/run.py tells how to install it."
        )
    is_ours = (error.name or "").partition(".")[0] == "app"
    if isinstance(error, ModuleNotFoundError) and not is_ours:
        return (
            f"the Python package {error.name} is missing. "
            "python3 packaging/run.py installs what is needed."
        )
    return (
        f"something is wrong inside Octavo: {error}. Your library is untouched. "
        "Install Octavo again."
    )


if __name__ == "__main__":
    sys.exit(main())

"""Decide which program to be: the window, a terminal command, or a PDF worker."""

import sys
from collections.abc import Sequence


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
    from app.cli.arguments import parse

    asked = parse(arguments)
    if asked.subcommand is None:
        try:
            from app.bootstrap.window import run as run_window
        except ImportError as error:
            print(
                f"octavo: a library of the system is missing: {error}. "
                "python3 packaging/run.py tells how to install it.",
                file=sys.stderr,
            )
            return 1
        return run_window(asked)
    from app.bootstrap.terminal import run as run_terminal

    return run_terminal(asked)


if __name__ == "__main__":
    sys.exit(main())

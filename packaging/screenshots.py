"""Take the README's pictures anew: `python3 packaging/screenshots.py [--folder DIR]`.

The real program is started on a screen of its own with papers written for it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

import debian
import environment

PROGRAMS = ["Xvfb", "openbox", "xdotool"]


def main(arguments: list[str]) -> int:
    """Write the pictures into `resources/screenshots`, or the folder given."""
    environment.need_python()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--folder",
        type=Path,
        default=environment.CHECKOUT / "resources" / "screenshots",
        help="where to write (default: resources/screenshots)",
    )
    folder = parser.parse_args(arguments).folder.resolve()
    venv = environment.Environment(with_tests=True)
    try:
        venv.synchronise()
    except environment.SetUpError as error:
        environment.say(str(error))
        return 1
    if not (
        debian.need_qt_libraries(environment.say)
        and debian.need_programs(PROGRAMS, environment.say)
    ):
        return 1
    return subprocess.run(
        [str(venv.python), "-m", "tests.support.pictures", str(folder)],
        cwd=environment.CHECKOUT,
        stdin=subprocess.DEVNULL,
        check=False,
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

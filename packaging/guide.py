"""Write the guide's chapters on keys and settings: `python3 packaging/guide.py`.

For developers, after a change of the commands or the settings they are made from. The
program's own tables are read, which needs the libraries in `.venv`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

import environment

CHAPTERS = Path(__file__).with_name("chapters.py")


def main(arguments: list[str]) -> int:
    """Write both chapters with the Python of `.venv`, made first where need be."""
    environment.need_python()
    argparse.ArgumentParser(description=__doc__).parse_args(arguments)
    venv = environment.Environment(with_tests=True)
    try:
        venv.synchronise()
    except environment.SetUpError as error:
        environment.say(str(error))
        return 1
    command = [str(venv.python), str(CHAPTERS)]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Start Octavo from a checkout: `python3 packaging/run.py [ARGS]`.

Makes `.venv` the first time, and mends it after a change of the locks.
"""

from __future__ import annotations

import os
import subprocess
import sys

import debian
import environment


def main(arguments: list[str]) -> int:
    """Start Octavo with these arguments, once its libraries are there."""
    environment.need_python()
    venv = environment.Environment()
    if not venv.is_current():
        try:
            venv.synchronise()
        except environment.SetUpError as error:
            environment.say(str(error))
            return 1
        if not debian.need_qt_libraries(environment.say):
            venv.forget()
    command = [str(venv.python), str(venv.launcher), *arguments]
    if not environment.IS_WINDOWS:
        os.execv(command[0], command)  # Becomes Octavo: does not return.
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

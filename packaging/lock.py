"""Write both locks anew from pyproject.toml: `python3 packaging/lock.py [--upgrade]`.

For developers, after a change of the dependencies. Without --upgrade, pins that still
fit stay. The locks hold for Linux, Windows and macOS and name hashes, no address.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

import environment

UV = "uv==0.13.9"
# pip is there in every virtual environment; sqlite-utils names it.
OPTIONS = "--quiet --universal --generate-hashes --no-header --no-emit-package pip"
RUN = "pyproject.toml --output-file requirements.lock"
TEST = "--group test -c requirements.lock --output-file tests/requirements.lock"


def main(arguments: list[str]) -> None:
    """Run uv from an environment of its own, which is removed again."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        scripts = Path(folder) / ("Scripts" if environment.IS_WINDOWS else "bin")
        _run(scripts / "python", "-m", "pip", "install", "--quiet", UV)
        for targets in (RUN, TEST):
            _run(
                scripts / "uv",
                *("pip", "compile", *OPTIONS.split(), *targets.split(), *arguments),
            )


def _run(*command: str | os.PathLike[str]) -> None:
    subprocess.run(command, cwd=environment.CHECKOUT, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])

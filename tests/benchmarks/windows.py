"""Start the window in a process of its own and have something done in it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.benchmarks.p01_start import with_screen

_CHECKOUT = Path(__file__).parents[2]
_LIMIT_S = 1_200.0


def visit_window(
    name: str, folder: Path, *arguments: str, **options: Any
) -> dict[str, list[float]]:
    """Do a visit of `visits` in the window of a library; return what it timed."""
    settings = folder.with_name(f"{folder.name}.toml")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tests.benchmarks.visit"),
            *(name, json.dumps(options)),
            *("--library", str(folder), "--settings", str(settings), *arguments),
        ],
        cwd=_CHECKOUT,
        env=with_screen(os.environ),
        stdout=subprocess.PIPE,
        text=True,
        timeout=_LIMIT_S,
        check=True,
    )
    answer: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return answer

"""Other readers beside Octavo: a cold start with a PDF, and what it then holds.

`python -m tests.benchmarks.peers` runs those that are on PATH on a screen of its own:
from the start of the process to the page on the screen, median of a few runs, and the
memory of all its processes, shared pages once.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

import pymupdf

from tests.support.program import CHECKOUT, FROM_CHECKOUT
from tests.support.screen import Box, Screen, until

PEERS = ("zathura", "sioyek", "okular")
_N_PAGES, _N_RUNS = 200, 3
_INK = "#FF00FF"
_LEAST_PX = 20_000
_LIMIT_S = 60.0
_CALM_S = 3.0
_LINES = 60


def main() -> int:
    """Measure Octavo and its peers, and print a line for each."""
    with (
        tempfile.TemporaryDirectory(prefix="octavo-peers-") as place,
        Screen() as screen,
    ):
        file = Path(place) / "pages.pdf"
        _write(file)
        own = (*FROM_CHECKOUT, "--library", f"{place}/library", str(file))
        commands: dict[str, tuple[str, ...]] = {"octavo": own}
        commands |= {peer: (peer, str(file)) for peer in PEERS if shutil.which(peer)}
        for name, command in commands.items():
            home = Path(place) / name
            home.mkdir()
            _run(command, home, screen)  # what it makes at its first start
            runs = [_run(command, home, screen) for _ in range(_N_RUNS)]
            times = sorted(seconds for seconds, _ in runs)
            held = min(mb for _, mb in runs)
            print(f"{name:8} {1000 * times[len(times) // 2]:6.0f} ms {held:6.0f} MB")
    return 0


def _write(file: Path) -> None:
    """Write pages of text with a block of a colour that no window has."""
    document = pymupdf.open()
    for number in range(_N_PAGES):
        page = document.new_page(width=612, height=792)
        page.draw_rect(pymupdf.Rect(100, 80, 512, 300), fill=(1, 0, 1))
        for line in range(_LINES):
            text = f"Line {line} of page {number + 1}, with words as a paper has them."
            page.insert_text((72, 320 + 7 * line), text, fontsize=6)
    document.save(file)
    document.close()


def _run(command: Iterable[str], home: Path, screen: Screen) -> tuple[float, float]:
    """Return the seconds to the page on the screen, and the megabytes then held."""
    folders = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
    variables = os.environ | screen.environment() | dict.fromkeys(folders, str(home))
    begun = time.monotonic()
    process = subprocess.Popen(
        list(command),
        cwd=CHECKOUT,
        env=variables,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        everything = Box(0, 0, 1440, 900)

        def shows_page() -> bool:
            return screen.picture(everything).count(_INK) >= _LEAST_PX

        until(shows_page, "a page", _LIMIT_S)
        seconds = time.monotonic() - begun
        time.sleep(_CALM_S)
        return seconds, _held_mb(process.pid)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()
        until(lambda: not screen.picture(everything).count(_INK), "its end", _LIMIT_S)


def _held_mb(session: int) -> float:
    """Return the memory of a session's processes. Source: proc(5), smaps_rollup."""
    held_kb = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
            if int(fields[3]) != session:
                continue
            for line in (folder / "smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    held_kb += int(line.split()[1])
        except (OSError, IndexError):
            continue
    return held_kb / 1000


if __name__ == "__main__":
    sys.exit(main())

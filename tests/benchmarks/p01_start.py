"""P1: from a cold process to a painted list."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.benchmarks.built import copied_library
from tests.benchmarks.row import Row, at_most, median, times_floor

_CHECKOUT = Path(__file__).parents[2]
_N_ROUNDS = 7
_SETTLED_S = 3.0  # until then the PDF worker is warm too
_TIME_GOAL = 2.0
_MEMORY_GOAL_MB = 140.0
_SMAPS = "/proc/{}/smaps_rollup"


def measure(n_papers: int, place: Path) -> Iterator[Row]:
    """Time starts of the program and of a bare window, in turn."""
    folder = copied_library(n_papers, place)
    ours, floor = [], []
    arguments = ("--library", str(folder), "--settings", str(place / "settings.toml"))
    n_rounds = _N_ROUNDS if n_papers >= 10_000 else 1
    memory_mb = bare_mb = 0.0
    for number in range(n_rounds + 1):
        is_last = number == n_rounds
        bare_s, bare_mb = _start("bare_window", is_weighed=is_last)
        ours_s, memory_mb = _start("started_program", *arguments, is_weighed=is_last)
        if number:  # the first round fills the caches
            floor.append(bare_s)
            ours.append(ours_s)
    yield Row(
        name="P1",
        what=f"start to a painted list, {n_papers:,} papers",
        unit="s",
        ours=median(ours),
        floor=median(floor),
        goal=times_floor(_TIME_GOAL, median(floor)),
    )
    if memory_mb:
        yield Row(
            name="P1",
            what="memory after the start, all processes",
            unit="MB",
            ours=memory_mb,
            floor=bare_mb,
            goal=at_most(_MEMORY_GOAL_MB),
        )


def _start(module: str, *arguments: str, is_weighed: bool) -> tuple[float, float]:
    """Return the seconds until it was painted, and its megabytes if weighed."""
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments]
    start = time.monotonic()
    process = subprocess.Popen(
        command,
        cwd=_CHECKOUT,
        env=with_screen(os.environ),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        word, _, moment = process.stdout.readline().partition(" ")
        if word != "painted":
            raise RuntimeError(f"{module} does not paint.")
        if is_weighed:
            time.sleep(_SETTLED_S)
        return float(moment) - start, megabytes(process.pid) if is_weighed else 0.0
    finally:
        process.terminate()
        process.communicate(timeout=30)


def with_screen(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for a window: on the screen if there is one."""
    if environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"):
        return dict(environment)
    return {**environment, "QT_QPA_PLATFORM": "offscreen"}


def megabytes(pid: int) -> float:
    """Return the memory of a process and those below it (PSS); 0 where unknown."""
    if not Path(_SMAPS.format(pid)).exists():
        return 0.0
    total_kib = 0
    for each in _family(pid):
        for line in Path(_SMAPS.format(each)).read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                total_kib += int(line.split()[1])
    return total_kib * 1024 / 1_000_000


def _family(pid: int) -> list[int]:
    """Return a process and all that it, and they, started."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(path.parent.name))
    family = [pid]
    for member in family:
        family += children.get(member, [])
    return family

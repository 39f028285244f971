"""P3: moving through a long list, in the window, and what the list costs in memory."""

from collections.abc import Iterator
from pathlib import Path

from app.library import Library
from tests.benchmarks.built import copied_library
from tests.benchmarks.row import Row, at_most, p95
from tests.benchmarks.windows import visit_window

_N_STEPS = 60
_NEXT_GOAL_MS, _JUMP_GOAL_MS, _MEMORY_GOAL_MB = 16.0, 33.0, 60.0
_DETAIL_GOAL_MS = 33.0


def measure(n_papers: int, place: Path) -> Iterator[Row]:
    """Time steps and jumps in a list of `n_papers`, from the key to the paint."""
    empty = place / "empty"
    Library.open(empty).close()
    least = visit_window("walk", empty, n_steps=0)["memory_mb"][0]
    walked = visit_window("walk", copied_library(n_papers, place), n_steps=_N_STEPS)
    for what, name, goal in (
        ("next row", "next_ms", _NEXT_GOAL_MS),
        ("next row from a far place", "after_jump_ms", _NEXT_GOAL_MS),
        ("jump anywhere", "jump_ms", _JUMP_GOAL_MS),
        ("the detail beside the next row", "detail_ms", _DETAIL_GOAL_MS),
    ):
        if not walked[name]:
            continue
        yield Row(
            name="P3",
            what=f"painted p95, {what}, {n_papers:,} papers",
            unit="ms",
            ours=p95(walked[name]),
            floor=0.0,
            goal=at_most(goal),
        )
    yield Row(
        name="P3",
        what=f"memory above an empty list, {n_papers:,} papers",
        unit="MB",
        ours=max(walked["memory_mb"][0] - least, 0.001),
        floor=0.0,
        goal=at_most(_MEMORY_GOAL_MB),
    )

"""The operations that are killed many times, and the run that does it."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from app.library import Library
from app.library.database import migrations
from tests.faults import imports, keeping, marking, migrating, writers
from tests.faults.killing import Writer, kill_midway
from tests.faults.report import Finding, Harm, Report

Check = Callable[[Path, int], tuple[int, list[Finding]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """What is killed: `prepare` makes the library of a folder that is not there yet.

    The kill comes up to `longest_s` after the writer's first word; a library is used
    for `n_kills_each` kills, so that it stays small.
    """

    name: str
    prepare: Callable[[Path], None]
    writer: Writer
    check: Check
    longest_s: float
    n_kills_each: int


IMPORT = Operation(
    name="import",
    prepare=Path.mkdir,
    writer=writers.import_papers,
    check=imports.check,
    longest_s=0.06,
    n_kills_each=8,
)
MARK = Operation(
    name="mark",
    prepare=marking.prepare,
    writer=writers.mark_papers,
    check=marking.check,
    longest_s=0.06,
    n_kills_each=10,
)
KEEP = Operation(
    name="keep file",
    prepare=marking.prepare,
    writer=writers.keep_files,
    check=keeping.check,
    longest_s=0.06,
    n_kills_each=10,
)


def all_operations(place: Path) -> Iterator[Operation]:
    """Go through all operations; old libraries are made in `place`."""
    yield from (IMPORT, MARK, KEEP)
    for n_steps in range(len(migrations.names())):
        yield migration(place / f"old {n_steps}", n_steps)


def migration(old: Path, n_steps: int) -> Operation:
    """Return the operation of opening a library of so many steps, made in `old`."""
    migrating.make_old(old, n_steps)
    return Operation(
        name=f"migrate {n_steps}",
        prepare=lambda folder: migrating.copy_old(old, folder),
        writer=writers.migrate,
        check=partial(migrating.check, n_steps=n_steps),
        longest_s=_open_s(old) * 1.6,
        n_kills_each=1,
    )


def _open_s(old: Path) -> float:
    """Measure how long a copy of an old library takes to open."""
    folder = old.with_name(f"{old.name}-timed")
    migrating.copy_old(old, folder)
    start = time.monotonic()
    library = Library.open(folder)
    duration_s = time.monotonic() - start
    library.close()
    return duration_s


def run(operation: Operation, place: Path, *, n_kills: int, seed: int = 1) -> Report:
    """Kill an operation so often, each time at a random moment."""
    chance = Random(f"{operation.name} {seed}")
    start = time.monotonic()
    findings: list[Finding] = []
    n_acts = n_stored = 0
    folder = place
    for number in range(n_kills):
        if number % operation.n_kills_each == 0:
            folder = place / f"{operation.name} {number}"
            operation.prepare(folder)
            n_stored = 0
        killed = kill_midway(
            operation.writer,
            folder,
            n_stored,
            delay_s=chance.uniform(0, operation.longest_s),
        )
        n_acts += killed.n_acts
        if not killed.was_killed:
            findings.append(Finding(Harm.ENDED, f"{operation.name} {number}"))
        n_stored, found = operation.check(folder, killed.n_told)
        findings += found
    return Report(
        name=operation.name,
        n_kills=n_kills,
        n_acts=n_acts,
        duration_s=time.monotonic() - start,
        findings=tuple(findings),
    )

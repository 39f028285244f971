"""Kill each operation many times: `python -m tests.faults [--kills N] [--seed N]`.

Prints a line for each operation; exits 1 when anything was lost, partial or damaged.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.faults import programs
from tests.faults.operations import all_operations, run
from tests.faults.report import Report

_PROGRAMS_SHARE = 10  # a whole program takes so many times longer than a fork


def main() -> int:
    """Run every operation and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="of each operation")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    is_harmless = True
    with tempfile.TemporaryDirectory(prefix="octavo-faults-") as folder:
        for report in _reports(Path(folder), options.kills, options.seed):
            print(report.line(), flush=True)
            for finding in report.findings:
                print(f"    {finding.harm}: {finding.what}")
            is_harmless &= not report.findings
    return 0 if is_harmless else 1


def _reports(place: Path, n_kills: int, seed: int) -> Iterator[Report]:
    for operation in all_operations(place):
        yield run(operation, place, n_kills=n_kills, seed=seed)
    n_programs = max(n_kills // _PROGRAMS_SHARE, 1)
    for name, kill in (
        ("imports", programs.kill_imports),
        ("fetches", programs.kill_fetches),
    ):
        folder = place / name
        folder.mkdir()
        yield kill(folder, n_kills=n_programs, seed=seed)


if __name__ == "__main__":
    sys.exit(main())

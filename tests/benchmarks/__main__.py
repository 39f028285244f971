"""Run benchmarks: `python -m tests.benchmarks [NAME…] [--papers N] [--json]`.

NAME is P1 … P12, A12, D1, D2, F5, S1 or V1, none = all there are. Exits 0 also when a
goal is missed: a number is no verdict on the machine it was measured on.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.catalogue import BENCHMARKS
from tests.benchmarks.row import HEADING, Row


def main(arguments: list[str]) -> int:
    """Run the benchmarks named and print a row for each thing measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", type=str.upper)
    parser.add_argument("--papers", type=int, default=10_000)
    parser.add_argument("--json", action="store_true", dest="is_json")
    options = parser.parse_args(arguments)
    unknown = sorted(set(options.names) - set(BENCHMARKS))
    if unknown:
        parser.error(f"no {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    rows = []
    if not options.is_json:
        print(HEADING)
    for row in measure(options.names or list(BENCHMARKS), options.papers):
        rows.append(row)
        if not options.is_json:
            print(row.line(), flush=True)
    if options.is_json:
        print(json.dumps([row.as_json() for row in rows], indent=2, ensure_ascii=False))
    return 0


def measure(names: list[str], n_papers: int) -> Iterator[Row]:
    """Go through the rows of the benchmarks named."""
    with tempfile.TemporaryDirectory(prefix="octavo-benchmarks-") as place:
        for name, benchmark in BENCHMARKS.items():
            if name in names:
                yield from benchmark(n_papers, Path(place))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

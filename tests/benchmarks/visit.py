"""The program as it starts, with something done in it.

`python -m tests.benchmarks.visit NAME OPTIONS ARGUMENTS…` starts the program with
ARGUMENTS, does the visit NAME with OPTIONS (JSON) and prints its result as JSON.
"""

import sys

from app.bootstrap.qt import load_qt


def main(arguments: list[str]) -> int:
    """Load Qt as the program does, then do the visit."""
    load_qt()
    from tests.benchmarks import visits

    return visits.main(*arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

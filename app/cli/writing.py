"""Tell where what is written to a file would be printed."""

import os
import sys
from pathlib import Path


def is_standard_output(target: Path) -> bool:
    """Say whether a path leads to where answers are printed (`/dev/stdout`)."""
    try:
        return os.path.samestat(target.stat(), os.fstat(sys.stdout.fileno()))
    except (OSError, ValueError, AttributeError):
        return False

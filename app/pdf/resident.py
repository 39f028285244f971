"""How much memory a process holds, where the system says so."""

import os


def resident_bytes(pid: int) -> int:
    """Return what a process holds in memory, in bytes; 0 where nobody says."""
    try:
        with open(f"/proc/{pid}/statm", "rb") as statm:
            return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0

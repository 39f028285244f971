"""What the PDF worker may not do, set by itself before it reads any PDF.

Each limit is set where the platform has it; the window watches memory and time too.
"""

import contextlib
import ctypes
import signal
import sys

if sys.platform != "win32":
    import resource

_OPEN_FILES_MAX = 64
_CPU_S_PER_REQUEST = 60
_PR_SET_PDEATHSIG = 1
_CLONE_NEWUSER = 0x1000_0000
_CLONE_NEWNET = 0x4000_0000


def confine(memory_limit_bytes: int) -> None:
    """Give up writing files, new processes, core dumps, memory and the network."""
    if sys.platform == "win32":
        return
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_NOFILE, _OPEN_FILES_MAX)
    _lower(resource.RLIMIT_AS, memory_limit_bytes)
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
        _lower(resource.RLIMIT_NPROC, 0)


def allow_time() -> None:
    """Let the next request use a minute of processor time, and no more.

    The window kills a slow worker much earlier; this ends one that outlived the window.
    """
    if sys.platform == "win32":
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used_s = int(usage.ru_utime + usage.ru_stime)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (used_s + _CPU_S_PER_REQUEST, hard))


if sys.platform != "win32":

    def _lower(limit: int, value: int) -> None:
        hard = resource.getrlimit(limit)[1]
        if hard != resource.RLIM_INFINITY:
            value = min(value, hard)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(limit, (value, value))

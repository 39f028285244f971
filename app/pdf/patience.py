"""A limit of time on what may take for ever, where the platform has one."""

import contextlib
import signal
import sys
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Never


class TakesTooLong(Exception):
    """The time is up."""


@contextlib.contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Let a block run for so long, where the platform can interrupt it.

    Raises:
        TakesTooLong: the time is up.
    """
    is_main = threading.current_thread() is threading.main_thread()
    if sys.platform == "win32" or not is_main:
        yield
        return
    before = signal.signal(signal.SIGALRM, _give_up)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _give_up(_number: int, _frame: FrameType | None) -> Never:
    raise TakesTooLong

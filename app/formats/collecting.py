"""Long readings without the pauses in which Python looks for rings of objects."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """Keep Python from looking for rings while much is made that has none.

    Each look goes through all there is: the more was read, the longer it takes. Of
    several threads in here, the one that came first switches it on again.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()

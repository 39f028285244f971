"""Reading without collections, however it ends."""

import gc
from contextlib import suppress

from app.formats.collecting import without_collecting


def test_collecting_is_on_again_whatever_happened() -> None:
    seen: list[bool] = []

    with suppress(ValueError), without_collecting():
        seen.append(gc.isenabled())
        raise ValueError

    assert [*seen, gc.isenabled()] == [False, True]


def test_who_came_second_leaves_it_to_the_first() -> None:
    first, second = without_collecting(), without_collecting()
    first.__enter__()
    second.__enter__()

    second.__exit__(None, None, None)

    assert not gc.isenabled()
    first.__exit__(None, None, None)
    assert gc.isenabled()

"""Shared memory for pages: a spare one is at hand, and each picture has its own."""

import os
import sys

import pytest

from app.pdf.segment import Segment, SpareSegment

LENGTH = 300_000


@pytest.mark.skipif(sys.platform != "linux", reason="only there it is given early")
def test_fill_when_done_then_the_memory_is_there() -> None:
    segment = Segment(LENGTH)
    assert segment.fd is not None
    assert os.fstat(segment.fd).st_blocks == 0

    segment.fill()

    assert os.fstat(segment.fd).st_blocks * 512 >= LENGTH
    segment.close()


def test_take_when_one_was_made_ready_then_gives_it_once() -> None:
    spare = SpareSegment()
    first = spare.take(LENGTH)
    spare.renew()

    second, third = spare.take(LENGTH), spare.take(LENGTH)
    second.view[0] = 7

    assert (first.view[0], second.view[0], third.view[0]) == (0, 7, 0)
    for segment in (first, second, third):
        segment.close()


def test_take_when_another_length_is_asked_for_then_has_that_length() -> None:
    spare = SpareSegment()
    spare.take(LENGTH).close()
    spare.renew()

    taken = spare.take(2 * LENGTH)

    assert len(taken.view) == 2 * LENGTH
    taken.close()
    spare.close()
    spare.renew()

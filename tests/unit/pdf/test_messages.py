"""Frames between the processes: equal on arrival, and refused when they are wrong."""

import os
import socket
import struct
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.pdf.messages import (
    HEADER_MAX_BYTES,
    BadFrame,
    Done,
    Failed,
    Find,
    Open,
    Render,
    read_frame,
    write_frame,
)
from app.pdf.streams import PipeStream, SocketStream

RENDER = Render(
    document=1,
    page_index=2,
    scale_x=1.5,
    scale_y=1.25,
    left=0,
    top=3,
    width=10,
    height=20,
    is_dark=False,
    segment="",
)


class Wire:
    """A stream whose far end is its own buffer."""

    def __init__(self, content: bytes = b"") -> None:
        self.content = content

    def send(self, payload: bytes, fd: int | None) -> None:
        self.content += payload

    def receive(self, length_bytes: int) -> bytes:
        taken, self.content = self.content[:length_bytes], self.content[length_bytes:]
        if len(taken) < length_bytes:
            raise EOFError
        return taken

    def take_fd(self) -> int | None:
        return None


@pytest.fixture
def pair() -> Iterator[tuple[SocketStream, SocketStream]]:
    ends = [SocketStream(end) for end in socket.socketpair()]
    yield ends[0], ends[1]
    for end in ends:
        end.close()


@given(needle=st.text(max_size=200), body=st.binary(max_size=500))
def test_read_frame_gives_what_was_written(needle: str, body: bytes) -> None:
    wire = Wire()
    message = Find(document=7, page_index=0, needle=needle, is_case_kept=True)

    write_frame(wire, message, body)

    assert read_frame(wire, (Open, Find)) == (message, body)
    assert wire.content == b""


@given(st.binary(max_size=300))
def test_read_frame_of_anything_is_refused(content: bytes) -> None:
    with pytest.raises((BadFrame, EOFError)):
        read_frame(Wire(content), (Done, Failed))


@pytest.mark.parametrize(
    "header",
    [
        b"[]",
        b"{}",
        b'{"kind":"Done"}',
        b'{"kind":"Done","document":"1"}',
        b'{"kind":"Done","document":true}',
        b'{"kind":"Done","document":1,"more":1}',
        b'{"kind":"Open","document":1}',
        b'{"kind":["Done"],"document":1}',
        b"[" * 5000,
    ],
)
def test_read_frame_with_wrong_fields_is_refused(header: bytes) -> None:
    wire = Wire(struct.pack("<II", len(header), 0) + header)

    with pytest.raises(BadFrame):
        read_frame(wire, (Done,))


def test_read_frame_longer_than_its_limit_is_refused_before_it_is_read() -> None:
    wire = Wire(struct.pack("<II", HEADER_MAX_BYTES + 1, 0))

    with pytest.raises(BadFrame):
        read_frame(wire, (Done,))


def test_write_frame_refuses_too_long_a_message() -> None:
    wire = Wire()

    with pytest.raises(BadFrame):
        write_frame(wire, replace(RENDER, segment="x" * HEADER_MAX_BYTES))

    assert wire.content == b""


@pytest.mark.skipif(not hasattr(socket, "send_fds"), reason="needs Unix sockets")
def test_a_socket_carries_an_open_file(
    pair: tuple[SocketStream, SocketStream],
) -> None:
    source, sink = os.pipe()

    write_frame(pair[0], RENDER, fd=source)
    os.close(source)
    assert read_frame(pair[1], (Render,)) == (RENDER, b"")
    received = pair[1].take_fd()

    assert received is not None
    os.write(sink, b"through")
    assert os.read(received, 7) == b"through"
    os.close(received)
    os.close(sink)


def test_a_socket_whose_other_end_is_closed_has_an_end(
    pair: tuple[SocketStream, SocketStream],
) -> None:
    write_frame(pair[0], RENDER)
    pair[0].close()

    read_frame(pair[1], (Render,))
    with pytest.raises(EOFError):
        read_frame(pair[1], (Render,))


def test_pipes_carry_frames_and_have_an_end() -> None:
    source, sink = os.pipe()
    reader, writer = os.fdopen(source, "rb"), os.fdopen(sink, "wb")
    stream = PipeStream(reader, writer)

    write_frame(stream, RENDER, b"body")
    assert read_frame(stream, (Render,)) == (RENDER, b"body")
    writer.close()

    with pytest.raises(EOFError):
        stream.receive(1)
    stream.close()

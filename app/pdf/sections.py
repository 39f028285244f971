"""The sections that the bodies between processes are made of.

A section is a uint64 length and its bytes: numbers as doubles in the machine's own
order, texts as UTF-8 lines.
"""

import math
import struct
from array import array
from collections.abc import Iterable, Sequence

from app.pdf.messages import BadFrame

_LENGTH = struct.Struct("<Q")


def join_sections(*sections: bytes) -> bytes:
    """Put sections in a row, each behind its length."""
    return b"".join(_LENGTH.pack(len(part)) + part for part in sections)


def split_sections(body: bytes, n_sections: int) -> list[bytes]:
    """Take a body apart into so many sections.

    Raises:
        BadFrame: the body has another shape.
    """
    sections = []
    start = 0
    for _ in range(n_sections):
        if start + _LENGTH.size > len(body):
            raise BadFrame("the body ends early")
        (length,) = _LENGTH.unpack_from(body, start)
        start += _LENGTH.size
        sections.append(body[start : start + length])
        start += length
    if start != len(body):
        raise BadFrame("the body has another length")
    return sections


def pack_numbers(values: Iterable[float]) -> bytes:
    """Pack numbers as doubles."""
    return array("d", values).tobytes()


def unpack_numbers(section: bytes) -> Sequence[float]:
    """Unpack doubles, all of them finite.

    Raises:
        BadFrame: half a number, or one that is not finite.
    """
    values = array("d")
    if len(section) % values.itemsize:
        raise BadFrame("half a number")
    values.frombytes(section)
    if not all(map(math.isfinite, values)):
        raise BadFrame("no finite number")
    return values


def unpack_rows(section: bytes, n_columns: int) -> list[tuple[float, ...]]:
    """Unpack a table of numbers of so many columns.

    Raises:
        BadFrame: half a row, half a number, or one that is not finite.
    """
    values = unpack_numbers(section)
    if len(values) % n_columns:
        raise BadFrame("half a row of numbers")
    return list(zip(*[iter(values)] * n_columns, strict=True))


def pack_texts(texts: Iterable[str]) -> bytes:
    """Pack texts, one a line."""
    return b"".join(one_line(text).encode("utf-8", "replace") + b"\n" for text in texts)


def one_line(text: str) -> str:
    """Turn each control character into a space, so that texts stay one a line."""
    if text.isprintable():
        return text
    return "".join(" " if char < " " or char == "\x7f" else char for char in text)


def unpack_one_text(section: bytes) -> str:
    """Unpack a section that is a single text.

    Raises:
        BadFrame: the section is no UTF-8.
    """
    try:
        return section.decode().removesuffix("\n")
    except UnicodeDecodeError as error:
        raise BadFrame("no UTF-8") from error


def unpack_lines(section: bytes) -> list[str]:
    """Unpack texts, one a line.

    Raises:
        BadFrame: the section is no UTF-8.
    """
    text = unpack_one_text(section)
    return text.split("\n") if section else []


def paired(
    rows: list[tuple[float, ...]], texts: list[str]
) -> list[tuple[tuple[float, ...], str]]:
    """Put rows of numbers and texts side by side.

    Raises:
        BadFrame: there are more of the one than of the other.
    """
    if len(rows) != len(texts):
        raise BadFrame("numbers and texts differ in count")
    return list(zip(rows, texts, strict=True))


def only_row(rows: list[tuple[float, ...]]) -> list[tuple[float, ...]]:
    """Give a table back when it has exactly one row.

    Raises:
        BadFrame: it has none, or more.
    """
    if len(rows) != 1:
        raise BadFrame("one row was expected")
    return rows

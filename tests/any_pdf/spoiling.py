"""Sound PDFs spoiled at random: bytes and objects changed, cut out or repeated."""

import random
import re
from collections.abc import Callable, Iterator, Sequence

from tests.any_pdf.oddity import Oddity

_NUMBER = re.compile(rb"(?<![\w.])-?\d+(?![\w.])")
_REFERENCE = re.compile(rb"\d+ 0 R")
_ENTRY = re.compile(rb"/[A-Za-z]\w*")
_OBJECT = re.compile(rb"\d+ 0 obj\n.*?endobj\n", re.DOTALL)
_ODD_NUMBERS = (
    *(b"0", b"-1", b"1", b"65536", b"2147483647", b"-2147483648", b"99999999999"),
    *(b"1e30", b"0.0000001", b"null", b"true", b"()", b"[]", b"<<>>", b"/Name"),
)
_MOST_CHANGES = 6

Change = Callable[[random.Random, bytes], bytes]


def spoiled(
    sound: Sequence[Oddity], seed: int, count: int
) -> Iterator[tuple[str, bytes]]:
    """Give so many files, each made of one of the others with a few changes.

    The same seed gives the same files; their names say which is which.
    """
    chance = random.Random(seed)
    made = [(oddity.name, oddity.make()) for oddity in sound]
    for number in range(count):
        name, content = chance.choice(made)
        for _ in range(chance.randint(1, _MOST_CHANGES)):
            content = chance.choice(_CHANGES)(chance, content)
        yield f"spoiled {seed} {number:04} {name}", content


def _flip(chance: random.Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, 30)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut_out(chance: random.Random, content: bytes) -> bytes:
    start = chance.randrange(len(content) + 1)
    return content[:start] + content[start + chance.randint(1, 200) :]


def _cut_off(chance: random.Random, content: bytes) -> bytes:
    return content[: chance.randrange(len(content) // 2, len(content) + 1)]


def _repeat(chance: random.Random, content: bytes) -> bytes:
    start = chance.randrange(len(content) + 1)
    part = content[start : start + chance.randint(1, 400)]
    return content[:start] + part * chance.randint(2, 9) + content[start:]


def _other_number(chance: random.Random, content: bytes) -> bytes:
    return _replace(chance, content, _NUMBER, chance.choice(_ODD_NUMBERS))


def _other_reference(chance: random.Random, content: bytes) -> bytes:
    others = _REFERENCE.findall(content) or [b"1 0 R"]
    return _replace(chance, content, _REFERENCE, chance.choice(others))


def _other_entry(chance: random.Random, content: bytes) -> bytes:
    others = _ENTRY.findall(content) or [b"/X"]
    return _replace(chance, content, _ENTRY, chance.choice(others))


def _other_object(chance: random.Random, content: bytes) -> bytes:
    """Let one object's body stand in another's place, or nowhere."""
    others = _OBJECT.findall(content) or [b""]
    body = chance.choice((*others, b"")).partition(b"obj\n")[2]
    found = list(_OBJECT.finditer(content))
    if not found:
        return content
    place = chance.choice(found)
    head = place.group().partition(b"obj\n")[0] + b"obj\n"
    return content[: place.start()] + head + body + content[place.end() :]


def _replace(
    chance: random.Random, content: bytes, pattern: re.Pattern[bytes], by: bytes
) -> bytes:
    found = list(pattern.finditer(content))
    if not found:
        return content
    place = chance.choice(found)
    return content[: place.start()] + by + content[place.end() :]


_CHANGES: tuple[Change, ...] = (
    *(_flip, _cut_out, _cut_off, _repeat),
    *(_other_number, _other_reference, _other_entry, _other_object),
)

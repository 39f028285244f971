"""Replies that others recorded with VCR: the little of YAML that those files are of."""

import base64
import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_URI = re.compile(r"\s*uri: (\S+)")
_BODY = re.compile(r"( *)string: ?(.*)")
_CODE = re.compile(r"\s*code: (\d{3})")
_FOLD = re.compile(r"[ \t]*\n[ \t]*")
_EMPTY = re.compile(r"[ \t]*\n((?:[ \t]*\n)+)[ \t]*")


@dataclass(frozen=True, slots=True)
class Recorded:
    """A reply with the address that gave it."""

    uri: str
    status: int
    body: bytes


def recorded(file: Path) -> Iterator[Recorded]:
    """Go through the replies of a cassette."""
    lines = file.read_text("utf-8").split("\n")
    uri, body = "", b""
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if found := _URI.fullmatch(line):
            uri = found[1]
        elif found := _BODY.fullmatch(line):
            depth, parts = len(found[1]), [found[2]]
            while at < len(lines) and _is_below(lines[at], depth):
                parts.append(lines[at])
                at += 1
            body = _scalar("\n".join(parts))
        elif (found := _CODE.fullmatch(line)) and uri:
            yield Recorded(uri, int(found[1]), body)


def _is_below(line: str, depth: int) -> bool:
    return not line.strip() or len(line) - len(line.lstrip()) > depth


def _scalar(text: str) -> bytes:
    """Return what a scalar of YAML says, in the styles that VCR writes."""
    text = text.strip()
    if text.startswith("!!binary"):
        data = base64.b64decode("".join(text.partition("\n")[2].split()))
        return gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
    if text.startswith('"'):
        whole = re.sub(r"\\\n\s*\\?", "", text)
        whole = re.sub(r"\\x([0-9a-fA-F]{2})", r"\\u00\1", _folded(whole))
        whole = re.sub(r"\\([ _eN'])", r"\1", whole)
        try:
            return str(json.loads(whole, strict=False)).encode()
        except ValueError:
            return whole.encode()
    if text.startswith("'"):
        return _folded(text[1:-1]).replace("''", "'").encode()
    return _folded(text).encode()


def _folded(text: str) -> str:
    """Join lines as YAML does: one end is a blank, of more the others stay."""
    text = _EMPTY.sub(lambda m: "\0" * m[1].count("\n"), text)
    return _FOLD.sub(" ", text).replace("\0", "\n")

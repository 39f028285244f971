"""The lines of RIS: which begin an entry or a field, and which go on with one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from app.formats.text import clean, lines_of, one_line

_PROBE_CHARS = 65_536
_MAX_BEFORE = 10
_MAX_HEADER_LINE = 80
"""Short lines may come first: 'Provider: …', 'Database: …', '1.'."""

_SAFE_GAP = 2
"""Spaces before the dash that make a tag wherever they are; with fewer, prose that
begins 'AB - ' is not taken for one unless its entry's first line is so written."""

_LINE = re.compile(r"[ \t]{0,8}([A-Za-z][A-Za-z0-9])([ \t]{0,3})-(.*)")
_TYPE = re.compile(r"[ \t]*[A-Za-z]{0,12}[ \t]*")
_SNIFF = re.compile(
    r"^[ \t]{0,8}TY(?P<gap>[ \t]{0,3})-[ \t]*[A-Z]{2,12}[ \t]{0,9}\n"
    r"(?:.{0,20000}\n){0,9}?[ \t]{0,8}[A-Z][A-Z0-9](?P=gap)-",
    re.MULTILINE | re.IGNORECASE,
)
_HEADLESS = re.compile(r"\s{0,99}(?:[A-Z][A-Z0-9]  - ?[^\n]{0,5000}\n){3}")
_SENTENCE_END = re.compile(r"[.!?:][\"'”’)\]]*\Z")
_WRAPPED = range(60, 121)
"""Characters of a line that may have been broken because it was full."""


@dataclass(slots=True)
class Entry:
    """The lines of one entry, and where the first stood, from 1.

    Without `fields` it is what stands between entries.
    """

    line: int
    lines: list[str] = field(default_factory=list)
    fields: list[tuple[str, list[str]]] = field(default_factory=list)
    gap: int = _SAFE_GAP
    grouped: dict[str, list[list[str]]] = field(default_factory=dict)

    def add(self, tag: str, value: str) -> None:
        """Begin a field; the lines that go on with it come to the same list."""
        lines = [value]
        self.fields.append((tag, lines))
        self.grouped.setdefault(tag, []).append(lines)

    @property
    def text(self) -> str:
        """Return the entry as it was written."""
        return "\n".join(self.lines).strip("\n")

    def values(self, *tags: str) -> list[str]:
        """Return what tags have, tag by tag, each on one line, none empty."""
        found = (" ".join(lines) for tag in tags for lines in self.grouped.get(tag, ()))
        return [value for each in found if (value := _tidy(each))]

    def paragraphs(self, *tags: str) -> list[str]:
        """Return what tags have with the line ends that part paragraphs."""
        found = (_joined(lines) for tag in tags for lines in self.grouped.get(tag, ()))
        return [value for value in found if value]


def is_ris(text: str) -> bool:
    """Say whether text is RIS: a line of type near its start, and tagged lines."""
    head = clean(text[:_PROBE_CHARS]) + "\n"
    if _HEADLESS.match(head):
        return True
    match = _SNIFF.search(head)
    if match is None:
        return False
    before = [line for line in head[: match.start()].split("\n") if line.strip()]
    return len(before) <= _MAX_BEFORE and all(
        len(line) <= _MAX_HEADER_LINE for line in before
    )


def entries(text: str) -> Iterator[Entry]:
    """Go through clean text entry by entry, with what stands between them.

    An entry ends with ER, or where the next begins; without TY it begins with the first
    tagged line.
    """
    entry: Entry | None = None
    between: Entry | None = None
    for number, line in enumerate(lines_of(text), start=1):
        found = _tag(line, entry)
        if found is None and entry is None:
            if line.strip():
                between = between or Entry(number)
                between.lines.append(line)
            continue
        if between is not None:
            yield between
            between = None
        if entry is not None and found is not None and found[0] == "TY":
            yield entry
            entry = None
        if entry is None:
            entry = Entry(number)
        entry.lines.append(line)
        if found is None:
            entry.fields[-1][1].append(line.strip())
            continue
        tag, gap, value = found
        if tag == "TY":
            entry.gap = gap
        if tag == "ER":
            yield entry
            entry = None
        else:
            entry.add(tag, value.strip())
    yield from (each for each in (between, entry) if each is not None)


def is_tagged(line: str) -> bool:
    """Say whether a line might be taken for a field or the end of an entry."""
    return _LINE.match(line) is not None


def _tag(line: str, entry: Entry | None) -> tuple[str, int, str] | None:
    """Return a line's tag, the spaces behind it and its value."""
    match = _LINE.match(line)
    if match is None:
        return None
    tag, gap, value = match[1].upper(), len(match[2]), match[3]
    is_type = tag == "TY" and bool(_TYPE.fullmatch(value))
    if gap >= _SAFE_GAP or (is_type and match[1].isupper()):
        return tag, gap, value
    is_own = entry is not None and gap == entry.gap and match[1].isupper()
    return (tag, gap, value) if is_own else None


def _tidy(text: str) -> str:
    """Return clean text on one line; that of ASCII needs no more than its words."""
    return " ".join(text.split()) if text.isascii() else one_line(text)


def _joined(lines: list[str]) -> str:
    """Join the lines of a value: wrapped lines by a space, paragraphs by a line end."""
    text = lines[0]
    for before, line in pairwise(lines):
        if not line:
            continue
        is_end = _SENTENCE_END.search(before) and len(before) not in _WRAPPED
        text += ("\n" if is_end or not before else " ") + line
    return text.strip()

"""Rows of tables in text: CSV as RFC 4180 says, and as programs write it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

DELIMITERS = (",", "\t", ";", "|")

_HINT = re.compile(r"\s{0,9}sep=([,;|\t])[ ]{0,9}\n", re.IGNORECASE)
"""What Excel reads a delimiter from."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line that it begins in, from 1, its text and its cells."""

    line: int
    text: str
    cells: tuple[str, ...]


def rows(text: str, delimiter: str) -> Iterator[Row]:
    """Go through the rows of clean text, in linear time; those without a cell are left.

    A quote that stands doubled is one, and so is one that no delimiter follows: some
    programs forget to double them. A quote that never closes is a sign like others.
    """
    scanner = _Scanner(text, delimiter)
    at, line = hint_of(text)[1], 1
    line += text.count("\n", 0, at)
    while at < len(text):
        cells, end = scanner.row(at)
        if any(cell.strip() for cell in cells):
            yield Row(line, text[at:end].rstrip("\n"), tuple(cells))
        line += text.count("\n", at, end)
        at = end


def delimiter_of(text: str, n_known: Callable[[tuple[str, ...]], int]) -> str:
    """Return the delimiter by which most names of a heading are known, '' for none."""
    told, start = hint_of(text)
    if told:
        return told
    best, most = "", 0
    for each in DELIMITERS:
        heading = next(rows(text[start:], each), None)
        known = n_known(heading.cells) if heading else 0
        if known > most:
            best, most = each, known
    return best


def hint_of(text: str) -> tuple[str, int]:
    """Return the delimiter that a first line 'sep=;' names, and where rows begin."""
    found = _HINT.match(text)
    return (found[1], found.end()) if found else ("", 0)


@dataclass(slots=True)
class _Scanner:
    """Reads row by row; `may_quote` is False once a quote was never closed."""

    text: str
    delimiter: str
    may_quote: bool = True

    def row(self, at: int) -> tuple[list[str], int]:
        """Return the cells of the row that begins there, and where the next begins."""
        text, cells = self.text, list[str]()
        line_end = text.find("\n", at)
        line_end = len(text) if line_end < 0 else line_end
        if text.find('"', at, line_end) < 0:
            return text[at:line_end].split(self.delimiter), line_end + 1
        while True:
            quoted = self._quoted(at)
            if quoted is None:
                end = self._end_of_plain(at)
                cells.append(text[at:end])
            else:
                cell, end = quoted
                cells.append(cell)
            if not text.startswith(self.delimiter, end):
                return cells, end + 1
            at = end + 1

    def _quoted(self, at: int) -> tuple[str, int] | None:
        """Return a cell in quotes, and where it ends; None where there is none."""
        text = self.text
        while text.startswith(" ", at):
            at += 1
        if not self.may_quote or not text.startswith('"', at):
            return None
        start = at = at + 1
        while (at := text.find('"', at)) >= 0:
            if text.startswith('""', at):
                at += 2
                continue
            if (end := self._end_behind(at + 1)) >= 0:
                return text[start:at].replace('""', '"'), end
            at += 1
        self.may_quote = False
        return None

    def _end_behind(self, at: int) -> int:
        """Return where a cell ends that a quote has closed, -1 where it has not."""
        while self.text.startswith(" ", at):
            at += 1
        is_end = at >= len(self.text) or self.text[at] in (self.delimiter, "\n")
        return at if is_end else -1

    def _end_of_plain(self, at: int) -> int:
        end = self.text.find("\n", at)
        end = len(self.text) if end < 0 else end
        mark = self.text.find(self.delimiter, at, end)
        return end if mark < 0 else mark

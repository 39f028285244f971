"""Text that is read line by line: references, lines with identifiers, and the rest."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from app.domain.paper import Draft, Harvest, Skipped
from app.formats.addresses import MAX_SHOWN_LENGTH
from app.formats.citations import printed
from app.formats.citations.entries import (
    Entry,
    are_numbered,
    entries_of,
    is_heading,
    is_marked_line,
)
from app.formats.links import UNKNOWN_LINE, drafts_of_line
from app.formats.listings import listing
from app.formats.text import clean, lines_of

KIND = "reference list"
UNKNOWN_ENTRY = "a reference whose title is not certain"

_LEAST_SHARE = 0.3
_MAX_PROBED = 400
_MAX_TITLE = 200
_YEAR = re.compile(r"(?<![\w.:/(-])(?:19|20)\d\d(?![\w/:-])")
_WORD = re.compile(r"[^\W\d_]{2,}")


def is_reference_list(text: str) -> bool:
    """Say whether text is a list of references.

    It is one where a good part of the entries have certain titles, and by its numbers
    or its heading even where no title is certain: it is no list of titles then.
    """
    lines = list(islice(lines_of(text), _MAX_PROBED))
    entries = [each for each in _entries(lines) if not each.is_furniture]
    n_read = sum(
        printed.read_entry(each.text, source="", position=0) is not None
        for each in entries
    )
    if n_read > 0 and n_read >= _LEAST_SHARE * len(entries):
        return True
    first = next((line for line in lines if line.strip()), "")
    return are_numbered(entries) or (is_heading(first) and n_read > 0)


def are_entries(titles: Sequence[str]) -> bool:
    """Say whether most of what was taken for titles are whole references."""
    some = titles[:_MAX_PROBED]
    n_read = sum(
        printed.read_entry(each, source="", position=0) is not None for each in some
    )
    return n_read > len(some) // 2


def read_references(text: str, *, source: str, first_line: int = 1) -> Harvest:
    """Read each entry, or each line that names papers; the others are skipped.

    `first_line` is the number of the text's first line in the source.
    """
    drafts: list[Draft] = []
    skipped: list[Skipped] = []
    headings: list[str] = []
    lines: Sequence[str] = list(lines_of(clean(text)))
    for entry in _entries(lines, first_line):
        if entry.is_furniture:
            headings.append(entry.text)
            continue
        found, is_all = _read_entry(entry.text, source, len(drafts) + 1)
        drafts += found
        if not is_all:
            where = f"{source}, line {entry.line}"
            shown = entry.text[:MAX_SHOWN_LENGTH]
            why = verdict_of(entry.text)
            skipped.append(Skipped(where=where, why=why, text=shown))
    return Harvest(
        source=source,
        kind=KIND,
        drafts=tuple(drafts),
        skipped=tuple(skipped),
        furniture=tuple(headings),
    )


def verdict_of(line: str) -> str:
    """Say what a line may be that names no paper for certain."""
    if is_marked_line(line):
        return UNKNOWN_ENTRY
    is_title = len(line) <= _MAX_TITLE and line[:1].isupper()
    is_sentence = line.endswith((".", ":", ",", ";"))
    if is_title and not is_sentence and len(_WORD.findall(line)) > 1:
        return listing.LONE_TITLE
    return UNKNOWN_LINE


def _entries(lines: Sequence[str], first_line: int = 1) -> Iterator[Entry]:
    return entries_of(lines, first_line, opens=printed.opens_entry)


def _read_entry(text: str, source: str, position: int) -> tuple[list[Draft], bool]:
    """Return the papers of an entry, and whether it names no others besides.

    Physicists put several works under one number, and not all with an identifier.
    """
    draft = printed.read_entry(text, source=source, position=position)
    if draft is not None:
        return [draft], True
    found = list(drafts_of_line(text, source=source, position=position))
    is_all = not is_marked_line(text) or len(_YEAR.findall(text)) <= len(found)
    return found, bool(found) and is_all

"""Text that is read line by line: references, lines with identifiers, and the rest."""

import re
from collections.abc import Iterator, Sequence

from app.domain.paper import Draft, Harvest, Skipped
from app.formats.addresses import MAX_SHOWN_LENGTH
from app.formats.citations import printed
from app.formats.links import UNKNOWN_LINE, drafts_of_line
from app.formats.listings import listing
from app.formats.text import clean

KIND = "reference list"
UNKNOWN_ENTRY = "a reference whose title is not certain"

_LEAST_SHARE = 0.3
_MAX_PROBED = 400
_MAX_TITLE = 200
_HEADING = re.compile(
    r"\W*(?:\d\W+)?(?:references|bibliography|literature|works cited)\W*",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2,}")


def is_reference_list(text: str) -> bool:
    """Say whether a good part of the entries are references with certain titles."""
    lines = text.split("\n", _MAX_PROBED)[:_MAX_PROBED]
    entries = [each.text for each in printed.entries_of(lines)]
    n_read = sum(
        printed.read_entry(each, source="", position=0) is not None for each in entries
    )
    return n_read > 0 and n_read >= _LEAST_SHARE * len(entries)


def read_references(text: str, *, source: str, first_line: int = 1) -> Harvest:
    """Read each entry, or each line that names papers; the others are skipped.

    `first_line` is the number of the text's first line in the source.
    """
    drafts: list[Draft] = []
    skipped: list[Skipped] = []
    headings: list[str] = []
    lines: Sequence[str] = clean(text).split("\n")
    for entry in printed.entries_of(lines, first_line):
        if _HEADING.fullmatch(entry.text[:_MAX_TITLE]):
            headings.append(entry.text)
            continue
        found = list(_drafts(entry.text, source, len(drafts) + 1))
        drafts += found
        if not found:
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
    if printed.is_marked_line(line):
        return UNKNOWN_ENTRY
    is_title = len(line) <= _MAX_TITLE and line[:1].isupper()
    is_sentence = line.endswith((".", ":", ",", ";"))
    if is_title and not is_sentence and len(_WORD.findall(line)) > 1:
        return listing.LONE_TITLE
    return UNKNOWN_LINE


def _drafts(text: str, source: str, position: int) -> Iterator[Draft]:
    draft = printed.read_entry(text, source=source, position=position)
    if draft is not None:
        yield draft
    else:
        yield from drafts_of_line(text, source=source, position=position)

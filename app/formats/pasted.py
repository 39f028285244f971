"""Text that a user pastes, of all kinds in turn: a verdict for each part."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.domain.errors import InvalidInput
from app.domain.paper import Draft, Harvest, Skipped
from app.formats import incoming
from app.formats.addresses import MAX_SHOWN_LENGTH
from app.formats.links import UNKNOWN_LINE
from app.formats.references import read_references, verdict_of
from app.formats.text import clean

KIND = "pasted text"

_OPENING = re.compile(
    r"^(?:[ \t]{0,9}@[A-Za-z]{2,30}[ \t]{0,9}(?P<brace>[{(])"
    r"|TY {1,2}- ?[A-Z]{2,8}[ \t]*$)",
    re.MULTILINE,
)
_BRACE = re.compile(r"\\.|[{}()]")
_RECORD_END = re.compile(r"^ER {1,2}-.*$", re.MULTILINE)
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_LINE = re.compile(r"(?<=line )\d+\Z")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the text; `line` counts from 1."""

    text: str
    line: int
    is_block: bool


def read_pasted(text: str, *, source: str) -> Harvest:
    """Read pasted text, whole in one format or mixed.

    In mixed text entries of BibTeX and RIS are read as such, references and lines with
    identifiers or links are papers, and every other line is skipped and told, in the
    order of the text.

    Raises:
        InvalidInput: the text holds no paper, and no part of one, or is in a format
            that is not read.
    """
    incoming.refuse_long(len(text), source)
    text = clean(text)
    pieces = list(_pieces(text))
    if len({piece.is_block for piece in pieces}) < 2:
        return _with_verdicts(incoming.read_text(text, name=source))
    found = [_read_piece(piece, source) for piece in pieces]
    drafts: list[Draft] = [draft for each in found for draft in each.drafts]
    return Harvest(
        source=source,
        kind=KIND,
        drafts=tuple(
            replace(draft, provenance=replace(draft.provenance, position=position))
            for position, draft in enumerate(drafts, start=1)
        ),
        skipped=tuple(skipped for each in found for skipped in each.skipped),
        furniture=tuple(line for each in found for line in each.furniture),
    )


def _with_verdicts(harvest: Harvest) -> Harvest:
    """Say of lines among links what they may be."""
    skipped = (
        replace(each, why=verdict_of(each.text)) if each.why == UNKNOWN_LINE else each
        for each in harvest.skipped
    )
    return replace(harvest, skipped=tuple(skipped))


def _read_piece(piece: _Piece, source: str) -> Harvest:
    """Read a piece; a block that cannot be read is skipped whole."""
    if not piece.is_block:
        return read_references(piece.text, source=source, first_line=piece.line)
    try:
        harvest = incoming.read_text(piece.text, name=source)
    except InvalidInput as error:
        shown, where = piece.text[:MAX_SHOWN_LENGTH], f"{source}, line {piece.line}"
        skipped = Skipped(where=where, why=error.message, text=shown)
        return Harvest(source=source, kind=KIND, skipped=(skipped,))

    def moved(where: str) -> str:
        return _LINE.sub(lambda line: str(int(line[0]) + piece.line - 1), where)

    return replace(
        harvest,
        skipped=tuple(
            replace(each, where=moved(each.where)) for each in harvest.skipped
        ),
    )


def _pieces(text: str) -> Iterator[_Piece]:
    """Part text into runs of entries of BibTeX or RIS, and what is between them."""
    openings = list(_OPENING.finditer(text))
    blocks: list[tuple[int, int, bool]] = []
    for index, opening in enumerate(openings):
        is_last = index + 1 == len(openings)
        limit = len(text) if is_last else openings[index + 1].start()
        start, end = opening.start(), _end_of(text, opening, limit)
        is_bibtex = opening["brace"] is not None
        if (
            blocks
            and blocks[-1][2] is is_bibtex
            and not text[blocks[-1][1] : start].strip()
        ):
            start = blocks.pop()[0]
        blocks.append((start, end, is_bibtex))
    at, line = 0, 1
    for start, end, _ in (*blocks, (len(text), len(text), False)):
        for stretch, is_block in ((text[at:start], False), (text[start:end], True)):
            if stretch.strip():
                yield _Piece(stretch, line, is_block)
            line += stretch.count("\n")
        at = end


def _end_of(text: str, opening: re.Match[str], limit: int) -> int:
    """Return where an entry ends: as its format says, or else at an empty line."""
    if opening["brace"] is None:
        if end := _RECORD_END.search(text, opening.end(), limit):
            return end.end()
    elif end_at := _balanced(text, opening.end() - 1, limit):
        return end_at
    gap = _EMPTY_LINE.search(text, opening.end(), limit)
    return gap.start() if gap else limit


def _balanced(text: str, start: int, limit: int) -> int:
    """Return where the brace at `start` is closed, 0 where it is not."""
    opening = text[start]
    closing = {"{": "}", "(": ")"}[opening]
    depth = 0
    for match in _BRACE.finditer(text, start, limit):
        if match[0] == opening:
            depth += 1
        elif match[0] == closing:
            depth -= 1
            if depth == 0:
                return match.end()
    return 0

"""Lists of titles, one a line: a verdict for each, nothing joined to anything."""

from dataclasses import replace

from app.domain.paper import Harvest
from app.formats import title_lines
from app.formats.addresses import has_address
from app.formats.links import UNKNOWN_LINE, read_links
from app.formats.listings import furniture
from app.formats.listings.listing import LONE_TITLE
from app.formats.listings.segments import MIN_ABSTRACT
from app.formats.text import clean, lines_of

KIND = "list of titles"

_LEAST_SHARE = 0.9
"""Lines that are one thing each; of a wrapped paragraph's, few start and end so."""
_MOST_ABSTRACTS = 0.01
_LEAST_LINES = 2


def read_title_list(text: str, *, source: str) -> Harvest | None:
    """Read lines that are titles by themselves, None where too many are not.

    A line with an identifier or a link is a paper, every other is skipped and told.

    Raises:
        InvalidInput: there are too many lines.
    """
    lines = [line.strip() for line in lines_of(clean(text))]
    told = [line for line in lines if line and not furniture.is_furniture(line)]
    unnamed = [line for line in told if not _is_named(line)]
    broken = [line for line in unnamed if not title_lines.is_whole(line)]
    n_long = sum(len(line) >= MIN_ABSTRACT for line in broken)
    most = (1 - _LEAST_SHARE) * len(unnamed)
    if len(unnamed) < _LEAST_LINES or len(broken) > most:
        return None
    if n_long > _MOST_ABSTRACTS * len(unnamed):
        return None
    around = [line if furniture.is_furniture(line) else "" for line in lines]
    kept = [line if not out else "" for line, out in zip(lines, around, strict=True)]
    read = read_links("\n".join(kept), source=source)
    return replace(
        read,
        kind=read.kind if read.drafts else KIND,
        skipped=tuple(
            replace(each, why=LONE_TITLE)
            if each.why == UNKNOWN_LINE and title_lines.is_whole(each.text)
            else each
            for each in read.skipped
        ),
        furniture=(*read.furniture, *filter(None, around)),
    )


def _is_named(line: str) -> bool:
    """Say whether a line names a paper, and is no abstract in which one is named."""
    return len(line) <= title_lines.MAX_TITLE and has_address(line)

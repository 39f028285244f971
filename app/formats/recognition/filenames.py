"""What a PDF's file name tells of the paper."""

import re
import urllib.parse

from app.domain.paper import Draft, Identifier, Provenance
from app.formats.addresses import identifiers_in, stub_title
from app.formats.text import one_line

KIND = "PDF"
MAX_TITLE_LENGTH = 300
UNTITLED = "Untitled PDF"

_EXTENSION = re.compile(r"(?:\.pdf)+\Z", re.IGNORECASE)
_COPY = re.compile(r"\s*(?:\(\d{1,3}\)|- copy|\bcopy)\Z", re.IGNORECASE)
_ARXIV_IN_NAME = re.compile(
    r"(?<!\d)(?:arxiv[\s:_.-]{0,2})?(\d{2}(?:0[1-9]|1[0-2])\.\d{4,5})(?:v\d{1,2})?(?!\d)",
    re.IGNORECASE,
)


def draft_from_pdf_name(name: str, *, position: int = 0) -> Draft:
    """Return a draft whose title is read from a PDF's name or path.

    The folder and the extension go, underscores and lone dashes become spaces; an
    arXiv id in the name becomes an identifier. Never a path again: the title is only
    words.
    """
    last = re.split(r"[/\\]", name.rstrip("/\\"))[-1]
    words = one_line(urllib.parse.unquote(last, errors="replace"))
    words = re.split(r"[/\\]", words)[-1].rstrip(" .")
    words = _COPY.sub("", _EXTENSION.sub("", words))
    identifiers: tuple[Identifier, ...] = ()
    match = _ARXIV_IN_NAME.search(words)
    if match:
        identifiers = identifiers_in(f"arXiv:{match[1]}")
        words = f"{words[: match.start()]} {words[match.end() :]}"
    title = _title(words) or stub_title(identifiers) or UNTITLED
    return Draft(
        title=title[:MAX_TITLE_LENGTH],
        identifiers=identifiers,
        provenance=Provenance(
            source=one_line(last), kind=KIND, position=position, original=one_line(last)
        ),
    )


def _title(words: str) -> str:
    """Return the words of a file name as a title."""
    words = words.replace("_", " ").replace("+", " ")
    if " " not in words.strip():
        words = words.replace("-", " ")
    return " ".join(words.split()).strip(" -.,")

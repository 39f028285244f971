"""The files that lie in a PDF: listed with their sizes, read one by one."""

import contextlib
from typing import Any

from app.pdf.contents import AttachedFile
from app.pdf.messages import BODY_MAX_BYTES
from app.pdf.opening import PDF_ERRORS
from app.pdf.sections import one_line

_FILES_MAX = 1_000
_NAME_CHARS = 300


def list_attached(document: Any) -> tuple[AttachedFile, ...]:
    """List the embedded files of a document, up to 1,000; sizes as they are stated.

    One that is not there, though the document names it, is left out.
    """
    found: list[AttachedFile] = []
    for number in range(min(document.embfile_count(), _FILES_MAX)):
        with contextlib.suppress(*PDF_ERRORS):
            found.append(_attached(number, document.embfile_info(number)))
    return tuple(found)


def read_attached(document: Any, number: int) -> bytes:
    """Read an embedded file.

    Raises:
        ValueError: there is none of that number, or it is larger than 32 MB.
    """
    if not 0 <= number < min(document.embfile_count(), _FILES_MAX):
        raise ValueError("no such file")
    if _attached(number, document.embfile_info(number)).length_bytes > BODY_MAX_BYTES:
        raise ValueError("too large")
    content: bytes = document.embfile_get(number)
    if len(content) > BODY_MAX_BYTES:
        raise ValueError("too large")
    return content


def _attached(number: int, info: dict[str, Any]) -> AttachedFile:
    name = info.get("ufilename") or info.get("filename") or info.get("name") or ""
    size = info.get("size", info.get("length", 0))
    return AttachedFile(
        number=number,
        name=one_line(str(name))[:_NAME_CHARS].strip(),
        length_bytes=size if isinstance(size, int) and size > 0 else 0,
    )

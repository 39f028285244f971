"""What MuPDF keeps of the pages it drew: pictures unpacked, fonts read."""

import os
from typing import Any

import pymupdf as untyped_pymupdf

from app.pdf.resident import resident_bytes

mupdf: Any = untyped_pymupdf.mupdf

_MOST_BYTES = 64 * 1024 * 1024


class Store:
    """Lets go of all that no page needs now, once this process has grown much.

    MuPDF itself keeps up to 256 MiB: scanned papers fill that within 20 pages.
    """

    def __init__(self) -> None:
        self._limit_bytes = resident_bytes(os.getpid()) + _MOST_BYTES

    def trim(self) -> None:
        """Let go where there is too much; what documents themselves take may grow."""
        if resident_bytes(os.getpid()) > self._limit_bytes:
            mupdf.fz_empty_store()
            self._limit_bytes = resident_bytes(os.getpid()) + _MOST_BYTES

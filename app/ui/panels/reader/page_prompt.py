"""What one may type to go to a page: '12', 'iv', 'A-3', '50 %'."""

import re
from collections.abc import Sequence

from app.ui.panels.reader.layout import Place

_PART = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*%")


def find_page(text: str, n_pages: int, labels: Sequence[str]) -> Place | None:
    """Return the place that is meant; None for what is no page.

    What the document calls a page goes before its number; a number beyond the last
    page is the last. `labels` may be empty.
    """
    text = text.strip()
    if not text or not n_pages:
        return None
    if (part := _PART.fullmatch(text)) is not None:
        share = min(float(part[1].replace(",", ".")) / 100, 1.0)
        at = min(share * n_pages, n_pages - 1e-6)
        return Place(int(at), at - int(at))
    named = [label.casefold() for label in labels]
    if text.casefold() in named:
        return Place(named.index(text.casefold()), 0.0)
    if text.isdecimal() and text.isascii():
        return Place(min(max(int(text), 1), n_pages) - 1, 0.0)
    return None

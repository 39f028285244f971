"""Running heads and feet: rows that stand at one height of several pages."""

import re
from collections import defaultdict
from collections.abc import Sequence

from app.formats.mentions.placed import Row

_N_TOP, _N_BOTTOM = 2, 3
_SAME_PT = 3.0
_FEW_PAGES = 4
_LEAST_LETTERS = 4


def running_rows(rows: Sequence[Row]) -> frozenset[Row]:
    """Return the rows at the edges of pages that other pages have there too.

    Numbers in them may differ. Of a paper of five pages or more three must have it.
    """
    pages: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        pages[row.page_index].append(row)
    alike: dict[str, list[Row]] = defaultdict(list)
    for page in pages.values():
        page.sort(key=lambda row: row.box.top)
        for row in {*page[:_N_TOP], *page[-_N_BOTTOM:]}:
            letters = re.sub(r"[\W\d]+", "", row.text).casefold()
            if len(letters) >= _LEAST_LETTERS:
                alike[letters].append(row)
    least = 2 if len(pages) <= _FEW_PAGES else 3
    return frozenset(
        row
        for several in alike.values()
        for row in several
        if sum(abs(row.box.top - other.box.top) < _SAME_PT for other in several)
        >= least
    )

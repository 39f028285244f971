"""Formulas and tables that stand apart from the text, told by their geometry and fonts.

Only what is surely one is told: a formula is set in from its column in letters of
mathematics; a table has a caption and rows of short cells below each other.
"""

import re
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.domain.mark import Quad
from app.formats.recognition.layout import Row

_MATH_PART = 0.3
_LONG_LETTERS = 25
_INDENT_EM = 1.2
_GAP_EM = 0.9
_ROOM_EM = 0.35
_MOST_WORDS = 4
_FRAGMENT_CHARS = 4
_NUMBER = re.compile(r"\(\s*[A-Z]?\d{1,3}(?:\.\d{1,3})*[a-z]?\s*\)")
_WORD = re.compile(r"[^\W\d_]{4,}+(?!\s*\()")
_WORDS_PART = 0.2
_BESIDE_EM, _SHARED_PART = 4.0, 0.4
_RELATION = re.compile("[=<>:+\u2192\u2208\u221d\u223c\u2248\u2261\u2264\u2265\u2286-]")
_SPREAD_PT = 4

_TABLE = re.compile(r"^(?:table|tab\.)\s*(?:[A-Z]?\d+|[IVXL]+)\b", re.IGNORECASE)
_CAPTION_ROWS = 6
_LEAST_BANDS = 3
_LONE_BANDS = 2
_BAND_GAP_EM = 2.4
_CELL_CHARS = 20
_LONGEST_CELL = 45
_NEIGHBOUR_EM = 1.2
_ALIGNED_PART = 0.6
_ALIGNED_PT = 3.0


@dataclass(frozen=True, slots=True)
class Display:
    """A formula or a table: its box in points, its words, and which rows it is."""

    box: Quad
    text: str
    rows: frozenset[int]


def find_displays(
    rows: Sequence[Row], size: float, page_width: float
) -> tuple[Display, ...]:
    """Find the formulas and tables among the rows of a page, in the order of the file.

    `size` is that of the text, in points.
    """
    tables = _tables(rows, size, page_width)
    taken = frozenset(number for table in tables for number in table.rows)
    found = [*tables, *_formulas(rows, size, taken)]
    return tuple(sorted(found, key=lambda display: min(display.rows)))


# Formulas


def _formulas(rows: Sequence[Row], size: float, taken: frozenset[int]) -> list[Display]:
    text = [r for r in rows if r.n_letters >= _LONG_LETTERS and r.math < _MATH_PART]
    free = [n for n in range(len(rows)) if n not in taken]
    parts = [n for n in free if _may_be_of_formula(rows[n], text, size)]
    groups: list[list[int]] = []
    for number in parts:
        last = groups[-1] if groups else []
        if last and last[-1] == number - 1 and _is_near(rows[number], rows, last, size):
            last.append(number)
        else:
            groups.append([number])
    return [
        Display(_room_around(rows, group, size), _words(rows, group), frozenset(group))
        for group in _merged(rows, groups)
        if _is_formula([rows[number] for number in group])
        and not any(_cuts_in(rows[n], rows, group) for n in free if n not in group)
    ]


def _merged(rows: Sequence[Row], groups: Sequence[list[int]]) -> list[list[int]]:
    """Put groups beside each other together: a fraction's parts lie apart in a file."""
    found: list[list[int]] = []
    for group in groups:
        beside = [
            other
            for other in found
            if any(_cuts_in(rows[number], rows, other) for number in group)
        ]
        found = [other for other in found if other not in beside]
        found.append(sorted([*group, *(n for other in beside for n in other)]))
    return found


def _cuts_in(
    row: Row, rows: Sequence[Row], group: Sequence[int], near_em: float = _BESIDE_EM
) -> bool:
    """Say whether a row stands beside a group of rows, in its column or near it."""
    left = min(rows[number].left for number in group)
    right = max(rows[number].right for number in group)
    if max(row.left - right, left - row.right) > near_em * row.size:
        return False
    high = row.bottom - row.top
    return any(
        min(row.bottom, rows[n].bottom) - max(row.top, rows[n].top)
        > _SHARED_PART * min(high, rows[n].bottom - rows[n].top)
        for n in group
    )


def _may_be_of_formula(row: Row, text: Sequence[Row], size: float) -> bool:
    if _NUMBER.fullmatch(row.full):
        return True
    edge = _left_edge(row, text)
    if edge is None or row.left - edge < _INDENT_EM * size:
        return False
    is_fragment = len(row.full) <= _FRAGMENT_CHARS
    return is_fragment or (row.math >= _MATH_PART and _n_words(row) <= _MOST_WORDS)


def _left_edge(row: Row, text: Sequence[Row]) -> float | None:
    """Return where most of the text above and below a row begins; None for none."""
    middle = (row.left + row.right) / 2
    edges = Counter(
        round(each.left / _SPREAD_PT)
        for each in text
        if each.left < middle < each.right
    )
    if not edges:
        return None
    most = max(edges.values())
    return min(edge for edge, n in edges.items() if n == most) * _SPREAD_PT


def _is_near(row: Row, rows: Sequence[Row], group: Sequence[int], size: float) -> bool:
    top = min(rows[number].top for number in group)
    bottom = max(rows[number].bottom for number in group)
    return max(row.top - bottom, top - row.bottom) <= _GAP_EM * size


def _is_formula(rows: Sequence[Row]) -> bool:
    words = " ".join(row.full for row in rows)
    n_signs = sum(len(row.full) for row in rows)
    math = sum(row.math * len(row.full) for row in rows) / max(n_signs, 1)
    has_relation = _RELATION.search(words) is not None
    is_numbered = any(_NUMBER.search(row.full[-8:]) for row in rows)
    return (
        math >= _MATH_PART
        and (has_relation or is_numbered)
        and sum(map(len, _WORD.findall(words))) <= _WORDS_PART * n_signs
    )


def _n_words(row: Row) -> int:
    return len(_WORD.findall(row.full))


# Tables


def _tables(rows: Sequence[Row], size: float, page_width: float) -> list[Display]:
    found: list[Display] = []
    taken: set[int] = set()
    for number, row in enumerate(rows):
        if not _TABLE.match(row.full):
            continue
        numbers = [n for n in _beside(rows, row, page_width) if n not in taken]
        best: list[int] = []
        for direction in (1, -1):
            table = _table(rows, numbers, number, direction, size)
            best = max(best, table, key=len)
        if best and not _has_neighbour(rows, best):
            taken.update(best)
            box = _room_around(rows, sorted(best), size)
            found.append(Display(box, _words(rows, sorted(best)), frozenset(best)))
    return found


def _has_neighbour(rows: Sequence[Row], table: Sequence[int]) -> bool:
    """Say whether a table goes on beside what was found of it."""
    inside = set(table)
    return any(
        _cuts_in(row, rows, table, near_em=_NEIGHBOUR_EM)
        for number, row in enumerate(rows)
        if number not in inside
    )


def _beside(rows: Sequence[Row], caption: Row, page_width: float) -> list[int]:
    """Return the rows in the column of a caption, or all where it runs across."""
    middle = page_width / 2
    numbers = range(len(rows))
    if caption.right <= middle + _ALIGNED_PT:
        return [n for n in numbers if rows[n].right <= middle + _ALIGNED_PT]
    if caption.left >= middle - _ALIGNED_PT:
        return [n for n in numbers if rows[n].left >= middle - _ALIGNED_PT]
    return list(numbers)


def _table(
    rows: Sequence[Row],
    numbers: Iterable[int],
    caption: int,
    direction: int,
    size: float,
) -> list[int]:
    """Return the rows of the table that goes on below (1) or above (-1) a caption."""
    edge = rows[caption]
    beyond = [n for n in numbers if (rows[n].top - edge.top) * direction > size / 2]
    bands = _bands(rows, beyond, direction)
    taken: list[list[int]] = []
    before, n_lone = edge, 0
    for band in bands:
        row = rows[band[0]]
        gap = max(row.top - before.bottom, before.top - row.bottom)
        is_row = _n_cells(rows, band) > 1 and _has_short_cells(rows, band)
        if gap > _BAND_GAP_EM * size:
            break
        n_lone = 0 if is_row else n_lone + 1
        if not taken and not is_row and direction > 0 and n_lone <= _CAPTION_ROWS:
            before = row  # the caption goes on
            continue
        if n_lone > _LONE_BANDS or not (is_row or len(row.full) <= _LONGEST_CELL):
            break
        taken.append(band)
        before = row
    while taken and _n_cells(rows, taken[-1]) < 2:
        taken.pop()
    return [n for band in taken for n in band] if _is_table(rows, taken) else []


def _bands(
    rows: Sequence[Row], numbers: Iterable[int], direction: int
) -> list[list[int]]:
    """Put rows that stand beside each other together, nearest first."""
    bands: list[list[int]] = []
    for number in sorted(numbers, key=lambda n: rows[n].top * direction):
        row = rows[number]
        first = rows[bands[-1][0]] if bands else row
        shared = min(row.bottom, first.bottom) - max(row.top, first.top)
        if bands and shared > (row.bottom - row.top) / 2:
            bands[-1].append(number)
        else:
            bands.append([number])
    return bands


def _n_cells(rows: Sequence[Row], band: Sequence[int]) -> int:
    return sum(1 + rows[number].apart.count("\t") for number in band)


def _cells(rows: Sequence[Row], band: Sequence[int]) -> list[str]:
    texts = (rows[n].apart or rows[n].full for n in band)
    return [cell for text in texts for cell in text.split("\t")]


def _has_short_cells(rows: Sequence[Row], band: Sequence[int]) -> bool:
    return max(map(len, _cells(rows, band))) <= _LONGEST_CELL


def _is_table(rows: Sequence[Row], bands: Sequence[Sequence[int]]) -> bool:
    """Say whether there are enough rows of short cells that stand below each other."""
    many = [band for band in bands if _n_cells(rows, band) > 1]
    if len(many) < _LEAST_BANDS:
        return False
    lengths = [len(cell) for band in many for cell in _cells(rows, band)]
    if statistics.median(lengths) > _CELL_CHARS:
        return False
    n_aligned = sum(
        _is_aligned([rows[n] for n in band], [rows[n] for n in other])
        for band, other in pairwise(many)
    )
    return n_aligned >= _ALIGNED_PART * (len(many) - 1)


def _is_aligned(cells: Sequence[Row], others: Sequence[Row]) -> bool:
    """Say whether two cells of a row stand at the places of cells of another one."""
    n_aligned = 0
    for cell in cells:
        n_aligned += any(
            abs(cell.left - other.left) <= _ALIGNED_PT
            or abs(cell.right - other.right) <= _ALIGNED_PT
            or abs(cell.left + cell.right - other.left - other.right) <= 2 * _ALIGNED_PT
            for other in others
        )
    return n_aligned >= min(2, len(cells), len(others))


# Boxes


def _room_around(rows: Sequence[Row], group: Sequence[int], size: float) -> Quad:
    """Return the box of rows with some room, but not into the rows next to them."""
    left = min(rows[n].left for n in group)
    right = max(rows[n].right for n in group)
    top = min(rows[n].top for n in group)
    bottom = max(rows[n].bottom for n in group)
    room = _ROOM_EM * size
    inside = set(group)
    above, below = top - room, bottom + room
    for number, row in enumerate(rows):
        if number in inside or row.right <= left or row.left >= right:
            continue
        if row.top < top:
            above = max(above, min(row.bottom, top))
        elif row.bottom > bottom:
            below = min(below, max(row.top, bottom))
    return Quad(max(left - room, 0.0), max(above, 0.0), right + room, below)


def _words(rows: Sequence[Row], group: Sequence[int]) -> str:
    return " ".join(rows[number].full for number in group)

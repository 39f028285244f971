"""Where the figures of a page are: clusters of drawings and images, and captions."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.mark import Quad
from app.pdf.contents import Figure, TextLine

MOST_VECTORS = 20_000
_CELL_PT = 6.0
_MOST_CELLS = 40_000
_LEAST_WIDTH_PT, _LEAST_HEIGHT_PT = 48.0, 32.0
_THIN_PT = 2.0
_LEAST_SHAPES = 3
_PAPER_PART = 0.7
"""What covers more of a page than this is its paper, not a figure on it."""

_CHARS_A_SQUARE_PT = 0.009
"""Half as dense as running text: denser is a table or a framed paragraph."""

_CAPTION_GAP_PT = 72.0
_PANEL_GAP_PT = 40.0
_LINES_A_ROW = 4
_OVERLAP = 0.3
"""How far a figure may reach into its caption, as part of its height."""

_LABEL_GAP_PT = 12.0
_LABEL_CHARS = 48
_CAPTION_CHARS = 600
_BARE_PART = 0.03
"""How much of a page a picture without a caption must fill."""

_CAPTION = re.compile(
    r"(?i:fig(?:ure|\.)?|abb(?:ildung|\.)|scheme|chart|plate)\s*[A-Z]?[.\d]*\d[a-z]?"
    r"\s*(?:[.:|)\u2013\u2014-]|$|\s[A-Z(\u201c])"
)
_OUTSIDE_PT = 2.0


@dataclass(slots=True)
class _Cluster:
    box: Quad
    n_shapes: int = 0
    has_image: bool = False
    caption: int | None = None


def find_figures(
    images: Iterable[Quad],
    vectors: Sequence[Quad],
    lines: Sequence[TextLine],
    page: Quad,
) -> tuple[Figure, ...]:
    """Find the figures of a page from top to bottom, each with its caption.

    Rules, tables, framed text and what covers the whole page are none. A figure without
    a caption counts when it is a large picture.
    """
    clusters = _clusters(list(images), vectors[:MOST_VECTORS], page)
    captions = _captions(lines)
    whole = _PAPER_PART * _area(page)
    kept = [c for c in clusters if _is_figure(c, lines) and _area(c.box) <= whole]
    for cluster in kept:
        cluster.caption = _nearest(cluster.box, captions, lines)
    merged = _merge(kept, captions, lines)
    found = []
    for cluster in merged:
        words, numbers = _caption_of(cluster.caption, lines)
        box = cluster.box
        if cluster.caption is not None:
            box = _apart(box, lines[cluster.caption])
        box = _with_labels(box, lines, frozenset((*captions, *numbers)), page)
        is_large = _area(box) >= _BARE_PART * _area(page)
        if words or (is_large and cluster.has_image):
            found.append(Figure(box=box, caption=words))
    return tuple(sorted(found, key=lambda figure: (figure.box.top, figure.box.left)))


def _clusters(
    images: Sequence[Quad], vectors: Sequence[Quad], page: Quad
) -> list[_Cluster]:
    """Put what lies together into one cluster, by painting it on coarse cells."""
    width, height = page.right - page.left, page.bottom - page.top
    cell = max(_CELL_PT, (width * height / _MOST_CELLS) ** 0.5)
    n_columns, n_rows = int(width / cell) + 3, int(height / cell) + 3
    cells = [bytearray(n_columns) for _ in range(n_rows)]
    boxes: list[tuple[Quad, bool]] = []
    for number, given in enumerate((*images, *vectors)):
        box = _common(given, page)
        is_image = number < len(images)
        is_paper = _area(box) > _PAPER_PART * _area(page)
        is_cut = not is_image and _reaches_out(given, page)  # what shows is not known
        if box.right < box.left or box.bottom < box.top or is_paper or is_cut:
            continue
        boxes.append((box, is_image))
        first, last = int(box.left / cell), int(box.right / cell) + 2
        for row in range(int(box.top / cell), int(box.bottom / cell) + 2):
            cells[row][first:last] = b"\x01" * (last - first)
    labels = _label(cells)
    clusters: dict[int, _Cluster] = {}
    for box, is_image in boxes:
        label = labels[int(box.top / cell)][int(box.left / cell)]
        cluster = clusters.setdefault(label, _Cluster(box))
        cluster.box = _union(cluster.box, box)
        thin = min(box.right - box.left, box.bottom - box.top) <= _THIN_PT
        cluster.n_shapes += not thin
        cluster.has_image = cluster.has_image or is_image
    return list(clusters.values())


def _reaches_out(box: Quad, page: Quad) -> bool:
    return (
        box.left < page.left - _OUTSIDE_PT
        or box.top < page.top - _OUTSIDE_PT
        or box.right > page.right + _OUTSIDE_PT
        or box.bottom > page.bottom + _OUTSIDE_PT
    )


def _label(cells: Sequence[bytearray]) -> list[list[int]]:
    """Give cells that touch each other one number."""
    labels = [[0] * len(row) for row in cells]
    n_labels = 0
    for top, row in enumerate(cells):
        for left, is_set in enumerate(row):
            if not is_set or labels[top][left]:
                continue
            n_labels += 1
            waiting = [(top, left)]
            while waiting:
                y, x = waiting.pop()
                inside = 0 <= y < len(cells) and 0 <= x < len(row)
                if not inside or not cells[y][x] or labels[y][x]:
                    continue
                labels[y][x] = n_labels
                waiting += [(y + 1, x), (y - 1, x), (y, x + 1), (y, x - 1)]
    return labels


def _is_figure(cluster: _Cluster, lines: Sequence[TextLine]) -> bool:
    box = cluster.box
    width, height = box.right - box.left, box.bottom - box.top
    if width < _LEAST_WIDTH_PT or height < _LEAST_HEIGHT_PT:
        return False
    if cluster.has_image:
        return True
    if cluster.n_shapes < _LEAST_SHAPES:
        return False
    n_chars = sum(len(line.text) for line in lines if _is_inside(line, box))
    return n_chars <= _CHARS_A_SQUARE_PT * _area(box)


def _captions(lines: Sequence[TextLine]) -> list[int]:
    """Return the lines with which captions begin; words set apart are lines too."""
    return [n for n in range(len(lines)) if _CAPTION.match(_row_from(lines, n))]


def _row_from(lines: Sequence[TextLine], number: int) -> str:
    """Return the first words of a row of text from one of its lines on."""
    last = lines[number]
    words = last.text.strip()
    for line in lines[number + 1 : number + _LINES_A_ROW]:
        is_beside = abs(line.top - last.top) < (last.bottom - last.top) / 2
        if not (is_beside and line.left >= last.left):
            break
        words = f"{words} {line.text.strip()}"
        last = line
    return words


def _nearest(
    box: Quad, captions: Sequence[int], lines: Sequence[TextLine]
) -> int | None:
    """Return the caption next to a figure; one below is nearer than one above."""
    best: tuple[float, int] | None = None
    for number in captions:
        line = lines[number]
        if min(line.right, box.right) - max(line.left, box.left) <= 0:
            continue
        overlap = (box.bottom - box.top) * _OVERLAP
        is_below = line.top >= box.bottom - overlap
        gap = line.top - box.bottom if is_below else (box.top - line.bottom) * 1.5
        if gap < -overlap or gap > _CAPTION_GAP_PT:
            continue
        if best is None or abs(gap) < best[0]:
            best = abs(gap), number
    return best[1] if best is not None else None


def _merge(
    clusters: Sequence[_Cluster], captions: Sequence[int], lines: Sequence[TextLine]
) -> list[_Cluster]:
    """Put the panels above one caption together, also those a step further away."""
    merged: dict[int, _Cluster] = {}
    alone: list[_Cluster] = []
    for cluster in sorted(clusters, key=lambda c: -c.box.bottom):
        if cluster.caption is None:
            near = [
                other
                for other in merged.values()
                if _gap(other.box, cluster.box) <= _PANEL_GAP_PT
                and _shares_a_side(other.box, cluster.box)
            ]
            if near and not _has_caption_between(near[0], cluster, captions, lines):
                _join(near[0], cluster)
            else:
                alone.append(cluster)
        elif cluster.caption in merged:
            _join(merged[cluster.caption], cluster)
        else:
            merged[cluster.caption] = cluster
    return [*merged.values(), *alone]


def _has_caption_between(
    one: _Cluster, other: _Cluster, captions: Sequence[int], lines: Sequence[TextLine]
) -> bool:
    both = _union(one.box, other.box)
    return any(_is_inside(lines[number], both) for number in captions)


def _join(one: _Cluster, other: _Cluster) -> None:
    one.box = _union(one.box, other.box)
    one.n_shapes += other.n_shapes
    one.has_image = one.has_image or other.has_image


def _caption_of(
    caption: int | None, lines: Sequence[TextLine]
) -> tuple[str, list[int]]:
    """Return a caption, and its lines: those that follow in its block, close below."""
    if caption is None:
        return "", []
    first = last = lines[caption]
    words, numbers = first.text.strip(), [caption]
    for number, line in enumerate(lines[caption + 1 :], caption + 1):
        height = last.bottom - last.top
        is_beside = abs(line.top - last.top) < height / 2 and line.left >= last.left
        is_next = line.block == first.block or abs(line.left - first.left) < height
        is_close = -height < line.top - last.bottom < height * 0.6
        if not (is_beside or (is_next and is_close)) or len(words) > _CAPTION_CHARS:
            break
        text = line.text.strip()
        if _CAPTION.match(text):
            break
        is_cut = words.endswith("-") and text[:1].islower()
        words = words[:-1] + text if is_cut else f"{words} {text}"
        numbers.append(number)
        last = line
    return words[:_CAPTION_CHARS], numbers


def _apart(box: Quad, caption: TextLine) -> Quad:
    """Cut a figure's box off where its caption begins."""
    if caption.top > (box.top + box.bottom) / 2:
        return Quad(box.left, box.top, box.right, min(box.bottom, caption.top))
    return Quad(box.left, max(box.top, caption.bottom), box.right, box.bottom)


def _with_labels(
    box: Quad, lines: Sequence[TextLine], captions: frozenset[int], page: Quad
) -> Quad:
    """Take in the short words at a figure's edges: what its axes are called."""
    room = Quad(
        box.left - _LABEL_GAP_PT,
        box.top - _LABEL_GAP_PT,
        box.right + _LABEL_GAP_PT,
        box.bottom + _LABEL_GAP_PT,
    )
    for number, line in enumerate(lines):
        is_short = len(line.text.strip()) <= _LABEL_CHARS
        if is_short and number not in captions and _is_inside(line, room):
            box = _union(box, Quad(line.left, line.top, line.right, line.bottom))
    return _common(box, page)


def _is_inside(line: TextLine, box: Quad) -> bool:
    x, y = (line.left + line.right) / 2, (line.top + line.bottom) / 2
    return box.left <= x <= box.right and box.top <= y <= box.bottom


def _gap(one: Quad, other: Quad) -> float:
    across = max(one.left - other.right, other.left - one.right, 0.0)
    return max(across, one.top - other.bottom, other.top - one.bottom)


def _shares_a_side(one: Quad, other: Quad) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > 0 or down > 0


def _union(one: Quad, other: Quad) -> Quad:
    return Quad(
        min(one.left, other.left),
        min(one.top, other.top),
        max(one.right, other.right),
        max(one.bottom, other.bottom),
    )


def _common(box: Quad, page: Quad) -> Quad:
    return Quad(
        max(box.left, page.left),
        max(box.top, page.top),
        min(box.right, page.right),
        min(box.bottom, page.bottom),
    )


def _area(box: Quad) -> float:
    return max(0.0, box.right - box.left) * max(0.0, box.bottom - box.top)

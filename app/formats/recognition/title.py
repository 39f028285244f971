"""Where the title of a paper stands on its first page."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from app.formats.compounds import is_compound
from app.formats.recognition import phrases
from app.formats.recognition.layout import Row, bare
from app.formats.recognition.names import names_in

MOST_TITLE_CHARS = 300
_MOST_TITLE_ROWS = 8
_OPEN_BLOCKS = 8
_FIRST_BLOCKS = 6
_LEAST_RATIO = 1.07
_ROWS_TO_NAMES = 6
_LEAST_LETTERS = 5
_LOWEST = 0.72
_MARKS_AT_END = re.compile(r"(?:\s*[∗*†‡§¶⋆✩☆#]+|(?<=[a-z)])\d{1,2})+\Z")
_INITIAL = re.compile(r"\b[A-Z]\.")


@dataclass(frozen=True)
class Block:
    """Rows that are set alike below each other: what may be a title."""

    rows: tuple[Row, ...]

    @property
    def size(self) -> float:
        """Return the size of the letters in points."""
        return max(row.size for row in self.rows)

    @property
    def is_bold(self) -> bool:
        """Say whether it is bold."""
        return self.rows[0].is_bold

    @property
    def top(self) -> float:
        """Return where it begins."""
        return self.rows[0].top

    @property
    def bottom(self) -> float:
        """Return where it ends."""
        return max(row.bottom for row in self.rows)

    @cached_property
    def text(self) -> str:
        """Return its rows as one line."""
        return joined([row.text for row in self.rows])

    @cached_property
    def bare(self) -> str:
        """Return its letters and digits alone."""
        return bare(self.text)


@dataclass(frozen=True)
class Found:
    """The block that is the title most likely, and how it stands out.

    `ratio` compares its size with the text's; `rival` is another block that might be
    the title as well; `has_abstract` tells whether an abstract follows; `is_mixed`
    that the last row may be names.
    """

    block: Block
    ratio: float
    has_names: bool
    has_abstract: bool
    is_mixed: bool
    rival: Block | None


def find_title(rows: Sequence[Row], body: float, height: float) -> Found | None:
    """Find the title among the rows of a page whose text is `body` points large."""
    abstract = abstract_row(rows)
    floor = homepage_floor(rows)
    if body <= 0:
        return None
    blocks = [b for b in _blocks(rows) if floor <= b.top < _LOWEST * height]
    chosen: list[Block] = []
    if abstract is not None:
        above = [block for block in blocks if block.top < abstract.top - 1]
        chosen = _candidates(above, rows, body)
    chosen = chosen or _candidates(blocks, rows, body)
    if not chosen:
        return None
    points = {id(b): _points(b, rows, body, height) for b in chosen}
    best = max(chosen, key=lambda b: (points[id(b)], -b.top))
    others = [b for b in chosen if b is not best and not _belongs(b, best)]
    rival = max(others, key=lambda b: points[id(b)], default=None)
    if rival is not None and points[id(rival)] < points[id(best)] - 0.2:
        rival = None
    title, is_mixed = _without_names(best)
    title = title if is_mixed or title is not best else _with_subtitle(best, rows, body)
    return Found(
        block=title,
        ratio=best.size / body,
        has_names=title is not best or _is_above_names(best, rows, body),
        is_mixed=is_mixed and not _is_above_names(best, rows, body),
        has_abstract=abstract is not None and abstract.top > best.top,
        rival=rival,
    )


def abstract_row(rows: Sequence[Row]) -> Row | None:
    """Return the heading of the abstract, or its first row."""
    return next((row for row in rows if phrases.ABSTRACT.match(row.text)), None)


def homepage_floor(rows: Sequence[Row]) -> float:
    """Return below what a journal's own banner ends; 0 where there is none."""
    half = [row for row in rows if phrases.HOMEPAGE.search(row.text)]
    return max((row.bottom - 1 for row in half), default=0.0)


def joined(texts: Sequence[str]) -> str:
    """Join rows to one line: hyphens at line ends go, but those of compounds."""
    line = ""
    for text in texts:
        if line and _ends_hyphenated(line) and text[:1].islower():
            line = (line if is_compound(line, text) else line[:-1]) + text
        elif line and _is_wide(line[-1]) and _is_wide(text[:1]):
            line += text
        else:
            between = "" if line.endswith(("-", "–", "/")) else " "
            line = f"{line}{between}{text}" if line else text
    return _MARKS_AT_END.sub("", line.strip()).strip()[:MOST_TITLE_CHARS]


def is_readable(text: str) -> bool:
    """Say whether letters came out as letters, not as the codes of a font."""
    letters = [c for c in text if c.isalpha()]
    shown = [c for c in text if not c.isspace()]
    if len(letters) < 0.6 * len(shown) or "\ufffd" in text:
        return False
    if any(0xE000 <= ord(c) <= 0xF8FF for c in text):
        return False
    latin = [c for c in letters if c.isascii()]
    if len(latin) < 0.8 * len(letters) or len(latin) < 8:
        return True
    share = sum(c.lower() in phrases.VOWELS for c in letters) / len(letters)
    return 0.2 <= share <= 0.7


def n_words(text: str) -> int:
    """Count the words; two wide characters count as one."""
    n_wide = sum(map(_is_wide, text))
    return len(text.split()) + n_wide // 2


def _candidates(
    blocks: Sequence[Block], rows: Sequence[Row], body: float
) -> list[Block]:
    """Return the blocks that stand out and may be a title, else the first that may."""
    is_bold = 2 * sum(row.is_bold for row in rows) > len(rows)
    standing = [
        block
        for block in blocks
        if _stands_out(block, body, is_bold=is_bold) and _may_be_title(block)
    ]
    return standing or [b for b in blocks[:_FIRST_BLOCKS] if _may_be_title(b)][:1]


def _blocks(rows: Sequence[Row]) -> list[Block]:
    """Group rows set alike; what has no letter is passed over."""
    groups: list[list[Row]] = []
    for row in rows:
        if not row.n_letters:
            continue
        for group in reversed(groups[-_OPEN_BLOCKS:]):
            if len(group) < _MOST_TITLE_ROWS and _continues(group[-1], row):
                group.append(row)
                break
        else:
            groups.append([row])
    return [Block(tuple(group)) for group in groups]


def _continues(last: Row, row: Row) -> bool:
    size = max(last.size, row.size)
    gap = row.top - last.bottom
    is_alike = abs(last.size - row.size) <= 0.06 * size and last.is_bold == row.is_bold
    is_below = row.top > last.top + 0.4 * size and gap <= 0.75 * size
    return (
        is_alike and is_below and min(last.right, row.right) > max(last.left, row.left)
    )


def _may_be_title(block: Block) -> bool:
    text = block.text
    first = block.rows[0].text
    letters = sum(row.n_letters for row in block.rows)
    least = 3 if any(map(_is_wide, text)) else _LEAST_LETTERS
    return (
        letters >= least
        and is_readable(text)
        and n_words(text) <= 45
        and not phrases.BANNER.match(text)
        and not phrases.BANNER.match(first)
        and not phrases.ABSTRACT.match(text)
        and not phrases.KEYWORDS.match(text)
        and not phrases.VENUE_WITHIN.search(text)
        and not phrases.SECTION.match(text)
        and not (n_words(text) <= 8 and phrases.ORGANISATION.search(text.lower()))
    )


def _stands_out(block: Block, body: float, *, is_bold: bool) -> bool:
    """Say whether a block is larger than the text, or bold where the text is not."""
    ratio = block.size / body
    is_large = ratio >= _LEAST_RATIO
    is_strong = ratio >= 0.98 and not is_bold
    is_strong = is_strong and (block.is_bold or block.text.isupper())
    return is_large or is_strong


def _points(block: Block, rows: Sequence[Row], body: float, height: float) -> float:
    words = n_words(block.text)
    points = min(block.size / body, 2.2)
    points += 0.4 if _is_above_names(block, rows, body) else 0
    points += 0.3 if 4 <= words <= 30 else 0
    points += 0.1 if block.is_bold else 0
    points -= 0.4 if words <= 2 else 0
    points -= 0.5 if names_in(block.text) and words <= 6 else 0
    points -= 0.3 if block.top < 0.07 * height and words <= 6 else 0
    points -= 0.3 * block.top / height if height else 0
    return points


def _is_above_names(block: Block, rows: Sequence[Row], body: float) -> bool:
    """Say whether names follow before anything else stands out."""
    edge = block.bottom - 0.3 * block.size
    below = itertools.islice((r for r in rows if r.top >= edge), _ROWS_TO_NAMES)
    for row in below:
        if names_in(row.text):
            return True
        if row.size >= 1.25 * body and n_words(row.text) > 2:
            return False
    return False


def _belongs(other: Block, best: Block) -> bool:
    """Say whether a block is a subtitle, or the names, right at the title."""
    gap = max(other.top - best.bottom, best.top - other.bottom)
    is_small = other.size < 0.93 * best.size
    return is_small and (gap < 1.5 * best.size or bool(names_in(other.text)))


def _without_names(block: Block) -> tuple[Block, bool]:
    """Cut names off that are set like the title; say whether that is unsure."""
    for index in range(1, len(block.rows)):
        row = block.rows[index]
        names = names_in(row.text)
        if not names:
            continue
        is_marked = row.full != row.text or _INITIAL.search(row.text) is not None
        if is_marked or len(names) > 2:
            return Block(block.rows[:index]), False
        return block, index == len(block.rows) - 1
    return block, False


def _with_subtitle(block: Block, rows: Sequence[Row], body: float) -> Block:
    """Add the rows below a title that ends in the middle of a sentence."""
    if not re.search(
        r"(?:[:–—]|\b(?:of|for|and|the|in|with|on|to|a|an))\Z", block.text
    ):
        return block
    for row in rows:
        near = block.bottom - 0.3 * block.size <= row.top <= block.bottom + block.size
        if (
            near
            and row.n_letters
            and row.size >= max(0.6 * block.size, 1.05 * body)
            and not names_in(row.text)
            and not phrases.MAIL.search(row.text)
        ):
            return Block((*block.rows, row))
    return block


def _ends_hyphenated(line: str) -> bool:
    return len(line) > 2 and line[-1] in "-‐\u2010" and line[-2].isalpha()


def _is_wide(char: str) -> bool:
    return "\u3040" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7a3"

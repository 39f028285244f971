"""Hard-wrapped lines: whether a text is wrapped, at which width, and its joining."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

MIN_WIDTH = 16
MAX_WIDTH = 300
_MIN_VOTES = 2
_MIN_SHARE = 0.25
"""Part of the neighbouring lines that must agree on a width."""

_HYPHEN_END = re.compile(r"[^\W\d_]-\Z")
_SUSPENDED = re.compile(r"(?:and|or|nor)\b(?!-)")
_CHUNK = re.compile(r"\S*?[^\W\d_]{2}-(?=[^\W\d_]-?[^\W\d_])|[^\s-]+(?=-{2,}\w)|\S+")
"""Source: Python's textwrap, break_on_hyphens: two letters on each side."""
_DASH_END = re.compile(r"[^\s-]-{2,3}\Z")
_DASH_START = re.compile(r"-{2,3}[^\s-]")
_ADDRESS = re.compile(r"https?://")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]*}]*\Z")


@dataclass(frozen=True, slots=True)
class Wrap:
    """How lines were wrapped: the width in characters, and whether after hyphens.

    A wrapper that breaks after hyphens fills lines further than one that does not.
    """

    width: int
    is_at_hyphens: bool

    def is_full(self, line: str, following: str) -> bool:
        """Say whether a line could not have held the next one's first word."""
        return len(line) + 1 + self._n_first(following) > self.width

    def _n_first(self, line: str) -> int:
        return _n_first(line, is_at_hyphens=self.is_at_hyphens)


def wrap_of(blocks: Sequence[Sequence[str]]) -> Wrap | None:
    """Return how a text is wrapped, None when it is not.

    `blocks` are the lines between empty lines, trimmed. A line that would not have
    held the next line's first word speaks for every width it could have had; wrapped
    text agrees on one width, text with one paragraph on each line does not. Text broken
    by hand is known by lines that go on in lower case.
    """
    is_at_hyphens = any(
        ends_in_hyphen(line) and following[0].isalpha() and not _is_suspended(following)
        for block in blocks
        for line, following in pairwise(block)
    )
    votes = [0] * (MAX_WIDTH + 2)
    n_neighbours = n_run_on = longest = 0
    for block in blocks:
        for line, following in pairwise(block):
            n_neighbours += 1
            if len(line) <= MAX_WIDTH and following[0].islower():
                n_run_on += not ends_sentence(line)
                longest = max(longest, len(line))
            n_first = _n_first(following, is_at_hyphens=is_at_hyphens)
            low = max(len(line), len(following), MIN_WIDTH)
            high = min(len(line) + n_first, MAX_WIDTH)
            if low <= high and not ends_sentence(line):
                votes[low] += 1
                votes[high + 1] -= 1
    sums = list(accumulate(votes))
    most = max(sums)
    if most >= max(_MIN_VOTES, _MIN_SHARE * n_neighbours):
        return Wrap(sums.index(most), is_at_hyphens)
    if n_run_on >= max(_MIN_VOTES, _MIN_SHARE * n_neighbours):
        return Wrap(longest, is_at_hyphens)
    return None


def ends_sentence(line: str) -> bool:
    """Say whether a line ends as a sentence does."""
    return bool(_SENTENCE_END.search(line[-12:]))


def ends_in_hyphen(line: str) -> bool:
    """Say whether a line ends in a letter and a hyphen."""
    return bool(_HYPHEN_END.search(line[-2:]))


def address_ends(lines: Sequence[str], wrap: Wrap | None) -> list[bool]:
    """Say for each line whether it ends in an address, or in a piece of one."""
    found: list[bool] = []
    before = ""
    for line in lines:
        is_piece = bool(found) and found[-1] and " " not in line
        is_cut = ends_in_hyphen(before) or (wrap and len(before) == wrap.width)
        is_whole = bool(_ADDRESS.search(_last_token(line)))
        found.append(is_whole or bool(is_piece and is_cut))
        before = line
    return found


def join(lines: Sequence[str], wrap: Wrap | None) -> str:
    """Join wrapped lines by a space, or by nothing inside a word.

    A hyphen, a dash without spaces or an address that was too long for its line is
    inside a word. A hyphen before 'and' or 'or' is a suspended one ('pre- and
    post-training') and keeps its space.
    """
    parts = [lines[0]]
    token = _last_token(lines[0])
    for line, following in pairwise(lines):
        glue = "" if _is_inside_word(line, following, token, wrap) else " "
        parts += glue, following
        last = _last_token(following)
        token = token + last if not glue and " " not in following else last
    return "".join(parts)


def _is_inside_word(line: str, following: str, token: str, wrap: Wrap | None) -> bool:
    """Say whether the line was broken inside a word; `token` is the word so far."""
    if ends_in_hyphen(line):
        return not _is_suspended(following)
    if _DASH_END.search(line[-4:]) or _DASH_START.match(following):
        return True
    whole = token + following.split(" ", 1)[0]
    is_cut = wrap is not None and len(line) == wrap.width < len(whole)
    is_address = _ADDRESS.search(whole) and not _ADDRESS.match(following)
    return is_cut and bool(is_address)


def _n_first(line: str, *, is_at_hyphens: bool) -> int:
    """Return the length of what a wrapper would keep together at a line's start."""
    if is_at_hyphens:
        match = _CHUNK.match(line[: MAX_WIDTH + 1])
        return match.end() if match else 0
    return len(line[: MAX_WIDTH + 1].split(" ", 1)[0])


def _is_suspended(following: str) -> bool:
    return bool(_SUSPENDED.match(following))


def _last_token(line: str) -> str:
    """Return what stands behind the last space."""
    return line.rpartition(" ")[2]

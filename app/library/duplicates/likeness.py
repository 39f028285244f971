"""Say how alike two papers are by title, first author and abstract."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from enum import IntEnum

from app.formats.readable import readable
from app.library.folding import fold

ALIKE = 0.5
"""The part of their words that two versions of one abstract share."""
UNLIKE = 0.2
"""Abstracts that share less are not of one paper."""

_LONGEST = 1_000  # of a title, in characters: more says no more of it
_TELLING_WORDS, _TELLING_LETTERS, _TELLING_CHARACTERS = 4, 15, 7
_MOST_MISSPELT = 2
_MARKED_UP = re.compile(r"[\\${]")
_SUBTITLE = re.compile(r"[:?!.]\s|\s[-–—]\s")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,80}>")
_SIGN = re.compile(r"[+#=≠≤≥≈±∓∞′<]|(?<![-=])>|(?<=\S)[-\u2212](?!\w)")
"""What tells C++ from C and a particle from its antiparticle; hyphens tell nothing."""
_FIGURE = re.compile(r"\d|^[ivx]+$")
_FILLERS = frozenset(
    ["a", "an", "and", "by", "for", "from", "in", "of", "on", "the", "to", "via"]
)
_MARKERS = frozenset(
    [
        "addendum",
        "appendix",
        "comment",
        "comments",
        "correction",
        "corrections",
        "corrigendum",
        "discussion",
        "editorial",
        "errata",
        "erratum",
        "rejoinder",
        "reply",
        "response",
        "retracted",
        "retraction",
        "supplement",
        "supplementary",
    ]
)
"""Words of what is written about a paper under the paper's own title."""
_INSERTED, _SHORTEST_INSERTED, _SHORTEST_REPLACED = 2, 4, 7


class Likeness(IntEnum):
    """How alike two titles are."""

    NONE = 0
    BEGUN = 1
    NEAR = 2
    SAME = 3


@dataclass(frozen=True, slots=True)
class Shape:
    """A title as it is compared; `figures` are its numbers, arabic and roman.

    `head` are the words before the subtitle, all of them where it has none; `signs`
    are those that no word holds and that yet make another title of it.
    """

    words: tuple[str, ...]
    key: str
    head: tuple[str, ...]
    figures: tuple[str, ...]
    markers: tuple[str, ...]
    signs: tuple[str, ...] = ()

    @property
    def is_telling(self) -> bool:
        """Say whether two papers are not likely to share it by chance."""
        return _is_telling(self.words)


def shape_of(title: str) -> Shape:
    """Return the shape of a title, TeX source read as people read it."""
    text = title[:_LONGEST]
    if _MARKED_UP.search(text):
        text = readable(text)
    words = tuple(fold(text).split())
    main = _SUBTITLE.split(text, maxsplit=1)[0]
    return Shape(
        words=words,
        key="".join(words),
        head=words if len(main) == len(text) else tuple(fold(main).split()),
        figures=tuple(sorted(set(filter(_FIGURE.search, words)))),
        markers=tuple(sorted(_MARKERS.intersection(words))),
        signs=_signs(text),
    )


def likeness(one: Shape, other: Shape) -> Likeness:
    """Say how alike two titles are.

    Near ones differ by fillers and misspellings alone: never in a number, never by a
    word that the other has not. Begun is one that is the other without its subtitle.
    """
    if one.key == other.key:
        return Likeness.SAME if one.key else Likeness.NONE
    if one.figures != other.figures or one.markers != other.markers:
        return Likeness.NONE
    if not (one.is_telling and other.is_telling):
        return Likeness.NONE
    if _are_near(one.words, other.words):
        return Likeness.NEAR
    short, long = sorted((one, other), key=lambda shape: len(shape.words))
    is_begun = short.words == long.head and _is_telling(short.words)
    return Likeness.BEGUN if is_begun else Likeness.NONE


def same_author(one: str, other: str) -> bool | None:
    """Say whether two names may be of one person; None where one is not known."""
    if not (one and other):
        return None
    family, others = family_name(one), family_name(other)
    return family in fold(other).split() and others in fold(one).split()


def are_namesakes(one: str, other: str) -> bool:
    """Say whether names of one family are those of two persons by their initials."""
    ours, theirs = set(fold(one).split()), set(fold(other).split())
    left = {word[0] for word in ours - theirs}
    right = {word[0] for word in theirs - ours}
    return bool(left and right and left.isdisjoint(right))


def family_name(name: str) -> str:
    """Return the last word of a family name, folded; '' where there is none."""
    words = fold(name.partition(",")[0]).split() or fold(name).split()
    return words[-1] if words else ""


def shared_part(one: frozenset[str], other: frozenset[str]) -> float | None:
    """Return the part of their words that two texts share; None where one is empty."""
    if not (one and other):
        return None
    return len(one & other) / len(one | other)


def _signs(text: str) -> tuple[str, ...]:
    if text.isalnum():
        return ()
    found = _SIGN.findall(unicodedata.normalize("NFKC", _TAG.sub("", text)))
    return tuple(sorted("-" if sign == "\u2212" else sign for sign in found))


def _is_telling(words: tuple[str, ...]) -> bool:
    letters = sum(map(len, words))
    if letters == len(words):  # Chinese or Japanese: a character is a word
        return letters >= _TELLING_CHARACTERS
    return len(words) >= _TELLING_WORDS and letters >= _TELLING_LETTERS


def _are_near(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    ours, theirs = Counter(one), Counter(other)
    left = [w for w in (ours - theirs).elements() if w not in _FILLERS]
    right = [w for w in (theirs - ours).elements() if w not in _FILLERS]
    if not left and not right:
        in_order = [w for w in one if w not in _FILLERS]
        return in_order == [w for w in other if w not in _FILLERS]
    if "".join(left) == "".join(right):
        return True
    if len(left) != len(right) or len(left) > _MOST_MISSPELT:
        return False
    return all(map(_is_misspelt, left, right))


def _is_misspelt(one: str, other: str) -> bool:
    """Say whether one word is the other with a slip of the pen, never its opposite."""
    if one[0] != other[0]:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    ours, theirs = one[start:], other[start:]
    while ours and theirs and ours[-1] == theirs[-1]:
        ours, theirs = ours[:-1], theirs[:-1]
    shorter = min(len(one), len(other))
    if not ours or not theirs:
        return len(ours + theirs) <= _INSERTED and shorter >= _SHORTEST_INSERTED
    is_swapped = len(ours) == len(theirs) == _INSERTED and ours == theirs[::-1]
    is_replaced = len(ours) == len(theirs) == 1 and shorter >= _SHORTEST_REPLACED
    return is_swapped or is_replaced

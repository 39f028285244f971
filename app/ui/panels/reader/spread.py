"""How the pages of a paper are laid out, and its words for what is kept of it."""

import math
from dataclasses import dataclass, replace
from enum import StrEnum

_PAGED = "paged"
_TURN = "turn-"
_COLUMN = "column-"
_QUARTERS = 4
_DIGITS = 4


class Abreast(StrEnum):
    """How many pages lie beside each other; COVER leaves the first one alone."""

    ONE = "one"
    TWO = "two"
    COVER = "cover"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How pages are laid out.

    `is_paged` shows one row of pages at a time; `turn` is in quarters, clockwise;
    `column` is where the text column lies that is fitted, as parts of the width of a
    page (0 to 1), left and right.
    """

    abreast: Abreast = Abreast.ONE
    is_paged: bool = False
    turn: int = 0
    column: tuple[float, float] | None = None

    def rows(self, n_pages: int) -> list[range]:
        """Return which pages lie beside each other."""
        if self.abreast is Abreast.ONE:
            return [range(i, i + 1) for i in range(n_pages)]
        begin = 1 if self.abreast is Abreast.COVER and n_pages else 0
        pairs = [range(i, min(i + 2, n_pages)) for i in range(begin, n_pages, 2)]
        return [range(begin), *pairs] if begin else pairs

    def turned(self, quarters: int) -> "Spread":
        """Return it turned further; a column is kept until it stands upright again."""
        return replace(self, turn=(self.turn + quarters) % _QUARTERS)

    @property
    def column_shown(self) -> tuple[float, float] | None:
        """Return where the fitted column lies on the page as it is turned.

        None where there is none, or it lies on its side.
        """
        if self.column is None or self.turn % 2:
            return None
        left, right = self.column
        return (1 - right, 1 - left) if self.turn else self.column


def look_text(zoom: str, spread: Spread) -> str:
    """Return zoom and spread as words: the zoom first, then what is not usual."""
    words = [zoom]
    if spread.abreast is not Abreast.ONE:
        words.append(spread.abreast.value)
    if spread.is_paged:
        words.append(_PAGED)
    if spread.turn:
        words.append(f"{_TURN}{spread.turn}")
    if spread.column is not None:
        left, right = (round(part, _DIGITS) for part in spread.column)
        words.append(f"{_COLUMN}{left:g}-{right:g}")
    return " ".join(words)


def parse_look(text: str) -> tuple[str, Spread]:
    """Read what `look_text` wrote; a word that means nothing is passed over."""
    zoom, *words = text.split() or [""]
    spread = Spread()
    for word in words:
        if word in tuple(Abreast):
            spread = replace(spread, abreast=Abreast(word))
        elif word == _PAGED:
            spread = replace(spread, is_paged=True)
        elif word in (f"{_TURN}1", f"{_TURN}2", f"{_TURN}3"):
            spread = replace(spread, turn=int(word[-1]))
        elif word.startswith(_COLUMN):
            spread = replace(spread, column=_parse_column(word))
    return zoom, spread


def _parse_column(word: str) -> tuple[float, float] | None:
    left, _, right = word.removeprefix(_COLUMN).partition("-")
    try:
        parts = float(left), float(right)
    except ValueError:
        return None
    is_sound = all(map(math.isfinite, parts)) and 0 <= parts[0] < parts[1] <= 1
    return parts if is_sound and parts[1] - parts[0] >= _LEAST_COLUMN else None


_LEAST_COLUMN = 0.02
"""A column narrower than this part of the page is none."""

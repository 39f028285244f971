"""One PDF that is odd in one way."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.any_pdf.planted import SHOWN


@dataclass(frozen=True, slots=True)
class Oddity:
    """How a file is made and what may come of it; a heavy one takes a while."""

    name: str
    make: Callable[[], bytes]
    outcomes: tuple[str, ...] = (SHOWN,)
    is_heavy: bool = False

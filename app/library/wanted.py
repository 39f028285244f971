"""Read the words of the search box.

Every word must match, as the start of a word at least; what is in quotes is a phrase of
whole words. Nothing a user types has another meaning.
"""

import re
from dataclasses import dataclass

from app.library.folding import fold

_MOST_PARTS = 64  # more than any title has
_PART = re.compile(r'"([^"]*)("?)|([^\s"]+)')


@dataclass(frozen=True, slots=True)
class Part:
    """Words that must follow each other; the last one may go on unless `is_whole`."""

    words: tuple[str, ...]
    is_whole: bool

    def is_in(self, text: str) -> bool:
        """Say whether folded text holds the part."""
        end = " " if self.is_whole else ""
        return f" {' '.join(self.words)}{end}" in f" {text} "


def read(text: str) -> tuple[Part, ...]:
    """Return what `text` asks for; a quote that is still open may go on."""
    parts: dict[Part, None] = {}
    for quoted, closing, bare in _PART.findall(text):
        words = tuple(fold(quoted or bare).split())
        if words:
            parts[Part(words, is_whole=bool(closing))] = None
    return tuple(parts)[:_MOST_PARTS]

"""Papers made of words that are as unevenly common as in a language."""

from collections.abc import Iterator
from itertools import accumulate
from random import Random

from app.domain.paper import Author, Draft, Identifier, Provenance

SEED = 2026
_N_WORDS = 40_000
_N_STREAM = 500_000
_N_NAMES = 4_000
_SHIFT = 2.7  # Source: Mandelbrot's form of Zipf's law for English
_ONSETS = (
    *"bcdfghlmnprstv",
    *("st", "tr", "pr", "pl", "ch", "sh", "th", "br", "cl", "qu"),
)
_VOWELS = (*"aeiou", "ea", "ou", "io", "ai")
_CODAS = ("", "", "", *"nrstl", "nd", "ng", "st", "m", "x")
_ENDINGS = (*("",) * 3, "ing", "ed", "ion", "al", "s", "ly", "er", "ity")


class Corpus:
    """Endless papers by number, the same for the same seed."""

    def __init__(self, seed: int = SEED) -> None:
        chance = Random(seed)
        self.words = _vocabulary(chance)
        weights = (1 / (rank + _SHIFT) for rank in range(1, len(self.words) + 1))
        self._stream = chance.choices(
            self.words, cum_weights=list(accumulate(weights)), k=_N_STREAM
        )
        self._names = [
            f"{chance.choice(self.words).title()} {chance.choice(self.words).title()}"
            for _ in range(_N_NAMES)
        ]

    def paper(self, number: int) -> Draft:
        """Return the paper of that number, with an abstract of about 150 words."""
        chance = Random(number)
        title = self._some(chance, chance.randrange(5, 13))
        # A word of its own, as the name of a method is.
        own = f"{self.words[chance.randrange(2_000, _N_WORDS)]}{number % 9973}"
        names = chance.choices(self._names, k=chance.randrange(1, 6))
        return Draft(
            title=f"{own.title()}: {' '.join(title)}",
            abstract=" ".join(self._some(chance, chance.randrange(120, 180))),
            authors=tuple(map(Author, names)),
            year=1990 + number % 36,
            identifiers=(Identifier("doi", f"10.1000/{number}"),),
            provenance=Provenance(
                source="generated", kind="benchmark", position=number + 1
            ),
        )

    def papers(self, first: int, n_papers: int) -> Iterator[Draft]:
        """Go through papers from one number on."""
        return map(self.paper, range(first, first + n_papers))

    def _some(self, chance: Random, n_words: int) -> list[str]:
        start = chance.randrange(_N_STREAM - n_words)
        return self._stream[start : start + n_words]


def _vocabulary(chance: Random) -> list[str]:
    """Return distinct words, the most common first; common words are shorter."""
    words: dict[str, None] = {}
    while len(words) < _N_WORDS:
        n_syllables = 1 + min(len(words).bit_length() // 6, 2) + (chance.random() < 0.4)
        syllables = (
            chance.choice(_ONSETS) + chance.choice(_VOWELS) + chance.choice(_CODAS)
            for _ in range(n_syllables)
        )
        words["".join(syllables) + chance.choice(_ENDINGS)] = None
    return list(words)

"""Saved listings for tests, and the shapes in which people save them."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SAMPLE = Path(__file__).parent / "samples" / "listing.txt"
SEED = (
    Path(__file__).parents[2].parent / "shared" / "seeds" / "000_30069cea7c25ae93.txt"
)
SEED_ABSENT = "the shared seed listing is not beside the checkout"
N_HEADER_LINES = 5

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A listing in parts; `pairs` are its titles and abstracts."""

    header: tuple[str, ...]
    pairs: tuple[Pair, ...]
    footer: tuple[str, ...] = ()

    def text(self, gap: str = "\n\n", width: int | None = None) -> str:
        """Set the listing: `gap` between paragraphs, wrapped at `width` if given."""
        parts = [part for pair in self.pairs for part in pair]
        if width is not None:
            parts = [wrap(part, width) for part in parts]
        return gap.join([*self.header, *parts, *self.footer])


def wrap(text: str, width: int) -> str:
    """Wrap text as most programs do: at spaces and behind hyphens."""
    return textwrap.fill(text, width, break_long_words=False)


def sample() -> Listing:
    """Return the project's own listing."""
    return _parts(SAMPLE.read_text("utf-8"), n_pairs=12)


def seed() -> Listing:
    """Return the shared listing of 51 papers."""
    return _parts(SEED.read_text("utf-8"), n_pairs=51)


def _parts(text: str, *, n_pairs: int) -> Listing:
    blocks: Sequence[str] = text.strip("\n").split("\n\n")
    end = N_HEADER_LINES + 2 * n_pairs
    papers = blocks[N_HEADER_LINES:end]
    return Listing(
        header=tuple(blocks[:N_HEADER_LINES]),
        pairs=tuple(zip(papers[::2], papers[1::2], strict=True)),
        footer=tuple(blocks[end:]),
    )

"""Raised numbers behind words cite; running feet are no part of a reference."""

from dataclasses import dataclass

import pytest

from app.formats.mentions.finding import MentionKind
from app.formats.mentions.placed import PlacedPage
from app.formats.mentions.raised import raised_mentions
from app.formats.mentions.targets import TargetIndex

WIDE, NARROW, LETTER = 5.6, 3.6, 4.8
TEXT = "Words that fill the line as the text of a paper does, and nothing else."


@dataclass(frozen=True)
class Line:
    """A line of letters of some widths, ten points high."""

    text: str
    edges: tuple[float, ...]
    top: float = 100.0
    block: int = 0
    is_horizontal: bool = True

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.edges[0]

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.edges[-1]

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + 10


def line(text: str, *, digit: float = WIDE, top: float = 100.0, block: int = 0) -> Line:
    edges = [50.0]
    for char in text:
        edges.append(edges[-1] + (digit if char.isdigit() else LETTER))
    return Line(text, tuple(edges), top, block)


def labels(text: str, digit: float) -> list[str]:
    return [m.label for m in raised_mentions([line(text, digit=digit)])]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("as was shown before12 by all", ["12"]),
        ("as was shown.3,4 Then", ["3", "4"]),
        ("of many others5–7", ["5", "6", "7"]),
        ("of CO2 and H2O", []),
        ("Ada Lovelace1, Charles Babbage2", []),
        ("in 1999 there were 12 of them", []),
        ("the word12th is odd", []),
        ("of many others999–1", ["999"]),
    ],
)
def test_raised_numbers_when_small_then_cite(text: str, found: list[str]) -> None:
    assert labels(text, NARROW) == found


def test_numbers_when_as_large_as_letters_then_do_not_cite() -> None:
    assert labels("as in resnet50 and shown before12 by", WIDE) == []


def test_raised_signs_when_read_as_such_then_cite_at_any_width() -> None:
    assert labels("as was shown before¹² by all", WIDE) == ["12"]


def index_of(body: str) -> TargetIndex:
    """Index a page of text and two pages of references with a running foot."""
    first = PlacedPage(
        0, 612, 792, tuple(line(body, top=100 + 12 * n) for n in range(9))
    )
    return TargetIndex((first, _listed(1, first=1), _listed(2, first=6)))


def _listed(index: int, *, first: int) -> PlacedPage:
    head = [line("References", top=60)] if first == 1 else []
    entries = [
        line(
            f"{number}. A. Bird. On counting {'abcdefghijk'[number]}. Wings, 2019.",
            top=80 + 12 * place,
            block=number,
        )
        for place, number in enumerate(range(first, first + 5))
    ]
    foot = line(f"Journal of Wings, volume {index}", top=150, block=99)
    return PlacedPage(index, 612, 792, (*head, *entries, foot))


def test_raised_number_when_the_list_has_it_then_means_that_reference() -> None:
    (mention,) = raised_mentions([line("as was shown before5", digit=NARROW)])

    target = index_of(TEXT).find(mention)

    assert target is not None
    assert target.kind is MentionKind.REFERENCE
    assert target.text.startswith("5. A. Bird")


def test_raised_number_when_the_paper_cites_in_brackets_then_is_a_footnote() -> None:
    (mention,) = raised_mentions([line("as was shown before5", digit=NARROW)])

    assert index_of("As all others [1, 2] said in those many years.").find(mention) is (
        None
    )


def test_reference_when_last_on_its_page_then_leaves_the_foot_out() -> None:
    (mention,) = raised_mentions([line("as was shown before5", digit=NARROW)])

    target = index_of(TEXT).find(mention)

    assert target is not None
    assert "Journal of Wings, volume" not in target.text
    assert target.box.bottom < 145

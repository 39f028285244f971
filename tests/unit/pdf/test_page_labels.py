"""The names of pages are told as the PDF counts them."""

from collections.abc import Sequence
from typing import Any

import pytest

from app.pdf.page_labels import page_labels


def rule(
    startpage: int, style: str, *, prefix: str = "", first: int = 1
) -> dict[str, Any]:
    """Return a rule as MuPDF gives it."""
    return {
        "startpage": startpage,
        "style": style,
        "prefix": prefix,
        "firstpagenum": first,
    }


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([], ()),
        ([rule(0, "D")], ()),
        ([rule(0, "D", first=41)], ("41", "42", "43", "44")),
        ([rule(0, "r"), rule(2, "D")], ("i", "ii", "1", "2")),
        ([rule(2, "D"), rule(0, "R", first=9)], ("IX", "X", "1", "2")),
        ([rule(0, "A", first=26)], ("Z", "AA", "BB", "CC")),
        ([rule(1, "", prefix="Cover")], ("1", "Cover", "Cover", "Cover")),
        ([rule(0, "D", prefix="A-")], ("A-1", "A-2", "A-3", "A-4")),
        ([rule(0, "r", first=-3)], ("-3", "-2", "-1", "0")),
    ],
)
def test_page_labels_when_rules_are_given_then_name_every_page(
    rules: Sequence[dict[str, Any]], expected: tuple[str, ...]
) -> None:
    assert page_labels(rules, 4) == expected

"""What a text is told to be while it is typed."""

import pytest

from app.formats.recognised import recognised


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ""),
        ("Harbours of the Quiet North", ""),
        ("arXiv:2304.15004", "arXiv id 2304.15004"),
        ("\n  https://doi.org/10.1000/X \n", "DOI 10.1000/x"),
        ("https://www.example.org/p?a=1", "link to www.example.org"),
        (
            "2304.15004\n2304.15005\nhttps://a.example/b\nelse",
            "2 arXiv ids, 1 link, 1 other line",
        ),
        ("@article{a,\n title={Tides},\n doi={10.1000/x}\n}\n", "BibTeX"),
        ("2304.15004\n" * 1_000, ""),
    ],
)
def test_text_is_told_in_few_words(text: str, told: str) -> None:
    assert recognised(text) == told

"""Lists of links and identifiers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.formats.links import drafts_of_line, read_links, title_of_line


def names_of(line: str) -> list[list[str]]:
    drafts = drafts_of_line(line, source="x", position=1)
    return [[each.value for each in draft.identifiers] for draft in drafts]


def test_read_links_when_mixed_lines_then_drafts_and_skipped() -> None:
    text = "2304.15004\n\n# comment\nhttps://example.org/paper.\nno paper\n10.1000/x y"

    harvest = read_links(text, source="clipboard")

    titles = [draft.title for draft in harvest.drafts]
    assert titles == ["arXiv 2304.15004", "https://example.org/paper", "DOI 10.1000/x"]
    assert [draft.provenance.position for draft in harvest.drafts] == [1, 2, 3]
    [skipped] = harvest.skipped
    assert (skipped.where, skipped.text) == ("clipboard, line 5", "no paper")
    assert skipped.why == "not a paper, link or identifier"


def test_read_links_when_1000_addresses_then_1000_drafts() -> None:
    text = "\r\n".join(f"https://arxiv.org/abs/2304.{n:05}" for n in range(1000))

    assert len(read_links(text, source="drop").drafts) == 1000


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("2304.15004, 2305.12345v2 hep-th/9901001", ["2304.15004"] * 3),
        ("10.1109/5.771073,10.1038/nature14539", ["10.1109/5.771073"] * 2),
        ("PMID: 12345678; PMID: 12345679", ["12345678"] * 2),
        ("Compare arXiv:2304.15004 with arXiv:2304.15005, please", ["2304.15004"] * 2),
        ("https://a.org/x https://b.org/y", [""] * 2),
        ("2304.15004 https://arxiv.org/abs/2304.15004v2", ["2304.15004"]),
        ("A Title Here. doi:10.1109/CVPR.2016.90 arXiv:1512.03385", ["10.1109"]),
        ("no paper at all", []),
        ("10.1145/nnnnnnn.nnnnnnn", []),
    ],
)
def test_line_of_several_identifiers_is_as_many_papers(
    line: str, names: list[str]
) -> None:
    assert len(names_of(line)) == len(names)


def test_paper_with_two_identifiers_keeps_both() -> None:
    line = "Deep Lamps Are Bright. doi:10.1109/CVPR.2016.90 arXiv:1512.03385"

    assert names_of(line) == [["10.1109/cvpr.2016.90", "1512.03385"]]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        (
            "- [Are Lamps a Mirage?](https://arxiv.org/abs/2304.15004) nice",
            "Are Lamps a Mirage?",
        ),
        ("Deep Lamps Are Bright, arXiv:1512.03385", "Deep Lamps Are Bright"),
        ("[3] 1512.03385 (Deep Lamps Are Bright)", "Deep Lamps Are Bright"),
        ("See https://arxiv.org/abs/2304.15004 for more.", ""),
        ("look into this one 2304.15004", ""),
        ("Lamps https://arxiv.org/abs/2304.15004", ""),
    ],
)
def test_title_beside_an_identifier_is_taken_when_certain(
    line: str, title: str
) -> None:
    assert title_of_line(line) == title


@given(st.text(alphabet="arXiv:2304.15 doi/10.()[]AB,;\0-", max_size=120))
def test_any_line_gives_named_papers(line: str) -> None:
    for draft in drafts_of_line(line, source="x", position=1):
        assert draft.title
        assert draft.identifiers or draft.links


def test_newsletters_own_links_and_comments_are_no_papers() -> None:
    text = "# comment\n2304.15004\nhttps://news.example.org/u Unsubscribe"

    harvest = read_links(text, source="mail")

    assert [draft.title for draft in harvest.drafts] == ["arXiv 2304.15004"]
    assert [each.where for each in harvest.skipped] == ["mail, line 3"]
    assert harvest.furniture == ("# comment",)

"""Pasted text of all kinds, and reference lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import InvalidInput
from app.domain.paper import Draft
from app.formats.citations.printed import read_entry
from app.formats.incoming import MAX_BYTES
from app.formats.pasted import read_pasted
from app.formats.references import UNKNOWN_ENTRY
from tests.support import listings

MIXED = """Papers for Monday
2304.15004
https://arxiv.org/abs/1706.03762 Attention Is All They Need
TY  - JOUR
TI  - A Title in RIS
AU  - Bee, Ann
ER  -

[1] A. Bee and C. Dee. Lamps at night. In Proc. of Light, 2020.

some words in lower case
"""
ENTRIES = [
    (
        "[1] A. Bee, C. Dee, and E. van Eff, “Lamps at night,” in Advances in Light, "
        "2017, pp. 5998–6008.",
        ("Lamps at night", ["A. Bee", "C. Dee", "E. van Eff"], 2017),
    ),
    (
        "2. Ann Bee, Cee Dee, and Ed Eff. Lamps at night. In CVPR, 2016.",
        ("Lamps at night", ["Ann Bee", "Cee Dee", "Ed Eff"], 2016),
    ),
    (
        "Bee, A., Dee, C.-W., & Eff, E. (2019). LAMP: At night. In NAACL (pp. 1–6).",
        ("LAMP: At night", ["A. Bee", "C.-W. Dee", "E. Eff"], 2019),
    ),
    (
        "[BD20] Tom B. Bee et al. 2020. Lamps are few-shot learners. In NeurIPS.",
        ("Lamps are few-shot learners", ["Tom B. Bee"], 2020),
    ),
    (
        "(5) J. Bee, S. McDee, et al. Laws for lamps. arXiv:2001.08361, 2020.",
        ("Laws for lamps", ["J. Bee", "S. McDee"], 2020),
    ),
    (
        "[7] Bee Y, Dee Y, Eff G. Deep lamps. Light. 2015;521:436-44.",
        ("Deep lamps", ["Y Bee", "Y Dee", "G. Eff"], 2015),
    ),
]
UNCERTAIN = [
    "[6] Personal communication with the author.",
    "[7] The lamp, the night and what we saw there in 2020. A story.",
    "Lamps at night, in the light of day",
    "[8] Bee, A.",
    "We propose lamps. They are bright (2020) and warm.",
]


def authors(draft: Draft) -> list[str]:
    return [author.name for author in draft.authors]


@pytest.mark.parametrize(("text", "told"), ENTRIES)
def test_reference_with_a_certain_title_is_a_paper(
    text: str, told: tuple[str, list[str], int]
) -> None:
    draft = read_entry(text, source="x", position=1)

    assert draft is not None
    assert (draft.title, authors(draft), draft.year) == told
    assert draft.provenance.original == text


@pytest.mark.parametrize("text", UNCERTAIN)
def test_reference_without_a_certain_title_is_none(text: str) -> None:
    assert read_entry(text, source="x", position=1) is None


def test_reference_list_gives_papers_and_leaves_the_uncertain() -> None:
    wrapped = "Ann Bee and Cee Dee. Lamps at night and electro-\nlysis. In CVPR,\n2016."
    text = f"References\n\n{ENTRIES[0][0]}\n[2] {wrapped}\n{UNCERTAIN[0]}\n"

    harvest = read_pasted(text, source="pasted text")

    assert [draft.title for draft in harvest.drafts] == [
        "Lamps at night",
        "Lamps at night and electrolysis",
    ]
    assert harvest.furniture == ("References",)
    [skipped] = harvest.skipped
    assert (skipped.where, skipped.why) == ("pasted text, line 7", UNKNOWN_ENTRY)


def test_mixed_text_gets_a_verdict_for_each_part_in_order() -> None:
    harvest = read_pasted(MIXED, source="pasted text")

    assert [draft.title for draft in harvest.drafts] == [
        "arXiv 2304.15004",
        "Attention Is All They Need",
        "A Title in RIS",
        "Lamps at night",
    ]
    assert [draft.provenance.position for draft in harvest.drafts] == [1, 2, 3, 4]
    assert [(each.where, each.text) for each in harvest.skipped] == [
        ("pasted text, line 1", "Papers for Monday"),
        ("pasted text, line 11", "some words in lower case"),
    ]


def test_bibtex_among_other_lines_is_read_and_its_faults_have_the_right_line() -> None:
    entry = "@article{a,\n  title = {Lamps {A}t Night},\n  author = {Bee, Ann}\n}"
    text = f"2304.15004\n\n{entry}\n\nunknown line\n@article{{b, title = {{cut"

    harvest = read_pasted(text, source="pasted text")

    titles = [draft.title for draft in harvest.drafts]
    assert titles[:2] == ["arXiv 2304.15004", "Lamps At Night"]
    assert "pasted text, line 8" in [each.where for each in harvest.skipped]


def test_title_among_links_is_said_to_be_one() -> None:
    text = "2304.15004\nThe Title of a Paper\nrubbish"

    whys = [each.why for each in read_pasted(text, source="x").skipped]

    assert whys == ["a title without an abstract", "not a paper, link or identifier"]


@pytest.mark.parametrize("width", [None, 70])
def test_pasted_listing_is_a_listing(width: int | None) -> None:
    sample = listings.sample()
    text = sample.text("\n\n", width) if width else sample.text()

    harvest = read_pasted(text, source="pasted text")

    assert (harvest.kind, len(harvest.drafts)) == ("saved listing", len(sample.pairs))


@pytest.mark.skipif(not listings.SEED.exists(), reason=listings.SEED_ABSENT)
def test_pasted_seed_gives_51_papers() -> None:
    text = listings.SEED.read_text("utf-8")

    assert len(read_pasted(text, source="pasted text").drafts) == 51


def test_pasted_text_without_an_end_is_refused() -> None:
    with pytest.raises(InvalidInput, match="too long"):
        read_pasted("a" * (MAX_BYTES + 1), source="x")


@pytest.mark.parametrize(
    "text",
    [
        "TY  - JOUR\n" * 20_000,
        "words\n" + "@a{x,\n" * 20_000,
        "words\n" + "@a{" * 50_000,
        "[1] " + "A. B., " * 50_000,
        ENTRIES[1][0] + "\n" + "(2020) " * 20_000,
    ],
)
def test_hostile_text_is_read_or_refused(text: str) -> None:
    try:
        harvest = read_pasted(text, source="x")
        n_told = len(harvest.drafts) + len(harvest.skipped)
    except InvalidInput as refused:
        n_told = len(refused.message)

    assert n_told


@given(
    st.lists(
        st.sampled_from(
            (
                *(entry for entry, _ in ENTRIES),
                *UNCERTAIN,
                *(
                    "@article{a,",
                    "title = {B}}",
                    "TY  - JOUR",
                    "ER  -",
                    "",
                    "2304.15004",
                ),
                *(
                    "References",
                    "“",
                    "”",
                    "(2020)",
                    "10.1000/x",
                    "et al.",
                    "Bee, A. and",
                ),
            )
        ),
        max_size=15,
    )
)
def test_any_lines_are_read_told_or_refused(lines: list[str]) -> None:
    try:
        harvest = read_pasted("\n".join(lines), source="x")
    except InvalidInput:
        return

    assert all(draft.title for draft in harvest.drafts)
    positions = [draft.provenance.position for draft in harvest.drafts]
    assert positions == list(range(1, len(positions) + 1))

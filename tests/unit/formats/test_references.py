"""Reference lists as they are copied from pages: wrapped, cut, by number, by name."""

from collections import Counter
from pathlib import Path

import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.paper import Draft
from app.formats.listings.listing import KIND as LISTING
from app.formats.pasted import read_pasted
from app.formats.references import KIND, UNKNOWN_ENTRY, read_references

SHARED = Path(__file__).parents[4] / "shared/data/research-pdfs"

BY_NUMBER = """7.
REFERENCES
[1] A. Bee and C. Dee. Lamps at night and scienti\ufb01c electro-
lysis. In Proceedings of the 2010 Conference on Light, volume
300. Lamp Press, 2010.
[2] G. Mouni\u00b4e, A. Bee, and P. Yu. Quinone-
Candela lamps. Trans. Light Proc., 2011.
12
[3] A. Eff, YL Bee, Y. McDee. Sparse lamps. LIGHT 2007.
[4] Ann Bee. Lamps and how to sort them. http://lamps.example.org/2008-
02/sort/
index.html.
13"""
BY_NAME = """References
Ann Bee, Cee Dee, and Christopher D.
Eff. 2006. The LAMP corpus: a corpus resource for
lexical lamps. In Proceedings of the 5th Interna-
tional Conference on Lamps, Genoa, Italy.
Lamp International.
1988.
Turbo Lamp 2.0 Reference
Guide. Lamp International, Scotts Valley, CA.
Bee, A., Dee, C. N., and Eff, M. J.
Noisy lamp decomposition:
Optimal rates at night. Lamp Press. Available at
http://lamps.example.org.
Bee, A. and Dee, C. Gaussian lamps. Journal
of Light, 149:59–73, 2007."""
BY_COLON = """References
1. Bee, A.O.: Lamp Repository (LR) Design, at night
and by day (2017), Master Thesis
2. Dee, C., Eff, E.: Lamps required vs. lamps
made. In: Aligning Lamps. Lamp Global (2013)
A Paper About Lamps
57"""
WITHOUT_TITLES = """[1] Bee A et al, 1997 Phys. Lamp. 483 565
[2] Dee C, 2008 Phys. Lamp. submitted arXiv:0803.0732
Eff E, 2006 Phys. Lamp. 74 123507
[3] Bee A, 2002 Phys. Lamp. 337 1068"""


def told(draft: Draft) -> tuple[str, int, int | None]:
    return draft.title, len(draft.authors), draft.year


def test_numbered_list_is_read_across_pages_and_cut_words() -> None:
    harvest = read_pasted(BY_NUMBER, source="x")

    assert [told(draft) for draft in harvest.drafts] == [
        ("Lamps at night and scientific electrolysis", 2, 2010),
        ("Quinone-Candela lamps", 3, 2011),
        ("Sparse lamps", 3, 2007),
        ("Lamps and how to sort them", 1, None),
    ]
    assert [author.name for author in harvest.drafts[1].authors] == [
        "G. Mounié",
        "A. Bee",
        "P. Yu",
    ]
    assert [draft.venue for draft in harvest.drafts] == [
        "Proceedings of the 2010 Conference on Light",
        "Trans. Light Proc",
        "LIGHT",
        "",
    ]
    [link] = harvest.drafts[3].links
    assert link.url == "http://lamps.example.org/2008-02/sort/index.html"
    assert harvest.skipped == ()
    assert harvest.furniture == ("7.", "REFERENCES", "12", "13")


def test_list_by_names_is_parted_where_names_begin() -> None:
    harvest = read_pasted(BY_NAME, source="x")

    assert [told(draft) for draft in harvest.drafts] == [
        ("The LAMP corpus: a corpus resource for lexical lamps", 3, 2006),
        ("Turbo Lamp 2.0 Reference Guide", 1, 1988),
        ("Noisy lamp decomposition: Optimal rates at night", 3, None),
        ("Gaussian lamps", 2, 2007),
    ]
    assert harvest.skipped == ()


def test_names_before_a_colon_are_read() -> None:
    harvest = read_pasted(BY_COLON, source="x")

    assert [told(draft) for draft in harvest.drafts] == [
        ("Lamp Repository (LR) Design, at night and by day", 1, 2017),
        ("Lamps required vs. lamps made", 2, 2013),
    ]


def test_numbered_list_without_titles_is_no_listing_and_all_of_it_is_told() -> None:
    harvest = read_pasted(WITHOUT_TITLES, source="x")

    assert harvest.kind == KIND
    assert [draft.title for draft in harvest.drafts] == ["arXiv 0803.0732"]
    assert [(each.where, each.why) for each in harvest.skipped] == [
        ("x, line 1", UNKNOWN_ENTRY),
        ("x, line 2", UNKNOWN_ENTRY),  # the second work under this number
        ("x, line 4", UNKNOWN_ENTRY),
    ]


def test_colon_in_a_title_parts_no_names() -> None:
    text = "[6] A. Bee, R. Dee, and M. Eff. Lamps: Principles, and tools, 2006."

    [skipped] = read_references(text, source="x").skipped

    assert skipped.why == UNKNOWN_ENTRY


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_two_hundred_mixed_lines_get_a_verdict_each(gap: str) -> None:
    ids = [f"2401.{n:05}" for n in range(60)]
    links = [f"https://doi.org/10.1234/lamp{n}" for n in range(40)]
    entry = "@article{{k{n},\n  title = {{A Lamp of Number {n}}},\n  year = 2020\n}}"
    titles = [f"A Lonely Title About Number {n} and Others" for n in range(20)]
    parts = ["\n".join(each) for each in (ids, links, titles)]
    parts.insert(2, gap.join(entry.format(n=n) for n in range(10)))

    harvest = read_pasted(gap.join((*parts, BY_NUMBER, BY_NAME)), source="x")

    kinds = Counter(draft.provenance.kind for draft in harvest.drafts)
    assert kinds == {"link": 100, "BibTeX": 10, "reference": 8}
    assert [part.text for part in harvest.skipped] == titles
    assert harvest.furniture == ("7.", "REFERENCES", "12", "13", "References")


def test_prose_with_numbers_stays_what_it_was() -> None:
    title = "Lamps at Night and How They Shine on Us"
    prose = "We light lamps. Bee (2010) did so before. Dee, 2011, saw them. " * 8
    text = "\n\n".join(f"{n} {title}\n\n{prose}" for n in ("One", "Two", "Three"))

    assert read_pasted(text, source="x").kind == LISTING


@given(
    st.lists(
        st.sampled_from(
            (
                *BY_NUMBER.split("\n"),
                *BY_NAME.split("\n"),
                *BY_COLON.split("\n"),
                *WITHOUT_TITLES.split("\n"),
                "",
            )
        ),
        max_size=30,
    )
)
def test_every_line_is_in_a_paper_a_part_or_the_furniture(lines: list[str]) -> None:
    harvest = read_references("\n".join(lines), source="x")

    kept = [draft.provenance.original for draft in harvest.drafts]
    kept += [part.text for part in harvest.skipped] + list(harvest.furniture)
    words = "".join("".join(kept).split())
    for line in lines:
        plain = line.split()[0] if line.split() else ""
        if plain.isascii() and plain.isalnum():
            assert plain in words


BY_HAND = {
    "ding11": 23,
    "seung08": 22,
    "bohnet09": 19,
    "agarwal11": 12,
    "fader11": 30,
    "mooney05": 17,
}
"""How many references some papers print, counted by eye."""


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared papers are not here")
@pytest.mark.parametrize("name", BY_HAND)
def test_reference_lists_of_real_papers_are_read_whole(name: str) -> None:
    with pymupdf.open(SHARED / f"science-parse/{name}.pdf") as document:
        text = "".join(page.get_text() for page in document)
    listed = text[text.rindex("References\n") :]

    harvest = read_pasted(listed, source=name)

    assert harvest.kind == KIND
    assert sum(bool(draft.authors) for draft in harvest.drafts) == BY_HAND[name]


def test_hyphen_of_a_compound_at_a_line_end_stays() -> None:
    text = (
        "References\n[1] A. Bee and C. Dee. Corpus-\nbased lamps at electro-\n"
        "lysis. In Proceedings of Light, 2010.\n[2] B. Cee. Few-\nshot lamps. "
        "In Proceedings of Dark, 2011.\n"
    )

    titles = [draft.title for draft in read_references(text, source="x").drafts]

    assert titles == ["Corpus-based lamps at electrolysis", "Few-shot lamps"]

"""Saved listings in the shapes in which people save them."""

import random
import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import InvalidInput
from app.domain.paper import Harvest, LinkKind
from app.formats.incoming import read_bytes
from app.formats.listings.listing import read_listing
from app.formats.text import TURN_CHARS
from tests.support import listings
from tests.support.listings import SEED, SEED_ABSENT, Listing, Pair

FOOTER = ("Previous", "1", "2", "3", "Next", "Company", "TOS", "Privacy", "About")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
FILLER = (
    "It was found in a drawer. Nobody knows who wrote it, or when, or why it ends. "
)

needs_seed = pytest.mark.skipif(not SEED.exists(), reason=SEED_ABSENT)


def pairs(harvest: Harvest) -> tuple[Pair, ...]:
    return tuple((draft.title, draft.abstract) for draft in harvest.drafts)


def read(text: str) -> Harvest:
    return read_listing(text, source="list.txt")


@pytest.fixture(params=["sample", pytest.param("seed", marks=needs_seed)])
def listing(request: pytest.FixtureRequest) -> Listing:
    return listings.sample() if request.param == "sample" else listings.seed()


def test_read_listing_when_plain_then_every_pair_letter_for_letter(
    listing: Listing,
) -> None:
    harvest = read(listing.text())

    assert pairs(harvest) == listing.pairs
    assert harvest.furniture == listing.header + listing.footer
    assert harvest.skipped == ()


def test_read_listing_when_plain_then_header_becomes_provenance(
    listing: Listing,
) -> None:
    harvest = read(listing.text())

    first, last = harvest.drafts[0].provenance, harvest.drafts[-1].provenance
    assert harvest.list_date == first.list_date == listing.header[4]
    assert first.curator == "byAK and the research community"
    assert (first.badge, first.source, first.kind) == (
        "new",
        "list.txt",
        "saved listing",
    )
    assert (first.position, last.position) == (1, len(listing.pairs))
    assert last.original == "\n\n".join(listing.pairs[-1])


@needs_seed
def test_read_listing_when_seed_then_addresses_as_recorded() -> None:
    rows = (SEED.parent / "arxiv_ids.tsv").read_text("utf-8").splitlines()[1:]
    recorded = [row.split("\t")[4] for row in rows]

    harvest = read(SEED.read_text("utf-8"))

    found = [" ".join(link.url for link in draft.links) for draft in harvest.drafts]
    assert found == recorded
    kinds = [link.kind for draft in harvest.drafts for link in draft.links]
    assert kinds.count(LinkKind.CODE) == 7
    assert (kinds[3], kinds[8]) == (LinkKind.OTHER, LinkKind.PROJECT)


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n\n\n", "\n \t\n"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("codec", ENCODINGS)
def test_read_bytes_when_other_gaps_ends_encodings_then_the_same(
    gap: str, end: str, codec: str
) -> None:
    listing = listings.sample()
    data = listing.text(gap).replace("\n", end).encode(codec)

    harvest = read_bytes(data, name="list.txt")

    assert pairs(harvest) == listing.pairs
    assert harvest.skipped == ()
    assert harvest.encoding in ("UTF-8", "UTF-16")


@settings(max_examples=25)
@given(
    width=st.integers(20, 200),
    gap=st.sampled_from(["\n\n", "\n\n\n"]),
    end=st.sampled_from(["\n", "\r\n"]),
    codec=st.sampled_from(ENCODINGS),
    has_footer=st.booleans(),
    n_copies=st.integers(1, 2),
)
@pytest.mark.parametrize("name", ["sample", pytest.param("seed", marks=needs_seed)])
def test_read_bytes_when_wrapped_and_saved_anyhow_then_the_same(
    name: str,
    width: int,
    gap: str,
    end: str,
    codec: str,
    has_footer: bool,
    n_copies: int,
) -> None:
    listing = listings.sample() if name == "sample" else listings.seed()
    text = listing.text(gap, width)
    if has_footer:
        text += gap + gap.join(FOOTER)
    data = text.replace("\n", end).encode(codec) * n_copies

    harvest = read_bytes(data, name="list.txt")

    assert pairs(harvest) == listing.pairs * n_copies
    assert harvest.skipped == ()
    assert [draft.provenance.position for draft in harvest.drafts] == list(
        range(1, n_copies * len(listing.pairs) + 1)
    )


@needs_seed
@pytest.mark.parametrize("width", [36, 40, 42, 62, 66, 72, 79, 80, 100, 120, 160])
def test_read_listing_when_wrapped_without_gaps_then_the_same(width: int) -> None:
    seed = listings.seed()

    assert pairs(read(seed.text("\n", width))) == seed.pairs


@pytest.mark.parametrize("is_long_cut", [True, False])
@pytest.mark.parametrize("width", [34, 35, 40, 43, 53, 68, 69, 70, 80, 100])
@pytest.mark.parametrize("end", ["", "/", "."])
def test_read_listing_when_an_address_ends_an_abstract_then_the_title_is_behind_it(
    width: int, end: str, is_long_cut: bool
) -> None:
    (title, abstract), *others = listings.sample().pairs[3:7]
    abstract += (
        f" The implementation is released here: https://github.com/owner10/lamps{end}"
    )
    expected = ((title, abstract), *others)

    parts = [
        textwrap.fill(part, width, break_long_words=is_long_cut)
        for pair in expected
        for part in pair
    ]

    assert pairs(read("\n".join(parts))) == expected


def test_read_listing_when_wrapped_at_spaces_only_then_suspended_hyphens_stay() -> None:
    text = "A Title\n\nWe compare pre-\ntrained and fine-\nand coarse-grained " + FILLER

    abstract = read(text).drafts[0].abstract

    assert abstract.startswith("We compare pre-trained and fine- and coarse-grained")


@pytest.mark.parametrize("width", [30, 40, 50, 60])
def test_read_listing_when_wrapped_inside_an_address_then_it_is_whole(
    width: int,
) -> None:
    url = "https://github.com/an_owner/a_repository_with_a_long_name"
    abstract = f"{FILLER * 3}The code is at {url}."

    [draft] = read("A Title\n\n" + textwrap.fill(abstract, width)).drafts

    assert draft.abstract == abstract
    assert [link.url for link in draft.links] == [url]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("index", [0, 1, 5, 11])
def test_read_listing_when_an_abstract_is_missing_then_nothing_shifts(
    index: int, gap: str
) -> None:
    listing = listings.sample()
    title, abstract = listing.pairs[index]
    text = listing.text(gap).replace(abstract + gap, "")

    harvest = read(text)

    assert pairs(harvest) == listing.pairs[:index] + listing.pairs[index + 1 :]
    [skipped] = harvest.skipped
    assert (skipped.text, skipped.why) == (title, "a title without an abstract")
    n_lines = text.split(title)[0].count("\n") + 1
    assert skipped.where == f"list.txt, line {n_lines}"


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("index", [0, 1, 5, 11])
def test_read_listing_when_a_title_is_missing_then_nothing_shifts(
    index: int, gap: str
) -> None:
    listing = listings.sample()
    title, abstract = listing.pairs[index]

    harvest = read(listing.text(gap).replace(title + gap, ""))

    assert pairs(harvest) == listing.pairs[:index] + listing.pairs[index + 1 :]
    [skipped] = harvest.skipped
    assert (skipped.text, skipped.why) == (abstract, "an abstract without a title")


def test_read_listing_when_two_days_in_one_then_each_has_its_date() -> None:
    text = listings.sample().text()

    harvest = read(text + "\n\n" + text.replace("Apr 2", "Feb 27, 2025"))

    dates = [draft.provenance.list_date for draft in harvest.drafts]
    assert dates == ["Apr 2"] * 12 + ["Feb 27, 2025"] * 12
    assert harvest.list_date == "Apr 2"


@settings(max_examples=60)
@given(st.randoms(use_true_random=False))
def test_read_bytes_when_cut_anywhere_then_pairs_before_are_whole(
    choice: random.Random,
) -> None:
    listing = listings.sample()
    text = listing.text()
    cut = choice.randrange(len(listing.header[0]) + 2, len(text))
    n_whole = sum(
        text.index(abstract) + len(abstract) <= cut for _, abstract in listing.pairs
    )

    found = pairs(read_bytes(text[:cut].encode("utf-16"), name="list.txt"))

    assert found[:n_whole] == listing.pairs[:n_whole]
    assert len(found) <= n_whole + 1


def test_read_listing_when_5000_pairs_then_all_of_them() -> None:
    many = tuple(
        (f"{title} {number}", abstract)
        for number in range(417)
        for title, abstract in listings.sample().pairs
    )[:5000]

    assert pairs(read(Listing(header=("new",), pairs=many).text("\n"))) == many


@pytest.mark.parametrize("part", ["x", "word. A ", "a-", "https://a.b/", ")", "$", "{"])
def test_read_listing_when_one_line_of_1_mb_then_it_is_skipped(part: str) -> None:
    listing = listings.sample()
    line = (part * 2**20)[: 2**20].strip()

    harvest = read(f"{listing.text()}\n\n{line}\n\n{listing.text()}")

    assert pairs(harvest) == listing.pairs * 2
    [skipped] = harvest.skipped
    assert skipped.why == f"a line of {len(line):,} characters is no abstract"
    assert len(skipped.text) == 2000


@given(st.text(max_size=2000))
def test_read_listing_when_any_text_then_an_answer(text: str) -> None:
    harvest = read(text)

    assert all(draft.title and draft.abstract for draft in harvest.drafts)


@pytest.mark.parametrize("n_before", range(-2, 45, 4))
def test_read_listing_when_glued_far_behind_then_parted_all_the_same(
    n_before: int,
) -> None:
    page = listings.sample().text()
    text = page
    while len(text) < TURN_CHARS - 2_000:
        text += f"\n\nA Title at Place {len(text)}\n\n{FILLER * 3}"
    text += "\n\nThe Last Title of the First Page\n\n"
    text += (FILLER * 40)[: TURN_CHARS - n_before - len(text) - 1] + "."

    harvest = read(text + page)

    assert pairs(harvest)[-12:] == listings.sample().pairs
    assert harvest.drafts[-13].title == "The Last Title of the First Page"
    assert harvest.furniture.count("new") == 2


SUMMARY = "is a new way to make light that learns from the night and costs far less."


def test_trending_page_of_one_line_summaries_gives_its_papers() -> None:
    """Every paper stands there twice; the import tells the second as a repetition."""
    papers = [
        (f"Lamps Number {word}: A Study of Light", f"Lamp {word} {SUMMARY}")
        for word in ("One", "Two", "Three", "Four")
    ]
    counters = ("8 authors", "·", "Published on Oct 2, 2025", "Upvote", "123")
    rows = [
        (title, summary, *counters, "GitHub", "45.2k", "arXiv Page")
        for title, summary in papers
    ]
    header = ("Trending Papers", "by AK and the research community", "Submitted by")
    lines = [*header, *(line for row in rows for line in (*row, *row))]

    harvest = read_listing("\n\n".join(lines), source="trending.txt")

    pairs = [(draft.title, draft.abstract) for draft in harvest.drafts]
    assert pairs == [pair for pair in papers for _ in range(2)]
    assert harvest.skipped == ()


def test_more_lines_than_any_list_has_are_refused_in_words() -> None:
    with pytest.raises(InvalidInput, match="200,001 lines"):
        read_listing("word word\n" * 200_001, source="log.txt")

"""Listings with each link's address on a line."""

from collections.abc import Callable

import pytest

from app.formats.incoming import read_text
from app.formats.listings.exports import is_export
from tests.support import listings, pages

LISTINGS = [
    listings.sample,
    pytest.param(
        listings.seed,
        marks=pytest.mark.skipif(
            not listings.SEED.exists(), reason=listings.SEED_ABSENT
        ),
    ),
]


def exported(listing: listings.Listing) -> str:
    badge, inbox, subscribe, curator, date = listing.header
    login = f"{pages.ROOT}/login?next=%2Fpapers"
    parts = [badge, inbox, login, subscribe, login, "", curator, "", date, ""]
    for (title, abstract), each in zip(
        listing.pairs, pages.ids_of(listing), strict=True
    ):
        page = f"{pages.ROOT}/papers/{each}"
        parts += [f"{login}%2F{each}", "101", "", title, page, "", abstract, page, ""]
        parts += ["12 authors", page, "·", "May 29", ""]
    return "\n".join(parts)


@pytest.mark.parametrize("listing", LISTINGS)
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_export_gives_the_listing_with_its_ids(
    listing: Callable[[], listings.Listing], gap: str
) -> None:
    shown = listing()

    harvest = read_text(exported(shown).replace("\n\n", gap), name="notes.txt")

    assert pages.pairs_of(harvest) == shown.pairs
    assert pages.arxiv_ids_of(harvest) == pages.ids_of(shown)
    told = harvest.drafts[0].provenance
    assert (told.badge, told.curator, told.list_date) == (
        shown.header[0],
        shown.header[3],
        shown.header[4],
    )
    assert harvest.skipped == ()


def test_list_of_links_is_no_export() -> None:
    assert not is_export("https://arxiv.org/abs/2304.15004\n" * 9)


def test_listing_with_an_address_in_it_is_no_export() -> None:
    assert not is_export(listings.sample().text())

"""The domain's values: topics' paths, errors' words, drafts' identifiers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.change import Change, Facet
from app.domain.errors import AppError, InvalidInput, RateLimited
from app.domain.importing import ImportPlan, PlannedPaper, Verdict
from app.domain.paper import Detail, Draft, Provenance, new_id
from app.domain.refreshing import LATEST_VERSION
from app.domain.topic import MOST_LEVELS, split_path, tidy_path
from app.domain.versions import newest_out, stamped_version
from tests.support.references import a_paper

NAMES = st.text(st.characters(exclude_characters="/"), min_size=1).filter(str.strip)


@given(st.lists(NAMES, min_size=1, max_size=MOST_LEVELS))
def test_path_splits_into_its_trimmed_names(names: list[str]) -> None:
    assert split_path("/".join(names)) == tuple(name.strip() for name in names)


@pytest.mark.parametrize("path", ["", "/", "A/", "/A", "A//B", " "])
def test_path_with_an_empty_name_is_refused(path: str) -> None:
    with pytest.raises(InvalidInput):
        split_path(path)


def test_path_that_goes_too_deep_is_refused() -> None:
    with pytest.raises(InvalidInput, match="levels"):
        split_path("/".join("a" * (MOST_LEVELS + 1)))


@given(st.text("a /\n", max_size=MOST_LEVELS * 3))
def test_path_of_another_library_becomes_one_that_may_be_split(path: str) -> None:
    tidy = tidy_path(path)

    assert tidy_path(tidy) == tidy
    assert not tidy or "/".join(split_path(tidy)) == tidy


@pytest.mark.parametrize(
    ("told", "version"), [("", None), ("3", 3), ("9" * 5_000, None), ("²", None)]
)
def test_version_is_told_by_a_few_digits(told: str, version: int | None) -> None:
    paper = a_paper(details=(Detail(LATEST_VERSION, told),))

    assert newest_out(paper) == version
    assert stamped_version(told, "2401.00001v7.pdf") == (version or 7)


def test_error_tells_message_and_hint() -> None:
    assert str(AppError("It broke.", "Mend it.")) == "It broke. Mend it."
    assert str(AppError("It broke.")) == "It broke."
    assert RateLimited("Wait.", retry_after_s=3).retry_after_s == 3


def test_ids_are_random_uuids() -> None:
    assert len({new_id() for _ in range(100)}) == 100
    assert all(len(new_id()) == 36 for _ in range(10))


def test_change_without_facets_is_empty() -> None:
    nothing = Change(act=None, label="", papers=frozenset(), facets=frozenset())
    marked = Change(
        act=1, label="", papers=frozenset(), facets=frozenset({Facet.MARKS})
    )

    assert (nothing.is_empty, marked.is_empty) == (True, False)


def test_plan_counts_new_papers_that_are_wanted() -> None:
    draft = Draft(title="T", provenance=Provenance(source="s", kind="k"))
    papers = tuple(
        PlannedPaper(draft=draft, where="", verdict=verdict, is_wanted=is_wanted)
        for verdict in Verdict
        for is_wanted in (True, False)
    )

    plan = ImportPlan(papers=papers, skipped=(), furniture=(), summary="")

    assert plan.n_wanted == 2  # one is new, one may be

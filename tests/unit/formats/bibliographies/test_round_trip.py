"""An export read again is the same papers, whatever they hold."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.paper import Draft, Harvest, Paper, TopicId
from app.formats.bibliographies import csl_json, ris
from app.formats.remainder import told_draft_of
from tests.support.references import TOPICS, papers

FORMATS = [
    pytest.param(ris.write_ris, ris.read_ris, ris.is_ris, id="RIS"),
    pytest.param(
        csl_json.write_csl_json,
        csl_json.read_csl_json,
        csl_json.is_csl_json,
        id="CSL-JSON",
    ),
]


def bare(drafts: tuple[Draft, ...], like: list[Draft]) -> list[Draft]:
    return [
        replace(draft, provenance=wanted.provenance)
        for draft, wanted in zip(drafts, like, strict=True)
    ]


@pytest.mark.parametrize(("write", "read", "is_it"), FORMATS)
@given(given_papers=st.lists(papers(), min_size=1, max_size=3))
@settings(max_examples=80)
def test_export_read_again_is_the_same(
    write: Callable[..., str],
    read: Callable[..., Harvest],
    is_it: Callable[[str], bool],
    given_papers: list[Paper],
) -> None:
    topics: Mapping[TopicId, str] = TOPICS

    text = write(given_papers, topics=topics)

    wanted = [told_draft_of(paper, topics) for paper in given_papers]
    harvest = read(text, source="x")
    assert bare(harvest.drafts, wanted) == wanted
    assert not harvest.skipped
    assert is_it(text)

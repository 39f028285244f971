"""The JSON that the terminal lists, read back."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.cli.values import paper_value
from app.domain.errors import InvalidInput
from app.domain.paper import Paper, TopicId
from app.domain.topic import Topic
from app.formats.incoming import read_text
from app.formats.listings.listed_json import is_listed_json, read_listed_json
from app.formats.remainder import draft_of
from tests.support.references import TOPICS, a_paper, papers


def tree() -> dict[TopicId, Topic]:
    return {
        id: Topic(
            id=id, name=path, path=path, parent=None, colour=1, n_papers=0, n_new=0
        )
        for id, path in TOPICS.items()
    }


def listed(made: list[Paper]) -> str:
    return json.dumps([paper_value(paper, tree()) for paper in made], indent=2)


@given(st.lists(papers(), min_size=1, max_size=3))
@settings(max_examples=40)
def test_all_that_is_listed_comes_back(made: list[Paper]) -> None:
    harvest = read_text(listed(made), name="x.json")

    for paper, draft in zip(made, harvest.drafts, strict=True):
        wanted = draft_of(paper, TOPICS)
        for name in ("title", "abstract", "year", "venue", "kind", "details", "links"):
            assert getattr(draft, name) == getattr(wanted, name)
        for name in ("tags", "topics", "is_starred", "rating"):
            assert getattr(draft, name) == getattr(wanted, name)
        assert [a.name for a in draft.authors] == [a.name for a in paper.authors]
        assert {i.scheme for i in draft.identifiers} == {
            i.scheme for i in paper.identifiers
        }


@pytest.mark.parametrize("text", ["[]", "[{}]", '[{"id": 3, "title": "x"}]', "{}"])
def test_other_json_is_none_of_it(text: str) -> None:
    assert not is_listed_json(text)


@pytest.mark.parametrize("end", ["", "]"])
def test_broken_text_is_refused(end: str) -> None:
    text = listed([a_paper()])[:60] + end

    with pytest.raises(InvalidInput):
        read_listed_json(text, source="x")


def test_value_of_another_kind_is_left_out() -> None:
    [value] = json.loads(listed([a_paper()]))
    value |= {"authors": 7, "links": [3], "identifiers": [], "details": {}, "year": "x"}

    harvest = read_listed_json(json.dumps([value, 3]), source="x")

    assert harvest.drafts[0].title == a_paper().title
    assert len(harvest.skipped) == 1

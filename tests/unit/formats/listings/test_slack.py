"""Slack's messages: the papers that they link to."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import InvalidInput
from app.domain.paper import Harvest, Identifier
from app.formats.incoming import read_text

STAMP = "1700000000.000100"
PAGE = "https://arxiv.org/abs/2401.00001"


def message(text: str, **others: object) -> dict[str, Any]:
    return {"type": "message", "ts": STAMP, "user": "U1", "text": text, **others}


def read(*messages: dict[str, Any]) -> Harvest:
    return read_text(json.dumps(messages), name="2023-11-14.json")


def test_link_of_a_message_is_a_paper_with_its_day_and_sender() -> None:
    profile = {"real_name": "Ann Smith", "display_name": "ann"}

    harvest = read(
        message("hello"), message(f"see <{PAGE}> &amp; tell", user_profile=profile)
    )

    [draft] = harvest.drafts
    assert draft.identifiers == (Identifier("arxiv", "2401.00001"),)
    assert draft.title == "arXiv 2401.00001"
    origin = draft.provenance
    assert (origin.curator, origin.list_date) == ("Ann Smith", "2023-11-14")
    assert harvest.skipped == ()


@pytest.mark.parametrize(
    "told",
    [
        message(f"<{PAGE}|Lamps for the Whole Harbour>"),
        message(
            f"<{PAGE}>",
            attachments=[
                {"title": "[2401.00001] Lamps for the Whole Harbour", "from_url": PAGE}
            ],
        ),
        message(
            "unfurled",
            attachments=[{"title": "Lamps for the Whole Harbour", "title_link": PAGE}],
        ),
    ],
    ids=["label", "attachment", "attachment alone"],
)
def test_title_comes_from_the_label_or_the_preview(told: dict[str, Any]) -> None:
    [draft] = read(told).drafts

    assert draft.title == "Lamps for the Whole Harbour"


def test_several_links_of_a_message_are_papers_each_once() -> None:
    other = "https://doi.org/10.1000/xyz"

    drafts = read(message(f"<{PAGE}> <{PAGE}v2> <{other}> <https://a.org>")).drafts

    assert [draft.identifiers[0].scheme for draft in drafts] == ["arxiv", "doi"]
    assert [draft.provenance.position for draft in drafts] == [1, 2]


def test_message_whose_links_are_no_papers_is_listed() -> None:
    harvest = read(message("<https://a.org/video> <javascript:alert(1)>"))

    [skipped] = harvest.skipped
    assert skipped.where == "2023-11-14.json, message of 2023-11-14 U1"
    assert "a.org/video" in skipped.text


def test_answer_of_the_api_is_read_too() -> None:
    whole = {"ok": True, "messages": [message(f"<{PAGE}>")]}

    assert len(read_text(json.dumps(whole), name="x.json").drafts) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (json.dumps([message("no link")]), "has a link"),
        (json.dumps([message(f"<{PAGE}>")])[:-1], "is damaged"),
    ],
)
def test_no_links_and_damage_are_told(text: str, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        read_text(text, name="x.json")


def test_message_with_thousands_of_previews_is_read() -> None:
    shown = [
        {"title": "Lamps", "from_url": f"https://arxiv.org/abs/2401.{n:05}"}
        for n in range(5_000)
    ]

    assert len(read(message("many", attachments=shown)).drafts) == 5_000


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["text", "ts", "user", "user_profile", "attachments", "title"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.lists(JSON, max_size=5), st.integers(0, 99_999_999_999))
def test_odd_messages_spoil_no_other(odd: list[object], seconds: int) -> None:
    sound = message(f"<{PAGE}>", ts=f"{seconds:010}.000100")

    harvest = read_text(json.dumps([sound, *odd]), name="x.json")

    assert harvest.drafts[0].identifiers[0].value == "2401.00001"

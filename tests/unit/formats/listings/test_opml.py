"""Outlines in OPML."""

import pytest

from app.domain.errors import InvalidInput
from app.domain.paper import Identifier
from app.formats.incoming import read_bytes, read_text

OUTLINE = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Mine</title></head><body>
<outline text="ML">
  <outline text="Agents/Tools">
    <outline text="A Paper &amp; More" url="https://arxiv.org/abs/2401.00001"/>
  </outline>
  <outline text="A Feed" type="rss" xmlUrl="https://a.org/feed" htmlUrl="https://a.org/"/>
</outline>
<outline title="Named Twice" text="x" htmlUrl="https://b.org/paper"/>
<outline text="Alone"/>
</body></opml>"""


def test_outline_gives_links_in_topics() -> None:
    harvest = read_bytes(OUTLINE.encode(), name="list.opml")

    assert [(d.title, d.topics) for d in harvest.drafts] == [
        ("A Paper & More", ("ML/Agents-Tools",)),
        ("A Feed", ("ML",)),
        ("Named Twice", ()),
    ]
    assert harvest.drafts[0].identifiers == (Identifier("arxiv", "2401.00001"),)
    assert [link.url for link in harvest.drafts[1].links] == [
        "https://a.org/",
        "https://a.org/feed",
    ]


def test_outline_without_an_address_is_told() -> None:
    [skipped] = read_text(OUTLINE, name="list.opml").skipped

    assert (skipped.text, skipped.why) == ("Alone", "it has no address")


@pytest.mark.parametrize(
    "text",
    [
        "<opml><body><outline text='cut",
        "<opml>" + "<outline text='a'>" * 50_000,
        '<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY a "b">]><opml>&a;</opml>',
        '<?xml version="1.0"?><!-- x --><opml>&undefined;</opml>',
    ],
)
def test_damaged_or_hostile_outline_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        read_text(text, name="list.opml")

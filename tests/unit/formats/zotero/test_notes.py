"""Notes of Zotero as Markdown: what the reader wrote, whatever the HTML is like."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.formats.zotero.notes import read_note

PIECES = ("<p>", "</p>", "<ul>", "<li>", "</ul>", "<b>", "word", "<", "&", "\0", "&#")


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("", ""),
        ("plain words", "plain words"),
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<p>a<br>b</p>", "a\nb"),
        ("<h2>Head</h2><p>text</p>", "## Head\n\ntext"),
        ("<p><strong>a</strong> <em>b</em> <s>c</s></p>", "**a** *b* ~~c~~"),
        ("<ul><li>a</li><li><p>b</p></li></ul>", "* a\n* b"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "* a\n  * b\n* c"),
        ("<blockquote><p>a</p><p>b</p></blockquote><p>c</p>", "> a\n>\n> b\n\nc"),
        ("<p><a href='https://x.org/1'>x</a></p>", "[x](https://x.org/1)"),
        ("<p><a href='javascript:alert(1)'>x</a></p>", "x"),
        ("<pre>a\n  b</pre><p>c</p>", "    a\n      b\n\nc"),
        ("<p>1 &lt; 2 &amp; 3</p>", "1 < 2 & 3"),
        ("<p>a</p><hr><p>b</p>", "a\n\n---\n\nb"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a | b"),
        ("<p>a</p><script>bad()</script><style>x</style><p>b</p>", "a\n\nb"),
        ("<p>see <img src='x'></p>", "see (picture)"),
        ("</ul></blockquote></p>x</li>", "x"),
        ("<p>never ended <b", "never ended <b"),
    ],
)
def test_a_note_is_written_as_markdown(html: str, markdown: str) -> None:
    assert read_note(html) == markdown


@given(st.lists(st.sampled_from(PIECES)))
def test_no_word_is_lost_in_any_nesting(parts: list[str]) -> None:
    written = read_note(" ".join(parts))

    assert len(re.findall("word", written)) == parts.count("word")


def test_deep_and_long_notes_stay_linear() -> None:
    deep = "<blockquote><ul><li>" * 20_000 + "end"

    assert read_note(deep).endswith("end")
    assert len(read_note("<p>" + "<b>word " * 200_000)) > 1_000_000

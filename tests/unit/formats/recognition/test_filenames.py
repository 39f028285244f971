"""Titles from PDF names, hostile ones too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.paper import Identifier
from app.formats.recognition.filenames import draft_from_pdf_name


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("/home/me/Attention_Is_All_You_Need.pdf", "Attention Is All You Need"),
        (r"C:\papers\deep-learning-review.PDF", "deep learning review"),
        ("A pre-trained model (2).pdf", "A pre-trained model"),
        ("My%20Paper.pdf", "My Paper"),
        ("..%2f..%2fetc%2fpasswd.pdf", "passwd"),
        ("-rf.pdf", "rf"),
        ("CON.pdf", "CON"),
        ("trailing dot..pdf", "trailing dot"),
        ("\u202efdp.exe\u2066.pdf", "fdp.exe"),
        ("two\nlines.pdf", "two lines"),
        ("bad\udcff bytes.pdf", "bad bytes"),
        ("Cafe\u0301.pdf", "Café"),
        ("🦊 fox.pdf", "🦊 fox"),
        (".pdf", "Untitled PDF"),
        ("", "Untitled PDF"),
        ("x" * 400 + ".pdf", "x" * 300),
    ],
)
def test_draft_from_pdf_name_when_any_name_then_words(name: str, title: str) -> None:
    assert draft_from_pdf_name(name).title == title


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("2304.15004v2.pdf", "arXiv 2304.15004"),
        ("2304.15004v2_Are_Abilities_a_Mirage.pdf", "Are Abilities a Mirage"),
        ("Mirage - arXiv 2304.15004.pdf", "Mirage"),
    ],
)
def test_draft_from_pdf_name_when_arxiv_id_then_identifier(
    name: str, title: str
) -> None:
    draft = draft_from_pdf_name(name, position=3)

    assert draft.title == title
    assert draft.identifiers == (Identifier("arxiv", "2304.15004"),)
    assert (draft.provenance.kind, draft.provenance.position) == ("PDF", 3)


@given(st.text(max_size=300))
def test_draft_from_pdf_name_when_any_text_then_a_storable_title(name: str) -> None:
    title = draft_from_pdf_name(name).title

    assert title
    assert title.encode("utf-8")
    assert "\n" not in title

"""Terms are what tells texts apart: folded, without filler."""

from hypothesis import given
from hypothesis import strategies as st

from app.learning.words import TITLE_WEIGHT, Terms


def test_words_of_the_title_count_more_and_come_in_pairs() -> None:
    terms = Terms().of("Migrating birds", "Birds and a bird.")

    assert terms["bird"] == TITLE_WEIGHT + 2
    assert terms["migrating bird"] == TITLE_WEIGHT
    assert "and" not in terms


def test_case_accents_and_tex_do_not_tell_words_apart() -> None:
    terms = Terms()

    assert terms.of("", "Élan VITAL") == terms.of("", "elan \\emph vital")


def test_chinese_is_found_in_pairs() -> None:
    assert set(Terms().of("", "深度学习")) == {"深度", "度学", "学习"}


def test_acronyms_keep_their_capitals() -> None:
    terms = Terms()
    terms.of("Probing LLMs with DNA", "We use PCA.")
    terms.of("A TITLE IN CAPITALS", "")

    assert terms.written("llm") == "LLM"
    assert terms.written("pca") == "PCA"
    assert terms.written("dna probe") == "DNA probe"
    assert terms.written("title") == "title"


@given(title=st.text(), abstract=st.text())
def test_any_text_gives_terms(title: str, abstract: str) -> None:
    terms = Terms().of(title, abstract)

    assert all(term and count > 0 for term, count in terms.items())

"""Kinds of papers in the words of other formats."""

import pytest

from app.formats.bibliographies.kinds import (
    BIBTEX_KINDS,
    MASTERS_THESIS,
    PHD_THESIS,
    RIS_KINDS,
    biblatex_type,
    bibtex_type,
    read_bibtex_type,
    read_ris_type,
    ris_type,
)


@pytest.mark.parametrize("kind", sorted(set(BIBTEX_KINDS.values())))
def test_bibtex_type_when_read_back_then_the_same_kind(kind: str) -> None:
    assert read_bibtex_type(bibtex_type(kind))[0] == kind
    assert read_bibtex_type(biblatex_type(kind))[0] == kind


@pytest.mark.parametrize("kind", sorted(set(RIS_KINDS.values())))
def test_ris_type_when_read_back_then_the_same_kind(kind: str) -> None:
    assert read_ris_type(ris_type(kind)) == kind


@pytest.mark.parametrize("genre", [PHD_THESIS, MASTERS_THESIS])
def test_bibtex_type_when_a_thesis_then_its_degree_is_kept(genre: str) -> None:
    assert read_bibtex_type(bibtex_type("thesis", genre)) == ("thesis", genre)


def test_kind_when_unknown_then_a_document() -> None:
    assert read_bibtex_type("nonsense") == ("document", "")
    assert (read_ris_type("XXX"), ris_type("nonsense")) == ("document", "GEN")
    assert (bibtex_type("nonsense"), bibtex_type("")) == ("misc", "misc")

"""What of a preprint's newer version is known, and short names of venues."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.commands.lookup.catalogues import newest_known
from app.domain.paper import Paper, PaperId, Sha256, Status, StoredFile
from app.formats.venues import placed_in, short_venue

ADDED = datetime(2024, 5, 1, tzinfo=UTC)
PAPER = Paper(
    id=PaperId("1"),
    title="One",
    abstract="",
    authors=(),
    year=None,
    venue="",
    identifiers=(),
    links=(),
    status=Status.NEW,
    is_starred=False,
    rating=0,
    topics=(),
    tags=(),
    provenance=(),
    files=(),
    note=None,
    n_marks=0,
    progress=None,
    added_at=ADDED,
    is_trashed=False,
)


def with_file(name: str, source: str = "") -> Paper:
    file = StoredFile(
        sha256=Sha256("0" * 64),
        length_bytes=1,
        name=name,
        source=source,
        added_at=ADDED,
    )
    return replace(PAPER, files=(file,))


@pytest.mark.parametrize(
    ("paper", "version", "updated", "newest"),
    [
        (PAPER, 3, "2025-01-01", None),
        (with_file("2401.00001v2.pdf"), 3, "2020-01-01", 3),
        (with_file("2401.00001v3.pdf"), 3, "2025-01-01", None),
        (with_file("a.pdf", "https://arxiv.org/pdf/2401.00001v1"), 2, "", 2),
        (with_file("2401.00001.pdf"), 3, "2025-01-01", 3),
        (with_file("2401.00001.pdf"), 3, "2024-01-01", None),
        (with_file("2401.00001.pdf"), 1, "2025-01-01", None),
    ],
)
def test_newer_version_is_told_against_the_stored_pdf(
    paper: Paper, version: int, updated: str, newest: int | None
) -> None:
    assert newest_known(paper, version, updated) == newest


@pytest.mark.parametrize(
    ("venue", "short"),
    [
        ("International Conference on Learning Representations", "ICLR"),
        ("2024 IEEE Conference on Things (COT 2024)", "COT"),
        (
            "North American Chapter of the Association for Computational Linguistics",
            "NAACL",
        ),
        ("Nature", "Nature"),
        ("Proceedings (Basel)", "Proceedings (Basel)"),
        ("A very long name of a journal that has no short one", None),
    ],
)
def test_venues_have_short_names(venue: str, short: str | None) -> None:
    found = short_venue(venue)

    assert found == short if short else len(found) <= 28


def test_year_is_told_once() -> None:
    assert placed_in("NeurIPS", 2024) == "NeurIPS 2024"
    assert placed_in("Phys. Rev. 2024", 2024) == "Phys. Rev. 2024"
    assert placed_in("NeurIPS", None) == "NeurIPS"

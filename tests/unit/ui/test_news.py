"""Badges: where a preprint appeared, and that a newer version is out."""

from dataclasses import replace

from app.domain.paper import Detail, Paper, Sha256, StoredFile
from app.domain.refreshing import LATEST_VERSION, PUBLISHED_IN
from app.ui.models.news import news_of
from tests.support.sheets import a_paper


def with_details(*details: Detail, name: str = "") -> Paper:
    file = StoredFile(sha256=Sha256("0" * 64), length_bytes=1, name=name)
    files = (file,) if name else ()
    return replace(a_paper("One"), details=details, files=files)


def test_paper_without_news_has_no_badge() -> None:
    assert news_of(with_details(Detail("volume", "1"))) == ()


def test_badges_say_where_and_which_version() -> None:
    paper = with_details(
        Detail(PUBLISHED_IN, "ICLR 2026"),
        Detail(LATEST_VERSION, "3"),
        name="2401.00001v2.pdf",
    )

    assert news_of(paper) == ("now ICLR 2026", "v3 is out")


def test_version_that_is_stored_is_no_news() -> None:
    paper = with_details(Detail(LATEST_VERSION, "3"), name="2401.00001v3.pdf")

    assert news_of(paper) == ()

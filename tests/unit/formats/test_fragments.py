"""Of the forms of a dragged fragment the one is read that tells most."""

import pytest

from app.domain.errors import InvalidInput
from app.domain.paper import Harvest
from app.formats.fragments import read_fragment

LINK = "https://arxiv.org/abs/2403.01234"
TITLE = "Lanterns for the Night Watch"


def read(html: str, text: str = "", *urls: str) -> Harvest:
    return read_fragment(html=html, text=text, urls=urls, source="pasted text")


def test_dragged_link_brings_its_title() -> None:
    [draft] = read(f'<a href="{LINK}">{TITLE}</a>', LINK, LINK).drafts

    assert draft.title == TITLE
    assert [i.value for i in draft.identifiers] == ["2403.01234"]


def test_selected_text_without_links_is_read_as_text() -> None:
    harvest = read("<p>arXiv:2403.01234</p><p>x</p>", "arXiv:2403.01234\nunknown words")

    assert len(harvest.drafts) == 1
    assert [part.text for part in harvest.skipped] == ["unknown words"]


def test_selected_list_brings_every_link_of_its_titles() -> None:
    rows = [(f"{LINK[:-1]}{n}", f"{TITLE}, Part {n}") for n in range(3)]
    html = "".join(f'<li><a href="{url}">{title}</a></li>' for url, title in rows)

    harvest = read(f"<ul>{html}</ul>", "\n".join(title for _, title in rows))

    assert [draft.title for draft in harvest.drafts] == [title for _, title in rows]


def test_address_counts_where_markup_and_text_tell_nothing() -> None:
    [draft] = read('<img src="https://x.example/a.png">', "", LINK).drafts

    assert draft.identifiers


def test_picture_of_a_page_is_no_paper() -> None:
    with pytest.raises(InvalidInput):
        read('<img src="data:image/png;base64,AA==" alt="a picture">')


def test_text_that_names_more_papers_than_the_markup_is_read() -> None:
    html = f'<p><a href="{LINK}">{TITLE}</a></p>'

    harvest = read(html, f"{LINK}\nhttps://arxiv.org/abs/2403.01235")

    found = [i.value for draft in harvest.drafts for i in draft.identifiers]
    assert found == ["2403.01234", "2403.01235"]


@pytest.mark.parametrize("tag", ["p", "li", "div"])
@pytest.mark.parametrize("head", ["", "Version:0.9\r\nStartHTML:0000000105\r\n"])
def test_references_without_numbers_are_papers_each(tag: str, head: str) -> None:
    references = [
        "Smith, J., & Jones, K. (2019). Tides of the northern sea. Journal of Marine "
        "Science, 12(3), 45–67. https://doi.org/10.1234/abc",
        "Adams, A. (2020). Harbours and their hours: A survey of quiet places. Ocean "
        "Letters, 4(1), 1–12.",
        "Brown, B., & Clark, C. (2018). On the drift of small sensors in open water. "
        "In Proceedings of the Sea Conference (pp. 10–20).",
        "Davis, D. (2017). Lanterns for a long night. Nature, 500, 12–15.",
    ]
    html = "".join(f"<{tag}>{each}</{tag}>" for each in references)

    harvest = read(f"{head}<div>{html}</div>")

    assert [draft.title for draft in harvest.drafts] == [
        "Tides of the northern sea",
        "Harbours and their hours: A survey of quiet places",
        "On the drift of small sensors in open water",
        "Lanterns for a long night",
    ]
    assert not any(draft.abstract for draft in harvest.drafts)
    assert not harvest.skipped

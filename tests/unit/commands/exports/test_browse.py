"""Taking papers elsewhere: pages, files, the clipboard."""

import pytest

from app.commands.exports.browse import page_address
from app.domain.edit import CompletePaper
from app.domain.errors import InvalidInput, NotFound
from app.domain.paper import Identifier, Link, LinkKind, PaperId
from app.runtime.reporter import Tone
from tests.support.paper_pdf import paper_pdf
from tests.support.workbench import Workbench

pytestmark = pytest.mark.asyncio
ARXIV = Identifier("arxiv", "2404.01234")
DOI = Identifier("doi", "10.1/x")


async def link(bench: Workbench, paper: PaperId, *links: Link) -> None:
    await bench.library.apply(CompletePaper(paper_id=paper, links=links, label="L"))


async def test_page_is_arxiv_then_doi_then_a_search(bench: Workbench) -> None:
    (both,) = await bench.add("Both", identifiers=[DOI, ARXIV])
    (doi,) = await bench.add("Doi", identifiers=[DOI])
    (bare,) = await bench.add("Bare & Co")

    pages = [page_address(await bench.paper(paper)) for paper in (both, doi, bare)]

    assert pages == [
        "https://arxiv.org/abs/2404.01234",
        "https://doi.org/10.1/x",
        "https://www.google.com/search?q=%22Bare+%26+Co%22",
    ]


async def test_page_passes_over_links_that_are_no_web_address(
    bench: Workbench,
) -> None:
    (paper,) = await bench.add("One")
    await link(
        bench,
        paper,
        Link("file:///etc/passwd", LinkKind.PAGE),
        Link("https://a.example/x", LinkKind.OTHER),
    )

    await bench.run("paper.open-page", ids=(paper,))

    assert bench.desk.called("open_address") == [("https://a.example/x",)]


@pytest.mark.parametrize(
    ("command", "url"),
    [
        ("paper.open-code", "https://github.com/a/b"),
        ("paper.open-project", "https://a.example/"),
    ],
)
async def test_code_and_project_page_are_opened(
    bench: Workbench, command: str, url: str
) -> None:
    bare, paper = await bench.add("Bare", "One")
    await link(
        bench,
        paper,
        Link("file:///etc/passwd", LinkKind.PROJECT),
        Link("https://a.example/", LinkKind.PROJECT),
        Link("https://github.com/a/b", LinkKind.CODE),
    )

    await bench.run(command, ids=(paper,))

    assert bench.desk.called("open_address") == [(url,)]
    with pytest.raises(NotFound, match="is known"):
        await bench.run(command, ids=(bare,))


@pytest.mark.parametrize(("answer", "n_opened"), [(0, 1), (1, 0), (None, 0)])
async def test_address_is_opened_after_the_users_word(
    bench: Workbench, answer: int | None, n_opened: int
) -> None:
    bench.desk.answers = [answer]

    await bench.run("address.open", url="https://a.example")

    assert bench.desk.questions[0].details == "https://a.example"
    assert len(bench.desk.called("open_address")) == n_opened


@pytest.mark.parametrize("url", ["file:///x", "javascript:alert(1)", "x", ""])
async def test_address_of_another_kind_is_refused(bench: Workbench, url: str) -> None:
    with pytest.raises(InvalidInput):
        await bench.run("address.open", url=url)

    assert bench.desk.questions == []


async def test_file_is_shown_and_opened_elsewhere(bench: Workbench) -> None:
    (paper,) = await bench.add("My Own Draft of a Paper")
    path = bench.library.folder.parent / "own.pdf"
    path.write_bytes(paper_pdf("My Own Draft of a Paper"))
    with pytest.raises(NotFound):
        await bench.run("paper.show-file", ids=(paper,))
    await bench.run("paper.attach", ids=(paper,), paths=(str(path),))

    await bench.run("paper.show-file", ids=(paper,))
    await bench.run("paper.open-elsewhere", ids=(paper,))

    (stored,) = bench.stored()
    assert bench.desk.called("show_in_folder") == [(stored,)]
    assert bench.desk.called("open_elsewhere") == [(stored,)]


async def test_titles_links_keys_and_bibtex_are_copied(bench: Workbench) -> None:
    bench.desk.chosen = await bench.add("One", "Two", identifiers=[ARXIV])

    for name in ("title", "link", "key", "bibtex"):
        await bench.run(f"paper.copy-{name}")

    titles, links, keys, bibtex = (text for (text,) in bench.desk.called("copy_text"))
    assert titles == "One\nTwo"
    assert links.split("\n") == ["https://arxiv.org/abs/2404.01234"] * 2
    assert all(key in bibtex for key in keys.split(", "))
    assert bench.texts(Tone.NOTICE)[0] == "Copied 2 titles"


async def test_check_tells_sound_or_damaged(bench: Workbench) -> None:
    assert await bench.run("library.check") == []
    (paper,) = await bench.add("My Own Draft of a Paper")
    path = bench.library.folder.parent / "own.pdf"
    path.write_bytes(paper_pdf("My Own Draft of a Paper"))
    await bench.run("paper.attach", ids=(paper,), paths=(str(path),))
    bench.stored()[0].unlink()

    damage = await bench.run("library.check")

    assert len(damage) == 1
    assert "missing" in bench.texts(Tone.NOTICE)[-1]

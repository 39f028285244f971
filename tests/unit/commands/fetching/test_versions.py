"""A newer version of a preprint is fetched, and marks go along to it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from app.commands.command import Mode
from app.commands.fetching.versions import carried_over, newest_marks
from app.domain.edit import AddMarks, ChangeMark
from app.domain.errors import NotFound
from app.domain.mark import Mark, MarkKind, Quad
from app.domain.paper import Identifier, MarkId, Paper, PaperId, new_id
from app.domain.query import Query
from app.domain.versions import is_same_mark, newest_out, version_of
from app.runtime.reporter import Tone
from tests.support.paper_pdf import pages_pdf, paper_pdf
from tests.support.server import PaperServer, Work
from tests.support.workbench import Workbench, workbench

pytestmark = pytest.mark.asyncio
TITLE = "Tidewater: Streaming Attention for Sensor Networks"
MOVED = "The state of the layer fits in sixty-four bytes."
GONE = "We have no idea why this works at all, and neither do you."
SHORT = "It works."
FIRST = [
    [TITLE, "Ada Example, Ben Sample", "arXiv:2404.01234v1"],
    ["Before it stands a sentence on tides.", MOVED, "After it comes another.", GONE],
    ["And so we end.", SHORT],
]
THIRD = [
    [TITLE, "Ada Example, Ben Sample", "arXiv:2404.01234v3"],
    ["A wholly new section on the moon and its pull.", SHORT],
    ["Nothing of note here."],
    ["Before it stands a sentence on tides.", MOVED, "After it comes another."],
]


@pytest.fixture
def arxiv() -> AsyncIterator[PaperServer]:
    """An arXiv where v1 is out; `publish` brings v3."""
    work = Work(id="2404.01234", title=TITLE, abstract="All about tides.")
    with PaperServer([work]) as server:
        server.pdfs = {
            "2404.01234": pages_pdf(FIRST),
            "2404.01234v3": pages_pdf(THIRD),
        }
        yield server


def publish(server: PaperServer) -> None:
    """Bring out v3."""
    server.works[0] = replace(server.works[0], version=3)
    server.pdfs["2404.01234"] = server.pdfs["2404.01234v3"]


@pytest_asyncio.fixture
async def bench(tmp_path: Path, arxiv: PaperServer) -> AsyncIterator[Workbench]:
    async with workbench(tmp_path, arxiv) as made:
        yield made


async def with_first(bench: Workbench) -> Paper:
    """Return the paper with its v1 and no marks."""
    known = [Identifier("arxiv", "2404.01234")]
    (paper_id,) = await bench.add(TITLE, identifiers=known)
    await bench.run("paper.fetch", ids=(paper_id,))
    return await bench.paper(paper_id)


async def mark(
    bench: Workbench, paper: Paper, quote: str, page_index: int, **around: str
) -> Mark:
    made = Mark(
        id=MarkId(new_id()),
        paper_id=paper.id,
        file=paper.files[0].sha256,
        kind=MarkKind.HIGHLIGHT,
        colour=2,
        page_index=page_index,
        quads=(Quad(72, 60, 300, 72),),
        quote=quote,
        comment=f"on {quote}",
        tags=("method",),
        created_at=paper.added_at,
        changed_at=paper.added_at,
        **around,
    )
    await bench.library.apply(AddMarks((made,)))
    return made


async def marks_of(bench: Workbench, paper: PaperId) -> tuple[Mark, ...]:
    return await bench.library.read(lambda reader: reader.marks(paper))


async def test_marks_are_found_again_two_versions_later(
    bench: Workbench, arxiv: PaperServer
) -> None:
    paper = await with_first(bench)
    assert [version_of(file) for file in paper.files] == [1]
    moved = await mark(bench, paper, MOVED, 1)
    gone = await mark(bench, paper, GONE, 1)
    publish(arxiv)
    await bench.run("metadata.check")
    assert newest_out(await bench.paper(paper.id)) == 3

    await bench.run("paper.fetch-newest", ids=(paper.id,))

    now = await bench.paper(paper.id)
    assert [version_of(file) for file in now.files] == [3, 1]
    assert newest_out(now) is None
    assert (await bench.labels())[0].endswith("; 1 of 2 marks came along")
    marks = await marks_of(bench, paper.id)
    (carried,) = [m for m in marks if m.file == now.files[0].sha256]
    assert is_same_mark(carried, moved)
    assert (carried.page_index, carried.comment) == (3, moved.comment)
    assert carried.tags == moved.tags == ("method",)
    assert carried.prefix.endswith("on tides. ")
    assert {m.id for m in marks if m.file == now.files[1].sha256} == {
        moved.id,
        gone.id,
    }
    assert now.n_marks == 2
    assert {m.quote for m in newest_marks(marks)} == {MOVED, GONE}

    await bench.run("paper.view", ids=(paper.id,))
    ((_, opened),) = bench.desk.called("show_paper")
    assert now.files[0].sha256 in opened.name
    await bench.run(
        "paper.view-version", ids=(paper.id,), sha256=gone.file, page_index=1
    )
    shown, older = bench.desk.called("show_paper")[-1]
    assert now.files[1].sha256 in older.name
    assert shown.progress.page_index == 1

    for of in (gone, carried):
        await bench.run("mark.open", mark=of)
        shown, file = bench.desk.called("show_paper")[-1]
        assert of.file in file.name

    await bench.run("edit.undo")
    back = await bench.paper(paper.id)
    assert [version_of(file) for file in back.files] == [1]
    assert {m.id for m in await marks_of(bench, paper.id)} == {moved.id, gone.id}
    await bench.run("edit.redo")
    assert len(await marks_of(bench, paper.id)) == 3


async def test_a_short_quote_goes_along_only_with_the_words_around_it(
    bench: Workbench, arxiv: PaperServer, tmp_path: Path
) -> None:
    paper = await with_first(bench)
    alone = await mark(bench, paper, SHORT, 2, prefix="And so we end.")
    third = tmp_path / "third.pdf"
    third.write_bytes(arxiv.pdfs["2404.01234v3"])
    context = bench.dispatcher._context
    file = paper.files[0].sha256

    assert await carried_over(context, [alone], third, file) == ()
    near = replace(alone, prefix="section on the moon and its pull.")
    (found,) = await carried_over(context, [near], third, file)
    assert (found.page_index, found.quote) == (1, SHORT)


async def test_of_a_sentence_on_several_pages_the_nearest_is_marked(
    bench: Workbench, tmp_path: Path
) -> None:
    paper = await with_first(bench)
    made = await mark(bench, paper, MOVED, 2)
    repeating = tmp_path / "repeating.pdf"
    repeating.write_bytes(pages_pdf([["Before.", MOVED, "After."]] * 4))
    context, file = bench.dispatcher._context, paper.files[0].sha256

    (found,) = await carried_over(context, [made], repeating, file)

    assert (found.page_index, found.quote) == (2, MOVED)


async def test_what_was_written_on_the_newer_mark_counts(
    bench: Workbench, arxiv: PaperServer
) -> None:
    paper = await with_first(bench)
    await mark(bench, paper, MOVED, 1)
    publish(arxiv)
    await bench.run("metadata.check")
    await bench.run("paper.fetch-newest", ids=(paper.id,))
    now = await bench.paper(paper.id)
    marks = await marks_of(bench, paper.id)
    carried = next(m for m in marks if m.file == now.files[0].sha256)

    await bench.library.apply(ChangeMark(mark_id=carried.id, comment="better"))

    (kept,) = newest_marks(await marks_of(bench, paper.id))
    assert (kept.id, kept.comment) == (carried.id, "better")


async def test_a_stamped_pdf_that_is_attached_or_imported_has_its_version(
    bench: Workbench, tmp_path: Path
) -> None:
    file = tmp_path / "own.pdf"
    file.write_bytes(pages_pdf(THIRD))
    (paper_id,) = await bench.add("One")
    await bench.run("paper.attach", ids=(paper_id,), paths=(str(file),))
    assert [f.version for f in (await bench.paper(paper_id)).files] == [3]

    named = tmp_path / "2404.01234v2.pdf"
    named.write_bytes(pages_pdf([[TITLE, "Ada Example"], ["Words."]]))
    await bench.run("import.sources", paths=(str(named),))

    papers = await bench.library.read(lambda r: r.papers(r.keys(Query())))
    found = {f.name: f.version for paper in papers for f in paper.files}
    assert found["2404.01234v2.pdf"] == 2


async def test_who_reads_the_old_version_is_shown_the_new_one(
    bench: Workbench, arxiv: PaperServer
) -> None:
    paper = await with_first(bench)
    publish(arxiv)
    await bench.run("metadata.check")
    bench.desk.current_mode = Mode.READER

    await bench.run("paper.fetch-newest", ids=(paper.id,))

    ((now, opened),) = bench.desk.called("show_paper")
    assert now.files[0].sha256 in opened.name
    assert now.files[0].sha256 != paper.files[0].sha256


async def test_without_a_newer_version_nothing_is_fetched(
    bench: Workbench, arxiv: PaperServer
) -> None:
    paper = await with_first(bench)
    n_asked = len(arxiv.asked)

    with pytest.raises(NotFound, match="No newer version"):
        await bench.run("paper.fetch-newest", ids=(paper.id,))

    assert len(arxiv.asked) == n_asked


async def test_a_version_that_does_not_come_changes_nothing(
    bench: Workbench, arxiv: PaperServer
) -> None:
    paper = await with_first(bench)
    publish(arxiv)
    await bench.run("metadata.check")
    words = "Squirrels hide more nuts than they ever find again in spring."
    arxiv.pdfs["2404.01234v3"] = paper_pdf("Winter Stores of Squirrels", abstract=words)
    n_acts = len(await bench.labels())

    with pytest.raises(NotFound, match="another paper's"):
        await bench.run("paper.fetch-newest", ids=(paper.id,))

    assert len(await bench.labels()) == n_acts
    assert newest_out(await bench.paper(paper.id)) == 3


async def test_a_version_that_comes_as_the_pdf_that_is_here_is_told(
    bench: Workbench, arxiv: PaperServer
) -> None:
    paper = await with_first(bench)
    publish(arxiv)
    await bench.run("metadata.check")
    arxiv.pdfs["2404.01234v3"] = pages_pdf(FIRST)

    await bench.run("paper.fetch-newest", ids=(paper.id,))

    said = "What came as v3 is the PDF that is here."
    assert bench.texts(Tone.NOTICE) == [said]
    assert len((await bench.paper(paper.id)).files) == 1


async def test_the_version_to_view_is_asked_for(
    bench: Workbench, arxiv: PaperServer
) -> None:
    paper = await with_first(bench)
    with pytest.raises(NotFound, match="no other PDF"):
        await bench.run("paper.view-version", ids=(paper.id,))
    publish(arxiv)
    await bench.run("metadata.check")
    await bench.run("paper.fetch-newest", ids=(paper.id,))
    bench.desk.answers = [1]

    await bench.run("paper.view-version", ids=(paper.id,))

    assert bench.desk.questions[-1].answers == ("v3", "v1", "Cancel")
    ((_, opened),) = bench.desk.called("show_paper")
    assert paper.files[0].sha256 in opened.name
    assert not bench.texts(Tone.BUG)

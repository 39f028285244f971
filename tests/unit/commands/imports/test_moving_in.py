"""Moving in from Zotero: one act brings all that it holds, and undo takes it back."""

import asyncio
import hashlib
from functools import partial
from pathlib import Path

import pymupdf
import pytest

from app.bootstrap.pdf_clients import pdf_client
from app.commands.imports.importing import ImportReport
from app.domain.errors import InvalidInput
from app.domain.importing import ImportPlan
from app.domain.mark import Mark, MarkKind
from app.domain.paper import Paper
from app.library import Reader
from app.runtime.supervisor import Job, JobState
from tests.support import zotero
from tests.support.workbench import Workbench
from tests.support.zotero import ZoteroFolder

pytestmark = pytest.mark.asyncio
LINES = (
    "Light is told in short sentences here.",
    "Every lamp has a keeper of its own,",
    "and every keeper has a lamp to mind.",
    "Light is told in short sentences again.",
)
TOP, STEP = 100.0, 30.0


def pdf_of(lines: tuple[str, ...] = LINES, *, crop: int = 0, turned: int = 0) -> bytes:
    """Write a page of lines, STEP points apart; `crop` points are cut off its sides."""
    with pymupdf.open() as document:
        for _ in range(2):
            document.new_page(width=600, height=800)
        page = document[0]
        for number, line in enumerate(lines):
            page.insert_text((72, TOP + STEP * number), line, fontsize=12)
        if crop:
            page.set_cropbox(pymupdf.Rect(crop, crop, 600 - crop, 800 - crop))
        page.set_rotation(turned)
        return bytes(document.tobytes())


def rect_of(line: int, *, left: float = 72, right: float = 300) -> list[float]:
    """Return the place of a line in the PDF's own space, y upwards."""
    bottom = 800 - (TOP + STEP * line) - 3
    return [left, bottom, right, bottom + 14]


async def imported(bench: Workbench, *paths: Path) -> ImportReport:
    report = await bench.run("import.sources", paths=[str(path) for path in paths])
    assert isinstance(report, ImportReport)
    return report


async def only_paper(bench: Workbench, report: ImportReport) -> Paper:
    (paper_id,) = report.added
    return await bench.paper(paper_id)


async def marks_of(bench: Workbench, paper: Paper) -> tuple[Mark, ...]:
    return await bench.library.read(lambda reader: reader.marks(paper.id))


def marked_folder(folder: Path, content: bytes) -> ZoteroFolder:
    """Make a library of one paper with a marked PDF, a note, tags and a collection."""
    with ZoteroFolder(folder) as made:
        shelf = made.collection("Lamps", made.collection("Sea"))
        paper = made.item(
            "journalArticle",
            {"title": "Lanterns", "DOI": "10.5555/lanterns", "date": "2020-00-00 2020"},
            tags=["light"],
            collections=[shelf],
        )
        pdf = made.stored(paper, "lanterns.pdf", content)
        made.note(paper, "<p>Mind the <b>lamp</b></p>")
        made.annotation(
            pdf,
            zotero.HIGHLIGHT,
            text="Light is told in short sentences again.",
            comment="twice",
            colour="#5fb236",
            position={"pageIndex": 0, "rects": [rect_of(3)]},
        )
        made.annotation(
            pdf,
            zotero.UNDERLINE,
            text="keeper of its own, and every keeper",
            position={"pageIndex": 0, "rects": [rect_of(1), rect_of(2)]},
        )
        made.annotation(
            pdf,
            zotero.NOTE,
            comment="a page note",
            position={"pageIndex": 1, "rects": [[10, 700, 32, 722]]},
        )
    return made


async def test_a_zotero_folder_comes_in_with_all_that_it_holds(
    bench: Workbench, tmp_path: Path
) -> None:
    made = marked_folder(tmp_path / "Zotero", pdf_of())

    report = await imported(bench, made.folder)

    paper = await only_paper(bench, report)
    assert (paper.title, paper.year, paper.tags) == ("Lanterns", 2020, ("light",))
    assert paper.note is not None
    assert paper.note.text == "Mind the **lamp**"
    assert "Sea/Lamps" in await bench.topics()
    (file,) = paper.files
    assert bench.library.files.has(file.sha256)
    again, under, note = sorted(
        await marks_of(bench, paper), key=lambda mark: (mark.page_index, mark.kind)
    )
    assert (again.quote, again.comment, again.colour) == (LINES[3], "twice", 7)
    assert again.file == file.sha256
    assert again.quads[0].top < TOP + STEP * 3 < again.quads[0].bottom
    assert again.prefix.endswith("lamp to mind. ")
    assert again.suffix == ""
    assert under.kind is MarkKind.UNDERLINE
    assert [
        q.top < TOP + STEP * n < q.bottom for n, q in enumerate(under.quads, 1)
    ] == [
        True,
        True,
    ]
    assert (note.kind, note.comment, note.page_index) == (
        MarkKind.PAGE_NOTE,
        "a page note",
        1,
    )
    assert note.quads[0].top == pytest.approx(78)


async def test_paper_here_already_gets_zoteros_marks_and_undo_takes_them(
    bench: Workbench, tmp_path: Path
) -> None:
    made = marked_folder(tmp_path / "Zotero", pdf_of())
    ids = (await imported(bench, made.folder)).added
    for paper_id in ids:
        for mark in await bench.library.read(partial(Reader.marks, paper=paper_id)):
            await bench.run("mark.delete", mark_id=mark.id)
    before = [await bench.paper(paper_id) for paper_id in ids]
    assert not any(paper.n_marks for paper in before)

    report = await imported(bench, made.folder)

    assert report.added == ()
    papers = [await bench.paper(paper_id) for paper_id in report.updated]
    assert [bool(paper.n_marks) for paper in papers] == [True]
    await bench.run("edit.undo")
    assert [await bench.paper(paper_id) for paper_id in ids] == before


async def test_undo_takes_all_of_it_back(bench: Workbench, tmp_path: Path) -> None:
    made = marked_folder(tmp_path / "Zotero", pdf_of())
    report = await imported(bench, made.database)

    await bench.library.undo()

    assert len(await bench.labels()) == 0
    assert await bench.topics() == {}
    count = await bench.library.read(lambda reader: reader.find_known([]))
    assert count == []
    await bench.library.redo()
    assert len(await marks_of(bench, await only_paper(bench, report))) == 3


@pytest.mark.parametrize(("crop", "turned"), [(36, 0), (0, 90), (20, 270)])
async def test_marks_stand_on_their_words_where_a_page_is_cut_or_turned(
    bench: Workbench, tmp_path: Path, crop: int, turned: int
) -> None:
    made = marked_folder(tmp_path / "Zotero", pdf_of(crop=crop, turned=turned))

    paper = await only_paper(bench, await imported(bench, made.folder))

    file = bench.library.files.path(paper.files[0].sha256)
    client = pdf_client(bench.settings)
    try:
        text = await (await client.open(file)).text(0)
    finally:
        await client.close()
    line = next(each for each in text.lines if each.text.startswith("and every"))
    marks = await marks_of(bench, paper)
    under = next(mark for mark in marks if mark.kind is MarkKind.UNDERLINE)
    assert under.quads[1].top == pytest.approx(line.quad(0, 16).top, abs=1)
    assert under.quads[1].left == pytest.approx(line.quad(0, 16).left, abs=1)


async def test_what_has_no_place_is_kept_in_the_note(
    bench: Workbench, tmp_path: Path
) -> None:
    with ZoteroFolder(tmp_path / "Zotero") as made:
        paper = made.item("book", {"title": "Lamps"})
        book = made.attached(
            paper, "storage:lamps.epub", content_type="application/epub+zip"
        )
        made.annotation(
            book,
            zotero.HIGHLIGHT,
            text="of an EPUB",
            position={"type": "FragmentSelector"},
        )
        gone = made.attached(paper, "storage:gone.pdf")
        made.annotation(
            gone,
            zotero.HIGHLIGHT,
            text="of a lost file",
            comment="alas",
            page_label="7",
            position={"pageIndex": 6, "rects": [[1, 2, 3, 4]]},
        )
        pdf = made.stored(paper, "here.pdf", pdf_of())
        made.annotation(
            pdf, zotero.NOTE, comment="beyond", position={"pageIndex": 99, "rects": []}
        )

    report = await imported(bench, made.folder)

    found = await only_paper(bench, report)
    assert found.note is not None
    assert found.note.text.split("\n\n") == [
        "> of an EPUB (page 1)",
        "> of a lost file (page 7)",
        "alas",
        "beyond (page 1)",
    ]
    assert await marks_of(bench, found) == ()
    whys = [each.why for each in report.skipped]
    assert "EPUB books: 1, not taken" in whys
    assert "annotations without a place, now in notes: 3" in whys
    assert any("“gone.pdf” of “Lamps” was not found at" in why for why in whys)


async def test_a_pdf_that_zotero_knows_nothing_of_is_recognised(
    bench: Workbench, tmp_path: Path
) -> None:
    with ZoteroFolder(tmp_path / "Zotero") as made:
        made.stored(None, "2404.01234v2.pdf", pdf_of())

    paper = await only_paper(bench, await imported(bench, made.folder))

    assert paper.identifier("arxiv") == "2404.01234"
    assert paper.has_pdf


async def test_a_folder_around_zoteros_reads_its_files_once(
    bench: Workbench, tmp_path: Path
) -> None:
    marked_folder(tmp_path / "home" / "Zotero", pdf_of())
    (tmp_path / "home" / "other.pdf").write_bytes(pdf_of(("Another paper by others",)))

    report = await imported(bench, tmp_path / "home")

    assert len(report.added) == 2


async def test_the_preview_counts_what_comes_with_the_papers(
    bench: Workbench, tmp_path: Path
) -> None:
    made = marked_folder(tmp_path / "Zotero", pdf_of())
    seen: list[ImportPlan] = []

    def look(plan: ImportPlan) -> ImportPlan | None:
        seen.append(plan)
        return None

    bench.desk.look = look
    with ZoteroFolder(tmp_path / "Other") as other:
        other.item("book", {"title": "Another"})
    await bench.run("import.sources", paths=[str(made.folder), str(other.folder)])

    (plan,) = seen
    assert plan.summary.endswith("1 PDF, 1 note, 3 marks, 1 topic")
    assert await bench.labels() == []


async def test_zoteros_files_stay_as_they_are(bench: Workbench, tmp_path: Path) -> None:
    made = marked_folder(tmp_path / "Zotero", pdf_of())

    def standing() -> dict[Path, tuple[str, int]]:
        return {
            path: (
                hashlib.sha256(path.read_bytes()).hexdigest(),
                path.stat().st_mtime_ns,
            )
            for path in made.folder.rglob("*")
            if path.is_file()
        }

    before = standing()
    await imported(bench, made.folder)

    assert standing() == before


async def test_a_database_of_others_alone_is_refused(
    bench: Workbench, tmp_path: Path
) -> None:
    path = tmp_path / "zotero.sqlite"
    path.write_bytes(b"SQLite format 3\0" + b"\0" * 4080)

    with pytest.raises(InvalidInput):
        await bench.run("import.sources", paths=[str(path)])


async def test_an_import_cancelled_while_it_copies_leaves_nothing(
    bench: Workbench, tmp_path: Path
) -> None:
    with ZoteroFolder(tmp_path / "Zotero") as made:
        for number in range(5):
            paper = made.item("book", {"title": f"Lamp {number}"})
            made.stored(paper, "lamp.pdf", pdf_of((f"Lamp number {number}",)))

    def stop_at_third(job: Job) -> None:
        is_third = (job.fraction or 0) > 0.3 and job.detail.startswith("Copying")
        if is_third and job.state is JobState.RUNNING:
            bench.jobs.cancel(job.number)

    bench.jobs.subscribe(stop_at_third)
    with pytest.raises(asyncio.CancelledError):
        await bench.run("import.sources", paths=[str(made.folder)])

    assert list(bench.library.files.hashes()) == []
    assert await bench.labels() == []


async def test_a_paper_that_a_group_has_too_is_one_with_all_that_both_hold(
    bench: Workbench, tmp_path: Path
) -> None:
    place = {"pageIndex": 0, "rects": [rect_of(1)]}
    with ZoteroFolder(tmp_path / "Zotero") as made:
        shelf = made.collection("Mine")
        for library, shelves, words in (
            (zotero.USER, [shelf], "of mine"),
            (zotero.GROUP, [], "of the group"),
        ):
            item = made.item(
                "book",
                {"title": "Lamps", "DOI": "10.5555/lamps"},
                collections=shelves,
                tags=[words],
                library=library,
            )
            made.note(item, f"<p>Note {words}</p>")
            pdf = made.stored(item, "lamps.pdf", pdf_of((*LINES, words)))
            made.annotation(
                pdf, zotero.HIGHLIGHT, text=LINES[1], comment=words, position=place
            )

    paper = await only_paper(bench, await imported(bench, made.folder))

    topics = {topic.id: path for path, topic in (await bench.topics()).items()}
    assert {topics[each] for each in paper.topics} == {"Mine", zotero.GROUP_NAME}
    assert set(paper.tags) == {"of mine", "of the group"}
    assert paper.note is not None
    assert set(paper.note.text.split("\n\n")) == {"Note of mine", "Note of the group"}
    assert len(paper.files) == 2
    assert {mark.comment for mark in await marks_of(bench, paper)} == {
        "of mine",
        "of the group",
    }


async def test_progress_is_told_by_papers(bench: Workbench, tmp_path: Path) -> None:
    with ZoteroFolder(tmp_path / "Zotero") as made:
        for number in range(4):
            made.item("book", {"title": f"Lamp {number}"})

    await imported(bench, made.folder)

    details = [job.detail for job in bench.job_states]
    assert "4 of 4 papers" in details


async def test_a_second_import_adds_nothing(bench: Workbench, tmp_path: Path) -> None:
    made = marked_folder(tmp_path / "Zotero", pdf_of())
    await imported(bench, made.folder)

    report = await imported(bench, made.folder)

    assert report.added == ()
    assert report.updated == ()
    assert report.skipped == ()

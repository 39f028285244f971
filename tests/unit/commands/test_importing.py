"""Imports: what is new, here or repeated; files of every kind; nothing half done."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from app.commands.importing import ImportReport
from app.domain.errors import InvalidInput, NotFound
from app.domain.importing import ImportPlan, Verdict
from app.runtime.reporter import Tone
from app.runtime.supervisor import JobState
from tests.support.listings import SAMPLE
from tests.support.paper_pdf import paper_pdf
from tests.support.workbench import Workbench

pytestmark = pytest.mark.asyncio
TITLE = "Lanterns: Small Lights for Large Models"
PAIR = "A Title of a Paper to Read\n\n" + "An abstract that tells it at length. " * 5


async def imported(bench: Workbench, *paths: Path, topic: str = "") -> ImportReport:
    names = [str(path) for path in paths]
    report = await bench.run("import.sources", paths=names, topic=topic)
    assert isinstance(report, ImportReport)
    return report


def same_bytes(one: Path, other: Path) -> bool:
    return one.read_bytes() == other.read_bytes()


def mixed_folder(folder: Path, pdf: Path) -> Path:
    """Make a folder of papers, links that lead back, a pipe and a broken PDF."""
    (folder / "inner").mkdir(parents=True)
    (folder / "inner" / "lanterns.pdf").write_bytes(pdf.read_bytes())
    (folder / "list.txt").write_text(PAIR, "utf-8")
    (folder / ".hidden.txt").write_text(PAIR.replace("Title", "Secret"), "utf-8")
    (folder / "loop").symlink_to(folder / "loop")
    (folder / "up").symlink_to(folder)
    os.mkfifo(folder / "pipe")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    return folder


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "lanterns.pdf"
    path.write_bytes(paper_pdf(TITLE, abstract="Light is told in short. " * 8))
    return path


async def test_listing_is_added_in_its_order_as_one_act(bench: Workbench) -> None:
    report = await imported(bench, SAMPLE)

    assert len(report.added) == 12
    first = await bench.paper(report.added[0])
    assert first.title.startswith("Tidewater")
    assert bench.desk.called("reveal") == [(report.added,)]
    assert await bench.labels() == ["Added 12 papers from listing.txt"]


async def test_second_import_adds_none_and_names_each(bench: Workbench) -> None:
    first = await imported(bench, SAMPLE)

    second = await imported(bench, SAMPLE)

    assert second.added == ()
    assert [duplicate.id for duplicate in second.duplicates] == list(first.added)
    assert bench.texts(Tone.NOTICE)[-1] == "12 papers, all here already."


async def test_plan_tells_new_here_and_repeated(
    bench: Workbench, tmp_path: Path
) -> None:
    await imported(bench, SAMPLE)
    twice = tmp_path / "twice.txt"
    twice.write_text(f"{SAMPLE.read_text('utf-8')}\n\n{PAIR}\n\n{PAIR}\n", "utf-8")

    report = await imported(bench, twice)

    verdicts = [paper.verdict for paper in bench.desk.plans[-1].papers]
    assert verdicts == [Verdict.HERE] * 12 + [Verdict.NEW, Verdict.REPEATED]
    assert report.duplicates[-1].id == report.added[0]


async def test_declined_import_changes_and_keeps_nothing(
    bench: Workbench, pdf: Path
) -> None:
    bench.desk.look = lambda plan: None

    report = await bench.run("import.sources", paths=[str(SAMPLE), str(pdf)])

    assert report is None
    assert bench.stored() == []
    assert await bench.labels() == []
    assert bench.texts(Tone.NOTICE) == ["Nothing was added."]


async def test_unwanted_papers_stay_out(bench: Workbench) -> None:
    def take_first(plan: ImportPlan) -> ImportPlan:
        rest = [replace(paper, is_wanted=False) for paper in plan.papers[1:]]
        return replace(plan, papers=(plan.papers[0], *rest))

    bench.desk.look = take_first

    assert len((await imported(bench, SAMPLE)).added) == 1


async def test_single_pdf_is_added_at_once_with_its_file(
    bench: Workbench, pdf: Path
) -> None:
    report = await imported(bench, pdf)

    paper = await bench.paper(report.added[0])
    assert bench.desk.plans == []
    assert paper.files[0].source == str(pdf)
    assert same_bytes(bench.library.files.path(paper.files[0].sha256), pdf)


async def test_pdf_that_is_gone_at_the_word_adds_nothing(
    bench: Workbench, pdf: Path
) -> None:
    def look(plan: ImportPlan) -> ImportPlan:
        pdf.unlink()
        return plan

    bench.desk.look = look

    with pytest.raises(NotFound):
        await bench.run("import.sources", paths=[str(SAMPLE), str(pdf)])

    assert await bench.labels() == []
    assert len(bench.texts(Tone.PROBLEM)) == 1


async def test_dry_run_copies_no_file_and_is_no_job(
    bench: Workbench, pdf: Path
) -> None:
    report = await bench.run(
        "import.sources", paths=[str(pdf), str(SAMPLE)], is_dry_run=True
    )

    assert (report.n_planned, report.added) == (13, ())
    assert bench.stored() == []
    assert bench.job_states == []
    assert bench.messages == []


async def test_dry_run_of_a_drag_that_fails_tells_nobody(bench: Workbench) -> None:
    with pytest.raises(NotFound):
        await bench.dispatcher.call(
            "import.sources", paths=["/no/such.txt"], is_dry_run=True
        )

    assert bench.messages == []


async def test_folder_is_walked_past_links_and_pipes(
    bench: Workbench, tmp_path: Path, pdf: Path
) -> None:
    report = await imported(bench, mixed_folder(tmp_path / "papers", pdf))

    assert len(report.added) == 2
    assert [skipped.where for skipped in report.skipped] == ["broken.pdf"]


async def test_named_pipe_or_loop_is_refused(bench: Workbench, tmp_path: Path) -> None:
    pipe, loop = tmp_path / "pipe", tmp_path / "loop"
    os.mkfifo(pipe)
    loop.symlink_to(loop)

    with pytest.raises(InvalidInput):
        await bench.run("import.sources", paths=[str(pipe)])
    with pytest.raises(NotFound):
        await bench.run("import.sources", paths=[str(loop)])


async def test_missing_file_adds_nothing_and_is_told_once(bench: Workbench) -> None:
    with pytest.raises(NotFound):
        await bench.run("import.sources", paths=[str(SAMPLE), "/no/such.txt"])

    assert await bench.labels() == []
    assert len(bench.texts(Tone.PROBLEM)) == 1
    assert bench.job_states[-1].state is JobState.FAILED


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root reads all")
async def test_unreadable_file_alone_is_refused(
    bench: Workbench, tmp_path: Path
) -> None:
    locked = tmp_path / "locked.txt"
    locked.write_text(PAIR, "utf-8")
    locked.chmod(0)

    with pytest.raises(InvalidInput, match="cannot be read"):
        await bench.run("import.sources", paths=[str(locked)])


async def test_unreadable_among_others_is_skipped(
    bench: Workbench, tmp_path: Path
) -> None:
    picture = tmp_path / "a.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))

    report = await imported(bench, SAMPLE, picture)

    assert len(report.added) == 12
    assert "a picture" in report.skipped[-1].why


async def test_topic_refiles_papers_that_are_here(bench: Workbench) -> None:
    first = await imported(bench, SAMPLE)

    second = await imported(bench, SAMPLE, topic="Reading group")

    topic = (await bench.topics())["Reading group"]
    papers = [await bench.paper(paper) for paper in first.added]
    assert second.added == ()
    assert all(paper.topics == (topic.id,) for paper in papers)
    assert bench.texts(Tone.DONE)[-1] == "Filed 12 papers under Reading group"


async def test_pasted_links_are_added(bench: Workbench) -> None:
    report = await bench.run(
        "import.sources", text="https://arxiv.org/abs/2404.01234\narXiv:2404.09999\n"
    )

    papers = [await bench.paper(paper) for paper in report.added]
    assert [p.identifier("arxiv") for p in papers] == ["2404.01234", "2404.09999"]


async def test_import_stopped_from_the_jobs_keeps_nothing(
    bench: Workbench, tmp_path: Path
) -> None:
    for number in range(30):
        (tmp_path / f"{number}.txt").write_text(PAIR, "utf-8")
    task = bench.dispatcher.run("import.sources", paths=[str(tmp_path)])
    assert task is not None
    while not bench.jobs.jobs():
        bench.desk.look = lambda plan: pytest.fail("not stopped")
        await bench.topics()

    await bench.run("jobs.cancel", number=bench.jobs.jobs()[0].number)
    await bench.jobs.close(patience_s=5)

    assert task.cancelled()
    assert await bench.labels() == []
    assert bench.texts(Tone.PROBLEM) == []

"""Imports: what is new, here or repeated; files of every kind; nothing half done."""

import os
import socket
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest

from app.commands.command import Mode
from app.commands.imports import harvesting
from app.commands.imports.importing import ImportReport
from app.domain.errors import InvalidInput, NotFound
from app.domain.importing import ImportPlan, Verdict
from app.domain.paper import Author
from app.runtime.reporter import Tone
from app.runtime.supervisor import JobState
from tests.support.listings import SAMPLE
from tests.support.paper_pdf import paper_pdf
from tests.support.recording_desk import accept
from tests.support.workbench import Workbench

pytestmark = pytest.mark.asyncio
TITLE = "Lanterns: Small Lights for Large Models"
NAME = "Lanterns Small Lights for Large Models.pdf"
PAIR = "A Title of a Paper to Read\n\n" + "An abstract that tells it at length. " * 5


async def imported(bench: Workbench, *paths: Path, topic: str = "") -> ImportReport:
    names = [str(path) for path in paths]
    report = await bench.run("import.sources", paths=names, topic=topic)
    assert isinstance(report, ImportReport)
    return report


def same_bytes(one: Path, other: Path) -> bool:
    return one.read_bytes() == other.read_bytes()


def written(folder: Path, name: bytes, content: bytes) -> Path:
    """Write a file whose name is any bytes."""
    path = Path(os.fsdecode(os.fsencode(folder) + b"/" + name))
    path.write_bytes(content)
    return path


def too_deep_folder(folder: Path) -> None:
    """Make folders in each other until no path is long enough for the last."""
    descriptor = os.open(folder, os.O_RDONLY)
    for _ in range(4096 // 200 + 1):
        os.mkdir("d" * 200, dir_fd=descriptor)
        inner = os.open("d" * 200, os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = inner
    os.close(descriptor)


def renamed(file: Path, name: str) -> Path:
    return file.rename(file.with_name(name))


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


async def test_what_may_be_here_is_shown_and_left_to_the_user(
    bench: Workbench, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    told = "\n\n" + "Small lamps light up what a large model looks at. " * 4
    first.write_text(f"{TITLE}{told}\n", "utf-8")
    second.write_text(f"{TITLE.replace('Models', 'Modles')}{told}\n", "utf-8")
    [here] = (await imported(bench, first)).added

    bench.desk.look = lambda plan: replace(
        plan, papers=tuple(replace(p, is_wanted=False) for p in plan.papers)
    )
    left = await imported(bench, second)
    bench.desk.look = accept
    taken = await imported(bench, second, topic="A")

    [paper] = bench.desk.plans[-1].papers
    assert (paper.verdict, paper.known, paper.is_added) == (Verdict.MAYBE, here, True)
    assert (left.added, left.maybe, left.duplicates) == ((), (), ())
    assert len(taken.added) == 1
    assert [entry.id for entry in taken.maybe] == [here]
    assert (await bench.paper(here)).topics == ()


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
    told = {skipped.where: skipped.why for skipped in report.skipped}
    assert set(told) == {"broken.pdf", "loop", "pipe", "up"}
    assert told["pipe"] == "“pipe” is a pipe, not a file."
    assert told["up"] == "“up” is a link to a folder, which is not followed."


async def test_folder_tells_links_sockets_and_what_is_too_much(
    bench: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "papers"
    (folder / ".git").mkdir(parents=True)
    (folder / ".git" / "config").write_text(PAIR, "utf-8")
    for number in range(4):
        text = PAIR.replace("Title", f"Title {number}")
        (folder / f"{number}.txt").write_text(text, "utf-8")
    (folder / "0 broken").symlink_to(folder / "gone")
    monkeypatch.chdir(folder)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("0 socket")
        monkeypatch.setattr(harvesting, "_MOST_FILES", 4)

        report = await imported(bench, folder)

    assert len(report.added) == 2
    assert [skipped.why for skipped in report.skipped] == [
        "“0 broken” is a link that leads to no file.",
        "“0 socket” is a socket, not a file.",
        "“2.txt” is one of 2 files beyond the 4 of one import.",
    ]


@pytest.mark.skipif(os.name == "nt", reason="folders by their descriptors")
async def test_folder_that_cannot_be_read_is_told(
    bench: Workbench, tmp_path: Path
) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "list.txt").write_text(PAIR, "utf-8")
    too_deep_folder(folder)

    report = await imported(bench, folder)

    assert len(report.added) == 1
    [skipped] = report.skipped
    assert "cannot be read: File name too long" in skipped.why


async def test_empty_name_is_refused(bench: Workbench) -> None:
    with pytest.raises(InvalidInput, match="name is empty"):
        await bench.run("import.sources", paths=[""])


async def test_names_that_are_not_utf8_or_one_line_are_made_plain(
    bench: Workbench, tmp_path: Path
) -> None:
    names = (b"caf\xe9.txt", b"two\nlines \x1b[31m.txt")
    for number, name in enumerate(names):
        text = PAIR.replace("Title", f"Title {number}")
        written(tmp_path, name, text.encode())

    report = await imported(bench, tmp_path)

    papers = [await bench.paper(paper) for paper in report.added]
    sources = [paper.provenance[0].source for paper in papers]
    assert sources == ["café.txt", "two lines [31m.txt"]


async def test_pdf_of_a_name_that_is_not_utf8_is_kept(
    bench: Workbench, tmp_path: Path
) -> None:
    path = written(tmp_path, b"na\xefve\n.pdf", paper_pdf("x"))

    report = await imported(bench, path)

    [file] = (await bench.paper(report.added[0])).files
    assert file.name == "naïve .pdf"
    assert "\udcef" not in file.source
    assert len(bench.stored()) == 1


async def test_locked_pdf_is_kept_under_its_name(
    bench: Workbench, tmp_path: Path, pdf: Path
) -> None:
    path = tmp_path / "a sealed letter.pdf"
    with pymupdf.open(pdf) as document:
        document.save(path, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="geheim")

    report = await imported(bench, path)

    paper = await bench.paper(report.added[0])
    assert paper.title == "a sealed letter"
    assert [file.n_pages for file in paper.files] == [None]


async def test_pdf_of_a_paper_without_one_is_attached_in_the_same_act(
    bench: Workbench, tmp_path: Path, pdf: Path
) -> None:
    [known] = await bench.add(TITLE)
    named = renamed(pdf, "Lanterns - Small lights for large models.pdf")

    report = await imported(bench, SAMPLE, named)

    plan = bench.desk.plans[-1]
    assert (plan.n_attached, plan.papers[-1].verdict) == (1, Verdict.UPDATE)
    assert [duplicate.id for duplicate in report.duplicates] == [known]
    assert (await bench.paper(known)).has_pdf
    labels = await bench.labels()
    assert labels[0] == "Added 12 papers and 1 PDF"
    await bench.run("edit.undo")
    assert not (await bench.paper(known)).has_pdf


async def test_pdf_alone_of_a_known_paper_is_attached_at_once_and_only_once(
    bench: Workbench, pdf: Path
) -> None:
    [known] = await bench.add(TITLE)
    target = renamed(pdf, NAME)

    first = await imported(bench, target)
    second = await imported(bench, target)

    assert [d.id for r in (first, second) for d in r.duplicates] == [known] * 2
    assert (first.n_attached, second.n_attached) == (1, 0)
    assert len((await bench.paper(known)).files) == 1
    assert bench.desk.called("reveal") == [((known,),)]
    assert len(bench.desk.plans) == 1


async def test_second_pdf_of_one_title_is_a_paper_of_its_own(
    bench: Workbench, tmp_path: Path
) -> None:
    [known] = await bench.add(TITLE)
    for folder in ("a", "b", "c"):
        (tmp_path / folder).mkdir()
        text = "b" if folder == "c" else folder
        content = paper_pdf(TITLE, abstract=f"{text} is told in short. " * 8)
        (tmp_path / folder / NAME).write_bytes(content)

    report = await imported(bench, tmp_path)

    assert len((await bench.paper(known)).files) == 1
    assert len(report.added) == 1
    assert [d.id for d in report.duplicates] == [known, report.added[0]]


async def test_pdf_beside_its_listing_comes_with_the_new_paper(
    bench: Workbench, tmp_path: Path, pdf: Path
) -> None:
    listing = tmp_path / "list.txt"
    listing.write_text(f"{TITLE}\n\n{'Light is told in short. ' * 8}\n", "utf-8")
    target = renamed(pdf, NAME)

    report = await imported(bench, listing, target)

    [paper] = [await bench.paper(paper) for paper in report.added]
    assert paper.has_pdf
    assert [duplicate.id for duplicate in report.duplicates] == [paper.id]


async def test_pdf_brings_what_its_first_page_says(
    bench: Workbench, tmp_path: Path
) -> None:
    title = "Slow Tides in Narrow Bays"
    content = paper_pdf(title, authors=["Ada Holm"], abstract="Tides are slow. " * 9)
    (tmp_path / "2401.00001v2.pdf").write_bytes(content)

    report = await imported(bench, tmp_path / "2401.00001v2.pdf")

    paper = await bench.paper(report.added[0])
    assert (paper.title, paper.authors) == (title, (Author("Ada Holm"),))
    assert (paper.identifier("arxiv"), paper.detail("version")) == ("2401.00001", "2")
    assert [p.kind for p in paper.provenance] == ["PDF"]


async def test_pdf_of_an_unsure_title_keeps_its_name_and_says_so(
    bench: Workbench, tmp_path: Path
) -> None:
    (tmp_path / "letter to the board.pdf").write_bytes(paper_pdf("Dear Harbour Board"))

    report = await imported(bench, tmp_path / "letter to the board.pdf")

    paper = await bench.paper(report.added[0])
    assert paper.title == "letter to the board"
    assert paper.provenance[0].badge.startswith("title unsure")


async def test_short_name_is_no_guess_at_a_known_paper(
    bench: Workbench, tmp_path: Path
) -> None:
    await bench.add("Attention")
    (tmp_path / "attention.pdf").write_bytes(paper_pdf("x"))

    report = await imported(bench, tmp_path / "attention.pdf")

    assert len(report.added) == 1


async def test_several_named_of_which_none_is_readable_are_refused_each(
    bench: Workbench, tmp_path: Path
) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    (tmp_path / "b.bib").write_text("@comment{x,\n  title = {A Title}\n}\n")

    report = await imported(bench, tmp_path / "a.png", tmp_path / "b.bib")

    assert report.is_refused
    assert [skipped.where for skipped in report.skipped] == ["a.png", "b.bib"]
    assert not (await imported(bench, SAMPLE, tmp_path / "a.png")).is_refused


async def test_bibliography_brings_every_pdf_that_it_names(
    bench: Workbench, tmp_path: Path, pdf: Path
) -> None:
    second = tmp_path / "second.pdf"
    second.write_bytes(paper_pdf("Another One"))
    bib = tmp_path / "refs.bib"
    files = f":{pdf.name}:PDF;:second.pdf:PDF;:gone.pdf:PDF"
    bib.write_text(
        f"@article{{a, title = {{A First Title}}, file = {{{files}}}}}\n"
        "@article{b, title = {A Second Title}, file = {second.pdf}}\n"
    )

    report = await imported(bench, bib)

    first, other = [await bench.paper(paper_id) for paper_id in report.added]
    assert [file.name for file in first.files] == [pdf.name, "second.pdf"]
    assert [file.name for file in other.files] == ["second.pdf"]
    [missing] = report.skipped
    assert "“gone.pdf” of “A First Title” was not found" in missing.why
    labels = await bench.labels()
    assert labels[0] == "Added 2 papers from refs.bib"


async def test_every_missing_file_is_named(bench: Workbench) -> None:
    with pytest.raises(NotFound, match=r"/no/a\.txt, /no/b\.txt"):
        await bench.run("import.sources", paths=["/no/a.txt", "/no/b.txt"])


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


async def test_known_papers_that_are_to_be_marked_are_told_without_a_question(
    bench: Workbench,
) -> None:
    first = await bench.run("import.sources", paths=[str(SAMPLE)])
    n_asked, n_told = len(bench.desk.called("review")), len(bench.messages)

    again = await bench.run("import.sources", paths=[str(SAMPLE)], status="queued")

    assert {each.id for each in again.duplicates} == set(first.added)
    assert (len(bench.desk.called("review")), len(bench.messages)) == (n_asked, n_told)


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


async def test_import_while_reading_stays_there_and_offers_to_show(
    bench: Workbench,
) -> None:
    bench.desk.current_mode = Mode.READER

    report = await imported(bench, SAMPLE)

    told = bench.messages[-1]
    assert bench.desk.called("reveal") == []
    assert (told.added, told.can_undo) == (report.added, True)


async def test_import_in_the_list_shows_what_it_added(bench: Workbench) -> None:
    report = await imported(bench, SAMPLE)

    assert bench.desk.called("reveal") == [(report.added,)]
    assert bench.messages[-1].added == ()


async def test_single_paper_added_is_named_as_people_read_it(bench: Workbench) -> None:
    await bench.run("import.sources", text="https://arxiv.org/abs/2404.01234")

    assert bench.messages[-1].text.startswith("Added “")


async def test_several_sources_are_named(bench: Workbench, tmp_path: Path) -> None:
    files = [tmp_path / f"{name}.txt" for name in "abcd"]
    for file in files:
        file.write_bytes(SAMPLE.read_bytes())

    await imported(bench, *files)

    plan = bench.desk.plans[-1]
    assert plan.summary == "a.txt, b.txt and 2 more"
    assert plan.sources == ("a.txt", "b.txt", "c.txt", "d.txt")


async def test_job_names_the_file_that_is_read(
    bench: Workbench, tmp_path: Path
) -> None:
    path = tmp_path / "papers.txt"
    path.write_text("Nothing of note.", encoding="utf-8")

    await bench.run("import.sources", paths=(str(path),))
    await bench.run("import.sources", text="Nothing of note.")

    names = list(dict.fromkeys(job.name for job in bench.job_states))
    assert names == ["Reading papers.txt", "Reading what you pasted"]
    again = bench.job_states[0].again
    assert again is not None
    assert (again.command, again.arguments["paths"]) == (
        "import.sources",
        (str(path),),
    )


async def test_known_paper_left_where_it_is_gets_no_topic(bench: Workbench) -> None:
    text = "@misc{a, title={Harbours of the Quiet North}, author={Example, Ada}}"
    (paper,) = (await bench.run("import.sources", text=text)).added

    def leave(plan: ImportPlan) -> ImportPlan:
        return replace(
            plan, papers=tuple(replace(p, stays_put=True) for p in plan.papers)
        )

    bench.desk.look = leave
    await bench.run("import.sources", text=text, topic="Tides")
    assert (await bench.paper(paper)).topics == ()
    bench.desk.look = accept
    await bench.run("import.sources", text=text, topic="Tides")

    assert len((await bench.paper(paper)).topics) == 1

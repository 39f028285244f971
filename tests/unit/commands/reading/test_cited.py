"""Queueing cited papers, and saving files that lie in a PDF."""

from pathlib import Path

import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.edit import ChangePapers
from app.domain.paper import Paper, PaperId, Status
from app.domain.query import Place, Query
from app.formats.mentions.cited import UNSURE, cited_paper
from app.formats.safe_names import safe_name
from app.runtime.reporter import Tone
from tests.support.workbench import Workbench


async def all_papers(bench: Workbench) -> list[Paper]:
    """Read all papers."""
    return await bench.library.read(lambda r: r.papers(r.keys(Query(place=Place.ALL))))


SURE = (
    "[3] A. Bird and B. Nest. Feather counts of small birds. Wings, 2019. doi:10.1000/x"
)


@pytest.mark.asyncio
async def test_a_cited_paper_is_added_queued_and_taken_back(bench: Workbench) -> None:
    cited = cited_paper(SURE, found_in="Harbours", page_number=4)

    await bench.run("paper.queue-cited", draft=cited.draft)

    (paper,) = await all_papers(bench)
    assert paper.title == "Feather counts of small birds"
    assert paper.status is Status.QUEUED
    assert paper.provenance[0].source == "found in Harbours p. 4"
    assert paper.provenance[0].original == SURE
    assert paper.identifier("doi") == "10.1000/x"
    await bench.run("edit.undo")
    assert await all_papers(bench) == []


@pytest.mark.asyncio
async def test_a_paper_that_is_here_is_queued_itself(bench: Workbench) -> None:
    (known,) = await bench.add("Feather counts of small birds")
    draft = cited_paper(SURE, found_in="Harbours", page_number=4).draft

    await bench.run("paper.queue-cited", draft=draft, known=known)

    (paper,) = await all_papers(bench)
    assert (paper.id, paper.status) == (known, Status.QUEUED)


@pytest.mark.asyncio
async def test_a_paper_that_is_done_stays_done(bench: Workbench) -> None:
    (known,) = await bench.add("Feather counts of small birds")
    done = ChangePapers(ids=(known,), label="Done", status=Status.DONE)
    await bench.library.apply(done)
    draft = cited_paper(SURE, found_in="Harbours", page_number=4).draft

    await bench.run("paper.queue-cited", draft=draft, known=known)

    assert (await bench.paper(known)).status is Status.DONE


def test_an_entry_without_a_certain_title_is_marked() -> None:
    entry = "[9] statistics of the harbour office, unpublished, 2011"
    cited = cited_paper(entry, found_in="Harbours", page_number=2)
    assert not cited.is_sure
    assert cited.draft.title.startswith("statistics of the harbour office")
    assert cited.draft.year == 2011
    assert cited.draft.provenance.badge == UNSURE
    assert cited.draft.provenance.original == entry
    named = cited_paper("see arXiv:2101.00001 ...", found_in="H", page_number=2)
    assert named.draft.title.endswith("2101.00001")


async def with_attached(bench: Workbench, **files: bytes) -> PaperId:
    """Add a paper whose PDF holds files."""
    path = bench.library.folder.parent / "own.pdf"
    with pymupdf.open() as document:
        document.new_page()
        for name, content in files.items():
            document.embfile_add(name, content, filename=f"../../{name}.sh")
        document.save(path)
    (paper,) = await bench.add("My Own Draft of a Paper")
    await bench.run("paper.attach", ids=(paper,), paths=(str(path),))
    return paper


@pytest.mark.parametrize(("answer", "names"), [(0, ["run (2).sh", "run.sh"]), (1, [])])
@pytest.mark.asyncio
async def test_files_of_a_pdf_are_saved_after_the_users_word(
    bench: Workbench, tmp_path: Path, answer: int, names: list[str]
) -> None:
    target = tmp_path / "saved"
    paper = await with_attached(bench, run=b"echo")
    bench.desk.answers = [answer, answer]

    for _ in range(2):
        await bench.run("paper.save-attached", ids=(paper,), folder=target)

    assert "run.sh  ·  4 bytes" in bench.desk.questions[0].details
    found = sorted(path.name for path in target.glob("*"))
    assert found == names
    assert all(path.read_bytes() == b"echo" for path in target.glob("*"))
    assert bench.desk.called("open_elsewhere") == []


@pytest.mark.asyncio
async def test_a_pdf_without_files_says_so(bench: Workbench, tmp_path: Path) -> None:
    paper = await with_attached(bench)
    await bench.run("paper.save-attached", ids=(paper,), folder=tmp_path / "saved")
    assert bench.texts(Tone.NOTICE)[-1] == "No files lie in this PDF."
    assert bench.desk.questions == []


@pytest.mark.parametrize(
    ("told", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\x\\a b.csv", "a b.csv"),
        ("con.txt", "_con.txt"),
        (".bashrc", "bashrc"),
        ("a\u202egpj.exe", "a_gpj.exe"),
        ("", "file"),
        ("...", "file"),
    ],
)
def test_names_of_strangers_are_made_safe(told: str, safe: str) -> None:
    assert safe_name(told) == safe


@given(st.text(max_size=400))
def test_a_safe_name_is_one_plain_file(told: str) -> None:
    safe = safe_name(told)
    assert safe not in ("", ".", "..")
    assert not set(safe) & set('/\\:*?"<>|\0\n')
    assert not safe.startswith(".")
    assert len(safe.encode()) <= 140

"""PDFs go into the trash; what was deleted comes out of it."""

import pytest

from app.domain.edit import CompletePaper
from app.domain.paper import PaperId, Sha256, StoredFile
from app.domain.trash import TrashKind
from app.runtime.reporter import Tone
from tests.support.workbench import Workbench

pytestmark = pytest.mark.asyncio
FILE = StoredFile(sha256=Sha256("ab" * 32), length_bytes=1, name="a.pdf")


async def with_pdf(bench: Workbench, title: str) -> PaperId:
    (paper,) = await bench.add(title)
    await bench.library.apply(CompletePaper(paper_id=paper, file=FILE, label="x"))
    return paper


async def test_removed_pdf_is_in_the_trash_until_restored(bench: Workbench) -> None:
    paper = await with_pdf(bench, "One")

    await bench.run("paper.detach-file", ids=(paper,))
    had_pdf = (await bench.paper(paper)).has_pdf
    (thing,) = await bench.library.read(lambda r: r.trash())
    await bench.run("trash.restore", act=thing.act, kind=thing.kind, key=thing.key)

    assert not had_pdf
    assert thing.kind is TrashKind.FILE
    assert (await bench.paper(paper)).has_pdf
    assert bench.texts(Tone.DONE) == [
        "Moved the PDF of “One” to the trash",
        "Restored the PDF of “One”",
    ]


async def test_only_papers_with_a_pdf_are_named(bench: Workbench) -> None:
    ids = (await with_pdf(bench, "One"), *await bench.add("Two"))

    await bench.run("paper.detach-file", ids=ids)
    await bench.run("paper.detach-file", ids=ids)

    assert bench.texts(Tone.DONE) == ["Moved the PDF of “One” to the trash"]
    assert bench.texts(Tone.NOTICE) == ["There is no PDF to remove."]


async def test_emptying_tells_what_is_gone(bench: Workbench) -> None:
    paper = await with_pdf(bench, "One")
    await bench.run("paper.detach-file", ids=(paper,))
    await bench.run("topic.add", path="A")
    topics = await bench.topics()
    await bench.run("topic.delete", topic_id=topics["A"].id)

    await bench.run("trash.empty")

    assert bench.texts(Tone.DONE)[-1] == "Removed 1 topic, 1 PDF for good"
    assert not bench.messages[-1].can_undo
    assert await bench.library.read(lambda r: r.trash()) == ()

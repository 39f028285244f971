"""Fetching PDFs from a server on loopback: every way in which it can end."""

import asyncio
import dataclasses
import threading
from pathlib import Path

import pytest

from app.commands.fetched import Fetches
from app.commands.fetching import acquire
from app.domain.fetching import FetchReport, Outcome
from app.domain.paper import Identifier, PaperId, Status
from app.domain.query import Query
from app.runtime.reporter import Tone
from app.runtime.supervisor import JobState
from tests.support.faults import Gate, drip, rate_limited, reply, web_page
from tests.support.paper_pdf import paper_pdf
from tests.support.server import PaperServer, Work
from tests.support.waiting import until
from tests.support.workbench import Workbench, workbench
from tests.unit.commands.conftest import TIDEWATER

pytestmark = pytest.mark.asyncio
ARXIV_ID = Identifier("arxiv", TIDEWATER.id)
OWN = TIDEWATER.title.upper()
PDF_PATH = f"/pdf/{TIDEWATER.id}"
RIGHT_PDF = paper_pdf(TIDEWATER.title, abstract=TIDEWATER.abstract)


def harm_file(file: Path, harm: str) -> None:
    file.unlink()
    if harm == "damaged":
        file.write_bytes(b"garbage")


async def known(bench: Workbench) -> PaperId:
    """Add the server's work with its identifier."""
    (paper,) = await bench.add(
        TIDEWATER.title, abstract=TIDEWATER.abstract, identifiers=[ARXIV_ID]
    )
    return paper


async def fetched(bench: Workbench, *ids: PaperId) -> list[FetchReport]:
    reports: list[FetchReport] = await bench.run("paper.fetch", ids=ids)
    return reports


async def test_fetch_by_title_keeps_file_and_names_as_one_act(
    online: Workbench,
) -> None:
    (paper_id,) = await online.add(TIDEWATER.title, abstract=TIDEWATER.abstract)

    (report,) = await fetched(online, paper_id)

    paper = await online.paper(paper_id)
    assert report.outcome is Outcome.FETCHED
    assert [str(path) for path in online.stored()] == [report.path]
    assert (paper.identifier("arxiv"), paper.year) == (TIDEWATER.id, 2024)
    assert [author.name for author in paper.authors] == list(TIDEWATER.authors)
    assert len(await online.labels()) == 2
    await online.run("edit.undo")
    assert not (await online.paper(paper_id)).has_pdf
    assert (await online.paper(paper_id)).authors == ()


async def test_second_fetch_finds_it_present(
    online: Workbench, server: PaperServer
) -> None:
    paper = await known(online)
    await fetched(online, paper)
    n_asked = len(server.asked)

    (report,) = await fetched(online, paper)

    assert (report.outcome, report.attempts) == (Outcome.PRESENT, ())
    assert len(server.asked) == n_asked


async def test_unknown_title_is_not_found(online: Workbench) -> None:
    (paper,) = await online.add("Something Nobody Ever Wrote About Anything")

    (report,) = await fetched(online, paper)

    assert report.outcome is Outcome.NOT_FOUND
    assert report.attempts
    assert "arXiv knows no paper" in online.texts(Tone.PROBLEM)[0]


@pytest.mark.parametrize(
    ("answers", "outcome"), [([0], Outcome.FETCHED), ([], Outcome.ASK)]
)
async def test_title_with_another_abstract_asks(
    online: Workbench, answers: list[int | None], outcome: Outcome
) -> None:
    (paper,) = await online.add(
        TIDEWATER.title,
        abstract="A wholly different text on gardens, kitchens, rivers and boats "
        "that shares none of its phrases with what arXiv has under this title: it "
        "tells how rowing at dawn made one gardener patient, and why no kitchen "
        "needs more than two good knives.",
    )
    online.desk.answers = answers

    (report,) = await fetched(online, paper)

    assert report.outcome is outcome
    assert online.desk.questions[0].answers == (f"Use {TIDEWATER.id}", "None of these")
    assert len(report.candidates) == (1 if outcome is Outcome.ASK else 0)


async def test_two_works_of_the_very_title_ask(
    online: Workbench, server: PaperServer
) -> None:
    server.works = [
        Work(id="2404.00001", title=TIDEWATER.title),
        Work(id="2404.00002", title=TIDEWATER.title),
    ]
    (paper,) = await online.add(TIDEWATER.title)

    (report,) = await fetched(online, paper)

    assert report.outcome is Outcome.ASK
    assert len(report.candidates) == 2


@pytest.mark.parametrize(
    ("answers", "outcome", "n_stored"),
    [([0], Outcome.FETCHED, 1), ([1], Outcome.ASK, 0)],
)
async def test_pdf_without_text_asks(
    online: Workbench,
    server: PaperServer,
    answers: list[int | None],
    outcome: Outcome,
    n_stored: int,
) -> None:
    server.pdfs[TIDEWATER.id] = paper_pdf("")
    online.desk.answers = answers

    (report,) = await fetched(online, await known(online))

    assert report.outcome is outcome
    assert len(online.stored()) == n_stored


async def test_another_papers_pdf_is_refused(
    online: Workbench, server: PaperServer
) -> None:
    server.pdfs[TIDEWATER.id] = paper_pdf(
        "On the Cultivation of Alpine Strawberries in Cold Greenhouses",
        abstract="Strawberries grow slowly where nights are cold. " * 10,
    )

    (report,) = await fetched(online, await known(online))

    assert report.outcome is Outcome.REFUSED
    assert online.stored() == []


async def test_web_page_instead_of_a_pdf_is_refused(
    online: Workbench, server: PaperServer
) -> None:
    server.plant(PDF_PATH, web_page("Sign in to the hotel"))

    (report,) = await fetched(online, await known(online))

    assert report.outcome is Outcome.REFUSED
    assert "Sign in to the hotel" in report.message
    assert online.stored() == []


async def test_server_that_asks_to_wait_fails(
    online: Workbench, server: PaperServer
) -> None:
    server.plant(PDF_PATH, rate_limited("3600"))

    (report,) = await fetched(online, await known(online))

    assert report.outcome is Outcome.FAILED
    assert report.attempts[-1].status == 429
    assert online.stored() == []


async def test_no_server_is_offline(bench: Workbench) -> None:
    (report,) = await fetched(bench, await known(bench))

    assert report.outcome is Outcome.OFFLINE
    assert report.hint


async def test_offline_by_setting_asks_nothing(
    online: Workbench, server: PaperServer
) -> None:
    online.settings.change("sources.offline", True)

    (report,) = await fetched(online, await known(online))

    assert (report.outcome, report.attempts) == (Outcome.OFFLINE, ())
    assert server.asked == []


async def test_batch_stopped_midway_keeps_what_came(
    online: Workbench, server: PaperServer
) -> None:
    other = Work(id="2404.05678", title="Gardens of Forking Prompts in Winter")
    server.works.append(other)
    gate = Gate(paper_pdf(other.title), after_bytes=100)
    server.plant(f"/pdf/{other.id}", gate)
    first = await known(online)
    (second,) = await online.add(
        other.title, identifiers=[Identifier("arxiv", other.id)]
    )
    task = asyncio.ensure_future(fetched(online, first, second))
    await until(gate.reached.is_set)

    await online.run("jobs.cancel", number=online.jobs.jobs()[0].number)
    reports = await task

    outcomes = [report.outcome for report in reports]
    assert outcomes == [Outcome.FETCHED, Outcome.CANCELLED]
    assert len(online.stored()) == 1
    assert online.job_states[-1].state is JobState.CANCELLED
    assert online.texts(Tone.NOTICE) == ["Fetched 1 of 2 PDFs. Stopped."]


async def test_view_opens_nothing_where_the_user_has_gone_on(
    online: Workbench,
) -> None:
    paper = await known(online)
    online.desk.has_gone_on = True

    await online.run("paper.view", ids=(paper,))

    assert (await online.paper(paper)).has_pdf
    assert (await online.paper(paper)).status is Status.NEW
    assert online.desk.called("show_paper") == []
    assert online.texts(Tone.NOTICE)[-1].startswith("Fetched the PDF of")


async def test_job_of_a_fetch_without_a_pdf_has_failed(
    online: Workbench, server: PaperServer
) -> None:
    server.plant(PDF_PATH, web_page("Sign in"))
    first = await known(online)

    await fetched(online, first)

    job = online.job_states[-1]
    assert (job.state, bool(job.detail)) == (JobState.FAILED, True)


async def test_batch_that_is_here_already_says_so(online: Workbench) -> None:
    paper = await known(online)
    await fetched(online, paper)

    await fetched(online, paper)

    assert online.texts(Tone.NOTICE)[-1] == "1 PDF: all here already."


async def test_fetch_stopped_midway_tells_what_was_tried(
    online: Workbench, server: PaperServer
) -> None:
    gate = Gate(RIGHT_PDF, after_bytes=100)
    server.plant(PDF_PATH, gate)
    (paper,) = await online.add(TIDEWATER.title, abstract=TIDEWATER.abstract)
    task = asyncio.ensure_future(fetched(online, paper))
    await until(gate.reached.is_set)

    await online.run("jobs.cancel", number=online.jobs.jobs()[0].number)
    (report,) = await task

    assert report.outcome is Outcome.CANCELLED
    assert [a.why for a in report.attempts] == ["", "cancelled"]
    assert report.attempts[-1].url.endswith(PDF_PATH)


@pytest.mark.parametrize("ids", ["paper.view", "paper.fetch"])
async def test_view_pressed_while_it_is_on_its_way_joins(
    online: Workbench, server: PaperServer, ids: str
) -> None:
    gate = Gate(RIGHT_PDF, after_bytes=100)
    server.plant(PDF_PATH, gate)
    paper = await known(online)
    first = asyncio.ensure_future(online.run(ids, ids=(paper,)))
    await until(gate.reached.is_set)

    again = [
        asyncio.ensure_future(online.run(name, ids=(paper,)))
        for name in ("paper.view", "paper.fetch", "paper.view")
    ]
    await until(lambda: "on its way" in "".join(online.texts(Tone.NOTICE)))
    gate.released.set()
    await asyncio.gather(first, *again)

    assert server.paths().count(PDF_PATH) == 1
    assert len(online.desk.called("show_paper")) == 1
    assert len(online.stored()) == 1
    assert len(await online.labels()) == 2


async def test_view_joined_goes_on_when_the_first_is_stopped(
    online: Workbench, server: PaperServer
) -> None:
    gate = Gate(RIGHT_PDF, after_bytes=100)
    server.plant(PDF_PATH, gate)
    paper = await known(online)
    first = asyncio.ensure_future(fetched(online, paper))
    await until(gate.reached.is_set)
    view = asyncio.ensure_future(online.run("paper.view", ids=(paper,)))
    await until(lambda: len(online.jobs.jobs()) == 2)

    await online.run("jobs.cancel", number=online.jobs.jobs()[0].number)
    gate.released.set()
    await asyncio.gather(first, view)

    assert len(online.desk.called("show_paper")) == 1


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"%PDF-1.7 of which nothing is left\n%%EOF", "damaged"),
        (b"GIF89a", "no PDF"),
        (paper_pdf("On Alpine Strawberries", abstract="Cold. " * 90), "another paper"),
    ],
)
async def test_refused_pdf_tells_why_in_its_attempt(
    online: Workbench, server: PaperServer, content: bytes, why: str
) -> None:
    server.plant(PDF_PATH, reply(200, content))

    (report,) = await fetched(online, await known(online))

    assert report.outcome is Outcome.REFUSED
    assert why in report.attempts[-1].why
    assert why in report.message


async def test_server_that_trickles_fails_at_the_deadline(
    tmp_path: Path, server: PaperServer
) -> None:
    server.plant(PDF_PATH, drip(RIGHT_PDF, every_s=0.05))
    async with workbench(tmp_path, server, limits__download_s=1) as bench:
        (report,) = await fetched(bench, await known(bench))

        assert report.outcome is Outcome.FAILED
        assert "longer than 1 second" in report.message
        assert report.attempts[-1].why == "took too long"
        assert bench.stored() == []


async def test_fetch_never_makes_the_fetcher_on_the_loop(online: Workbench) -> None:
    threads: list[threading.Thread] = []
    context = online.dispatcher._context

    def make() -> Fetches:
        threads.append(threading.current_thread())
        return context.fetcher()

    watched = dataclasses.replace(context, fetcher=make)

    (report,) = await acquire.fetch(watched, ids=(await known(online),))

    assert report.outcome is Outcome.FETCHED
    assert threads
    assert threading.current_thread() not in threads


async def test_view_of_a_stored_pdf_leaves_the_last_message_alone(
    online: Workbench,
) -> None:
    paper = await known(online)
    await fetched(online, paper)
    n_told = len(online.messages)

    await online.run("paper.view", ids=(paper,))

    assert len(online.desk.called("show_paper")) == 1
    assert len(online.messages) == n_told


async def test_view_fetches_opens_and_begins_reading(online: Workbench) -> None:
    paper = await known(online)

    await online.run("paper.view", ids=(paper,))

    ((shown, file),) = online.desk.called("show_paper")
    assert (shown.id, file) == (paper, online.stored()[0])
    assert (await online.paper(paper)).status is Status.READING
    assert [state.state for state in online.job_states][-1] is JobState.DONE


async def test_view_leaves_new_papers_new_when_set_so(online: Workbench) -> None:
    online.settings.change("reading.new_becomes_reading", False)
    paper = await known(online)

    await online.run("paper.view", ids=(paper,))

    assert (await online.paper(paper)).status is Status.NEW


async def test_view_that_cannot_fetch_says_so_once(bench: Workbench) -> None:
    await bench.run("paper.view", ids=(await known(bench),))

    assert bench.desk.called("show_paper") == []
    assert len(bench.texts(Tone.PROBLEM)) == 1


async def test_stopped_view_leaves_no_file_and_opens_nothing(
    online: Workbench, server: PaperServer
) -> None:
    gate = Gate(paper_pdf(TIDEWATER.title), after_bytes=100)
    server.plant(PDF_PATH, gate)
    view = online.dispatcher.run("paper.view", ids=(await known(online),))
    assert view is not None
    await until(gate.reached.is_set)

    await online.run("jobs.cancel", number=online.jobs.jobs()[0].number)
    await view

    assert online.stored() == []
    assert online.desk.called("show_paper") == []
    assert online.messages == []


async def test_open_shows_the_detail_where_there_is_no_pdf(bench: Workbench) -> None:
    await bench.run("paper.open", ids=await bench.add("One"))

    assert bench.desk.called("perform") == [("paper.details", {"is_shown": True})]


async def test_attached_pdf_is_a_copy_and_undone(bench: Workbench) -> None:
    path = bench.library.folder.parent / "own.pdf"
    path.write_bytes(paper_pdf("My Own Draft of a Paper"))
    (paper,) = await bench.add("My Own Draft of a Paper")

    await bench.run("paper.attach", ids=(paper,), paths=(str(path),))
    has_pdf = (await bench.paper(paper)).has_pdf
    await bench.run("paper.attach", ids=(paper,), paths=(str(path),))
    await bench.run("edit.undo")

    assert has_pdf
    assert bench.texts(Tone.NOTICE) == ["The paper has this PDF already."]
    assert not (await bench.paper(paper)).has_pdf
    assert path.exists()


@pytest.mark.parametrize("harm", ["gone", "damaged"])
async def test_fetch_of_a_pdf_that_got_lost_says_so(
    online: Workbench, server: PaperServer, harm: str
) -> None:
    paper = await known(online)
    (before,) = await fetched(online, paper)
    harm_file(Path(before.path), harm)
    server.works = []

    (report,) = await fetched(online, paper)

    assert report.outcome not in {Outcome.FETCHED, Outcome.PRESENT}
    assert report.message.startswith("The PDF that was here is missing or damaged.")


async def test_fetch_of_a_paper_known_by_its_id_names_it(online: Workbench) -> None:
    (paper_id,) = await online.add(f"arXiv {TIDEWATER.id}", identifiers=[ARXIV_ID])

    await fetched(online, paper_id)

    paper = await online.paper(paper_id)
    assert (paper.title, paper.abstract) == (TIDEWATER.title, TIDEWATER.abstract)
    assert (await online.labels())[0] == f"Fetched the PDF of “{TIDEWATER.title}”"
    found = await online.library.read(lambda r: r.keys(Query(text=TIDEWATER.title)))
    assert len(found) == 1
    await online.run("edit.undo")
    assert (await online.paper(paper_id)).title == f"arXiv {TIDEWATER.id}"


async def test_fetch_leaves_the_title_and_abstract_that_one_wrote(
    online: Workbench,
) -> None:
    (paper_id,) = await online.add(OWN, identifiers=[ARXIV_ID], abstract="My words.")

    await fetched(online, paper_id)

    paper = await online.paper(paper_id)
    assert paper.has_pdf
    assert (paper.title, paper.abstract) == (OWN, "My words.")

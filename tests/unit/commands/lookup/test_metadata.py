"""Refreshing papers against catalogues on loopback: what is taken, and what never."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.commands.lookup.catalogues import Catalogues
from app.domain.edit import ChangePapers, RefreshPapers
from app.domain.fields import Fields
from app.domain.paper import Identifier, PaperId
from app.domain.refreshing import LATEST_VERSION, PUBLISHED_IN, PaperOffers
from app.domain.signal import SignalName
from app.runtime.reporter import Tone
from app.sources.asking import Asker
from app.sources.http import HttpClient
from app.sources.polite import Pacer
from app.sources.providers.crossref import Crossref
from app.sources.providers.openalex import OpenAlex
from tests.support import catalogues
from tests.support.catalogues import Entry, serve_catalogues, settings_of
from tests.support.faults import Gate, rate_limited, reply, silent, web_page
from tests.support.server import PaperServer, Work, feed
from tests.support.waiting import until
from tests.support.workbench import Workbench, workbench
from tests.unit.commands.conftest import TIDEWATER

pytestmark = pytest.mark.asyncio
ARXIV_ID = Identifier("arxiv", TIDEWATER.id)
DOI = Identifier("doi", "10.1234/tide.5")
PLACED = Entry(
    title=TIDEWATER.title,
    doi=DOI.value,
    arxiv=TIDEWATER.id,
    venue="International Conference on Learning Representations",
    year=2026,
    volume="12",
)


@asynccontextmanager
async def bench_with(
    folder: Path, server: PaperServer, *on: str, **overrides: object
) -> AsyncIterator[Workbench]:
    settings = {**settings_of(server, *on), **overrides}
    async with workbench(folder, server, **settings) as bench:
        yield bench


async def offers(bench: Workbench, *ids: PaperId) -> tuple[PaperOffers, ...]:
    found: tuple[PaperOffers, ...] = await bench.run("metadata.look-up", ids=ids)
    return found


def by_name(paper: PaperOffers) -> dict[str, tuple[str, str, str, bool]]:
    """Return the offers as old, new, source and whether they are ticked."""
    return {o.name: (o.old, o.new, o.source, o.is_taken) for o in paper.offers}


async def test_refresh_shows_old_and_new_with_source_and_takes_them_as_one_act(
    tmp_path: Path, server: PaperServer
) -> None:
    serve_catalogues(server, [PLACED])
    async with bench_with(tmp_path, server, "crossref", "huggingface") as bench:
        (paper,) = await bench.add(TIDEWATER.title, identifiers=[ARXIV_ID, DOI])

        await bench.run("metadata.refresh", ids=(paper,))

        [(command, arguments)] = bench.desk.called("perform")
        (found,) = arguments["papers"]
        fields = by_name(found)
        assert command == "metadata.review"
        assert fields["venue"] == ("", PLACED.venue, "Crossref", True)
        assert fields["abstract"] == ("", TIDEWATER.abstract, "arXiv", True)
        assert fields["upvotes"] == ("", "31", "Hugging Face", True)
        await bench.run("metadata.take", papers=(found,))
        taken = await bench.paper(paper)
        assert (taken.venue, taken.year) == (PLACED.venue, 2026)
        assert taken.detail("volume") == "12"
        assert "https://github.com/example/tidewater" in {x.url for x in taken.links}
        stars = taken.signal(SignalName.STARS)
        assert stars is not None
        assert (stars.number, stars.source) == (9, "Hugging Face")
        assert stars.as_of is not None
        assert (await bench.labels())[0].startswith("Refreshed “Tidewater")
        await bench.run("edit.undo")
        back = await bench.paper(paper)
        assert (back.venue, back.signals) == ("", ())


async def test_number_that_is_the_same_gets_the_date_of_today(
    tmp_path: Path, server: PaperServer
) -> None:
    serve_catalogues(server, [PLACED])
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    async with bench_with(tmp_path, server, "huggingface") as bench:
        (paper,) = await bench.add(TIDEWATER.title, identifiers=[ARXIV_ID])
        (found,) = await offers(bench, paper)
        await bench.run("metadata.take", papers=(found,))
        old = tuple(
            (paper, replace(signal, as_of=long_ago))
            for signal in (await bench.paper(paper)).signals
        )
        await bench.run("edit.undo")
        dated = [replace(o, signal=None) for o in found.taken if o.signal is None]
        await bench.run("metadata.take", papers=(replace(found, offers=tuple(dated)),))
        edit = RefreshPapers(changes=(), label="Long ago", signals=old)
        await bench.library.apply(edit)

        await bench.run("metadata.refresh", ids=(paper,))

        signals = (await bench.paper(paper)).signals
        assert [signal.number for signal in signals] == [9, 31]
        assert all(s.as_of is not None and s.as_of > long_ago for s in signals)
        assert (await bench.labels())[0].startswith("Confirmed the numbers of “Tide")
        await bench.run("edit.undo")
        signals = (await bench.paper(paper)).signals
        assert {signal.as_of for signal in signals} == {long_ago}


async def test_many_ids_are_one_request_to_each(
    tmp_path: Path, server: PaperServer
) -> None:
    works = [
        Work(id=f"2401.{n:05}", title=f"Work number {n} on tides") for n in range(9)
    ]
    server.works = works
    dois = [
        Entry(title=work.title, doi=f"10.1234/w{n}") for n, work in enumerate(works)
    ]
    serve_catalogues(server, dois)
    async with bench_with(
        tmp_path, server, "crossref", "openalex", "semanticscholar", "datacite"
    ) as bench:
        ids = []
        for work, entry in zip(works, dois, strict=True):
            known = [Identifier("arxiv", work.id), Identifier("doi", entry.doi)]
            ids += await bench.add(work.title, identifiers=known)

        found = await offers(bench, *ids)

        assert all(paper.outcome.value == "changed" for paper in found)
        assert sorted(server.paths()) == sorted(
            [
                "/api/query",
                catalogues.CROSSREF,
                catalogues.OPENALEX,
                catalogues.SCHOLAR + "/batch",
                catalogues.DATACITE,
            ]
        )


async def test_another_paper_is_refused_with_both_titles(
    tmp_path: Path, server: PaperServer
) -> None:
    async with bench_with(tmp_path, server) as bench:
        (paper,) = await bench.add("Growing Tomatoes at Home", identifiers=[ARXIV_ID])

        await bench.run("metadata.refresh", ids=(paper,))

        (problem,) = bench.texts(Tone.PROBLEM)
        assert TIDEWATER.title in problem
        assert "Growing Tomatoes at Home" in problem
        assert not bench.desk.called("perform")


async def test_a_title_that_is_only_alike_is_shown_unticked(
    tmp_path: Path, server: PaperServer
) -> None:
    async with bench_with(tmp_path, server) as bench:
        alike = "Tidewater: Streaming Attention for Sensors and Networks of Them"
        (paper,) = await bench.add(alike, identifiers=[ARXIV_ID])

        (found,) = await offers(bench, paper)

        assert found.outcome.value == "unsure"
        assert found.offers
        assert not found.taken
        assert await bench.run("metadata.take", papers=(found,)) is None


async def test_what_the_user_wrote_is_locked(
    tmp_path: Path, server: PaperServer
) -> None:
    serve_catalogues(server, [PLACED])
    async with bench_with(tmp_path, server, "crossref") as bench:
        (paper,) = await bench.add(TIDEWATER.title, identifiers=[DOI])
        fields = Fields(venue="My own words")
        edit = ChangePapers(ids=(paper,), label="Edited", fields=fields)
        await bench.library.apply(edit)

        (found,) = await offers(bench, paper)
        await bench.run("metadata.take", papers=(found,))

        (venue,) = [offer for offer in found.offers if offer.name == "venue"]
        assert venue.is_locked
        assert (await bench.paper(paper)).venue == "My own words"
        assert (await bench.paper(paper)).year == 2026


async def test_a_field_is_taken_again_only_from_who_told_it(
    tmp_path: Path, server: PaperServer
) -> None:
    serve_catalogues(server, [PLACED])
    async with bench_with(tmp_path, server, "crossref") as bench:
        (paper,) = await bench.add(
            TIDEWATER.title, abstract="From a saved list.", identifiers=[DOI]
        )
        (found,) = await offers(bench, paper)
        assert by_name(found)["abstract"][3] is False
        await bench.run("metadata.take", papers=(found,))
        serve_catalogues(server, [replace(PLACED, venue="Tidal Letters", volume="13")])
        # Another question, so that the reply is not the one that was kept.
        bench.settings.change("sources.contact_email", "me@example.org")

        (again,) = await offers(bench, paper)

        assert by_name(again) == {
            "venue": (PLACED.venue, "Tidal Letters", "Crossref", True),
            "volume": ("12", "13", "Crossref", True),
            "abstract": ("From a saved list.", "All about it.", "Crossref", False),
        }


async def test_a_template_doi_is_not_taken(tmp_path: Path, server: PaperServer) -> None:
    server.works = [
        Work(id=TIDEWATER.id, title=TIDEWATER.title, doi="10.1145/1122445.1122456")
    ]
    async with bench_with(tmp_path, server) as bench:
        (paper,) = await bench.add(TIDEWATER.title, identifiers=[ARXIV_ID])

        (found,) = await offers(bench, paper)

        assert "year" in by_name(found)
        assert "identifiers" not in by_name(found)


async def test_a_paper_without_identifiers_is_found_by_its_title(
    tmp_path: Path, server: PaperServer
) -> None:
    other = Entry(title="Quite another work on gardens", doi="10.1234/other")
    serve_catalogues(server, [other, PLACED])
    async with bench_with(tmp_path, server, "crossref") as bench:
        (paper,) = await bench.add(TIDEWATER.title)

        (found,) = await offers(bench, paper)

        assert by_name(found)["identifiers"][1] == "DOI 10.1234/tide.5"
        assert by_name(found)["venue"][2] == "Crossref"


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (web_page("Sign in"), "“Sign in”"),
        (reply(200, b"{]"), "not what it documents"),
        (reply(200, b'{"message": 5}'), "not what it documents"),
        (rate_limited("3000"), "asks to wait until"),
        (reply(404, b"Resource not found."), "does not have it"),
        (silent(), "127.0.0.1"),
    ],
)
async def test_a_provider_that_misbehaves_spoils_no_other(
    tmp_path: Path, server: PaperServer, fault: object, words: str
) -> None:
    serve_catalogues(server, [PLACED])
    server.plant(catalogues.CROSSREF, fault)  # type: ignore[arg-type]  # a fault
    async with bench_with(tmp_path, server, "crossref", "openalex") as bench:
        (paper,) = await bench.add(TIDEWATER.title, identifiers=[DOI])

        (found,) = await offers(bench, paper)

        assert by_name(found)["venue"][2] == "OpenAlex"
        assert words in found.message


async def test_a_provider_that_answers_with_another_work_is_not_taken(
    tmp_path: Path, server: PaperServer
) -> None:
    other = Work(id="2401.99999", title=TIDEWATER.title)
    body = feed([other], 0, 1, "").encode()
    server.plant("/api/query", reply(200, body))
    async with bench_with(tmp_path, server) as bench:
        (paper,) = await bench.add(TIDEWATER.title, identifiers=[ARXIV_ID])

        (found,) = await offers(bench, paper)

        assert found.outcome.value == "not-found"
        assert not found.offers


async def test_what_came_in_time_is_used_when_another_never_answers(
    tmp_path: Path, server: PaperServer
) -> None:
    serve_catalogues(server, [PLACED])
    server.plant(catalogues.OPENALEX, Gate(b"{}", after_bytes=1))
    http = HttpClient(user_agent="t", allowed_local=lambda: {server.address})
    asker = Asker(http, Pacer(lambda: 0.0))
    crossref = Crossref(
        asker, api_url=lambda: server.address + catalogues.CROSSREF, email=str
    )
    openalex = OpenAlex(
        Asker(http, Pacer(lambda: 0.0)),
        api_url=lambda: server.address + catalogues.OPENALEX,
        email=str,
    )
    looking = Catalogues(
        [openalex, crossref],
        is_on=bool,
        is_offline=lambda: False,
        renew=lambda: None,
        first_s=1.5,
    )
    async with bench_with(tmp_path, server) as bench:
        (paper_id,) = await bench.add(TIDEWATER.title, identifiers=[DOI])
        paper = await bench.paper(paper_id)

        (found,) = await looking.look_up([paper], lambda fraction, detail: None)

        assert by_name(found)["venue"][2] == "Crossref"
        assert "in time" in found.message
    await http.close()


async def test_stopped_check_changes_nothing_and_goes_on_where_it_was(
    tmp_path: Path, server: PaperServer
) -> None:
    serve_catalogues(server, [PLACED])
    gate = Gate(b"[]", after_bytes=1)
    server.plant(catalogues.SCHOLAR + "/batch", gate, server.serve)
    async with bench_with(tmp_path, server, "semanticscholar") as bench:
        (paper,) = await bench.add(TIDEWATER.title, identifiers=[ARXIV_ID])
        task = bench.dispatcher.run("metadata.check")
        assert task is not None
        await asyncio.to_thread(gate.reached.wait)
        await until(lambda: "/api/query" in server.paths())
        await until(lambda: bool(list((tmp_path / "replies").glob("*.reply"))))

        (job,) = bench.jobs.jobs()
        bench.jobs.cancel(job.number)
        await asyncio.wait([task])

        assert (await bench.paper(paper)).details == ()
        gate.released.set()
        await bench.run("metadata.check")
        assert (await bench.paper(paper)).detail(PUBLISHED_IN) == "ICLR 2026"
        assert server.paths().count("/api/query") == 1


async def test_offline_asks_nothing(tmp_path: Path, server: PaperServer) -> None:
    async with bench_with(tmp_path, server, sources__offline=True) as bench:
        (paper,) = await bench.add(TIDEWATER.title, identifiers=[ARXIV_ID])

        (found,) = await offers(bench, paper)

        assert found.outcome.value == "offline"
        assert not server.asked


async def test_nobody_answering_is_offline(tmp_path: Path) -> None:
    async with workbench(tmp_path) as bench:
        (paper,) = await bench.add(TIDEWATER.title, identifiers=[ARXIV_ID])

        (found,) = await offers(bench, paper)

        assert found.outcome.value == "offline"
        assert "No connection" in found.message


async def test_check_finds_where_a_preprint_appeared_and_its_newer_version(
    tmp_path: Path, server: PaperServer
) -> None:
    serve_catalogues(server, [PLACED])
    async with bench_with(tmp_path, server, "semanticscholar") as bench:
        (paper,) = await bench.add(TIDEWATER.title, identifiers=[ARXIV_ID])

        await bench.run("metadata.check")

        found = await bench.paper(paper)
        assert found.identifier("doi") == DOI.value
        assert found.identifier("arxiv") == TIDEWATER.id
        assert found.detail(PUBLISHED_IN) == "ICLR 2026"
        assert found.detail(LATEST_VERSION) == ""
        assert found.abstract == ""
        assert (await bench.labels())[0] == "Found news of 1 preprint"


async def test_check_asked_for_again_asks_anew(
    tmp_path: Path, server: PaperServer
) -> None:
    serve_catalogues(server, [replace(PLACED, venue="")])
    async with bench_with(tmp_path, server, "semanticscholar") as bench:
        (paper,) = await bench.add(TIDEWATER.title, identifiers=[ARXIV_ID])
        await bench.run("metadata.check")
        assert (await bench.paper(paper)).detail(PUBLISHED_IN) == ""
        serve_catalogues(server, [PLACED])

        await bench.run("metadata.check")

        assert (await bench.paper(paper)).detail(PUBLISHED_IN) == "ICLR 2026"
        assert server.paths().count("/api/query") == 2


async def test_quiet_check_tells_of_news_alone(
    tmp_path: Path, server: PaperServer
) -> None:
    async with bench_with(tmp_path, server, "semanticscholar") as bench:
        await bench.run("metadata.check", is_quiet=True)
        assert not bench.messages
        (paper,) = await bench.add(TIDEWATER.title, identifiers=[ARXIV_ID])
        await bench.run("metadata.check", is_quiet=True)
        assert not bench.messages

    serve_catalogues(server, [PLACED])
    async with bench_with(tmp_path / "other", server, "semanticscholar") as bench:
        (paper,) = await bench.add(TIDEWATER.title, identifiers=[ARXIV_ID])

        await bench.run("metadata.check", is_quiet=True)

        assert bench.texts(Tone.DONE) == ["Found news of 1 preprint"]
        await bench.run("edit.undo")
        assert (await bench.paper(paper)).detail(PUBLISHED_IN) == ""


async def test_a_stub_is_completed_under_its_identifier(
    tmp_path: Path, server: PaperServer
) -> None:
    async with bench_with(tmp_path, server) as bench:
        (paper,) = await bench.add(f"arXiv {TIDEWATER.id}", identifiers=[ARXIV_ID])

        await bench.run("metadata.complete", ids=(paper,))

        found = await bench.paper(paper)
        assert found.title == TIDEWATER.title
        assert [author.name for author in found.authors] == list(TIDEWATER.authors)
        assert (await bench.labels())[0] == "Completed 1 paper"
        await bench.run("edit.undo")
        assert (await bench.paper(paper)).title == f"arXiv {TIDEWATER.id}"


async def test_a_stub_nobody_answers_for_stays_without_a_word(tmp_path: Path) -> None:
    async with workbench(tmp_path) as bench:
        (paper,) = await bench.add(f"arXiv {TIDEWATER.id}", identifiers=[ARXIV_ID])

        await bench.run("metadata.complete", ids=(paper,))

        assert (await bench.paper(paper)).title == f"arXiv {TIDEWATER.id}"
        assert not bench.texts(Tone.PROBLEM)


async def test_imported_links_are_completed_in_one_request_by_themselves(
    tmp_path: Path, server: PaperServer
) -> None:
    other = Work(id="2401.00002", title="Another work on the sea and its tides")
    server.works.append(other)
    async with bench_with(tmp_path, server) as bench:
        urls = [f"https://arxiv.org/abs/{id}" for id in (TIDEWATER.id, other.id)]

        report = await bench.run("import.sources", urls=urls)

        await until(lambda: len(bench.texts(Tone.DONE)) == 2)
        titles = {(await bench.paper(paper)).title for paper in report.added}
        assert titles == {TIDEWATER.title, other.title}
        assert server.paths() == ["/api/query"]
        assert (await bench.labels())[0] == "Completed 2 papers"


async def test_imported_links_stay_where_the_setting_says_so(
    tmp_path: Path, server: PaperServer
) -> None:
    async with bench_with(tmp_path, server, import__complete=False) as bench:
        url = f"https://arxiv.org/abs/{TIDEWATER.id}"

        await bench.run("import.sources", urls=[url])

        assert not server.asked
        assert not bench.jobs.jobs()


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("me@example.org", True),
        ("", False),
        ("me@example.org\r\nX-More: 1", False),
        ("no address", False),
    ],
)
async def test_contact_goes_with_requests_only_where_it_is_one(
    tmp_path: Path, server: PaperServer, given: str, sent: bool
) -> None:
    serve_catalogues(server, [PLACED])
    settings = {"sources__contact_email": given}
    async with bench_with(tmp_path, server, "crossref", **settings) as bench:
        (paper,) = await bench.add(TIDEWATER.title, identifiers=[DOI])

        await offers(bench, paper)

        (asked,) = server.asked
        assert ("mailto" in asked.query) is sent
        assert ("me@example.org" in asked.headers["user-agent"]) is sent


async def test_an_import_does_not_stop_a_check_under_way(
    tmp_path: Path, server: PaperServer
) -> None:
    gate = Gate(b"[]", after_bytes=1)
    server.plant("/api/query", gate, server.serve)
    async with bench_with(tmp_path, server) as bench:
        await bench.add(TIDEWATER.title, identifiers=[ARXIV_ID])
        (stub,) = await bench.add("arXiv 2401.00009")
        bench.dispatcher.run("metadata.check")
        await asyncio.to_thread(gate.reached.wait)

        bench.dispatcher.run("metadata.look-up", ids=(stub,))

        await until(lambda: len(bench.jobs.jobs()) == 2)
        gate.released.set()

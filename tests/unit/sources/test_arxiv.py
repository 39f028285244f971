"""arXiv, against a server that answers in its recorded shape."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import BadReply, InvalidInput, RateLimited
from app.domain.fetching import Attempt
from app.sources.http import HttpClient
from app.sources.polite import Pacer
from app.sources.providers.arxiv import Arxiv
from tests.support import faults
from tests.support.server import PaperServer, Work, feed

SHARED = Path(__file__).parents[4] / "shared"
RECORDED = SHARED / "data/api/arxiv.py"

CRANES = Work(
    id="2401.01234",
    title="Multi-modal Cranes: Do They Fly? A Bird's View",
    abstract=" ".join(f"crane number {n} folds and flies" for n in range(30)),
    authors=("Ada Example", "Zoë Muster"),
)
OLD = Work(id="math/0309136", title="Old cranes", published="2003-09-08")
OTHER = Work(
    id="2401.05678",
    title="Multi-modal boats",
    abstract=" ".join(f"boat number {n} swims and sinks" for n in range(30)),
)


@pytest.fixture
def server() -> Iterator[PaperServer]:
    with PaperServer([OTHER, CRANES, OLD]) as running:
        yield running


@pytest.fixture
def attempts() -> list[Attempt]:
    return []


@pytest.fixture
def arxiv(server: PaperServer) -> Arxiv:
    return Arxiv(
        HttpClient(user_agent="t", allowed_local=lambda: {server.address}),
        Pacer(lambda: 0.0),
        api_url=lambda: server.api_url,
        pdf_url=lambda: server.pdf_url,
    )


def ids(works: tuple[object, ...]) -> list[str]:
    return [work.identifiers[0].value for work in works]  # type: ignore[attr-defined]


@pytest.mark.asyncio
@pytest.mark.parametrize("asked", ["2401.01234", "2401.01234v3"])
async def test_by_id_gives_the_work(
    arxiv: Arxiv, server: PaperServer, attempts: list[Attempt], asked: str
) -> None:
    work = await arxiv.by_id(asked, attempts.append)

    assert work is not None
    assert work.title == CRANES.title
    assert server.asked[0].query["id_list"] == asked
    assert [attempt.status for attempt in attempts] == [200]


@pytest.mark.asyncio
async def test_by_id_takes_old_ids(arxiv: Arxiv) -> None:
    work = await arxiv.by_id("math/0309136")

    assert work is not None
    assert work.year == 2003


@pytest.mark.asyncio
async def test_by_id_when_unknown_is_none(arxiv: Arxiv) -> None:
    assert await arxiv.by_id("0808.05394") is None


@pytest.mark.asyncio
@pytest.mark.parametrize("asked", ["", "x", "../../etc", "2401.01234/../x", "2401.1"])
async def test_by_id_when_it_is_none_asks_nothing(
    arxiv: Arxiv, server: PaperServer, asked: str
) -> None:
    with pytest.raises(InvalidInput):
        await arxiv.by_id(asked)
    with pytest.raises(InvalidInput):
        arxiv.pdf_address(asked)

    assert server.asked == []


@pytest.mark.asyncio
async def test_by_id_when_another_work_comes_refuses(
    arxiv: Arxiv, server: PaperServer
) -> None:
    server.plant("/api/query", faults.reply(200, feed([OTHER], 0, 1, "").encode()))

    with pytest.raises(BadReply, match="another work"):
        await arxiv.by_id(CRANES.id)


@pytest.mark.asyncio
async def test_by_title_asks_the_phrase_without_signs(
    arxiv: Arxiv, server: PaperServer, attempts: list[Attempt]
) -> None:
    works = await arxiv.by_title(
        r"Multi-modal {\it Cranes}: Do They Fly? A Bird’s View"
    )

    assert ids(works) == [CRANES.id]
    assert [asked.query["search_query"] for asked in server.asked] == [
        'ti:"Multi modal Cranes Do They Fly A Bird\'s View"'
    ]


@pytest.mark.asyncio
async def test_by_title_when_the_phrase_is_not_found_asks_its_words(
    arxiv: Arxiv, server: PaperServer
) -> None:
    works = await arxiv.by_title("They Fly: Multi-modal Cranes")

    assert ids(works) == [CRANES.id]
    assert server.asked[-1].query["search_query"] == (
        "ti:They AND ti:Fly AND ti:Multi AND ti:modal AND ti:Cranes"
    )


@pytest.mark.asyncio
async def test_by_title_when_the_title_changed_asks_the_abstract(
    arxiv: Arxiv, server: PaperServer
) -> None:
    works = await arxiv.by_title("Paper birds in the air", abstract=CRANES.abstract)

    assert ids(works) == [CRANES.id]
    assert len(server.asked) == 3


@pytest.mark.asyncio
async def test_by_title_when_several_are_found_puts_the_surest_first(
    arxiv: Arxiv, server: PaperServer
) -> None:
    everything = feed([OTHER, OLD, CRANES], 0, 5, "").encode()
    server.plant("/api/query", faults.reply(200, everything))

    works = await arxiv.by_title(CRANES.title, abstract=CRANES.abstract)

    assert ids(works)[0] == CRANES.id
    assert len(server.asked) == 1


@pytest.mark.asyncio
@pytest.mark.parametrize("title", ["", "   ", "$$ -- !?", '"'])
async def test_by_title_when_nothing_can_be_asked_gives_none(
    arxiv: Arxiv, server: PaperServer, title: str
) -> None:
    assert await arxiv.by_title(title) == ()
    assert server.asked == []


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (faults.web_page("Hotel Wifi"), "“Hotel Wifi”"),
        (faults.reply(200, b""), "not the list"),
        (faults.reply(200, b'{"error": 1}'), "not the list"),
        (faults.reply(200, b"<?xml version='1.0'?><feed"), "not the list"),
        (faults.billion_laughs(), "not the list"),
        (faults.reply(500, b"oops"), "500"),
        (faults.reply(301, b""), "301"),
    ],
)
async def test_by_id_when_the_reply_is_broken_says_so(
    arxiv: Arxiv, server: PaperServer, fault: faults.Fault, message: str
) -> None:
    server.plant("/api/query", fault)

    with pytest.raises(BadReply) as caught:
        await arxiv.by_id(CRANES.id)

    assert message in caught.value.message
    assert caught.value.hint


@pytest.mark.asyncio
async def test_by_id_when_arxiv_calls_the_id_malformed_tells_its_words(
    server: PaperServer, arxiv: Arxiv
) -> None:
    server.plant(
        "/api/query",
        lambda handler: (
            setattr(handler, "path", "/api/query?id_list=x1"),  # type: ignore[func-returns-value]
            server.serve(handler),
        )[1],
    )

    with pytest.raises(BadReply, match="incorrect id format for x1"):
        await arxiv.by_id(CRANES.id)


@pytest.mark.asyncio
async def test_by_id_when_limited_shortly_waits_and_asks_again(
    arxiv: Arxiv, server: PaperServer, attempts: list[Attempt]
) -> None:
    server.plant("/api/query", faults.rate_limited("0"), server.serve)

    assert await arxiv.by_id(CRANES.id, attempts.append) is not None
    assert [attempt.status for attempt in attempts] == [429, 200]


@pytest.mark.asyncio
async def test_by_id_when_limited_for_long_says_so(
    arxiv: Arxiv, server: PaperServer
) -> None:
    server.plant("/api/query", faults.rate_limited("600", status=503))

    with pytest.raises(RateLimited, match="10 minutes"):
        await arxiv.by_id(CRANES.id)


@pytest.mark.asyncio
async def test_download_takes_the_pdf_of_an_id(
    arxiv: Arxiv, server: PaperServer, tmp_path: Path, attempts: list[Attempt]
) -> None:
    saved = await arxiv.download(
        "math/0309136",
        tmp_path / "part",
        limit_bytes=1_000_000,
        deadline_s=20,
        on_attempt=attempts.append,
    )

    assert saved.head.startswith(b"%PDF-")
    assert [attempt.url for attempt in attempts] == [f"{server.pdf_url}/math/0309136"]


def test_pdf_address_appends_the_id() -> None:
    arxiv = Arxiv(
        HttpClient(user_agent="t", allowed_local=frozenset),
        Pacer(lambda: 0.0),
        api_url=lambda: "",
        pdf_url=lambda: "https://arxiv.org/pdf/",
    )

    assert arxiv.pdf_address("2401.01234v2") == "https://arxiv.org/pdf/2401.01234v2"


@pytest.mark.skipif(not RECORDED.exists(), reason="no recorded replies beside us")
def test_the_server_answers_in_the_recorded_shape() -> None:
    (path,) = RECORDED.glob("q_testing_s0_m10_*.json")
    body: str = json.loads(path.read_text(encoding="utf-8"))["body"]
    ours = feed([Work(id="1", title="t", doi="10.1/x", journal_ref="J")], 0, 5, "q")

    tags = re.compile(r"<([\w:]+)")

    assert set(tags.findall(ours)) == set(tags.findall(body)) - {"arxiv:comment"} - {
        "arxiv:affiliation"
    }


@pytest.mark.asyncio
@pytest.mark.skipif(not SHARED.exists(), reason="the saved listing is not beside us")
async def test_by_title_finds_every_paper_of_the_saved_listing(
    arxiv: Arxiv, server: PaperServer
) -> None:
    text = (SHARED / "seeds/000_30069cea7c25ae93.txt").read_text(encoding="ascii")
    blocks = text.split("\n\n")[5:]
    rows = (SHARED / "seeds/arxiv_ids.tsv").read_text(encoding="utf-8").splitlines()
    listed = [row.split("\t")[1] for row in rows[1:]]
    papers = list(zip(listed, blocks[::2], blocks[1::2], strict=True))
    server.works = [Work(id=i, title=t, abstract=a) for i, t, a in papers]

    found = [ids(await arxiv.by_title(t, abstract=a))[:1] for _, t, a in papers]

    assert found == [[i] for i in listed]
    assert len(server.asked) == 51

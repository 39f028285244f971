"""Links that turn out to be papers here before: joined with them, or told of."""

import pytest

from app.commands.command import Mode
from app.domain.edit import ChangePapers, KeepApart
from app.domain.fields import Fields
from app.domain.paper import Identifier, PaperId
from app.domain.query import Place, Query
from app.runtime.reporter import Tone
from tests.support.server import PaperServer, Work
from tests.support.waiting import until
from tests.support.workbench import Workbench
from tests.unit.commands.conftest import TIDEWATER

pytestmark = pytest.mark.asyncio
LINK = f"https://arxiv.org/abs/{TIDEWATER.id}"
JOINED = f"“{TIDEWATER.title}” was here already: joined"
UNSURE = f"“{TIDEWATER.title}” may be here already: see Find duplicates."


async def all_ids(bench: Workbench) -> list[PaperId]:
    papers = await bench.library.read(
        lambda reader: reader.papers(reader.keys(Query(place=Place.ALL)))
    )
    return [paper.id for paper in papers]


async def by_title(bench: Workbench, abstract: str = TIDEWATER.abstract) -> PaperId:
    (paper,) = await bench.add(TIDEWATER.title, abstract=abstract, topics=("Tides",))
    return paper


async def test_link_is_joined_with_the_paper_of_its_title_as_one_act(
    online: Workbench,
) -> None:
    here = await by_title(online)
    await online.run("note.write", paper_id=here, text="Mine.")

    report = await online.run("import.sources", urls=[LINK], topic="Sensors")

    await until(lambda: JOINED in online.texts(Tone.DONE))
    assert await all_ids(online) == [here]
    paper, topics = await online.paper(here), await online.topics()
    assert Identifier("arxiv", TIDEWATER.id) in paper.identifiers
    assert set(paper.topics) == {topics["Tides"].id, topics["Sensors"].id}
    assert paper.note is not None
    assert paper.note.text == "Mine."
    assert next(m for m in online.messages if m.text == JOINED).can_undo
    await online.run("edit.undo")
    assert set(await all_ids(online)) == {here, *report.added}
    assert (await online.paper(report.added[0])).title == TIDEWATER.title


async def test_current_row_that_goes_leaves_its_place_to_the_paper_joined(
    online: Workbench,
) -> None:
    here = await by_title(online)
    stub = f"arXiv {TIDEWATER.id}"
    ids = [Identifier("arxiv", TIDEWATER.id)]
    online.desk.chosen = added = await online.add(stub, identifiers=ids)

    await online.run("metadata.complete", ids=added)

    assert await all_ids(online) == [here]
    assert online.desk.called("reveal") == [((here,),)]


async def test_many_links_are_joined_as_one_act(
    online: Workbench, server: PaperServer
) -> None:
    other = Work(
        id="2401.00002",
        title="Another work on the sea and its tides",
        abstract="It tells at length of the sea, of its tides and of their hours.",
    )
    server.works.append(other)
    await by_title(online)
    await online.add(other.title, abstract=other.abstract)
    urls = [LINK, f"https://arxiv.org/abs/{other.id}"]

    await online.run("import.sources", urls=urls)

    told = "2 papers were here already: joined"
    await until(lambda: told in online.texts(Tone.DONE))
    assert len(await all_ids(online)) == 2
    await online.run("edit.undo")
    assert len(await all_ids(online)) == 4


async def _edit_title(bench: Workbench, paper: PaperId, title: str) -> None:
    fields = Fields(title=title)
    edit = ChangePapers(ids=(paper,), fields=fields, label="Edited the title")
    await bench.library.apply(edit)


@pytest.mark.parametrize("case", ["title alone", "written", "apart", "two", "read"])
async def test_what_is_not_certain_or_the_users_is_left_and_told(
    online: Workbench, case: str
) -> None:
    is_bare = case == "title alone"
    here = await by_title(online, abstract="" if is_bare else TIDEWATER.abstract)
    if case == "written":
        await _edit_title(online, here, "Other")
        await _edit_title(online, here, TIDEWATER.title)
    if case == "two":
        await by_title(online)
    ids = [Identifier("arxiv", TIDEWATER.id)]
    (stub,) = await online.add(f"arXiv {TIDEWATER.id}", identifiers=ids)
    if case == "apart":
        await online.library.apply(KeepApart(ids=(here, stub), label="Kept apart"))
    if case == "read":
        online.desk.chosen = (stub,)
        online.desk.current_mode = Mode.READER

    joined = await online.run("metadata.complete", ids=(stub,))

    assert joined == ()
    assert UNSURE in online.texts(Tone.NOTICE)
    assert stub in await all_ids(online)


async def test_paper_of_another_title_is_not_spoken_of(
    online: Workbench,
) -> None:
    await online.add("Tidewater: Other Attention for Other Networks")

    await online.run("import.sources", urls=[LINK])

    await until(lambda: len(online.texts(Tone.DONE)) == 2)
    assert not online.texts(Tone.NOTICE)
    assert len(await all_ids(online)) == 2


async def test_paper_in_the_trash_is_left_there(online: Workbench) -> None:
    here = await by_title(online)
    await online.run("paper.trash", ids=(here,))
    ids = [Identifier("arxiv", TIDEWATER.id)]
    (stub,) = await online.add(f"arXiv {TIDEWATER.id}", identifiers=ids)

    assert await online.run("metadata.complete", ids=(stub,)) == ()

    assert not online.texts(Tone.NOTICE)

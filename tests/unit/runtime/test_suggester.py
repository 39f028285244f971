"""The suggester asks a process of its own, which learns from the library's filing."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from app.bootstrap.services import learner_start
from app.domain.edit import AddPapers, ChangePapers, RefuseTopic
from app.domain.errors import LibraryError
from app.domain.paper import PaperId
from app.runtime.feed import ChangeFeed
from app.runtime.library_client import LibraryClient
from app.runtime.reporter import Reporter
from app.runtime.suggester import LearnerStart, Suggester
from app.runtime.supervisor import TaskSupervisor
from tests.support.subjects import SUBJECTS, papers_on
from tests.support.waiting import until

pytestmark = pytest.mark.asyncio
N_FILED = 8


class Filed:
    """A library with papers filed by subject, and one more of each that is not."""

    def __init__(self, library: LibraryClient, jobs: TaskSupervisor) -> None:
        self.library, self.jobs = library, jobs
        self.suggester = Suggester(library, jobs, learner_start())
        self.loose: dict[str, PaperId] = {}
        self.members: dict[str, tuple[PaperId, ...]] = {}

    async def fill(self) -> None:
        for subject in SUBJECTS:
            self.members[subject] = await self.add(subject, N_FILED, (subject,))
            (self.loose[subject],) = await self.add(subject, 1, (), first=N_FILED)

    async def add(
        self, subject: str, n_papers: int, topics: tuple[str, ...], first: int = 0
    ) -> tuple[PaperId, ...]:
        drafts = papers_on(subject, n_papers, first=first)
        edit = AddPapers(drafts=drafts, label="Added", topics=topics)
        return (await self.library.apply(edit)).added

    async def names(self, id: PaperId) -> list[str]:
        topics = await self.library.read(lambda reader: reader.topics())
        names = {topic.id: topic.path for topic in topics}
        return [names[s.topic] for s in await self.suggester.topics_for(id)]


@pytest_asyncio.fixture
async def filed(tmp_path: Path) -> AsyncIterator[Filed]:
    library = LibraryClient(tmp_path / "library", ChangeFeed())
    await library.open()
    made = Filed(library, TaskSupervisor(Reporter()))
    yield made
    await made.suggester.close()
    await made.jobs.close()
    await library.close()


async def test_paper_gets_the_topic_of_its_subject_first(filed: Filed) -> None:
    await filed.fill()

    for subject, id in filed.loose.items():
        assert (await filed.names(id))[0] == subject


async def test_refused_and_left_out_topics_are_not_suggested_again(
    filed: Filed,
) -> None:
    await filed.fill()
    id = filed.loose["Birds"]
    first = (await filed.suggester.topics_for(id))[0].topic

    left_out = await filed.suggester.topics_for(id, without=(first,))
    told: list[None] = []
    filed.suggester.subscribe(lambda: told.append(None))
    await filed.library.apply(RefuseTopic(id, first))
    refused = await filed.suggester.topics_for(id)
    other_day = Suggester(filed.library, filed.jobs, learner_start())
    again = await other_day.topics_for(id)
    await other_day.close()

    assert told
    assert first not in {s.topic for s in (*left_out, *refused, *again)}
    assert (await filed.names(filed.loose["Cheese"]))[0] == "Cheese"


async def test_nothing_is_started_while_there_is_nothing_to_learn(
    tmp_path: Path, filed: Filed
) -> None:
    (id,) = await filed.add("Birds", 1, ("Birds",))
    dead = Suggester(filed.library, filed.jobs, LearnerStart(("/nowhere",), None))

    assert await dead.topics_for(id) == ()
    await dead.close()


async def test_papers_that_come_and_go_are_followed(filed: Filed) -> None:
    await filed.fill()
    asked = filed.loose["Birds"]
    await filed.suggester.like(asked, 5)

    (newer,) = await filed.add("Birds", 1, (), first=N_FILED + 1)
    assert newer in {alike.id for alike in await filed.suggester.like(asked, 30)}
    trash = ChangePapers(ids=(newer,), label="Trashed", is_trashed=True)
    await filed.library.apply(trash)

    assert newer not in {alike.id for alike in await filed.suggester.like(asked, 30)}


async def test_topic_made_later_is_learned_when_asked_to(filed: Filed) -> None:
    await filed.fill()
    assert "Fowl" not in await filed.names(filed.loose["Birds"])
    edit = ChangePapers(ids=filed.members["Birds"], label="Filed", file_under=("Fowl",))
    await filed.library.apply(edit)

    await filed.suggester.learn_anew()

    assert "Fowl" in await filed.names(filed.loose["Birds"])


async def test_clusters_hold_one_subject_each(filed: Filed) -> None:
    await filed.fill()
    subject_of = {id: name for name, ids in filed.members.items() for id in ids}

    found = await filed.suggester.clusters(tuple(subject_of))

    assert len(found) >= len(SUBJECTS)
    for cluster in found:
        assert len({subject_of[PaperId(id)] for id in cluster.ids}) == 1


async def test_cancelled_grouping_stops_and_the_next_question_is_answered(
    filed: Filed,
) -> None:
    await filed.fill()
    grouping = asyncio.ensure_future(filed.suggester.clusters([*filed.loose.values()]))
    await asyncio.sleep(0)
    grouping.cancel()

    with pytest.raises(asyncio.CancelledError):
        await grouping
    assert (await filed.names(filed.loose["Birds"]))[0] == "Birds"


async def test_learner_that_dies_is_told_and_the_next_question_starts_one(
    filed: Filed, tmp_path: Path
) -> None:
    await filed.fill()
    checkout = str(Path(__file__).parents[3])
    code = (
        "import os, sys\n"
        "if not os.path.exists('died'):\n"
        "    open('died', 'w').close()\n"
        "    sys.exit(1)\n"
        f"sys.path.insert(0, {checkout!r})\n"
        "from app.bootstrap.learner import run\n"
        "run(sys.argv[1:])\n"
    )
    command = (sys.executable, "-c", code)
    mortal = Suggester(filed.library, filed.jobs, LearnerStart(command, tmp_path))

    with pytest.raises(LibraryError, match="stopped"):
        await mortal.topics_for(filed.loose["Birds"])

    assert await mortal.topics_for(filed.loose["Birds"])
    await mortal.close()


async def test_who_listens_is_told_when_papers_were_filed(filed: Filed) -> None:
    quick = Suggester(filed.library, filed.jobs, learner_start(), renew_after_s=0.0)
    told: list[int] = []
    stop = quick.subscribe(lambda: told.append(1))

    await filed.fill()
    await until(lambda: bool(told))
    assert await quick.topics_for(filed.loose["Birds"])
    edit = ChangePapers(ids=filed.members["Birds"], label="Filed", file_under=("Fowl",))
    told.clear()
    await filed.library.apply(edit)
    await until(lambda: bool(told))
    stop()
    names = {t.id: t.path for t in await filed.library.read(lambda r: r.topics())}
    found = await quick.topics_for(filed.loose["Birds"])
    await quick.close()

    assert "Fowl" in {names[suggestion.topic] for suggestion in found}


async def test_process_leaves_when_asked_nothing_and_comes_back(filed: Filed) -> None:
    await filed.fill()
    brief = Suggester(filed.library, filed.jobs, learner_start(), idle_after_s=0.0)
    assert brief.would_start

    assert await brief.topics_for(filed.loose["Birds"])
    await until(lambda: brief.would_start)
    assert await brief.topics_for(filed.loose["Birds"])
    await brief.close()


async def test_nothing_is_started_or_suggested_while_it_is_not_wanted(
    filed: Filed,
) -> None:
    await filed.fill()
    dead = LearnerStart(("/nowhere",), None)
    off = Suggester(filed.library, filed.jobs, dead, is_wanted=lambda: False)

    assert await off.topics_for(filed.loose["Birds"]) == ()
    await off.close()

"""Going from view to view, in the whole window: the way back, search, Esc."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.query import Place, Query
from app.library import Library
from tests.support.listings import SAMPLE
from tests.support.stage import Key, WindowStage, play
from tests.support.waiting import until

pytestmark = pytest.mark.ui
Story = Callable[[WindowStage], Awaitable[None]]
Tell = Callable[[Story], None]


@pytest.fixture
def tell(tmp_path: Path, qtbot: QtBot) -> Tell:
    """Play a story in a window that shows the twelve papers of the sample."""

    def played(story: Story) -> None:
        async def whole(stage: WindowStage) -> None:
            await stage.take(SAMPLE)
            await until(lambda: rows(stage) == 12)
            await until(lambda: stage.parts.papers.current() is not None)
            stage.parts.papers.focus_rows()
            await story(stage)

        assert play(whole, tmp_path / "library") == 0

    return played


def rows(stage: WindowStage) -> int:
    n_rows: int = stage.parts.model.n_rows
    return n_rows


def shown(stage: WindowStage) -> Query:
    query: Query = stage.parts.navigator.query
    return query


async def search(stage: WindowStage, text: str, n_rows: int) -> None:
    """Type words into the search box and wait for so many papers."""
    await stage.do("search.focus")
    stage.write(text)
    await until(lambda: shown(stage).text == text and rows(stage) == n_rows)


async def go_to_third(stage: WindowStage) -> str:
    await stage.do("list.next-row")
    await stage.do("list.next-row")
    await until(lambda: stage.parts.papers.current() is not None)
    current: str = stage.parts.papers.current()
    return current


def test_escape_leaves_search_for_the_view_and_paper_before(tell: Tell) -> None:
    async def story(stage: WindowStage) -> None:
        third = await go_to_third(stage)
        await search(stage, "counting sheep", 1)
        assert stage.parts.papers.current() != third

        stage.press(Key.Key_Escape)
        stage.press(Key.Key_Escape)
        await until(lambda: shown(stage) == Query(place=Place.INBOX))
        await until(lambda: stage.parts.papers.current() == third)

    tell(story)


def test_paper_that_was_gone_on_to_stays_current_without_the_search(tell: Tell) -> None:
    async def story(stage: WindowStage) -> None:
        await search(stage, "counting sheep", 1)
        found = stage.parts.papers.current()
        stage.press(Key.Key_Return)
        stage.press(Key.Key_Escape)
        await until(lambda: shown(stage) == Query(place=Place.INBOX))
        await until(lambda: rows(stage) == 12)
        assert stage.parts.papers.current() == found
        assert stage.parts.papers.table.row() > 0

    tell(story)


def test_keys_typed_ahead_act_on_the_list_they_were_meant_for(tell: Tell) -> None:
    async def story(stage: WindowStage) -> None:
        await stage.do("search.focus")
        stage.write("counting sheep")
        stage.press(Key.Key_Return)
        for key in (Key.Key_S, Key.Key_Escape, Key.Key_G, Key.Key_S):
            stage.press(key)
        await until(lambda: shown(stage) == Query(place=Place.STARRED))
        await until(lambda: rows(stage) == 1)

        [starred] = [p for p in stage.state()[0] if p.is_starred]
        assert stage.parts.papers.current() == starred.id
        assert "sheep" in starred.title.lower()

    tell(story)


def test_search_from_a_place_looks_everywhere_and_comes_back(tell: Tell) -> None:
    async def story(stage: WindowStage) -> None:
        await stage.do("go.queue")
        await until(lambda: rows(stage) == 0)

        await search(stage, "counting sheep", 1)
        assert shown(stage).place is Place.ALL
        stage.parts.papers.clear()

        await until(lambda: shown(stage) == Query(place=Place.QUEUE))

    tell(story)


def test_search_in_a_topic_stays_in_it(tell: Tell) -> None:
    async def story(stage: WindowStage) -> None:
        await stage.do("topic.file", topic="A")
        await until(lambda: bool(stage.parts.topics.topics()))
        (topic,) = stage.parts.topics.topics()
        await stage.do("view.show", place=Place.TOPIC, topic=topic)
        await until(lambda: rows(stage) == 1)

        await search(stage, "counting sheep", 0)

        assert shown(stage).topic == topic

    tell(story)


def test_way_back_leads_through_a_search_to_where_it_began(tell: Tell) -> None:
    async def story(stage: WindowStage) -> None:
        await search(stage, "counting sheep", 1)
        stage.parts.papers.focus_rows()
        await stage.do("go.queue")
        await until(lambda: rows(stage) == 0)

        await stage.do("view.back")
        await until(lambda: rows(stage) == 1)
        assert stage.parts.papers.toolbar.search.text() == "counting sheep"
        stage.parts.papers.clear()
        await until(lambda: shown(stage) == Query(place=Place.INBOX))

        await stage.do("view.forward")
        assert shown(stage).place is Place.QUEUE

    tell(story)


def test_back_and_forward_remember_the_paper(tell: Tell) -> None:
    async def story(stage: WindowStage) -> None:
        third = await go_to_third(stage)
        await stage.do("go.all")
        await until(lambda: rows(stage) == 12)
        await until(lambda: stage.parts.papers.current() not in (None, third))

        await stage.do("view.back")
        await until(lambda: stage.parts.papers.current() == third)
        await stage.do("view.back")

        assert shown(stage).place is Place.INBOX

    tell(story)


def test_row_is_kept_where_its_paper_left_the_view(tell: Tell) -> None:
    async def story(stage: WindowStage) -> None:
        third = await go_to_third(stage)
        await stage.do("paper.done")
        await stage.do("go.queue")
        await stage.do("go.inbox")
        await until(lambda: rows(stage) == 11)

        assert stage.parts.papers.table.row() == 2
        assert stage.parts.papers.current() != third

    tell(story)


def test_shown_topic_that_is_deleted_makes_way_and_is_not_gone_back_to(
    tell: Tell,
) -> None:
    async def story(stage: WindowStage) -> None:
        await stage.do("topic.file", topic="A/B")
        await until(lambda: len(stage.parts.topics.topics()) == 2)
        topics = {t.path: t.id for t in stage.parts.topics.topics().values()}
        await stage.do("view.show", place=Place.TOPIC, topic=topics["A/B"])
        await until(lambda: rows(stage) == 1)

        await stage.do("topic.delete", topic_id=topics["A"])
        await until(lambda: shown(stage) == Query() and rows(stage) == 12)
        await stage.do("view.back")

        assert shown(stage).place is Place.INBOX

    tell(story)


def test_return_in_the_sidebar_lists_its_row_and_delete_does_nothing(
    tell: Tell,
) -> None:
    async def story(stage: WindowStage) -> None:
        stage.parts.window.resize(1440, 900)
        await until(stage.parts.sidebar.isVisible)
        await stage.do("pane.left")
        stage.press(Key.Key_J)
        stage.press(Key.Key_Delete)
        stage.press(Key.Key_Return)

        await until(lambda: shown(stage).place is Place.QUEUE)
        assert stage.parts.topics.count(Place.TRASH) == 0

    tell(story)


def test_topic_that_is_gone_since_is_not_shown_at_the_start(
    tell: Tell, tmp_path: Path
) -> None:
    async def story(stage: WindowStage) -> None:
        await stage.do("topic.file", topic="A")
        await until(lambda: bool(stage.parts.topics.topics()))
        (topic,) = stage.parts.topics.topics()
        await stage.do("view.show", place=Place.TOPIC, topic=topic)
        await until(lambda: rows(stage) == 1)

    async def again(stage: WindowStage) -> None:
        await until(lambda: rows(stage) == 12)
        assert shown(stage) == Query(place=Place.INBOX)

    tell(story)
    library = Library.open(tmp_path / "library")
    library.undo()
    library.close()
    assert play(again, tmp_path / "library") == 0


def test_saved_search_is_a_view_of_its_own(tell: Tell) -> None:
    async def story(stage: WindowStage) -> None:
        await stage.do("search.add", name="Sheep", text="counting sheep")
        await until(lambda: bool(stage.parts.searches.all()))
        await stage.do("search.show", text="counting sheep")
        await until(lambda: rows(stage) == 1)
        assert stage.parts.navigator.name == "Sheep"

        await stage.do("view.escape")
        await until(lambda: shown(stage) == Query())
        await stage.do("view.back")
        await until(lambda: shown(stage) == Query(place=Place.INBOX))

    tell(story)


def test_saved_search_follows_the_library(tell: Tell) -> None:
    async def story(stage: WindowStage) -> None:
        await stage.do("search.show", text="is:starred rating:>=4")
        await until(lambda: rows(stage) == 0)
        ids = tuple(paper.id for paper in stage.state()[0][:2])
        await stage.do("paper.star", ids=ids)
        await stage.do("paper.rate-4", ids=ids)

        await until(lambda: rows(stage) == 2)

    tell(story)

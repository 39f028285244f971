"""Every place, topic and saved search is looked at in its own way, and stays so."""

import pytest
from pytestqt.qtbot import QtBot

from app.domain.paper import TopicId
from app.domain.query import Place, Query
from app.domain.view import Column, Section, Sorting, View, Width
from app.domain.view_text import write_view
from app.ui.views.view_store import MOST_KEPT, ViewStore

pytestmark = pytest.mark.ui
INBOX = Query(place=Place.INBOX)
BY_YEAR = View(sorting=(Sorting(Column.YEAR, is_descending=True),))


@pytest.fixture
def store(qtbot: QtBot) -> ViewStore:
    return ViewStore(lambda query: query.text.strip() == "is:starred")


def test_each_has_its_own(store: ViewStore) -> None:
    store.change(INBOX, BY_YEAR)
    agents = Query(place=Place.TOPIC, topic=TopicId("a"))
    store.change(agents, View(section=Section.STATUS))
    assert store.view(INBOX) == BY_YEAR
    assert store.view(agents).section is Section.STATUS
    assert store.view(Query()) == View()
    assert store.view(Query(place=Place.TOPIC, topic=TopicId("b"))) == View()


def test_saved_searches_have_their_own_and_the_others_one(store: ViewStore) -> None:
    store.change(Query("is:starred"), BY_YEAR)
    assert store.view(Query(" is:starred ")) == BY_YEAR
    assert store.view(Query("agents")) == View()
    store.change(Query("agents"), View(is_cards=True))
    assert store.view(Query("graphs")).is_cards
    assert store.view(Query("is:starred")) == BY_YEAR


def test_search_saved_begins_as_it_is_looked_at(store: ViewStore) -> None:
    before = Query("graphs", place=Place.INBOX)
    store.change(before, BY_YEAR)
    store.start("is:starred", before)
    assert store.view(Query("is:starred")) == BY_YEAR
    store.change(Query("is:starred"), View(is_cards=True))
    assert store.view(before) == BY_YEAR
    store.change(before, View())
    store.start("is:starred", before)
    assert store.view(Query("is:starred")) == View()


def test_the_order_asked_for_does_not_name_another_view(store: ViewStore) -> None:
    store.change(INBOX, BY_YEAR)
    assert store.view(Query(place=Place.INBOX, sorting=BY_YEAR.sorting)) == BY_YEAR


def test_a_change_is_told_once(qtbot: QtBot, store: ViewStore) -> None:
    with qtbot.waitSignal(store.changed) as told:
        store.change(INBOX, BY_YEAR)
    assert told.args == [store.name(INBOX)]
    with qtbot.assertNotEmitted(store.changed):
        store.change(INBOX, BY_YEAR)


def test_views_are_kept_over_a_restart(qtbot: QtBot, store: ViewStore) -> None:
    view = View(
        columns=(Column.STAR, Column.TITLE, Column.ADDED),
        widths=(Width(Column.ADDED, 90), Width(Column.YEAR, 50)),
        sorting=(Sorting(Column.YEAR, is_descending=True), Sorting(Column.TITLE)),
        section=Section.DATE,
        is_cards=True,
        folded=("today", "a | b"),
    )
    store.change(INBOX, view)
    store.change(Query("is:starred"), BY_YEAR)
    again = ViewStore(lambda query: query.text == "is:starred")
    again.restore(store.values())
    assert again.view(INBOX) == view
    assert again.view(Query("is:starred")) == BY_YEAR
    assert again.values() == store.values()


def test_what_is_not_understood_keeps_the_default(store: ViewStore) -> None:
    store.restore(
        {
            "inbox:": "colour of the sky",
            "all:": "9|title,mood||none|rows|",
            "queue:": "1|year||none|rows|",
            "done:": "1|title|title:sideways|none|rows|",
        }
    )
    assert store.view(INBOX) == View()
    assert store.view(Query()) == View()
    assert store.view(Query(place=Place.DONE)) == View()
    assert store.view(Query(place=Place.QUEUE)).columns == (Column.TITLE, Column.YEAR)


def test_a_saved_search_is_told_of_once_it_is_known(qtbot: QtBot) -> None:
    saved: list[str] = []
    store = ViewStore(lambda query: query.text in saved)
    store.restore({"search:is:starred": write_view(BY_YEAR), "all:": ""})
    assert store.view(Query("is:starred")) == View()
    saved.append("is:starred")
    with qtbot.waitSignal(store.changed) as told:
        store.tell_searches()
    assert told.args == [store.name(Query("is:starred"))]
    assert store.view(Query("is:starred")) == BY_YEAR


def test_the_default_takes_no_room_and_the_oldest_make_room(store: ViewStore) -> None:
    store.change(INBOX, BY_YEAR)
    store.change(INBOX, View())
    assert store.values() == {}
    for n in range(MOST_KEPT + 3):
        store.change(Query(place=Place.TOPIC, topic=TopicId(str(n))), BY_YEAR)
    assert len(store.values()) == MOST_KEPT
    assert "topic:0" not in store.values()

"""Topics dragged in the sidebar: where they may be dropped, and what that does."""

from pathlib import Path

import pytest
from PySide6 import QtCore, QtGui, QtWidgets
from pytestqt.qtbot import QtBot

from app.domain.paper import TopicId
from app.ui.drops.paper_drag import dragged_papers, dragged_topic, topic_mime
from app.ui.models.place_list import SidebarRow
from app.ui.panels.sidebar.places_view import PlacesView
from tests.support.listings import SAMPLE
from tests.support.stage import WindowStage, play
from tests.support.waiting import until

pytestmark = pytest.mark.ui
COPY = QtCore.Qt.DropAction.CopyAction
LEFT = QtCore.Qt.MouseButton.LeftButton
NO_BUTTON = QtCore.Qt.MouseButton.NoButton
NONE = QtCore.Qt.KeyboardModifier.NoModifier


@pytest.fixture
def folder(tmp_path: Path, qtbot: QtBot) -> Path:
    return tmp_path / "library"


async def stocked(stage: WindowStage) -> dict[str, TopicId]:
    await stage.take(SAMPLE)
    theme = stage.parts.sidebar._look.theme
    stage.parts.window.resize(theme.px(1440), theme.px(900))
    for path in ("Agents/Planning", "Models"):
        await stage.do("topic.add", path=path)
    await until(lambda: len(stage.parts.topics.topics()) == 3)
    await until(lambda: stage.parts.sidebar.isVisible())
    return {topic.name: topic.id for topic in stage.state()[1]}


def view_of(stage: WindowStage) -> PlacesView:
    views = stage.parts.sidebar.findChildren(PlacesView)
    return max(views, key=lambda view: view.places.rowCount())


def place_of(stage: WindowStage, text: str) -> QtCore.QPoint:
    """Return the middle of a row of the sidebar, in its viewport."""
    view = view_of(stage)
    rows = range(view.places.rowCount())
    row = next(r for r in rows if view.places.row(r).text == text)
    return view.visualRect(view.places.index(row)).center()


def drop(
    stage: WindowStage, topic: TopicId, text: str, *, is_above: bool = False
) -> tuple[bool, bool]:
    """Carry a topic over a row and let it go; return what was accepted."""
    window, view, mime = stage.parts.window, view_of(stage), topic_mime(topic)
    middle = place_of(stage, text)
    if is_above:
        middle.setY(view.visualRect(view.indexAt(middle)).top() + 1)
    place = view.viewport().mapTo(window, middle)
    enter = QtGui.QDragEnterEvent(QtCore.QPoint(600, 300), COPY, mime, LEFT, NONE)
    move = QtGui.QDragMoveEvent(place, COPY, mime, LEFT, NONE)
    let_go = QtGui.QDropEvent(QtCore.QPointF(place), COPY, mime, LEFT, NONE)
    for event in (enter, move, let_go):
        QtWidgets.QApplication.sendEvent(window, event)
    return move.isAccepted(), let_go.isAccepted()


def paths(stage: WindowStage) -> list[str]:
    return [topic.path for topic in stage.state()[1]]


def test_topic_dropped_on_another_moves_into_it_and_out_again(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        topics = await stocked(stage)

        into = drop(stage, topics["Planning"], "Models")
        await until(lambda: "Models/Planning" in paths(stage))
        await until(lambda: "into Models" in stage.parts.status_line.message())
        out = drop(stage, topics["Planning"], "Topics")
        await until(lambda: "Planning" in paths(stage))

        assert (into, out) == ((True, True), (True, True))
        await stage.do("edit.undo")
        await stage.do("edit.undo")
        assert paths(stage) == ["Agents", "Agents/Planning", "Models"]

    assert play(story, folder) == 0


def test_topic_dropped_above_another_stands_before_it(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        topics = await stocked(stage)

        drop(stage, topics["Models"], "Agents", is_above=True)
        await until(lambda: paths(stage) == ["Models", "Agents", "Agents/Planning"])
        drop(stage, topics["Models"], "Planning", is_above=True)
        await until(lambda: "Agents/Models" in paths(stage))

        assert paths(stage) == ["Agents", "Agents/Models", "Agents/Planning"]

    assert play(story, folder) == 0


def test_topic_dropped_into_its_own_child_is_refused_in_words(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        topics = await stocked(stage)
        before = stage.state()

        drop(stage, topics["Agents"], "Planning")

        line = stage.parts.status_line
        await until(lambda: "which is inside it" in line.message())
        assert stage.state() == before

    assert play(story, folder) == 0


def test_topic_over_what_takes_none_is_not_accepted(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        topics = await stocked(stage)
        before = stage.state()

        over = {
            text: drop(stage, topics[name], text)
            for name, text in (
                ("Models", "Models"),
                ("Models", "Topics"),
                ("Planning", "Agents"),
                ("Planning", "Queue"),
            )
        }

        assert set(over.values()) == {(False, False)}
        assert stage.state() == before

    assert play(story, folder) == 0


def test_topic_follows_the_mouse_that_pulls_it(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        topics = await stocked(stage)
        pulled: list[SidebarRow] = []
        view, start = view_of(stage), place_of(stage, "Models")
        stage.parts.sidebar.topic_dragged.disconnect()
        view.topic_dragged.connect(pulled.append)
        far = QtCore.QPoint(0, QtWidgets.QApplication.startDragDistance())

        for kind, point, button in (
            (QtCore.QEvent.Type.MouseButtonPress, start, LEFT),
            (QtCore.QEvent.Type.MouseMove, start + far / 4, NO_BUTTON),
            (QtCore.QEvent.Type.MouseMove, start + far, NO_BUTTON),
            (QtCore.QEvent.Type.MouseMove, start + far * 2, NO_BUTTON),
        ):
            place = QtCore.QPointF(point)
            event = QtGui.QMouseEvent(kind, place, place, button, LEFT, NONE)
            QtWidgets.QApplication.sendEvent(view.viewport(), event)

        assert [row.query.topic for row in pulled if row.query] == [topics["Models"]]

    assert play(story, folder) == 0


def test_drag_of_a_topic_is_none_of_papers() -> None:
    mime = topic_mime(TopicId("T"))

    assert (dragged_topic(mime), dragged_papers(mime)) == ("T", ())
    assert dragged_topic(QtCore.QMimeData()) is None

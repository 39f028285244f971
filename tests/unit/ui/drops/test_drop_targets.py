"""Things from elsewhere carried over the window: each target names its outcome."""

from pathlib import Path

import pytest
from PySide6 import QtCore, QtGui, QtWidgets
from pytestqt.qtbot import QtBot

from app.domain.paper import Paper, Status
from app.domain.query import Place
from app.ui.drops.drop_overlay import DropOverlay
from app.ui.panels.sidebar.places_view import PlacesView
from tests.support.listings import SAMPLE
from tests.support.paper_pdf import paper_pdf
from tests.support.stage import Key, WindowStage, play
from tests.support.waiting import until

pytestmark = pytest.mark.ui
COPY = QtCore.Qt.DropAction.CopyAction
LEFT = QtCore.Qt.MouseButton.LeftButton
NONE = QtCore.Qt.KeyboardModifier.NoModifier
LINKS = "https://arxiv.org/abs/2403.01234\nhttps://arxiv.org/abs/2403.01235\n"


@pytest.fixture
def folder(tmp_path: Path, qtbot: QtBot) -> Path:
    return tmp_path / "library"


async def stocked(stage: WindowStage) -> None:
    """Take a listing in, file its first paper under a topic below another."""
    await stage.take(SAMPLE)
    await until(lambda: stage.parts.papers.current() is not None)
    theme = stage.parts.sidebar._look.theme
    stage.parts.window.resize(theme.px(1440), theme.px(900))
    await stage.do("topic.file", topic="Models/Agents")
    await until(lambda: len(stage.parts.topics.topics()) == 2)
    await until(lambda: stage.parts.sidebar.isVisible())


def row_place(stage: WindowStage, text: str) -> QtCore.QPoint:
    """Return the middle of a row of the sidebar, in the window."""
    for view in stage.parts.sidebar.findChildren(PlacesView):
        for row in range(view.places.rowCount()):
            if view.places.row(row).text == text:
                middle = view.visualRect(view.places.index(row)).center()
                found: QtCore.QPoint = view.viewport().mapTo(stage.parts.window, middle)
                return found
    raise AssertionError(f"no row {text}")


def list_place(stage: WindowStage, row: int) -> QtCore.QPoint:
    """Return the middle of a row of the list, in the window."""
    table = stage.parts.papers.table
    rect = table.visualRect(table.model().index(row, 0))
    found: QtCore.QPoint = table.viewport().mapTo(stage.parts.window, rect.center())
    return found


def files(*paths: Path) -> QtCore.QMimeData:
    mime = QtCore.QMimeData()
    mime.setUrls([QtCore.QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def words(text: str) -> QtCore.QMimeData:
    mime = QtCore.QMimeData()
    mime.setText(text)
    return mime


class Drag:
    """Something carried over the window from elsewhere."""

    def __init__(self, stage: WindowStage, mime: QtCore.QMimeData) -> None:
        self._window = stage.parts.window
        self._mime = mime
        self.overlay: DropOverlay = self._window.findChild(DropOverlay)
        place = QtCore.QPoint(600, 300)
        self._send(QtGui.QDragEnterEvent(place, COPY, mime, LEFT, NONE))

    def over(self, place: QtCore.QPoint) -> bool:
        """Carry it to a place; return whether it may be let go there."""
        return self._send(QtGui.QDragMoveEvent(place, COPY, self._mime, LEFT, NONE))

    def drop(self, place: QtCore.QPoint) -> None:
        """Let it go."""
        where = QtCore.QPointF(place)
        self._send(QtGui.QDropEvent(where, COPY, self._mime, LEFT, NONE))

    async def said(self, part: str) -> None:
        """Wait until the card says a part of its words."""
        await until(lambda: part in self.overlay.accessibleName())

    def _send(self, event: QtGui.QDropEvent) -> bool:
        QtWidgets.QApplication.sendEvent(self._window, event)
        return event.isAccepted()


def papers(stage: WindowStage) -> dict[str, Paper]:
    return {paper.title: paper for paper in stage.state()[0]}


def test_places_name_what_a_drop_does(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stocked(stage)
        drag = Drag(stage, words(LINKS))
        said = {}
        await drag.said("Add 2 papers")
        for row in ("Agents", "Queue", "Starred", "Done", "Inbox"):
            assert drag.over(row_place(stage, row))
            said[row] = drag.overlay.title()
        for row in ("Trash", "Reading"):
            assert not drag.over(row_place(stage, row))
            said[row] = drag.overlay.title()

        assert said == {
            "Agents": "Add 2 papers to Models/Agents",
            "Queue": "Add and queue 2 papers",
            "Starred": "Add and star 2 papers",
            "Done": "Add and mark done 2 papers",
            "Inbox": "Add 2 papers to Inbox",
            "Trash": "Not here",
            "Reading": "Not here",
        }

    play(story, folder)


def test_drop_on_queue_queues_new_and_known_papers(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stocked(stage)
        drag = Drag(stage, words(LINKS))
        drag.drop(row_place(stage, "Queue"))
        await until(lambda: stage.sheet is not None)
        stage.press(Key.Key_Return)
        await until(lambda: len(papers(stage)) == 14)
        queued = [p for p in papers(stage).values() if p.status is Status.QUEUED]
        await stage.do("edit.undo")

        assert len(queued) == 2
        assert len(papers(stage)) == 12

    play(story, folder)


def test_drop_of_known_papers_on_queue_asks_nothing(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stocked(stage)
        Drag(stage, files(SAMPLE)).drop(row_place(stage, "Queue"))

        def are_queued() -> bool:
            return {p.status for p in papers(stage).values()} == {Status.QUEUED}

        await until(are_queued)
        assert stage.sheet is None

    play(story, folder)


def test_drop_on_queue_reads_what_is_dropped_once(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stocked(stage)
        drops, called = stage.parts._drops, []
        call = drops._call
        drops._call = lambda command, **given: (
            called.append((command, given.get("is_dry_run", False)))
            or call(command, **given)
        )

        drag = Drag(stage, files(SAMPLE))
        drag.over(row_place(stage, "Queue"))
        await drag.said("Queue 12 papers")
        drag.drop(row_place(stage, "Queue"))
        await until(
            lambda: {p.status for p in papers(stage).values()} == {Status.QUEUED}
        )

        assert called == [
            ("import.estimate", False),
            ("import.sources", True),
            ("import.sources", False),
        ]

    play(story, folder)


def test_drop_on_the_list_goes_to_the_topic_it_shows(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stocked(stage)
        topics = stage.state()[1]
        agents = next(topic.id for topic in topics if topic.name == "Agents")
        await stage.do("view.show", place=Place.TOPIC, topic=agents)
        drag = Drag(stage, words(LINKS))
        await drag.said("Add 2 papers")
        drag.over(list_place(stage, 0))

        assert drag.overlay.title() == "Add 2 papers to Models/Agents"

    play(story, folder)


def test_file_that_is_no_paper_is_refused_before_the_drop(
    folder: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "a.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 64)

    async def story(stage: WindowStage) -> None:
        await stocked(stage)
        drag = Drag(stage, files(picture))
        await drag.said("is a picture")
        place = list_place(stage, 0)

        assert not drag.over(place)
        drag.drop(place)
        assert len(stage.state()[0]) == 12

    play(story, folder)


def test_picture_without_a_file_is_refused(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stocked(stage)
        mime = QtCore.QMimeData()
        mime.setImageData(QtGui.QImage(2, 2, QtGui.QImage.Format.Format_RGB32))
        drag = Drag(stage, mime)

        assert not drag.over(list_place(stage, 0))
        assert "A picture is no paper." in drag.overlay.accessibleName()

    play(story, folder)


def test_pdf_of_another_paper_is_not_attached_to_a_row(
    folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.pdf"
    title = "Harbours of the Quiet North: A Survey"
    other.write_bytes(paper_pdf(title, abstract="Harbours are told at length. " * 9))
    unknown = tmp_path / "scan0001.pdf"
    unknown.write_bytes(paper_pdf("", abstract=""))

    async def story(stage: WindowStage) -> None:
        await stocked(stage)
        place, said = list_place(stage, 2), []
        for pdf in (other, unknown):
            drag = Drag(stage, files(pdf))
            drag.over(row_place(stage, "Inbox"))
            await drag.said("Add 1 paper")
            drag.over(place)
            said.append(drag.overlay.title())
        drag.drop(place)
        await until(lambda: any(p.has_pdf for p in stage.state()[0]))

        assert said == ["Add 1 paper to Inbox", "Attach to this paper"]
        assert len(stage.state()[0]) == 12

    play(story, folder)


def test_topic_opens_where_a_drag_rests(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stocked(stage)
        place = row_place(stage, "Models")
        sidebar = stage.parts.sidebar
        models = sidebar.row_at(sidebar.mapFrom(stage.parts.window, place))
        sidebar.findChildren(PlacesView)[0].places.fold(models.query.topic)
        with pytest.raises(AssertionError):
            row_place(stage, "Agents")

        Drag(stage, words(LINKS)).over(place)

        def is_open() -> bool:
            row = sidebar.row_at(sidebar.mapFrom(stage.parts.window, place))
            return row is not None and row.is_open is True

        await until(is_open)

    play(story, folder)

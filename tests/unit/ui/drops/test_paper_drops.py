"""Papers dragged from the list: where they may be dropped, and what that does."""

from pathlib import Path

import pytest
from PySide6 import QtCore, QtGui, QtWidgets
from pytestqt.qtbot import QtBot

from app.domain.paper import Author, PaperId, StoredFile, TopicId
from app.domain.query import Place, Query
from app.library import FileStore, Reader
from app.ui.appearance.look import Look
from app.ui.drops.drag_files import DragFiles
from app.ui.drops.drop_overlay import DropOverlay
from app.ui.drops.paper_drag import drag_picture, dragged_papers, papers_mime
from app.ui.drops.paper_drops import act_of_drop
from app.ui.models.place_list import RowKind, SidebarRow
from app.ui.panels.sidebar.places_view import PlacesView
from tests.support.listings import SAMPLE
from tests.support.paper_pdf import paper_pdf
from tests.support.references import a_paper
from tests.support.stage import WindowStage, play
from tests.support.waiting import until

pytestmark = pytest.mark.ui
COPY = QtCore.Qt.DropAction.CopyAction
LEFT = QtCore.Qt.MouseButton.LeftButton
NONE = QtCore.Qt.KeyboardModifier.NoModifier


def a_row(place: Place, path: str = "") -> SidebarRow:
    topic = TopicId(path) if path else None
    query = Query(place=place, topic=topic)
    return SidebarRow(kind=RowKind.PLACE, text="", query=query, path=path)


@pytest.mark.parametrize(
    ("place", "path", "shown", "act"),
    [
        (Place.TOPIC, "A/B", Place.ALL, ("topic.file", {"topic": "A/B"})),
        (Place.QUEUE, "", Place.INBOX, ("paper.queue", {})),
        (Place.STARRED, "", Place.INBOX, ("paper.star", {"is_starred": True})),
        (Place.DONE, "", Place.INBOX, ("paper.done", {})),
        (Place.TRASH, "", Place.INBOX, ("paper.trash", {})),
        (Place.INBOX, "", Place.ALL, None),
        (Place.ALL, "", Place.INBOX, None),
        (Place.TOPIC, "A/B", Place.TRASH, None),
        (Place.ALL, "", Place.TRASH, ("paper.restore", {})),
    ],
)
def test_drop_does_what_the_place_is_for(
    place: Place, path: str, shown: Place, act: object
) -> None:
    assert act_of_drop(a_row(place, path), shown) == act


def test_drop_beside_the_rows_or_on_a_section_is_refused() -> None:
    section = SidebarRow(kind=RowKind.SECTION, text="Topics")

    assert act_of_drop(None, Place.ALL) is None
    assert act_of_drop(section, Place.ALL) is None


def test_drag_holds_papers_and_nothing_that_others_take() -> None:
    ids = (PaperId("one"), PaperId("two"))

    mime = papers_mime(ids)

    assert dragged_papers(mime) == ids
    assert [mime.hasText(), mime.hasUrls()] == [False, False]
    assert dragged_papers(QtCore.QMimeData()) == ()


def test_drag_gives_other_programs_files_and_bibtex(tmp_path: Path) -> None:
    file = tmp_path / "Example 2024 Tides é.pdf"

    mime = papers_mime((PaperId("one"),), [file], "@misc{a}")

    assert dragged_papers(mime) == ("one",)
    assert [url.toLocalFile() for url in mime.urls()] == [str(file)]
    assert mime.text() == "@misc{a}"


def test_files_of_a_drag_are_copies_named_for_people(tmp_path: Path) -> None:
    (tmp_path / "own.pdf").write_bytes(b"%PDF-1.7 one")
    store = FileStore(tmp_path / "files")
    sha256, length = store.add_copy(tmp_path / "own.pdf")
    file = StoredFile(sha256=sha256, length_bytes=length, name="own.pdf")
    paper = a_paper("On: Tides/*", authors=(Author("Ada Example"),), files=(file,))
    drag = DragFiles(store)

    first, second = drag.of([paper, a_paper("Bare"), paper])

    assert first.name == "Example On Tides.pdf"
    assert second.name == "Example On Tides (2).pdf"
    first.write_bytes(b"scribbled over")
    assert store.path(sha256).read_bytes() == b"%PDF-1.7 one"
    drag.clear()
    assert not second.exists()


def test_card_at_the_pointer_is_no_wider_than_it_should_be(look: Look) -> None:
    short = drag_picture(look.theme, "3 papers", 1.0)
    long = drag_picture(look.theme, "A title " * 40, 2.0)

    assert short.width() < long.deviceIndependentSize().width()
    assert long.deviceIndependentSize().width() <= look.theme.px(280)


@pytest.fixture
def folder(tmp_path: Path, qtbot: QtBot) -> Path:
    return tmp_path / "library"


async def stocked(stage: WindowStage) -> None:
    await stage.take(SAMPLE)
    await until(lambda: stage.parts.model.n_rows == 12)
    await until(lambda: stage.parts.papers.current() is not None)
    theme = stage.parts.sidebar._look.theme
    stage.parts.window.resize(theme.px(1440), theme.px(900))
    await stage.do("topic.file", topic="Models/Agents")
    await until(lambda: len(stage.parts.topics.topics()) == 2)
    await until(lambda: stage.parts.sidebar.isVisible())


def place_of(stage: WindowStage, text: str) -> QtCore.QPoint:
    """Return the middle of a row of the sidebar, in the window."""
    for view in stage.parts.sidebar.findChildren(PlacesView):
        for row in range(view.places.rowCount()):
            if view.places.row(row).text == text:
                middle = view.visualRect(view.places.index(row)).center()
                found: QtCore.QPoint = view.viewport().mapTo(stage.parts.window, middle)
                return found
    raise AssertionError(f"no row {text}")


def carry_to(stage: WindowStage, ids: tuple[PaperId, ...], text: str) -> list[bool]:
    """Carry papers into the window and over a row; return what was accepted."""
    mime, window = papers_mime(ids), stage.parts.window
    place = place_of(stage, text)
    enter = QtGui.QDragEnterEvent(QtCore.QPoint(600, 300), COPY, mime, LEFT, NONE)
    move = QtGui.QDragMoveEvent(place, COPY, mime, LEFT, NONE)
    for event in (enter, move):
        QtWidgets.QApplication.sendEvent(window, event)
    return [enter.isAccepted(), move.isAccepted()]


def drop_on(stage: WindowStage, ids: tuple[PaperId, ...], text: str) -> None:
    place = QtCore.QPointF(place_of(stage, text))
    event = QtGui.QDropEvent(place, COPY, papers_mime(ids), LEFT, NONE)
    QtWidgets.QApplication.sendEvent(stage.parts.window, event)


def target_row(stage: WindowStage) -> int:
    views = stage.parts.sidebar.findChildren(PlacesView)
    row: int = max(view.painter_delegate.target_row for view in views)
    return row


def test_papers_dropped_on_a_topic_are_filed_as_one_act(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stocked(stage)
        await stage.do("list.extend-down")
        await stage.do("list.extend-down")
        await until(lambda: len(stage.parts.papers.targets()) == 3)
        ids = stage.parts.papers.targets()

        accepted = carry_to(stage, ids, "Agents")
        overlay = stage.parts.window.findChild(DropOverlay)
        is_lit = target_row(stage) >= 0
        was_seen = overlay.isVisible()
        drop_on(stage, ids, "Agents")

        line = stage.parts.status_line
        await until(lambda: "Filed 3 papers" in line.message())
        assert "under Models/Agents" in line.message()
        assert (accepted, is_lit, was_seen) == ([True, True], True, False)
        assert target_row(stage) == -1
        assert len(stage.parts.papers.targets()) == 3

    assert play(story, folder) == 0

    reader = Reader.open(folder)
    labels = [act.label for act in reader.history()]
    reader.close()
    assert [label.startswith("Filed") for label in labels] == [True, True, False]


def test_papers_over_a_place_that_takes_none_are_refused(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stocked(stage)
        ids = stage.parts.papers.targets()
        before = stage.state()

        over_topic = carry_to(stage, ids, "Agents")
        over_all = carry_to(stage, ids, "All papers")
        is_lit = target_row(stage) >= 0
        drop_on(stage, ids, "All papers")

        assert (over_topic, over_all) == ([True, True], [True, False])
        assert not is_lit
        assert stage.state() == before

    assert play(story, folder) == 0


def test_starred_paper_dropped_on_starred_stays_starred(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stocked(stage)
        await stage.do("paper.star")
        ids = stage.parts.papers.targets()

        carry_to(stage, ids, "Starred")
        drop_on(stage, ids, "Starred")
        carry_to(stage, ids, "Queue")
        drop_on(stage, ids, "Queue")

        line = stage.parts.status_line
        await until(lambda: line.message().startswith("Queued"))
        papers, _topics, _marks = stage.state()
        assert [p.is_starred for p in papers if p.id in ids] == [True]

    assert play(story, folder) == 0


def test_papers_carried_out_of_the_window_leave_nothing_lit(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stocked(stage)
        carry_to(stage, stage.parts.papers.targets(), "Agents")

        QtWidgets.QApplication.sendEvent(stage.parts.window, QtGui.QDragLeaveEvent())

        assert target_row(stage) == -1

    assert play(story, folder) == 0


def labels_of(folder: Path) -> list[str]:
    reader = Reader.open(folder)
    try:
        return [act.label for act in reader.history()]
    finally:
        reader.close()


def test_rows_dropped_within_the_queue_take_that_place(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stocked(stage)
        ids = [paper.id for paper in stage.state()[0]][:4]
        await stage.do("paper.queue", ids=tuple(ids))
        await stage.do("go.queue")
        await until(lambda: stage.parts.model.n_rows == 4)
        table, model = stage.parts.papers.table, stage.parts.model
        height = table.verticalHeader().defaultSectionSize()
        place = QtCore.QPoint(60, height + 2)  # the gap before the second row
        in_window = table.viewport().mapTo(stage.parts.window, place)
        mime, moved = papers_mime((ids[3],)), ids[3]
        for kind in (QtGui.QDragEnterEvent, QtGui.QDragMoveEvent):
            event = kind(in_window, COPY, mime, LEFT, NONE)
            QtWidgets.QApplication.sendEvent(stage.parts.window, event)
            assert event.isAccepted()

        drop = QtGui.QDropEvent(QtCore.QPointF(in_window), COPY, mime, LEFT, NONE)
        QtWidgets.QApplication.sendEvent(stage.parts.window, drop)

        wanted = [ids[0], moved, ids[1], ids[2]]
        await until(lambda: [model.id_at(row) for row in range(4)] == wanted)
        assert labels_of(folder)[0].startswith("Moved “")

    assert play(story, folder) == 0


@pytest.mark.parametrize(
    ("command_id", "n_selected", "order", "current"),
    [
        ("queue.down", 1, "BACD", 1),
        ("queue.last", 1, "BCDA", 3),
        ("queue.down", 2, "CABD", 2),
        ("queue.up", 1, "ABCD", 0),
    ],
)
def test_queue_is_ordered_by_keys_and_the_current_row_goes_along(
    folder: Path, command_id: str, n_selected: int, order: str, current: int
) -> None:
    async def story(stage: WindowStage) -> None:
        await stocked(stage)
        ids = [paper.id for paper in stage.state()[0]][:4]
        await stage.do("paper.queue", ids=tuple(ids))
        await stage.do("go.queue")
        await until(lambda: stage.parts.model.n_rows == 4)
        for _ in range(n_selected - 1):
            await stage.do("list.extend-down")
        names = dict(zip(ids, "ABCD", strict=True))
        n_acts = len(labels_of(folder))

        await stage.do(command_id)

        model, table = stage.parts.model, stage.parts.papers.table

        def shown() -> str:
            return "".join(names[model.id_at(row)] for row in range(4))

        await until(lambda: shown() == order)
        assert table.row() == current
        assert len(stage.parts.papers.targets()) == n_selected
        assert len(labels_of(folder)) == n_acts + (order != "ABCD")
        if order != "ABCD":
            await stage.do("edit.undo")
            await until(lambda: shown() == "ABCD")

    assert play(story, folder) == 0


def test_papers_dragged_out_give_their_pdfs_and_bibtex(
    folder: Path, tmp_path: Path
) -> None:
    pdf = tmp_path / "own.pdf"
    pdf.write_bytes(paper_pdf("On Tides", abstract="They come and go. " * 9))

    async def story(stage: WindowStage) -> None:
        await stocked(stage)
        await stage.do("paper.attach", paths=(str(pdf),))
        shown = stage.parts.papers.current()
        assert shown is not None
        others = [p.id for p in stage.state()[0] if p.id != shown][:2]
        ids = (shown, *others)
        known = stage.parts.model.paper
        await until(lambda: all(map(known, ids)) and known(ids[0]).has_pdf)

        mime = stage.parts._drops.mime_of(ids)

        copies = [Path(url.toLocalFile()) for url in mime.urls()]
        assert [copy.read_bytes() for copy in copies] == [pdf.read_bytes()]
        assert mime.text().count("@misc{") == 3
        assert dragged_papers(mime) == ids

    play(story, folder)

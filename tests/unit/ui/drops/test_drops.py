"""Drops: what a drag carries, what is said of it, and that it is always a copy."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6 import QtCore, QtGui, QtWidgets
from pytestqt.qtbot import QtBot

from app.commands.imports.importing import Duplicate, ImportReport
from app.domain.paper import PaperId, Skipped
from app.ui.appearance.look import Look
from app.ui.drops.drop_overlay import DropOverlay
from app.ui.drops.drops import Dropped, DropTarget, DropZone, contents

pytestmark = pytest.mark.ui
Action = QtCore.Qt.DropAction
BOTH = Action.CopyAction | Action.MoveAction
LEFT = QtCore.Qt.MouseButton.LeftButton
NONE = QtCore.Qt.KeyboardModifier.NoModifier


def mime(*urls: str, text: str = "") -> QtCore.QMimeData:
    made = QtCore.QMimeData()
    if urls:
        made.setUrls([QtCore.QUrl(url) for url in urls])
    if text:
        made.setText(text)
    return made


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        (mime("file:///tmp/a%20b.txt"), Dropped(paths=("/tmp/a b.txt",))),
        (
            mime("https://a.example/x%20y?q=1%2B2", "mailto:x@y.example"),
            Dropped(urls=("https://a.example/x%20y?q=1%2B2",)),
        ),
        (
            mime("file:///a", "https://b.example", text="file:///a"),
            Dropped(paths=("/a",), urls=("https://b.example",)),
        ),
        (mime(text="A title\n\nAn abstract."), Dropped(text="A title\n\nAn abstract.")),
        (mime(text=" \n"), Dropped(text=" \n")),
        (QtCore.QMimeData(), Dropped()),
    ],
)
def test_contents_are_files_then_addresses_then_text(
    given: QtCore.QMimeData, taken: Dropped
) -> None:
    assert contents(given) == taken


def test_text_that_names_files_hands_them_over(tmp_path: Path) -> None:
    file, folder = tmp_path / "a list.txt", tmp_path / "papers"
    file.write_text("x")
    folder.mkdir()

    taken = contents(mime(text=f"  '{file}'\n{folder.as_uri()}\n"))
    missing = contents(mime(text=f"{file}\n{tmp_path / 'none'}"))
    relative = contents(mime(text="tests"))
    long = contents(mime(text="/" + "x" * 5_000))

    assert taken == Dropped(paths=(str(file), str(folder)))
    assert [each.paths for each in (missing, relative, long)] == [()] * 3


def test_blank_text_is_nothing() -> None:
    assert Dropped(text=" \n").is_empty
    assert not Dropped(urls=("x",)).is_empty


class Stage:
    """A window that takes drops, with what it was asked."""

    def __init__(self, qtbot: QtBot, look: Look) -> None:
        self.window = QtWidgets.QWidget()
        self.window.resize(600, 400)
        qtbot.addWidget(self.window)
        self.field = QtWidgets.QLineEdit(self.window)
        self.overlay = DropOverlay(look, self.window)
        self.target = DropTarget(rect=QtCore.QRect(0, 0, 9, 9), name="Inbox")
        self.counting: list[Dropped] = []
        self.tell = lambda report: None
        self.stopped: list[Dropped] = []
        self.imported: list[tuple[Dropped, str]] = []
        self.attached: list[tuple[PaperId, Dropped]] = []
        self.ended: list[bool] = []
        self.zone = DropZone(
            self.window,
            self.overlay,
            find_target=lambda place, dropped: self.target,
            count_papers=self._count,
            import_into=lambda dropped, target: self.imported.append(
                (dropped, target.topic)
            ),
            attach=lambda paper, dropped: self.attached.append((paper, dropped)),
        )
        self.zone.ended.connect(lambda: self.ended.append(True))
        self.window.show()
        qtbot.waitExposed(self.window)

    def _count(self, dropped, tell):  # type: ignore[no-untyped-def]
        self.counting.append(dropped)
        self.tell = tell
        return lambda: self.stopped.append(dropped)

    def enter(self, given: QtCore.QMimeData) -> QtGui.QDropEvent:
        """Carry something over the window, offered as a move."""
        place = QtCore.QPoint(300, 200)
        event = QtGui.QDragEnterEvent(place, BOTH, given, LEFT, NONE)
        return self._send(event)

    def move(self, given: QtCore.QMimeData) -> QtGui.QDropEvent:
        """Carry it on."""
        place = QtCore.QPoint(300, 210)
        return self._send(QtGui.QDragMoveEvent(place, BOTH, given, LEFT, NONE))

    def drop(self, given: QtCore.QMimeData) -> QtGui.QDropEvent:
        """Let it go."""
        place = QtCore.QPointF(300, 210)
        return self._send(QtGui.QDropEvent(place, BOTH, given, LEFT, NONE))

    def leave(self) -> None:
        """Carry it away."""
        QtWidgets.QApplication.sendEvent(self.window, QtGui.QDragLeaveEvent())

    def _send(self, event: QtGui.QDropEvent) -> QtGui.QDropEvent:
        event.setDropAction(Action.MoveAction)
        QtWidgets.QApplication.sendEvent(self.window, event)
        return event


@pytest.fixture
def stage(qtbot: QtBot, look: Look) -> Stage:
    return Stage(qtbot, look)


FILE = Dropped(paths=("/tmp/a.txt",))


def a_report(n_planned: int) -> ImportReport:
    return ImportReport(
        added=(),
        duplicates=(),
        skipped=(),
        titles=("A title",) * n_planned,
        n_attached=0,
        is_refused=False,
    )


def test_offered_move_is_taken_as_a_copy_all_the_way(stage: Stage) -> None:
    given = mime("file:///tmp/a.txt")

    events = [stage.enter(given), stage.move(given), stage.drop(given)]

    assert [event.dropAction() for event in events] == [Action.CopyAction] * 3
    assert all(event.isAccepted() for event in events)
    assert stage.imported == [(FILE, "")]


def test_drop_on_a_topic_goes_into_it(stage: Stage) -> None:
    stage.target = DropTarget(rect=QtCore.QRect(), name="A/B", topic="A/B")
    given = mime("file:///tmp/a.txt")

    stage.enter(given)
    stage.drop(given)

    assert stage.imported == [(FILE, "A/B")]
    assert not stage.overlay.isVisible()
    assert stage.ended[-1]


def test_drop_on_a_paper_attaches(stage: Stage) -> None:
    paper = PaperId("a-paper")
    stage.target = DropTarget(rect=QtCore.QRect(), name="A paper", paper=paper)
    given = mime("file:///tmp/a.txt")

    stage.enter(given)
    stage.drop(given)

    assert (stage.attached, stage.imported) == ([(paper, FILE)], [])


def test_drag_that_leaves_stops_the_count_and_imports_nothing(stage: Stage) -> None:
    stage.enter(mime("file:///tmp/a.txt"))
    was_visible = stage.overlay.isVisible()

    stage.leave()

    assert (was_visible, stage.overlay.isVisible()) == (True, False)
    assert stage.stopped == stage.counting == [FILE]
    assert stage.imported == []


def test_count_is_said_over_the_target(stage: Stage) -> None:
    stage.target = DropTarget(rect=QtCore.QRect(0, 0, 9, 9), name="A/B", topic="A/B")
    stage.enter(mime("file:///tmp/a.txt"))
    before = stage.overlay.accessibleName() + stage.overlay.accessibleDescription()

    stage.tell(a_report(51))

    after = stage.overlay.accessibleName() + stage.overlay.accessibleDescription()
    assert "51" not in before
    assert "51 papers" in after


def test_estimate_is_said_as_one(stage: Stage) -> None:
    stage.enter(mime("file:///tmp/Zotero"))

    stage.tell(1204)

    assert "about 1204 papers" in stage.overlay.accessibleName()


def test_library_without_papers_is_refused(stage: Stage) -> None:
    stage.enter(mime("file:///tmp/Zotero"))

    stage.tell(0)

    assert not stage.move(mime("file:///tmp/Zotero")).isAccepted()


def test_updates_are_named(stage: Stage) -> None:
    stage.enter(mime("file:///tmp/a.txt"))
    here = Duplicate(where="a", id=PaperId("p"))

    stage.tell(replace(a_report(0), duplicates=(here,), updated=(PaperId("p"),)))

    assert "Update 1 paper" in stage.overlay.accessibleName()


@pytest.mark.parametrize(
    ("n_papers", "said"),
    [
        (0, "No paper was recognised in it."),
        (1, "Undo takes it back."),
        (2, "You see the papers first."),
    ],
)
def test_what_comes_of_text_is_said(stage: Stage, n_papers: int, said: str) -> None:
    stage.enter(mime(text="some words"))
    line = Skipped(where="pasted text, line 1", why="a title without an abstract")

    stage.tell(replace(a_report(n_papers), skipped=(line,)))

    assert stage.overlay.accessibleName().endswith(said)


def test_drag_of_nothing_we_take_is_refused(stage: Stage) -> None:
    given = QtCore.QMimeData()
    given.setData("application/x-other", QtCore.QByteArray(b"x"))

    entered = stage.enter(given)
    stage.move(given)
    stage.drop(given)

    assert not entered.isAccepted()
    assert (stage.counting, stage.imported) == ([], [])


def test_file_over_a_text_field_is_not_typed_into_it(stage: Stage) -> None:
    assert not stage.field.acceptDrops()


def test_paths_are_those_of_this_system(tmp_path: Path) -> None:
    file = tmp_path / "ü #1%.txt"

    given = QtCore.QMimeData()
    given.setUrls([QtCore.QUrl.fromLocalFile(str(file))])

    assert contents(given).paths == (str(file),)

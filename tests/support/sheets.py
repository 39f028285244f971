"""What tests of sheets need: a window with a field, and a record of commands."""

from datetime import UTC, datetime
from typing import Any

from PySide6 import QtWidgets
from pytestqt.qtbot import QtBot

from app.domain.paper import Draft, Paper, PaperId, Provenance, Status, TopicId
from app.domain.topic import Topic
from app.ui.appearance.look import Look
from app.ui.sheets.host import Sheets


class Ran:
    """Takes the place of the dispatcher's `run` and keeps what it was asked."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []

    def __call__(self, command_id: str, **arguments: Any) -> None:
        self.calls.append((command_id, arguments))


class Stage:
    """A shown window with a focused field, and the sheets over it."""

    def __init__(self, qtbot: QtBot, look: Look) -> None:
        self.window = QtWidgets.QWidget()
        self.window.resize(1200, 800)
        self.field = QtWidgets.QLineEdit(self.window)
        self.sheets = Sheets(look, self.window)
        qtbot.addWidget(self.window)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self.field.setFocus()
        qtbot.waitUntil(self.field.hasFocus)


def focus() -> QtWidgets.QWidget:
    """Return the widget that has the keys."""
    widget = QtWidgets.QApplication.focusWidget()
    assert widget is not None
    return widget


def a_topic(path: str, colour: int = 1, n_papers: int = 0) -> Topic:
    """Make a topic by its path; the path is its id."""
    return Topic(
        id=TopicId(path),
        name=path.rsplit("/", 1)[-1],
        path=path,
        parent=None,
        colour=colour,
        n_papers=n_papers,
        n_new=0,
    )


def a_draft(title: str, abstract: str = "") -> Draft:
    """Make a draft of a listing."""
    origin = Provenance(source="list.txt", kind="saved listing", position=1)
    return Draft(title=title, abstract=abstract, provenance=origin)


def a_paper(title: str) -> Paper:
    """Make a paper with nothing but a title; the title is its id."""
    return Paper(
        id=PaperId(title),
        title=title,
        abstract="",
        authors=(),
        year=None,
        venue="",
        identifiers=(),
        links=(),
        status=Status.NEW,
        is_starred=False,
        rating=0,
        topics=(),
        tags=(),
        provenance=(),
        files=(),
        note=None,
        n_marks=0,
        progress=None,
        added_at=datetime(2025, 3, 11, tzinfo=UTC),
        is_trashed=False,
    )

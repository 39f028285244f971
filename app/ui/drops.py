"""Dropping things on the window: what would happen is said first; always a copy."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6 import QtCore, QtGui, QtWidgets

from app.commands.importing import ImportReport
from app.commands.wording import count
from app.domain.paper import PaperId
from app.ui.drop_overlay import DropOverlay


@dataclass(frozen=True, slots=True)
class Dropped:
    """What a drag carries, in forms Octavo takes."""

    paths: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    text: str = ""

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to take."""
        return not (self.paths or self.urls or self.text.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class DropTarget:
    """Where a drop would go: a topic's path ('' for the inbox), or one paper.

    `rect` is what to light, in the window's coordinates; `name` is what to call it.
    """

    rect: QtCore.QRect
    name: str
    topic: str = ""
    paper: PaperId | None = None


def contents(mime: QtCore.QMimeData) -> Dropped:
    """Read a drag or the clipboard: files first, then addresses, then text."""
    paths: list[str] = []
    urls: list[str] = []
    for url in mime.urls():
        if url.isLocalFile():
            paths.append(url.toLocalFile())
        elif url.scheme() in ("http", "https"):
            urls.append(
                url.toString(QtCore.QUrl.ComponentFormattingOption.FullyEncoded)
            )
    if paths or urls:
        return Dropped(paths=tuple(paths), urls=tuple(urls))
    return Dropped(text=mime.text() if mime.hasText() else "")


class DropZone(QtCore.QObject):
    """Takes drags over the whole window and turns a drop into one import.

    `find_target` tells where the pointer is; `count_papers` asks, by a dry run, what
    would be added, and returns how to stop that; `import_into` and `attach` do it.
    What is dragged from within the program is left alone. `ended` tells that a drag was
    dropped or left.
    """

    ended = QtCore.Signal()

    def __init__(
        self,
        window: QtWidgets.QWidget,
        overlay: DropOverlay,
        *,
        find_target: Callable[[QtCore.QPoint, Dropped], DropTarget],
        count_papers: Callable[
            [Dropped, Callable[[ImportReport], None]], Callable[[], object]
        ],
        import_into: Callable[[Dropped, str], Any],
        attach: Callable[[PaperId, Dropped], Any],
    ) -> None:
        super().__init__(window)
        self._overlay = overlay
        self._find_target = find_target
        self._count_papers = count_papers
        self._import_into = import_into
        self._attach = attach
        self._carried = Dropped()
        self._counted: ImportReport | None = None
        self._stop_counting: Callable[[], object] | None = None
        self._place = QtCore.QPoint()
        window.setAcceptDrops(True)
        for field in window.findChildren(QtWidgets.QLineEdit):
            # It would take a file's name as text, and say that it moved the file.
            field.setAcceptDrops(False)
        window.installEventFilter(self)

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        """Handle the four events of a drag."""
        if isinstance(event, QtGui.QDragEnterEvent):
            self._enter(event)
        elif isinstance(event, QtGui.QDragMoveEvent):
            self._move(event)
        elif isinstance(event, QtGui.QDropEvent):
            self._drop(event)
        elif isinstance(event, QtGui.QDragLeaveEvent):
            self._end()
        else:
            return False
        return True

    def _enter(self, event: QtGui.QDragEnterEvent) -> None:
        self._end()
        is_own = event.source() is not None
        carried = Dropped() if is_own else contents(event.mimeData())
        if carried.is_empty:
            event.ignore()
            return
        self._accept(event)
        self._carried = carried
        self._show(event.position().toPoint())
        self._stop_counting = self._count_papers(carried, self._on_counted)

    def _move(self, event: QtGui.QDragMoveEvent) -> None:
        if self._carried.is_empty:
            event.ignore()
            return
        self._accept(event)
        self._show(event.position().toPoint())

    def _drop(self, event: QtGui.QDropEvent) -> None:
        if self._carried.is_empty:
            event.ignore()
            return
        self._accept(event)
        target = self._find_target(event.position().toPoint(), self._carried)
        carried = self._carried
        self._end()
        if target.paper is not None:
            self._attach(target.paper, carried)
        else:
            self._import_into(carried, target.topic)

    def _accept(self, event: QtGui.QDropEvent) -> None:
        # A move would let the source delete the user's file: a drop is always a copy.
        event.setDropAction(QtCore.Qt.DropAction.CopyAction)
        event.accept()

    def _on_counted(self, report: ImportReport) -> None:
        self._counted = report
        self._show(self._place)

    def _show(self, place: QtCore.QPoint) -> None:
        self._place = place
        target = self._find_target(place, self._carried)
        self._overlay.show_over(target.rect, self._title(target), self._detail(), place)

    def _title(self, target: DropTarget) -> str:
        if target.paper is not None:
            return self.tr("Attach to this paper")
        report = self._counted
        if report is None:
            what = self.tr("these files") if self._carried.paths else self.tr("this")
            return self.tr("Add {what} to {name}").format(what=what, name=target.name)
        if not report.n_planned and report.duplicates:
            n = count(len(report.duplicates), "paper")
            if target.topic:
                return self.tr("File {n} under {name}").format(n=n, name=target.name)
            return self.tr("{n}, all here already").format(n=n)
        return self.tr("Add {n} to {name}").format(
            n=count(report.n_planned, "paper"), name=target.name
        )

    def _detail(self) -> str:
        here = len(self._counted.duplicates) if self._counted else 0
        known = self.tr("{n} here already. ").format(n=here) if here else ""
        return known + self.tr("Your files stay where they are.")

    def _end(self) -> None:
        if self._stop_counting is not None:
            self._stop_counting()
            self._stop_counting = None
        self._counted = None
        self._carried = Dropped()
        self._overlay.hide()
        self.ended.emit()

"""Dropping things on the window: what would happen is said first; always a copy."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6 import QtCore, QtGui, QtWidgets

from app.commands.imports.importing import ImportReport
from app.commands.wording import count
from app.domain.errors import AppError
from app.domain.paper import PaperId
from app.ui.drops.drop_overlay import DropOverlay

_MOZILLA_LINK = "text/x-moz-url"
"""Address and title in UTF-16, a line each. Source: MDN, 'Recommended drag types'."""
_MOST_NAMED = 100


Counted = ImportReport | AppError | int
"""What a drag holds: as read whole, why it cannot be, or how many papers about."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """What a drag carries, in forms Octavo takes.

    `html` is the text and the addresses as a fragment of a page; `is_picture` says
    that there is a picture and nothing else.
    """

    paths: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    text: str = ""
    html: str = ""
    is_picture: bool = False

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to take."""
        return not (
            self.paths or self.urls or self.text.strip() or self.html or self.is_picture
        )

    def sources(self) -> dict[str, Any]:
        """Return it as the arguments of an import."""
        given = {"paths": self.paths, "urls": self.urls, "text": self.text}
        return {**given, "html": self.html} if self.html else given


@dataclass(frozen=True, slots=True, kw_only=True)
class DropTarget:
    """Where a drop would go: a topic's path ('' for the inbox), or one paper.

    `rect` is what to light, in the window's coordinates; `name` is what to call it.
    `marks` are what new papers get besides (see `import_sources`), and `act` names that
    in the infinitive ('queue'); `refusal` is why nothing can be dropped here; `clear`
    is what is not dimmed.
    """

    rect: QtCore.QRect
    name: str
    topic: str = ""
    paper: PaperId | None = None
    act: str = ""
    marks: Mapping[str, Any] = field(default_factory=dict)
    refusal: str = ""
    clear: QtCore.QRect | None = None


def contents(mime: QtCore.QMimeData) -> Dropped:
    """Read a drag or the clipboard: files first, then addresses and text.

    A browser gives a link or a selection as a fragment of the page as well.
    """
    paths: list[str] = []
    urls: list[str] = []
    for url in mime.urls():
        if url.isLocalFile():
            paths.append(url.toLocalFile())
        elif url.scheme() in ("http", "https"):
            urls.append(
                url.toString(QtCore.QUrl.ComponentFormattingOption.FullyEncoded)
            )
    if paths:
        return Dropped(paths=tuple(paths), urls=tuple(urls))
    html = mime.html() if mime.hasHtml() else ""
    if not urls and (link := _mozilla_link(mime)):
        urls.append(link)
    if urls and not html:
        return Dropped(urls=tuple(urls))
    text = mime.text() if mime.hasText() else ""
    if not urls and (named := _named_files(text)):
        return Dropped(paths=named)
    if not (urls or text.strip() or html) and mime.hasImage():
        return Dropped(is_picture=True)
    return Dropped(urls=tuple(urls), text=text, html=html)


def _named_files(text: str) -> tuple[str, ...]:
    """Return the files that a text names, each with its whole path; () for any other.

    So a terminal and a text field hand files over.
    """
    lines = [line.strip().strip("\"'") for line in text.strip().splitlines()]
    if not 0 < len(lines) <= _MOST_NAMED:
        return ()
    paths = [Path(QtCore.QUrl(line).toLocalFile() or line) for line in lines]
    if all(path.is_absolute() for path in paths) and all(map(_is_there, paths)):
        return tuple(str(path) for path in paths)
    return ()


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # longer than a name may be, or no name at all
        return False


def _mozilla_link(mime: QtCore.QMimeData) -> str:
    """Return the address of a link as Firefox hands it over, '' for none."""
    if not mime.hasFormat(_MOZILLA_LINK):
        return ""
    data = bytes(mime.data(_MOZILLA_LINK).data())
    first = data.decode("utf-16-le", "replace").partition("\n")[0].strip("\0 \r")
    return first if first.startswith(("http://", "https://")) else ""


class DropZone(QtCore.QObject):
    """Takes drags over the whole window and turns a drop into one import.

    `find_target` tells where the pointer is; `count_papers` asks, by a dry run, what
    would be added, or why nothing can be, and returns how to stop that; `import_into`
    and `attach` do it. What cannot be taken is refused while it is dragged, in words.
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
            [Dropped, Callable[[Counted], None]], Callable[[], object]
        ],
        import_into: Callable[[Dropped, DropTarget], Any],
        attach: Callable[[PaperId, Dropped], Any],
    ) -> None:
        super().__init__(window)
        self._overlay = overlay
        self._find_target = find_target
        self._count_papers = count_papers
        self._import_into = import_into
        self._attach = attach
        self._carried = Dropped()
        self._counted: Counted | None = None
        self._stop_counting: Callable[[], object] | None = None
        self._place = QtCore.QPoint()
        window.setAcceptDrops(True)
        for line in window.findChildren(QtWidgets.QLineEdit):
            # It would take a file's name as text, and say that it moved the file.
            line.setAcceptDrops(False)
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
        if not carried.is_picture:
            self._stop_counting = self._count_papers(carried, self._on_counted)

    def _move(self, event: QtGui.QDragMoveEvent) -> None:
        if self._carried.is_empty:
            event.ignore()
            return
        self._accept(event)
        if self._refusal(self._show(event.position().toPoint())):
            event.ignore()

    def _drop(self, event: QtGui.QDropEvent) -> None:
        if self._carried.is_empty:
            event.ignore()
            return
        self._accept(event)
        target = self._find_target(event.position().toPoint(), self._carried)
        carried, refusal = self._carried, self._refusal(target)
        self._end()
        if refusal:
            event.ignore()
        elif target.paper is not None:
            self._attach(target.paper, carried)
        else:
            self._import_into(carried, target)

    def _accept(self, event: QtGui.QDropEvent) -> None:
        # A move would let the source delete the user's file: a drop is always a copy.
        event.setDropAction(QtCore.Qt.DropAction.CopyAction)
        event.accept()

    def _on_counted(self, counted: Counted) -> None:
        self._counted = counted
        self._show(self._place)

    def _show(self, place: QtCore.QPoint) -> DropTarget:
        self._place = place
        target = self._find_target(place, self._carried)
        refusal = self._refusal(target)
        title = self.tr("Not here") if target.refusal else self.tr("Nothing to add")
        self._overlay.show_over(
            QtCore.QRect() if refusal else target.rect,
            title if refusal else self._title(target),
            refusal or self._detail(),
            place,
            clear=target.clear,
        )
        return target

    def _refusal(self, target: DropTarget) -> str:
        """Return why what is dragged cannot be dropped on a target, '' if it can."""
        if target.refusal or target.paper is not None:
            return target.refusal
        if self._carried.is_picture:
            return self.tr("A picture is no paper.")
        match self._counted:
            case 0:
                return self.tr("No paper was found in it.")
            case AppError() as error:
                return error.message
            case ImportReport(is_refused=True, skipped=(first, *rest)):
                more = self.tr(" {n} more.").format(n=len(rest)) if rest else ""
                return f"{first.why}{more}"
            case ImportReport(titles=(), duplicates=(), skipped=(), n_attached=0):
                return self.tr("No paper was found in it.")
        return ""

    def _title(self, target: DropTarget) -> str:
        if target.paper is not None:
            return self.tr("Attach to this paper")
        report = self._counted
        act = target.act.capitalize()
        if isinstance(report, int):
            what = self.tr("about {n}").format(n=count(report, "paper"))
        elif not isinstance(report, ImportReport):
            what = self.tr("these files") if self._carried.paths else self.tr("this")
        elif not report.n_planned and report.duplicates:
            n = count(len(report.duplicates), "paper")
            if target.topic:
                return self.tr("File {n} under {name}").format(n=n, name=target.name)
            if act:
                return f"{act} {n}"
            if report.updated:
                n = count(len(report.updated), "paper")
                return self.tr("Update {n}").format(n=n)
            return self.tr("{n}, all here already").format(n=n)
        elif not report.n_planned and report.skipped:
            return self.tr("Look at {n}").format(n=count(len(report.skipped), "line"))
        else:
            what = count(report.n_planned, "paper")
        if act:
            return self.tr("Add and {act} {what}").format(act=target.act, what=what)
        return self.tr("Add {what} to {name}").format(what=what, name=target.name)

    def _detail(self) -> str:
        report = self._counted
        if isinstance(report, int):
            return self.tr("From another library. You see the papers first.")
        here = len(report.duplicates) if isinstance(report, ImportReport) else 0
        known = self.tr("{n} here already. ").format(n=here) if here else ""
        if not self._carried.paths:
            return known or self._detail_of_text(report)
        return known + self.tr("Your files stay where they are.")

    def _detail_of_text(self, report: Counted | None) -> str:
        if not isinstance(report, ImportReport) or report.n_planned > 1:
            return self.tr("You see the papers first.")
        if report.n_planned:
            return self.tr("Undo takes it back.")
        return self.tr("No paper was recognised in it.")

    def _end(self) -> None:
        if self._stop_counting is not None:
            self._stop_counting()
            self._stop_counting = None
        self._counted = None
        self._carried = Dropped()
        self._overlay.hide()
        self.ended.emit()

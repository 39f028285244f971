"""The acts on a paper, in the order of the hand: view, queue, done, dismiss."""

from dataclasses import dataclass

from PySide6 import QtCore, QtGui, QtWidgets

from app.commands.command import Registry
from app.domain.paper import Paper, Status
from app.ui.appearance.look import Look
from app.ui.widgets.buttons import CommandButton, Kind, Run

_GAP = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Face:
    """What the buttons show: the first one, and those that decide."""

    has_icon: bool = True
    has_key: bool = True
    decides_in_words: bool = False
    decides_with_keys: bool = True


_FACES = (
    _Face(decides_in_words=True),
    _Face(has_icon=False, decides_in_words=True),
    _Face(),
    _Face(has_icon=False),
    _Face(decides_with_keys=False),
    _Face(has_icon=False, decides_with_keys=False),
    _Face(has_icon=False, has_key=False, decides_with_keys=False),
)
"""From the widest to the narrowest."""


class Acts(QtWidgets.QWidget):
    """Buttons of what one does with a paper, always on one line.

    Where the line is short they show less: icons in place of words, then no keys.
    """

    def __init__(
        self, look: Look, run: Run, registry: Registry, parent: QtWidgets.QWidget
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._view_command = registry["paper.view"]

        def button(command: str, text: str, kind: Kind = Kind.PLAIN) -> CommandButton:
            return CommandButton(
                look, run, registry[command], self, text=text, kind=kind
            )

        self._view = button("paper.view", self.tr("View PDF"), Kind.PRIMARY)
        self._decide = (
            button("paper.queue", self.tr("Queue")),
            button("paper.done", self.tr("Done")),
            button("paper.dismiss", self.tr("Dismiss"), Kind.QUIET),
        )
        self._restore = button("paper.restore", self.tr("Restore"), Kind.PRIMARY)
        self._restore.hide()
        look.changed.connect(self._on_look_changed)

    def show_paper(self, paper: Paper) -> None:
        """Offer what fits one paper."""
        text, icon = self._view_words(paper)
        self._view.set_command(self._view_command, text=text, icon=icon)
        self._view.setVisible(not paper.is_trashed)
        self._restore.setVisible(paper.is_trashed)
        for button in self._decide:
            button.setVisible(not paper.is_trashed)
        self._place()

    def sizeHint(self) -> QtCore.QSize:
        return QtCore.QSize(0, self._view.sizeHint().height())

    def minimumSizeHint(self) -> QtCore.QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Set the buttons side by side, with the widest face that fits."""
        gap = self._look.theme.px(_GAP)
        shown = [
            button
            for button in (self._view, *self._decide, self._restore)
            if not button.isHidden()
        ]
        for face in _FACES:
            self._wear(face)
            sizes = [button.sizeHint() for button in shown]
            width = sum(size.width() for size in sizes) + gap * (len(sizes) - 1)
            if width <= self.width():
                break
        left = 0
        for button, size in zip(shown, sizes, strict=True):
            button.setGeometry(QtCore.QRect(QtCore.QPoint(left, 0), size))
            left += size.width() + gap

    def _wear(self, face: _Face) -> None:
        self._view.set_parts(has_icon=face.has_icon, has_key=face.has_key)
        for button in self._decide:
            button.set_parts(
                has_text=face.decides_in_words,
                has_icon=not face.decides_in_words,
                has_key=face.decides_with_keys,
            )

    def _view_words(self, paper: Paper) -> tuple[str, str]:
        if not paper.has_pdf:
            return self.tr("Fetch PDF"), "fetch"
        progress = paper.progress
        is_begun = paper.status is Status.READING and progress is not None
        if progress is not None and is_begun and progress.page_index:
            words = self.tr("Continue p. %1")
            return words.replace("%1", str(progress.page_index + 1)), "pdf"
        return self.tr("View PDF"), "pdf"

    def _on_look_changed(self) -> None:
        self.updateGeometry()
        self._place()

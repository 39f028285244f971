"""The acts on a paper, in the order of the hand: view, queue, done, dismiss."""

from PySide6 import QtWidgets

from app.commands.command import Registry
from app.domain.paper import Paper, Status
from app.ui.look import Look
from app.ui.widgets.buttons import CommandButton, Kind, Run
from app.ui.widgets.flow import FlowLayout

_GAP = 2


class Acts(QtWidgets.QWidget):
    """Buttons of what one does with a paper, or with several."""

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
        self._flow = FlowLayout(self)
        for widget in (self._view, *self._decide, self._restore):
            self._flow.addWidget(widget)
        self._restore.hide()
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def show_paper(self, paper: Paper) -> None:
        """Offer what fits one paper."""
        text, icon = self._view_words(paper)
        self._view.set_command(self._view_command, text=text, icon=icon)
        self._show(is_trashed=paper.is_trashed, has_view=not paper.is_trashed)

    def show_many(self) -> None:
        """Offer what fits several papers."""
        self._show(is_trashed=False, has_view=False)

    def _show(self, *, is_trashed: bool, has_view: bool) -> None:
        self._view.setVisible(has_view)
        self._restore.setVisible(is_trashed)
        for button in self._decide:
            button.setVisible(not is_trashed)
        self._flow.invalidate()

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
        self._flow.set_gap(self._look.theme.px(_GAP))

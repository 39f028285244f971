"""Suggestions on top of the topic picker: digits accept them while nothing is typed."""

from collections.abc import Callable

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.paper import Paper
from app.runtime.library_client import LibraryClient
from app.runtime.suggester import Suggester
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.suggested_topics import SuggestedTopics
from app.ui.widgets.suggestion_row import SuggestionRow

_SIDE, _TOP = 17, 8
_DIGITS = (1, 2, 3)


class PickerSuggestions(QtWidgets.QWidget):
    """Offers topics for the one paper that is filed; for several it shows nothing."""

    def __init__(
        self,
        look: Look,
        field: QtWidgets.QLineEdit,
        parent: QtWidgets.QWidget,
        *,
        suggester: Suggester,
        library: LibraryClient,
        jobs: TaskSupervisor,
        run: Callable[..., object],
    ) -> None:
        super().__init__(parent)
        self._field = field
        self.row = SuggestionRow(look, self, digits=_DIGITS, shows_words=True)
        px = look.theme.px
        column = QtWidgets.QVBoxLayout(self)
        column.setContentsMargins(px(_SIDE), px(_TOP), px(_SIDE), 0)
        column.addWidget(self.row)
        self._topics = SuggestedTopics(
            self.row,
            suggester=suggester,
            library=library,
            jobs=jobs,
            run=run,
            parent=self,
            after_ms=0,
        )
        self._topics.settled.connect(self._on_settled)
        field.installEventFilter(self)
        self.hide()

    def show_papers(self, papers: tuple[Paper, ...]) -> None:
        """Offer topics for the papers as they are filed now."""
        self._topics.show_paper(papers[0] if len(papers) == 1 else None)
        self._on_settled()

    def leave(self) -> None:
        """Stop for good, before the picker goes."""
        self._field.removeEventFilter(self)
        self._topics.leave()

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        if event.type() == QtCore.QEvent.Type.KeyPress and not self._field.text():
            assert isinstance(event, QtGui.QKeyEvent)
            held = event.modifiers() & ~QtCore.Qt.KeyboardModifier.KeypadModifier
            digit = event.text()
            if held == QtCore.Qt.KeyboardModifier.NoModifier and digit in "123":
                return bool(digit) and self.row.accept(int(digit))
        return False

    def _on_settled(self) -> None:
        self.setVisible(bool(self.row.suggestions()))

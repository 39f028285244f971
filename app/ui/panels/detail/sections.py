"""The parts of the detail below the abstract: note, marks, links, origin."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial

from PySide6 import QtCore, QtWidgets

from app.domain.mark import Mark
from app.domain.paper import Link, Note, Paper, Sha256
from app.ui.appearance.look import Look
from app.ui.panels.detail.marks_list import N_SHOWN, NO_FILES, MarksList
from app.ui.panels.detail.words import DetailWords
from app.ui.widgets.buttons import Run
from app.ui.widgets.focus_ring import RING
from app.ui.widgets.labels import label
from app.ui.widgets.show_more import ShowMore


def link_button(parent: QtWidgets.QWidget, text: str = "") -> QtWidgets.QPushButton:
    """Return a button that looks like a link."""
    made = QtWidgets.QPushButton(text, parent)
    made.setProperty("kind", "link")
    made.setFocusPolicy(QtCore.Qt.FocusPolicy.TabFocus)
    made.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)
    policy = QtWidgets.QSizePolicy.Policy
    made.setSizePolicy(policy.Maximum, policy.Fixed)
    return made


class Section(QtWidgets.QWidget):
    """A part with its name above it, and an act at the right of the name."""

    def __init__(self, look: Look, name: str, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self.act = link_button(self)
        self.act.hide()
        head = QtWidgets.QHBoxLayout()
        self.name = label(self, name, kind="section")
        head.addWidget(self.name)
        head.addStretch()
        head.addWidget(self.act)
        self.column = QtWidgets.QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(look.theme.px(6))
        self.column.addLayout(head)


class NoteSection(Section):
    """What the reader wrote on the paper."""

    def __init__(self, look: Look, run: Run, parent: QtWidgets.QWidget) -> None:
        super().__init__(look, parent.tr("Note"), parent)
        self._run = run
        self._text = label(self, wraps=True)
        flag = QtCore.Qt.TextInteractionFlag.TextSelectableByMouse
        self._text.setTextInteractionFlags(flag)
        self._more = ShowMore(self._text.setText, self)
        self.column.addWidget(self._text)
        self.column.addWidget(self._more)
        self.act.setText(self.tr("Edit"))
        self.act.setAccessibleName(self.tr("Edit the note"))
        self.act.show()
        self.act.clicked.connect(self._on_edit_clicked)

    def show_note(self, note: Note | None) -> None:
        """Show a note; None hides the part."""
        self.setVisible(note is not None)
        self._more.show_text(note.text if note else "")

    def _on_edit_clicked(self) -> None:
        self._run("note.edit")


class MarksSection(Section):
    """The first marks, and the way to all of them."""

    def __init__(self, look: Look, run: Run, parent: QtWidgets.QWidget) -> None:
        super().__init__(look, parent.tr("Marks"), parent)
        self._run = run
        self._list = MarksList(look, self)
        self.column.addWidget(self._list)
        self.act.clicked.connect(self._on_all_clicked)
        self._list.chosen.connect(self._on_chosen)
        self.hide()

    def show_marks(
        self, marks: Sequence[Mark], older: Mapping[Sha256, str] = NO_FILES
    ) -> None:
        """Show marks; none hides the part. `older` names the files but the newest."""
        self.setVisible(bool(marks))
        self._list.show_marks(marks, older)
        self.act.setVisible(len(marks) > N_SHOWN)
        self.act.setText(self.tr("All %1").replace("%1", str(len(marks))))

    def _on_all_clicked(self) -> None:
        self._run("paper.view")

    def _on_chosen(self, mark: Mark) -> None:
        self._run("mark.open", mark=mark)


class LinksSection(Section):
    """Addresses that belong to the paper."""

    address_chosen = QtCore.Signal(str)

    def __init__(
        self, look: Look, words: DetailWords, parent: QtWidgets.QWidget
    ) -> None:
        super().__init__(look, parent.tr("Links"), parent)
        self._words = words
        self._links: tuple[Link, ...] = ()
        self._buttons: list[QtWidgets.QPushButton] = []
        self.column.setSpacing(0)
        self.name.setIndent(look.theme.px(RING))
        self.hide()

    def show_links(self, links: tuple[Link, ...]) -> None:
        """Show links; none hides the part."""
        self.setVisible(bool(links))
        if links == self._links:
            return
        self._links = links
        for button in self._buttons:
            self.column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(link) for link in links]
        for button in self._buttons:
            self.column.addWidget(button)

    def _button(self, link: Link) -> QtWidgets.QPushButton:
        button = link_button(self, self._words.link(link).replace("&", "&&"))
        button.setToolTip(link.url)
        button.setMinimumWidth(0)
        policy = QtWidgets.QSizePolicy.Policy
        button.setSizePolicy(policy.Ignored, policy.Fixed)
        button.clicked.connect(partial(self._on_clicked, link.url))
        return button

    def _on_clicked(self, url: str, is_checked: bool = False) -> None:
        self.address_chosen.emit(url)


class OriginSection(Section):
    """Where the paper came from."""

    _ICON = 20

    def __init__(
        self, look: Look, words: DetailWords, parent: QtWidgets.QWidget
    ) -> None:
        super().__init__(look, parent.tr("Came from"), parent)
        self._look = look
        self._words = words
        self._icon = QtWidgets.QLabel(self)
        self._first = label(self, wraps=True)
        self._second = label(self, kind="hint", wraps=True)
        lines = QtWidgets.QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(self._first)
        lines.addWidget(self._second)
        row = QtWidgets.QHBoxLayout()
        row.setSpacing(look.theme.px(8))
        row.addWidget(self._icon, 0, QtCore.Qt.AlignmentFlag.AlignTop)
        row.addLayout(lines, 1)
        self.column.addLayout(row)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def show_origin(self, paper: Paper) -> None:
        """Show the newest origin of a paper; a paper without one hides the part."""
        self.setVisible(bool(paper.provenance))
        if not paper.provenance:
            return
        first = paper.provenance[0]
        self._first.setText(self._words.origin(first))
        self._second.setText(self._words.origin_details(first, datetime.now(UTC)))

    def _on_look_changed(self) -> None:
        size = self._look.theme.px(self._ICON)
        self._icon.setPixmap(self._look.icon("inbox").pixmap(size, size))

"""The sheet that proposes topics for unsorted papers; nothing is made before Enter."""

from collections.abc import Callable, Sequence

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.errors import AppError, InvalidInput
from app.domain.paper import PaperId
from app.domain.topic import SEPARATOR, split_path
from app.formats.readable import shown_title
from app.learning.clusters import Cluster
from app.runtime.library_client import LibraryClient
from app.runtime.suggester import Suggester
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.sheets.controls import ActButton, Check, Field
from app.ui.sheets.sheet import MARGIN, Sheet
from app.ui.widgets.labels import hairline, label

_WIDTH, _HEIGHT = 680, 620
_N_TITLES = 3
MAX_PAPERS = 500
"""Of a longer list, the first are looked at."""


class ClustersSheet(Sheet):
    """Shows groups of papers with a name to edit and a tick; Enter makes them."""

    def __init__(
        self,
        look: Look,
        *,
        ids: Sequence[PaperId],
        suggester: Suggester,
        library: LibraryClient,
        jobs: TaskSupervisor,
        run: Callable[..., object],
    ) -> None:
        title = self.tr("Suggest topics")
        super().__init__(
            look, title, width_px=_WIDTH, height_px=_HEIGHT, is_light=False
        )
        self._ids, self._run = tuple(ids)[:MAX_PAPERS], run
        self._suggester, self._library, self._jobs = suggester, library, jobs
        self._entries: list[ClusterEntry] = []
        px = look.theme.px
        self._message = label(self, self.tr("Looking for groups …"), kind="hint")
        self._message.setContentsMargins(px(MARGIN), px(12), px(MARGIN), 0)
        self._inside = QtWidgets.QWidget(self)
        self._column = QtWidgets.QVBoxLayout(self._inside)
        self._column.setContentsMargins(px(MARGIN), px(12), px(MARGIN), px(12))
        self._column.setSpacing(px(16))
        self._column.addStretch(1)
        self._scroll = QtWidgets.QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QtWidgets.QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._inside)
        self._scroll.viewport().setAutoFillBackground(False)
        self._inside.setAutoFillBackground(False)
        self._act = ActButton(look, self.tr("File"), self, keys="Enter", kind="primary")
        self._act.setEnabled(False)
        row = QtWidgets.QHBoxLayout()
        row.setContentsMargins(px(MARGIN), 0, px(MARGIN), 0)
        row.addStretch(1)
        row.addWidget(self._act)
        self.body.setContentsMargins(0, px(12), 0, px(20))
        self.body.addWidget(hairline(self))
        self.body.addWidget(self._message)
        self.body.addWidget(self._scroll, 1)
        self.body.addWidget(hairline(self))
        self.body.addLayout(row)
        self._act.clicked.connect(self.accept)
        self.opened.connect(self._begin)

    def entries(self) -> tuple["ClusterEntry", ...]:
        """Return the groups shown, the largest first."""
        return tuple(self._entries)

    def message(self) -> str:
        """Return what is told instead of groups, '' when there are some."""
        return "" if self._message.isHidden() else self._message.text()

    def first_focus(self) -> QtWidgets.QWidget:
        return self._entries[0].name if self._entries else self

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        keys = QtCore.Qt.Key
        if event.key() in (keys.Key_Return, keys.Key_Enter):
            self.accept()
            event.accept()
        else:
            super().keyPressEvent(event)

    def accept(self) -> None:
        """Make the topics that are ticked and file their papers, as one act."""
        groups = []
        for entry in self._entries:
            if not entry.check.isChecked():
                continue
            path = entry.path()
            if path is None:
                entry.name.setFocus()
                self._tell(self.tr("A topic needs a name."))
                return
            groups.append((path, entry.ids))
        if groups:
            self._run("topics.make", groups=tuple(groups))
            self.dismiss()

    def _begin(self) -> None:
        reading = self._jobs.run(self._read(), "suggest topics")
        self.closed.connect(reading.cancel)

    async def _read(self) -> None:
        try:
            found = await self._suggester.clusters(self._ids)
            ids = [PaperId(id) for cluster in found for id in cluster.ids]
            texts = await self._library.read(lambda reader: reader.texts_of(ids))
        except AppError as error:
            self._tell(str(error))
            return
        titles = {text.id: shown_title(text.title) for text in texts}
        for cluster in found:
            entry = ClusterEntry(self.look, cluster, titles, self._inside)
            entry.check.toggled.connect(self._on_toggled)
            entry.name.returnPressed.connect(self.accept)
            self._column.insertWidget(self._column.count() - 1, entry)
            self._entries.append(entry)
        n_in = sum(len(entry.ids) for entry in self._entries)
        words = self.tr("{n} of {all} papers fall into {groups} groups")
        words = words.format(n=n_in, all=len(self._ids), groups=len(found))
        self.set_title(self.tr("Suggest topics"), words if found else "")
        nothing = self.tr("These papers are too few, or have too little in common.")
        self._tell("" if found else nothing)
        self._on_toggled()
        if self._entries:
            self._entries[0].name.setFocus()

    def _tell(self, words: str) -> None:
        self._message.setText(words)
        self._message.setVisible(bool(words))

    def _on_toggled(self, _is_on: bool = True) -> None:
        n_on = sum(entry.check.isChecked() for entry in self._entries)
        words = (
            self.tr("File under 1 topic")
            if n_on == 1
            else self.tr("File under {n} topics")
        )
        self._act.set_words(words.format(n=n_on))
        self._act.setEnabled(n_on > 0)


class ClusterEntry(QtWidgets.QWidget):
    """One group: its tick, its name, its words and the titles in its middle."""

    def __init__(
        self,
        look: Look,
        cluster: Cluster,
        titles: dict[PaperId, str],
        parent: QtWidgets.QWidget,
    ) -> None:
        super().__init__(parent)
        self.ids = tuple(PaperId(id) for id in cluster.ids if PaperId(id) in titles)
        self.check = Check(look, self.tr("Make {name}").format(name=cluster.name), self)
        self.check.setChecked(True)
        self.name = Field(self.tr("Name of the topic"), self)
        self.name.setText(cluster.name)
        n_papers = label(self, self.tr("{n} papers").format(n=len(self.ids)))
        n_papers.setProperty("kind", "hint")
        head = QtWidgets.QHBoxLayout()
        head.setSpacing(look.theme.px(8))
        head.addWidget(self.check)
        head.addWidget(self.name, 1)
        head.addWidget(n_papers)
        column = QtWidgets.QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.theme.px(4))
        column.addLayout(head)
        shown = [titles[id] for id in self.ids[:_N_TITLES]]
        for text in (", ".join(cluster.words), *shown):
            line = label(self, text, kind="hint", wraps=True)
            line.setContentsMargins(look.theme.px(32), 0, 0, 0)
            column.addWidget(line)
        self.setToolTip("\n".join(titles[id] for id in self.ids))

    def path(self) -> str | None:
        """Return the topic's path as it is written now; None when it has no name."""
        try:
            return SEPARATOR.join(split_path(self.name.text()))
        except InvalidInput:
            return None

"""The refresh sheet: what catalogues would change, ticked field by field."""

from collections.abc import Callable, Sequence

from PySide6 import QtCore, QtGui, QtWidgets

from app.commands.wording import count, quoted
from app.domain.refreshing import PaperOffers
from app.formats.readable import readable
from app.formats.text import one_line
from app.ui.appearance.look import Look
from app.ui.sheets.controls import ActButton
from app.ui.sheets.refresh_rows import ROW, Field, RefreshDelegate, RefreshRows, Row
from app.ui.sheets.rows import RowTable
from app.ui.sheets.sheet import MARGIN, Sheet
from app.ui.widgets.labels import hairline, label

_WIDTH, _HEIGHT = 900, 640
_MOTION = {"j": 1, "k": -1}
_WHOLE_LINES = 5
_LONGEST = 900
"""More of a value than the lines below the list show, in characters."""


class RefreshSheet(Sheet):
    """Shows old and new of each field with its source; Enter takes what is ticked."""

    def __init__(
        self, look: Look, papers: Sequence[PaperOffers], *, run: Callable[..., object]
    ) -> None:
        super().__init__(look, "Refresh details", width_px=_WIDTH, height_px=_HEIGHT)
        self._run = run
        self.model = RefreshRows(_changed_first(papers), self)
        self._list = RowTable(self.tr("Fields"), self)
        self._list.setModel(self.model)
        self._delegate = RefreshDelegate(look, self._list)
        self._list.setItemDelegate(self._delegate)
        self._whole = label(self, kind="hint", wraps=True)
        self._whole.setAlignment(QtCore.Qt.AlignmentFlag.AlignTop)
        self._take = ActButton(
            look, self.tr("Take over"), self, keys="Return", kind="primary"
        )
        self._cancel = ActButton(look, self.tr("Change nothing"), self, keys="Esc")
        self._lay_out()
        self._list.clicked.connect(self._on_clicked)
        self._list.selectionModel().currentChanged.connect(self._on_current_changed)
        self._take.clicked.connect(self._on_take)
        self._cancel.clicked.connect(self.dismiss)
        self.model.changed.connect(self._on_ticked)
        self._on_ticked()
        self._list.go_to_first()

    def first_focus(self) -> QtWidgets.QWidget:
        return self._list

    def restyle(self) -> None:
        super().restyle()
        self._list.set_row_height(self.look.theme.px(ROW))
        self._fit_whole()

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        keys = QtCore.Qt.Key
        row = self._current()
        if event.key() in (keys.Key_Return, keys.Key_Enter):
            self._on_take()
        elif step := _MOTION.get(event.text()):
            self._list.step(step)
        elif row is not None and (event.key() == keys.Key_Space or event.text() == "x"):
            self.model.toggle(row)
        elif row is not None and (event.key() == keys.Key_Right or event.text() == "l"):
            self._open(row, is_open=True)
        elif row is not None and (event.key() == keys.Key_Left or event.text() == "h"):
            self._open(row, is_open=False)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _lay_out(self) -> None:
        px = self.look.theme.px
        self.body.setContentsMargins(0, 0, 0, px(20))
        self.body.addWidget(hairline(self))
        self.body.addWidget(self._list, 1)
        self.body.addWidget(hairline(self))
        self._whole.setContentsMargins(px(MARGIN), 0, px(MARGIN), 0)
        self.body.addWidget(self._whole)
        row = QtWidgets.QHBoxLayout()
        row.setContentsMargins(px(MARGIN), 0, px(MARGIN), 0)
        keys = self.tr("Space ticks a field")
        if not self.model.is_one:
            keys = self.tr("Space ticks · → and ← show and hide the fields of a paper")
        row.addWidget(label(self, keys, kind="hint"))
        row.addStretch(1)
        row.addWidget(self._cancel)
        row.addWidget(self._take)
        self.body.addLayout(row)
        self._list.set_row_height(px(ROW))
        self._fit_whole()

    def _fit_whole(self) -> None:
        """Give the lines under the list room for several, so that nothing jumps."""
        line = QtGui.QFontMetrics(self.look.theme.ui_font()).lineSpacing()
        self._whole.setFixedHeight(_WHOLE_LINES * line)

    def _current(self) -> Row | None:
        index = self._list.currentIndex()
        return self.model.row_at(index) if index.isValid() else None

    def _open(self, row: Row, *, is_open: bool | None) -> None:
        at = 0 if self.model.is_one else self.model.row_of(row.n_paper)
        if self.model.is_one:
            return
        self.model.toggle_open(row, is_open)
        self._list.setCurrentIndex(self.model.index(at))

    def _on_clicked(self, index: QtCore.QModelIndex) -> None:
        row = self.model.row_at(index)
        pointer = self._list.viewport().mapFromGlobal(QtGui.QCursor.pos())
        rect = self._list.visualRect(index)
        is_box = pointer.x() <= self._delegate.box(row, rect).right() + 8
        if is_box or isinstance(row, Field):
            self.model.toggle(row)
        else:
            self._open(row, is_open=None)

    def _on_current_changed(self, _index: QtCore.QModelIndex) -> None:
        row = self._current()
        if isinstance(row, Field):
            offer = row.offer
            old, new = (one_line(t)[:_LONGEST] for t in (offer.old, offer.new))
            self._whole.setText(
                f"{self.tr('Now')}: {old or '–'}\n"
                f"{offer.source}: {readable(new) or '–'}"
            )
        else:
            self._whole.setText("" if row is None else row.paper.message)

    def _on_ticked(self) -> None:
        papers = [paper for paper in self.model.papers() if paper.taken]
        n_fields = sum(len(paper.taken) for paper in papers)
        fields = count(n_fields, "field")
        only = self.model.papers()[0]
        where = f"{len(papers)} papers" if len(papers) != 1 else "1 paper"
        if self.model.is_one:
            where = quoted(only.title)
        words = f"Will change {fields} of {where}."
        if self.model.is_one and only.message:
            words = f"{words} {only.message}"
        self.set_title(self.tr("Refresh details"), words)
        self._take.setEnabled(bool(n_fields))

    def _on_take(self) -> None:
        if not self._take.isEnabled():
            return
        self._run("metadata.take", papers=self.model.papers())
        self.dismiss()


def _changed_first(papers: Sequence[PaperOffers]) -> list[PaperOffers]:
    """Return the papers that change, then those to look at, then those not found.

    Those on which nothing would change are left out, unless there is no other.
    """

    def rank(paper: PaperOffers) -> int:
        return 0 if paper.taken else 1 if paper.offers else 2

    shown = [paper for paper in papers if paper.offers or paper.message]
    return sorted(shown or papers, key=rank)

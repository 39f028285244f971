"""The sheet of papers that are like one, with the words they share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.errors import AppError
from app.domain.paper import PaperId
from app.domain.text import PaperText
from app.formats.readable import shown_title
from app.learning.texts import Alike
from app.runtime.library_client import LibraryClient
from app.runtime.suggester import Suggester
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.sheets.row_painting import RowDelegate, paint_text
from app.ui.sheets.rows import Index, RowList, RowsModel
from app.ui.sheets.sheet import MARGIN, Sheet
from app.ui.widgets.labels import hairline, label

N_SHOWN = 30
_WIDTH, _HEIGHT, _ROW = 680, 560, 52


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarRow:
    """One paper that is like the one asked about."""

    id: PaperId
    title: str
    words: tuple[str, ...]


class SimilarSheet(Sheet):
    """Lists the papers most like one, best first; Enter goes to one."""

    def __init__(
        self,
        look: Look,
        *,
        id: PaperId,
        suggester: Suggester,
        library: LibraryClient,
        jobs: TaskSupervisor,
        run: Callable[..., object],
    ) -> None:
        title = self.tr("More like this")
        super().__init__(look, title, width_px=_WIDTH, height_px=_HEIGHT)
        self._id, self._run = id, run
        self._suggester, self._library, self._jobs = suggester, library, jobs
        self._model: RowsModel[SimilarRow] = RowsModel(_spoken, _is_choice, self)
        self._list = _List(self.tr("Papers like this"), self)
        self._list.setModel(self._model)
        self._list.setUniformItemSizes(True)
        delegate = _SimilarDelegate(look, _ROW, self, holder=self._list)
        self._list.setItemDelegate(delegate)
        px = look.theme.px
        self._message = label(self, self.tr("Reading the library …"), kind="hint")
        self._message.setContentsMargins(px(MARGIN), px(12), px(MARGIN), px(12))
        self.body.setSpacing(0)
        self.body.setContentsMargins(0, px(12), 0, px(12))
        self.body.addWidget(hairline(self))
        self.body.addWidget(self._message)
        self.body.addWidget(self._list, 1)
        self._list.chosen.connect(self._on_chosen)
        self._list.clicked.connect(self._on_chosen)
        self.opened.connect(self._begin)

    def first_focus(self) -> QtWidgets.QWidget:
        return self._list

    def rows(self) -> tuple[SimilarRow, ...]:
        """Return the rows shown, the most alike first."""
        return self._model.rows()

    def message(self) -> str:
        """Return what is told instead of rows, '' when there are some."""
        return "" if self._message.isHidden() else self._message.text()

    def _begin(self) -> None:
        reading = self._jobs.run(self._read(), "more like this")
        self.closed.connect(reading.cancel)

    async def _read(self) -> None:
        try:
            alike = await self._suggester.like(self._id, N_SHOWN)
            ids = (self._id, *(PaperId(a.id) for a in alike))
            texts = await self._library.read(lambda reader: reader.texts_of(ids))
        except AppError as error:
            self._tell(str(error))
            return
        by_id = {text.id: text for text in texts}
        if self._id in by_id:
            title = shown_title(by_id[self._id].title)
            self.set_title(self.tr("More like this"), title)
        self._model.set_rows(_rows(alike, by_id))
        self._list.go_to_first()
        self._tell("" if alike else self.tr("No paper here shares its words."))

    def _tell(self, words: str) -> None:
        self._message.setText(words)
        self._message.setVisible(bool(words))

    def _on_chosen(self) -> None:
        index = self._list.currentIndex()
        if index.isValid():
            row = self._model.row_at(index)
            self.dismiss()
            self._run("paper.reveal", ids=(row.id,))


class _List(RowList):
    """The list, which takes Enter as well."""

    chosen = QtCore.Signal()

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        keys = QtCore.Qt.Key
        steps = {keys.Key_J: 1, keys.Key_K: -1}
        if event.key() in (keys.Key_Return, keys.Key_Enter):
            self.chosen.emit()
        elif event.key() in steps and not event.modifiers():
            self.step(steps[keys(event.key())])
        else:
            super().keyPressEvent(event)
            return
        event.accept()


class _SimilarDelegate(RowDelegate):
    """Paints a title, and under it the words shared."""

    def paint_row(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, index: Index
    ) -> None:
        theme, px = self.look.theme, self.look.theme.px
        row: SimilarRow = index.model().row_at(index)  # type: ignore[attr-defined]  # ours
        inner = rect.adjusted(px(24), px(6), -px(24), -px(6))
        half = inner.height() // 2
        upper = QtCore.QRect(inner.left(), inner.top(), inner.width(), half)
        paint_text(
            painter, upper, row.title, theme.ui_font(1.0, 500), theme.colours.text
        )
        words = ", ".join(row.words)
        lower = upper.translated(0, half)
        paint_text(painter, lower, words, theme.ui_font(0.92), theme.colours.text3)


def _rows(
    alike: Sequence[Alike], by_id: dict[PaperId, PaperText]
) -> tuple[SimilarRow, ...]:
    return tuple(
        SimilarRow(
            id=PaperId(a.id),
            title=shown_title(by_id[PaperId(a.id)].title),
            words=a.words,
        )
        for a in alike
        if PaperId(a.id) in by_id
    )


def _spoken(row: SimilarRow) -> str:
    return f"{row.title}: {', '.join(row.words)}"


def _is_choice(_row: SimilarRow) -> bool:
    return True

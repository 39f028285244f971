"""The import sheet: what an import would add, before it does."""

from collections.abc import Mapping, Sequence

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.errors import InvalidInput
from app.domain.importing import ImportPlan, Verdict
from app.domain.paper import PaperId, Skipped
from app.domain.topic import Topic, split_path
from app.formats.addresses import has_address
from app.formats.references import is_reference_list
from app.ui.appearance.look import Look
from app.ui.sheets.controls import ActButton, Chip, Combo
from app.ui.sheets.import_choices import ImportChoices
from app.ui.sheets.import_lines import FurnitureLines, LineActs, LineField
from app.ui.sheets.import_rows import WORDS, ImportDelegate, ImportRow, ImportWords
from app.ui.sheets.import_wording import figure, sources, told
from app.ui.sheets.rows import RowsModel, RowTable
from app.ui.sheets.sheet import MARGIN, Sheet
from app.ui.widgets.focus_ring import RING
from app.ui.widgets.labels import hairline, label

_HEIGHT = 676
_EDITS = (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter, QtCore.Qt.Key.Key_F2)
_COMBO_WIDTH = 210

_VIEWS: tuple[tuple[str, Verdict | None], ...] = (
    ("All", None),
    *((WORDS[verdict][0], verdict) for verdict in Verdict),
)


class ImportSheet(Sheet):
    """Shows a plan and lets the user change it; `review` gives it back.

    `line_given` carries a part that is no paper and its corrected text, to be read
    again; `take_line` gets the answer.
    """

    line_given = QtCore.Signal(object, str)

    def __init__(
        self, look: Look, choices: ImportChoices, topics: Sequence[Topic]
    ) -> None:
        plan = choices.plan
        super().__init__(
            look,
            "",
            width_px=look.theme.sizes.import_sheet,
            height_px=_HEIGHT,
            is_light=False,
        )
        self._choices = choices
        self._answer: ImportPlan | None = None
        self._view: Verdict | None = None
        self._shows_skipped = False
        self._chips: list[Chip] = []
        self._words = ImportWords()
        self._model: RowsModel[ImportRow] = RowsModel(
            self._words.sentence, _is_choice, self
        )
        self._list = RowTable(self.tr("Papers to import"), self)
        self._list.setObjectName("rows")
        self._delegate = ImportDelegate(look, self._words, self._list)
        self._list.setModel(self._model)
        self._list.setItemDelegate(self._delegate)
        self._list.set_row_height(self._delegate.row_height())
        self._nothing = label(self, "", kind="meta")
        self._acts = LineActs(look, self)
        self._field: LineField | None = None
        self._furniture = FurnitureLines(look, plan.furniture, self)
        self._tally = label(self, kind="meta")
        self._topic = self._make_topic(plan.topic, topics)
        self._problem = label(self, "", kind="danger")
        self._problem.hide()
        self._cancel = ActButton(look, self.tr("Cancel"), self)
        self._import = ActButton(
            look, "", self, keys="Enter", kind="primary", space_passes=True
        )
        self._lay_out()
        self._list.clicked.connect(self._on_clicked)
        self._list.selectionModel().currentChanged.connect(self._close_field)
        self._acts.corrected.connect(self._edit_current)
        self._acts.added.connect(self._add_current)
        self._cancel.clicked.connect(self.dismiss)
        self._import.clicked.connect(self._accept)
        self._topic.currentTextChanged.connect(self._on_topic_changed)
        is_skipped = not plan.papers and bool(plan.skipped)
        self._take_topic()
        self._choose_view(None, is_skipped=is_skipped)

    async def review(self) -> ImportPlan | None:
        """Wait for the answer: the plan as changed, None when it was cancelled."""
        await self.until_closed()
        return self._answer

    def first_focus(self) -> QtWidgets.QWidget:
        return self._import if self._import.isEnabled() else self._cancel

    def rows(self) -> tuple[ImportRow, ...]:
        """Return the rows of the view chosen."""
        return self._model.rows()

    def show_places(self, places: Mapping[PaperId, str]) -> None:
        """Say where papers of the library are that the plan holds as well."""
        self._words.add_places(places)
        self._list.viewport().update()

    def spoken(self) -> list[str]:
        """Return the rows in words, as a screen reader says them."""
        return [self._words.sentence(row) for row in self.rows()]

    def show_verdict(self, verdict: Verdict | None) -> None:
        """Show the papers of a verdict, None for all of them."""
        self._choose_view(verdict, is_skipped=False)

    def show_skipped(self) -> None:
        """Show the parts that are no papers."""
        self._choose_view(None, is_skipped=True)

    def choose_topic(self, path: str) -> None:
        """File the papers under a topic, '' for none."""
        self._topic.setCurrentText(path or self.tr("Inbox only"))

    def restyle(self) -> None:
        super().restyle()
        self._list.set_row_height(self._delegate.row_height())

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        keys = QtCore.Qt.Key
        steps = {keys.Key_Down: 1, keys.Key_Up: -1, keys.Key_J: 1, keys.Key_K: -1}
        pages = {keys.Key_PageDown: 8, keys.Key_PageUp: -8}
        key = event.key()
        if key == keys.Key_Space:
            self._act_on_current()
        elif self._list.hasFocus() and self._shows_skipped and key in _EDITS:
            self._edit_current()
        elif key in range(keys.Key_1, keys.Key_1 + len(self._chips)):
            self._press_chip(key - keys.Key_1)
        elif key in (keys.Key_Return, keys.Key_Enter):
            self._import.click()
        elif key in steps or key in pages:
            self._list.step({**steps, **pages}[keys(key)])
            if self._list.isVisible():
                self._list.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _press_chip(self, number: int) -> None:
        chip = self._chips[number]
        if not chip.isHidden():
            chip.setChecked(True)
            if self._list.isVisible():
                self._list.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        px = self.look.theme.px
        self.body.setContentsMargins(0, 0, 0, px(20))
        self.body.setSpacing(0)
        chips = QtWidgets.QHBoxLayout()
        chips.setContentsMargins(px(MARGIN - RING), 0, px(MARGIN), px(16 - RING))
        chips.setSpacing(px(8 - 2 * RING))
        for name, verdict in _VIEWS:
            _, icon, role = WORDS[verdict] if verdict else ("", "", "text2")
            chips.addWidget(self._make_chip(self.tr(name), icon, role))
        chips.addWidget(self._make_chip(self.tr("Skipped"), "info", "text2"))
        chips.addStretch(1)
        chips.addWidget(self._tally)
        self.body.addLayout(chips)
        self.body.addWidget(hairline(self))
        self._nothing.setAlignment(QtCore.Qt.AlignmentFlag.AlignCenter)
        self.body.addWidget(self._nothing, 1)
        self.body.addWidget(self._list, 1)
        self.body.addWidget(self._acts)
        self.body.addWidget(hairline(self))
        self.body.addWidget(self._furniture)
        foot = QtWidgets.QHBoxLayout()
        foot.setContentsMargins(px(MARGIN), px(14), px(MARGIN), 0)
        foot.setSpacing(px(12))
        foot.addWidget(label(self, self.tr("File under"), kind="meta"))
        foot.addWidget(self._topic)
        hint = label(self, self.tr("One step: Undo takes all of it back."), kind="hint")
        foot.addWidget(hint)
        foot.addWidget(self._problem)
        foot.addStretch(1)
        foot.addWidget(self._cancel)
        foot.addWidget(self._import)
        self.body.addLayout(foot)

    def _make_chip(self, name: str, icon: str, role: str) -> Chip:
        chip = Chip(self.look, name, icon, role, self)
        chip.toggled.connect(self._on_chip_toggled)
        self._chips.append(chip)
        chip.setToolTip(f"{name} ({len(self._chips)})")
        return chip

    def _make_topic(self, chosen: str, topics: Sequence[Topic]) -> Combo:
        combo = Combo(self.look, self.tr("File under"), self)
        combo.setEditable(True)
        combo.setInsertPolicy(QtWidgets.QComboBox.InsertPolicy.NoInsert)
        combo.addItem(self.tr("Inbox only"))
        combo.addItems([topic.path for topic in topics])
        combo.setCurrentText(chosen or self.tr("Inbox only"))
        combo.setFixedWidth(self.look.theme.px(_COMBO_WIDTH))
        combo.setToolTip(self.tr("Choose a topic, or type a new one (A or A/B)"))
        return combo

    def _topic_path(self) -> str:
        text = self._topic.currentText().strip()
        return "" if text == self.tr("Inbox only") else text

    def _choose_view(self, verdict: Verdict | None, *, is_skipped: bool) -> None:
        self._view, self._shows_skipped = verdict, is_skipped
        places = [verdict for _, verdict in _VIEWS]
        chosen = len(places) if is_skipped else places.index(verdict)
        if self._chips[chosen].isChecked():
            self._fill()
        else:
            self._chips[chosen].setChecked(True)

    def _fill(self) -> None:
        choices = self._choices
        self._field = None  # the rows that go take it with them
        rows = (
            choices.skipped_rows() if self._shows_skipped else choices.rows(self._view)
        )
        self._model.set_rows(rows)
        self._list.go_to_first()
        self._list.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self._nothing.setText(
            self.tr("Nothing here.")
            if choices.count(None)
            else self.tr("Nothing in it reads as a paper. Nothing will be added.")
        )
        self._acts.setVisible(self._shows_skipped and bool(rows))
        self._count_again()

    def _count_again(self) -> None:
        choices = self._choices
        plan = choices.plan
        title, tally, act = told(choices, self.tr)
        self.set_title(title, plan.summary, tip=sources(plan.sources))
        self._tally.setText(tally)
        counts = [choices.count(verdict) for _, verdict in _VIEWS]
        for chip, n in zip(self._chips, [*counts, choices.n_skipped], strict=True):
            chip.set_count(figure(n))
        optional = [
            verdict is not None and verdict is not Verdict.NEW for _, verdict in _VIEWS
        ]
        for chip, is_optional, n in zip(
            self._chips, [*optional, True], [*counts, choices.n_skipped], strict=True
        ):
            chip.setVisible(bool(n) or not is_optional)
        self._import.set_words(act or self.tr("Nothing new"))
        self._import.setEnabled(bool(act))
        self._cancel.set_words(
            self.tr("Cancel") if self._import.isEnabled() else self.tr("Close")
        )

    def _on_chip_toggled(self, is_on: bool) -> None:
        if not is_on:
            return
        number = next(n for n, chip in enumerate(self._chips) if chip.isChecked())
        if number < len(_VIEWS):
            self._view, self._shows_skipped = _VIEWS[number][1], False
        else:
            self._shows_skipped = True
        self._fill()

    def _on_clicked(self, index: QtCore.QModelIndex) -> None:
        left = self._list.mapFromGlobal(QtGui.QCursor.pos()).x()
        is_skipped = isinstance(self._model.row_at(index).what, Skipped)
        is_act = left > self._list.width() - self._delegate.act_width()
        if (is_skipped and is_act) or not is_skipped:
            self._act_on_current()

    def _act_on_current(self) -> None:
        index = self._list.currentIndex()
        if not index.isValid():
            return
        row = self._model.row_at(index)
        if isinstance(row.what, Skipped):
            self._add_current()
            return
        had_keys = self._import.hasFocus()
        self._choices.toggle(row)
        self._model.repaint_row(index.row())
        self._count_again()
        if had_keys and not self._import.isEnabled():
            self._list.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)

    def _current_part(self) -> tuple[int, Skipped] | None:
        """Return the part that the keys are on, with its number."""
        index = self._list.currentIndex()
        if not index.isValid() or not self._shows_skipped:
            return None
        row = self._model.row_at(index)
        return (row.number, row.what) if isinstance(row.what, Skipped) else None

    def _add_current(self) -> None:
        """Make a paper of the current part, by hand."""
        current = self._current_part()
        if current is None:
            return
        title = self._choices.suggested_title(current[1])
        if self._field is not None:
            title = self._field.text()
        if not title:
            self._edit_current()
            return
        self._choices.add_skipped(current[0], title)
        self._show_what_is_left()

    def _read_current(self) -> None:
        """Read the current part again as it was corrected; else add it by hand."""
        current = self._current_part()
        text = "" if self._field is None else self._field.text()
        if current is None or not text:
            return
        if has_address(text) or is_reference_list(text):
            self.line_given.emit(current[1], text)
        else:
            self._add_current()

    def take_line(self, part: Skipped, text: str, found: ImportPlan | None) -> None:
        """Put what a corrected part was read as in its place; None: it is a title."""
        self._choices.correct(part, text, found)
        self._show_what_is_left()

    def _show_what_is_left(self) -> None:
        row = self._list.currentIndex().row()
        if self._choices.n_skipped:
            self._fill()
            self._list.step(row)
            self._list.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)
        else:
            self._choose_view(Verdict.NEW, is_skipped=False)
            self.first_focus().setFocus(QtCore.Qt.FocusReason.OtherFocusReason)

    def _edit_current(self) -> None:
        """Let the user correct the current part, where it stands."""
        current, index = self._current_part(), self._list.currentIndex()
        if current is None:
            return
        if self._field is None:
            text = self._choices.suggested_title(current[1])
            self._field = LineField(self.look, text, self._list.viewport())
            self._field.given.connect(self._read_current)
            self._field.left.connect(self._on_line_left)
            self._list.setIndexWidget(index, self._field)
            self._list.scrollTo(index)
        self._field.begin()

    def _close_field(self) -> None:
        """Show the line again that was being corrected."""
        if self._field is not None:
            field, self._field = self._field, None
            field.hide()
            field.deleteLater()

    def _on_line_left(self) -> None:
        self._list.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)
        self._close_field()

    def _on_topic_changed(self) -> None:
        self._problem.hide()
        self._take_topic()
        self._count_again()

    def _take_topic(self) -> None:
        """Tell of papers here already that they are filed, or that they are not."""
        self._choices.has_topic = self._words.has_topic = bool(self._topic_path())
        self._list.viewport().update()

    def _accept(self) -> None:
        topic = self._topic_path()
        try:
            topic = "/".join(split_path(topic)) if topic else ""
        except InvalidInput as error:
            self._problem.setText(str(error))
            self._problem.show()
            return
        self._answer = self._choices.result(topic)
        self.dismiss()


def _is_choice(_row: ImportRow) -> bool:
    return True

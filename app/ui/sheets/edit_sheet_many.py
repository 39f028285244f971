"""The edit sheet of several papers: what makes sense on all of them."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6 import QtGui, QtWidgets

from app.domain.fields import Fields
from app.domain.paper import MAX_RATING, PaperId, Status
from app.domain.topic import SEPARATOR, split_path
from app.formats import typed
from app.ui.appearance.look import Look
from app.ui.sheets.edit_form import Form
from app.ui.sheets.edit_sheet import WIDTH, foot, is_control_enter, read_fields
from app.ui.sheets.sheet import Sheet

_HEIGHT = 600
_AWAY = "-"
_LEAVE = ""


class EditManySheet(Sheet):
    """Edits several papers at once; a field that is empty leaves them as they are."""

    def __init__(
        self, look: Look, *, ids: Sequence[PaperId], run: Callable[..., object]
    ) -> None:
        super().__init__(
            look, "Edit", width_px=WIDTH, height_px=_HEIGHT, is_light=False
        )
        self.set_title(
            self.tr("Edit %1 papers").replace("%1", str(len(ids))),
            self.tr("What is left empty stays as it is on each of them."),
        )
        self._ids, self._run = tuple(ids), run
        self.form = Form(look, self)
        self._fill()
        self.body.addWidget(self.form, 1)
        hint = self.tr("One act for all of them; Undo takes it back.")
        self.body.addLayout(foot(self, hint, self._save))
        self.form.finished.connect(self._save)

    def first_focus(self) -> QtWidgets.QWidget:
        return self.form.focus("venue")

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        if is_control_enter(event):
            self._save()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _fill(self) -> None:
        form, tr = self.form, self.tr
        leave = tr("Leave as it is")
        away = tr("Leave as it is; a single - takes it away")
        form.add_line("venue", tr("Venue"), hint=away)
        form.add_line("year", tr("Year"), hint=away)
        commas = tr("Parted by commas")
        form.add_line("add_tags", tr("Add tags"), hint=commas)
        form.add_line("remove_tags", tr("Remove tags"), hint=commas)
        statuses = {status.value: status.value.capitalize() for status in Status}
        form.add_choice("status", tr("Status"), {_LEAVE: leave, **statuses})
        stars = {"1": tr("Starred"), "0": tr("Not starred")}
        form.add_choice("is_starred", tr("Star"), {_LEAVE: leave, **stars})
        ratings = {str(n): f"{n} / {MAX_RATING}" for n in range(1, MAX_RATING + 1)}
        form.add_choice(
            "rating", tr("Rating"), {_LEAVE: leave, "0": tr("No rating"), **ratings}
        )
        lines = tr("A/B, one a line")
        form.add_text("file_under", tr("File under"), n_lines=2, hint=lines)
        form.add_text("unfile", tr("Take out of"), n_lines=2, hint=lines)
        form.finish()

    def _save(self) -> None:
        values, problems = self._read(self.form.changed())
        self.form.show_problems(problems)
        if problems:
            return
        if values:
            fields = {
                name: values.pop(name)
                for name in ("venue", "year", "add_tags", "remove_tags")
                if name in values
            }
            self._run("paper.set", ids=self._ids, fields=Fields(**fields), **values)
        self.dismiss()

    def _read(self, texts: dict[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
        readers: dict[str, Callable[[str], Any]] = {
            "venue": lambda text: "" if text.strip() == _AWAY else text.strip(),
            "year": lambda t: 0 if t.strip() == _AWAY else typed.year_typed(t),
            "add_tags": typed.tags_typed,
            "remove_tags": typed.tags_typed,
            "status": Status,
            "is_starred": lambda text: text == "1",
            "rating": int,
            "file_under": _paths,
            "unfile": _paths,
        }
        given = {name: text for name, text in texts.items() if text.strip()}
        return read_fields({n: (readers[n], text) for n, text in given.items()})


def _paths(text: str) -> tuple[str, ...]:
    lines = filter(None, (line.strip() for line in text.splitlines()))
    return tuple(dict.fromkeys(SEPARATOR.join(split_path(line)) for line in lines))

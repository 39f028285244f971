"""The edit sheet: the fields of one paper, as source text."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.errors import AppError
from app.domain.fields import Fields
from app.domain.paper import Paper
from app.formats import typed
from app.formats.readable import readable
from app.ui.appearance.look import Look
from app.ui.sheets.controls import ActButton
from app.ui.sheets.edit_form import Form
from app.ui.sheets.sheet import Sheet
from app.ui.widgets.labels import label

WIDTH, HEIGHT = 720, 700


class EditSheet(Sheet):
    """Edits a paper; Ctrl+Enter saves what was changed as one act.

    Esc closes it; what was typed is then in `left`, and stands there again when it is
    given as `draft`. `field` has the keys at first. `saving` is what became of saving:
    the task of the command.
    """

    def __init__(
        self,
        look: Look,
        *,
        paper: Paper,
        run: Callable[..., object],
        draft: Mapping[str, str] | None = None,
        field: str = "",
    ) -> None:
        super().__init__(look, "Edit", width_px=WIDTH, height_px=HEIGHT, is_light=False)
        self.set_title(self.tr("Edit"), readable(paper.title)[:200])
        self._paper, self._run, self._field = paper, run, field
        self._is_saved = False
        self.saving: object = None
        self.form = Form(look, self)
        self._fill(paper)
        for name, text in (draft or {}).items():
            self.form.set_text(name, text)
        again = ActButton(look, self.tr("Start again"), self)
        again.setToolTip(self.tr("Put back what the library holds."))
        again.setVisible(bool(draft))
        again.clicked.connect(self.form.reset)
        self.body.addWidget(self.form, 1)
        hint = self.tr("TeX is kept as written. Esc keeps what you typed for later.")
        self.body.addLayout(foot(self, hint, self._save, again))
        self.form.finished.connect(self._save)

    def first_focus(self) -> QtWidgets.QWidget:
        return self.form.focus(self._field)

    def typed(self) -> dict[str, str]:
        """Return what was typed, saved or not, by field."""
        return self.form.changed()

    def left(self) -> dict[str, str]:
        """Return what was typed and not saved, by field."""
        return {} if self._is_saved else self.form.changed()

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        if is_control_enter(event):
            self._save()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _fill(self, paper: Paper) -> None:
        form, tr = self.form, self.tr
        form.add_text("title", self._titled("title"), paper.title, n_lines=2)
        form.add_text(
            "authors",
            self._titled("authors"),
            typed.authors_text(paper.authors),
            n_lines=3,
            hint=tr("One a line"),
        )
        year = "" if paper.year is None else str(paper.year)
        form.add_line("year", self._titled("year"), year)
        form.add_line("venue", self._titled("venue"), paper.venue)
        kinds = self._kinds()
        if paper.kind not in kinds:
            kinds[paper.kind] = paper.kind
        form.add_choice("kind", self._titled("kind"), kinds, paper.kind)
        form.add_text(
            "details",
            self._titled("details"),
            typed.details_text(paper.details),
            n_lines=3,
            hint=tr("volume: 3, one a line"),
        )
        form.add_text(
            "identifiers",
            self._titled("identifiers"),
            typed.identifiers_text(paper.identifiers),
            n_lines=2,
            hint=tr("arXiv id or DOI, one a line"),
        )
        form.add_text(
            "links",
            self._titled("links"),
            typed.links_text(paper.links),
            n_lines=2,
            hint=tr("https://…, one a line"),
        )
        tags = typed.tags_text(paper.tags)
        form.add_line("tags", self._titled("tags"), tags, tr("Parted by commas"))
        form.add_text("abstract", self._titled("abstract"), paper.abstract, n_lines=7)
        form.finish()

    def _titled(self, name: str) -> str:
        """Return the name of a field; a dot says that the user wrote it."""
        names = {
            "title": self.tr("Title"),
            "authors": self.tr("Authors"),
            "year": self.tr("Year"),
            "venue": self.tr("Venue"),
            "kind": self.tr("Type"),
            "details": self.tr("More fields"),
            "identifiers": self.tr("Identifiers"),
            "links": self.tr("Links"),
            "tags": self.tr("Tags"),
            "abstract": self.tr("Abstract"),
        }
        is_theirs = name in self._paper.edited
        return f"{names[name]} ·" if is_theirs else names[name]

    def _kinds(self) -> dict[str, str]:
        """Return the words for types of CSL, in the order of the choice."""
        tr = self.tr
        return {
            "": tr("Not said"),
            "article-journal": tr("Journal article"),
            "paper-conference": tr("Conference paper"),
            "article": tr("Preprint"),
            "chapter": tr("Book chapter"),
            "book": tr("Book"),
            "thesis": tr("Thesis"),
            "report": tr("Report"),
            "review": tr("Review"),
            "article-magazine": tr("Magazine article"),
            "article-newspaper": tr("Newspaper article"),
            "entry-encyclopedia": tr("Encyclopedia entry"),
            "entry-dictionary": tr("Dictionary entry"),
            "dataset": tr("Dataset"),
            "software": tr("Software"),
            "webpage": tr("Web page"),
            "post-weblog": tr("Blog post"),
            "speech": tr("Talk"),
            "manuscript": tr("Manuscript"),
            "patent": tr("Patent"),
            "standard": tr("Standard"),
            "document": tr("Other document"),
        }

    def _save(self) -> None:
        changed = self.form.changed()
        values, problems = _read(changed, self._paper)
        self.form.show_problems(problems)
        if problems:
            return
        self._is_saved = True
        if values:
            ids = (self._paper.id,)
            self.saving = self._run("paper.set", ids=ids, fields=Fields(**values))
        self.dismiss()


def foot(
    sheet: Sheet, hint: str, act: Callable[[], object], *others: QtWidgets.QWidget
) -> QtWidgets.QHBoxLayout:
    """Return the foot of an edit sheet: a hint, other buttons, and Save."""
    row = QtWidgets.QHBoxLayout()
    row.setSpacing(sheet.look.theme.px(8))
    row.addWidget(label(sheet, hint, kind="hint", wraps=True), 1)
    for other in others:
        row.addWidget(other)
    words = sheet.tr("Save")
    button = ActButton(sheet.look, words, sheet, keys="Ctrl+Enter", kind="primary")
    button.clicked.connect(act)
    row.addWidget(button)
    return row


def is_control_enter(event: QtGui.QKeyEvent) -> bool:
    """Say whether a key press saves."""
    keys = QtCore.Qt.Key
    control = QtCore.Qt.KeyboardModifier.ControlModifier
    is_enter = event.key() in (keys.Key_Return, keys.Key_Enter)
    return is_enter and bool(event.modifiers() & control)


def _read(
    texts: Mapping[str, str], paper: Paper
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the values typed, and by field what is wrong with the others."""
    readers: dict[str, Callable[[str], Any]] = {
        "title": typed.title_typed,
        "authors": typed.authors_typed,
        "year": typed.year_typed,
        "venue": str.strip,
        "kind": str,
        "details": lambda text: typed.details_typed(text, paper.details),
        "identifiers": lambda text: typed.identifiers_typed(text, paper.identifiers),
        "links": lambda text: typed.links_typed(text, paper.links),
        "tags": typed.tags_typed,
        "abstract": str.strip,
    }
    return read_fields({name: (readers[name], text) for name, text in texts.items()})


def read_fields(
    texts: Mapping[str, tuple[Callable[[str], Any], str]],
) -> tuple[dict[str, Any], dict[str, str]]:
    """Read texts, each by its own reader; return values, and problems by field."""
    values: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for name, (read, text) in texts.items():
        try:
            values[name] = read(text)
        except AppError as error:
            problems[name] = f"{error.message} {error.hint}"
    return values, problems

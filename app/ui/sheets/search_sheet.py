"""The search sheet: a name for a search, or name and words of a saved one."""

from collections.abc import Callable

from PySide6 import QtWidgets

from app.domain.query import SavedSearch
from app.ui.appearance.look import Look
from app.ui.sheets.controls import ActButton, Field
from app.ui.sheets.sheet import Sheet
from app.ui.widgets.labels import label

_WIDTH = 520


class SearchSheet(Sheet):
    """Saves the search `text` (`search` None), or changes or deletes a saved one."""

    def __init__(
        self,
        look: Look,
        *,
        search: SavedSearch | None,
        text: str,
        run: Callable[..., object],
    ) -> None:
        title = self.tr("Save this search") if search is None else self.tr("Search")
        super().__init__(look, title, width_px=_WIDTH)
        self.set_title(title, search.name if search else "")
        self._search, self._run = search, run
        self._name = Field(self.tr("Name"), self)
        self._name.setPlaceholderText(self.tr("Name of the search"))
        self._name.setText(search.name if search else "")
        self._name.selectAll()
        self._text = Field(self.tr("Search"), self)
        self._text.setText(search.text if search else text)
        self._problem = label(self, kind="danger", wraps=True)
        self._problem.hide()
        for widget in (self._name, self._text, self._problem):
            self.body.addWidget(widget)
        self.body.addSpacing(look.theme.px(8))
        self.body.addLayout(self._make_foot())
        self._name.returnPressed.connect(self._accept)
        self._text.returnPressed.connect(self._accept)

    def first_focus(self) -> QtWidgets.QWidget:
        return self._name

    def _make_foot(self) -> QtWidgets.QHBoxLayout:
        row = QtWidgets.QHBoxLayout()
        row.setSpacing(self.look.theme.px(8))
        if self._search is not None:
            delete = ActButton(self.look, self.tr("Delete the search"), self)
            delete.setToolTip(self.tr("Its papers stay in the library."))
            delete.clicked.connect(self._delete)
            row.addWidget(delete)
        row.addStretch(1)
        act = ActButton(self.look, self.tr("Save"), self, keys="Enter", kind="primary")
        act.clicked.connect(self._accept)
        row.addWidget(act)
        return row

    def _accept(self) -> None:
        name, text = self._name.text().strip(), self._text.text().strip()
        if not name or not text:
            missing = self.tr("Type a name.") if text else self.tr("Type a search.")
            self._problem.setText(missing)
            self._problem.show()
            return
        if self._search is None:
            self._run("search.add", name=name, text=text)
        elif (name, text) != (self._search.name, self._search.text):
            search_id = self._search.id
            self._run("search.change", search_id=search_id, name=name, text=text)
        self.dismiss()

    def _delete(self) -> None:
        if self._search is not None:
            self._run("search.delete", search_id=self._search.id)
        self.dismiss()

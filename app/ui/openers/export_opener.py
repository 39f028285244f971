"""Opening the export sheet, and asking for the file behind it."""

import contextlib
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6 import QtCore, QtWidgets

from app.commands.wording import count
from app.domain.errors import InvalidInput
from app.domain.paper import PaperId, TopicId
from app.domain.query import Place, Query
from app.formats.format_names import SUFFIXES
from app.settings.store import SettingsStore
from app.ui.appearance.look import Look
from app.ui.sheets.export_sheet import Choice, ExportSheet, Scope
from app.ui.sheets.host import Sheets

_FORMAT = "export.format"
_UNSAFE = re.compile(r"[^\w .,()+-]+")


class ExportOpener(QtCore.QObject):
    """Asks what to export.

    `targets` are the papers a verb acts on, `query`, `name` and `n_listed` tell of
    the list.
    """

    def __init__(
        self,
        look: Look,
        sheets: Sheets,
        settings: SettingsStore,
        *,
        run: Callable[..., Any],
        targets: Callable[[], tuple[PaperId, ...]],
        query: Callable[[], Query],
        name: Callable[[], str],
        n_listed: Callable[[], int],
    ) -> None:
        super().__init__(sheets)
        self._look, self._sheets, self._settings = look, sheets, settings
        self._run, self._targets, self._query = run, targets, query
        self._name, self._n_listed = name, n_listed

    def actions(self) -> dict[str, Callable[..., Any]]:
        """Return what each command that opens the sheet does."""
        return {"export.choose": self._open}

    def _open(self, topic_id: TopicId | None = None, name: str = "") -> None:
        """Ask what to export, with the topic of that name first."""
        topic = Scope(
            words=self.tr("Topic: {}").format(name),
            name=_UNSAFE.sub(" ", name).strip(),
            arguments={"query": Query(place=Place.TOPIC, topic=topic_id)},
        )
        scopes = [] if topic_id is None else [topic]
        self._sheets.open(
            ExportSheet(
                self._look,
                scopes=[*scopes, *self.scopes()],
                format=self._settings.text(_FORMAT),
                go_on=self._ask_file,
            )
        )

    def scopes(self) -> list[Scope]:
        """Return what may go out, the likeliest first."""
        ids, name = self._targets(), self._name()
        words = (
            self.tr("This paper")
            if len(ids) == 1
            else self.tr("Selected: {}").format(count(len(ids), "paper"))
        )
        chosen = Scope(words=words, name=self.tr("papers"), arguments={"ids": ids})
        listed = Scope(
            words=f"{name}: {count(self._n_listed(), 'paper')}",
            name=_UNSAFE.sub(" ", name).strip(),
            arguments={"query": self._query()},
        )
        every = Scope(
            words=self.tr("The whole library"), name=self.tr("library"), arguments={}
        )
        if len(ids) > 1:
            return [chosen, listed, every]
        return [listed, *([chosen] if ids else []), every]

    def _ask_file(self, choice: Choice) -> None:
        suffix = SUFFIXES[choice.format]
        dialog = QtWidgets.QFileDialog(self._sheets.window(), self.tr("Export"))
        dialog.setAcceptMode(QtWidgets.QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([f"*{suffix}", self.tr("All files (*)")])
        dialog.setDefaultSuffix(suffix.removeprefix("."))
        dialog.selectFile(f"{choice.scope.name or 'papers'}{suffix}")
        dialog.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(partial(self.write, choice))
        dialog.open()

    def write(self, choice: Choice, file: str) -> None:
        """Write what was chosen, and offer the same format first the next time."""
        self._run(
            "library.export",
            file=Path(file),
            format=choice.format,
            with_files=choice.with_files,
            **choice.scope.arguments,
        )
        if choice.format != self._settings.text(_FORMAT):
            with contextlib.suppress(InvalidInput):  # a file that cannot be written
                self._settings.change(_FORMAT, choice.format)

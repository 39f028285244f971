"""The about sheet: version, licence, and what Octavo stands on."""

from pathlib import Path

from PySide6 import QtCore, QtWidgets

from app import __version__
from app.ui.appearance.look import Look
from app.ui.sheets.sheet import Sheet
from app.ui.widgets.labels import label

_WIDTH = 520
_LOGO = 64
_LIBRARIES = (
    "Qt and PySide6 (LGPL-3.0)",
    "MuPDF and PyMuPDF (AGPL-3.0)",
    "SQLite (public domain), sqlite-utils (Apache-2.0)",
    "HTTPX (BSD-3-Clause), qasync (BSD-2-Clause)",
    "platformdirs, tomlkit (MIT), defusedxml (PSF-2.0)",
    "Inter and Source Serif 4 (OFL-1.1)",
)


class AboutSheet(Sheet):
    """Says what this is, whose it is, and where the library lies."""

    def __init__(self, look: Look, *, library_folder: Path) -> None:
        super().__init__(look, "Octavo", width_px=_WIDTH)
        version = self.tr("Version {version}").format(version=__version__)
        self.set_title("Octavo", version)
        px = look.theme.px
        logo = QtWidgets.QLabel(self)
        logo.setPixmap(
            look.icon("octavo", "accent", _LOGO).pixmap(px(_LOGO), px(_LOGO))
        )
        self.header.insertWidget(0, logo)
        self._say(self.tr("A desktop reading list for research papers."))
        self._say(
            self.tr(
                "Free software under the GNU Affero General Public License, version 3 "
                "or later (AGPL-3.0-or-later). It comes with no warranty."
            )
        )
        self.body.addWidget(label(self, self.tr("Library"), kind="section"))
        self._say(str(library_folder))
        self.body.addWidget(label(self, self.tr("Made with"), kind="section"))
        self._say("\n".join(_LIBRARIES))

    def _say(self, words: str) -> None:
        text = label(self, words, wraps=True)
        text.setTextInteractionFlags(
            QtCore.Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.body.addWidget(text)

"""Which colours pages have: as the user says, for one paper or for all."""

from collections.abc import Mapping

from PySide6 import QtCore, QtGui

from app.domain.errors import InvalidInput
from app.domain.paper import PaperId
from app.runtime.reporter import Reporter
from app.settings.store import SettingsStore
from app.ui.appearance.look import Look
from app.ui.appearance.theme import Scheme
from app.ui.panels.reader.night import Tint, white_pages

_KEY = "reading.page_theme"
_KEYS = (_KEY, "reading.own_page", "reading.own_ink", "reading.night_figures")
NAMES = ("light", "dark", "sepia", "grey", "custom")
"""What pages may look like, in the order in which one key goes through them."""

_MOST_PAPERS = 500


class PageTheme(QtCore.QObject):
    """Says what colours pages have; `changed` when that changes.

    A paper may have its own, which is kept from day to day.
    """

    changed = QtCore.Signal()

    def __init__(
        self,
        look: Look,
        settings: SettingsStore,
        reporter: Reporter,
        parent: QtCore.QObject,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._settings = settings
        self._reporter = reporter
        self._paper: PaperId | None = None
        self._own: dict[str, str] = {}
        self.name = self._wanted(None)
        self.tint = self._tint(self.name)
        settings.subscribe(self._on_setting_changed)
        look.changed.connect(self._renew)

    @property
    def is_night(self) -> bool:
        """Say whether pages are drawn light on dark."""
        return self.tint.is_dark

    def show(self, paper: PaperId | None) -> None:
        """Show the pages of another paper."""
        self._paper = paper
        self._renew()

    def tint_of(self, paper: PaperId) -> Tint:
        """Return the colours that the pages of any paper would have."""
        return self._tint(self._wanted(paper))

    def toggle(self) -> None:
        """Go on to the next look of all pages, and keep that.

        A paper that has its own goes on by itself.
        """
        wanted = NAMES[(NAMES.index(self.name) + 1) % len(NAMES)]
        if self._paper is not None and self._paper in self._own:
            self.choose(wanted)
            return
        is_dark = self._look.theme.scheme is Scheme.DARK
        usual = "dark" if is_dark else "light"
        try:
            self._settings.change(_KEY, "follow" if wanted == usual else wanted)
        except InvalidInput as error:
            self._reporter.failure(error)
            self._renew()

    def choose(self, name: str) -> None:
        """Give this paper a look of its own; '' takes it away."""
        if self._paper is None:
            return
        self._own.pop(self._paper, None)
        if name:
            self._own[self._paper] = name
        while len(self._own) > _MOST_PAPERS:
            self._own.pop(next(iter(self._own)))
        self._renew()

    def values(self) -> dict[str, str]:
        """Return the looks of single papers for `restore`."""
        return dict(self._own)

    def restore(self, values: Mapping[str, str]) -> None:
        """Take what `values` returned; what is not understood is left out."""
        self._own = {paper: name for paper, name in values.items() if name in NAMES}
        self._renew()

    def _on_setting_changed(self, key: str) -> None:
        if key in _KEYS:
            self._renew()

    def _renew(self) -> None:
        self.name = self._wanted(self._paper)
        tint = self._tint(self.name)
        if tint != self.tint:
            self.tint = tint
            self.changed.emit()

    def _wanted(self, paper: PaperId | None) -> str:
        own = self._own.get(paper or "")
        if own is not None:
            return own
        chosen = self._settings.text(_KEY)
        if chosen == "follow":
            return "dark" if self._look.theme.scheme is Scheme.DARK else "light"
        return chosen

    def _tint(self, name: str) -> Tint:
        theme = self._look.theme
        keeps = self._settings.text("reading.night_figures") == "all"
        match name:
            case "dark":
                return Tint(theme.night_page, theme.night_ink, keeps)
            case "sepia":
                return Tint(theme.sepia_page, theme.sepia_ink)
            case "grey":
                return Tint(theme.grey_page, theme.grey_ink)
            case "custom":
                page = QtGui.QColor(self._settings.text("reading.own_page"))
                ink = QtGui.QColor(self._settings.text("reading.own_ink"))
                is_sound = page.isValid() and ink.isValid()
                return Tint(page, ink, keeps) if is_sound else white_pages()
        return white_pages()

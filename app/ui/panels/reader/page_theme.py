"""Whether pages are white or dark: as the user says, or as the window."""

from PySide6 import QtCore

from app.domain.errors import InvalidInput
from app.runtime.reporter import Reporter
from app.settings.store import SettingsStore
from app.ui.look import Look
from app.ui.theme import Scheme

_KEY = "reading.page_theme"


class PageTheme(QtCore.QObject):
    """Says whether pages are drawn dark; `changed` when that changes."""

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
        self.is_night = self._wanted()
        settings.subscribe(self._on_setting_changed)
        look.changed.connect(self._renew)

    def toggle(self) -> None:
        """Switch to the other one, and keep that; like the window's is to follow it."""
        is_night = not self.is_night
        follows = is_night is (self._look.theme.scheme is Scheme.DARK)
        chosen = "follow" if follows else "dark" if is_night else "light"
        try:
            self._settings.change(_KEY, chosen)
        except InvalidInput as error:
            self._reporter.failure(error)
            self._renew()

    def _on_setting_changed(self, key: str) -> None:
        if key == _KEY:
            self._renew()

    def _renew(self) -> None:
        wanted = self._wanted()
        if wanted != self.is_night:
            self.is_night = wanted
            self.changed.emit()

    def _wanted(self) -> bool:
        chosen = self._settings.text(_KEY)
        if chosen == "follow":
            return self._look.theme.scheme is Scheme.DARK
        return chosen == "dark"

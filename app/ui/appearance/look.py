"""The look in force: theme, icons and fonts, and the signal that they changed."""

from pathlib import Path

import fontpkg_inter
import fontpkg_source_serif_4
from PySide6 import QtCore, QtGui, QtWidgets

from app.commands.command import Command, Registry
from app.settings.store import SettingsStore
from app.ui.appearance.icons import Icons
from app.ui.appearance.style import palette, stylesheet
from app.ui.appearance.theme import Families, Scheme, Theme, load_theme

_POOR_UI_FAMILIES = ("DejaVu Sans", "Bitstream Vera Sans", "Sans Serif", "")
_UI_FAMILY = "Inter"
_READING_FAMILIES = ("Source Serif 4", "Charter", "Georgia", "Noto Serif")
_SMALLEST_SYSTEM_PT = 9.0
_SMALLEST_SCALE, _LARGEST_SCALE = 0.7, 3.0


class Look(QtCore.QObject):
    """Holds the theme that settings and system ask for; `changed` after each change.

    `keys_followed` tells that more commands have keys than before.
    """

    changed = QtCore.Signal()
    keys_followed = QtCore.Signal()

    def __init__(
        self,
        application: QtWidgets.QApplication,
        settings: SettingsStore,
        resources: Path,
    ) -> None:
        super().__init__(application)
        self._application = application
        self._settings = settings
        self._tokens = resources / "themes" / "tokens.json"
        self.icons = Icons(resources / "icons")
        _load_fonts()
        self._system_font = application.font()
        self._registry = Registry(())
        self.theme = self._make()
        self._dress()
        settings.subscribe(self._on_setting_changed)
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_scheme_changed)

    def follow_keys(self, registry: Registry) -> None:
        """Show the keys that commands have in a registry, now and after a change."""
        self._registry = registry
        self.keys_followed.emit()

    def tell_keys_changed(self) -> None:
        """Say that commands have other keys."""
        self.changed.emit()

    def key(self, command_id: str) -> str:
        """Return the key that a command has now, '' for none."""
        known = command_id in self._registry
        return self._registry[command_id].key if known else ""

    def now(self, command: Command) -> Command:
        """Return a command with the keys that it has now."""
        known = command.id in self._registry
        return self._registry[command.id] if known else command

    def icon(self, name: str, role: str = "text2", size_px: int = 20) -> QtGui.QIcon:
        """Return an icon in the colour of a role of the theme ('text2', 'accent')."""
        colour = getattr(self.theme.colours, role)
        return self.icons.icon(name, colour, self.theme.px(size_px))

    def toggle_scheme(self) -> None:
        """Switch between light and dark, and keep that."""
        is_dark = self.theme.scheme is Scheme.DARK
        self._settings.change("appearance.theme", "light" if is_dark else "dark")

    def scale_by(self, factor: float) -> None:
        """Set everything larger (> 1) or smaller (< 1); 0 goes back to the system's."""
        now = self._settings.number("appearance.text_scale")
        wanted = now * factor if factor else 1.0
        wanted = min(max(wanted, _SMALLEST_SCALE), _LARGEST_SCALE)
        self._settings.change("appearance.text_scale", round(wanted, 2))

    def _on_setting_changed(self, key: str) -> None:
        if key.startswith("appearance."):
            self._renew()

    def _on_system_scheme_changed(self) -> None:
        if self._settings.text("appearance.theme") == "system":
            self._renew()

    def _renew(self) -> None:
        self.theme = self._make()
        self._dress()
        self.changed.emit()

    def _dress(self) -> None:
        self._application.setFont(self.theme.ui_font())
        self._application.setPalette(palette(self.theme))
        self._application.setStyleSheet(stylesheet(self.theme))

    def _make(self) -> Theme:
        system = self._system_font
        base = max(system.pointSizeF(), _SMALLEST_SYSTEM_PT)
        is_poor = system.family() in _POOR_UI_FAMILIES
        ui = _UI_FAMILY if is_poor else system.family()
        known = set(QtGui.QFontDatabase.families())
        reading = next((f for f in _READING_FAMILIES if f in known), ui)
        fixed = QtGui.QFontDatabase.systemFont(
            QtGui.QFontDatabase.SystemFont.FixedFont
        ).family()
        return load_theme(
            self._tokens,
            self._scheme(),
            scale=self._settings.number("appearance.text_scale"),
            base_pt=base,
            families=Families(
                ui=ui,
                reading=reading if self._settings.is_on("appearance.serif") else ui,
                mono=fixed,
            ),
        )

    def _scheme(self) -> Scheme:
        wanted = self._settings.text("appearance.theme")
        if wanted != "system":
            return Scheme(wanted)
        system = self._application.styleHints().colorScheme()
        is_dark = system is QtCore.Qt.ColorScheme.Dark
        return Scheme.DARK if is_dark else Scheme.LIGHT


def _load_fonts() -> None:
    for package in (fontpkg_inter, fontpkg_source_serif_4):
        for file in (Path(package.__file__).parent / "files").glob("*.ttf"):
            QtGui.QFontDatabase.addApplicationFont(str(file))
